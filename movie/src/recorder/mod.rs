//! The way from the drawing thread to the file: a pool of buffers, a bounded channel, the encoder thread, and a
//! policy for when the encoder cannot keep up.

mod encoding;
mod pacing;
mod recording;
mod report;
#[cfg_attr(
    not(unix),
    allow(dead_code, reason = "nothing is called at the exit there")
)]
pub mod running;
mod sound;
mod soundtrack;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crossbeam_channel::{Sender, bounded};

use crate::MovieError;
use crate::encode::{
    Bounds, Converter, Encoder as FfmpegEncoder, Feed, Given, Job, Kept, Killer, Output,
    PixelFormat, Priority, Start,
};
use crate::frame::{Buffer, Pool, Size, pool};
use encoding::{Late, Made, encode};
pub use pacing::NEARLY_DUE;
use pacing::Pacer;
pub use recording::{Part, Policy, Recording};
pub use report::{Report, bytes_in_words};
pub use sound::samples_beside;
use sound::{IncomingSound, OutgoingSound, buffers_ahead};

/// Memory that pictures may take between drawing and encoding: eight of 1080p as RGBA, twenty in YUV. That bridges the
/// moments in which an encoder looks ahead and takes none.
const POOL_BYTES: usize = 64 << 20;

/// Fewest buffers: one being drawn into, one under way, one being encoded.
const FEWEST_BUFFERS: usize = 3;

/// Most buffers: more would only add delay before a slow encoder is noticed.
const MOST_BUFFERS: usize = 16;

/// The encoder has ended before its time. [`Ending::wait`] tells why.
#[derive(Debug)]
pub struct Stopped;

/// A running recording. Dropped before it is finished, it is cancelled, and its file removed.
pub struct Recorder {
    recording: Recording,
    coded: Size,
    converter: Converter,
    pacer: Pacer,
    pool: Pool,
    encoder: Encoder,
    described: Option<Kept>,
    sound: Option<OutgoingSound>,
    /// It is being told.
    telling: Option<JoinHandle<()>>,
    room: usize,
    started: Instant,
    /// What the movie is called.
    path: PathBuf,
    partial: Option<PathBuf>,
    retold: Retold,
}

/// What a movie says of itself when all of it is known, in ffmpeg's format for metadata: the finished file has the last
/// of it instead of what it began with, if it is packed when it is finished, in a container that keeps it.
#[derive(Debug, Clone, Default)]
pub struct Retold(Arc<Mutex<Option<String>>>);

impl Retold {
    /// Says it.
    pub fn tell(&self, metadata: String) {
        *self.lock() = Some(metadata);
    }

    fn take(&self) -> Option<String> {
        self.lock().take()
    }

    fn lock(&self) -> MutexGuard<'_, Option<String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What goes over the channel.
enum Message {
    /// There is sound.
    Sound(Box<IncomingSound>),
    /// The last picture again, for `before` frames, and then the next one, for `ticks` frames.
    Frame {
        frame: Buffer,
        before: u64,
        ticks: u64,
    },
    /// The last picture again, for `ticks` frames.
    Hold { ticks: u64 },
    /// There is nothing more, though who says it may not be who sent the rest.
    End,
}

impl Recorder {
    /// Starts ffmpeg and the encoder thread.
    ///
    /// # Errors
    /// [`MovieError::UnknownFormat`], [`MovieError::FfmpegMissing`], [`MovieError::NotSound`];
    /// [`MovieError::EncoderSize`].
    pub fn start(recording: Recording, output: Output) -> Result<Recorder, MovieError> {
        let format = recording.format(output.path())?;
        let pixel_format = format.pixel_format();
        let coded = pixel_format.coded_size(recording.size);
        let live = recording.policy == Policy::Live;
        let encoder = FfmpegEncoder::choose(format, coded, recording.encoding.encoder);
        encoder.check(format, coded)?;
        let (description, described) = match recording.described && format.says_of_itself() {
            true => Given::new().unzip(),
            false => (None, None),
        };
        let movie = recording.movie(format, encoder, &output)?;
        let converter = |format| Converter::new(recording.size, recording.rows, format);
        let frame_bytes = converter(pixel_format).frame_bytes();
        let (priority, bounds) = match recording.policy {
            Policy::Live => (Priority::BehindDrawing, Bounds::LIVE),
            Policy::Locked => (Priority::AsDrawing, Bounds::patient(recording.on_wait)),
        };
        let partial = match &output {
            Output::File(target) => Some(target.partial().to_owned()),
            Output::Stdout(_) | Output::Pipe(_) => None,
        };
        let path = output.path().to_owned();
        let has_file = !movie.track.is_empty();
        let feed = Feed::start(Job {
            url: output.url(format.container),
            movie,
            start: Start {
                frame_bytes,
                priority,
                bounds,
                inherits: match &output {
                    Output::Stdout(stdout) => Some(stdout.file()),
                    Output::File(_) | Output::Pipe(_) => None,
                },
                keeps_memory: has_file,
            },
            description,
        })?;

        // Where drawing waits for the encoder anyway, a picture is converted while it is read: its pixels are in the
        // processor's cache then. Where somebody watches, the drawing thread does no more than copy them.
        let (converter, late) = if live && pixel_format != PixelFormat::Rgba {
            (
                converter(PixelFormat::Rgba),
                Some(Late::new(converter(pixel_format))),
            )
        } else {
            (converter(pixel_format), None)
        };
        let bytes = converter.frame_bytes();

        let buffers = (POOL_BYTES / bytes).clamp(FEWEST_BUFFERS, MOST_BUFFERS) + feed.keeps();
        let (pool, back) = pool(buffers, bytes);
        // Every buffer fits, the last Hold, an End, and word that there is sound: the pool alone decides when drawing waits or
        // drops.
        let most = buffers.max(buffers_ahead(recording.fps, bytes, recording.policy));
        let (messages, inbox) = bounded(most + 3);

        let killer = feed.killer();
        let retold = Retold::default();
        let told = retold.clone();
        let registered = running::register(messages.clone(), killer.clone());
        let thread = thread::Builder::new()
            .name("kinora-encoder".into())
            .spawn(move || {
                priority.take();
                let made = encode(&inbox, back, late, feed, output, &told, |sound| {
                    registered.hears(sound);
                });
                registered.ended(&made);
                made
            })
            .map_err(MovieError::file("start the thread for", "encoding"))?;
        let samples = recording.samples;
        let mut recorder = Recorder {
            pacer: Pacer::new(recording.fps),
            recording,
            coded,
            converter,
            pool,
            encoder: Encoder {
                messages: Some(messages),
                thread: Some(thread),
                killer,
            },
            described,
            telling: None,
            room: buffers,
            path,
            partial,
            retold,
            sound: None,
            started: Instant::now(),
        };
        if let Some(format) = samples {
            recorder.open_sound(0, format, false)?;
        }
        Ok(recorder)
    }

    /// Says what the movie is, in ffmpeg's format for metadata. Only the first call does anything, and only where the
    /// container keeps it.
    pub fn describe(&mut self, metadata: impl FnOnce() -> String) {
        if let Some(described) = self.described.take() {
            let metadata = metadata();
            // ffmpeg reads it after the first frame, and a pipe takes no more than 64 KiB before. One that does not listen
            // has ended, and its own words are the news.
            let tell = move || described.write(metadata.as_bytes());
            let thread = thread::Builder::new().name("kinora-description".into());
            self.telling = thread.spawn(tell).ok();
        }
    }

    /// Where it can be said once more what the movie is, from any thread.
    pub fn retold(&self) -> Retold {
        self.retold.clone()
    }

    /// The name that the file has while it is written; `None` of what is no file.
    pub fn partial(&self) -> Option<&Path> {
        self.partial.as_deref()
    }

    /// Called once for each drawn frame, `elapsed` after the recording began (locked recordings ignore it).
    /// `fill` writes the picture into the bytes of a frame, as the converter makes it; it is called only if the frame
    /// is wanted.
    ///
    /// # Errors
    /// [`Stopped`] when the encoder has failed.
    pub fn offer(
        &mut self,
        elapsed: Duration,
        fill: impl FnOnce(&mut Converter, &mut [u8]),
    ) -> Result<(), Stopped> {
        if self.recording.policy == Policy::Locked {
            return self.show(1, fill);
        }
        let ticks = self.pacer.due(elapsed);
        self.pacer.note(elapsed);
        if ticks == 0 {
            return Ok(());
        }
        if self.encoder.has_ended() {
            return Err(Stopped);
        }
        let Some(frame) = self.pool.try_take() else {
            self.pacer.refuse(ticks);
            return Ok(());
        };
        // Until it was drawn, the one before it was seen.
        let before = match self.pacer.sent() {
            0 => 0,
            _ => ticks - 1,
        };
        self.pacer.send(ticks);
        self.send(frame, before, ticks - before, fill)
    }

    /// The next picture of a locked recording, which is shown for `ticks` frames of the movie, 1 or more. Waits for room.
    ///
    /// # Errors
    /// [`Stopped`] when the encoder has failed.
    pub fn show(
        &mut self,
        ticks: u64,
        fill: impl FnOnce(&mut Converter, &mut [u8]),
    ) -> Result<(), Stopped> {
        let frame = self.pool.take().ok_or(Stopped)?;
        self.pacer.show(ticks);
        self.send(frame, 0, ticks, fill)
    }

    fn send(
        &mut self,
        mut frame: Buffer,
        before: u64,
        ticks: u64,
        fill: impl FnOnce(&mut Converter, &mut [u8]),
    ) -> Result<(), Stopped> {
        fill(&mut self.converter, frame.bytes_mut());
        self.encoder.send(Message::Frame {
            frame,
            before,
            ticks,
        })?;
        self.send_sound();
        Ok(())
    }

    /// Second of the movie from which on a picture would be seen that is offered now; `None` if it is not wanted.
    pub fn moment(&self, elapsed: Duration) -> Option<f64> {
        let due = match self.recording.policy {
            Policy::Live => self.pacer.due(elapsed),
            Policy::Locked => 1,
        };
        let index = (self.pacer.sent() + due).checked_sub(1)?;
        (due > 0).then_some(index as f64 / self.recording.fps)
    }

    /// Frames of the movie so far, repeated ones included.
    pub fn frames(&self) -> u64 {
        self.pacer.sent()
    }

    /// Frames that were due, but for which the encoder had no room. Each was replaced by a repeated one.
    pub fn dropped(&self) -> u64 {
        self.pacer.dropped()
    }

    /// Frames that wait for the encoder.
    pub fn queued(&self) -> usize {
        self.encoder.messages.as_ref().map_or(0, Sender::len)
    }

    /// How many frames may be under way before one is dropped, or drawing waits.
    pub fn room(&self) -> usize {
        self.room
    }

    /// Ends the recording, `elapsed` after it began, without waiting for the file.
    pub fn end(mut self, elapsed: Duration) -> Ending {
        if self.recording.policy == Policy::Live {
            let ticks = self.pacer.missing(elapsed);
            if ticks > 0 && self.encoder.send(Message::Hold { ticks }).is_ok() {
                self.pacer.hold(ticks);
            }
        }
        self.send_sound();
        self.end_sound();
        self.encoder.close();
        let Recorder {
            recording,
            coded,
            pacer,
            encoder,
            started,
            telling,
            ..
        } = self;
        Ending {
            recording,
            coded,
            pacer,
            started,
            encoder,
            telling,
        }
    }

    /// A handle that ends ffmpeg from another thread, and with it the recording.
    pub fn killer(&self) -> Killer {
        self.encoder.killer.clone()
    }
}

/// A recording whose last frame was sent, and whose file is not yet whole.
pub struct Ending {
    recording: Recording,
    coded: Size,
    pacer: Pacer,
    started: Instant,
    encoder: Encoder,
    telling: Option<JoinHandle<()>>,
}

impl Ending {
    /// Whether [`wait`](Self::wait) will return at once.
    pub fn is_done(&self) -> bool {
        self.encoder.has_ended()
    }

    /// Waits for the file.
    ///
    /// # Errors
    /// Whatever stopped the encoder.
    pub fn wait(mut self) -> Result<Report, MovieError> {
        let made = self.encoder.join();
        // Its pipe has nobody at the other end by now.
        let _ = self.telling.take().map(JoinHandle::join);
        let made = made?;
        Ok(Report {
            path: made.path,
            width: self.coded.width(),
            height: self.coded.height(),
            encoder: made.encoder,
            fps: self.recording.fps,
            frames: self.pacer.sent(),
            repeated: self.pacer.repeated(),
            dropped: self.pacer.dropped(),
            bytes: made.bytes,
            seconds_taken: self.started.elapsed().as_secs_f64(),
        })
    }
}

/// The encoder thread, seen from the drawing thread. Dropped before it is joined, it is stopped.
struct Encoder {
    /// The thread's inbox ends when this is dropped.
    messages: Option<Sender<Message>>,
    thread: Option<JoinHandle<Result<Made, MovieError>>>,
    killer: Killer,
}

impl Encoder {
    /// A failed send is never the news: the thread has ended, and says why when it is joined.
    fn send(&self, message: Message) -> Result<(), Stopped> {
        let messages = self.messages.as_ref().ok_or(Stopped)?;
        messages.send(message).map_err(|_| Stopped)
    }

    fn close(&mut self) {
        if let Some(messages) = self.messages.take() {
            // Others may hold the channel open, for an end of the process that nobody sees coming.
            let _ = messages.send(Message::End);
        }
    }

    fn has_ended(&self) -> bool {
        self.thread.as_ref().is_none_or(JoinHandle::is_finished)
    }

    fn join(&mut self) -> Result<Made, MovieError> {
        let thread = self.thread.take().expect("an encoder is joined once");
        thread
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    }
}

impl Drop for Encoder {
    fn drop(&mut self) {
        if let Some(thread) = self.thread.take() {
            // First the kill, then the end of the inbox: an ffmpeg that saw its input end would finish the file.
            self.killer.kill();
            self.close();
            // What the thread has to say was not asked for.
            let _ = thread.join();
        }
    }
}
