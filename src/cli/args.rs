//! The arguments, as clap reads them. What they mean is decided where a [`Plan`] is made.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand};

use crate::Error;
use crate::encode::Quality;
use crate::encode::args::{DEFAULT_CRF, DEFAULT_PRESET, PRESETS};
use crate::sketch::{Plan, Sketch};

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
    /// Open the sandbox on a sketch: R records, Shift+R records without dropping a frame, Esc leaves.
    Run {
        /// The sketch; the first one if left out.
        sketch: Option<String>,
        #[command(flatten)]
        play: PlayArgs,
    },
    /// Make the movie of a sketch, with no window.
    Export(ExportArgs),
}

/// Settings of a play.
#[derive(Args)]
pub struct PlayArgs {
    /// Size of the canvas in pixels, as 1920x1080.
    #[arg(long, value_name = "WxH", value_parser = parse_size)]
    size: Option<(u32, u32)>,
    /// Frames a second; 29.97 and 30000/1001 are understood.
    #[arg(long, value_name = "N", value_parser = parse_rate, allow_negative_numbers = true)]
    fps: Option<f64>,
    /// What the random numbers start from.
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
}

impl PlayArgs {
    /// The sketch with these settings instead of its own.
    pub fn apply(&self, sketch: &Sketch) -> Sketch {
        let mut sketch = sketch.clone();
        if let Some((width, height)) = self.size {
            sketch = sketch.size(width, height);
        }
        if let Some(fps) = self.fps {
            sketch = sketch.fps(fps);
        }
        if let Some(seed) = self.seed {
            sketch = sketch.seed(seed);
        }
        sketch
    }
}

#[derive(Args)]
pub struct ExportArgs {
    /// The sketch; may be left out where there is only one.
    pub sketch: Option<String>,
    /// The file, whose extension is the format (.mp4); SKETCH.mp4 with the next free number if left out.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    play: PlayArgs,
    /// More pixels for the same composition: 2 makes a 640x480 canvas a 1280x960 movie.
    #[arg(
        long,
        value_name = "K",
        default_value_t = 1.0,
        allow_negative_numbers = true
    )]
    scale: f64,
    /// Length in seconds; the sketch's own if left out.
    #[arg(
        long,
        value_name = "S",
        conflicts_with = "frames",
        allow_negative_numbers = true
    )]
    duration: Option<f64>,
    /// Length in frames.
    #[arg(long, value_name = "N")]
    frames: Option<u64>,
    /// Where in the sketch the movie begins, in seconds.
    #[arg(
        long,
        value_name = "S",
        default_value_t = 0.0,
        allow_negative_numbers = true
    )]
    from: f64,
    /// Constant rate factor, 0 (lossless) to 51 (worst).
    #[arg(long, value_name = "Q", default_value_t = DEFAULT_CRF, value_parser = clap::value_parser!(u8).range(0..=51))]
    crf: u8,
    /// How much time the encoder takes to make the file small.
    #[arg(long, value_name = "P", default_value = DEFAULT_PRESET, value_parser = PossibleValuesParser::new(PRESETS))]
    preset: String,
    /// Replace the file if it exists.
    #[arg(long)]
    pub force: bool,
    /// Print nothing but errors.
    #[arg(short, long)]
    quiet: bool,
    /// Print the report as one JSON object.
    #[arg(long)]
    json: bool,
}

/// What an export prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Output {
    Human,
    Json,
    Quiet,
}

impl ExportArgs {
    /// The checked settings of the movie.
    pub fn plan(&self, sketch: &Sketch) -> Result<Plan, Error> {
        let mut settings = self.play.apply(sketch).settings();
        settings.scale = self.scale;
        settings.from = self.from;
        if let Some(frames) = self.frames {
            settings.duration = Some(frames as f64 / settings.fps);
        } else if let Some(duration) = self.duration {
            settings.duration = Some(duration);
        }
        settings.check()
    }

    pub fn quality(&self) -> Quality {
        Quality {
            crf: self.crf,
            preset: self.preset.clone(),
        }
    }

    pub fn output_style(&self) -> Output {
        match (self.json, self.quiet) {
            (true, _) => Output::Json,
            (false, true) => Output::Quiet,
            (false, false) => Output::Human,
        }
    }
}

fn parse_size(text: &str) -> Result<(u32, u32), String> {
    let (width, height) = text
        .split_once(['x', 'X', '×'])
        .ok_or("write it as 1920x1080")?;
    let side = |text: &str| {
        text.trim()
            .parse::<u32>()
            .map_err(|error| format!("'{text}': {error}"))
    };
    Ok((side(width)?, side(height)?))
}

fn parse_rate(text: &str) -> Result<f64, String> {
    let number = |text: &str| {
        text.trim()
            .parse::<f64>()
            .map_err(|error| format!("'{text}': {error}"))
    };
    match text.split_once('/') {
        Some((over, under)) => Ok(number(over)? / number(under)?),
        None => number(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_do_not_contradict_each_other() {
        Cli::command().debug_assert();
    }

    #[test]
    fn sizes_and_rates_are_read_as_people_write_them() {
        assert_eq!(parse_size("1920x1080"), Ok((1920, 1080)));
        assert_eq!(parse_size("640×480"), Ok((640, 480)));
        assert!(parse_size("640").is_err());
        assert!(parse_size("-1x5").is_err());
        assert_eq!(parse_rate("23.976"), Ok(23.976));
        assert_eq!(parse_rate("30000/1001"), Ok(30000.0 / 1001.0));
        assert!(parse_rate("fast").is_err());
    }
}
