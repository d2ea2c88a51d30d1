//! Lets another framebuffer stand in for the window's.
//!
//! Much that a program draws names no target, and goes to framebuffer 0, which is the window: drawing by miniquad's own
//! functions, panels of egui, screenshots, shaders that read the screen. miniquad calls OpenGL through a table of
//! functions, which may be loaded again: here with a `glBindFramebuffer` for which 0 means what [`stand_in`] said last,
//! and with others that leave out what nobody would see.

#[cfg(not(target_os = "linux"))]
mod elsewhere;
mod fill;
#[cfg(target_os = "linux")]
mod linux;
mod table;

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use macroquad::miniquad::gl;

#[cfg(not(target_os = "linux"))]
use elsewhere::Library;
pub use fill::fill;
#[cfg(target_os = "linux")]
use linux::Library;

/// What framebuffer 0 is now.
static ZERO: AtomicU32 = AtomicU32::new(0);

/// What it is while nothing stands in for it: the window, or what is drawn on instead of a window that nobody sees.
static WINDOW: AtomicU32 = AtomicU32::new(0);

/// Where is drawn to.
static BOUND: AtomicU32 = AtomicU32::new(0);

/// Whether the window is not cleared.
static IS_SPARED: AtomicBool = AtomicBool::new(false);

static IS_INSTALLED: AtomicBool = AtomicBool::new(false);

/// Loads miniquad's table again, where that is possible: on Linux. Only in an open window.
pub fn install() {
    let Some(library) = Library::find() else {
        return;
    };
    if table::load(&library) {
        fill::install(&library);
        IS_INSTALLED.store(true, Ordering::Relaxed);
    }
    // The functions stay where they are for as long as the process lives.
    library.keep();
}

/// What is bound where a framebuffer of that name is to be.
fn bound(target: gl::GLenum, name: gl::GLuint) -> gl::GLuint {
    let name = match name {
        0 => ZERO.load(Ordering::Relaxed),
        name => name,
    };
    if target == gl::GL_FRAMEBUFFER || target == gl::GL_DRAW_FRAMEBUFFER {
        BOUND.store(name, Ordering::Relaxed);
    }
    name
}

/// Whether what is drawn to is the window, and not to be cleared.
fn is_spared() -> bool {
    let is_window = BOUND.load(Ordering::Relaxed) == WINDOW.load(Ordering::Relaxed);
    is_window && IS_SPARED.load(Ordering::Relaxed)
}

/// Whether [`stand_in`] has any effect.
pub fn can_stand_in() -> bool {
    IS_INSTALLED.load(Ordering::Relaxed)
}

/// Never draws on the window again, which nobody sees, but on a single pixel instead: OpenGL would ask the X server for
/// the window's size in every frame, and wait for the answer.
pub fn hide_window() {
    if !can_stand_in() {
        return;
    }
    let (mut texture, mut name) = (0, 0);
    // SAFETY: macroquad's context is current, the names are written to one number each, and without data the texture
    // reads nothing.
    unsafe {
        gl::glGenTextures(1, &mut texture);
        gl::glBindTexture(gl::GL_TEXTURE_2D, texture);
        gl::glTexImage2D(
            gl::GL_TEXTURE_2D,
            0,
            gl::GL_RGBA as i32,
            1,
            1,
            0,
            gl::GL_RGBA,
            gl::GL_UNSIGNED_BYTE,
            std::ptr::null(),
        );
        gl::glBindTexture(gl::GL_TEXTURE_2D, 0);
        gl::glGenFramebuffers(1, &mut name);
        gl::glBindFramebuffer(gl::GL_FRAMEBUFFER, name);
        gl::glFramebufferTexture2D(
            gl::GL_FRAMEBUFFER,
            gl::GL_COLOR_ATTACHMENT0,
            gl::GL_TEXTURE_2D,
            texture,
            0,
        );
    }
    WINDOW.store(name, Ordering::Relaxed);
    stand_in(0);
    spare_window(true);
}

/// Whether the window is left as it is when it is to be cleared. macroquad clears it at the beginning of each frame. Where
/// all of it is painted over later, that is for nothing; and on software GL, which draws everything in its order, a canvas
/// cannot be read before it is done.
pub fn spare_window(spared: bool) {
    IS_SPARED.store(spared, Ordering::Relaxed);
}

/// What framebuffer 0 is from here on; 0 is the window.
pub fn stand_in(name: gl::GLuint) {
    if can_stand_in() {
        let name = match name {
            0 => WINDOW.load(Ordering::Relaxed),
            name => name,
        };
        ZERO.store(name, Ordering::Relaxed);
        // SAFETY: macroquad's context is current, and the name is a framebuffer of it.
        unsafe { gl::glBindFramebuffer(gl::GL_FRAMEBUFFER, 0) };
    }
}
