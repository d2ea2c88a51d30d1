//! RGBA to yuv420p: BT.709 matrix, limited range.

use yuv::{BufferStoreMut, YuvConversionMode, YuvPlanarImageMut, YuvRange, YuvStandardMatrix};

use crate::frame::{Frame, Rows, Size};

/// Converts pictures of one size to three planes Y, U, V, whose rows lie as the picture's do.
///
/// Alpha is left out: the colour of a canvas is what its window shows. Chroma is the mean of 2×2 pixels. 4:2:0
/// needs even sides, so an odd side is made even by repeating the last column or row.
pub struct Yuv420 {
    coded: Size,
    /// Holds the frame with its repeated column and row; empty for even sizes.
    padded: Vec<u8>,
}

impl Yuv420 {
    /// For frames of `size`.
    pub fn new(size: Size) -> Yuv420 {
        let coded = Yuv420::coded_size(size);
        let padding = if coded == size { 0 } else { coded.rgba_bytes() };
        Yuv420 {
            coded,
            padded: vec![0; padding],
        }
    }

    /// The size that frames of `size` have in the movie: each side rounded up to an even number.
    pub fn coded_size(size: Size) -> Size {
        Size::new(
            size.width().next_multiple_of(2),
            size.height().next_multiple_of(2),
        )
        .expect("the largest side is even")
    }

    /// Bytes of the planes of one picture: 1.5 a pixel.
    pub fn bytes(&self) -> usize {
        self.coded.width() as usize * self.coded.height() as usize * 3 / 2
    }

    /// Converts `frame`, which has the size given to [`new`](Self::new), into `planes` of [`bytes`](Self::bytes).
    pub fn convert(&mut self, frame: &Frame, planes: &mut [u8]) {
        debug_assert_eq!(Yuv420::coded_size(frame.size()), self.coded);
        if !self.padded.is_empty() {
            pad(frame, self.coded, &mut self.padded);
        }
        let rgba = if self.padded.is_empty() {
            frame.pixels()
        } else {
            &self.padded
        };
        let (width, height) = (self.coded.width(), self.coded.height());
        let luma = width as usize * height as usize;
        let (y, chroma) = planes.split_at_mut(luma);
        let (u, v) = chroma.split_at_mut(luma / 4);
        let mut image = YuvPlanarImageMut {
            y_plane: BufferStoreMut::Borrowed(y),
            y_stride: width,
            u_plane: BufferStoreMut::Borrowed(u),
            u_stride: width / 2,
            v_plane: BufferStoreMut::Borrowed(v),
            v_stride: width / 2,
            width,
            height,
        };
        yuv::rgba_to_yuv420(
            &mut image,
            rgba,
            width * 4,
            YuvRange::Limited,
            YuvStandardMatrix::Bt709,
            YuvConversionMode::Balanced,
        )
        .expect("planes and pixels have the sizes they were made with");
    }
}

/// Copies `frame` into `padded` of the `coded` size. The added column repeats the last one; the added row goes to
/// the bottom of the picture, which is the first row in memory when rows lie bottom-up.
fn pad(frame: &Frame, coded: Size, padded: &mut [u8]) {
    let from = frame.size().width() as usize * 4;
    let to = coded.width() as usize * 4;
    let height = frame.size().height() as usize;
    let added = coded.height() as usize - height;
    for (index, row) in padded.chunks_exact_mut(to).enumerate() {
        let source = match frame.rows() {
            Rows::TopDown => index.min(height - 1),
            Rows::BottomUp => index.saturating_sub(added),
        };
        let source = &frame.pixels()[source * from..][..from];
        row[..from].copy_from_slice(source);
        if to > from {
            row[from..].copy_from_slice(&source[from - 4..]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// ITU-R BT.709-6, items 3.2 to 3.4, in 8 bits: E'Y, E'CB and E'CR quantised to 219 and 224 steps.
    fn reference(rgb: [f64; 3]) -> [f64; 3] {
        let [r, g, b] = rgb.map(|channel| channel / 255.0);
        let luma = 0.2126 * r + 0.7152 * g + 0.0722 * b;
        [
            16.0 + 219.0 * luma,
            128.0 + 224.0 * (b - luma) / 1.8556,
            128.0 + 224.0 * (r - luma) / 1.5748,
        ]
    }

    fn convert(frame: &Frame) -> Vec<u8> {
        let mut yuv = Yuv420::new(frame.size());
        let mut planes = vec![0; yuv.bytes()];
        yuv.convert(frame, &mut planes);
        planes
    }

    fn frame(width: u32, height: u32, rows: Rows, pixels: Vec<u8>) -> Frame {
        Frame::new(Size::new(width, height).unwrap(), rows, pixels).unwrap()
    }

    proptest! {
        #[test]
        fn conversion_is_at_most_1_off_the_formula(pixels in proptest::collection::vec(any::<u8>(), 70 * 6 * 4)) {
            let (width, height) = (70, 6);
            let planes = convert(&frame(width as u32, height as u32, Rows::TopDown, pixels.clone()));
            let rgb = |x: usize, y: usize| {
                let at = (y * width + x) * 4;
                [pixels[at], pixels[at + 1], pixels[at + 2]].map(f64::from)
            };
            let near = |got: u8, want: f64| (f64::from(got) - want).abs() <= 1.0 + 0.5;
            for y in 0..height {
                for x in 0..width {
                    prop_assert!(near(planes[y * width + x], reference(rgb(x, y))[0]));
                }
            }
            let (u, v) = (width * height, width * height * 5 / 4);
            for y in 0..height / 2 {
                for x in 0..width / 2 {
                    let four = [(0, 0), (1, 0), (0, 1), (1, 1)].map(|(i, j)| rgb(2 * x + i, 2 * y + j));
                    let mean = [0, 1, 2].map(|channel| four.iter().map(|rgb| rgb[channel]).sum::<f64>() / 4.0);
                    let [_, cb, cr] = reference(mean);
                    let at = y * width / 2 + x;
                    prop_assert!(near(planes[u + at], cb), "{} {}", planes[u + at], cb);
                    prop_assert!(near(planes[v + at], cr), "{} {}", planes[v + at], cr);
                }
            }
        }

        #[test]
        fn a_picture_upside_down_gives_the_planes_upside_down(
            width in 1u32..9, height in 1u32..9, seed in any::<u8>()
        ) {
            let row = |y: u32| (0..width * 4).map(move |x| (x * 37 + y * 91) as u8 ^ seed);
            let down: Vec<u8> = (0..height).flat_map(row).collect();
            let up: Vec<u8> = (0..height).rev().flat_map(row).collect();
            let turned = |planes: Vec<u8>| -> Vec<u8> {
                let width = width.next_multiple_of(2) as usize;
                let (y, chroma) = planes.split_at(planes.len() * 2 / 3);
                let (u, v) = chroma.split_at(chroma.len() / 2);
                let turn = |plane: &[u8], width| plane.chunks(width).rev().collect::<Vec<_>>().concat();
                [turn(y, width), turn(u, width / 2), turn(v, width / 2)].concat()
            };
            prop_assert_eq!(
                convert(&frame(width, height, Rows::TopDown, down)),
                turned(convert(&frame(width, height, Rows::BottomUp, up)))
            );
        }
    }

    #[test]
    fn an_odd_side_repeats_its_last_column_and_row() {
        let gray = |value: u8| [value, value, value, 255];
        let odd = frame(3, 1, Rows::TopDown, [gray(0), gray(0), gray(255)].concat());
        let planes = convert(&odd);
        assert_eq!(planes.len(), 4 * 2 * 3 / 2);
        assert_eq!(planes[..8], [16, 16, 235, 235, 16, 16, 235, 235]);
    }
}
