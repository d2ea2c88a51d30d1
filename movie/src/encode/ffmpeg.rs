//! ffmpeg as a child process: frames into its stdin, its stderr always read, its exit status the only success.

use std::ffi::OsString;
use std::io::{self, Read};
use std::process::{ChildStderr, ExitStatus};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use ffmpeg_sidecar::child::FfmpegChild;
use ffmpeg_sidecar::command::FfmpegCommand;

use super::ask;
use super::inherit::hand_down;
use super::patience::{Bounds, Patience};
use super::pipe::Pipe;
use super::priority::Priority;
use super::side::Reader;
use crate::MovieError;

/// How much of the end of stderr is kept for an error message.
const LAST_BYTES: usize = 1200;

/// How often a child that was told to end is asked whether it has.
const WAIT_STEP: Duration = Duration::from_millis(1);

/// What the C library of Linux is told so that memory stays with a process (mallopt(3)): pieces of up to 32 MiB, the most that it
/// takes, are not mapped each, and nothing is given back; all threads share it. Others do not know these names.
const KEEPS_MEMORY: [(&str, &str); 3] = [
    ("MALLOC_MMAP_THRESHOLD_", "33554432"),
    ("MALLOC_TRIM_THRESHOLD_", "1073741824"),
    ("MALLOC_ARENA_MAX", "1"),
];

/// How ffmpeg is started.
#[derive(Debug, Clone, Copy)]
pub struct Start {
    /// Bytes of each frame that it will be fed with.
    pub frame_bytes: usize,
    /// Its priority.
    pub priority: Priority,
    /// How long it is waited for while it does nothing.
    pub bounds: Bounds,
    /// The number of a file that it inherits to write into, if it is to.
    pub inherits: Option<i32>,
    /// Memory that it gives back stays with it: where it opens a hundred files and decodes a picture of each, the system would
    /// give it every page of these anew (100 of 4K: 2.0 s, and 0.75 s so). So it would with each frame where there is sound,
    /// whose small pieces lie between (300 of 1080p: 165,000 page faults, and 44,000 so, which is 2 % of the time).
    pub keeps_memory: bool,
}

/// A running ffmpeg. Dropped before [`finish`](Self::finish), it is killed.
pub struct Ffmpeg {
    child: Arc<Mutex<FfmpegChild>>,
    frames: Option<Pipe>,
    log: Log,
    command: String,
    process: u32,
    bounds: Bounds,
    unwanted: Arc<AtomicBool>,
}

/// Ends an ffmpeg from another thread, because nobody wants its file any more.
#[derive(Clone)]
pub struct Killer {
    child: Arc<Mutex<FfmpegChild>>,
    unwanted: Arc<AtomicBool>,
}

impl Killer {
    /// Kills it; nothing happens if it has ended.
    pub fn kill(&self) {
        self.unwanted.store(true, Ordering::Relaxed);
        self.give_up();
    }

    /// Kills it, but what it wrote is to be kept.
    pub fn give_up(&self) {
        let _ = lock(&self.child).kill();
    }
}

impl Ffmpeg {
    /// Starts ffmpeg with these arguments, and these pipes.
    ///
    /// # Errors
    /// [`MovieError::FfmpegMissing`] if there is none.
    pub fn start(
        args: Vec<OsString>,
        start: Start,
        readers: &[&Reader],
    ) -> Result<Ffmpeg, MovieError> {
        let mut command = FfmpegCommand::new();
        command.args(&args);
        own_process_group(&mut command);
        for reader in readers {
            reader.give_to(command.as_inner_mut());
        }
        if let Some(file) = start.inherits {
            hand_down(command.as_inner_mut(), file);
        }
        if start.keeps_memory {
            command.as_inner_mut().envs(KEEPS_MEMORY);
        }
        start.priority.give_to(command.as_inner_mut());
        let mut child = command.spawn().map_err(spawn_failed)?;
        let stdin = child.take_stdin().expect("stdin is piped");
        drop(child.take_stdout());
        let log = Log::drain(child.take_stderr().expect("stderr is piped"))?;
        let command = std::iter::once("ffmpeg".into())
            .chain(args.iter().map(|arg| arg.to_string_lossy()))
            .collect::<Vec<_>>()
            .join(" ");
        let process = child.as_inner().id();
        Ok(Ffmpeg {
            child: Arc::new(Mutex::new(child)),
            frames: Some(Pipe::new(stdin, start.frame_bytes, process, start.bounds)),
            log,
            command,
            process,
            bounds: start.bounds,
            unwanted: Arc::default(),
        })
    }

    /// Puts another one, which has just been started, into the place of this one, which has ended: whoever can end this
    /// one can end that.
    pub fn replace(&mut self, mut other: Ffmpeg) {
        std::mem::swap(&mut *lock(&self.child), &mut *lock(&other.child));
        std::mem::swap(&mut self.frames, &mut other.frames);
        std::mem::swap(&mut self.log, &mut other.log);
        std::mem::swap(&mut self.command, &mut other.command);
        self.process = other.process;
    }

    /// A handle that can end it while this thread is writing.
    pub fn killer(&self) -> Killer {
        Killer {
            child: self.child.clone(),
            unwanted: self.unwanted.clone(),
        }
    }

    /// Whether a [`Killer`] ended it.
    pub fn is_unwanted(&self) -> bool {
        self.unwanted.load(Ordering::Relaxed)
    }

    /// Ends the input and waits until the file is written.
    ///
    /// # Errors
    /// [`MovieError::Ffmpeg`] when the exit status is not 0, [`MovieError::FfmpegStalled`].
    pub fn finish(&mut self) -> Result<(), MovieError> {
        let status = self.wait()?;
        if status.success() {
            Ok(())
        } else {
            Err(self.failure(&status))
        }
    }

    /// What went wrong, after a write to it failed. A broken pipe is never the reason: ffmpeg's own words are.
    pub fn write_failed(&mut self, error: io::Error) -> MovieError {
        if error.kind() == io::ErrorKind::TimedOut {
            return self.stalled();
        }
        match self.wait() {
            Ok(status) if status.success() => MovieError::Ffmpeg {
                ended: "ended before the movie did".into(),
                last_words: self.log.last_words(),
                command: self.command.clone(),
            },
            Ok(status) => self.failure(&status),
            Err(error) => error,
        }
    }

    /// Where its frames go.
    pub fn frames(&mut self) -> &mut Pipe {
        self.frames
            .as_mut()
            .expect("they are taken only at the end")
    }

    /// How many frames its pipe holds back.
    pub fn keeps(&self) -> usize {
        self.frames.as_ref().map_or(0, Pipe::keeps)
    }

    fn wait(&mut self) -> Result<ExitStatus, MovieError> {
        // The pipe is closed first: ffmpeg ends when its input does.
        let _buffers = self.frames.take().map(Pipe::close);
        let mut patience = Patience::new(self.process, self.bounds);
        // The lock is held only for each question, so that a Killer can come between.
        loop {
            let status = lock(&self.child).as_inner_mut().try_wait();
            match status.map_err(MovieError::file("wait for", "ffmpeg"))? {
                Some(status) => return Ok(status),
                None if patience.is_over() => return Err(self.stalled()),
                None => thread::sleep(WAIT_STEP),
            }
        }
    }

    fn stalled(&self) -> MovieError {
        end(&mut lock(&self.child));
        MovieError::FfmpegStalled {
            seconds: self.bounds.give_up().as_secs(),
            last_words: self.log.last_words(),
        }
    }

    fn failure(&self, status: &ExitStatus) -> MovieError {
        // A signal is nothing that a version does.
        let too_old = status
            .code()
            .and_then(|_| ask::too_old(|| self.log.last_words()));
        too_old.unwrap_or_else(|| MovieError::Ffmpeg {
            ended: format!("failed ({status})"),
            last_words: self.log.last_words(),
            command: self.command.clone(),
        })
    }
}

impl Drop for Ffmpeg {
    fn drop(&mut self) {
        end(&mut lock(&self.child));
    }
}

/// Why ffmpeg did not start.
pub fn spawn_failed(error: io::Error) -> MovieError {
    match error.kind() {
        io::ErrorKind::NotFound => MovieError::FfmpegMissing,
        _ => MovieError::file("start", ffmpeg_sidecar::paths::ffmpeg_path())(error),
    }
}

/// Kills the child if it lives, so that no zombie is left.
pub fn end(child: &mut FfmpegChild) {
    if let Ok(None) = child.as_inner_mut().try_wait() {
        let _ = child.kill();
        let _ = child.as_inner_mut().wait();
    }
}

/// Runs an ffmpeg that needs no frames to its end. `started` is told how it can be ended from another thread.
///
/// # Errors
/// As those of [`Ffmpeg`].
pub fn run(args: Vec<OsString>, started: impl FnOnce(Killer)) -> Result<(), MovieError> {
    let start = Start {
        frame_bytes: 1,
        priority: Priority::AsDrawing,
        bounds: Bounds::patient(None),
        inherits: None,
        keeps_memory: true,
    };
    let mut ffmpeg = Ffmpeg::start(args, start, &[])?;
    started(ffmpeg.killer());
    ffmpeg.finish()
}

/// The end of stderr, read by a thread of its own until ffmpeg closes it.
struct Log {
    tail: Arc<Mutex<Vec<u8>>>,
    thread: thread::JoinHandle<()>,
}

impl Log {
    fn drain(mut stderr: ChildStderr) -> Result<Log, MovieError> {
        let tail = Arc::new(Mutex::new(Vec::new()));
        let kept = tail.clone();
        let thread = thread::Builder::new()
            .name("kinora-ffmpeg-log".into())
            .spawn(move || {
                let mut chunk = [0; 4096];
                while let Ok(read @ 1..) = stderr.read(&mut chunk) {
                    let mut kept = lock(&kept);
                    kept.extend_from_slice(&chunk[..read]);
                    let surplus = kept.len().saturating_sub(LAST_BYTES);
                    kept.drain(..surplus);
                }
            })
            .map_err(MovieError::file("start a thread for", "ffmpeg"))?;
        Ok(Log { tail, thread })
    }

    /// Called after ffmpeg ended. A child of its own may hold stderr open, so the wait for the last line has an
    /// end.
    fn last_words(&self) -> String {
        let patience = Instant::now() + Duration::from_millis(200);
        while !self.thread.is_finished() && Instant::now() < patience {
            thread::sleep(WAIT_STEP);
        }
        let tail = String::from_utf8_lossy(&lock(&self.tail)).into_owned();
        let lines: Vec<_> = tail
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .collect();
        lines.join(" / ")
    }
}

/// A lock whose holder panicked still guards a child that must be ended.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Ctrl+C in a terminal goes to the whole group; how the file ends is kinora's decision.
fn own_process_group(command: &mut FfmpegCommand) {
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command.as_inner_mut(), 0);
    #[cfg(windows)]
    command.create_no_window();
}
