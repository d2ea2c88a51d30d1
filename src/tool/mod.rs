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

use package::Package;
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
    let wanted = place::wanted(&arguments).unwrap_or_else(|words| fail(&words, 2));
    match wanted.as_ref().map(open) {
        Some(Ok(Some(code))) => exit(code),
        // The sandbox is there all the same.
        Some(Err(words)) if arguments.is_empty() => {
            say::warning(&format!("{words}; here are kinora's own sketches"));
        }
        Some(Err(words)) => fail(&words, 1),
        Some(Ok(None)) | None => {}
    }
    kinora_run::run_with(own, vec![new::command()], HELP)
}

/// Does what is wanted of a place; the exit code, or nothing where it has nothing to do with kinora.
fn open(wanted: &Wanted) -> Result<Option<i32>, String> {
    let package =
        match &wanted.place {
            Place::Here(manifest) => Package::of(manifest)?,
            Place::Crate(manifest) => Some(Package::of(manifest)?.ok_or_else(|| {
                format!("the crate of '{}' does not use kinora", manifest.display())
            })?),
            Place::Sources(sources) => Some(lone::package(sources, wanted.is_for_window)?),
        };
    let Some(package) = package else {
        return Ok(None);
    };
    if wanted.is_for_window {
        match live::run(&package, &wanted.arguments) {
            Ok(code) => return Ok(Some(code)),
            // What cannot be built cannot be run either.
            Err(words) if package.program.is_none() => return Err(words),
            Err(words) => say::warning(&format!(
                "{words}; a change of the source is seen with the next start"
            )),
        }
    }
    program::run(&package, &wanted.arguments).map(Some)
}

fn fail(words: &str, code: i32) -> ! {
    say::error(words);
    exit(code)
}
