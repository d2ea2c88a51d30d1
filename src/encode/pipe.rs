//! Frames into ffmpeg's stdin. On Linux their pages are lent to the pipe instead of being copied into it.

use std::io::{self, Write};
use std::process::ChildStdin;

/// Where converted frames go: a frame is written into [`room`](Self::room), then sent.
pub trait FrameSink {
    /// Memory for the next frame, whatever is in it.
    fn room(&mut self) -> &mut [u8];

    /// Sends the frame that was last written; again, if it is called again.
    fn send(&mut self) -> io::Result<()>;
}

/// Size asked for the pipe: a frame passes in few switches between writer and reader. Linux allows an ordinary user
/// 1 MiB (`/proc/sys/fs/pipe-max-size`).
#[cfg(target_os = "linux")]
const PIPE_BYTES: usize = 1 << 20;

/// Frames smaller than this are copied: they would need too many buffers.
#[cfg(target_os = "linux")]
const LEAST_LENT: usize = PIPE_BYTES / 8;

/// Alignment of lent memory. Where pages are larger, a page is lent in parts.
const PAGE: usize = 4096;

/// The writing end of the pipe, and the buffers whose pages may lie in it.
pub struct Pipe {
    stdin: ChildStdin,
    ring: Vec<Buffer>,
    current: usize,
    lends: bool,
}

impl Pipe {
    /// For frames of `bytes`.
    pub fn new(stdin: ChildStdin, bytes: usize) -> Pipe {
        let (lends, buffers) = lending(&stdin, bytes);
        let ring = (0..buffers).map(|_| Buffer::new(bytes)).collect();
        Pipe {
            stdin,
            ring,
            current: 0,
            lends,
        }
    }

    /// Ends the reader's input. What is still in the pipe is the reader's until it ends: keep the buffers so long.
    pub fn close(self) -> Buffers {
        Buffers { _ring: self.ring }
    }
}

/// Memory that may lie in a pipe.
pub struct Buffers {
    _ring: Vec<Buffer>,
}

impl FrameSink for Pipe {
    fn room(&mut self) -> &mut [u8] {
        self.current = (self.current + 1) % self.ring.len();
        self.ring[self.current].bytes_mut()
    }

    fn send(&mut self) -> io::Result<()> {
        let mut rest = self.ring[self.current].bytes();
        #[cfg(target_os = "linux")]
        while self.lends && !rest.is_empty() {
            match lend(&self.stdin, rest) {
                Ok(lent) => rest = &rest[lent..],
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Err(error),
                // A sandbox may forbid it; copying works everywhere.
                Err(_) => self.lends = false,
            }
        }
        self.stdin.write_all(rest)
    }
}

/// Whether pages are lent, and how many buffers that takes. A buffer is written again when all the others have been
/// sent after it: once they fill the pipe, nothing of it is left inside.
#[cfg(target_os = "linux")]
fn lending(stdin: &ChildStdin, bytes: usize) -> (bool, usize) {
    // A smaller pipe is slower and nothing else.
    let _ = rustix::pipe::fcntl_setpipe_size(stdin, PIPE_BYTES);
    match rustix::pipe::fcntl_getpipe_size(stdin) {
        Ok(size) if bytes >= LEAST_LENT && size <= PIPE_BYTES => (true, size.div_ceil(bytes) + 1),
        _ => (false, 1),
    }
}

#[cfg(not(target_os = "linux"))]
fn lending(_: &ChildStdin, _: usize) -> (bool, usize) {
    (false, 1)
}

/// Puts pages of `bytes` into the pipe, as many as have room, and returns how many bytes that are.
#[cfg(target_os = "linux")]
fn lend(stdin: &ChildStdin, bytes: &[u8]) -> io::Result<usize> {
    use rustix::pipe::{IoSliceRaw, SpliceFlags, vmsplice};

    let slices = [IoSliceRaw::from_slice(bytes)];
    // SAFETY: the slice is alive during the call, and the kernel holds on to its pages after it. The ring leaves them
    // unchanged until the reader has taken them; see `lending`.
    Ok(unsafe { vmsplice(stdin, &slices, SpliceFlags::empty()) }?)
}

/// Memory that begins on a page.
struct Buffer {
    memory: Vec<u8>,
    start: usize,
    bytes: usize,
}

impl Buffer {
    fn new(bytes: usize) -> Buffer {
        let memory = vec![0; bytes + PAGE];
        let start = memory.as_ptr().align_offset(PAGE);
        Buffer {
            memory,
            start,
            bytes,
        }
    }

    fn bytes(&self) -> &[u8] {
        &self.memory[self.start..][..self.bytes]
    }

    fn bytes_mut(&mut self) -> &mut [u8] {
        &mut self.memory[self.start..][..self.bytes]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::{Command, Stdio};

    /// Sends `frames` frames of `bytes` through a real pipe, each filled with its number, to a reader that takes its
    /// time.
    fn pass(bytes: usize, frames: u8) -> Vec<u8> {
        let mut reader = Command::new("sh")
            .args(["-c", "sleep 0.2; exec cat"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut pipe = Pipe::new(reader.stdin.take().unwrap(), bytes);
        let writer = std::thread::spawn(move || {
            for frame in 0..frames {
                pipe.room().fill(frame);
                pipe.send().unwrap();
                pipe.send().unwrap();
            }
            pipe.close()
        });
        let output = std::thread::spawn(move || reader.wait_with_output().unwrap());
        let _buffers = writer.join().unwrap();
        output.join().unwrap().stdout
    }

    #[test]
    fn every_frame_arrives_as_it_was_sent() {
        for bytes in [100, 200_000, 460_800, 1 << 20, 3_110_400] {
            let arrived = pass(bytes, 40);
            assert_eq!(arrived.len(), bytes * 80, "{bytes}");
            for (index, frame) in arrived.chunks_exact(bytes).enumerate() {
                let number = (index / 2) as u8;
                assert!(
                    frame.iter().all(|&byte| byte == number),
                    "{bytes}: frame {index}"
                );
            }
        }
    }
}
