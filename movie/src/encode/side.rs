//! Pipes to ffmpeg beside the one that its frames go through: for what a movie says of itself, and for its sound. ffmpeg starts
//! before the first frame is drawn, and either is known only after. Should another ffmpeg take its place, that one reads
//! everything from the beginning.

pub use system::{Given, Kept, Reader};

#[cfg(unix)]
mod system {
    use std::io::{self, PipeReader, PipeWriter, Write};
    use std::os::fd::AsRawFd;
    use std::process::Command;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
    use std::thread;

    use crate::encode::inherit::hand_down;

    /// An ffmpeg that has taken more than that has its encoder: a pipe holds 64 KiB, and it reads some 32 KiB before it looks.
    const CERTAIN: usize = 1 << 19;

    /// ffmpeg's end of it, whichever ffmpeg that is.
    pub struct Given(Arc<Side>);

    /// Our end of it; where it is dropped, ffmpeg comes to the end. Dropped before anything is written, it may make ffmpeg fail.
    pub struct Kept(Arc<Side>);

    /// What one ffmpeg inherits. It must live until that has started, and not longer: that nobody reads any more is learned
    /// from it.
    pub struct Reader(PipeReader);

    struct Side {
        /// No other ffmpeg will come.
        is_settled: AtomicBool,
        written: Mutex<Written>,
    }

    #[derive(Default)]
    struct Written {
        pipe: Option<PipeWriter>,
        /// All of it, until no other ffmpeg will come.
        bytes: Vec<u8>,
        /// So many have gone into the pipe.
        sent: usize,
        has_ended: bool,
    }

    impl Given {
        /// Both ends; `None` where a child cannot be given a pipe.
        pub fn new() -> Option<(Given, Kept)> {
            let side = Arc::new(Side {
                is_settled: AtomicBool::new(false),
                written: Mutex::default(),
            });
            Some((Given(side.clone()), Kept(side)))
        }

        /// A pipe for an ffmpeg, which is sent everything; the one before must have ended.
        ///
        /// # Errors
        /// There are too many files open, or threads.
        pub fn open(&self) -> io::Result<Reader> {
            let (reader, writer) = io::pipe()?;
            let mut written = self.0.lock();
            (written.pipe, written.sent) = (Some(writer), 0);
            if !written.bytes.is_empty() || written.has_ended {
                // The pipe may take less than that before it is read.
                let side = self.0.clone();
                let thread = thread::Builder::new().name("kinora-side".into());
                thread.spawn(move || side.send())?;
            }
            Ok(Reader(reader))
        }

        /// The ffmpeg that has it keeps it: nothing is kept for another one.
        pub fn settle(self) {
            // Whoever writes may be waiting for ffmpeg now.
            self.0.is_settled.store(true, Ordering::Relaxed);
        }
    }

    impl Kept {
        /// Waits until they are in the pipe, if there is one. That ffmpeg has ended is not the news: its own words are.
        pub fn write(&self, bytes: &[u8]) {
            self.0.lock().bytes.extend_from_slice(bytes);
            self.0.send();
        }
    }

    impl Drop for Kept {
        fn drop(&mut self) {
            self.0.lock().has_ended = true;
            self.0.send();
        }
    }

    impl Side {
        fn lock(&self) -> MutexGuard<'_, Written> {
            self.written.lock().unwrap_or_else(PoisonError::into_inner)
        }

        fn send(&self) {
            let mut written = self.lock();
            let Written {
                pipe, bytes, sent, ..
            } = &mut *written;
            if let Some(open) = pipe {
                match open.write_all(&bytes[*sent..]) {
                    Ok(()) => *sent = bytes.len(),
                    Err(_) => *pipe = None,
                }
            }
            if written.has_ended {
                written.pipe = None;
            }
            if written.sent > CERTAIN {
                self.is_settled.store(true, Ordering::Relaxed);
            }
            if self.is_settled.load(Ordering::Relaxed) {
                (written.bytes, written.sent) = (vec![], 0);
            }
        }
    }

    impl Reader {
        /// How ffmpeg is to call it.
        pub fn url(&self) -> String {
            format!("pipe:{}", self.0.as_raw_fd())
        }

        /// Has the child of `command` inherit it.
        pub fn give_to(&self, command: &mut Command) {
            hand_down(command, self.0.as_raw_fd());
        }
    }
}

#[cfg(not(unix))]
mod system {
    use std::io;
    use std::process::Command;

    /// A child has no pipes but stdin, stdout and stderr here: movies say nothing of themselves, and their sound comes to them
    /// when they are finished.
    pub enum Given {}

    /// The other end of it, which nobody has.
    pub enum Kept {}

    /// What an ffmpeg would inherit.
    pub enum Reader {}

    impl Given {
        /// None.
        pub fn new() -> Option<(Given, Kept)> {
            None
        }

        /// A pipe for an ffmpeg.
        ///
        /// # Errors
        /// None.
        pub fn open(&self) -> io::Result<Reader> {
            match *self {}
        }

        /// No other ffmpeg reads it.
        pub fn settle(self) {
            match self {}
        }
    }

    impl Kept {
        /// Waits until ffmpeg has taken them.
        pub fn write(&self, _: &[u8]) {
            match *self {}
        }
    }

    impl Reader {
        /// What ffmpeg opens.
        pub fn url(&self) -> String {
            match *self {}
        }

        /// Hands it down to a child.
        pub fn give_to(&self, _: &mut Command) {
            match *self {}
        }
    }
}
