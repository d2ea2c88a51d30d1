//! The arguments, as clap reads them. What they mean is decided where a [`Plan`] is made.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::Error;
use crate::encode::{Chroma, Codec, EncoderChoice, Encoding, Preset};
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
        /// What recordings are: the extension of their files.
        #[arg(long, value_name = "EXT", default_value = "mp4")]
        format: String,
        #[command(flatten)]
        encoding: EncodingArgs,
    },
    /// Make the movie of a sketch, with no window.
    Export(ExportArgs),
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

/// How a movie is encoded.
#[derive(Args)]
pub struct EncodingArgs {
    /// What is in the file: h264, hevc and av1 go into .mp4; vp9 and av1 into .webm; all of these, h264rgb and ffv1
    /// into .mkv; prores, h264 and hevc into .mov. The first one if left out.
    #[arg(long, value_name = "C", value_enum, hide_possible_values = true)]
    codec: Option<Codec>,
    /// Constant rate factor: 0 is best; up to 51 (h264, hevc) or 63 (vp9, av1).
    #[arg(long, value_name = "Q")]
    crf: Option<u8>,
    /// How much time the encoder takes to make the file small: ultrafast, superfast, veryfast, faster, fast, medium,
    /// slow, slower or veryslow.
    #[arg(long, value_name = "P", value_enum, hide_possible_values = true)]
    preset: Option<Preset>,
    /// How many pixels share their colour: 420 (four; plays everywhere) or 444 (none; thin coloured lines stay sharp).
    #[arg(long, value_name = "420|444", value_enum, hide_possible_values = true)]
    pix_fmt: Option<Chroma>,
    /// Keep the transparency of the canvas, which then begins each frame clear instead of black: in .mov, .webm, .webp,
    /// .apng, .png and %05d.png.
    #[arg(long)]
    alpha: bool,
    /// Who encodes: software, or auto for the graphics card if it can.
    #[arg(
        long,
        value_name = "E",
        value_enum,
        default_value = "software",
        hide_possible_values = true
    )]
    encoder: EncoderChoice,
}

impl EncodingArgs {
    pub fn encoding(&self) -> Encoding {
        Encoding {
            codec: self.codec,
            crf: self.crf,
            preset: self.preset,
            chroma: self.pix_fmt,
            alpha: self.alpha,
            encoder: self.encoder,
            audio: None,
        }
    }
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
    /// The file, whose extension is the format: .mp4, .webm, .mkv, .mov, .gif, .webp, .apng, .png, or pictures as
    /// frames/%05d.png; SKETCH.mp4 with the next free number if left out.
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
    #[command(flatten)]
    encoding: EncodingArgs,
    /// A sound file to go with the pictures, cut or padded with silence to their length.
    #[arg(long, value_name = "FILE")]
    audio: Option<PathBuf>,
    /// Decode the movie when it is done, and compare every frame with what was drawn.
    #[arg(long)]
    pub verify: bool,
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
        settings.alpha = self.encoding.alpha;
        if let Some(frames) = self.frames {
            settings.duration = Some(frames as f64 / settings.fps);
        } else if let Some(duration) = self.duration {
            settings.duration = Some(duration);
        }
        settings.check()
    }

    pub fn encoding(&self) -> Encoding {
        Encoding {
            audio: self.audio.clone(),
            ..self.encoding.encoding()
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
