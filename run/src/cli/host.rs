//! The command line of a program that is built anew while it runs.

use kinora_core::platform::say;
use kinora_core::sketch::Sketch;
use macroquad::prelude::{Color, clear_background, next_frame};

use crate::live::library;
use crate::live::start::Start;

/// Runs the command line over the sketches of the library that this process was started with; the exit code. Where they
/// do not compile, the window opens all the same, and says why.
pub fn host() -> i32 {
    let sketches = Start::of_process().and_then(first);
    let sketches = sketches.unwrap_or_else(|| vec![nothing_yet()]);
    let code = super::run_to_end(&sketches);
    library::tidy();
    code
}

/// The sketches as they are when the window opens, if they compile.
fn first(mut start: Start) -> Option<Vec<Sketch>> {
    match library::load(start.sketches.as_deref()?) {
        Ok((sketches, copy)) => {
            start.tell(&copy);
            Some(sketches)
        }
        Err(words) => {
            say::error(&words);
            // The window has it built anew, and says what is wrong.
            start.sketches = None;
            start.correct();
            None
        }
    }
}

/// What is there as long as the code does not compile, under the name that was asked for.
fn nothing_yet() -> Sketch {
    let name = std::env::args().nth(2);
    Sketch::new(name.unwrap_or_else(|| "…".into()), nothing)
}

async fn nothing() {
    loop {
        clear_background(Color::from_hex(0x18181b));
        next_frame().await
    }
}
