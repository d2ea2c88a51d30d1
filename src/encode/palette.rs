//! Pictures of at most 256 colours, as GIF has them.
//!
//! ffmpeg's own filters for that take six times as long, or keep the whole movie in memory to give it one palette.
//! Here every picture has a palette of its own: its very colours if there are no more than 256, which drawings seldom
//! pass, or else the best 256 for it, dithered (quantette: Wu's method in Oklab, Floyd and Steinberg's dithering).
//!
//! ffmpeg takes raw frames with a palette of their own in no container but that of a picture file, so a frame is a
//! BMP: header, palette, indices.

use quantette::deps::palette::Srgb;
use quantette::{ImageRef, Pipeline};

use crate::frame::{Pixels, Rows, Size};

/// Colours of a palette.
const COLOURS: usize = 256;

/// Bytes of a BMP before its palette: BITMAPFILEHEADER and BITMAPINFOHEADER.
const HEADER: usize = 14 + 40;

/// Bytes of the palette: B, G, R, 0 for each colour.
const PALETTE: usize = COLOURS * 4;

/// Places in the table of colours: eight for each, so that two seldom meet.
const PLACES: usize = COLOURS * 8;

/// Bytes of a frame of `size`.
pub fn frame_bytes(size: Size) -> usize {
    HEADER + PALETTE + row_bytes(size) * size.height() as usize
}

/// Rows are filled up to four bytes.
fn row_bytes(size: Size) -> usize {
    (size.width() as usize).next_multiple_of(4)
}

/// Makes pictures with a palette.
pub struct Indexer {
    size: Size,
    header: [u8; HEADER],
    colours: Colours,
}

impl Indexer {
    /// For pictures of `size` whose rows lie as `rows` says.
    pub fn new(size: Size, rows: Rows) -> Indexer {
        Indexer {
            size,
            header: header(size, rows),
            colours: Colours::default(),
        }
    }

    /// Writes the picture `pixels` into `frame` of [`frame_bytes`].
    pub fn convert(&mut self, pixels: Pixels<'_>, frame: &mut [u8]) {
        let (header, rest) = frame.split_at_mut(HEADER);
        let (palette, indices) = rest.split_at_mut(PALETTE);
        header.copy_from_slice(&self.header);
        if !self.index_exactly(pixels, indices) {
            self.index_nearly(pixels, indices);
        }
        palette.fill(0);
        for (entry, [r, g, b]) in palette.chunks_exact_mut(4).zip(&self.colours.list) {
            entry.copy_from_slice(&[*b, *g, *r, 0]);
        }
    }

    /// Fails if there are more than 256 colours.
    fn index_exactly(&mut self, pixels: Pixels<'_>, indices: &mut [u8]) -> bool {
        self.colours.clear();
        let colours = &mut self.colours;
        let mut last = ([0; 3], None);
        let mut index_of = |colour: [u8; 3]| {
            if last.0 != colour || last.1.is_none() {
                last = (colour, colours.index_of(colour));
            }
            last.1
        };
        each_pixel(self.size, pixels, indices, |colour, index| {
            match index_of(colour) {
                Some(found) => {
                    *index = found;
                    true
                }
                None => false,
            }
        })
    }

    fn index_nearly(&mut self, pixels: Pixels<'_>, indices: &mut [u8]) {
        let mut colours = Vec::with_capacity(self.size.pixels());
        each_pixel(self.size, pixels, indices, |[r, g, b], _| {
            colours.push(Srgb::new(r, g, b));
            true
        });
        let image = ImageRef::new(self.size.width(), self.size.height(), &colours)
            .expect("there is a colour for every pixel");
        let indexed = Pipeline::new()
            .input_image(image)
            .output_srgb8_indexed_image();
        self.colours.clear();
        let palette = indexed.palette().iter();
        self.colours
            .list
            .extend(palette.map(|colour| [colour.red, colour.green, colour.blue]));
        let width = self.size.width() as usize;
        let rows = indices.chunks_exact_mut(row_bytes(self.size));
        for (row, from) in rows.zip(indexed.indices().chunks_exact(width)) {
            row[..width].copy_from_slice(from);
        }
    }
}

/// Visits every pixel and the place of its index until `visit` says no.
fn each_pixel(
    size: Size,
    pixels: Pixels<'_>,
    indices: &mut [u8],
    mut visit: impl FnMut([u8; 3], &mut u8) -> bool,
) -> bool {
    let width = size.width() as usize;
    let channels = pixels.channels();
    let rows = indices.chunks_exact_mut(row_bytes(size));
    let mut rows = rows.zip(pixels.bytes().chunks_exact(width * channels));
    let mut all = |colour: fn(&[u8]) -> [u8; 3]| {
        rows.all(|(row, from)| {
            let mut pairs = row.iter_mut().zip(from.chunks_exact(channels));
            pairs.all(|(index, pixel)| visit(colour(pixel), index))
        })
    };
    match pixels {
        Pixels::Rgb(_) | Pixels::Rgba(_) => all(|pixel| [pixel[0], pixel[1], pixel[2]]),
        Pixels::Bgr(_) => all(|pixel| [pixel[2], pixel[1], pixel[0]]),
        Pixels::Gray(_) => all(|pixel| [pixel[0]; 3]),
    }
}

/// The colours of a picture, each with a number: a hash table with open addressing.
struct Colours {
    list: Vec<[u8; 3]>,
    /// Numbers from 1; 0 is a free place.
    places: Box<[u16; PLACES]>,
}

impl Default for Colours {
    fn default() -> Colours {
        Colours {
            list: Vec::with_capacity(COLOURS),
            places: Box::new([0; PLACES]),
        }
    }
}

impl Colours {
    fn clear(&mut self) {
        self.list.clear();
        self.places.fill(0);
    }

    /// The number of a colour, which is a new one if it is seen for the first time; `None` if there are none left.
    fn index_of(&mut self, colour: [u8; 3]) -> Option<u8> {
        let [r, g, b] = colour;
        let key = u32::from_be_bytes([0, r, g, b]);
        // Knuth's multiplicative hashing: 2³² by the golden ratio.
        let hash = key.wrapping_mul(2_654_435_769) >> (32 - PLACES.ilog2());
        let mut place = hash as usize;
        loop {
            match usize::from(self.places[place]) {
                0 if self.list.len() == COLOURS => return None,
                0 => {
                    self.list.push(colour);
                    self.places[place] = self.list.len() as u16;
                    return Some((self.list.len() - 1) as u8);
                }
                number if self.list[number - 1] == colour => return Some((number - 1) as u8),
                _ => place = (place + 1) % PLACES,
            }
        }
    }
}

/// BITMAPFILEHEADER and BITMAPINFOHEADER ("Bitmap Storage", Microsoft's documentation of Windows GDI), little-endian.
fn header(size: Size, rows: Rows) -> [u8; HEADER] {
    let width = size.width().cast_signed();
    // The first row in memory is the lowest, unless the height is negative.
    let height = match rows {
        Rows::BottomUp => size.height().cast_signed(),
        Rows::TopDown => -size.height().cast_signed(),
    };
    let mut header = [0; HEADER];
    let mut put = |at: usize, bytes: &[u8]| header[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, b"BM");
    put(2, &(frame_bytes(size) as u32).to_le_bytes());
    put(10, &((HEADER + PALETTE) as u32).to_le_bytes());
    put(14, &40u32.to_le_bytes());
    put(18, &width.to_le_bytes());
    put(22, &height.to_le_bytes());
    put(26, &1u16.to_le_bytes());
    put(28, &8u16.to_le_bytes());
    put(46, &(COLOURS as u32).to_le_bytes());
    header
}

#[cfg(test)]
mod tests {
    use super::*;

    fn convert(width: u32, height: u32, pixels: Pixels<'_>) -> Vec<u8> {
        let size = Size::new(width, height).unwrap();
        let mut frame = vec![0; frame_bytes(size)];
        Indexer::new(size, Rows::TopDown).convert(pixels.check(size).unwrap(), &mut frame);
        frame
    }

    /// What a reader of BMP makes of it.
    fn decoded(frame: &[u8]) -> Vec<u8> {
        let image = image::load_from_memory_with_format(frame, image::ImageFormat::Bmp).unwrap();
        image.to_rgb8().into_raw()
    }

    #[test]
    fn up_to_256_colours_stay_as_they_are() {
        for colours in [1, 2, 255, 256] {
            let rgb: Vec<u8> = (0..130 * 7)
                .flat_map(|at| {
                    let colour = (at * 37 % colours) as u8;
                    [colour, colour.wrapping_mul(7), 255 - colour]
                })
                .collect();
            assert!(
                decoded(&convert(130, 7, Pixels::Rgb(&rgb))) == rgb,
                "{colours}"
            );
        }
    }

    #[test]
    fn more_colours_become_the_nearest_256() {
        let rgb: Vec<u8> = (0..100 * 100)
            .flat_map(|at| [(at % 100 * 2) as u8, (at / 100 * 2) as u8, 90])
            .collect();
        let got = decoded(&convert(100, 100, Pixels::Rgb(&rgb)));
        let distinct: std::collections::HashSet<&[u8]> = got.chunks(3).collect();
        assert!((100..=256).contains(&distinct.len()), "{}", distinct.len());
        let off: u64 = rgb
            .iter()
            .zip(&got)
            .map(|(a, b)| u64::from(a.abs_diff(*b)))
            .sum();
        assert!(off / (rgb.len() as u64) < 12, "{off}");
    }

    #[test]
    fn all_kinds_of_pixels_give_the_same_picture() {
        let grays: Vec<u8> = (0..17 * 4).map(|at| at * 3).collect();
        let rgb: Vec<u8> = grays.iter().flat_map(|&v| [v; 3]).collect();
        let rgba: Vec<u8> = grays.iter().flat_map(|&v| [v, v, v, 255]).collect();
        let frame = convert(17, 4, Pixels::Gray(&grays));
        assert!(frame == convert(17, 4, Pixels::Rgb(&rgb)));
        assert!(frame == convert(17, 4, Pixels::Bgr(&rgb)));
        assert!(frame == convert(17, 4, Pixels::Rgba(&rgba)));
    }
}
