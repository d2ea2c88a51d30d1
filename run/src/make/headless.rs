//! Runs without a window that anybody sees: one is there for OpenGL alone, one pixel large.

use std::time::Duration;

use macroquad::conf;
use macroquad::miniquad::conf::Platform;
use macroquad::window::{Conf, next_frame};

use kinora_core::canvas::{framebuffer, native};
use kinora_core::draw;
use kinora_core::platform::display::Display;
use kinora_core::platform::{display, say, unseen, wall};
use kinora_core::sketch::{Plan, Sketch};

use crate::KinoraError;

/// Runs `program` for that sketch where OpenGL is: on this machine's display, or a private one.
pub fn run<T: 'static>(
    title: &str,
    sketch: &Sketch,
    plan: &Plan,
    epoch: Option<Duration>,
    program: impl Future<Output = Result<T, KinoraError>> + 'static,
) -> Result<T, KinoraError> {
    let mut display = display::find_or_start()?;
    ready(&mut display)?;
    open(title, &display, sketch, plan, epoch, program)
}

/// Waits for a display, and meanwhile does what needs none.
pub fn ready(display: &mut Display) -> Result<(), KinoraError> {
    draw::prepare();
    display.ready()
}

/// Runs `program` for that sketch on a display. The clock on the wall stands, and so does everything that is random
/// because of it. It begins at `epoch`, if the sketch is to find it as in another play.
pub fn open<T: 'static>(
    title: &str,
    display: &Display,
    sketch: &Sketch,
    plan: &Plan,
    epoch: Option<Duration>,
    program: impl Future<Output = Result<T, KinoraError>> + 'static,
) -> Result<T, KinoraError> {
    let conf = conf::Conf {
        miniquad_conf: conf(title, display),
        ..sketch.window_conf()
    };
    if sketch.is_program() && !wall::CAN_STOP {
        say::warning(
            "the clock of this system cannot be stopped: materials with _Time, crates built on macroquad and \
             coroutines that wait are different on every run",
        );
    }
    unseen::begin(plan.canvas);
    let begin = epoch.unwrap_or_else(|| epoch_of(plan.seed));
    let frame = Duration::from_secs_f64(1.0 / plan.fps);
    wall::stop_at(begin);
    let outcome = native::open(conf, async move {
        framebuffer::hide_window();
        unseen::keep_size().await;
        // macroquad takes the time between two ends of frames for the time of a frame, also of the first.
        for time in [begin.saturating_sub(frame), begin] {
            wall::stop_at(time);
            next_frame().await;
        }
        program.await
    });
    wall::go_on();
    unseen::end();
    outcome
}

/// What the clock on the wall shows at the beginning, since 1970: so many seconds of the second day. Programs seed their
/// random numbers with it, so another seed is another time.
fn epoch_of(seed: u64) -> Duration {
    const DAY: u64 = 24 * 60 * 60;
    Duration::from_secs(DAY + seed % DAY)
}

/// The window, for miniquad.
pub fn conf(title: &str, display: &Display) -> Conf {
    Conf {
        window_title: title.to_owned(),
        window_width: 1,
        window_height: 1,
        // To EGL, one is many.
        sample_count: 0,
        platform: Platform {
            // Nothing is shown, so nothing waits for a screen.
            swap_interval: Some(0),
            linux_x11_gl: display.gl(),
            ..native::platform(display.backend())
        },
        ..Conf::default()
    }
}
