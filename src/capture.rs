//! Canvas pixels to frames.

use crate::canvas::Canvas;
use crate::encode::Converter;
use crate::frame::Pixels;
use crate::window;

/// Reads canvases of one size.
pub struct Capture {
    strip: Vec<u8>,
    /// GL draws with the processor, so that a read is a plain copy. Where it draws with a GPU, each read is a journey
    /// of its own, and the picture is read at once.
    software: bool,
}

impl Capture {
    /// Asks OpenGL who draws.
    pub fn new() -> Capture {
        Capture {
            strip: vec![],
            software: window::is_software(),
        }
    }

    /// The picture that is on the canvas now, as `converter` makes it, into `frame`. Waits until it is drawn.
    pub fn read(&mut self, canvas: &Canvas, converter: &mut Converter, frame: &mut [u8]) {
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
        self.strip.resize(rows * size.width() as usize * 4, 0);
        canvas.read_strips(rows, &mut self.strip, |rows, rgba| {
            converter.convert_rows(rows, Pixels::Rgba(rgba), frame);
        });
    }
}

/// Premultiplied colours to straight ones: each divided by its alpha.
fn straighten(rgba: &mut [u8]) {
    for pixel in rgba.chunks_exact_mut(4) {
        let alpha = u16::from(pixel[3]);
        if (1..255).contains(&alpha) {
            for channel in &mut pixel[..3] {
                let straight = (u16::from(*channel) * 255 + alpha / 2) / alpha;
                *channel = straight.min(255) as u8;
            }
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
