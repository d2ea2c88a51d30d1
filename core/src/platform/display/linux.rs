//! Displays of Linux: X11, Wayland, or an Xvfb of our own.

use std::env;
use std::fmt;
use std::os::unix::net::UnixStream;
use std::path::PathBuf;

use macroquad::miniquad::conf::{LinuxBackend, LinuxX11Gl};

use super::egl::Egl;
use super::x11::Connection;
use super::xvfb::Xvfb;
use crate::KinoraError;

/// Mesa's variable for [`raster_threads`].
const RASTER_THREADS: &str = "LP_NUM_THREADS";

/// Mesa's variable for drawing with the processor. Its EGL would else look for the GPU of an X server that has none.
const SOFTWARE: &str = "LIBGL_ALWAYS_SOFTWARE";

/// A display to open a window on. A private one ends when this is dropped.
pub struct Display {
    backend: LinuxBackend,
    private: Option<Private>,
    /// The connection by which the display was asked. It stays open at least until the window has one of its own: an X
    /// server without `-noreset` starts anew when its last client leaves, and refuses those who come meanwhile.
    _asked: Option<Connection>,
}

/// A display that nobody else has.
struct Private {
    xvfb: Xvfb,
    /// What draws on it; else it has GLX.
    egl: Option<Egl>,
}

impl Display {
    /// The kind of window that this display takes.
    pub fn backend(&self) -> LinuxBackend {
        self.backend
    }

    /// How a window on it gets OpenGL, if it is one of X11.
    pub fn gl(&self) -> LinuxX11Gl {
        match &self.private {
            Some(Private { egl: Some(_), .. }) => LinuxX11Gl::EGLOnly,
            _ => LinuxX11Gl::default(),
        }
    }

    /// Ends a private display.
    pub fn close(self) {}

    /// Waits until a private display answers, and makes it this process's.
    pub fn ready(&mut self) -> Result<(), KinoraError> {
        if let Some(Private { xvfb, egl }) = &mut self.private {
            if let Some(egl) = egl {
                set_variable(SOFTWARE, "true");
                egl.bind_desktop_gl();
                egl.load_driver();
            }
            let name = xvfb.name()?;
            set_variable("XAUTHORITY", &xvfb.authority());
            set_variable("DISPLAY", &name);
            if env::var_os(RASTER_THREADS).is_none() {
                set_variable(RASTER_THREADS, &raster_threads().to_string());
            }
        }
        Ok(())
    }
}

impl fmt::Display for Display {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let variable = |name| env::var(name).unwrap_or_default();
        match (self.backend, &self.private) {
            (_, Some(_)) => f.write_str("a private Xvfb: there is none of this machine's own"),
            (LinuxBackend::WaylandOnly, None) => {
                write!(f, "Wayland {}", variable("WAYLAND_DISPLAY"))
            }
            (_, None) => write!(f, "X11 {}", variable("DISPLAY")),
        }
    }
}

/// Sets a variable for the libraries that open the display.
fn set_variable(name: &str, value: &str) {
    // SAFETY: no code of this process reads the environment but through the standard library, which guards it
    // with a lock, Xlib and Mesa, which this thread calls after this line, and `localtime_r`, which only the sandbox calls,
    // where no variable is set.
    unsafe { env::set_var(name, value) };
}

/// How many threads Mesa's software rasteriser takes besides the one that draws: every core but one for the
/// sketch and one for the encoder. With two cores the sketch's own thread rasterises; exports of light sketches
/// then took up to 7 % less time than with threads that take turns with the encoder, and in one of four series as
/// much. Only a sketch that costs more than its encoding would gain by more threads.
fn raster_threads() -> usize {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    cores.saturating_sub(2)
}

/// The display of this machine.
///
/// # Errors
/// [`KinoraError::NoDisplay`] if none answers.
pub fn find() -> Result<Display, KinoraError> {
    let x11 = env::var("DISPLAY").ok().filter(|name| !name.is_empty());
    if x11.is_some()
        && let Some(asked) = Connection::open()
    {
        return Ok(Display {
            backend: LinuxBackend::X11Only,
            private: None,
            _asked: Some(asked),
        });
    }
    let wayland = env::var("WAYLAND_DISPLAY")
        .ok()
        .filter(|name| !name.is_empty());
    match &wayland {
        Some(name) if UnixStream::connect(wayland_socket(name)).is_ok() => Ok(Display {
            backend: LinuxBackend::WaylandOnly,
            private: None,
            _asked: None,
        }),
        _ => {
            let x11 = x11.map(|name| format!("DISPLAY '{name}'"));
            let wayland = wayland.map(|name| format!("WAYLAND_DISPLAY '{name}'"));
            Err(KinoraError::NoDisplay(x11.or(wayland)))
        }
    }
}

/// Where a compositor of that name listens (wl_display_connect(3)).
fn wayland_socket(name: &str) -> PathBuf {
    // A name that is a whole path stays as it is.
    PathBuf::from(env::var_os("XDG_RUNTIME_DIR").unwrap_or_default()).join(name)
}

/// The display of this machine, or else a private one that is starting; see [`Display::ready`].
///
/// # Errors
/// [`KinoraError::NoXvfb`].
pub fn find_or_start() -> Result<Display, KinoraError> {
    find().or_else(|_| {
        let egl = Egl::find();
        let extensions: &[_] = match egl {
            Some(_) => &["-extension", "GLX"],
            None => &[],
        };
        let xvfb = Xvfb::start(extensions)?;
        Ok(Display {
            backend: LinuxBackend::X11Only,
            private: Some(Private { xvfb, egl }),
            _asked: None,
        })
    })
}
