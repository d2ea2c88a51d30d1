//! What can go wrong, each in one sentence that names the thing and the remedy.

use std::io;
use std::path::{Path, PathBuf};

use crate::encode::OLDEST;
use crate::encode::pattern::is_pattern;
use crate::frame::Size;

/// Everything that kinora reports to its user.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum KinoraError {
    /// No sketch of that name is in the list.
    #[error("there is no sketch '{name}'{}", hint(.suggestion, .known))]
    UnknownSketch {
        /// The name that was asked for.
        name: String,
        /// The nearest name, if one is near.
        suggestion: Option<String>,
        /// Every name there is.
        known: Vec<String>,
    },
    /// Several sketches, and none was named.
    #[error("which sketch? Name one of: {}", .known.join(", "))]
    NoSketchNamed {
        /// Every name there is.
        known: Vec<String>,
    },
    /// A canvas or frame side of 0 or over [`MAX_SIDE`](crate::frame::MAX_SIDE).
    #[error(
        "a picture of {width}×{height} is not possible: each side must be 1 to {} pixels",
        crate::frame::MAX_SIDE
    )]
    Size {
        /// Width in pixels.
        width: u64,
        /// Height in pixels.
        height: u64,
    },
    /// Pixels that do not fill the picture they are said to be.
    #[error("{got} bytes are no picture of {size}: these pixels take {expected} bytes")]
    PixelCount {
        /// The picture.
        size: Size,
        /// Bytes that such a picture has.
        expected: usize,
        /// Bytes that were given.
        got: usize,
    },
    /// Bytes that are no font.
    #[error("these bytes are no font: give those of a .ttf or .otf file")]
    Typeface,
    /// A path that is none.
    #[error("this is no path in SVG's notation, as in \"M 0 0 L 10 10 Z\": {0}")]
    SvgPath(String),
    /// A picture of another size than the movie.
    #[error(
        "a picture of {width}×{height} does not fit a movie of {expected}: all pictures have one size"
    )]
    PictureSize {
        /// Width of the picture in pixels.
        width: usize,
        /// Height of the picture in pixels.
        height: usize,
        /// The size of the movie.
        expected: Size,
    },
    /// An array whose last axis has another length than 1, 3 or 4.
    #[error("an array with {0} channels is no picture: it must have 1 (gray), 3 (RGB) or 4 (RGBA)")]
    Channels(usize),
    /// Bare [`Pixels`](crate::Pixels) where a picture must know its size.
    #[error(
        "the first picture of a clip must know its size: give it as an image, as image::RgbImage"
    )]
    NoSize,
    /// A movie without a single picture.
    #[error("'{}' was not made: no picture was written", .0.display())]
    NoPictures(PathBuf),
    /// A picture for a movie that is over, because its encoder has failed before.
    #[error("the movie has ended with the error before")]
    WriterEnded,
    /// A file that ffmpeg finds no pictures in.
    #[error("'{}' cannot be read as a movie{}", .path.display(), said(.last_words))]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What ffmpeg said of it.
        last_words: String,
    },
    /// A frame rate that is not [`MIN_FPS`](crate::sketch::MIN_FPS) to [`MAX_FPS`](crate::sketch::MAX_FPS).
    #[error(
        "{0} frames a second are not possible: fps must be {min} to {max}",
        min = crate::sketch::MIN_FPS,
        max = crate::sketch::MAX_FPS
    )]
    Fps(f64),
    /// A duration that is not above 0 and finite, or shorter than one frame.
    #[error("a duration of {0} s is not possible: it must be at least one frame long")]
    Duration(f64),
    /// A start time (`--from`) that is negative or not finite.
    #[error("a movie cannot start at {0} s: give 0 or more seconds")]
    From(f64),
    /// A scale that is not above 0.
    #[error("a scale of {0} is not possible: it must be above 0")]
    Scale(f64),
    /// A number of pixels of the canvas for one of the picture (`--supersample`) that is out of range.
    #[error(
        "{0} samples in each direction are not possible: give 1 (off) to {max}",
        max = crate::sampling::MOST_SUPERSAMPLE
    )]
    Supersample(u32),
    /// A canvas that supersampling makes larger than [`MAX_SIDE`](crate::frame::MAX_SIDE).
    #[error(
        "a movie of {size} cannot be drawn with {supersample} times the pixels in each direction: no side of the canvas \
         may be over {max}; choose a smaller --supersample, --scale or --size",
        max = crate::frame::MAX_SIDE
    )]
    Canvas {
        /// Size of the picture.
        size: Size,
        /// Pixels of the canvas for one of the picture, in each direction.
        supersample: u32,
    },
    /// A number of sub-frames (`--motion-blur`) that is out of range.
    #[error(
        "motion blur of {0} sub-frames is not possible: give 1 (off) to {max}",
        max = crate::sampling::MOST_SUB_FRAMES
    )]
    MotionBlur(u32),
    /// An angle of the shutter (`--shutter`) that is not above 0 and at most 360 degrees.
    #[error("a shutter of {0} degrees is not possible: it must be above 0 and at most 360")]
    Shutter(f64),
    /// A shutter for pictures that have no motion blur.
    #[error(
        "a shutter is that of motion blur: say how many sub-frames it has, with --motion-blur N"
    )]
    NoMotionBlur,
    /// A still (`--at`) at a time that is negative or not finite.
    #[error("there is no picture at {0} s: give 0 or more seconds")]
    At(f64),
    /// A name that no parameter of the sketch has in its first frame.
    #[error("sketch '{sketch}' has no parameter '{name}' in its first frame: there are {}", listed(.known))]
    UnknownParameter {
        /// The sketch.
        sketch: String,
        /// The name that was asked for.
        name: String,
        /// Every parameter there is, and what it may be.
        known: Vec<String>,
    },
    /// A value that a parameter cannot have.
    #[error("parameter '{name}' cannot be {value}: {reason}; the parameters are {}", listed(.known))]
    ParameterValue {
        /// The parameter.
        name: String,
        /// The value that was asked for.
        value: String,
        /// Why not.
        reason: String,
        /// Every parameter there is, and what it may be.
        known: Vec<String>,
    },
    /// A parameter that was set twice.
    #[error("parameter '{0}' is set twice: give it one value")]
    SetTwice(String),
    /// A picture or movie that says nothing about how it was made.
    #[error("'{}' carries no recipe: kinora writes one into PNG, mp4, mov, mkv and webm", .0.display())]
    NoRecipe(PathBuf),
    /// Stills and sheets are PNG.
    #[error("'{}' is no picture that kinora can write: end the name in .png", .0.display())]
    NotPng(PathBuf),
    /// A file with remembered parameters that is not the TOML it should be.
    #[error("'{}' cannot be understood ({reason}): mend or remove it; until then parameters are not remembered", .path.display())]
    Remembered {
        /// The file.
        path: PathBuf,
        /// What the parser says.
        reason: String,
    },
    /// A picture was asked for of a time after the end of the sketch.
    #[error("sketch '{name}' has ended before {time} s: choose an earlier moment")]
    EndsBefore {
        /// The sketch.
        name: String,
        /// The time that was asked for, in seconds.
        time: f64,
    },
    /// A sketch without an end, exported without saying how long.
    #[error("sketch '{0}' has no end: say how long with --duration SECONDS or --frames N")]
    NoDuration(String),
    /// A file name whose extension names no format that kinora writes.
    #[error("'{}' is no movie that kinora can write: end the name in {formats}", .path.display())]
    UnknownFormat {
        /// The name as given.
        path: PathBuf,
        /// The extensions there are.
        formats: String,
    },
    /// A name that was meant to be a pattern of numbered pictures, and is none.
    #[error("'{}' is no pattern of numbered pictures: one has a single %d or %05d, and no other percent sign", .0.display())]
    Pattern(PathBuf),
    /// The target is a folder.
    #[error("'{}' is a folder: give a name in it, as '{}'", .0.display(), .0.join("movie.mp4").display())]
    IsFolder(PathBuf),
    /// Pictures are to go into a folder, and there is something else.
    #[error("'{}' is no folder: choose another one for the pictures, or remove it", .0.display())]
    NotAFolder(PathBuf),
    /// The target is neither a file nor a folder.
    #[error("'{}' is {what}, which no movie replaces: choose another name", .path.display())]
    NotReplaced {
        /// The target.
        path: PathBuf,
        /// What it is.
        what: &'static str,
    },
    /// A size that the encoder of the format cannot do.
    #[error("{codec} cannot be {size}: {remedy}")]
    EncoderSize {
        /// The codec.
        codec: &'static str,
        /// The size of the movie.
        size: Size,
        /// What can be.
        remedy: String,
    },
    /// A file that is to be the sound of a movie, and is none.
    #[error("'{}' is no sound for a movie: {why}", .path.display())]
    NotSound {
        /// The file.
        path: PathBuf,
        /// What ffmpeg makes of it.
        why: String,
    },
    /// The target exists and may not be replaced.
    #[error("'{}' exists already: choose another name, or allow replacing it (--force)", .0.display())]
    Exists(PathBuf),
    /// The folder of the target does not exist.
    #[error("the folder '{}' does not exist: create it first (mkdir -p)", .0.display())]
    NoFolder(PathBuf),
    /// A file that could not be created, renamed or removed.
    #[error("cannot {action} '{}': {source}", .path.display())]
    File {
        /// What was tried, as a verb.
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// Why the system refused.
        source: io::Error,
    },
    /// No ffmpeg on this machine.
    #[error(
        "ffmpeg is not installed: run ./setup.sh, or install the package 'ffmpeg' (apt, dnf, pacman, brew)"
    )]
    FfmpegMissing,
    /// An ffmpeg from before the first that works.
    #[error(
        "this ffmpeg is version {version}, and kinora needs {}.{} or newer: install one, or put it first on the PATH{}",
        OLDEST.0, OLDEST.1, said(.last_words)
    )]
    FfmpegTooOld {
        /// Its version.
        version: String,
        /// The end of what it wrote to stderr.
        last_words: String,
    },
    /// ffmpeg was built without the encoder that the movie needs.
    #[error(
        "this ffmpeg was built without {encoder}: install a complete one, or choose what works here: {works}"
    )]
    NoEncoder {
        /// ffmpeg's name of the encoder.
        encoder: &'static str,
        /// Formats, with their codecs, that this ffmpeg can write.
        works: String,
    },
    /// ffmpeg says that the movie is done, and its file says otherwise.
    #[error(
        "ffmpeg says that '{}' is done, but its file {found}: `kinora doctor` tells which ffmpeg that is{}",
        .path.display(), left(.kept)
    )]
    NotWhole {
        /// The movie.
        path: PathBuf,
        /// What is wrong with the file.
        found: String,
        /// Where the file is, if there is anything in it.
        kept: Option<PathBuf>,
    },
    /// There is no room left for the movie.
    #[error("the disk of '{}' is full: make room on it, or choose another", .0.display())]
    DiskFull(PathBuf),
    /// Whoever read the movie while it was made.
    #[error("whoever read the movie from {} has gone away before its end", stream(.0))]
    ReaderGone(PathBuf),
    /// ffmpeg started and failed.
    #[error("ffmpeg {ended}{}", said(.last_words))]
    Ffmpeg {
        /// How it ended: an exit status or a signal.
        ended: String,
        /// The end of what it wrote to stderr.
        last_words: String,
        /// The command line, for whoever wants to repeat it.
        command: String,
    },
    /// ffmpeg lives, but does nothing.
    #[error("ffmpeg did nothing for {seconds} seconds and was ended{}: is the disk still there?", said(.last_words))]
    FfmpegStalled {
        /// For how long.
        seconds: u64,
        /// The end of what it wrote to stderr.
        last_words: String,
    },
    /// A recording was cut short, but what there was of it is not lost.
    #[error("{source}; what was recorded so far is kept{}", kept(.path))]
    Kept {
        /// What went wrong.
        source: Box<KinoraError>,
        /// Where the recording is.
        path: PathBuf,
    },
    /// A file that was to be read is not there.
    #[error("there is no file '{}'", .0.display())]
    NoFile(PathBuf),
    /// A file that a crash left, with nothing in it that plays.
    #[error("'{}' cannot be recovered: there is no picture in it that plays", .0.display())]
    NotRecoverable(PathBuf),
    /// Settings of a movie that contradict each other.
    #[error("{0}")]
    Encoding(String),
    /// A movie that `--verify` found to be another than what was drawn.
    #[error("'{}' is not what was drawn: see FAIL above", .0.display())]
    Differs(PathBuf),
    /// A window was asked for on a machine with no display.
    #[error(
        "there is no display to open a window on{}: `kinora export SKETCH` makes the movie without one",
        display_name(.0)
    )]
    NoDisplay(Option<String>),
    /// No display, and no Xvfb to make one.
    #[error("there is no display, and {0}: run ./setup.sh, or install the package 'xvfb'")]
    NoXvfb(String),
    /// The display was there, and is not any more.
    #[error("the display has gone away in the middle{}", kept_all(.0))]
    DisplayGone(Vec<PathBuf>),
    /// Opening the window, or OpenGL in it, failed.
    #[error("cannot open a window with OpenGL: {0} (on Linux ./setup.sh installs what is needed)")]
    NoWindow(String),
    /// The code of a sketch panicked.
    #[error("sketch '{name}' panicked: {message}")]
    SketchPanicked {
        /// The sketch.
        name: String,
        /// The panic's message and place.
        message: String,
    },
    /// Something panicked that a sketch has set going: a coroutine, macroquad itself.
    #[error("the program panicked: {0}")]
    Panicked(String),
    /// The code of a sketch returned an error.
    #[error("{name}: {message}")]
    SketchFailed {
        /// The sketch.
        name: String,
        /// The error, as its `Debug` says it.
        message: String,
    },
    /// What macroquad says of a file, a texture, a font or a shader.
    #[error("{0}")]
    Macroquad(#[from] macroquad::Error),
    /// The code of a sketch returned before its first frame.
    #[error("sketch '{0}' ended before its first frame: call next_frame().await in a loop")]
    NoFrames(String),
    /// What a command is there to tell could not be told.
    #[error("standard output cannot be written to: {0}")]
    Stdout(io::Error),
    /// SIGINT, SIGTERM or SIGHUP ended the run.
    #[error("interrupted; nothing was written")]
    Interrupted,
}

impl KinoraError {
    /// The process exit code for this error: 1 failed, 2 wrong arguments, 130 interrupted.
    pub fn exit_code(&self) -> u8 {
        match self {
            KinoraError::UnknownSketch { .. }
            | KinoraError::NoSketchNamed { .. }
            | KinoraError::Size { .. }
            | KinoraError::Fps(_)
            | KinoraError::Duration(_)
            | KinoraError::From(_)
            | KinoraError::Scale(_)
            | KinoraError::Supersample(_)
            | KinoraError::Canvas { .. }
            | KinoraError::MotionBlur(_)
            | KinoraError::Shutter(_)
            | KinoraError::NoMotionBlur
            | KinoraError::At(_)
            | KinoraError::UnknownParameter { .. }
            | KinoraError::ParameterValue { .. }
            | KinoraError::SetTwice(_)
            | KinoraError::NotPng(_)
            | KinoraError::NoDuration(_)
            | KinoraError::UnknownFormat { .. }
            | KinoraError::Pattern(_)
            | KinoraError::EncoderSize { .. }
            | KinoraError::Encoding(_) => 2,
            KinoraError::Interrupted => 130,
            _ => 1,
        }
    }

    /// The same, or that the disk of `path` is full, if that is what ffmpeg says at length.
    pub(crate) fn on_disk_of(self, path: &Path) -> KinoraError {
        let is_full = |words: &str| {
            words.contains("No space left on device") || words.contains("File too large")
        };
        match self {
            KinoraError::Ffmpeg { last_words, .. } if is_full(&last_words) => {
                KinoraError::DiskFull(path.to_owned())
            }
            other => other,
        }
    }

    /// Makes the error of a file operation: `.map_err(KinoraError::file("create", path))`.
    pub(crate) fn file(
        action: &'static str,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(io::Error) -> KinoraError {
        let path = path.into();
        move |source| KinoraError::File {
            action,
            path,
            source,
        }
    }
}

/// For functions that return macroquad's error, which is what [`Error`](crate::Error) is in a program that has replaced
/// macroquad's name by kinora's: `?` takes either. The words are kept for as long as the process lives.
impl From<KinoraError> for macroquad::Error {
    fn from(error: KinoraError) -> macroquad::Error {
        match error {
            KinoraError::Macroquad(error) => error,
            other => macroquad::Error::UnknownError(other.to_string().leak()),
        }
    }
}

fn hint(suggestion: &Option<String>, known: &[String]) -> String {
    match suggestion {
        Some(near) => format!(": did you mean '{near}'?"),
        None => format!(": there are {}", known.join(", ")),
    }
}

fn listed(known: &[String]) -> String {
    match known {
        [] => "none".into(),
        known => known.join(", "),
    }
}

fn said(last_words: &str) -> String {
    match last_words.trim() {
        "" => String::new(),
        words => format!(" and said: {words}"),
    }
}

fn left(path: &Option<PathBuf>) -> String {
    match path {
        Some(path) => format!("; what there is of it is kept in '{}'", path.display()),
        None => String::new(),
    }
}

fn stream(path: &Path) -> String {
    match path == Path::new("-") {
        true => "standard output".into(),
        false => format!("'{}'", path.display()),
    }
}

fn kept_all(paths: &[PathBuf]) -> String {
    match paths {
        [] => ": nothing was written".into(),
        paths => {
            let names: Vec<_> = paths
                .iter()
                .map(|path| path.display().to_string())
                .collect();
            format!(": what was recorded is in {}", names.join(", "))
        }
    }
}

fn kept(path: &Path) -> String {
    match path.parent() {
        Some(folder) if is_pattern(path) => format!(" in '{}'", folder.display()),
        _ => format!(": finish it with `kinora recover {}`", path.display()),
    }
}

fn display_name(name: &Option<String>) -> String {
    match name {
        Some(name) => format!(" ({name} does not answer)"),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_that_returns_macroquads_error_passes_on_both() {
        fn one() -> Result<(), macroquad::Error> {
            Err(KinoraError::Typeface)?
        }
        fn other() -> Result<(), macroquad::Error> {
            Err(KinoraError::Macroquad("it is no number".into()))?
        }
        assert!(one().unwrap_err().to_string().contains("no font"));
        let same = macroquad::Error::UnknownError("it is no number");
        assert_eq!(other().unwrap_err().to_string(), same.to_string());
    }
}
