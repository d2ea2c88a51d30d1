//! What is done with takes alone: written out, and checked.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use kinora_core::platform::say;
use kinora_core::sketch::Sketch;
use kinora_movie::encode::Target;
use kinora_movie::encode::target::Kind;
use serde::Serialize;

use super::as_json;
use super::output::{Output, OutputArgs};
use super::play::PlayArgs;
use crate::KinoraError;
use crate::make::check::{self, Check, Compared};
use crate::make::recipe::{Recipe, TAKE_EXTENSION};

#[derive(Args)]
pub struct CheckArgs {
    /// The take, or a recording or a still that carries one.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Print nothing but errors.
    #[arg(short, long)]
    pub quiet: bool,
    /// Print the report as one JSON object.
    #[arg(long)]
    pub json: bool,
}

/// Plays a take and compares.
pub fn check(sketches: &[Sketch], args: CheckArgs) -> Result<(), KinoraError> {
    let chosen = PlayArgs::like(args.file.clone()).choose(sketches, None)?;
    let parameters = chosen.parameters();
    let mut settings = chosen.sketch.settings();
    if let Some(recipe) = &chosen.recipe {
        (settings.scale, settings.alpha) = (recipe.scale, recipe.alpha);
    }
    let take = chosen.take.ok_or(KinoraError::NoTake(args.file.clone()))?;
    // What was seen is of the canvas on which it was played.
    if let Some(canvas) = take.plays.first().map(|play| play.start().canvas)
        && (canvas.size.width(), canvas.size.height()) == settings.size
    {
        settings.scale = canvas.density;
    }
    let file = args.file.clone();
    let checked = Check {
        parameters,
        sketch: chosen.sketch,
        plan: settings.check()?,
        take,
        file: args.file,
    }
    .run()?;
    let outcome = match checked.compared.pictures {
        0 => Err(KinoraError::NothingSeen(file)),
        _ => as_seen(&file, checked.compared),
    };
    match (args.json, args.quiet) {
        (true, _) => say::line(&as_json(&checked).trim_end()),
        (false, false) if outcome.is_ok() => say::line(&checked),
        (false, _) => {}
    }
    outcome
}

/// What an export of a take has compared must be as it was seen. One of another size has compared nothing: the take is
/// played once more, as it was.
pub fn verify(like: Option<&Path>, compared: Compared) -> Result<(), KinoraError> {
    let Some(file) = like else {
        return Ok(());
    };
    let compared = match compared.pictures {
        0 => check::elsewhere(file)?.compared,
        _ => compared,
    };
    if compared.pictures == 0 {
        return Err(KinoraError::NothingSeen(file.to_owned()));
    }
    as_seen(file, compared)
}

/// The same, of an export that nobody wanted to be verified.
pub fn warn(like: Option<&Path>, compared: Compared) {
    if let Some(Err(error)) = like.map(|file| as_seen(file, compared)) {
        say::warning(&error);
    }
}

fn as_seen(file: &Path, compared: Compared) -> Result<(), KinoraError> {
    match compared.differs_at {
        Some(time) => Err(KinoraError::NotThePlay {
            path: file.to_owned(),
            time,
        }),
        None => Ok(()),
    }
}

/// Writes the take of a file into one of its own.
pub fn write(file: &Path, output: Option<PathBuf>, style: &OutputArgs) -> Result<(), KinoraError> {
    let recipe = Recipe::read(file)?;
    let take = recipe.played(file)?;
    let take = take.ok_or_else(|| KinoraError::NoTake(file.to_owned()))?;
    let default = file.with_extension(TAKE_EXTENSION);
    let default = default.file_name().unwrap_or_default().to_string_lossy();
    let (output, overwrite) = style.target(&output, default.into_owned());
    let target = Target::claim(&output, Kind::File, overwrite)?;
    fs::write(target.partial(), recipe.to_json())
        .map_err(KinoraError::file("write", target.partial()))?;
    let written = Written {
        path: target.commit()?,
        sketch: recipe.sketch,
        plays: take.plays.len(),
        frames: take.frames(),
        seconds: take.seconds(),
    };
    match style.style() {
        Output::Quiet => {}
        Output::Json => say::line(&as_json(&written).trim_end()),
        Output::Human => say::line(&written),
    }
    Ok(())
}

/// A take that was written out.
#[derive(Serialize)]
struct Written {
    path: PathBuf,
    sketch: String,
    plays: usize,
    frames: u64,
    /// Of the movie.
    seconds: f64,
}

impl std::fmt::Display for Written {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Written {
            path,
            sketch,
            frames,
            seconds,
            ..
        } = self;
        let path = path.display();
        write!(
            f,
            "{path}: {frames} frames of {sketch}, {seconds:.1} s of them recorded"
        )
    }
}
