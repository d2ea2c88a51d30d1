//! What OpenGL is asked by way of miniquad.

use macroquad::miniquad::RenderingBackend;
use macroquad::window::get_internal_gl;

pub(super) fn with_gl<T>(work: impl FnOnce(&mut dyn RenderingBackend) -> T) -> T {
    // SAFETY: the reference to macroquad's context lives only during `work`, which is given nothing else of it and
    // calls none of macroquad's drawing functions.
    work(unsafe { get_internal_gl() }.quad_context)
}
