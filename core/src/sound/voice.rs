//! A sound that plays.

use super::mixer;
use super::playback::{Playback, positive, side};
use super::samples::Sound;

impl Sound {
    /// Plays it, beside all that plays of it already.
    pub fn play(&self, playback: Playback) -> Voice {
        Voice(mixer::play(self.number(), self.frames(), playback))
    }
}

/// A sound that plays, or has played. Dropped, it plays on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Voice(u64);

impl Voice {
    /// Ends it at once.
    pub fn stop(self) {
        self.fade_out(0.0);
    }

    /// Ends it in so many seconds, down to -60 dB, as many decibels in each moment.
    pub fn fade_out(self, seconds: f64) {
        mixer::with_voice(self.0, |playing| playing.stop(seconds));
    }

    /// How loud, from now on, as [`Playback::volume`].
    pub fn set_volume(self, volume: f32) {
        mixer::with_voice(self.0, |playing| playing.set_volume(volume));
    }

    /// Where, from now on, as [`Playback::pan`].
    pub fn set_pan(self, pan: f32) {
        mixer::with_voice(self.0, |playing| playing.set_pan(side(pan)));
    }

    /// How fast, from now on, as [`Playback::rate`].
    pub fn set_rate(self, rate: f64) {
        mixer::with_voice(self.0, |playing| playing.set_rate(positive(rate)));
    }

    /// Whether it still plays.
    pub fn is_playing(self) -> bool {
        mixer::with_voice(self.0, |playing| playing.is_playing()).unwrap_or(false)
    }

    /// Second of the sound that it is at; 0 when it has ended.
    pub fn position(self) -> f64 {
        mixer::with_voice(self.0, |playing| playing.position()).unwrap_or(0.0)
    }
}
