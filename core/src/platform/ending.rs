//! Ends of the process that nobody in it has planned: `std::process::exit` in the code of a sketch, a display that goes
//! away, a signal in a frame that does not end. A recording becomes a movie all the same; an export leaves nothing.

#[cfg(target_os = "linux")]
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use kinora_movie::encode::target;
use kinora_movie::recorder::running;

use crate::KinoraError;
use crate::platform::{interrupt, say};

/// Whether an export, a still or a sheet is being made.
static IS_EXPORTING: AtomicBool = AtomicBool::new(false);

/// While it lives, what is being made is worth nothing before it is whole.
pub struct Exporting(());

impl Exporting {
    /// From here on; a signal ends the process soon, whatever the sketch does.
    pub fn begin() -> Exporting {
        IS_EXPORTING.store(true, Ordering::Relaxed);
        interrupt::at_last(|| {
            let was_written = abandon();
            say::error(&match was_written {
                true => KinoraError::Interrupted.to_string(),
                false => "interrupted".into(),
            });
        });
        Exporting(())
    }
}

impl Drop for Exporting {
    fn drop(&mut self) {
        IS_EXPORTING.store(false, Ordering::Relaxed);
        interrupt::never_at_last();
    }
}

/// Ends every encoder, and removes what was being written; whether it was what somebody has asked for.
fn abandon() -> bool {
    running::cancel_all();
    target::abandon_all()
}

/// Watches for the end of the process, and of its connection to an X server. Once for the process, in an open window.
pub fn watch() {
    system::watch();
}

/// The code of a sketch has called `std::process::exit`; whether the exit code is to be 1.
#[cfg(unix)]
fn at_exit() -> bool {
    if IS_EXPORTING.load(Ordering::Relaxed) {
        if abandon() {
            say::error(
                "the program called std::process::exit before its movie was finished: let main return, or make the \
                 movie shorter with --duration SECONDS",
            );
        }
        return true;
    }
    let outcomes = running::finish_all();
    if outcomes.iter().all(Result::is_ok) {
        target::remove_aids();
    }
    for outcome in outcomes {
        match outcome {
            Ok(path) => say::line(&format!(
                "{}: finished as the program ended",
                path.display()
            )),
            Err(words) => say::error(&words),
        }
    }
    false
}

/// The X server does not answer any more.
#[cfg(target_os = "linux")]
fn display_gone() {
    let kept: Vec<PathBuf> = match IS_EXPORTING.load(Ordering::Relaxed) {
        true => {
            abandon();
            vec![]
        }
        false => {
            let (made, failed): (Vec<_>, Vec<_>) =
                running::finish_all().into_iter().partition(Result::is_ok);
            if failed.is_empty() {
                target::remove_aids();
            }
            for words in failed.into_iter().filter_map(Result::err) {
                say::error(&words);
            }
            made.into_iter().flatten().collect()
        }
    };
    say::error(&KinoraError::DisplayGone(kept).to_string());
}

#[cfg(target_os = "linux")]
mod system {
    use std::ffi::{c_int, c_void};
    use std::sync::Once;

    use libloading::Library;

    pub fn watch() {
        static WATCHED: Once = Once::new();
        WATCHED.call_once(|| {
            // SAFETY: the function does not unwind, and what it uses lives as long as the process.
            unsafe {
                libc::atexit(at_exit);
            }
            watch_display();
        });
    }

    extern "C" fn at_exit() {
        if super::at_exit() {
            leave();
        }
    }

    /// Without what else wants to be done at the end of the process: another thread may be drawing.
    fn leave() -> ! {
        // SAFETY: it ends the process.
        unsafe { libc::_exit(1) }
    }

    /// Xlib ends the process itself when its server is gone, after it has called this.
    fn watch_display() {
        type Handler = extern "C" fn(*mut c_void) -> c_int;
        type SetHandler = unsafe extern "C" fn(Option<Handler>) -> Option<Handler>;
        extern "C" fn gone(_: *mut c_void) -> c_int {
            super::display_gone();
            leave();
        }
        // SAFETY: the function has the type that Xlib gives it, and its handler does not return into a display that is
        // gone.
        unsafe {
            if let Ok(xlib) = Library::new("libX11.so.6")
                && let Ok(set_handler) = xlib.get::<SetHandler>(b"XSetIOErrorHandler")
            {
                set_handler(Some(gone));
            }
        }
    }
}

#[cfg(all(unix, not(target_os = "linux")))]
mod system {
    use std::sync::Once;

    pub fn watch() {
        static WATCHED: Once = Once::new();
        extern "C" fn at_exit() {
            if super::at_exit() {
                // SAFETY: it ends the process.
                unsafe { libc::_exit(1) }
            }
        }
        // SAFETY: the function does not unwind, and what it uses lives as long as the process.
        WATCHED.call_once(|| unsafe {
            libc::atexit(at_exit);
        });
    }
}

#[cfg(not(unix))]
mod system {
    /// There is no display that goes away, and nothing is called before the end of the process.
    pub fn watch() {}
}
