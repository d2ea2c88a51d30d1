//! One sound that plays, in the mixer and on the card.

use std::sync::Arc;

use kira::sound::PlaybackState;
use kira::sound::static_sound::StaticSoundHandle;
use kira::{Frame, Panning, PlaybackRate};

use super::desk::{decibels, tween};
use super::playback::Playback;

/// A voice.
pub struct Playing {
    /// Which one it is.
    pub number: u64,
    /// What it plays.
    pub sound: u64,
    #[cfg_attr(
        not(feature = "audio"),
        expect(dead_code, reason = "it is for the card")
    )]
    pub frames: Arc<[Frame]>,
    /// How, by now.
    pub playback: Playback,
    /// In the mixer.
    pub handle: StaticSoundHandle,
    /// The same on the card, if it is heard.
    pub heard: Option<StaticSoundHandle>,
}

impl Playing {
    fn each(&mut self, change: impl Fn(&mut StaticSoundHandle)) {
        change(&mut self.handle);
        self.heard.iter_mut().for_each(change);
    }

    pub fn stop(&mut self, seconds: f64) {
        self.each(|handle| handle.stop(tween(seconds)));
    }

    pub fn set_volume(&mut self, volume: f32) {
        self.playback.volume = volume;
        self.each(|handle| handle.set_volume(decibels(volume), tween(0.0)));
    }

    pub fn set_pan(&mut self, pan: f32) {
        self.playback.pan = pan;
        self.each(|handle| handle.set_panning(Panning(pan), tween(0.0)));
    }

    pub fn set_rate(&mut self, rate: f64) {
        self.playback.rate = rate;
        self.each(|handle| handle.set_playback_rate(PlaybackRate(rate), tween(0.0)));
    }

    pub fn is_playing(&self) -> bool {
        self.handle.state() != PlaybackState::Stopped
    }

    /// Whether it dies away.
    #[cfg_attr(
        not(feature = "audio"),
        expect(dead_code, reason = "it is for the card")
    )]
    pub fn is_ending(&self) -> bool {
        self.handle.state() == PlaybackState::Stopping
    }

    pub fn position(&self) -> f64 {
        self.handle.position()
    }
}
