//! Arguments to one plain options value, then the run. Errors are printed once, here. It knows nothing of
//! how things work.

mod args;
mod doctor;
mod encoding;
mod export;
mod farm;
#[cfg(feature = "live")]
mod host;
mod output;
mod parts;
mod play;
mod progress;
mod sampling;
mod takes;

use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;
use std::process;

use clap::{CommandFactory, FromArgMatches};
use kinora_movie::encode::target::name_of_partial;
use serde::Serialize;

use crate::make::picture::Made;
use crate::make::recipe::{Recipe, TAKE_EXTENSION};
use crate::make::sheet::Sheet;
use crate::make::still::Still;
use crate::{KinoraError, studio};
use args::{Cli, Command, RunArgs, SheetArgs, StillArgs};
#[cfg(feature = "live")]
pub use host::host;
use kinora_core::platform::{interrupt, say};
#[cfg(feature = "live")]
use kinora_core::sketch;
use kinora_core::sketch::{Sketch, program};
use output::Output;

/// Runs the command line of kinora over these sketches (one [`Sketch`], or a list), and ends the process: with
/// exit code 0 done, 1 failed, 2 wrong arguments, 130 interrupted.
///
/// Without arguments it opens the window on the first sketch.
///
/// ```no_run
/// # use kinora::prelude::*;
/// # async fn orbit() {}
/// fn main() {
///     kinora::run(Sketch::new("orbit", orbit).duration(4.0))
/// }
/// ```
pub fn run(sketches: impl Into<Vec<Sketch>>) -> ! {
    process::exit(run_to_end(&sketches.into()))
}

/// As [`run`], for a program that has other commands besides, which it has looked for itself: help lists them too, and
/// says this at its end.
pub fn run_with(sketches: &[Sketch], others: Vec<clap::Command>, help: &'static str) -> ! {
    let command = Cli::command().subcommands(others).after_help(help);
    process::exit(exit_code(dispatch(sketches, command)))
}

/// The exit code that it ends with.
fn run_to_end(sketches: &[Sketch]) -> i32 {
    exit_code(dispatch(sketches, Cli::command()))
}

fn exit_code(outcome: Result<(), KinoraError>) -> i32 {
    let code = match outcome {
        Ok(()) => 0,
        Err(error) => {
            say::error(&error);
            error.exit_code()
        }
    };
    code.into()
}

fn dispatch(sketches: &[Sketch], command: clap::Command) -> Result<(), KinoraError> {
    let command = command.bin_name(program::name());
    let cli = match sketches {
        [only] if only.is_program() && are_its_own(&command, std::env::args_os().nth(1)) => {
            Cli { command: None }
        }
        _ => Cli::from_arg_matches(&command.get_matches()).unwrap_or_else(|error| error.exit()),
    };
    interrupt::listen();
    match cli.command {
        None => studio::run(
            sketches,
            first(sketches)?.name(),
            studio::Options::default(),
        ),
        Some(Command::List { json }) => list(sketches, json),
        Some(Command::Run(args)) => run_studio(sketches, args),
        Some(Command::Export(args)) => export::export(sketches, *args),
        Some(Command::Join(args)) => parts::join(args),
        Some(Command::Farm { engine }) => farm::print(sketches, engine),
        Some(Command::Still(args)) => still(sketches, args),
        Some(Command::Sheet(args)) => sheet(sketches, args),
        Some(Command::Check(args)) => takes::check(sketches, args),
        Some(Command::Take {
            file,
            output,
            style,
        }) => takes::write(&file, output, &style),
        Some(Command::Recover { files }) => recover_all(&files),
        Some(Command::Doctor { json }) => {
            let findings = doctor::examine();
            match json {
                true => answer(&as_json(&findings)),
                false => answer(&findings),
            }
        }
    }
}

/// Whether the arguments of a program, the first of which is that, are its own: kinora's begin with a command, or ask
/// for help.
fn are_its_own(kinora: &clap::Command, first: Option<OsString>) -> bool {
    let Some(first) = first else {
        return false;
    };
    let help = ["help", "--help", "-h", "--version", "-V"];
    let mut commands = kinora.get_subcommands().map(clap::Command::get_name);
    !commands.any(|command| first == *command) && !help.iter().any(|word| first == **word)
}

fn first(sketches: &[Sketch]) -> Result<&Sketch, KinoraError> {
    sketches
        .first()
        .ok_or(KinoraError::NoSketchNamed { known: vec![] })
}

#[derive(Serialize)]
struct Listed<'a> {
    name: &'a str,
    about: &'a str,
    width: u32,
    height: u32,
    fps: f64,
    duration: Option<f64>,
}

fn list(sketches: &[Sketch], json: bool) -> Result<(), KinoraError> {
    let listed: Vec<Listed> = sketches
        .iter()
        .map(|sketch| {
            let settings = sketch.settings();
            Listed {
                name: sketch.name(),
                about: sketch.about_line(),
                width: settings.size.0,
                height: settings.size.1,
                fps: settings.fps,
                duration: settings.duration,
            }
        })
        .collect();
    if json {
        return answer(&as_json(&listed));
    }
    let width = listed
        .iter()
        .map(|sketch| sketch.name.len())
        .max()
        .unwrap_or_default();
    let lines = listed
        .iter()
        .map(|sketch| format!("{:width$}  {}\n", sketch.name, sketch.about));
    answer(&lines.collect::<String>())
}

/// What a command is there to tell.
fn answer(text: &impl std::fmt::Display) -> Result<(), KinoraError> {
    say::answer(text).map_err(KinoraError::Stdout)
}

fn run_studio(sketches: &[Sketch], args: RunArgs) -> Result<(), KinoraError> {
    let name = match (&args.sketch, &args.play.like) {
        (Some(name), _) => Some(name.as_str()),
        (None, Some(_)) => None,
        (None, None) => Some(first(sketches)?.name()),
    };
    let chosen = args.play.choose(sketches, name)?;
    let name = chosen.sketch.name().to_owned();
    // The others stay as they are.
    let others = sketches.iter().map(|sketch| match sketch.name() == name {
        true => chosen.sketch.clone(),
        false => sketch.clone(),
    });
    let options = studio::Options {
        encoding: args.encoding.encoding(),
        format: args.format,
        asked: chosen.asked,
        take: chosen.take,
        #[cfg(feature = "live")]
        own: sketch::find(sketches, &name).ok().map(Sketch::settings),
    };
    studio::run(&others.collect::<Vec<_>>(), &name, options)
}

fn still(sketches: &[Sketch], args: StillArgs) -> Result<(), KinoraError> {
    let chosen = args.play.choose(sketches, args.sketch.as_deref())?;
    let (plan, at) = args.plan(&chosen)?;
    let default = format!("{}.png", chosen.sketch.name());
    let (output, overwrite) = args.output.target(&args.file, default);
    let made = Still {
        parameters: chosen.parameters(),
        take: chosen.take.map(|take| (take, args.at.is_some())),
        sketch: chosen.sketch,
        plan,
        at,
        output,
        overwrite,
    }
    .run()?;
    print_made(&made, args.output.style());
    Ok(())
}

fn sheet(sketches: &[Sketch], args: SheetArgs) -> Result<(), KinoraError> {
    let chosen = args.play.choose(sketches, args.sketch.as_deref())?;
    let chosen = chosen.for_movie(args.play.like.as_deref());
    let plan = args.plan(&chosen)?;
    let default = format!("{}-sheet.png", chosen.sketch.name());
    let (output, overwrite) = args.output.target(&args.file, default);
    let made = Sheet {
        parameters: chosen.parameters(),
        take: chosen.take,
        sketch: chosen.sketch,
        plan,
        columns: args.columns,
        rows: args.rows,
        width: args.width,
        output,
        overwrite,
    }
    .run()?;
    print_made(&made, args.output.style());
    Ok(())
}

fn print_made(made: &Made, style: Output) {
    match style {
        Output::Quiet => {}
        Output::Json => say::line(&as_json(made).trim_end()),
        Output::Human => say::line(made),
    }
}

/// Recovers every file it can; the first failure is the outcome.
fn recover_all(files: &[PathBuf]) -> Result<(), KinoraError> {
    let mut outcome = Ok(());
    for file in files {
        // What was played lies beside the recording of a window that was killed.
        let beside = file.with_extension(TAKE_EXTENSION);
        let is_ours = name_of_partial(file).is_some();
        let recipe = Recipe::read(&beside).ok().filter(|_| is_ours);
        let description = recipe.map(|recipe| recipe.to_ffmetadata());
        match kinora_movie::recover_as(file, description.as_deref()) {
            Ok(path) => {
                let _ = description.map(|_| fs::remove_file(beside));
                let (path, file) = (path.display(), file.display());
                say::line(&format_args!("{path}: recovered from {file}"));
            }
            Err(error) if outcome.is_ok() => outcome = Err(error),
            Err(error) => say::error(&error),
        }
    }
    Ok(outcome?)
}

/// One line.
fn as_json(value: &impl Serialize) -> String {
    let mut line = serde_json::to_string(value).expect("plain values are JSON");
    line.push('\n');
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_keeps_its_own_arguments() {
        let are_its_own = |first: &str| are_its_own(&Cli::command(), Some(first.into()));
        assert!(are_its_own("--level") && are_its_own("level.txt") && are_its_own("exports"));
        assert!(!are_its_own("export") && !are_its_own("run") && !are_its_own("--help"));
        assert!(!super::are_its_own(&Cli::command(), None));
    }
}
