//! What is asked of an X server before there is a window. miniquad loads Xlib itself, and panics where it gets no
//! connection.

use std::ffi::{c_char, c_int, c_void};
use std::ptr::{NonNull, null};

use libloading::Library;

/// A connection to the X server that `DISPLAY` names.
pub struct Connection {
    display: NonNull<c_void>,
    xlib: Library,
}

impl Connection {
    /// `None` where nobody answers, or refuses, which Xlib says on stderr, or there is no Xlib.
    pub fn open() -> Option<Connection> {
        type Open = unsafe extern "C" fn(*const c_char) -> *mut c_void;
        // SAFETY: the function has the type that Xlib gives it, and null is what it takes for the name in `DISPLAY`.
        unsafe {
            let xlib = Library::new("libX11.so.6").ok()?;
            let open = xlib.get::<Open>(b"XOpenDisplay").ok()?;
            let display = NonNull::new(open(null()))?;
            Some(Connection { display, xlib })
        }
    }
}

/// Width and height in pixels of the screen that a window would open on.
pub fn screen_size() -> Option<(f32, f32)> {
    type Side = unsafe extern "C" fn(*mut c_void, c_int) -> c_int;
    type Screen = unsafe extern "C" fn(*mut c_void) -> c_int;
    let Connection { display, xlib } = &Connection::open()?;
    // SAFETY: the functions have the types that Xlib gives them, the display is open, and the screen is one of its own.
    unsafe {
        let screen = xlib.get::<Screen>(b"XDefaultScreen").ok()?(display.as_ptr());
        let side =
            |name: &[u8]| Some(xlib.get::<Side>(name).ok()?(display.as_ptr(), screen) as f32);
        Some((side(b"XDisplayWidth")?, side(b"XDisplayHeight")?))
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        type Close = unsafe extern "C" fn(*mut c_void) -> c_int;
        // SAFETY: as above, and nobody has closed it before.
        unsafe {
            if let Ok(close) = self.xlib.get::<Close>(b"XCloseDisplay") {
                close(self.display.as_ptr());
            }
        }
    }
}
