//! What OpenGL is asked by way of miniquad.

use macroquad::miniquad::{PassAction, RenderPass, RenderingBackend, gl};
use macroquad::window::get_internal_gl;

pub(super) fn with_gl<T>(work: impl FnOnce(&mut dyn RenderingBackend) -> T) -> T {
    // SAFETY: the reference to macroquad's context lives only during `work`, which is given nothing else of it and
    // calls none of macroquad's drawing functions.
    work(unsafe { get_internal_gl() }.quad_context)
}

/// OpenGL's name of a pass's framebuffer.
pub(super) fn framebuffer_of(pass: RenderPass) -> gl::GLuint {
    let mut name = 0;
    with_gl(|gl| gl.begin_pass(Some(pass), PassAction::Nothing));
    // SAFETY: macroquad's context is current, and the answer is one number.
    unsafe { gl::glGetIntegerv(gl::GL_FRAMEBUFFER_BINDING, &mut name) };
    with_gl(|gl| gl.end_render_pass());
    name.cast_unsigned()
}
