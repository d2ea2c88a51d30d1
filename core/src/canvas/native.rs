//! Opens macroquad's window, runs one async function in it, and brings the outcome back.

use std::cell::RefCell;
use std::panic::AssertUnwindSafe;
use std::rc::Rc;

use macroquad::miniquad::conf::{LinuxBackend, Platform, WaylandDecorations};
use macroquad::miniquad::{RawId, gl};
use macroquad::texture::{FilterMode, Texture2D};
use macroquad::window::get_internal_gl;

use crate::KinoraError;
use crate::canvas::framebuffer;
use crate::platform::{ending, opengl, panics};

/// Runs `program` in a window until it returns, and the window is closed.
///
/// # Errors
/// What `program` returns; [`KinoraError::NoWindow`] when there is no way to open one; [`KinoraError::Panicked`] when
/// something beside it panics, as a coroutine does; [`KinoraError::Interrupted`] when the window was closed from
/// outside.
pub fn open<T, F>(conf: impl Into<macroquad::conf::Conf>, program: F) -> Result<T, KinoraError>
where
    T: 'static,
    F: Future<Output = Result<T, KinoraError>> + 'static,
{
    let outcome = Rc::new(RefCell::new(Outcome::NotStarted));
    let inside = outcome.clone();
    let opened = panics::catch(AssertUnwindSafe(|| {
        macroquad::Window::from_config(conf, async move {
            inside.replace(Outcome::Running);
            framebuffer::install();
            ending::watch();
            sample_no_white();
            let result = program.await;
            inside.replace(Outcome::Ended(result));
        });
    }));
    match (outcome.replace(Outcome::Running), opened) {
        (Outcome::Ended(result), _) => result,
        (Outcome::NotStarted, Err(message)) => Err(KinoraError::NoWindow(message)),
        (Outcome::Running, Err(message)) => Err(KinoraError::Panicked(message)),
        (Outcome::NotStarted | Outcome::Running, Ok(())) => Err(KinoraError::Interrupted),
    }
}

/// From the OpenGL specification; miniquad's table lacks it.
const GL_TEXTURE_BINDING_2D: gl::GLenum = 0x8069;

/// macroquad paints plain shapes with a texture of one white pixel, which looks the same however it is sampled. On
/// software GL the nearest pixel costs less than the default, a mean of four. Nothing at all is sampled where the texture
/// itself says that red, green, blue and alpha are 1 in it, whatever it holds: a fifth of a frame of small shapes.
fn sample_no_white() {
    let white = Texture2D::empty();
    white.set_filter(FilterMode::Nearest);
    if !opengl::is_software() {
        return;
    }
    // SAFETY: macroquad's context is current on this thread, and the reference to it ends with this block. The texture
    // that was bound is bound again, as miniquad believes it to be.
    unsafe {
        let gl = get_internal_gl().quad_context;
        #[allow(irrefutable_let_patterns, reason = "Apple's systems have Metal too")]
        let RawId::OpenGl(name) = gl.texture_raw_id(white.raw_miniquad_id()) else {
            return;
        };
        let mut bound = 0;
        gl::glGetIntegerv(GL_TEXTURE_BINDING_2D, &mut bound);
        gl::glBindTexture(gl::GL_TEXTURE_2D, name);
        for part in [
            gl::GL_TEXTURE_SWIZZLE_R,
            gl::GL_TEXTURE_SWIZZLE_G,
            gl::GL_TEXTURE_SWIZZLE_B,
            gl::GL_TEXTURE_SWIZZLE_A,
        ] {
            gl::glTexParameteri(gl::GL_TEXTURE_2D, part, gl::GL_ONE as i32);
        }
        gl::glBindTexture(gl::GL_TEXTURE_2D, bound as u32);
    }
}

/// How a window stands on its desktop.
pub fn platform(backend: LinuxBackend) -> Platform {
    Platform {
        linux_backend: backend,
        linux_wm_class: "kinora",
        // miniquad's default, libdecor, panics where its plugins are not installed, and with some that are.
        wayland_decorations: WaylandDecorations::ServerWithMiniquadFallback,
        ..Platform::default()
    }
}

enum Outcome<T> {
    NotStarted,
    Running,
    Ended(Result<T, KinoraError>),
}
