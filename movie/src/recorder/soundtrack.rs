//! The way of samples: over a channel of their own to a thread of their own, and from there to ffmpeg beside the frames, or into
//! a file that becomes the movie's sound when it is finished.
//!
//! ffmpeg reads now a frame and now some samples, and waits for whichever is behind. The two ways never wait for each other:
//! the channel takes any number of samples, and the drawing thread may be ahead of ffmpeg by [`AHEAD`] seconds of frames at
//! least, which is more than any encoder of sound looks ahead. Where there are no more frames, the sound ends before the last
//! of them are read: ffmpeg would wait for more of it. What the channel holds is bounded by the frames under way.

use std::fs::{self, File};
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::thread::{self, JoinHandle};

use crossbeam_channel::{Receiver, Sender, unbounded};

use crate::MovieError;
use crate::encode::target::{Claimed, What};
use crate::encode::{Kept, SampleFormat};

/// Seconds of frames that may be drawn before ffmpeg has taken the first of them, where there is sound: some frames of AAC (21
/// ms) or Opus (20 ms).
pub const AHEAD: f64 = 0.15;

enum Order {
    Samples(Vec<f32>),
    /// So many samples of each channel are the movie's.
    End(u64),
}

/// Where samples are sent.
#[derive(Clone)]
pub struct Samples(Sender<Order>);

impl Samples {
    /// Sends some: one of each channel in turn.
    pub fn send(&self, samples: Vec<f32>) {
        // Who reads them has ended if they cannot be sent, and says why elsewhere.
        let _ = self.0.send(Order::Samples(samples));
    }

    /// There are no more: so many of each channel are the movie's. What is missing is silent. Does not wait; only the first
    /// call does anything.
    pub fn end(&self, length: u64) {
        let _ = self.0.send(Order::End(length));
    }
}

/// The thread that writes them. Dropped before it is finished, it ends.
pub struct Soundtrack {
    orders: Sender<Order>,
    thread: Option<JoinHandle<Result<Wrote, MovieError>>>,
    /// Where they are, if that is a file.
    aside: Option<Aside>,
    format: SampleFormat,
}

/// What was written.
struct Wrote {
    /// Nothing but silence.
    is_silent: bool,
}

/// What a movie's sound is when its pictures are there.
pub enum Sounded {
    /// Nothing was played.
    Silent,
    /// It is in the movie.
    Inside,
    /// It is in a file of its own.
    Aside(Aside),
}

/// A file of samples. It is removed when this is dropped.
pub struct Aside(Claimed);

impl Aside {
    /// Where it is.
    pub fn path(&self) -> &Path {
        self.0.path()
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        let _ = fs::remove_file(self.path());
    }
}

impl Soundtrack {
    /// Into a pipe that ffmpeg reads. A second file gets the same, if one is named.
    ///
    /// # Errors
    /// [`MovieError::File`].
    pub fn into_pipe(
        pipe: Kept,
        format: SampleFormat,
        copy: Option<&Path>,
    ) -> Result<Soundtrack, MovieError> {
        let sink = Sink {
            pipe: Some(pipe),
            files: copy
                .map(Samplefile::create)
                .transpose()?
                .into_iter()
                .collect(),
        };
        Soundtrack::start(sink, None, format, 0)
    }

    /// Into a file beside the movie, with so many silent samples before, and into a second one.
    ///
    /// # Errors
    /// [`MovieError::File`].
    pub fn aside(
        path: PathBuf,
        format: SampleFormat,
        silent: u64,
        copy: Option<&Path>,
    ) -> Result<Soundtrack, MovieError> {
        let aside = Aside(Claimed::new(&path, What::Aid));
        let past = silent * u64::from(format.channels) * size_of::<f32>() as u64;
        let begin = |path: &Path| -> Result<_, MovieError> {
            let mut file = Samplefile::create(path)?;
            // A hole reads as zeros.
            file.write(|file| file.seek(SeekFrom::Start(past)).map(drop))?;
            Ok(file)
        };
        let files = std::iter::once(&*path).chain(copy).map(begin);
        let sink = Sink {
            pipe: None,
            files: files.collect::<Result<_, _>>()?,
        };
        Soundtrack::start(sink, Some(aside), format, silent)
    }

    fn start(
        sink: Sink,
        aside: Option<Aside>,
        format: SampleFormat,
        written: u64,
    ) -> Result<Soundtrack, MovieError> {
        let (orders, inbox) = unbounded();
        let thread = thread::Builder::new()
            .name("kinora-sound".into())
            .spawn(move || write(&inbox, sink, format, written))
            .map_err(MovieError::file("start the thread for", "sound"))?;
        Ok(Soundtrack {
            orders,
            thread: Some(thread),
            aside,
            format,
        })
    }

    /// Where samples are sent.
    pub fn samples(&self) -> Samples {
        Samples(self.orders.clone())
    }

    /// What its samples are.
    pub fn format(&self) -> SampleFormat {
        self.format
    }

    /// Waits until all is written.
    ///
    /// # Errors
    /// [`MovieError::File`]: the disk is full.
    pub fn finish(mut self) -> Result<Sounded, MovieError> {
        let thread = self.thread.take().expect("it is finished once");
        let wrote = thread
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        let wrote = wrote?;
        Ok(match self.aside.take() {
            _ if wrote.is_silent => Sounded::Silent,
            Some(aside) => Sounded::Aside(aside),
            None => Sounded::Inside,
        })
    }
}

impl Drop for Soundtrack {
    fn drop(&mut self) {
        if let Some(thread) = self.thread.take() {
            let _ = self.orders.send(Order::End(0));
            let _ = thread.join();
        }
    }
}

/// A file of samples that is being written.
struct Samplefile {
    path: PathBuf,
    file: BufWriter<File>,
}

impl Samplefile {
    fn create(path: &Path) -> Result<Samplefile, MovieError> {
        let file = File::create(path).map_err(MovieError::file("create", path))?;
        Ok(Samplefile {
            path: path.to_owned(),
            file: BufWriter::new(file),
        })
    }

    fn write(
        &mut self,
        write: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
    ) -> Result<(), MovieError> {
        write(&mut self.file).map_err(MovieError::file("write", &self.path))
    }
}

/// Where samples end.
struct Sink {
    pipe: Option<Kept>,
    files: Vec<Samplefile>,
}

impl Sink {
    fn put(&mut self, samples: &[f32]) -> Result<(), MovieError> {
        let bytes: Vec<u8> = samples.iter().flat_map(|it| it.to_le_bytes()).collect();
        if let Some(pipe) = &self.pipe {
            pipe.write(&bytes);
        }
        let mut files = self.files.iter_mut();
        files.try_for_each(|file| file.write(|file| file.write_all(&bytes)))
    }
}

/// Writes what comes until its end, and then silence up to where the movie ends.
fn write(
    inbox: &Receiver<Order>,
    mut sink: Sink,
    format: SampleFormat,
    mut written: u64,
) -> Result<Wrote, MovieError> {
    let channels = u64::from(format.channels);
    let mut is_silent = true;
    for order in inbox {
        match order {
            Order::Samples(samples) => {
                is_silent &= samples.iter().all(|&sample| sample == 0.0);
                written += samples.len() as u64 / channels;
                sink.put(&samples)?;
            }
            Order::End(length) => {
                let second = vec![0.0; format.rate as usize * format.channels as usize];
                while written < length {
                    let more = (length - written).min(format.rate.into());
                    sink.put(&second[..(more * channels) as usize])?;
                    written += more;
                }
                break;
            }
        }
    }
    let mut files = sink.files.iter_mut();
    files.try_for_each(|file| file.write(BufWriter::flush))?;
    Ok(Wrote { is_silent })
}
