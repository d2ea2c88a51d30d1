//! What is heard in a recording, on the way from the drawing thread: it waits for the frames that it goes with.

use std::path::{Path, PathBuf};

use super::soundtrack::{self, AHEAD, Soundtrack};
use super::{Message, POOL_BYTES, Policy, Recorder};
use crate::MovieError;
use crate::encode::{Given, SampleFormat, target};

/// What is heard, seen from the drawing thread.
pub struct OutgoingSound {
    samples: soundtrack::Samples,
    format: SampleFormat,
    /// What goes with frames that have not been sent.
    pending: Vec<f32>,
    /// Samples of each channel that have come.
    received: u64,
    /// Samples of each channel that have been sent.
    sent: u64,
}

impl OutgoingSound {
    /// These samples, as what comes next, if the first of them is heard at sample `at` of the movie.
    fn after_silence(&mut self, at: u64, samples: Vec<f32>) -> Vec<f32> {
        let channels = usize::from(self.format.channels);
        let silent = at.saturating_sub(self.received);
        self.received += silent + (samples.len() / channels) as u64;
        match silent {
            0 => samples,
            _ => {
                let mut all = vec![0.0; silent as usize * channels];
                all.extend(samples);
                all
            }
        }
    }
}

/// What is heard, seen from the encoder thread.
pub struct IncomingSound {
    /// The thread that writes it.
    pub track: Soundtrack,
    /// Where ffmpeg reads it, if it does.
    pub source: Option<Given>,
}

impl Recorder {
    /// What is heard from sample `at` of the movie on, or from where the last call has ended if that is later, one of each
    /// channel in turn. It is sent with the frames that it goes with, cut where the movie ends; silence is between calls, and
    /// where it ends before the movie. Whether it can be heard: not in a movie that is read while it is written, and has frames already; nor in a container
    /// without sound.
    ///
    /// The first call says that the movie has sound. It is best made before the first frame is offered: ffmpeg reads it beside the
    /// frames then, and the movie has it whatever happens. Later, it comes into the movie when that is finished.
    ///
    /// # Errors
    /// [`MovieError::File`]: there is no place for it.
    pub fn hear(
        &mut self,
        at: u64,
        samples: Vec<f32>,
        format: SampleFormat,
    ) -> Result<bool, MovieError> {
        if self.sound.is_none() && !self.open_sound(at, format, self.recording.samples.is_none())? {
            return Ok(false);
        }
        if let Some(sound) = &mut self.sound {
            let samples = sound.after_silence(at, samples);
            match self.recording.samples {
                Some(_) => sound.samples.send(samples),
                None => sound.pending.extend(samples),
            }
        }
        Ok(true)
    }

    /// What is heard goes to ffmpeg beside the frames, if it may, or aside.
    pub(super) fn open_sound(
        &mut self,
        at: u64,
        format: SampleFormat,
        may_pipe: bool,
    ) -> Result<bool, MovieError> {
        let has_sound = self.recording.format(&self.path)?.container.has_sound();
        if !has_sound {
            return Ok(false);
        }
        let frames = self.pacer.sent();
        let copy = self.recording.copy.as_deref().map(samples_beside);
        let pipe = match may_pipe && frames == 0 {
            true => Given::new(),
            false => None,
        };
        // A file need not be written where nothing is heard.
        let begins = if pipe.is_some() { 0 } else { at };
        let sounding = match (pipe, &self.partial) {
            (Some((given, kept)), _) => IncomingSound {
                track: Soundtrack::into_pipe(kept, format, copy.as_deref())?,
                source: Some(given),
            },
            (None, Some(partial)) => {
                let aside = samples_beside(partial);
                IncomingSound {
                    track: Soundtrack::aside(aside, format, at, copy.as_deref())?,
                    source: None,
                }
            }
            (None, None) => return Ok(false),
        };
        self.sound = Some(OutgoingSound {
            samples: sounding.track.samples(),
            format,
            pending: vec![],
            received: begins,
            sent: begins,
        });
        let bytes = self.converter.frame_bytes();
        let ahead = buffers_ahead(self.recording.fps, bytes, self.recording.policy);
        self.pool.grow(ahead.saturating_sub(self.room));
        self.room = self.room.max(ahead);
        // An encoder that has ended says why when it is waited for.
        let _ = self.encoder.send(Message::Sound(Box::new(sounding)));
        Ok(true)
    }

    /// Nothing more is heard. ffmpeg reads the last frames only when it knows that.
    pub(super) fn end_sound(&self) {
        if let Some(sound) = &self.sound {
            let length = sound.format.count(self.pacer.sent(), self.recording.fps);
            sound.samples.end(length);
        }
    }

    /// Sends what is heard with the frames that were sent.
    pub(super) fn send_sound(&mut self) {
        let Some(sound) = &mut self.sound else {
            return;
        };
        let until = sound.format.count(self.pacer.sent(), self.recording.fps);
        let channels = usize::from(sound.format.channels);
        let there = sound.pending.len() / channels;
        let wanted = (until.saturating_sub(sound.sent) as usize).min(there);
        if wanted > 0 {
            let later = sound.pending.split_off(wanted * channels);
            let now = std::mem::replace(&mut sound.pending, later);
            sound.samples.send(now);
            sound.sent += wanted as u64;
        }
    }
}

/// How many frames of so many bytes may be under way where there is sound. A live recording has a second of them, if they are small:
/// while ffmpeg starts, what is heard is kept, and what is seen should be, too.
pub fn buffers_ahead(fps: f64, bytes: usize, policy: Policy) -> usize {
    let least = (AHEAD * fps).ceil() as usize + 2;
    match policy {
        Policy::Live => least.max((POOL_BYTES / bytes).min(fps.ceil() as usize)),
        Policy::Locked => least,
    }
}

/// A file of samples beside one of frames, whose name may be as long as names may be.
pub fn samples_beside(frames: &Path) -> PathBuf {
    target::with_infix(frames, ".sound").with_extension("f32")
}
