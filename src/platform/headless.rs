//! A window that nobody sees: it is there for OpenGL alone, one pixel large. To macroquad it is as large as the canvas,
//! so that all that asks for the window's size, the UI and what a camera says of the mouse, is right in a movie too.

use std::cell::Cell;
use std::time::Duration;

use macroquad::conf;
use macroquad::miniquad::conf::Platform;
use macroquad::miniquad::window::{screen_size, set_window_size};
use macroquad::window::{Conf, next_frame};

use crate::canvas::framebuffer;
use crate::platform::display::Display;
use crate::platform::{display, native, say, wall};
use crate::sketch::{Plan, Sketch};
use crate::{KinoraError, draw};
use kinora_movie::frame::Size;

thread_local! {
    /// The pixels that macroquad shall believe in, while there is such a window.
    static PIXELS: Cell<Option<Size>> = const { Cell::new(None) };
    static HAS_WARNED: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread's window is one that nobody sees.
pub fn is_on() -> bool {
    PIXELS.get().is_some()
}

/// Runs `program` for that sketch where OpenGL is: on this machine's display, or a private one.
pub fn run<T: 'static>(
    title: &str,
    sketch: &Sketch,
    plan: &Plan,
    program: impl Future<Output = Result<T, KinoraError>> + 'static,
) -> Result<T, KinoraError> {
    let mut display = display::find_or_start()?;
    ready(&mut display)?;
    open(title, &display, sketch, plan, program)
}

/// Waits for a display, and meanwhile does what needs none.
pub fn ready(display: &mut Display) -> Result<(), KinoraError> {
    draw::prepare();
    display.ready()
}

/// Runs `program` for that sketch on a display. The clock on the wall stands, and so does everything that is random
/// because of it.
pub fn open<T: 'static>(
    title: &str,
    display: &Display,
    sketch: &Sketch,
    plan: &Plan,
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
    PIXELS.set(Some(plan.canvas));
    let begin = epoch(plan.seed);
    let frame = Duration::from_secs_f64(1.0 / plan.fps);
    wall::stop_at(begin);
    let outcome = native::open(conf, async move {
        framebuffer::hide_window();
        keep_size().await;
        // macroquad takes the time between two ends of frames for the time of a frame, also of the first.
        for time in [begin.saturating_sub(frame), begin] {
            wall::stop_at(time);
            next_frame().await;
        }
        program.await
    });
    wall::go_on();
    PIXELS.set(None);
    outcome
}

/// What the clock on the wall shows at the beginning, since 1970: so many seconds of the second day. Programs seed their
/// random numbers with it, so another seed is another time.
fn epoch(seed: u64) -> Duration {
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

/// How many frames a window may take to get its size. X servers tell of a new one in the next.
const PATIENCE: usize = 100;

/// Makes macroquad believe in the size again, if it doesn't. A window manager may have told it the true one.
pub async fn keep_size() {
    let Some(pixels) = PIXELS.get() else {
        return;
    };
    let (width, height) = (pixels.width(), pixels.height());
    for _ in 0..PATIENCE {
        let (known_width, known_height) = screen_size();
        if (known_width as u32, known_height as u32) == (width, height) {
            return;
        }
        if !system::tell_size(width, height) {
            // Then it must be as large in truth.
            set_window_size(width, height);
        }
        next_frame().await;
    }
}

/// Says, once, that the size of a movie does not change.
pub fn warn_of_size(width: f32, height: f32) {
    let asked = (width.round() as u32, height.round() as u32);
    let is_as_asked = PIXELS
        .get()
        .is_some_and(|pixels| (pixels.width(), pixels.height()) == asked);
    if !is_as_asked && !HAS_WARNED.replace(true) {
        let size = format!("{}x{}", asked.0, asked.1);
        say::warning(&format!(
            "the program asks for a window of {size}, and a movie keeps its size: export with --size {size}"
        ));
    }
}

#[cfg(target_os = "linux")]
mod system {
    use std::ffi::c_int;
    use std::ptr::null_mut;

    use libloading::Library;
    use macroquad::miniquad::native::linux_x11::libx11::{Display, XConfigureEvent, XEvent};

    /// From the X protocol.
    const CONFIGURE_NOTIFY: c_int = 22;

    /// Puts an event before miniquad, in this process alone, that says that the window has that size; whether that is
    /// possible. The event's type is the first thing in it, and Xlib copies 24 words.
    pub fn tell_size(width: u32, height: u32) -> bool {
        type CurrentDisplay = unsafe extern "C" fn() -> *mut Display;
        type PutBackEvent = unsafe extern "C" fn(*mut Display, *mut [usize; 24]) -> c_int;
        const { assert!(size_of::<XEvent>() <= size_of::<[usize; 24]>()) };
        // SAFETY: miniquad has loaded both libraries already, the functions have the types that GLX and Xlib give them,
        // and an event has room for 24 words, of which the first are those of a ConfigureNotify.
        unsafe {
            let (Ok(glx), Ok(xlib)) = (Library::new("libGL.so.1"), Library::new("libX11.so.6"))
            else {
                return false;
            };
            let current_display = glx.get::<CurrentDisplay>(b"glXGetCurrentDisplay");
            let put_back = xlib.get::<PutBackEvent>(b"XPutBackEvent");
            let (Ok(current_display), Ok(put_back)) = (current_display, put_back) else {
                return false;
            };
            let display = current_display();
            if display.is_null() {
                return false;
            }
            let mut event = [0usize; 24];
            let configured = XConfigureEvent {
                type_0: CONFIGURE_NOTIFY,
                serial: 0,
                send_event: 1,
                display: null_mut(),
                event: 0,
                window: 0,
                x: 0,
                y: 0,
                width: width as c_int,
                height: height as c_int,
                border_width: 0,
                above: 0,
                override_redirect: 0,
            };
            event
                .as_mut_ptr()
                .cast::<XConfigureEvent>()
                .write(configured);
            put_back(display, &raw mut event);
            true
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    pub fn tell_size(_: u32, _: u32) -> bool {
        false
    }
}
