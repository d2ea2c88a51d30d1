//! Pixels by value, checked once on construction, and the pool that their memory returns to.

use crossbeam_channel::{Receiver, Sender, bounded};

use crate::Error;

/// The longest side of a picture in pixels: what OpenGL drivers and H.264 encoders take in common.
pub const MAX_SIDE: u32 = 16_384;

/// Width and height of a picture in pixels, both 1 to [`MAX_SIDE`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    width: u32,
    height: u32,
}

impl Size {
    /// Checks both sides once; every `Size` after this is a possible picture.
    pub fn new(width: u32, height: u32) -> Result<Size, Error> {
        let possible = 1..=MAX_SIDE;
        if possible.contains(&width) && possible.contains(&height) {
            Ok(Size { width, height })
        } else {
            Err(Error::Size {
                width: width.into(),
                height: height.into(),
            })
        }
    }

    /// Width in pixels.
    pub fn width(self) -> u32 {
        self.width
    }

    /// Height in pixels.
    pub fn height(self) -> u32 {
        self.height
    }

    /// Bytes of an RGBA picture of this size: 4 a pixel.
    pub fn rgba_bytes(self) -> usize {
        self.width as usize * self.height as usize * 4
    }

    /// The same picture with `factor` times the pixels on each side, rounded to whole pixels.
    pub fn scaled(self, factor: f64) -> Result<Size, Error> {
        if !(factor > 0.0 && factor.is_finite()) {
            return Err(Error::Scale(factor));
        }
        let side = |side: u32| (f64::from(side) * factor).round() as u64;
        let (width, height) = (side(self.width), side(self.height));
        let small = |side: u64| u32::try_from(side).unwrap_or(u32::MAX);
        Size::new(small(width), small(height)).map_err(|_| Error::Size { width, height })
    }
}

impl std::fmt::Display for Size {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}×{}", self.width, self.height)
    }
}

/// In which order the rows of a picture lie in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rows {
    /// The top row first, as files and arrays have it.
    TopDown,
    /// The bottom row first, as OpenGL reads it back.
    BottomUp,
}

/// One picture: RGBA, 8 bits a channel, straight alpha, rows without padding.
#[derive(Clone)]
pub struct Frame {
    size: Size,
    rows: Rows,
    pixels: Vec<u8>,
}

impl Frame {
    /// Takes `pixels` (R, G, B, A, R, …) that hold exactly one picture of `size`.
    ///
    /// # Errors
    /// [`Error::PixelCount`] when there are more or fewer bytes than `width * height * 4`.
    pub fn new(size: Size, rows: Rows, pixels: Vec<u8>) -> Result<Frame, Error> {
        if pixels.len() != size.rgba_bytes() {
            return Err(Error::PixelCount {
                width: size.width,
                height: size.height,
                expected: size.rgba_bytes(),
                got: pixels.len(),
            });
        }
        Ok(Frame { size, rows, pixels })
    }

    /// Width and height.
    pub fn size(&self) -> Size {
        self.size
    }

    /// The order in which the rows lie in [`pixels`](Self::pixels).
    pub fn rows(&self) -> Rows {
        self.rows
    }

    /// The bytes R, G, B, A, R, … row after row in the order of [`rows`](Self::rows).
    pub fn pixels(&self) -> &[u8] {
        &self.pixels
    }

    /// Gives the memory back, for the pool.
    pub fn into_pixels(self) -> Vec<u8> {
        self.pixels
    }
}

impl std::fmt::Debug for Frame {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Frame({}, {:?})", self.size, self.rows)
    }
}

/// The side of a [`pool`] that takes buffers out: the drawing thread's.
#[derive(Debug)]
pub struct Pool {
    spent: Receiver<Vec<u8>>,
    bytes: usize,
}

/// The side of a [`pool`] that puts buffers back: the encoder thread's. When it is dropped, and every
/// buffer is out, the other side learns that none will come.
#[derive(Debug)]
pub struct PoolReturn(Sender<Vec<u8>>);

/// A fixed number of buffers that go round between two threads, so that memory does not grow with the
/// length of a movie. A buffer is allocated when it first goes out.
pub fn pool(buffers: usize, bytes: usize) -> (Pool, PoolReturn) {
    let (back, spent) = bounded(buffers);
    for _ in 0..buffers {
        back.send(Vec::new())
            .expect("the channel holds every buffer of the pool");
    }
    (Pool { spent, bytes }, PoolReturn(back))
}

impl Pool {
    /// A buffer, as soon as one is free. `None`: the other side is gone.
    pub fn take(&self) -> Option<Vec<u8>> {
        self.spent.recv().ok().map(|buffer| self.fit(buffer))
    }

    /// A buffer, if one is free now.
    pub fn try_take(&self) -> Option<Vec<u8>> {
        self.spent.try_recv().ok().map(|buffer| self.fit(buffer))
    }

    fn fit(&self, mut buffer: Vec<u8>) -> Vec<u8> {
        buffer.resize(self.bytes, 0);
        buffer
    }
}

impl PoolReturn {
    /// Puts a spent buffer back. It is freed if the other side is gone.
    pub fn give_back(&self, buffer: Vec<u8>) {
        let _ = self.0.try_send(buffer);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_side_is_1_to_16384_pixels() {
        assert!(Size::new(1, MAX_SIDE).is_ok());
        for (width, height) in [(0, 10), (10, 0), (MAX_SIDE + 1, 10), (10, u32::MAX)] {
            assert!(
                matches!(Size::new(width, height), Err(Error::Size { .. })),
                "{width}×{height}"
            );
        }
    }

    #[test]
    fn scaling_names_the_size_that_was_too_large() {
        let size = Size::new(640, 480).unwrap();
        assert_eq!(size.scaled(1.5).unwrap(), Size::new(960, 720).unwrap());
        assert!(matches!(
            size.scaled(100.0),
            Err(Error::Size {
                width: 64_000,
                height: 48_000
            })
        ));
        assert!(matches!(size.scaled(0.0), Err(Error::Scale(_))));
        assert!(matches!(size.scaled(f64::NAN), Err(Error::Scale(_))));
    }

    #[test]
    fn a_frame_holds_exactly_its_pixels() {
        let size = Size::new(3, 2).unwrap();
        assert!(Frame::new(size, Rows::TopDown, vec![0; 24]).is_ok());
        let error = Frame::new(size, Rows::TopDown, vec![0; 23])
            .unwrap_err()
            .to_string();
        assert!(error.contains("23") && error.contains("24"), "{error}");
    }

    #[test]
    fn the_pool_lends_each_buffer_once_and_takes_it_back() {
        let (pool, back) = pool(2, 8);
        let (first, second) = (pool.try_take().unwrap(), pool.try_take().unwrap());
        assert_eq!((first.len(), second.len()), (8, 8));
        assert!(pool.try_take().is_none());
        back.give_back(first);
        assert!(pool.try_take().is_some());
        drop(back);
        assert!(pool.take().is_none(), "nobody is left to give one back");
    }
}
