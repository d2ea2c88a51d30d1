//! Pictures as programs have them: plain bytes, buffers of the image crate, arrays.

use std::borrow::Cow;

use super::{Pixels, Size};
use crate::MovieError;

/// Pixels, with their size if they know it.
#[derive(Debug)]
pub struct Picture<'a> {
    width_and_height: Option<(usize, usize)>,
    channels: Channels,
    bytes: Cow<'a, [u8]>,
}

#[derive(Debug, Clone, Copy)]
enum Channels {
    Rgb,
    Rgba,
    Gray,
    Bgr,
}

impl Picture<'_> {
    /// The pixels, if they are exactly one picture of `size`.
    ///
    /// # Errors
    /// [`MovieError::PictureSize`] and [`MovieError::PixelCount`], with both sizes.
    pub fn fit(&self, size: Size) -> Result<Pixels<'_>, MovieError> {
        let wanted = (size.width() as usize, size.height() as usize);
        if let Some((width, height)) = self.width_and_height
            && (width, height) != wanted
        {
            return Err(MovieError::PictureSize {
                width,
                height,
                expected: size,
            });
        }
        let pixels = match self.channels {
            Channels::Rgb => Pixels::Rgb(&self.bytes),
            Channels::Rgba => Pixels::Rgba(&self.bytes),
            Channels::Gray => Pixels::Gray(&self.bytes),
            Channels::Bgr => Pixels::Bgr(&self.bytes),
        };
        pixels.check(size)
    }

    /// Its size, if it knows it.
    pub fn size(&self) -> Option<(usize, usize)> {
        self.width_and_height
    }
}

/// What a [`VideoWriter`](crate::VideoWriter) and a [`Clip`](crate::Clip) take: [`Pixels`]; with the feature `image` that
/// crate's `RgbImage`, `RgbaImage`, `GrayImage` and `DynamicImage`; with the feature `ndarray` arrays of bytes: (height,
/// width) as gray, (height, width, channels) as gray, RGB or RGBA. References to these, too.
pub trait AsPicture {
    /// The picture, without a copy where its bytes lie as they are needed.
    ///
    /// # Errors
    /// [`MovieError::Channels`] for an array with another number of channels.
    fn as_picture(&self) -> Result<Picture<'_>, MovieError>;
}

impl<T: AsPicture + ?Sized> AsPicture for &T {
    fn as_picture(&self) -> Result<Picture<'_>, MovieError> {
        (**self).as_picture()
    }
}

impl AsPicture for Pixels<'_> {
    fn as_picture(&self) -> Result<Picture<'_>, MovieError> {
        Ok(Picture {
            width_and_height: None,
            channels: match self {
                Pixels::Rgb(_) => Channels::Rgb,
                Pixels::Rgba(_) => Channels::Rgba,
                Pixels::Gray(_) => Channels::Gray,
                Pixels::Bgr(_) => Channels::Bgr,
            },
            bytes: self.bytes().into(),
        })
    }
}

#[cfg(feature = "image")]
mod images {
    use std::ops::Deref;

    use image::{DynamicImage, ImageBuffer, Luma, Rgb, Rgba};

    use super::{AsPicture, Channels, Picture};
    use crate::MovieError;

    /// Buffers of the image crate differ by the type of their pixels alone.
    macro_rules! image_buffer {
        ($pixel:ident, $channels:ident) => {
            impl<C: Deref<Target = [u8]>> AsPicture for ImageBuffer<$pixel<u8>, C> {
                fn as_picture(&self) -> Result<Picture<'_>, MovieError> {
                    Ok(Picture {
                        width_and_height: Some((self.width() as usize, self.height() as usize)),
                        channels: Channels::$channels,
                        bytes: (**self).into(),
                    })
                }
            }
        };
    }

    image_buffer!(Rgb, Rgb);
    image_buffer!(Rgba, Rgba);
    image_buffer!(Luma, Gray);

    impl AsPicture for DynamicImage {
        fn as_picture(&self) -> Result<Picture<'_>, MovieError> {
            match self {
                DynamicImage::ImageRgb8(image) => image.as_picture(),
                DynamicImage::ImageRgba8(image) => image.as_picture(),
                DynamicImage::ImageLuma8(image) => image.as_picture(),
                other => Ok(Picture {
                    width_and_height: Some((other.width() as usize, other.height() as usize)),
                    channels: Channels::Rgba,
                    bytes: other.to_rgba8().into_raw().into(),
                }),
            }
        }
    }
}

#[cfg(feature = "ndarray")]
mod arrays {
    use super::*;
    use ndarray::{ArrayBase, Data, Dimension, Ix2, Ix3};

    /// The bytes row after row: as they lie, or in a copy if the array was turned or cut.
    fn bytes<S: Data<Elem = u8>, D: Dimension>(array: &ArrayBase<S, D>) -> Cow<'_, [u8]> {
        match array.as_slice() {
            Some(slice) => slice.into(),
            None => array.iter().copied().collect(),
        }
    }

    impl<S: Data<Elem = u8>> AsPicture for ArrayBase<S, Ix2> {
        fn as_picture(&self) -> Result<Picture<'_>, MovieError> {
            let (height, width) = self.dim();
            Ok(Picture {
                width_and_height: Some((width, height)),
                channels: Channels::Gray,
                bytes: bytes(self),
            })
        }
    }

    impl<S: Data<Elem = u8>> AsPicture for ArrayBase<S, Ix3> {
        fn as_picture(&self) -> Result<Picture<'_>, MovieError> {
            let (height, width, channels) = self.dim();
            let channels = match channels {
                1 => Channels::Gray,
                3 => Channels::Rgb,
                4 => Channels::Rgba,
                other => return Err(MovieError::Channels(other)),
            };
            Ok(Picture {
                width_and_height: Some((width, height)),
                channels,
                bytes: bytes(self),
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{DynamicImage, GrayImage, Luma, RgbImage};

    fn size(width: u32, height: u32) -> Size {
        Size::new(width, height).unwrap()
    }

    #[test]
    fn a_picture_that_knows_its_size_must_have_the_right_one() {
        let image = RgbImage::new(4, 3);
        assert!(image.as_picture().unwrap().fit(size(4, 3)).is_ok());
        let error = image.as_picture().unwrap().fit(size(3, 4)).unwrap_err();
        let words = error.to_string();
        assert!(words.contains("4×3") && words.contains("3×4"), "{words}");
    }

    #[test]
    fn every_kind_of_image_is_taken() {
        let gray = DynamicImage::ImageLuma8(GrayImage::from_pixel(2, 1, Luma([7])));
        for image in [
            gray.clone(),
            gray.to_rgb8().into(),
            gray.to_rgba8().into(),
            gray.to_luma16().into(),
            gray.to_rgb32f().into(),
        ] {
            let picture = image.as_picture().unwrap();
            assert_eq!(picture.fit(size(2, 1)).unwrap().bytes()[0], 7);
        }
    }

    #[cfg(feature = "ndarray")]
    #[test]
    fn arrays_are_rows_of_pixels() {
        use ndarray::{Array2, Array3};
        let array = Array3::from_shape_fn((2, 4, 3), |(y, x, c)| (y * 100 + x * 10 + c) as u8);
        let picture = array.as_picture().unwrap();
        assert_eq!(
            picture.fit(size(4, 2)).unwrap().bytes()[..6],
            [0, 1, 2, 10, 11, 12]
        );
        let turned = array.permuted_axes([1, 0, 2]);
        let picture = turned.as_picture().unwrap();
        assert_eq!(
            picture.fit(size(2, 4)).unwrap().bytes()[..6],
            [0, 1, 2, 100, 101, 102]
        );
        assert!(
            Array2::<u8>::zeros((2, 4))
                .as_picture()
                .unwrap()
                .fit(size(4, 2))
                .is_ok()
        );
        let error = Array3::<u8>::zeros((2, 4, 2)).as_picture().unwrap_err();
        assert!(matches!(error, MovieError::Channels(2)));
    }
}
