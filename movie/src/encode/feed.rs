//! ffmpeg, fed frame by frame. One that turns out to have been built without the encoder that was asked for makes way for
//! one with the next encoder of that codec, and no frame is lost.
//!
//! To ask an ffmpeg beforehand what it was built with takes as long as to start it. So it is started, and what it is sent
//! is kept as long as all of it may lie in the pipe, unread.

use std::ffi::OsString;
use std::io;

use super::args::{self, Movie};
use super::ask::has_encoder;
use super::encoder::Encoder;
use super::ffmpeg::{Ffmpeg, Killer, Start};
use super::side::Given;
use super::track::{Delay, Samples};
use crate::MovieError;
use crate::frame::Buffer;

/// What an ffmpeg may have been sent and not read: as much as a pipe takes.
const UNREAD: usize = 1 << 20;

/// A movie, and how ffmpeg is started for it.
pub struct Job {
    /// What is encoded.
    pub movie: Movie,
    /// How ffmpeg calls the file.
    pub url: OsString,
    /// The process that it is encoded by.
    pub start: Start,
    /// What the movie will say of itself.
    pub description: Option<Given>,
    /// What is heard in it.
    pub sound: Option<Given>,
}

/// An ffmpeg that encodes a movie.
pub struct Feed {
    ffmpeg: Ffmpeg,
    job: Job,
    /// Encoders that may take over.
    spare: Vec<Encoder>,
    /// All that was sent, until it is certain that somebody reads it.
    sent: Option<Vec<u8>>,
    frames: u64,
}

impl Feed {
    /// Starts ffmpeg.
    ///
    /// # Errors
    /// [`MovieError::FfmpegMissing`] if there is none.
    pub fn start(job: Job) -> Result<Feed, MovieError> {
        let spare: Vec<_> = job.movie.encoder.spare(job.movie.format).collect();
        let ffmpeg = launch(&job)?;
        let may_change = !spare.is_empty();
        Ok(Feed {
            ffmpeg,
            sent: may_change.then(Vec::new),
            spare,
            job,
            frames: 0,
        })
    }

    /// The movie, with the encoder that works on it.
    pub fn movie(&self) -> &Movie {
        &self.job.movie
    }

    /// Frames that were sent.
    pub fn frames(&self) -> u64 {
        self.frames
    }

    /// The movie has sound, which is not encoded yet: another ffmpeg begins, as nothing has been sent to this one.
    ///
    /// # Errors
    /// [`MovieError::FfmpegMissing`] if there is none any more.
    pub fn hear(&mut self, samples: Samples, sound: Given) -> Result<(), MovieError> {
        let format = self.job.movie.format;
        let track = &mut self.job.movie.track;
        (track.samples, track.delay) = (Some(samples), Delay::of(format));
        self.job.sound = Some(sound);
        // One that is without the encoder may have read some of the sound before it says so, so that is looked at now.
        while !self.spare.is_empty() && !has_encoder(self.job.movie.encoder.name()) {
            self.job.movie.encoder = self.spare.pop().expect("there are some");
        }
        self.ffmpeg.replace(launch(&self.job)?);
        if self.is_unwanted() {
            // It was the one before that was killed.
            self.killer().kill();
        }
        // Nobody else may hold the pipe: who writes into it learns from that that ffmpeg has ended.
        (self.spare, self.sent) = (vec![], None);
        self.settle();
        Ok(())
    }

    /// Sends a frame, and keeps it for a while.
    ///
    /// # Errors
    /// What ended ffmpeg.
    pub fn send(&mut self, frame: Buffer) -> Result<(), MovieError> {
        if self.sent.is_none() {
            self.settle();
        }
        self.remember(Some(&frame));
        self.frames += 1;
        let sent = self.ffmpeg.frames().send(frame);
        sent.or_else(|error| self.take_over(error))
    }

    /// Sends the last frame once more; nothing if there was none.
    ///
    /// # Errors
    /// What ended ffmpeg.
    pub fn send_again(&mut self) -> Result<(), MovieError> {
        self.remember(None);
        self.frames += 1;
        let sent = self.ffmpeg.frames().send_again();
        sent.or_else(|error| self.take_over(error))
    }

    /// A frame that nobody needs any more.
    pub fn spent(&mut self) -> Option<Buffer> {
        self.ffmpeg.frames().spent()
    }

    /// How many frames its pipe holds back.
    pub fn keeps(&self) -> usize {
        self.ffmpeg.keeps()
    }

    /// Ends the input and waits until the file is written.
    ///
    /// # Errors
    /// [`MovieError::Ffmpeg`] and its like.
    pub fn finish(&mut self) -> Result<(), MovieError> {
        loop {
            match self.ffmpeg.finish() {
                Err(error) if self.lacks_encoder(&error) => self.next_encoder(error)?,
                outcome => return outcome,
            }
        }
    }

    /// A handle that can end ffmpeg while this thread is writing.
    pub fn killer(&self) -> Killer {
        self.ffmpeg.killer()
    }

    /// Whether a [`Killer`] ended it.
    pub fn is_unwanted(&self) -> bool {
        self.ffmpeg.is_unwanted()
    }

    /// Keeps the bytes that are about to be sent, of a new frame or of the last one again.
    fn remember(&mut self, frame: Option<&Buffer>) {
        let Some(sent) = &mut self.sent else {
            return;
        };
        let bytes = match frame {
            Some(frame) => frame.bytes(),
            None => self.ffmpeg.frames().last().unwrap_or_default(),
        };
        if sent.len() <= UNREAD {
            sent.extend_from_slice(bytes);
        } else {
            // Somebody reads: what the movie says of itself has its reader, too.
            self.sent = None;
            self.settle();
        }
    }

    /// It stays with this ffmpeg, which has inherited its pipes.
    fn settle(&mut self) {
        (self.job.description, self.job.sound) = (None, None);
    }

    fn lacks_encoder(&self, error: &MovieError) -> bool {
        is_without(self.job.movie.encoder, error) && !self.is_unwanted()
    }

    /// After a write failed.
    fn take_over(&mut self, error: io::Error) -> Result<(), MovieError> {
        let mut reason = self.ffmpeg.write_failed(error);
        while self.lacks_encoder(&reason) {
            match self.next_encoder(reason) {
                Ok(()) => return Ok(()),
                Err(error) => reason = error,
            }
        }
        Err(reason)
    }

    /// Starts an ffmpeg with the next encoder, and sends it everything.
    fn next_encoder(&mut self, reason: MovieError) -> Result<(), MovieError> {
        let (Some(next), Some(sent)) = (self.spare.pop(), &self.sent) else {
            return Err(without_encoder(self.job.movie.encoder, reason));
        };
        self.job.movie.encoder = next;
        self.ffmpeg.replace(launch(&self.job)?);
        let frame_bytes = self.job.start.frame_bytes;
        let written = self.ffmpeg.frames().begin_with(sent, frame_bytes);
        written.map_err(|error| self.ffmpeg.write_failed(error))
    }
}

fn launch(job: &Job) -> Result<Ffmpeg, MovieError> {
    let args = args::encode(&job.movie, job.url.clone());
    let given: Vec<_> = job.description.iter().chain(&job.sound).collect();
    Ffmpeg::start(args, job.start, &given)
}

/// Whether ffmpeg failed because it was built without that encoder. Where none of its encoders has an option of that name,
/// it does not come to look for the encoder.
fn is_without(encoder: Encoder, error: &MovieError) -> bool {
    let MovieError::Ffmpeg { last_words, .. } = error else {
        return false;
    };
    last_words.contains("Unknown encoder")
        || last_words.contains("Unrecognized option") && !has_encoder(encoder.name())
}

/// What works instead, if the reason is that the encoder is missing.
fn without_encoder(encoder: Encoder, reason: MovieError) -> MovieError {
    match is_without(encoder, &reason) {
        true => MovieError::NoEncoder {
            encoder: encoder.name(),
            works: Encoder::what_works(),
        },
        false => reason,
    }
}
