//! Sounds as values.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use kira::Frame;

use super::{RATE, mixer};

/// A sound in memory: 48000 stereo samples a second, whatever it was loaded from. A clone is the same sound. Where the last one
/// is dropped, what still plays of it ends, as in macroquad.
#[derive(Clone)]
pub struct Sound(Arc<Inner>);

struct Inner {
    number: u64,
    frames: Arc<[Frame]>,
    beats: OnceLock<Vec<f64>>,
}

/// The latest second that a sound in another one begins at.
const LATEST: f64 = 20_000.0;

impl Sound {
    pub(super) fn new(mut frames: Vec<Frame>) -> Sound {
        // What is no number would be none in all that it is mixed with.
        for side in frames
            .iter_mut()
            .flat_map(|it| [&mut it.left, &mut it.right])
        {
            *side = if side.is_finite() { *side } else { 0.0 };
        }
        static NEXT: AtomicU64 = AtomicU64::new(0);
        mixer::note_sound();
        Sound(Arc::new(Inner {
            number: NEXT.fetch_add(1, Ordering::Relaxed),
            frames: frames.into(),
            beats: OnceLock::new(),
        }))
    }

    /// A sound of samples of one's own, 48000 a second, from -1 to 1: left and right.
    ///
    /// ```
    /// use kinora::audio::Sound;
    ///
    /// let wave = (0..48_000).map(|n| (n as f32 * 0.0576).sin());
    /// let sound = Sound::from_samples(wave.map(|sample| [sample, sample]));
    /// assert_eq!(sound.seconds(), 1.0);
    /// ```
    pub fn from_samples(samples: impl IntoIterator<Item = [f32; 2]>) -> Sound {
        let frames = samples.into_iter();
        Sound::new(frames.map(|[left, right]| Frame { left, right }).collect())
    }

    /// A sound of many, each begun at its second; what lies before 0 is left out, and what begins after second 20000.
    /// Amplitudes are added, and nothing is made less loud: what is beyond 1 at the end is cut off where it is played.
    ///
    /// ```
    /// use kinora::audio::{Sound, Tone, midi_to_hertz};
    ///
    /// let notes = [60.0, 64.0, 67.0].map(|note| Tone::triangle(midi_to_hertz(note)).volume(0.3));
    /// let arpeggio = Sound::mix((0..).map(|step| 0.25 * step as f64).zip(notes));
    /// assert_eq!(arpeggio.seconds(), 0.77);
    /// ```
    pub fn mix<S: Into<Sound>>(parts: impl IntoIterator<Item = (f64, S)>) -> Sound {
        let mut sum: Vec<Frame> = vec![];
        for (second, sound) in parts {
            if !second.is_finite() || second > LATEST {
                continue;
            }
            let sound: Sound = sound.into();
            let begin = (second * f64::from(RATE)).round() as i64;
            let left_out = begin.min(0).unsigned_abs() as usize;
            let begin = begin.max(0) as usize;
            let frames = sound.0.frames.get(left_out..).unwrap_or_default();
            if frames.is_empty() {
                continue;
            }
            sum.resize(sum.len().max(begin + frames.len()), Frame::ZERO);
            for (sum, frame) in sum[begin..].iter_mut().zip(frames) {
                *sum += *frame;
            }
        }
        Sound::new(sum)
    }

    /// Its length in seconds.
    pub fn seconds(&self) -> f64 {
        self.0.frames.len() as f64 / f64::from(RATE)
    }

    /// Its samples: left and right, 48000 a second.
    pub fn samples(&self) -> impl Iterator<Item = [f32; 2]> {
        self.0.frames.iter().map(|frame| [frame.left, frame.right])
    }

    pub(super) fn number(&self) -> u64 {
        self.0.number
    }

    pub(super) fn frames(&self) -> &Arc<[Frame]> {
        &self.0.frames
    }

    /// What it has for beats, which `find` finds.
    pub(super) fn beats_or(&self, find: impl FnOnce() -> Vec<f64>) -> &[f64] {
        self.0.beats.get_or_init(find)
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        mixer::forget(self.number);
    }
}

impl std::fmt::Debug for Sound {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sound")
            .field("seconds", &self.seconds())
            .finish_non_exhaustive()
    }
}
