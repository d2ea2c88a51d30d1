//! Arguments to one plain options value, then the run. Errors are printed once, here.

mod args;

use std::path::PathBuf;
use std::process;

use clap::{CommandFactory, FromArgMatches};
use serde::Serialize;

use crate::encode::{Encoding, Overwrite, remux};
use crate::export::Export;
use crate::sketch::{self, Sketch};
use crate::{Error, doctor, interrupt, progress, studio};
use args::{Cli, Command, ExportArgs, Output};

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
    let code = match dispatch(&sketches.into()) {
        Ok(()) => 0,
        Err(error) => {
            eprintln!("error: {error}");
            error.exit_code()
        }
    };
    process::exit(code.into())
}

fn dispatch(sketches: &[Sketch]) -> Result<(), Error> {
    let matches = Cli::command().bin_name(program_name()).get_matches();
    let cli = Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    interrupt::listen();
    match cli.command {
        None => studio::run(first(sketches)?, Encoding::default(), "mp4"),
        Some(Command::List { json }) => {
            list(sketches, json);
            Ok(())
        }
        Some(Command::Run {
            sketch,
            play,
            format,
            encoding,
        }) => {
            let chosen = match sketch {
                Some(name) => sketch::find(sketches, &name)?,
                None => first(sketches)?,
            };
            studio::run(&play.apply(chosen), encoding.encoding(), &format)
        }
        Some(Command::Export(args)) => export(sketches, args),
        Some(Command::Recover { files }) => recover(&files),
        Some(Command::Doctor { json }) => {
            let findings = doctor::examine();
            match json {
                true => print_json(&findings),
                false => print!("{findings}"),
            }
            Ok(())
        }
    }
}

/// What the program was started as: a sketch's own crate has its own name.
fn program_name() -> String {
    let path = std::env::args_os()
        .next()
        .map(PathBuf::from)
        .unwrap_or_default();
    path.file_stem().map_or_else(
        || "kinora".into(),
        |stem| stem.to_string_lossy().into_owned(),
    )
}

fn first(sketches: &[Sketch]) -> Result<&Sketch, Error> {
    sketches
        .first()
        .ok_or(Error::NoSketchNamed { known: vec![] })
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

fn list(sketches: &[Sketch], json: bool) {
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
        print_json(&listed);
    } else {
        let width = listed
            .iter()
            .map(|sketch| sketch.name.len())
            .max()
            .unwrap_or_default();
        for sketch in &listed {
            println!("{:width$}  {}", sketch.name, sketch.about);
        }
    }
}

fn export(sketches: &[Sketch], args: ExportArgs) -> Result<(), Error> {
    let sketch = match (&args.sketch, sketches) {
        (Some(name), _) => sketch::find(sketches, name)?,
        (None, [only]) => only,
        (None, _) => {
            return Err(Error::NoSketchNamed {
                known: sketch::names(sketches),
            });
        }
    };
    let plan = args.plan(sketch)?;
    let (output, overwrite) = match (&args.output, args.force) {
        (Some(path), false) => (path.clone(), Overwrite::Never),
        (Some(path), true) => (path.clone(), Overwrite::Force),
        (None, true) => (default_output(sketch), Overwrite::Force),
        (None, false) => (default_output(sketch), Overwrite::NextNumber),
    };
    let exported = Export {
        sketch: sketch.clone(),
        progress: match args.output_style() {
            Output::Quiet => Box::new(|_| {}),
            _ => progress::bar(plan.frames.unwrap_or_default(), plan.fps),
        },
        plan,
        encoding: args.encoding(),
        output,
        overwrite,
        verify: args.verify,
    }
    .run()?;
    match args.output_style() {
        Output::Quiet => {}
        Output::Json => print_json(&exported),
        Output::Human => {
            println!("{}", exported.report);
            if let Some(verdict) = &exported.verdict {
                println!("{verdict}");
            }
        }
    }
    match exported.verdict {
        Some(verdict) if !verdict.pass => Err(Error::Differs(exported.report.path)),
        _ => Ok(()),
    }
}

/// Recovers every file it can; the first failure is the outcome.
fn recover(files: &[PathBuf]) -> Result<(), Error> {
    let mut outcome = Ok(());
    for file in files {
        match remux::recover(file) {
            Ok(path) => println!("{}: recovered from {}", path.display(), file.display()),
            Err(error) if outcome.is_ok() => outcome = Err(error),
            Err(error) => eprintln!("error: {error}"),
        }
    }
    outcome
}

fn default_output(sketch: &Sketch) -> PathBuf {
    format!("{}.mp4", sketch.name()).into()
}

fn print_json(value: &impl Serialize) {
    println!(
        "{}",
        serde_json::to_string(value).expect("plain values are JSON")
    );
}
