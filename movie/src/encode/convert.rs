//! Pixels to the frames that ffmpeg is fed with: YUV by the BT.709 matrix, RGBA as it is, or colours of a palette.
//!
//! In a locked recording the conversion is the only copy that is made of a picture: whoever has the pixels, the canvas
//! or a program, has them converted strip by strip, while a strip is still in the processor's cache, into the buffer
//! that goes over the channel. A plain copy followed by a conversion on another thread moves three times the memory;
//! in a live one that is how it is done, because the copy alone takes the drawing thread half the time.

use std::ops::Range;

use yuv::{
    BufferStoreMut, YuvConversionMode, YuvError, YuvPlanarImageMut, YuvRange, YuvStandardMatrix,
};

use super::palette::Indexer;
use super::pixel_format::PixelFormat;
use crate::frame::{Pixels, Rows, Size};

/// What a strip of pixels may take: it should stay in the cache of one core beside its planes. Of 60 to 500 KB, this
/// was the fastest on a processor with 1 MiB of L2 cache.
const STRIP_BYTES: usize = 128 << 10;

/// Converts pictures of one size. The rows of a frame lie as those of its picture.
///
/// Alpha is left out of YUV: the colour of a canvas is what its window shows.
pub struct Converter {
    size: Size,
    coded: Size,
    rows: Rows,
    format: PixelFormat,
    /// A picture of odd size with its repeated column and row.
    padded: Vec<u8>,
    /// Rows of a gray picture as RGB.
    gray: Vec<u8>,
    /// For pictures with a palette.
    indexer: Option<Indexer>,
}

impl Converter {
    /// For pictures of `size` whose rows lie as `rows` says.
    pub fn new(size: Size, rows: Rows, format: PixelFormat) -> Converter {
        Converter {
            size,
            coded: format.coded_size(size),
            rows,
            format,
            padded: vec![],
            gray: vec![],
            indexer: format
                .is_indexed()
                .then(|| Indexer::new(size, rows, format == PixelFormat::Pal8Alpha)),
        }
    }

    /// Bytes of a converted frame.
    pub fn frame_bytes(&self) -> usize {
        self.format.bytes(self.coded)
    }

    /// Into how many rows at a time a reader of RGBA had best cut a picture for [`convert_rows`](Self::convert_rows).
    /// Strips begin at multiples of it.
    pub fn strip_rows(&self) -> usize {
        let height = self.size.height() as usize;
        if self.coded != self.size || self.indexer.is_some() {
            return height;
        }
        let rows = STRIP_BYTES / (self.size.width() as usize * 4);
        // Two rows share their chroma.
        (rows / 2 * 2).clamp(2, height.max(2)).min(height)
    }

    /// Whether frames hold the bytes R, G, B, A of the picture as they are.
    pub fn takes_rgba_unchanged(&self) -> bool {
        self.format == PixelFormat::Rgba
    }

    /// Converts a whole picture into `frame` of [`frame_bytes`](Self::frame_bytes). Both must have the sizes that
    /// were agreed on: [`Pixels::check`].
    pub fn convert(&mut self, pixels: Pixels<'_>, frame: &mut [u8]) {
        let (width, height) = (self.size.width() as usize, self.size.height() as usize);
        let strip = self.strip_rows();
        for first in (0..height).step_by(strip) {
            let rows = first..(first + strip).min(height);
            self.convert_rows(rows.clone(), pixels.rows(width, rows), frame);
        }
    }

    /// Converts the rows `rows` of a picture, which `pixels` holds, into their place in `frame`. Call it for every
    /// strip of [`strip_rows`](Self::strip_rows).
    pub fn convert_rows(&mut self, rows: Range<usize>, pixels: Pixels<'_>, frame: &mut [u8]) {
        let width = self.coded.width() as usize;
        if let Some(indexer) = &mut self.indexer {
            indexer.convert(pixels, frame);
        } else if self.coded != self.size {
            let mut padded = std::mem::take(&mut self.padded);
            self.pad(pixels, &mut padded);
            let height = self.coded.height() as usize;
            self.convert_even(0..height, pixels.with(&padded), frame);
            self.padded = padded;
        } else if self.format == PixelFormat::Rgba {
            to_rgba(
                pixels,
                &mut frame[rows.start * width * 4..rows.end * width * 4],
            );
        } else {
            self.convert_even(rows, pixels, frame);
        }
    }

    fn convert_even(&mut self, rows: Range<usize>, pixels: Pixels<'_>, frame: &mut [u8]) {
        let mut gray = std::mem::take(&mut self.gray);
        let pixels = match pixels {
            Pixels::Gray(bytes) => {
                gray.clear();
                gray.extend(bytes.iter().flat_map(|&value| [value; 3]));
                Pixels::Rgb(&gray)
            }
            coloured => coloured,
        };
        let stride = self.coded.width() * pixels.channels() as u32;
        let mut planes = self.planes(rows, frame);
        rgb_to_yuv(self.format, pixels)(
            &mut planes,
            pixels.bytes(),
            stride,
            self.format.range(),
            YuvStandardMatrix::Bt709,
            // Rounds rightly in all but 1 of 1000 values, where `Balanced` is one off in a fifth of them; it takes 5 to
            // 18 % longer.
            YuvConversionMode::Professional,
        )
        .expect("planes and pixels have the sizes they were made with");
        self.gray = gray;
    }

    /// The part of the three planes that belongs to `rows`.
    fn planes<'a>(&self, rows: Range<usize>, frame: &'a mut [u8]) -> YuvPlanarImageMut<'a, u8> {
        let width = self.coded.width() as usize;
        let share = match self.format {
            PixelFormat::Yuv420p => 2,
            _ => 1,
        };
        let (y, chroma) = frame.split_at_mut(self.coded.pixels());
        let (u, v) = chroma.split_at_mut(chroma.len() / 2);
        let part = |plane: &'a mut [u8], share: usize| {
            let stride = width / share;
            let rows = rows.start / share..rows.end.div_ceil(share);
            BufferStoreMut::Borrowed(&mut plane[rows.start * stride..rows.end * stride])
        };
        YuvPlanarImageMut {
            y_plane: part(y, 1),
            y_stride: width as u32,
            u_plane: part(u, share),
            u_stride: (width / share) as u32,
            v_plane: part(v, share),
            v_stride: (width / share) as u32,
            width: width as u32,
            height: rows.len() as u32,
        }
    }

    /// Copies `pixels` into `padded` of the coded size. The added column repeats the last one; the added row goes
    /// to the bottom of the picture, which is the first row in memory when rows lie bottom-up.
    fn pad(&self, pixels: Pixels<'_>, padded: &mut Vec<u8>) {
        let pixel = pixels.channels();
        let from = self.size.width() as usize * pixel;
        let to = self.coded.width() as usize * pixel;
        let height = self.size.height() as usize;
        let added = self.coded.height() as usize - height;
        padded.resize(self.coded.pixels() * pixel, 0);
        for (index, row) in padded.chunks_exact_mut(to).enumerate() {
            let source = match self.rows {
                Rows::TopDown => index.min(height - 1),
                Rows::BottomUp => index.saturating_sub(added),
            };
            let source = &pixels.bytes()[source * from..][..from];
            row[..from].copy_from_slice(source);
            if to > from {
                row[from..].copy_from_slice(&source[from - pixel..]);
            }
        }
    }
}

type RgbToYuv = fn(
    &mut YuvPlanarImageMut<'_, u8>,
    &[u8],
    u32,
    YuvRange,
    YuvStandardMatrix,
    YuvConversionMode,
) -> Result<(), YuvError>;

fn rgb_to_yuv(format: PixelFormat, pixels: Pixels<'_>) -> RgbToYuv {
    let shared = format == PixelFormat::Yuv420p;
    match pixels {
        Pixels::Rgba(_) if shared => yuv::rgba_to_yuv420,
        Pixels::Rgba(_) => yuv::rgba_to_yuv444,
        Pixels::Bgr(_) if shared => yuv::bgr_to_yuv420,
        Pixels::Bgr(_) => yuv::bgr_to_yuv444,
        Pixels::Rgb(_) | Pixels::Gray(_) if shared => yuv::rgb_to_yuv420,
        Pixels::Rgb(_) | Pixels::Gray(_) => yuv::rgb_to_yuv444,
    }
}

fn to_rgba(pixels: Pixels<'_>, rgba: &mut [u8]) {
    let out = rgba.chunks_exact_mut(4);
    match pixels {
        Pixels::Rgba(bytes) => rgba.copy_from_slice(bytes),
        Pixels::Rgb(bytes) => out
            .zip(bytes.chunks_exact(3))
            .for_each(|(out, rgb)| out.copy_from_slice(&[rgb[0], rgb[1], rgb[2], 255])),
        Pixels::Bgr(bytes) => out
            .zip(bytes.chunks_exact(3))
            .for_each(|(out, bgr)| out.copy_from_slice(&[bgr[2], bgr[1], bgr[0], 255])),
        Pixels::Gray(bytes) => out
            .zip(bytes)
            .for_each(|(out, &gray)| out.copy_from_slice(&[gray, gray, gray, 255])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// ITU-R BT.709-6, items 3.2 to 3.4, in 8 bits: E'Y, E'CB and E'CR.
    fn reference(rgb: [f64; 3], format: PixelFormat) -> [f64; 3] {
        let [r, g, b] = rgb.map(|channel| channel / 255.0);
        let luma = 0.2126 * r + 0.7152 * g + 0.0722 * b;
        let (black, steps_y, steps_c) = match format {
            PixelFormat::Yuv444p => (0.0, 255.0, 255.0),
            _ => (16.0, 219.0, 224.0),
        };
        [
            black + steps_y * luma,
            128.0 + steps_c * (b - luma) / 1.8556,
            128.0 + steps_c * (r - luma) / 1.5748,
        ]
    }

    fn size(width: usize, height: usize) -> Size {
        Size::new(width as u32, height as u32).unwrap()
    }

    fn convert(size: Size, rows: Rows, format: PixelFormat, pixels: Pixels<'_>) -> Vec<u8> {
        let mut converter = Converter::new(size, rows, format);
        let mut frame = vec![0; converter.frame_bytes()];
        converter.convert(pixels.check(size).unwrap(), &mut frame);
        frame
    }

    fn near(got: u8, want: f64) -> bool {
        (f64::from(got) - want).abs() <= 1.0 + 0.5
    }

    proptest! {
        #[test]
        fn yuv420p_is_at_most_1_off_the_formula(pixels in proptest::collection::vec(any::<u8>(), 70 * 6 * 4)) {
            let (width, height) = (70, 6);
            let planes = convert(size(width, height), Rows::TopDown, PixelFormat::Yuv420p, Pixels::Rgba(&pixels));
            let rgb = |x: usize, y: usize| {
                let at = (y * width + x) * 4;
                [pixels[at], pixels[at + 1], pixels[at + 2]].map(f64::from)
            };
            for y in 0..height {
                for x in 0..width {
                    prop_assert!(near(planes[y * width + x], reference(rgb(x, y), PixelFormat::Yuv420p)[0]));
                }
            }
            let (u, v) = (width * height, width * height * 5 / 4);
            for y in 0..height / 2 {
                for x in 0..width / 2 {
                    let four = [(0, 0), (1, 0), (0, 1), (1, 1)].map(|(i, j)| rgb(2 * x + i, 2 * y + j));
                    let mean = [0, 1, 2].map(|channel| four.iter().map(|rgb| rgb[channel]).sum::<f64>() / 4.0);
                    let [_, cb, cr] = reference(mean, PixelFormat::Yuv420p);
                    let at = y * width / 2 + x;
                    prop_assert!(near(planes[u + at], cb), "{} {}", planes[u + at], cb);
                    prop_assert!(near(planes[v + at], cr), "{} {}", planes[v + at], cr);
                }
            }
        }

        #[test]
        fn yuv444p_is_at_most_1_off_the_formula(pixels in proptest::collection::vec(any::<u8>(), 67 * 5 * 3)) {
            let planes = convert(size(67, 5), Rows::TopDown, PixelFormat::Yuv444p, Pixels::Rgb(&pixels));
            for (at, rgb) in pixels.chunks(3).enumerate() {
                let want = reference([rgb[0], rgb[1], rgb[2]].map(f64::from), PixelFormat::Yuv444p);
                for (plane, want) in want.into_iter().enumerate() {
                    prop_assert!(near(planes[plane * 67 * 5 + at], want));
                }
            }
        }

        #[test]
        fn a_picture_upside_down_gives_the_planes_upside_down(
            width in 1usize..9, height in 1usize..9, seed in any::<u8>()
        ) {
            let row = |y: usize| (0..width * 4).map(move |x| (x * 37 + y * 91) as u8 ^ seed);
            let down: Vec<u8> = (0..height).flat_map(row).collect();
            let up: Vec<u8> = (0..height).rev().flat_map(row).collect();
            let turned = |planes: Vec<u8>| -> Vec<u8> {
                let width = width.next_multiple_of(2);
                let (y, chroma) = planes.split_at(planes.len() * 2 / 3);
                let (u, v) = chroma.split_at(chroma.len() / 2);
                let turn = |plane: &[u8], width| plane.chunks(width).rev().collect::<Vec<_>>().concat();
                [turn(y, width), turn(u, width / 2), turn(v, width / 2)].concat()
            };
            let yuv = |rows, pixels| convert(size(width, height), rows, PixelFormat::Yuv420p, Pixels::Rgba(pixels));
            prop_assert_eq!(yuv(Rows::TopDown, &down), turned(yuv(Rows::BottomUp, &up)));
        }

        /// Strips must meet without a seam, whatever the size.
        #[test]
        fn a_picture_in_strips_is_the_picture_at_once(
            width in 600usize..700, height in 1usize..300, format in 0usize..3, seed in any::<u8>()
        ) {
            let format = [PixelFormat::Yuv420p, PixelFormat::Yuv444p, PixelFormat::Rgba][format];
            let pixels: Vec<u8> = (0..width * height * 4).map(|at| (at * 31 / 7) as u8 ^ seed).collect();
            let size = size(width, height);
            let whole = {
                let mut converter = Converter::new(size, Rows::TopDown, format);
                let mut frame = vec![0; converter.frame_bytes()];
                converter.convert_rows(0..height, Pixels::Rgba(&pixels), &mut frame);
                frame
            };
            prop_assert_eq!(convert(size, Rows::TopDown, format, Pixels::Rgba(&pixels)), whole);
        }

        #[test]
        fn all_kinds_of_pixels_give_the_same_frame(grays in proptest::collection::vec(any::<u8>(), 17 * 4)) {
            let size = size(17, 4);
            let rgb: Vec<u8> = grays.iter().flat_map(|&v| [v, v / 2, 255 - v]).collect();
            let bgr: Vec<u8> = grays.iter().flat_map(|&v| [255 - v, v / 2, v]).collect();
            let rgba: Vec<u8> = grays.iter().flat_map(|&v| [v, v / 2, 255 - v, 255]).collect();
            let as_rgb: Vec<u8> = grays.iter().flat_map(|&v| [v, v, v]).collect();
            for format in [PixelFormat::Yuv420p, PixelFormat::Yuv444p, PixelFormat::Rgba] {
                let frame = |pixels| convert(size, Rows::TopDown, format, pixels);
                prop_assert_eq!(frame(Pixels::Rgb(&rgb)), frame(Pixels::Rgba(&rgba)));
                prop_assert_eq!(frame(Pixels::Rgb(&rgb)), frame(Pixels::Bgr(&bgr)));
                prop_assert_eq!(frame(Pixels::Rgb(&as_rgb)), frame(Pixels::Gray(&grays)));
            }
        }
    }

    #[test]
    fn an_odd_side_repeats_its_last_column_and_row() {
        let planes = convert(
            size(3, 1),
            Rows::TopDown,
            PixelFormat::Yuv420p,
            Pixels::Gray(&[0, 0, 255]),
        );
        assert_eq!(planes.len(), 4 * 2 * 3 / 2);
        assert_eq!(planes[..8], [16, 16, 235, 235, 16, 16, 235, 235]);
    }
}
