//! Whether a file that ffmpeg says is done is what was wanted.

use super::census;
use super::container::Container;
use super::target::Target;
use crate::MovieError;

/// What is wrong with a file.
#[derive(Debug)]
pub struct Found {
    words: String,
    /// There is nothing in it that could be seen.
    is_empty: bool,
}

/// Looks whether it has so many frames.
///
/// # Errors
/// What is wrong with it.
pub fn look(target: &Target, container: Container, frames: u64, fps: f64) -> Result<(), Found> {
    if !target.has_content() {
        return Err(Found {
            words: "is empty".into(),
            is_empty: true,
        });
    }
    let extension = container.extension();
    match census::take(target.partial(), container) {
        Ok(census) if census.fits(frames, fps) => Ok(()),
        Ok(census) => Err(Found {
            words: census.describe(frames),
            is_empty: census.is_empty(),
        }),
        Err(error) => Err(Found {
            words: format!("cannot be read as {extension} ({error})"),
            is_empty: false,
        }),
    }
}

impl Found {
    /// Leaves what there is of it, which may be all that there will ever be, and says so.
    pub fn keep(self, target: Target) -> MovieError {
        let path = target.path().to_owned();
        let kept = match self.is_empty || !target.has_content() {
            true => None,
            false => Some(target.keep()),
        };
        MovieError::NotWhole {
            path,
            found: self.words,
            kept,
        }
    }
}
