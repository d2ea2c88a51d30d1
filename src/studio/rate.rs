//! How often the window draws.

use std::thread;
use std::time::{Duration, Instant};

use macroquad::miniquad::gl;

/// Frames a second of a window on software GL, which has no screen to wait for: more would only take the time that
/// an encoder needs.
const SOFTWARE_FPS: f64 = 60.0;

/// Most frames a second on a GPU, where the screen sets the pace; this is for screens that don't.
const GPU_FPS: f64 = 240.0;

/// From the OpenGL specification; miniquad's table lacks it.
const GL_RENDERER: gl::GLenum = 0x1F01;

/// Keeps a loop from going round faster than anybody sees.
pub struct Rate {
    interval: Duration,
    locked_interval: Duration,
    next: Instant,
}

impl Rate {
    /// For a sketch whose movie has `fps` frames a second, which the loop reaches at least.
    pub fn new(fps: f64) -> Rate {
        let most = if is_software() { SOFTWARE_FPS } else { GPU_FPS };
        Rate {
            interval: Duration::from_secs_f64(1.0 / most.max(fps)),
            locked_interval: Duration::from_secs_f64(1.0 / fps),
            next: Instant::now(),
        }
    }

    /// Waits until the next frame may be drawn. In a locked recording every frame drawn is a frame of the movie, so
    /// that it plays at most as fast as the movie will.
    pub fn wait(&mut self, locked: bool) {
        let interval = if locked {
            self.locked_interval
        } else {
            self.interval
        };
        self.next += interval;
        let now = Instant::now();
        match self.next.checked_duration_since(now) {
            Some(rest) if rest <= interval => thread::sleep(rest),
            // Late, or the interval became shorter: the past is not made up for.
            _ => self.next = now,
        }
    }
}

fn is_software() -> bool {
    // SAFETY: macroquad's context is current on this thread, and GL keeps the string it returns.
    let renderer = unsafe {
        let name = gl::glGetString(GL_RENDERER);
        if name.is_null() {
            return false;
        }
        std::ffi::CStr::from_ptr(name.cast())
            .to_string_lossy()
            .to_lowercase()
    };
    ["llvmpipe", "softpipe", "swrast", "swiftshader"]
        .iter()
        .any(|software| renderer.contains(software))
}
