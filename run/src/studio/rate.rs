//! How often the window draws.

use std::thread;
use std::time::{Duration, Instant};

use kinora_core::platform::opengl;

/// Frames a second of a window on software GL, which has no screen to wait for: more would only take the time that
/// an encoder needs.
const SOFTWARE_FPS: f64 = 60.0;

/// Most frames a second on a GPU, where the screen sets the pace; this is for screens that don't.
const GPU_FPS: f64 = 240.0;

/// Keeps a loop from going round faster than anybody sees.
pub struct Rate {
    interval: Duration,
    locked_interval: Duration,
    next: Instant,
}

impl Rate {
    /// For a sketch whose movie has `fps` frames a second, which the loop reaches at least.
    pub fn new(fps: f64) -> Rate {
        let most = if opengl::is_software() {
            SOFTWARE_FPS
        } else {
            GPU_FPS
        };
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
