//! What can go wrong, each in one sentence that names the thing and the remedy.

mod parts;

use std::io;
use std::path::PathBuf;

use kinora_movie::MovieError;
use kinora_movie::frame::{MAX_SIDE, Size};

pub use parts::PartsError;

/// Everything that kinora reports to its user.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum KinoraError {
    /// What went wrong between pixels and the file of a movie.
    #[error(transparent)]
    Movie(#[from] MovieError),
    /// What went wrong with a movie in parts.
    #[error(transparent)]
    Parts(#[from] PartsError),
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
    /// Bytes that are no font.
    #[error("these bytes are no font: give those of a .ttf or .otf file")]
    Typeface,
    /// A path that is none.
    #[error("this is no path in SVG's notation, as in \"M 0 0 L 10 10 Z\": {0}")]
    SvgPath(String),
    /// A start time (`--from`) that is negative or not finite.
    #[error("a movie cannot start at {0} s: give 0 or more seconds")]
    From(f64),
    /// A number of pixels of the canvas for one of the picture (`--supersample`) that is out of range.
    #[error(
        "{0} samples in each direction are not possible: give 1 (off) to {max}",
        max = crate::sketch::sampling::MOST_SUPERSAMPLE
    )]
    Supersample(u32),
    /// A canvas that supersampling makes larger than [`MAX_SIDE`].
    #[error(
        "a movie of {size} cannot be drawn with {supersample} times the pixels in each direction: no side of the canvas \
         may be over {max}; choose a smaller --supersample, --scale or --size",
        max = MAX_SIDE
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
        max = crate::sketch::sampling::MOST_SUB_FRAMES
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
    #[error("'{}' carries no recipe: kinora writes one into PNG, SVG, mp4, mov, mkv and webm", .0.display())]
    NoRecipe(PathBuf),
    /// A take that cannot be played again.
    #[error("the take in '{}' {words}: take another copy of the file", .path.display())]
    Take {
        /// Where it is.
        path: PathBuf,
        /// What is wrong with it.
        words: String,
    },
    /// A file without a take, where one is needed.
    #[error("'{}' carries no take: recordings and stills from the window do, as long as nobody went back in time meanwhile", .0.display())]
    NoTake(PathBuf),
    /// The process that plays again what just happened has failed.
    #[error("what just happened could not be made a movie: {words}; it is in '{}', for export --like", .take.display())]
    NotKept {
        /// Why.
        words: String,
        /// The file that has it all the same.
        take: PathBuf,
    },
    /// The process that plays a take once more has failed.
    #[error("the play could not be compared with what was seen: {0}")]
    NotChecked(String),
    /// A replay that shows something else than the play did.
    #[error("'{}' is not played as it was: at {time:.2} s of the sketch the picture is another one; usual reasons are other code, another graphics driver, the order of a HashMap, threads, and std::time::Instant", .path.display())]
    NotThePlay {
        /// The take.
        path: PathBuf,
        /// The first moment that differs, in seconds.
        time: f64,
    },
    /// A take without a picture to compare with.
    #[error("there is no picture in '{}' to compare with: a sketch is looked at once a second in the window, a program while it is recorded", .0.display())]
    NothingSeen(PathBuf),
    /// Nothing has happened yet.
    #[error("nothing has been played yet that could be kept: play first")]
    NothingPlayed,
    /// Pictures between those that were drawn.
    #[error("--motion-blur needs pictures between those of the play in '{}', whose steps were as they were drawn: leave it out, or say Sketch::stateless of a sketch that depends on time alone", .0.display())]
    TakeBlur(PathBuf),
    /// Sheets are PNG.
    #[error("'{}' is no picture that kinora can write: end the name in .png", .0.display())]
    NotPng(PathBuf),
    /// Stills are PNG, SVG or PDF.
    #[error("'{}' is no picture that kinora can write: end the name in .png, .svg or .pdf", .0.display())]
    NotPicture(PathBuf),
    /// A PDF, in a program without that feature.
    #[error("'{}' cannot be written, because this program is built without kinora's feature pdf: end the name in .svg, or add the feature", .0.display())]
    NoPdf(PathBuf),
    /// A frame that has more than shapes.
    #[error(
        "{name} draws with {what}, which a picture of shapes cannot hold: end the name in .png"
    )]
    NoShapes {
        /// The sketch.
        name: String,
        /// What it draws with.
        what: String,
    },
    /// Shapes at several moments are no picture.
    #[error("'{}' holds the shapes of one moment: leave --motion-blur out, or end the name in .png", .0.display())]
    ShapesBlur(PathBuf),
    /// SVG that could not be made a page.
    #[error("no PDF can be made of the shapes ({0}): end the name in .svg")]
    Pdf(String),
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
    /// Whether it is the sketch that has failed.
    pub fn is_of_sketch(&self) -> bool {
        matches!(
            self,
            KinoraError::SketchPanicked { .. } | KinoraError::SketchFailed { .. }
        )
    }

    /// The process exit code for this error: 1 failed, 2 wrong arguments, 130 interrupted.
    pub fn exit_code(&self) -> u8 {
        match self {
            KinoraError::UnknownSketch { .. }
            | KinoraError::NoSketchNamed { .. }
            | KinoraError::From(_)
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
            | KinoraError::NotPicture(_)
            | KinoraError::NoPdf(_)
            | KinoraError::ShapesBlur(_)
            | KinoraError::TakeBlur(_)
            | KinoraError::NoDuration(_) => 2,
            KinoraError::Movie(error) if error.is_about_arguments() => 2,
            KinoraError::Parts(error) if error.is_about_arguments() => 2,
            KinoraError::Parts(PartsError::Failed { code, .. }) => *code,
            KinoraError::Interrupted | KinoraError::Parts(PartsError::Interrupted { .. }) => 130,
            _ => 1,
        }
    }

    /// Makes the error of a file operation: `.map_err(KinoraError::file("create", path))`.
    #[doc(hidden)]
    pub fn file(
        action: &'static str,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(io::Error) -> KinoraError {
        let error = MovieError::file(action, path);
        move |source| error(source).into()
    }
}

/// For functions that return macroquad's error, which is what `kinora::Error` is in a program that has replaced
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
