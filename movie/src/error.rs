//! What can go wrong between pixels and a file, each in one sentence that names the thing and the remedy.

use std::io;
use std::path::{Path, PathBuf};

use crate::encode::OLDEST;
use crate::encode::pattern::is_pattern;
use crate::frame::Size;

/// Everything that the way to a movie, or out of one, reports to its user.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MovieError {
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
    /// A frame rate that is not [`MIN_FPS`](crate::MIN_FPS) to [`MAX_FPS`](crate::MAX_FPS).
    #[error(
        "{0} frames a second are not possible: fps must be {min} to {max}",
        min = crate::MIN_FPS,
        max = crate::MAX_FPS
    )]
    Fps(f64),
    /// A duration that is not above 0 and finite, or shorter than one frame.
    #[error("a duration of {0} s is not possible: it must be at least one frame long")]
    Duration(f64),
    /// A scale that is not above 0.
    #[error("a scale of {0} is not possible: it must be above 0")]
    Scale(f64),
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
        source: Box<MovieError>,
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
}

impl MovieError {
    /// Whether what was asked for is not possible; otherwise something went wrong on the way.
    pub fn is_about_arguments(&self) -> bool {
        matches!(
            self,
            MovieError::Size { .. }
                | MovieError::Fps(_)
                | MovieError::Duration(_)
                | MovieError::Scale(_)
                | MovieError::UnknownFormat { .. }
                | MovieError::Pattern(_)
                | MovieError::EncoderSize { .. }
                | MovieError::Encoding(_)
        )
    }

    /// [`MovieError::File`] of the system's error, when `action`, a verb, was tried with the file or folder `path`; or that
    /// its disk is full.
    pub fn file(
        action: &'static str,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(io::Error) -> MovieError {
        let path = path.into();
        move |source| match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::FileTooLarge => MovieError::DiskFull(path),
            _ => MovieError::File {
                action,
                path,
                source,
            },
        }
    }

    /// The same, or that the disk of `path` is full, if that is what ffmpeg says at length.
    pub(crate) fn on_disk_of(self, path: &Path) -> MovieError {
        let is_full = |words: &str| {
            words.contains("No space left on device") || words.contains("File too large")
        };
        match self {
            MovieError::Ffmpeg { last_words, .. } if is_full(&last_words) => {
                MovieError::DiskFull(path.to_owned())
            }
            other => other,
        }
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

fn kept(path: &Path) -> String {
    match path.parent() {
        Some(folder) if is_pattern(path) => format!(" in '{}'", folder.display()),
        _ => format!(": finish it with `kinora recover {}`", path.display()),
    }
}
