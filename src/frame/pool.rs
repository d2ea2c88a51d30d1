//! A fixed number of frames that go round between two threads.

use crossbeam_channel::{Receiver, Sender, bounded};

/// Where a [`Buffer`] begins is a multiple of this, so that its pages can be lent to a pipe whole. Where the pages of
/// a machine are larger, they are lent in parts.
const PAGE: usize = 4096;

/// The memory of one frame, beginning on a page.
pub struct Buffer {
    memory: Vec<u8>,
    start: usize,
    bytes: usize,
}

impl Buffer {
    /// Zeros.
    pub fn new(bytes: usize) -> Buffer {
        let memory = vec![0; bytes + PAGE];
        let start = memory.as_ptr().align_offset(PAGE);
        Buffer {
            memory,
            start,
            bytes,
        }
    }

    /// The bytes of the frame.
    pub fn bytes(&self) -> &[u8] {
        &self.memory[self.start..][..self.bytes]
    }

    /// The same, to be written.
    pub fn bytes_mut(&mut self) -> &mut [u8] {
        &mut self.memory[self.start..][..self.bytes]
    }
}

/// The side of a [`pool`] that takes buffers out: the drawing thread's.
pub struct Pool {
    spent: Receiver<Option<Buffer>>,
    bytes: usize,
}

/// The side of a [`pool`] that puts buffers back: the encoder thread's. When it is dropped, and every
/// buffer is out, the other side learns that none will come.
pub struct PoolReturn(Sender<Option<Buffer>>);

/// A fixed number of buffers of `bytes`, so that memory does not grow with the length of a movie. A buffer is
/// allocated when it first goes out.
pub fn pool(buffers: usize, bytes: usize) -> (Pool, PoolReturn) {
    let (back, spent) = bounded(buffers);
    for _ in 0..buffers {
        back.send(None)
            .expect("the channel holds every buffer of the pool");
    }
    (Pool { spent, bytes }, PoolReturn(back))
}

impl Pool {
    /// A buffer, as soon as one is free. `None`: the other side is gone.
    pub fn take(&self) -> Option<Buffer> {
        self.spent.recv().ok().map(|buffer| self.made(buffer))
    }

    /// A buffer, if one is free now.
    pub fn try_take(&self) -> Option<Buffer> {
        self.spent.try_recv().ok().map(|buffer| self.made(buffer))
    }

    fn made(&self, buffer: Option<Buffer>) -> Buffer {
        buffer.unwrap_or_else(|| Buffer::new(self.bytes))
    }
}

impl PoolReturn {
    /// Puts a spent buffer back. It is freed if the other side is gone.
    pub fn give_back(&self, buffer: Buffer) {
        let _ = self.0.try_send(Some(buffer));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pool_lends_each_buffer_once_and_takes_it_back() {
        let (pool, back) = pool(2, 8);
        let (first, second) = (pool.try_take().unwrap(), pool.try_take().unwrap());
        assert_eq!((first.bytes().len(), second.bytes().len()), (8, 8));
        assert!(pool.try_take().is_none());
        back.give_back(first);
        assert!(pool.try_take().is_some());
        drop(back);
        assert!(pool.take().is_none(), "nobody is left to give one back");
    }

    #[test]
    fn a_buffer_begins_on_a_page() {
        for bytes in [1, 100, 5000, 1 << 20] {
            let buffer = Buffer::new(bytes);
            assert_eq!(buffer.bytes().as_ptr() as usize % PAGE, 0);
            assert_eq!(buffer.bytes().len(), bytes);
        }
    }
}
