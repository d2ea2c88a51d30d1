//! Opens macroquad's window, runs one async function in it, and brings the outcome back.

use std::cell::RefCell;
use std::panic::AssertUnwindSafe;
use std::rc::Rc;

use macroquad::texture::{FilterMode, Texture2D};
use macroquad::window::Conf;

use crate::{Error, panics};

/// Runs `program` in a window until it returns, and the window is closed.
///
/// # Errors
/// What `program` returns; [`Error::NoWindow`] when there is no way to open one; [`Error::Interrupted`] when the
/// window was closed from outside.
pub fn open<T, F>(conf: Conf, program: F) -> Result<T, Error>
where
    T: 'static,
    F: Future<Output = Result<T, Error>> + 'static,
{
    let outcome = Rc::new(RefCell::new(Outcome::NotStarted));
    let inside = outcome.clone();
    let opened = panics::catch(AssertUnwindSafe(|| {
        macroquad::Window::from_config(conf, async move {
            inside.replace(Outcome::Running);
            // macroquad paints plain shapes with a texture of one white pixel, which looks the same however it is
            // sampled. On software GL the nearest pixel costs less than the default, a mean of four.
            Texture2D::empty().set_filter(FilterMode::Nearest);
            let result = program.await;
            inside.replace(Outcome::Ended(result));
        });
    }));
    match (outcome.replace(Outcome::Running), opened) {
        (Outcome::Ended(result), _) => result,
        (Outcome::NotStarted, Err(message)) => Err(Error::NoWindow(message)),
        (Outcome::Running, Err(message)) => panic!("{message}"),
        (Outcome::NotStarted | Outcome::Running, Ok(())) => Err(Error::Interrupted),
    }
}

enum Outcome<T> {
    NotStarted,
    Running,
    Ended(Result<T, Error>),
}
