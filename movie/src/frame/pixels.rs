//! Pixels as programs have them.

use std::ops::Range;

use super::Size;
use crate::MovieError;

/// The bytes of a picture, row after row without padding, 8 bits a channel. In which order the channels lie is said
/// by the variant; in which order the rows lie, by whoever takes them (top row first, unless it says otherwise).
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Pixels<'a> {
    /// R, G, B, R, G, B, …: 3 bytes a pixel.
    Rgb(&'a [u8]),
    /// R, G, B, A, R, …: 4 bytes a pixel, straight (not premultiplied) alpha.
    Rgba(&'a [u8]),
    /// One byte a pixel: R = G = B.
    Gray(&'a [u8]),
    /// B, G, R, B, G, R, …: 3 bytes a pixel, as OpenCV has them.
    Bgr(&'a [u8]),
}

impl<'a> Pixels<'a> {
    /// The bytes, whatever they mean.
    pub fn bytes(self) -> &'a [u8] {
        match self {
            Pixels::Rgb(bytes) | Pixels::Rgba(bytes) | Pixels::Gray(bytes) | Pixels::Bgr(bytes) => {
                bytes
            }
        }
    }

    /// Bytes of one pixel.
    pub fn channels(self) -> usize {
        match self {
            Pixels::Gray(_) => 1,
            Pixels::Rgb(_) | Pixels::Bgr(_) => 3,
            Pixels::Rgba(_) => 4,
        }
    }

    /// The same pixels, if they are exactly one picture of `size`.
    ///
    /// # Errors
    /// [`MovieError::PixelCount`] with both counts.
    pub fn check(self, size: Size) -> Result<Pixels<'a>, MovieError> {
        let expected = size.pixels() * self.channels();
        let got = self.bytes().len();
        if got == expected {
            Ok(self)
        } else {
            Err(MovieError::PixelCount {
                size,
                expected,
                got,
            })
        }
    }

    /// The rows `rows` of a picture `width` pixels wide.
    pub(crate) fn rows(self, width: usize, rows: Range<usize>) -> Pixels<'a> {
        let row = width * self.channels();
        self.with(&self.bytes()[rows.start * row..rows.end * row])
    }

    /// Other bytes with the same meaning.
    pub(crate) fn with<'b>(self, bytes: &'b [u8]) -> Pixels<'b> {
        match self {
            Pixels::Rgb(_) => Pixels::Rgb(bytes),
            Pixels::Rgba(_) => Pixels::Rgba(bytes),
            Pixels::Gray(_) => Pixels::Gray(bytes),
            Pixels::Bgr(_) => Pixels::Bgr(bytes),
        }
    }
}

impl std::fmt::Debug for Pixels<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let name = match self {
            Pixels::Rgb(_) => "Rgb",
            Pixels::Rgba(_) => "Rgba",
            Pixels::Gray(_) => "Gray",
            Pixels::Bgr(_) => "Bgr",
        };
        write!(f, "{name}({} bytes)", self.bytes().len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_few_or_too_many_pixels_are_an_error_with_both_sizes() {
        let size = Size::new(3, 2).unwrap();
        assert!(Pixels::Rgba(&[0; 24]).check(size).is_ok());
        assert!(Pixels::Bgr(&[0; 18]).check(size).is_ok());
        assert!(Pixels::Gray(&[0; 6]).check(size).is_ok());
        let error = Pixels::Rgb(&[0; 24]).check(size).unwrap_err().to_string();
        assert!(error.contains("24") && error.contains("18"), "{error}");
        assert!(error.contains("3×2"), "{error}");
    }
}
