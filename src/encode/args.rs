//! What ffmpeg is told: a plain value in, a list of arguments out.

use std::ffi::{OsStr, OsString};
use std::path::Path;

use crate::Error;
use crate::frame::{Rows, Size};

/// The constant rate factor unless another is asked for: visually lossless for flat, sharp-edged drawings,
/// where x264's own default of 23 shows ringing along edges.
pub const DEFAULT_CRF: u8 = 18;

/// x264's own default preset.
pub const DEFAULT_PRESET: &str = "medium";

/// The presets of x264, fastest first.
pub const PRESETS: [&str; 9] = [
    "ultrafast",
    "superfast",
    "veryfast",
    "faster",
    "fast",
    "medium",
    "slow",
    "slower",
    "veryslow",
];

/// A file format, chosen by the extension of the file's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// H.264 in MP4, 4:2:0: plays everywhere.
    Mp4,
}

impl Format {
    /// The format that the extension of `path` names.
    pub fn of(path: &Path) -> Result<Format, Error> {
        let extension = path
            .extension()
            .and_then(OsStr::to_str)
            .map(str::to_ascii_lowercase);
        match extension.as_deref() {
            Some("mp4") => Ok(Format::Mp4),
            _ => Err(Error::UnknownFormat {
                path: path.to_owned(),
                formats: ".mp4".into(),
            }),
        }
    }
}

/// How good against how fast and how small.
#[derive(Debug, Clone)]
pub struct Quality {
    /// Constant rate factor, 0 (lossless) to 51; less is better and larger.
    pub crf: u8,
    /// One of [`PRESETS`].
    pub preset: String,
}

impl Quality {
    /// For recording while somebody draws: an encoder that leaves them most of the processor.
    pub fn live() -> Quality {
        Quality {
            preset: "veryfast".into(),
            ..Quality::default()
        }
    }
}

impl Default for Quality {
    fn default() -> Self {
        Quality {
            crf: DEFAULT_CRF,
            preset: DEFAULT_PRESET.into(),
        }
    }
}

/// A movie as the encoder sees it: raw frames in, a file out.
#[derive(Debug, Clone)]
pub struct Movie {
    /// Size of the frames, as the pixel format needs it.
    pub size: Size,
    /// How the rows of each frame lie.
    pub rows: Rows,
    /// Frames a second.
    pub fps: f64,
    /// Rate and preset.
    pub quality: Quality,
    /// Container and codec.
    pub format: Format,
}

/// The tags that say what the numbers in the file mean. They convert nothing: [`Converter`](super::Converter)
/// converts, with the same matrix and range. The transfer tag is sRGB's (IEC 61966-2-1), because a canvas holds
/// sRGB values and the conversion leaves their curve alone. A tag of `bt709` would be drawn lighter by players
/// that honour it, such as QuickTime and Safari.
const COLOR_TAGS: [&str; 8] = [
    "-color_range",
    "tv",
    "-colorspace",
    "bt709",
    "-color_primaries",
    "bt709",
    "-color_trc",
    "iec61966-2-1",
];

/// The whole argument list for encoding raw frames from stdin into `output`, which must exist and is replaced.
pub fn encode(movie: &Movie, output: &Path) -> Vec<OsString> {
    let Movie {
        size,
        rows,
        fps,
        quality,
        format,
    } = movie;
    let mut args = Args::default();
    args.add(["-hide_banner", "-nostats", "-loglevel", "warning", "-y"]);

    args.add(["-f", "rawvideo", "-pix_fmt", "yuv420p"]);
    args.add([
        "-video_size",
        &format!("{}x{}", size.width(), size.height()),
    ]);
    args.add(["-framerate", &fps.to_string()]);
    args.add(COLOR_TAGS);
    args.add(["-i", "pipe:0"]);

    if *rows == Rows::BottomUp {
        // Costs nothing: the filter only reverses the order in which the encoder takes the rows.
        args.add(["-vf", "vflip"]);
    }
    match format {
        Format::Mp4 => {
            args.add([
                "-c:v",
                "libx264",
                "-preset",
                &quality.preset,
                "-crf",
                &quality.crf.to_string(),
            ]);
            args.add(["-pix_fmt", "yuv420p"]);
            args.add(COLOR_TAGS);
            args.add(["-movflags", "+faststart", "-f", "mp4"]);
        }
    }
    args.0.push(output_url(output));
    args.0
}

/// A file name as ffmpeg takes it literally: a colon or a leading dash in it means nothing special.
fn output_url(path: &Path) -> OsString {
    let mut url = OsString::from("file:");
    url.push(path);
    url
}

#[derive(Default)]
struct Args(Vec<OsString>);

impl Args {
    fn add<'a>(&mut self, args: impl IntoIterator<Item = &'a str>) {
        self.0.extend(args.into_iter().map(OsString::from));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(fps: f64) -> Vec<String> {
        let movie = Movie {
            size: Size::new(640, 480).unwrap(),
            rows: Rows::BottomUp,
            fps,
            quality: Quality {
                crf: 21,
                preset: "fast".into(),
            },
            format: Format::Mp4,
        };
        encode(&movie, Path::new("a b.mp4"))
            .into_iter()
            .map(|arg| arg.into_string().unwrap())
            .collect()
    }

    fn has(args: &[String], pair: [&str; 2]) -> usize {
        args.windows(2).filter(|window| window == &pair).count()
    }

    #[test]
    fn frames_and_file_carry_the_same_colour_tags() {
        let args = args(20.0);
        for tag in COLOR_TAGS.chunks(2) {
            assert_eq!(
                has(&args, [tag[0], tag[1]]),
                2,
                "{tag:?} for input and output"
            );
        }
    }

    #[test]
    fn size_rate_and_quality_reach_ffmpeg() {
        let args = args(30000.0 / 1001.0);
        assert_eq!(has(&args, ["-video_size", "640x480"]), 1);
        assert_eq!(has(&args, ["-framerate", "29.97002997002997"]), 1);
        assert_eq!(has(&args, ["-crf", "21"]), 1);
        assert_eq!(has(&args, ["-preset", "fast"]), 1);
        assert_eq!(has(&args, ["-vf", "vflip"]), 1);
        assert_eq!(args.last().unwrap(), "file:a b.mp4");
    }

    #[test]
    fn the_format_follows_the_extension() {
        assert_eq!(Format::of(Path::new("x/y.MP4")).unwrap(), Format::Mp4);
        for name in ["movie", "movie.xyz", ".mp4", ""] {
            let error = Format::of(Path::new(name)).unwrap_err().to_string();
            assert!(error.contains(".mp4"), "{error}");
        }
    }
}
