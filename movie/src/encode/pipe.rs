//! Frames into ffmpeg's stdin. On Linux their pages are lent to the pipe instead of being copied into it.

use std::collections::VecDeque;
use std::io::{self, Write};
use std::process::ChildStdin;

use super::patience::{Bounds, Patience};
use crate::frame::Buffer;

/// Size asked for the pipe: a frame passes in few switches between writer and reader. Linux allows an ordinary user
/// 1 MiB (`/proc/sys/fs/pipe-max-size`).
#[cfg(target_os = "linux")]
const PIPE_BYTES: usize = 1 << 20;

/// Frames smaller than this are copied: too many of them would have to be kept.
#[cfg(target_os = "linux")]
const LEAST_LENT: usize = PIPE_BYTES / 8;

/// The writing end of the pipe, and the frames whose pages may lie in it.
pub struct Pipe {
    stdin: ChildStdin,
    /// The last frame sent, for when it is shown again, and those before it that the pipe may still hold.
    held: VecDeque<Held>,
    /// What the pipe takes. 0: frames are copied into it.
    lends: usize,
    /// How many frames [`spent`](Self::spent) may leave held.
    keeps: usize,
    patience: Patience,
}

struct Held {
    frame: Buffer,
    /// Bytes sent after the frame was sent for the first time.
    since: usize,
}

impl Pipe {
    /// For frames of `bytes`, into the process `reader`, which is waited for within `bounds`.
    pub fn new(stdin: ChildStdin, bytes: usize, reader: u32, bounds: Bounds) -> Pipe {
        let lends = lending(&stdin, bytes);
        #[cfg(unix)]
        // Without it a write into a full pipe would wait for ever.
        let _ = rustix::io::ioctl_fionbio(&stdin, true);
        Pipe {
            stdin,
            held: VecDeque::new(),
            lends,
            keeps: lends.div_ceil(bytes) + 1,
            patience: Patience::new(reader, bounds),
        }
    }

    /// The most frames that it holds back between two calls of [`send`](Self::send).
    pub fn keeps(&self) -> usize {
        self.keeps
    }

    /// Sends a frame, and keeps it for a while.
    pub fn send(&mut self, frame: Buffer) -> io::Result<()> {
        self.held.push_back(Held { frame, since: 0 });
        self.write()
    }

    /// Sends the last frame once more; nothing if there was none.
    pub fn send_again(&mut self) -> io::Result<()> {
        self.write()
    }

    /// A frame that nobody needs any more. Once as many bytes came after it as the pipe takes, nothing of it is left
    /// inside.
    pub fn spent(&mut self) -> Option<Buffer> {
        let oldest = self.held.front()?;
        let spent = self.held.len() > 1 && oldest.since >= self.lends;
        spent.then(|| self.held.pop_front().expect("it was there").frame)
    }

    /// Ends the reader's input. What is still in the pipe is the reader's until it ends: keep the frames so long.
    pub fn close(self) -> Frames {
        Frames { _held: self.held }
    }

    /// The last frame, which [`send_again`](Self::send_again) sends.
    pub fn last(&self) -> Option<&[u8]> {
        self.held.back().map(|held| held.frame.bytes())
    }

    /// Sends frames of `frame_bytes` that another pipe was sent in vain. From here on all is copied: that one has taken
    /// buffers with it, and this one keeps none but the last.
    pub fn begin_with(&mut self, frames: &[u8], frame_bytes: usize) -> io::Result<()> {
        self.lends = 0;
        if let Some(last) = frames.rchunks_exact(frame_bytes).next() {
            let mut frame = Buffer::new(frame_bytes);
            frame.bytes_mut().copy_from_slice(last);
            self.held.push_back(Held { frame, since: 0 });
        }
        write_all(&self.stdin, frames, &mut self.lends, &mut self.patience)
    }

    fn write(&mut self) -> io::Result<()> {
        let Some((last, before)) = self.held.make_contiguous().split_last_mut() else {
            return Ok(());
        };
        let bytes = last.frame.bytes();
        for held in before {
            held.since += bytes.len();
        }
        write_all(&self.stdin, bytes, &mut self.lends, &mut self.patience)
    }
}

/// Writes all of it, lending its pages if `lends` is not 0, which it becomes where that is forbidden.
fn write_all(
    stdin: &ChildStdin,
    mut rest: &[u8],
    lends: &mut usize,
    patience: &mut Patience,
) -> io::Result<()> {
    patience.sign();
    while !rest.is_empty() {
        let written = match *lends {
            0 => {
                let mut stdin = stdin;
                stdin.write(rest)
            }
            _ => lend(stdin, rest),
        };
        match written {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => {
                rest = &rest[written..];
                patience.sign();
            }
            Err(error) => match error.kind() {
                io::ErrorKind::Interrupted => {}
                io::ErrorKind::WouldBlock => wait_for_room(stdin, patience)?,
                io::ErrorKind::BrokenPipe => return Err(error),
                // A sandbox may forbid lending; copying works everywhere.
                _ if *lends > 0 => *lends = 0,
                _ => return Err(error),
            },
        }
    }
    Ok(())
}

/// Frames that may lie in a pipe.
pub struct Frames {
    _held: VecDeque<Held>,
}

/// Makes the pipe large. What it takes, if pages are to be lent to it, or else 0.
#[cfg(target_os = "linux")]
fn lending(stdin: &ChildStdin, bytes: usize) -> usize {
    // A smaller pipe is slower and nothing else.
    let _ = rustix::pipe::fcntl_setpipe_size(stdin, PIPE_BYTES);
    match rustix::pipe::fcntl_getpipe_size(stdin) {
        Ok(size) if bytes >= LEAST_LENT && size <= PIPE_BYTES => size,
        _ => 0,
    }
}

#[cfg(not(target_os = "linux"))]
fn lending(_: &ChildStdin, _: usize) -> usize {
    0
}

/// Puts pages of `bytes` into the pipe, as many as have room, and returns how many bytes that are.
#[cfg(target_os = "linux")]
fn lend(stdin: &ChildStdin, bytes: &[u8]) -> io::Result<usize> {
    use rustix::pipe::{IoSliceRaw, SpliceFlags, vmsplice};

    let slices = [IoSliceRaw::from_slice(bytes)];
    // SAFETY: the slice is alive during the call, and the kernel holds on to its pages after it. Nobody writes to
    // them until the reader has taken them: `spent` gives a frame away only then.
    Ok(unsafe { vmsplice(stdin, &slices, SpliceFlags::NONBLOCK) }?)
}

#[cfg(not(target_os = "linux"))]
fn lend(_: &ChildStdin, _: &[u8]) -> io::Result<usize> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Waits until the pipe takes something.
///
/// # Errors
/// [`io::ErrorKind::TimedOut`] when the reader has stopped for good.
#[cfg(unix)]
fn wait_for_room(stdin: &ChildStdin, patience: &mut Patience) -> io::Result<()> {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};

    const STEP: Timespec = Timespec {
        tv_sec: 0,
        tv_nsec: 500_000_000,
    };
    loop {
        let mut waited_for = [PollFd::new(stdin, PollFlags::OUT)];
        match poll(&mut waited_for, Some(&STEP)) {
            Ok(0) if patience.is_over() => return Err(io::ErrorKind::TimedOut.into()),
            Ok(0) | Err(rustix::io::Errno::INTR) => {}
            Ok(_) => return Ok(()),
            Err(error) => return Err(error.into()),
        }
    }
}

/// Nothing to wait for: here a write into a full pipe waits by itself.
#[cfg(not(unix))]
fn wait_for_room(_: &ChildStdin, _: &mut Patience) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::pool;
    use std::process::{Command, Stdio};

    /// Sends `frames` frames of `bytes` through a real pipe, each twice and filled with its number, to a reader that
    /// takes its time. Their buffers go round, as few as may be.
    fn pass(bytes: usize, frames: u8) -> Vec<u8> {
        let mut reader = Command::new("sh")
            .args(["-c", "sleep 0.2; exec cat"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut pipe = Pipe::new(
            reader.stdin.take().unwrap(),
            bytes,
            reader.id(),
            Bounds::LIVE,
        );
        let writer = std::thread::spawn(move || {
            let (mut pool, back) = pool(pipe.keeps() + 1, bytes);
            for number in 0..frames {
                let mut frame = pool
                    .try_take()
                    .expect("the pipe keeps no more than it says");
                frame.bytes_mut().fill(number);
                pipe.send(frame).unwrap();
                pipe.send_again().unwrap();
                while let Some(spent) = pipe.spent() {
                    back.give_back(spent);
                }
            }
            pipe.close()
        });
        let output = std::thread::spawn(move || reader.wait_with_output().unwrap());
        let _frames = writer.join().unwrap();
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
