//! What the tool does besides the command line that every program of kinora has: it makes sketchbooks, opens books, files
//! and crates live, and hands other commands on to their programs.

mod kept;
mod live;
mod lone;
mod new;
mod package;
mod place;
mod program;
mod source;

use std::ffi::OsString;
use std::process::exit;

use kinora::Sketch;
use kinora_core::platform::say;
use kinora_run::live::start;

use place::{Place, Wanted};

/// What `kinora --help` ends with.
const HELP: &str = "\
In a sketchbook, or another crate that uses kinora, these commands are about its sketches, and `kinora` alone opens them \
live: a change of the source is seen at once. `kinora FILE.rs` opens a single file, `kinora FOLDER` the sketches in a \
folder, and export, still, sheet, list and check take a FILE.rs, too.";

/// Runs the tool, and ends the process.
pub fn run(own: &[Sketch]) -> ! {
    start::obey().unwrap_or_else(|words| fail(&words, 1));
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    if arguments.first().is_some_and(|first| first == "new") {
        match new::run(&arguments) {
            Ok(words) => say::line(&words),
            Err(error) => fail(&error.words, error.code),
        }
        exit(0);
    }
    match place::wanted(&arguments) {
        Ok(Some(wanted)) => match open(&wanted) {
            Ok(code) => exit(code),
            // The sandbox is there all the same.
            Err(words) if wanted.is_bare() => {
                say::warning(&format!("{words}; here are kinora's own sketches"));
                kinora::run(own.to_vec());
            }
            Err(words) => fail(&words, 1),
        },
        Ok(None) => kinora_run::run_with(own, vec![new::command()], HELP),
        Err(words) => fail(&words, 2),
    }
}

/// Does what is wanted of a place; the exit code.
fn open(wanted: &Wanted) -> Result<i32, String> {
    let package = match &wanted.place {
        Place::Package(package) => package.clone(),
        Place::Sources(sources) => lone::package(sources, wanted.is_for_window)?,
    };
    match wanted.is_for_window {
        true if package.library.is_none() => {
            say::warning(&format!(
                "'{}' has no library, so that a change of its source is seen with the next start: with the sketch in \
                 src/lib.rs it is seen at once",
                package.name
            ));
            program::run(&package, &wanted.arguments)
        }
        true => live::run(&package, &wanted.arguments),
        false => program::run(&package, &wanted.arguments),
    }
}

fn fail(words: &str, code: i32) -> ! {
    say::error(words);
    exit(code)
}
