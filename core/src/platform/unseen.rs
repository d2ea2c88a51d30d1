//! The window that is there for OpenGL alone. To macroquad it is as large as the canvas, so that all that asks for the
//! window's size, the UI and what a camera says of the mouse, is right in a movie too.

use std::cell::Cell;

use kinora_movie::frame::Size;
use macroquad::miniquad::window::{screen_size, set_window_size};
use macroquad::window::next_frame;

use super::say;

thread_local! {
    /// The pixels that macroquad shall believe in, while there is such a window.
    static PIXELS: Cell<Option<Size>> = const { Cell::new(None) };
    static HAS_WARNED: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread's window is one that nobody sees.
pub fn is_on() -> bool {
    PIXELS.get().is_some()
}

/// This thread's window is one that nobody sees, from here on; macroquad shall believe in so many pixels.
pub fn begin(pixels: Size) {
    PIXELS.set(Some(pixels));
}

/// There is no such window any more.
pub fn end() {
    PIXELS.set(None);
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
