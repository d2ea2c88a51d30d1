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
            return canvas.read(frame);
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
