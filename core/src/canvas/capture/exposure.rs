//! One picture out of many canvases: light that falls on a film, and its development.

use std::ops::Range;

use kinora_movie::frame::Size;

use super::light::{Light, WHITE};
use super::straight;
use crate::sketch::sampling::Sampling;

/// Sums up the light of canvases, which have as many times the pixels of the picture as the sampling says, and
/// develops their mean.
///
/// # Guarantees
/// The mean of one sample is the sample. Sums are whole numbers, so that the order of the samples does not matter.
/// Memory is 16 bytes for each pixel of the picture, however many samples there are.
pub struct Exposure {
    size: Size,
    sampling: Sampling,
    alpha: bool,
    light: Light,
    /// What a decoded white is.
    white: u32,
    /// Light of R, G and B; on a canvas with alpha each times its alpha, and the alphas.
    sums: Vec<[u32; 4]>,
}

impl Exposure {
    /// For pictures of `size`; with `alpha`, of canvases of premultiplied colours.
    pub fn new(size: Size, sampling: Sampling, alpha: bool) -> Exposure {
        let white = match alpha {
            // 255 alphas times white times the samples must not be more than a sum can hold. That is full precision
            // up to 257 samples, and never less than 14 bits.
            true => (u32::MAX / 255 / sampling.samples()).min(WHITE),
            false => WHITE,
        };
        Exposure {
            size,
            sampling,
            alpha,
            light: Light::new(white),
            white,
            sums: vec![[0; 4]; size.pixels()],
        }
    }

    /// Width and height of the picture.
    pub fn size(&self) -> Size {
        self.size
    }

    /// Adds the rows of a canvas from `first` on: R, G, B, A, whole rows.
    pub fn add(&mut self, first: usize, rgba: &[u8]) {
        match self.sampling.supersample {
            1 => self.add_rows::<1>(first, rgba),
            2 => self.add_rows::<2>(first, rgba),
            3 => self.add_rows::<3>(first, rgba),
            _ => self.add_rows::<4>(first, rgba),
        }
    }

    fn add_rows<const K: usize>(&mut self, first: usize, rgba: &[u8]) {
        let width = self.size.width() as usize;
        let (pixels, _) = rgba.as_chunks::<4>();
        for (row, pixels) in (first..).zip(pixels.chunks_exact(width * K)) {
            let sums = &mut self.sums[row / K * width..][..width];
            let (blocks, _) = pixels.as_chunks::<K>();
            match self.alpha {
                true => add_premultiplied(sums, blocks, self.light.decoded()),
                false => add_opaque(sums, blocks, self.light.decoded()),
            }
        }
    }

    /// Writes these rows of the picture as R, G, B, A, straight alpha (255 where the canvas has none), and begins a new
    /// exposure of them. All samples must have been added.
    pub fn develop(&mut self, rows: Range<usize>, rgba: &mut [u8]) {
        let width = self.size.width() as usize;
        let sums = &mut self.sums[rows.start * width..rows.end * width];
        let (pixels, _) = rgba.as_chunks_mut::<4>();
        let samples = self.sampling.samples();
        // What light, as it is encoded, is to a sum of `weights` lights: a number with 32 bits behind its point, because
        // multiplying costs less than dividing each sum.
        let factor = |weights: u32| {
            let white = u64::from(self.white) * u64::from(weights);
            (u64::from(WHITE) << 32) / white
        };
        let of_samples = factor(samples);
        let encode = |sum: u32, factor: u64| {
            let light = (u64::from(sum) * factor + (1 << 31)) >> 32;
            self.light.encode(light as u16)
        };
        for (sums, pixel) in sums.iter_mut().zip(pixels) {
            let [r, g, b, alphas] = std::mem::take(sums);
            let (alpha, factor) = match self.alpha {
                true => (
                    ((alphas + samples / 2) / samples) as u8,
                    factor(alphas.max(1)),
                ),
                false => (255, of_samples),
            };
            *pixel = match alpha {
                0 => [0; 4],
                _ => [
                    encode(r, factor),
                    encode(g, factor),
                    encode(b, factor),
                    alpha,
                ],
            };
        }
    }
}

fn add_opaque<const K: usize>(
    sums: &mut [[u32; 4]],
    blocks: &[[[u8; 4]; K]],
    decoded: &[u32; 256],
) {
    for (sum, block) in sums.iter_mut().zip(blocks) {
        for pixel in block {
            for channel in 0..3 {
                sum[channel] += decoded[usize::from(pixel[channel])];
            }
        }
    }
}

fn add_premultiplied<const K: usize>(
    sums: &mut [[u32; 4]],
    blocks: &[[[u8; 4]; K]],
    decoded: &[u32; 256],
) {
    for (sum, block) in sums.iter_mut().zip(blocks) {
        for pixel in block {
            let alpha = pixel[3];
            for channel in 0..3 {
                let value = straight(pixel[channel], alpha);
                sum[channel] += decoded[usize::from(value)] * u32::from(alpha);
            }
            sum[3] += u32::from(alpha);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn exposure(width: u32, height: u32, supersample: u32, sub_frames: u32) -> Exposure {
        let sampling = Sampling::new(supersample, sub_frames, 180.0).unwrap();
        Exposure::new(Size::new(width, height).unwrap(), sampling, false)
    }

    fn transparent(width: u32, height: u32, supersample: u32, sub_frames: u32) -> Exposure {
        let opaque = exposure(width, height, supersample, sub_frames);
        Exposure::new(opaque.size, opaque.sampling, true)
    }

    fn develop(exposure: &mut Exposure) -> Vec<[u8; 4]> {
        let mut picture = vec![[9; 4]; exposure.size().pixels()];
        let rows = 0..exposure.size().height() as usize;
        exposure.develop(rows, picture.as_flattened_mut());
        picture
    }

    const BLACK: [u8; 4] = [0, 0, 0, 255];
    const WHITE: [u8; 4] = [255; 4];

    #[test]
    fn half_the_light_of_white_is_188() {
        let mut space = exposure(1, 1, 2, 1);
        space.add(0, [BLACK, WHITE].as_flattened());
        space.add(1, [WHITE, BLACK].as_flattened());
        assert_eq!(develop(&mut space), [[188, 188, 188, 255]]);
        let mut time = exposure(1, 1, 1, 2);
        time.add(0, &BLACK);
        time.add(0, &WHITE);
        assert_eq!(develop(&mut time), [[188, 188, 188, 255]]);
    }

    #[test]
    fn one_sample_is_the_picture() {
        let values: Vec<[u8; 4]> = (0..=255)
            .map(|value| [value, 255 - value, value / 2, 255])
            .collect();
        let mut exposure = exposure(256, 1, 1, 1);
        exposure.add(0, values.as_flattened());
        assert_eq!(develop(&mut exposure), values);
    }

    #[test]
    fn one_transparent_sample_is_the_picture_with_straight_colours() {
        for sub_frames in [1, 64] {
            for supersample in [1, 4] {
                for alpha in 0..=255 {
                    let sample = |value: u8| [value, value / 2, alpha - value, alpha];
                    let pixels: Vec<_> = (0..=alpha).map(sample).collect();
                    let repeated: Vec<_> = pixels
                        .iter()
                        .flat_map(|&pixel| vec![pixel; supersample as usize])
                        .collect();
                    let width = pixels.len() as u32;
                    let mut exposure = transparent(width, 1, supersample, sub_frames);
                    for row in 0..supersample as usize * sub_frames as usize {
                        exposure.add(row % supersample as usize, repeated.as_flattened());
                    }
                    for (pixel, [r, g, b, a]) in develop(&mut exposure).into_iter().zip(pixels) {
                        let straight = [r, g, b].map(|channel| straight(channel, a));
                        match alpha {
                            0 => assert_eq!(pixel, [0; 4]),
                            _ => assert_eq!(pixel, [straight[0], straight[1], straight[2], a]),
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn what_is_clear_has_no_colour_to_mix() {
        let mut exposure = transparent(1, 1, 1, 4);
        for pixel in [[255, 0, 0, 255], [0; 4], [0; 4], [0; 4]] {
            exposure.add(0, &pixel);
        }
        assert_eq!(develop(&mut exposure), [[255, 0, 0, 64]]);
        // Three parts of the light are red, one is blue.
        for pixel in [[255, 0, 0, 255], [0, 0, 85, 85], [0; 4], [0; 4]] {
            exposure.add(0, &pixel);
        }
        assert_eq!(develop(&mut exposure), [[225, 0, 137, 85]]);
    }

    #[test]
    fn a_developed_exposure_is_a_new_one() {
        let mut exposure = exposure(2, 2, 2, 64);
        for _ in 0..3 {
            for _ in 0..64 {
                exposure.add(0, [WHITE; 8].as_flattened());
                exposure.add(2, [BLACK; 8].as_flattened());
            }
            assert_eq!(develop(&mut exposure), [WHITE, WHITE, BLACK, BLACK]);
        }
    }

    proptest! {
        /// By the formulas of the standard, in floating point.
        #[test]
        fn a_mean_is_the_mean_of_light(
            supersample in 1usize..5, sub_frames in 1usize..65, has_alpha: bool, seed in any::<u64>()
        ) {
            let (width, height) = (3, 2);
            let canvas = width * height * supersample * supersample;
            let mut state = seed;
            let mut random = || {
                state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
                (state >> 33) as u8
            };
            let canvases: Vec<Vec<[u8; 4]>> = (0..sub_frames)
                .map(|_| (0..canvas).map(|_| {
                    let alpha = if has_alpha { random() | 1 } else { 255 };
                    let mut under = || (u16::from(random()) * u16::from(alpha) / 255) as u8;
                    [under(), under(), under(), alpha]
                }).collect())
                .collect();
            let kind = if has_alpha { transparent } else { exposure };
            let mut exposure = kind(width as u32, height as u32, supersample as u32, sub_frames as u32);
            for canvas in &canvases {
                exposure.add(0, canvas.as_flattened());
            }
            let picture = develop(&mut exposure);
            for (index, pixel) in picture.into_iter().enumerate() {
                let (x, y) = (index % width, index / width);
                let samples: Vec<[u8; 4]> = canvases.iter().flat_map(|canvas| {
                    let rows = y * supersample..(y + 1) * supersample;
                    rows.flat_map(move |row| {
                        let first = row * width * supersample + x * supersample;
                        canvas[first..first + supersample].iter().copied()
                    })
                }).collect();
                let alphas: f64 = samples.iter().map(|pixel| f64::from(pixel[3])).sum();
                prop_assert!((f64::from(pixel[3]) - alphas / samples.len() as f64).abs() <= 0.5);
                for channel in 0..3 {
                    let light = |pixel: &[u8; 4]| {
                        let value = f64::from(straight(pixel[channel], pixel[3])) / 255.0;
                        let light = if value <= 0.04045 {
                            value / 12.92
                        } else {
                            ((value + 0.055) / 1.055).powf(2.4)
                        };
                        light * f64::from(pixel[3])
                    };
                    let mean = samples.iter().map(light).sum::<f64>() / alphas;
                    let want = 255.0 * if mean <= 0.0031308 {
                        mean * 12.92
                    } else {
                        1.055 * mean.powf(1.0 / 2.4) - 0.055
                    };
                    let off = (f64::from(pixel[channel]) - want).abs();
                    prop_assert!(off <= 0.55, "{} for {want}", pixel[channel]);
                }
            }
        }
    }
}
