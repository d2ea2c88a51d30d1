//! Canvas pixels to pooled frames.

use crate::canvas::Canvas;
use crate::frame::Frame;

/// The picture that is on the canvas now, in the memory of `buffer`. Waits until the GPU has drawn it.
pub fn capture(canvas: &Canvas, buffer: Vec<u8>) -> Frame {
    canvas.read(buffer)
}
