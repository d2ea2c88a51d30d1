//! Pixels by value, checked once, and the pool that the memory of frames returns to.

mod picture;
mod pixels;
mod pool;

pub use picture::{AsPicture, Picture};
pub use pixels::Pixels;
pub use pool::{Buffer, Pool, PoolReturn, pool};

use crate::MovieError;

/// The longest side of a picture in pixels: what OpenGL drivers and H.264 encoders take in common.
pub const MAX_SIDE: u32 = 16_384;

/// Width and height of a picture in pixels, both 1 to [`MAX_SIDE`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Size {
    width: u32,
    height: u32,
}

impl Size {
    /// Checks both sides once; every `Size` after this is a possible picture.
    pub fn new(width: u32, height: u32) -> Result<Size, MovieError> {
        let possible = 1..=MAX_SIDE;
        if possible.contains(&width) && possible.contains(&height) {
            Ok(Size { width, height })
        } else {
            Err(MovieError::Size {
                width: width.into(),
                height: height.into(),
            })
        }
    }

    /// Width in pixels.
    pub fn width(self) -> u32 {
        self.width
    }

    /// Height in pixels.
    pub fn height(self) -> u32 {
        self.height
    }

    /// How many pixels that are.
    pub fn pixels(self) -> usize {
        self.width as usize * self.height as usize
    }

    /// How many bytes that are, at 4 bytes a pixel.
    pub fn rgba_bytes(self) -> usize {
        self.pixels() * 4
    }

    /// The same picture with `factor` times the pixels on each side, rounded to whole pixels.
    pub fn scaled(self, factor: f64) -> Result<Size, MovieError> {
        if !(factor > 0.0 && factor.is_finite()) {
            return Err(MovieError::Scale(factor));
        }
        let side = |side: u32| (f64::from(side) * factor).round() as u64;
        let (width, height) = (side(self.width), side(self.height));
        let small = |side: u64| u32::try_from(side).unwrap_or(u32::MAX);
        Size::new(small(width), small(height)).map_err(|_| MovieError::Size { width, height })
    }
}

impl std::fmt::Display for Size {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}×{}", self.width, self.height)
    }
}

/// In which order the rows of a picture lie in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rows {
    /// The top row first, as files and arrays have it.
    TopDown,
    /// The bottom row first, as OpenGL reads it back.
    BottomUp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_side_is_1_to_16384_pixels() {
        assert!(Size::new(1, MAX_SIDE).is_ok());
        for (width, height) in [(0, 10), (10, 0), (MAX_SIDE + 1, 10), (10, u32::MAX)] {
            assert!(
                matches!(Size::new(width, height), Err(MovieError::Size { .. })),
                "{width}×{height}"
            );
        }
    }

    #[test]
    fn scaling_names_the_size_that_was_too_large() {
        let size = Size::new(640, 480).unwrap();
        assert_eq!(size.scaled(1.5).unwrap(), Size::new(960, 720).unwrap());
        assert!(matches!(
            size.scaled(100.0),
            Err(MovieError::Size {
                width: 64_000,
                height: 48_000
            })
        ));
        assert!(matches!(size.scaled(0.0), Err(MovieError::Scale(_))));
        assert!(matches!(size.scaled(f64::NAN), Err(MovieError::Scale(_))));
    }
}
