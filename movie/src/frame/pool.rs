//! A fixed number of frames that go round between two threads.

use crossbeam_channel::{Receiver, Sender, unbounded};

/// Where a [`Buffer`] begins is a multiple of this, so that its pages can be lent to a pipe whole. Where the pages of
/// a machine are larger, they are lent in parts.
const PAGE: usize = 4096;

/// A large page of Linux on most machines. A [`Buffer`] that has room for one begins with one: lending it to a pipe and
/// having it back then takes half the time (perf, 1080p).
const LARGE_PAGE: usize = 2 << 20;

/// The memory of one frame, beginning on a page.
pub struct Buffer {
    memory: Vec<u8>,
    start: usize,
    bytes: usize,
}

impl Buffer {
    /// Zeros.
    pub fn new(bytes: usize) -> Buffer {
        let is_large = bytes >= LARGE_PAGE;
        let page = if is_large { LARGE_PAGE } else { PAGE };
        let memory = vec![0; bytes + page];
        let start = memory.as_ptr().align_offset(page);
        let mut buffer = Buffer {
            memory,
            start,
            bytes,
        };
        if is_large {
            prefer_large_pages(buffer.bytes_mut());
        }
        buffer
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

/// Has memory that nobody has touched yet in large pages, where the system has them to give.
#[cfg(target_os = "linux")]
fn prefer_large_pages(bytes: &mut [u8]) {
    use rustix::mm::{Advice, madvise};

    // SAFETY: the bytes are ours, and the advice leaves what is in them.
    let _ = unsafe {
        madvise(
            bytes.as_mut_ptr().cast(),
            bytes.len(),
            Advice::LinuxHugepage,
        )
    };
}

#[cfg(not(target_os = "linux"))]
fn prefer_large_pages(_: &mut [u8]) {}

/// The side of a [`pool`] that takes buffers out: the drawing thread's.
pub struct Pool {
    spent: Receiver<Buffer>,
    /// Came back. The one that came last goes out first: its memory is the likeliest to be in the cache, and buffers that
    /// are never needed are never made.
    free: Vec<Buffer>,
    unmade: usize,
    bytes: usize,
}

/// The side of a [`pool`] that puts buffers back: the encoder thread's. When it is dropped, and every
/// buffer is out, the other side learns that none will come.
pub struct PoolReturn(Sender<Buffer>);

/// A fixed number of buffers of `bytes`, so that memory does not grow with the length of a movie. A buffer is
/// made when none has come back.
pub fn pool(buffers: usize, bytes: usize) -> (Pool, PoolReturn) {
    // It never holds more than there are.
    let (back, spent) = unbounded();
    let pool = Pool {
        spent,
        free: Vec::with_capacity(buffers),
        unmade: buffers,
        bytes,
    };
    (pool, PoolReturn(back))
}

impl Pool {
    /// A buffer, as soon as one is free. `None`: the other side is gone.
    pub fn take(&mut self) -> Option<Buffer> {
        self.try_take().or_else(|| self.spent.recv().ok())
    }

    /// A buffer, if one is free now.
    pub fn try_take(&mut self) -> Option<Buffer> {
        self.free.extend(self.spent.try_iter());
        self.free.pop().or_else(|| {
            self.unmade = self.unmade.checked_sub(1)?;
            Some(Buffer::new(self.bytes))
        })
    }
}

impl Pool {
    /// There are so many more buffers.
    pub fn grow(&mut self, buffers: usize) {
        self.unmade += buffers;
    }
}

impl PoolReturn {
    /// Puts a spent buffer back. It is freed if the other side is gone.
    pub fn give_back(&self, buffer: Buffer) {
        let _ = self.0.send(buffer);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pool_lends_each_buffer_once_and_takes_it_back() {
        let (mut pool, back) = pool(2, 8);
        let (first, second) = (pool.try_take().unwrap(), pool.try_take().unwrap());
        assert_eq!((first.bytes().len(), second.bytes().len()), (8, 8));
        assert!(pool.try_take().is_none());
        back.give_back(first);
        assert!(pool.try_take().is_some());
        drop(back);
        assert!(pool.take().is_none(), "nobody is left to give one back");
    }

    #[test]
    fn the_buffer_that_came_back_last_goes_out_first() {
        let (mut pool, back) = pool(3, 8);
        for number in [1, 2] {
            let mut buffer = pool.try_take().unwrap();
            buffer.bytes_mut().fill(number);
            back.give_back(buffer);
        }
        let again = pool.try_take().unwrap();
        assert_eq!(again.bytes(), [2; 8]);
        assert_eq!(pool.unmade, 2, "one was enough");
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
