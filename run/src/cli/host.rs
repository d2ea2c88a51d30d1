//! The command line of a program that is built anew while it runs.

use clap::Parser;
use kinora_core::platform::say;
use kinora_core::sketch::Sketch;
use macroquad::prelude::{Color, clear_background, next_frame};

use super::args::{Cli, Command};
use crate::live::library;
use crate::live::start::Start;
use crate::make::recipe::Recipe;

/// Runs the command line over the sketches of the library that this process was started with; the exit code. Where they
/// do not compile, the window opens all the same, and says why.
pub fn host() -> i32 {
    let Some(start) = Start::receive() else {
        say::error("the tool is of another version than kinora here: install it anew");
        return 1;
    };
    let sketches = first(start).unwrap_or_else(|| vec![nothing_yet()]);
    let code = super::run_to_end(&sketches);
    library::tidy();
    code
}

/// The sketches as they are when the window opens, if they compile.
fn first(mut start: Start) -> Option<Vec<Sketch>> {
    let sketches = match start.sketches.as_deref().map(library::load) {
        None => None,
        Some(Ok(loaded)) => {
            start.content = Some(loaded.content);
            start.tell(&loaded.copy);
            Some(loaded.sketches)
        }
        Some(Err(words)) => {
            say::error(&words);
            // The window has it built anew, and says what is wrong.
            start.sketches = None;
            None
        }
    };
    start.keep();
    sketches
}

/// What is there as long as the code does not compile, under the name that was asked for.
fn nothing_yet() -> Sketch {
    let asked = match Cli::try_parse().map(|cli| cli.command) {
        Ok(Some(Command::Run(args))) => args.sketch.or_else(|| {
            let recipe = Recipe::read(args.play.like.as_deref()?);
            recipe.ok().map(|recipe| recipe.sketch)
        }),
        _ => None,
    };
    Sketch::new(asked.unwrap_or_else(|| "…".into()), nothing)
}

async fn nothing() {
    loop {
        clear_background(Color::from_hex(0x18181b));
        next_frame().await
    }
}
