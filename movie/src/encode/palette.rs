//! Pictures of at most 256 colours, as GIF has them.
//!
//! ffmpeg's own filters for that take six times as long, or keep the whole movie in memory to give it one palette.
//! Here every picture has a palette of its own: its very colours if there are no more than 256, which drawings seldom
//! pass, or else the best 256 for it, dithered (quantette: Wu's method in Oklab, Floyd and Steinberg's dithering).
//!
//! Where a picture keeps its transparency, one of the 256 is clear: a pixel is seen if its alpha is at least a half, and
//! then wholly.
//!
//! ffmpeg takes raw frames with a palette of their own in no container but that of a picture file, so a frame is a TGA:
//! header, palette, indices.

use quantette::deps::palette::Srgb;
use quantette::{ImageRef, PaletteSize, Pipeline};

use crate::frame::{Pixels, Rows, Size};

/// Colours of a palette.
const COLOURS: usize = 256;

/// Bytes of a TGA before its palette.
const HEADER: usize = 18;

/// Bytes of the palette: B, G, R, A for each colour.
const PALETTE: usize = COLOURS * 4;

/// The number of the colour that cannot be seen, where there is one.
const CLEAR: u8 = 255;

/// The least alpha with which a pixel is seen.
const SEEN: u8 = 128;

/// Places in the table of colours: eight for each, so that two seldom meet.
const PLACES: usize = COLOURS * 8;

/// Bytes of a frame of `size`.
pub fn frame_bytes(size: Size) -> usize {
    HEADER + PALETTE + size.pixels()
}

/// Makes pictures with a palette.
pub struct Indexer {
    size: Size,
    header: [u8; HEADER],
    has_alpha: bool,
    colours: Colours,
}

impl Indexer {
    /// For pictures of `size` whose rows lie as `rows` says; `has_alpha`: one of the colours is clear.
    pub fn new(size: Size, rows: Rows, has_alpha: bool) -> Indexer {
        Indexer {
            size,
            header: header(size, rows),
            has_alpha,
            colours: Colours::new(COLOURS - usize::from(has_alpha)),
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
        // What is not used is opaque: ffmpeg takes the first colour that is not for the clear one.
        palette.as_chunks_mut::<4>().0.fill([0, 0, 0, 255]);
        for (entry, [r, g, b]) in palette.chunks_exact_mut(4).zip(&self.colours.list) {
            entry.copy_from_slice(&[*b, *g, *r, 255]);
        }
        if self.has_alpha {
            // As readers of GIF have it.
            palette[usize::from(CLEAR) * 4..].copy_from_slice(&[255, 255, 255, 0]);
        }
    }

    /// Fails if there are more colours than a palette has.
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
        each_pixel(pixels, self.has_alpha, indices, |colour, index| {
            let found = match colour {
                Some(colour) => index_of(colour),
                None => Some(CLEAR),
            };
            *index = found.unwrap_or_default();
            found.is_some()
        })
    }

    fn index_nearly(&mut self, pixels: Pixels<'_>, indices: &mut [u8]) {
        let mut colours = Vec::with_capacity(self.size.pixels());
        let mut last = [0; 3];
        each_pixel(pixels, self.has_alpha, indices, |colour, index| {
            // What is not seen adds no colour of its own.
            last = colour.unwrap_or(last);
            let [r, g, b] = last;
            colours.push(Srgb::new(r, g, b));
            *index = if colour.is_some() { 0 } else { CLEAR };
            true
        });
        let image = ImageRef::new(self.size.width(), self.size.height(), &colours)
            .expect("there is a colour for every pixel");
        let indexed = Pipeline::new()
            .palette_size(PaletteSize::from_usize_clamped(self.colours.most))
            .input_image(image)
            .output_srgb8_indexed_image();
        self.colours.clear();
        let palette = indexed.palette().iter();
        self.colours
            .list
            .extend(palette.map(|colour| [colour.red, colour.green, colour.blue]));
        for (index, found) in indices.iter_mut().zip(indexed.indices()) {
            if !(self.has_alpha && *index == CLEAR) {
                *index = *found;
            }
        }
    }
}

/// Visits every pixel, `None` for one that is not seen, and the place of its index, until `visit` says no.
fn each_pixel(
    pixels: Pixels<'_>,
    has_alpha: bool,
    indices: &mut [u8],
    mut visit: impl FnMut(Option<[u8; 3]>, &mut u8) -> bool,
) -> bool {
    let channels = pixels.channels();
    let mut pairs = indices
        .iter_mut()
        .zip(pixels.bytes().chunks_exact(channels));
    let mut all = |colour: fn(&[u8]) -> Option<[u8; 3]>| {
        pairs.all(|(index, pixel)| visit(colour(pixel), index))
    };
    match pixels {
        Pixels::Rgba(_) if has_alpha => {
            all(|pixel| (pixel[3] >= SEEN).then_some([pixel[0], pixel[1], pixel[2]]))
        }
        Pixels::Rgb(_) | Pixels::Rgba(_) => all(|pixel| Some([pixel[0], pixel[1], pixel[2]])),
        Pixels::Bgr(_) => all(|pixel| Some([pixel[2], pixel[1], pixel[0]])),
        Pixels::Gray(_) => all(|pixel| Some([pixel[0]; 3])),
    }
}

/// The colours of a picture, each with a number: a hash table with open addressing.
struct Colours {
    list: Vec<[u8; 3]>,
    /// How many there may be.
    most: usize,
    /// Numbers from 1; 0 is a free place.
    places: Box<[u16; PLACES]>,
}

impl Colours {
    fn new(most: usize) -> Colours {
        Colours {
            list: Vec::with_capacity(most),
            most,
            places: Box::new([0; PLACES]),
        }
    }

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
                0 if self.list.len() == self.most => return None,
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

/// The header of a picture with a palette ("Truevision TGA File Format Specification", version 2.0), little-endian.
fn header(size: Size, rows: Rows) -> [u8; HEADER] {
    let [width_low, width_high] = (size.width() as u16).to_le_bytes();
    let [height_low, height_high] = (size.height() as u16).to_le_bytes();
    // Bit 5: the first row in memory is the highest.
    let order = match rows {
        Rows::BottomUp => 0x00,
        Rows::TopDown => 0x20,
    };
    // A palette of 256 colours from number 0, of 32 bits; a picture at (0, 0), of 8 bits a pixel.
    [
        0,
        1,
        1,
        0,
        0,
        0,
        1,
        32,
        0,
        0,
        0,
        0,
        width_low,
        width_high,
        height_low,
        height_high,
        8,
        order,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn convert(width: u32, height: u32, pixels: Pixels<'_>) -> Vec<u8> {
        frame(width, height, pixels, false)
    }

    fn frame(width: u32, height: u32, pixels: Pixels<'_>, has_alpha: bool) -> Vec<u8> {
        let size = Size::new(width, height).unwrap();
        let mut frame = vec![0; frame_bytes(size)];
        Indexer::new(size, Rows::TopDown, has_alpha)
            .convert(pixels.check(size).unwrap(), &mut frame);
        frame
    }

    /// Each pixel as the palette has it: B, G, R, A.
    fn entries(frame: &[u8]) -> impl Iterator<Item = [u8; 4]> {
        let (palette, indices) = frame[HEADER..].split_at(PALETTE);
        let entry = |&index: &u8| palette[usize::from(index) * 4..][..4].try_into().unwrap();
        indices.iter().map(entry)
    }

    /// What a reader makes of it, without the alpha.
    fn decoded(frame: &[u8]) -> Vec<u8> {
        entries(frame).flat_map(|[b, g, r, _]| [r, g, b]).collect()
    }

    #[test]
    fn a_pixel_is_seen_from_half_its_alpha_on_and_then_wholly() {
        let of_many_colours = |at: u32| [(at % 100 * 2) as u8, (at / 100 * 2) as u8, 90];
        let of_few = |at: u32| [(at % 3) as u8, 7, 9];
        for colour in [of_many_colours as fn(u32) -> [u8; 3], of_few] {
            let rgba: Vec<u8> = (0..100 * 100)
                .flat_map(|at| {
                    let [r, g, b] = colour(at);
                    [r, g, b, (at % 256) as u8]
                })
                .collect();
            let frame = frame(100, 100, Pixels::Rgba(&rgba), true);
            for (at, [.., alpha]) in entries(&frame).enumerate() {
                let seen = at % 256 >= 128;
                assert_eq!(alpha, if seen { 255 } else { 0 }, "{at}");
            }
        }
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
