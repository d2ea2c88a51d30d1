//! ffmpeg, fed frame by frame. One that turns out to have been built without the encoder that was asked for makes way for
//! one with the next encoder of that codec, and no frame is lost.
//!
//! To ask an ffmpeg beforehand what it was built with takes as long as to start it. So it is started, and what it is sent
//! is kept as long as all but the first frame may lie in the pipe, unread.

use std::ffi::OsString;
use std::io;

use super::args::{self, Movie};
use super::ask::has_encoder;
use super::encoder::Encoder;
use super::ffmpeg::{Ffmpeg, Killer, Start};
use super::side::{Given, Reader};
use super::track::{Delay, SampleFormat, Samples};
use crate::MovieError;
use crate::frame::Buffer;

/// What an ffmpeg may have been sent, besides the first frame, which it looks at before it looks for its encoder: as much as a
/// pipe takes, and what is read ahead (measured, 128 KiB at most).
const UNREAD: usize = (1 << 20) + (1 << 17);

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
}

/// An ffmpeg that encodes a movie.
pub struct Feed {
    ffmpeg: Ffmpeg,
    job: Job,
    /// What is heard in it.
    sound: Option<Given>,
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
    pub fn start(mut job: Job) -> Result<Feed, MovieError> {
        let spare: Vec<_> = job.movie.encoder.spare(job.movie.format).collect();
        let ffmpeg = launch(&mut job, None)?;
        let may_change = !spare.is_empty();
        Ok(Feed {
            ffmpeg,
            sent: may_change.then(Vec::new),
            spare,
            job,
            sound: None,
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
    pub fn hear(&mut self, samples: SampleFormat, sound: Given) -> Result<(), MovieError> {
        let format = self.job.movie.format;
        let track = &mut self.job.movie.track;
        track.samples = Some(Samples::of_pipe(samples));
        track.delay = Delay::of(format);
        self.sound = Some(sound);
        self.job.start.keeps_memory = true;
        self.ffmpeg.killer().give_up();
        self.relaunch()
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
        sent.or_else(|error| self.write_failed(error))
    }

    /// Sends the last frame once more; nothing if there was none.
    ///
    /// # Errors
    /// What ended ffmpeg.
    pub fn send_again(&mut self) -> Result<(), MovieError> {
        self.remember(None);
        self.frames += 1;
        let sent = self.ffmpeg.frames().send_again();
        sent.or_else(|error| self.write_failed(error))
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
                Err(error) if self.lacks_encoder(&error) => self.take_over(error)?,
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
        if sent.len() <= UNREAD + self.job.start.frame_bytes {
            sent.extend_from_slice(bytes);
        } else {
            // Somebody reads: what the movie says of itself and its sound have their reader, too.
            self.sent = None;
            self.settle();
        }
    }

    /// It stays with this ffmpeg.
    fn settle(&mut self) {
        let given = [self.job.description.take(), self.sound.take()];
        given.into_iter().flatten().for_each(Given::settle);
    }

    fn lacks_encoder(&self, error: &MovieError) -> bool {
        is_without(self.job.movie.encoder, error) && !self.is_unwanted()
    }

    fn write_failed(&mut self, error: io::Error) -> Result<(), MovieError> {
        let reason = self.ffmpeg.write_failed(error);
        self.take_over(reason)
    }

    /// Another encoder takes over from one that has ended for that reason, if it is one that there is not.
    fn take_over(&mut self, mut reason: MovieError) -> Result<(), MovieError> {
        while self.lacks_encoder(&reason) {
            match self.next_encoder(reason) {
                Ok(()) => return Ok(()),
                Err(error) => reason = error,
            }
        }
        Err(reason)
    }

    /// Another ffmpeg takes the place of this one, which has ended.
    fn relaunch(&mut self) -> Result<(), MovieError> {
        let sound = self.sound.as_ref();
        self.ffmpeg.replace(launch(&mut self.job, sound)?);
        if self.is_unwanted() {
            // It was the one before that was killed.
            self.killer().kill();
        }
        Ok(())
    }

    /// Starts an ffmpeg with the next encoder, and sends it everything.
    fn next_encoder(&mut self, reason: MovieError) -> Result<(), MovieError> {
        let (Some(next), Some(sent)) = (self.spare.pop(), self.sent.take()) else {
            return Err(without_encoder(self.job.movie.encoder, reason));
        };
        self.job.movie.encoder = next;
        self.relaunch()?;
        let frame_bytes = self.job.start.frame_bytes;
        let written = self.ffmpeg.frames().begin_with(&sent, frame_bytes);
        self.sent = Some(sent);
        written.map_err(|error| self.ffmpeg.write_failed(error))
    }
}

/// Starts an ffmpeg that reads there what is heard; the one before has ended.
fn launch(job: &mut Job, sound: Option<&Given>) -> Result<Ffmpeg, MovieError> {
    let open = |given: Option<&Given>| {
        let reader = given.map(Given::open).transpose();
        reader.map_err(MovieError::file("make a pipe to", "ffmpeg"))
    };
    let (description, sound) = (open(job.description.as_ref())?, open(sound)?);
    job.movie.description = description.as_ref().map(Reader::url);
    if let (Some(samples), Some(reader)) = (&mut job.movie.track.samples, &sound) {
        samples.url = reader.url().into();
    }
    let readers: Vec<_> = description.iter().chain(&sound).collect();
    let args = args::encode(&job.movie, job.url.clone());
    Ffmpeg::start(args, job.start, &readers)
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
