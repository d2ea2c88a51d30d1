//! The commands and their arguments, as clap reads them. What they mean is decided where a [`Plan`] is made.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use kinora_movie::encode::{Audio, Container, Encoding};

use super::encoding::EncodingArgs;
use super::farm::engine::Engine;
use super::output::OutputArgs;
use super::parts::{JoinArgs, PartsArgs};
use super::play::{Chosen, PlayArgs};
use super::sampling::SamplingArgs;
use super::takes::CheckArgs;
use crate::KinoraError;
use kinora_core::sketch::{Plan, Settings};

/// Draw in code, keep the result as a movie.
///
/// Without a command it opens the sandbox on the first sketch.
#[derive(Parser)]
#[command(version, about)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Option<Command>,
}

#[derive(Subcommand)]
pub enum Command {
    /// List the sketches.
    List {
        /// Print one JSON array.
        #[arg(long)]
        json: bool,
    },
    /// Open the sandbox on a sketch; F1 in it lists the keys.
    Run(RunArgs),
    /// Make the movie of a sketch, with no window.
    Export(Box<ExportArgs>),
    /// Join the parts of a movie that several machines have made.
    Join(JoinArgs),
    /// Print what an engine takes that runs jobs on many machines, for an export in parts.
    Farm {
        #[command(subcommand)]
        engine: Engine,
    },
    /// Make one picture of a sketch, with no window.
    Still(StillArgs),
    /// Make a contact sheet of a sketch: pictures of all of it in one PNG.
    Sheet(SheetArgs),
    /// Play a take without a window, and compare what is drawn with what was seen: exit code 1 if it is not the same.
    Check(CheckArgs),
    /// Write the take out that a recording or a still from the window carries: what was played, with its input.
    Take {
        /// The recording or the still.
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// The file; NAME.take with the next free number if left out.
        #[arg(short = 'o', long = "output", value_name = "FILE.take")]
        output: Option<PathBuf>,
        #[command(flatten)]
        style: OutputArgs,
    },
    /// Finish recordings that a crash left: NAME.partial.mp4 becomes NAME.mp4.
    Recover {
        /// The files.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Tell what works on this machine: ffmpeg, its encoders, the display, OpenGL.
    Doctor {
        /// Print one JSON object.
        #[arg(long)]
        json: bool,
    },
}

#[derive(Args)]
pub struct RunArgs {
    /// The sketch; the first one if left out.
    pub sketch: Option<String>,
    #[command(flatten)]
    pub play: PlayArgs,
    /// What recordings are: the extension of their files.
    #[arg(long, value_name = "EXT", default_value = "mp4")]
    pub format: String,
    #[command(flatten)]
    pub encoding: EncodingArgs,
}

#[derive(Args)]
pub struct ExportArgs {
    /// The sketch; may be left out where there is only one, and with --like.
    pub sketch: Option<String>,
    /// The file, whose extension is the format: .mp4, .webm, .mkv, .mov, .gif, .webp, .apng, .png, .y4m, or pictures as
    /// frames/%05d.png; SKETCH.mp4 with the next free number if left out. - is standard output.
    #[arg(
        short = 'o',
        long = "output",
        value_name = "FILE",
        allow_hyphen_values = true
    )]
    pub file: Option<PathBuf>,
    /// The format, whatever the name of the file says: mp4, mkv, webm or y4m for standard output and named pipes, and
    /// the others for files.
    #[arg(long, value_name = "EXT", value_parser = parse_container)]
    pub format: Option<Container>,
    #[command(flatten)]
    pub play: PlayArgs,
    /// More pixels for the same composition: 2 makes a 640x480 canvas a 1280x960 movie.
    #[arg(long, value_name = "K", allow_negative_numbers = true)]
    scale: Option<f64>,
    #[command(flatten)]
    sampling: SamplingArgs,
    /// Another duration of the sketch, in seconds: what its playhead goes over, and the length of the movie.
    #[arg(
        long,
        value_name = "S",
        conflicts_with = "frames",
        allow_negative_numbers = true
    )]
    duration: Option<f64>,
    /// So many frames of it, and no more.
    #[arg(long, value_name = "N")]
    frames: Option<u64>,
    /// Where in the sketch the movie begins, in seconds.
    #[arg(long, value_name = "S", allow_negative_numbers = true)]
    from: Option<f64>,
    #[command(flatten)]
    encoding: EncodingArgs,
    /// A sound file to go with the pictures, cut or padded with silence to their length. It begins with the sketch: with
    /// --from, the movie begins in it too.
    #[arg(long, value_name = "FILE")]
    audio: Option<PathBuf>,
    /// Second of the sound file that is heard when the sketch begins; below 0, the sound begins so much later.
    #[arg(
        long,
        value_name = "S",
        requires = "audio",
        allow_negative_numbers = true
    )]
    audio_from: Option<f64>,
    /// Stand behind everything else on this machine, and print how many pictures are made, a line each.
    #[arg(long, hide = true)]
    pub background: bool,
    /// Decode the movie when it is done, and compare every frame with what was drawn.
    #[arg(long)]
    pub verify: bool,
    #[command(flatten)]
    pub parts: PartsArgs,
    #[command(flatten)]
    pub output: OutputArgs,
}

impl ExportArgs {
    /// The checked settings of the movie.
    pub fn plan(&self, chosen: &Chosen) -> Result<Plan, KinoraError> {
        let fps = chosen.sketch.settings().fps;
        let frames = self.frames.map(|frames| frames as f64 / fps);
        let mut settings = match &chosen.take {
            Some(_) => chosen.movie(self.duration.or(frames), self.from),
            None => chosen.movie(self.duration, self.from),
        };
        if let (Some(_), None) = (frames, &chosen.take) {
            settings.length = frames;
            settings.duration = settings.duration.or(frames);
        }
        settings.alpha = self.encoding.alpha;
        if let Some(recipe) = &chosen.recipe {
            settings.scale = recipe.scale;
            settings.alpha |= recipe.alpha;
        }
        settings.scale = self.scale.unwrap_or(settings.scale);
        settings.sampling = self.sampling.sampling(chosen.recipe.as_ref())?;
        refuse_blur(chosen, &self.play, &settings)?;
        settings.from = self.from.unwrap_or(settings.from);
        settings.check()
    }

    pub fn encoding(&self, plan: &Plan) -> Encoding {
        let audio = self.audio.as_ref().map(|file| Audio {
            file: file.clone(),
            from: self.audio_from.unwrap_or_default() + plan.first as f64 / plan.fps,
        });
        Encoding {
            container: self.format,
            audio,
            alpha: plan.alpha,
            ..self.encoding.encoding()
        }
    }
}

#[derive(Args)]
pub struct StillArgs {
    /// The sketch; may be left out where there is only one, and with --like.
    pub sketch: Option<String>,
    /// The moment, in seconds from the beginning of the sketch; 0 if left out.
    #[arg(long, value_name = "S", allow_negative_numbers = true)]
    pub at: Option<f64>,
    /// The file, a .png, or .svg or .pdf with the shapes that were drawn; SKETCH.png with the next free number if left out.
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    pub file: Option<PathBuf>,
    #[command(flatten)]
    pub play: PlayArgs,
    /// More pixels for the same composition: 4 makes a 640x480 canvas a 2560x1920 picture.
    #[arg(long, value_name = "K", allow_negative_numbers = true)]
    scale: Option<f64>,
    #[command(flatten)]
    sampling: SamplingArgs,
    /// Keep the transparency of the canvas, which then begins clear instead of black.
    #[arg(long)]
    alpha: bool,
    #[command(flatten)]
    pub output: OutputArgs,
}

impl StillArgs {
    /// The checked settings of the picture, and its moment.
    pub fn plan(&self, chosen: &Chosen) -> Result<(Plan, f64), KinoraError> {
        let mut settings = chosen.sketch.settings();
        let recipe = chosen.recipe.as_ref();
        settings.scale = self
            .scale
            .or(recipe.map(|recipe| recipe.scale))
            .unwrap_or(1.0);
        settings.sampling = self.sampling.sampling(recipe)?;
        refuse_blur(chosen, &self.play, &settings)?;
        settings.alpha = self.alpha || recipe.is_some_and(|recipe| recipe.alpha);
        let at = self.at.or(recipe.map(|recipe| recipe.time)).unwrap_or(0.0);
        if !(at >= 0.0 && at.is_finite()) {
            return Err(KinoraError::At(at));
        }
        Ok((settings.check()?, at))
    }
}

#[derive(Args)]
pub struct SheetArgs {
    /// The sketch; may be left out where there is only one, and with --like.
    pub sketch: Option<String>,
    /// Pictures side by side.
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..=100))]
    pub columns: u32,
    /// Pictures one below the other.
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u32).range(1..=100))]
    pub rows: u32,
    /// Pixels across the sheet, at most: its pictures are never larger than the canvas.
    #[arg(long, value_name = "N", default_value_t = 1600)]
    pub width: u32,
    /// The file, a .png; SKETCH-sheet.png with the next free number if left out.
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    pub file: Option<PathBuf>,
    #[command(flatten)]
    pub play: PlayArgs,
    /// Length in seconds; the sketch's own if left out.
    #[arg(long, value_name = "S", allow_negative_numbers = true)]
    duration: Option<f64>,
    #[command(flatten)]
    pub output: OutputArgs,
}

impl SheetArgs {
    /// The checked settings of the movie that the sheet shows.
    pub fn plan(&self, chosen: &Chosen) -> Result<Plan, KinoraError> {
        chosen.movie(self.duration, None).check()
    }
}

/// Between the frames of a take there are none, unless the sketch can be asked for any.
fn refuse_blur(chosen: &Chosen, play: &PlayArgs, settings: &Settings) -> Result<(), KinoraError> {
    match (&chosen.take, &play.like) {
        (Some(_), Some(path)) if settings.sampling.blurs() && !chosen.sketch.is_stateless() => {
            Err(KinoraError::TakeBlur(path.clone()))
        }
        _ => Ok(()),
    }
}

fn parse_container(extension: &str) -> Result<Container, String> {
    Container::named(extension)
        .ok_or_else(|| "there are mp4, webm, mkv, mov, gif, webp, apng, png and y4m".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_do_not_contradict_each_other() {
        Cli::command().debug_assert();
    }
}
