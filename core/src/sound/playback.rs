//! How a sound is played.

/// How a sound is played. Seconds are those of the sketch's clock.
///
/// ```no_run
/// use kinora::audio::{Playback, Tone};
///
/// let tone = Tone::sine(440.0).seconds(0.5).sound();
/// let voice = tone.play(Playback::new().volume(0.5).pan(-0.3).fade_in(0.1));
/// voice.fade_out(0.2);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[must_use]
pub struct Playback {
    pub(super) volume: f32,
    pub(super) pan: f32,
    pub(super) rate: f64,
    pub(super) fade_in: f64,
    pub(super) from: f64,
    pub(super) looped: bool,
}

impl Default for Playback {
    fn default() -> Playback {
        Playback {
            volume: 1.0,
            pan: 0.0,
            rate: 1.0,
            fade_in: 0.0,
            from: 0.0,
            looped: false,
        }
    }
}

impl Playback {
    /// Once, from its beginning, as loud as it is, in the middle.
    pub fn new() -> Playback {
        Playback::default()
    }

    /// How loud: what its amplitudes are multiplied by. Below 0.001 (-60 dB) it is silent.
    pub fn volume(mut self, volume: f32) -> Playback {
        self.volume = volume;
        self
    }

    /// Where: -1 is left, 0 the middle, 1 right. What is on both sides keeps its power: left is multiplied by √(1 - pan) and
    /// right by √(1 + pan).
    pub fn pan(mut self, pan: f32) -> Playback {
        self.pan = side(pan);
        self
    }

    /// How fast, 0 to 1000, with its pitch: 2 is an octave higher.
    pub fn rate(mut self, rate: f64) -> Playback {
        self.rate = positive(rate);
        self
    }

    /// Seconds in which it becomes as loud as it is: from -60 dB up, as many decibels in each moment.
    pub fn fade_in(mut self, seconds: f64) -> Playback {
        self.fade_in = seconds;
        self
    }

    /// Second of the sound that it begins with.
    pub fn from(mut self, seconds: f64) -> Playback {
        self.from = seconds.max(0.0);
        self
    }

    /// Again and again, until it is stopped.
    pub fn looped(mut self) -> Playback {
        self.looped = true;
        self
    }
}

/// What kira takes for a place.
pub fn side(pan: f32) -> f32 {
    match pan.is_nan() {
        true => 0.0,
        false => pan.clamp(-1.0, 1.0),
    }
}

/// The fastest that a sound is played.
const FASTEST: f64 = 1000.0;

/// What kira takes for a rate.
pub fn positive(rate: f64) -> f64 {
    match rate.is_finite() {
        true => rate.clamp(0.0, FASTEST) + 0.0,
        false => 1.0,
    }
}
