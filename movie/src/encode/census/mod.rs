//! How many pictures a finished file holds, by its container's own structure: nothing is decoded, no process is started.
//!
//! An encoder's word that it is done is not enough for a file to take the place of another. ffmpeg's own probe would take
//! longer to start than a short movie takes to be encoded; the headers of 10,000 frames are read in some milliseconds.

mod matroska;
mod mp4;
mod pictures;
mod walk;

use std::io;
use std::path::Path;

use super::container::Container;
use super::target;
use walk::Walk;

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Census {
    /// So many pictures.
    Pictures(u64),
    /// A picture is shown for as long as it does not change, for so many seconds altogether.
    Merged(f64),
    /// One picture that does not move.
    Still,
}

/// Counts the pictures in the file, or the files of the sequence, at `path`.
///
/// # Errors
/// [`io::ErrorKind::UnexpectedEof`] when something of it is missing; [`io::ErrorKind::InvalidData`] when it is no file of
/// that kind.
pub fn take(path: &Path, container: Container) -> io::Result<Census> {
    let walk = || Walk::open(path);
    let count = match container {
        Container::Mp4 | Container::Mov => mp4::count(walk()?)?,
        Container::WebM | Container::Mkv => matroska::count(walk()?)?,
        Container::Gif => pictures::gif(walk()?)?,
        Container::Apng => pictures::png(walk()?)?,
        Container::WebP => return pictures::webp(walk()?),
        Container::Y4m => pictures::y4m(walk()?)?,
        Container::PngSequence => target::count_pictures(path),
    };
    Ok(Census::Pictures(count))
}

/// What a decoder must know before the first picture, as the head of the file has it: parameter sets, and the like. Empty for
/// what has none. Only files whose heads are the same can be joined.
///
/// # Errors
/// As those of [`take`].
pub fn head(path: &Path, container: Container) -> io::Result<Vec<u8>> {
    let walk = || Walk::open(path);
    match container {
        Container::Mp4 | Container::Mov => mp4::head(walk()?),
        Container::WebM | Container::Mkv => matroska::head(walk()?),
        _ => Ok(vec![]),
    }
}

impl Census {
    /// Whether it is that of a movie of so many frames.
    pub fn fits(self, frames: u64, fps: f64) -> bool {
        match self {
            Census::Pictures(count) => count == frames,
            // Each moment is rounded to a thousandth of a second, and the last picture's end is a guess of its encoder's.
            Census::Merged(seconds) => (seconds * fps - frames as f64).abs() <= 1.5 + 0.002 * fps,
            Census::Still => frames > 0,
        }
    }

    /// In words, beside the number of frames that there should be.
    pub fn describe(self, frames: u64) -> String {
        match self {
            Census::Pictures(count) => format!("holds {count} of {frames} frames"),
            Census::Merged(seconds) => format!("is {seconds:.3} s long and not {frames} frames"),
            Census::Still => "does not move".into(),
        }
    }

    /// Whether anything in it can be seen.
    pub fn is_empty(self) -> bool {
        self == Census::Pictures(0)
    }
}

fn invalid(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what.to_owned())
}
