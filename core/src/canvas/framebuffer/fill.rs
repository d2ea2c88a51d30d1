//! Fills the texture of a framebuffer with one colour, faster than `glClear` does on software GL.
//!
//! llvmpipe clears square by square, in rows of 256 bytes, which takes four to eight times as long as filling the whole
//! picture at once. OpenGL 4.4 can be asked for the latter: `glClearTexImage`. And it can be asked at any time, because it
//! changes no other state: a fill waits for the first function that could see it. Most frames begin black and are filled
//! with their own background before anything is drawn; the black is then never made.

use std::cell::Cell;
use std::ffi::c_void;
use std::mem::transmute;

use macroquad::miniquad::gl;

use super::Library;
use crate::platform::opengl;

/// From the OpenGL specification; miniquad's table lacks it.
type ClearTexImage =
    unsafe extern "C" fn(gl::GLuint, gl::GLint, gl::GLenum, gl::GLenum, *const c_void);

thread_local! {
    static CLEAR_TEX_IMAGE: Cell<Option<ClearTexImage>> = const { Cell::new(None) };
    static WAITING: Cell<Option<Fill>> = const { Cell::new(None) };
}

/// What is to be done before anyone looks.
#[derive(Clone, Copy)]
struct Fill {
    texture: gl::GLuint,
    rgba: [u8; 4],
}

/// Looks for the function, where it helps: a GPU clears as fast as it can.
pub(super) fn install(library: &Library) {
    if opengl::is_software() && has_version_4_4() {
        let function = library.function("glClearTexImage");
        // SAFETY: OpenGL 4.4 and later have a function of that name and type.
        CLEAR_TEX_IMAGE.set(function.map(|function| unsafe { transmute(function) }));
    }
}

/// Whether it is desktop OpenGL, 4.4 or later.
fn has_version_4_4() -> bool {
    let version = opengl::version();
    let numbers = version.split_once('.').and_then(|(major, rest)| {
        let minor = rest.split(|char: char| !char.is_ascii_digit()).next()?;
        Some((major.parse::<u32>().ok()?, minor.parse::<u32>().ok()?))
    });
    numbers.is_some_and(|version| version >= (4, 4))
}

/// Fills a texture with R, G, B and A of 0 to 1, rounded as OpenGL rounds them; whether that is possible here.
pub fn fill(texture: gl::GLuint, color: [f32; 4]) -> bool {
    if CLEAR_TEX_IMAGE.get().is_none() {
        return false;
    }
    if WAITING
        .get()
        .is_some_and(|waiting| waiting.texture != texture)
    {
        finish();
    }
    WAITING.set(Some(Fill {
        texture,
        rgba: color.map(|value| (value.clamp(0.0, 1.0) * 255.0).round_ties_even() as u8),
    }));
    true
}

/// Does the fill that waits, if one does.
pub(super) fn finish() {
    if let (Some(fill), Some(clear)) = (WAITING.take(), CLEAR_TEX_IMAGE.get()) {
        // SAFETY: macroquad's context is current on this thread, and the colour has four bytes, as format and type say.
        // The texture is alive: before one is deleted, no fill waits.
        unsafe {
            clear(
                fill.texture,
                0,
                gl::GL_RGBA,
                gl::GL_UNSIGNED_BYTE,
                fill.rgba.as_ptr().cast(),
            )
        };
    }
}
