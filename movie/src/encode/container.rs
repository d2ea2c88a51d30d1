//! What files there are.

use std::ffi::OsStr;
use std::path::Path;

use super::codec::Codec;
use super::pattern::{self, is_pattern};
use crate::MovieError;

/// The extensions there are, for messages.
const EXTENSIONS: &str = ".mp4, .webm, .mkv, .mov, .gif, .webp, .apng, .png, .y4m or %05d.png";

/// A container, chosen by the extension of the file's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
pub enum Container {
    /// Plays everywhere.
    Mp4,
    /// For web pages.
    WebM,
    /// Takes every codec.
    Mkv,
    /// QuickTime's, for editing programs.
    Mov,
    /// 256 colours a frame, plays in every chat.
    Gif,
    /// Animated WebP, lossless or (with a crf) not.
    WebP,
    /// Animated PNG, lossless.
    Apng,
    /// One PNG a frame: `frames/%05d.png`, numbered from 0.
    PngSequence,
    /// YUV4MPEG2: not compressed, for other programs' standard input.
    Y4m,
}

impl Container {
    /// The container that the name of `path` asks for.
    ///
    /// # Errors
    /// [`MovieError::UnknownFormat`].
    pub fn of(path: &Path) -> Result<Container, MovieError> {
        pattern::check(path)?;
        if is_pattern(path) {
            return Ok(Container::PngSequence);
        }
        let extension = path.extension().and_then(OsStr::to_str).unwrap_or_default();
        Container::named(extension).ok_or_else(|| MovieError::UnknownFormat {
            path: path.to_owned(),
            formats: EXTENSIONS.into(),
        })
    }

    /// The container with that extension, which may have its dot.
    pub fn named(extension: &str) -> Option<Container> {
        let extension = extension.trim_start_matches('.').to_ascii_lowercase();
        Some(match extension.as_str() {
            "mp4" | "m4v" => Container::Mp4,
            "webm" => Container::WebM,
            "mkv" => Container::Mkv,
            "mov" => Container::Mov,
            "gif" => Container::Gif,
            "webp" => Container::WebP,
            "apng" | "png" => Container::Apng,
            "y4m" => Container::Y4m,
            _ => return None,
        })
    }

    /// Every container there is.
    pub fn all() -> [Container; 9] {
        [
            Container::Mp4,
            Container::WebM,
            Container::Mkv,
            Container::Mov,
            Container::Gif,
            Container::WebP,
            Container::Apng,
            Container::PngSequence,
            Container::Y4m,
        ]
    }

    /// Whether it can be read while it is written, and written without going back.
    pub fn streams(self) -> bool {
        matches!(
            self,
            Container::Mp4 | Container::Mkv | Container::WebM | Container::Y4m
        )
    }

    /// Those that [`streams`](Self::streams) is true of, for messages.
    pub fn streaming() -> &'static str {
        "mp4, mkv, webm or y4m"
    }

    /// The codecs that go into it, the usual one first.
    pub fn codecs(self) -> &'static [Codec] {
        match self {
            Container::Mp4 => &[Codec::H264, Codec::Hevc, Codec::Av1],
            Container::WebM => &[Codec::Vp9, Codec::Av1],
            Container::Mkv => &[
                Codec::H264,
                Codec::Hevc,
                Codec::Av1,
                Codec::Vp9,
                Codec::H264rgb,
                Codec::Ffv1,
            ],
            Container::Mov => &[Codec::Prores, Codec::H264, Codec::Hevc],
            Container::Gif => &[Codec::Gif],
            Container::WebP => &[Codec::WebP],
            Container::Apng => &[Codec::Apng],
            Container::PngSequence => &[Codec::Png],
            Container::Y4m => &[Codec::Raw],
        }
    }

    /// How its files' names end.
    pub fn extension(self) -> &'static str {
        match self {
            Container::Mp4 => ".mp4",
            Container::WebM => ".webm",
            Container::Mkv => ".mkv",
            Container::Mov => ".mov",
            Container::Gif => ".gif",
            Container::WebP => ".webp",
            Container::Apng => ".apng",
            Container::PngSequence => "%05d.png",
            Container::Y4m => ".y4m",
        }
    }

    /// Whether sound goes into it.
    pub fn has_sound(self) -> bool {
        matches!(
            self,
            Container::Mp4 | Container::WebM | Container::Mkv | Container::Mov
        )
    }
}
