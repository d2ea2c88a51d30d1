//! SIGINT, SIGTERM and SIGHUP: the first asks the program to end, the second ends it at once.

use std::process;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, Once, PoisonError};

use crate::Error;

static ASKED: AtomicBool = AtomicBool::new(false);
static AT_FIRST: Mutex<Option<Box<dyn FnOnce() + Send>>> = Mutex::new(None);

/// The exit code of a process that a Ctrl+C ended, as shells count it: 128 + SIGINT.
const EXIT_CODE: i32 = 130;

/// Takes the signals over, once for the process.
pub fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // A process that already has a handler keeps it, and ends the way it wants to.
        let _ = ctrlc::try_set_handler(|| {
            if ASKED.swap(true, Ordering::Relaxed) {
                process::exit(EXIT_CODE);
            }
            if let Some(action) = AT_FIRST
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .take()
            {
                action();
            }
        });
    });
}

/// Does `action` on the signal thread when the first signal comes, so that a blocked program moves.
pub fn at_first(action: impl FnOnce() + Send + 'static) {
    *AT_FIRST.lock().unwrap_or_else(PoisonError::into_inner) = Some(Box::new(action));
}

/// Whether a signal came.
pub fn asked() -> bool {
    ASKED.load(Ordering::Relaxed)
}

/// [`Error::Interrupted`] once a signal came.
pub fn check() -> Result<(), Error> {
    if asked() {
        Err(Error::Interrupted)
    } else {
        Ok(())
    }
}
