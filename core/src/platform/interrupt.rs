//! SIGINT, SIGTERM and SIGHUP: the first asks the program to end, the second ends it at once.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};
use std::thread;
use std::time::Duration;

use crate::KinoraError;

static ASKED: AtomicBool = AtomicBool::new(false);
static AT_FIRST: Mutex<Option<Action>> = Mutex::new(None);
static AT_LAST: Mutex<Option<Action>> = Mutex::new(None);
static AT_SECOND: Mutex<Vec<Action>> = Mutex::new(Vec::new());

type Action = Box<dyn FnOnce() + Send>;

/// The exit code of a process that a Ctrl+C ended, as shells count it: 128 + SIGINT.
const EXIT_CODE: i32 = 130;

/// How long the program has to end by itself after the first signal, where something is done [`at_last`].
const GRACE: Duration = Duration::from_millis(600);

/// Takes the signals over, once for the process.
pub fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // Without a handler a signal ends the process as it always does: private display and ffmpeg end by themselves.
        let _ = on_signal(|| {
            if ASKED.swap(true, Ordering::Relaxed) {
                lock(&AT_SECOND).drain(..).for_each(|action| action());
                leave();
            }
            let action = lock(&AT_FIRST).take();
            if let Some(action) = action {
                action();
            }
            if let Some(last) = lock(&AT_LAST).take() {
                let _ = thread::Builder::new().spawn(move || {
                    thread::sleep(GRACE);
                    last();
                    leave();
                });
            }
        });
    });
}

/// Ends the process without its libraries' own endings: another thread may be drawing, and OpenGL would crash.
#[cfg(unix)]
fn leave() -> ! {
    signal_hook::low_level::exit(EXIT_CODE)
}

#[cfg(not(unix))]
fn leave() -> ! {
    std::process::exit(EXIT_CODE)
}

/// Calls `handler` on a thread of its own at each signal. SIGHUP is left alone where it is ignored, as under nohup.
#[cfg(unix)]
fn on_signal(handler: impl Fn() + Send + 'static) -> io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

    let mut wanted = vec![SIGINT, SIGTERM];
    if !is_ignored(SIGHUP) {
        wanted.push(SIGHUP);
    }
    let mut signals = signal_hook::iterator::Signals::new(wanted)?;
    std::thread::Builder::new()
        .name("kinora-signals".into())
        .spawn(move || signals.forever().for_each(|_| handler()))?;
    Ok(())
}

#[cfg(not(unix))]
fn on_signal(handler: impl Fn() + Send + 'static) -> io::Result<()> {
    ctrlc::set_handler(handler).map_err(io::Error::other)
}

/// Whether the process was started with this signal ignored.
#[cfg(unix)]
fn is_ignored(signal: i32) -> bool {
    // SAFETY: all zeros are a `sigaction`, and without a new one the call only writes what is to be done now.
    unsafe {
        let mut now: libc::sigaction = std::mem::zeroed();
        libc::sigaction(signal, std::ptr::null(), &raw mut now) == 0
            && now.sa_sigaction == libc::SIG_IGN
    }
}

/// Does `action` on the signal thread when the first signal comes, so that a blocked program moves.
pub fn at_first(action: impl FnOnce() + Send + 'static) {
    *lock(&AT_FIRST) = Some(Box::new(action));
}

/// Does `action` and ends the process if it still lives a while after the first signal: the code of a sketch may be in a
/// frame that does not end.
pub fn at_last(action: impl FnOnce() + Send + 'static) {
    *lock(&AT_LAST) = Some(Box::new(action));
}

/// Takes [`at_last`] back.
pub fn never_at_last() {
    *lock(&AT_LAST) = None;
}

/// Does `action`, too, on the signal thread when the second signal ends the process.
pub fn at_second(action: impl FnOnce() + Send + 'static) {
    lock(&AT_SECOND).push(Box::new(action));
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether a signal came.
pub fn asked() -> bool {
    ASKED.load(Ordering::Relaxed)
}

/// [`KinoraError::Interrupted`] once a signal came.
pub fn check() -> Result<(), KinoraError> {
    if asked() {
        Err(KinoraError::Interrupted)
    } else {
        Ok(())
    }
}
