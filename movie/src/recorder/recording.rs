//! What a recording is made with, and what ffmpeg is told of it.

use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use crate::MovieError;
use crate::encode::{
    Aim, Delay, Encoder, Encoding, Format, Movie, Output, Preset, SampleFormat, Sound, Track,
};
use crate::frame::{Rows, Size};

/// What to do when frames come faster than they are encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    /// Tick n is due at n / fps by the clock that frames are offered by. Drawing never waits: a frame for which no buffer is
    /// free is dropped, and the next one stands in for it, so that the movie has the length of the recording.
    Live,
    /// Every frame offered is the next frame of the movie. Nothing is dropped; drawing waits.
    Locked,
}

/// A part of a movie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Nothing comes before it.
    pub is_first: bool,
}

/// What a recording is made with.
#[derive(Debug, Clone)]
pub struct Recording {
    /// Size of the frames that will be offered.
    pub size: Size,
    /// How their rows lie.
    pub rows: Rows,
    /// Frames a second of the movie.
    pub fps: f64,
    /// Live or locked.
    pub policy: Policy,
    /// How it is encoded.
    pub encoding: Encoding,
    /// The file must play at every moment while it is written, whatever ends its writer.
    pub crash_safe: bool,
    /// Others like it are joined to it: it is what [`Format::of_parts`] says, without sound.
    pub part: Option<Part>,
    /// Most threads that a software encoder takes; its own choice if left out.
    pub threads: Option<usize>,
    /// [`Recorder::describe`](super::Recorder::describe) will be called before the first frame is offered.
    pub described: bool,
    /// A second file that gets the frames as they are sent, without loss.
    pub copy: Option<PathBuf>,
    /// Samples are heard in it, which come in any order with the frames. What comes with its frames needs not be said before.
    pub samples: Option<SampleFormat>,
    /// Seconds of the movie, where they are known before: a sound file ends there to the sample.
    pub length: Option<f64>,
    /// What is called once while a locked recording waits for an idle encoder, with the time after which it gives up.
    pub on_wait: Option<fn(Duration)>,
}

impl Recording {
    /// The file that will be written.
    ///
    /// # Errors
    /// What does not fit together; see [`Format::new`].
    pub fn format(&self, path: &Path) -> Result<Format, MovieError> {
        let preset = match self.policy {
            Policy::Live => Preset::Veryfast,
            Policy::Locked => Preset::Medium,
        };
        let format = Format::new(path, &self.encoding, self.fps, preset)?;
        match self.part {
            Some(_) => format.of_parts(),
            None => Ok(format),
        }
    }

    /// What ffmpeg is to make, by that encoder.
    ///
    /// # Errors
    /// [`MovieError::NotSound`].
    pub(super) fn movie(
        &self,
        format: Format,
        encoder: Encoder,
        output: &Output,
    ) -> Result<Movie, MovieError> {
        let audio = self.encoding.audio.as_ref();
        let audio = audio.filter(|_| self.part.is_none());
        let audio = audio.map(|audio| Sound::open(audio, self.length));
        let audio = audio.transpose()?;
        Ok(Movie {
            size: format.pixel_format().coded_size(self.size),
            rows: self.rows,
            fps: self.fps,
            format,
            encoder,
            crash_safe: self.crash_safe && !output.is_stream(),
            streamed: output.is_stream(),
            aim: match (self.policy, self.part) {
                (Policy::Live, _) => Aim::Live,
                (Policy::Locked, Some(Part { is_first })) => Aim::Part { is_first },
                (Policy::Locked, None) => Aim::Movie,
            },
            threads: self.threads.or_else(|| {
                let is_live = self.policy == Policy::Live;
                is_live.then(live_threads)
            }),
            track: Track {
                samples: None,
                delay: match audio {
                    Some(_) => Delay::of(format),
                    None => Delay::None,
                },
                file: audio,
            },
            description: None,
            copy: self.copy.clone(),
        })
    }
}

/// Threads of the encoder of a live recording: one core is the sketch's. On two cores that gave the sketch a tenth more
/// frames than an encoder that takes both in turns.
fn live_threads() -> usize {
    let cores = thread::available_parallelism().map_or(2, usize::from);
    cores.saturating_sub(1).max(1)
}
