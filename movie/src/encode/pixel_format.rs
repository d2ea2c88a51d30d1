//! How the pixels lie that ffmpeg is fed with, and how many bytes they take.

use yuv::YuvRange;

use super::palette;
use crate::frame::Size;

/// A layout of pixels, under ffmpeg's name for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PixelFormat {
    /// Planes Y, U, V in limited range, which every player takes; the colours of 2×2 pixels share one U and V, which is
    /// their mean. Sides are even: an odd one is made even by repeating the last column or row.
    Yuv420p,
    /// Planes Y, U, V, each with a value for every pixel, in full range. Rounding to 8 bits then costs at most 1 of 255
    /// in R, G and B: half a step of Y and half a step of U times 1.8556 make 1.43 in B. In limited range, where a
    /// step is 255/219 of Y and 255/224 of U and V, they make 1.64, which may round to 2.
    Yuv444p,
    /// R, G, B, A, straight alpha, as the canvas has them.
    Rgba,
    /// A picture file with a palette of 256 colours; see `palette`.
    Pal8,
    /// The same with one of them clear.
    Pal8Alpha,
}

impl PixelFormat {
    /// ffmpeg's name for it.
    pub fn name(self) -> &'static str {
        match self {
            PixelFormat::Yuv420p => "yuv420p",
            PixelFormat::Yuv444p => "yuv444p",
            PixelFormat::Rgba => "rgba",
            PixelFormat::Pal8 | PixelFormat::Pal8Alpha => "pal8",
        }
    }

    /// The range of its planes.
    pub fn range(self) -> YuvRange {
        match self {
            PixelFormat::Yuv444p => YuvRange::Full,
            _ => YuvRange::Limited,
        }
    }

    /// The size that pictures of `size` have in the movie.
    pub fn coded_size(self, size: Size) -> Size {
        match self {
            PixelFormat::Yuv420p => Size::new(
                size.width().next_multiple_of(2),
                size.height().next_multiple_of(2),
            )
            .expect("the largest side is even"),
            PixelFormat::Yuv444p | PixelFormat::Rgba => size,
            PixelFormat::Pal8 | PixelFormat::Pal8Alpha => size,
        }
    }

    /// Whether a picture is at most 256 colours, and a file of its own.
    pub fn is_indexed(self) -> bool {
        matches!(self, PixelFormat::Pal8 | PixelFormat::Pal8Alpha)
    }

    /// Bytes of a frame of the coded size `coded`.
    pub fn bytes(self, coded: Size) -> usize {
        match self {
            PixelFormat::Yuv420p => coded.pixels() * 3 / 2,
            PixelFormat::Yuv444p => coded.pixels() * 3,
            PixelFormat::Rgba => coded.pixels() * 4,
            PixelFormat::Pal8 | PixelFormat::Pal8Alpha => palette::frame_bytes(coded),
        }
    }
}
