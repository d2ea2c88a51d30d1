//! Canvas pixels to frames.

mod exposure;
mod light;

use kinora_movie::encode::Converter;
use kinora_movie::frame::{Pixels, Size};

use crate::canvas::Canvas;
use crate::platform::opengl;
use crate::sketch::Plan;
use exposure::Exposure;

/// How much of a canvas is exposed at a time, for the cache of one core. Of 64 KiB to 2 MiB, this was the fastest by a
/// hair.
const STRIP_BYTES: usize = 512 << 10;

/// Reads canvases of one size.
pub struct Capture {
    strip: Vec<u8>,
    /// GL draws with the processor, so that a read is a plain copy. Where it draws with a GPU, each read is a journey
    /// of its own, and the picture is read at once.
    software: bool,
    /// Where a picture is made of more than one sample a pixel.
    exposure: Option<Exposure>,
}

impl Capture {
    /// For pictures that are the canvas as it is. Asks OpenGL who draws.
    #[expect(clippy::new_without_default, reason = "it needs an OpenGL context")]
    pub fn new() -> Capture {
        Capture {
            strip: vec![],
            software: opengl::is_software(),
            exposure: None,
        }
    }

    /// For pictures with the sampling of the plan.
    pub fn sampled(plan: &Plan) -> Capture {
        let many = plan.sampling.samples() > 1;
        Capture {
            exposure: many.then(|| Exposure::new(plan.pixels, plan.sampling, plan.alpha)),
            ..Capture::new()
        }
    }

    /// Of the pictures that it makes of this canvas.
    pub fn size(&self, canvas: &Canvas) -> Size {
        match &self.exposure {
            Some(exposure) => exposure.size(),
            None => canvas.pixels(),
        }
    }

    /// Adds the sub-frame that is on the canvas to the next picture: each of it but the last, which
    /// [`read`](Self::read) adds. Waits until it is drawn.
    pub fn expose(&mut self, canvas: &Canvas) {
        let Some(exposure) = &mut self.exposure else {
            return;
        };
        let row = canvas.pixels().width() as usize * 4;
        let rows = match self.software {
            true => (STRIP_BYTES / row).max(1),
            // As many journeys as there are rows to a pixel.
            false => exposure.size().height() as usize,
        };
        let strip = room(&mut self.strip, rows * row);
        canvas.read_strips(rows, strip, |rows, rgba| exposure.add(rows.start, rgba));
    }

    /// The picture that is on the canvas now, as `converter` makes it, into `frame`. Waits until it is drawn.
    pub fn read(&mut self, canvas: &Canvas, converter: &mut Converter, frame: &mut [u8]) {
        self.expose(canvas);
        if let Some(exposure) = &mut self.exposure {
            develop(exposure, &mut self.strip, converter, frame);
            return;
        }
        if converter.takes_rgba_unchanged() {
            canvas.read(frame);
            if canvas.has_alpha() {
                straighten(frame);
            }
            return;
        }
        let size = canvas.pixels();
        let rows = if self.software {
            converter.strip_rows()
        } else {
            size.height() as usize
        };
        let strip = room(&mut self.strip, rows * size.width() as usize * 4);
        canvas.read_strips(rows, strip, |rows, rgba| {
            if canvas.has_alpha() {
                straighten(rgba);
            }
            converter.convert_rows(rows, Pixels::Rgba(rgba), frame);
        });
    }
}

/// The exposed picture, as `converter` makes it, into `frame`.
fn develop(
    exposure: &mut Exposure,
    strip: &mut Vec<u8>,
    converter: &mut Converter,
    frame: &mut [u8],
) {
    let (width, height) = (
        exposure.size().width() as usize,
        exposure.size().height() as usize,
    );
    if converter.takes_rgba_unchanged() {
        exposure.develop(0..height, frame);
        return;
    }
    let most = converter.strip_rows();
    for first in (0..height).step_by(most) {
        let rows = first..(first + most).min(height);
        let rgba = room(strip, rows.len() * width * 4);
        exposure.develop(rows.clone(), rgba);
        converter.convert_rows(rows, Pixels::Rgba(rgba), frame);
    }
}

/// The first `bytes` bytes of `buffer`, which grows to have them.
fn room(buffer: &mut Vec<u8>, bytes: usize) -> &mut [u8] {
    if buffer.len() < bytes {
        buffer.resize(bytes, 0);
    }
    &mut buffer[..bytes]
}

/// Premultiplied colours to straight ones: each divided by its alpha.
fn straighten(rgba: &mut [u8]) {
    for pixel in rgba.chunks_exact_mut(4) {
        let alpha = pixel[3];
        if (1..255).contains(&alpha) {
            for channel in &mut pixel[..3] {
                *channel = straight(*channel, alpha);
            }
        }
    }
}

/// One channel of a premultiplied colour, straight.
fn straight(channel: u8, alpha: u8) -> u8 {
    match u16::from(alpha) {
        0 | 255 => channel,
        alpha => {
            let straight = (u16::from(channel) * 255 + alpha / 2) / alpha;
            straight.min(255) as u8
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn straight_colours_are_premultiplied_ones_divided_by_alpha() {
        let mut pixels = [
            [0, 0, 0, 0],
            [10, 20, 255, 255],
            [64, 32, 0, 128],
            [9, 1, 0, 8],
        ];
        straighten(pixels.as_flattened_mut());
        assert_eq!(pixels[0], [0, 0, 0, 0]);
        assert_eq!(pixels[1], [10, 20, 255, 255]);
        assert_eq!(pixels[2], [128, 64, 0, 128]);
        assert_eq!(pixels[3], [255, 32, 0, 8], "rounding may pass 255");
    }
}
