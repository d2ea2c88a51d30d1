//! What a picture is written as, and what came out.

use std::path::{Path, PathBuf};

use kinora_movie::recorder::bytes_in_words;
use serde::Serialize;

use crate::KinoraError;

/// What came out.
#[derive(Debug, Serialize)]
pub struct Made {
    pub path: PathBuf,
    pub width: u32,
    pub height: u32,
    pub bytes: u64,
}

impl std::fmt::Display for Made {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Made {
            path,
            width,
            height,
            bytes,
        } = self;
        let bytes = bytes_in_words(*bytes);
        write!(f, "{}: {width}×{height}, {bytes}", path.display())
    }
}

/// What a picture is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Png,
    /// The shapes that were drawn.
    Svg,
    /// The same, as a page.
    #[cfg(feature = "pdf")]
    Pdf,
}

impl Format {
    /// By the end of the name.
    ///
    /// # Errors
    /// [`KinoraError::NotPicture`], [`KinoraError::NoPdf`].
    pub fn of(path: &Path) -> Result<Format, KinoraError> {
        let extension = path.extension().unwrap_or_default();
        match extension.to_string_lossy().to_ascii_lowercase().as_str() {
            "png" => Ok(Format::Png),
            "svg" => Ok(Format::Svg),
            #[cfg(feature = "pdf")]
            "pdf" => Ok(Format::Pdf),
            #[cfg(not(feature = "pdf"))]
            "pdf" => Err(KinoraError::NoPdf(path.to_owned())),
            _ => Err(KinoraError::NotPicture(path.to_owned())),
        }
    }
}
