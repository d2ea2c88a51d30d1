//! The mixer of the sketch that is played: what plays, how far its clock has gone, and what has been mixed since somebody took
//! it.

use std::cell::RefCell;
use std::sync::Arc;

use kira::sound::PlaybackState;
use kira::sound::static_sound::StaticSoundHandle;
use kira::{Frame, Panning, PlaybackRate};

use super::card::Heard;
use super::desk::{Desk, decibels, tween};
use super::{CHANNELS, Playback, Sound, Voice, samples_in};

thread_local! {
    static MIXER: RefCell<Mixer> = RefCell::default();
}

/// What is mixed. It is made with the first sound.
#[derive(Default)]
struct Mixer {
    desk: Option<Desk>,
    playing: Vec<Playing>,
    /// Voices so far.
    voices: u64,
    /// Samples since the play began.
    position: u64,
    /// Where the last frame was.
    frame_at: u64,
    /// What has been mixed, left and right in turns.
    mixed: Vec<f32>,
    /// The play has ended, and another comes after it.
    is_ending: bool,
    /// There has been a sound since the stage was set.
    has_sounds: bool,
    heard: Heard,
}

/// A voice.
pub(super) struct Playing {
    number: u64,
    sound: u64,
    #[cfg_attr(
        not(feature = "audio"),
        expect(dead_code, reason = "it is for the card")
    )]
    pub(super) frames: Arc<[Frame]>,
    pub(super) playback: Playback,
    handle: StaticSoundHandle,
    /// The same on the card, if it is heard.
    pub(super) heard: Option<StaticSoundHandle>,
}

impl Playing {
    fn each(&mut self, change: impl Fn(&mut StaticSoundHandle)) {
        change(&mut self.handle);
        self.heard.iter_mut().for_each(change);
    }

    pub(super) fn stop(&mut self, seconds: f64) {
        self.each(|handle| handle.stop(tween(seconds)));
    }

    pub(super) fn set_volume(&mut self, volume: f32) {
        self.playback.volume = volume;
        self.each(|handle| handle.set_volume(decibels(volume), tween(0.0)));
    }

    pub(super) fn set_pan(&mut self, pan: f32) {
        self.playback.pan = pan;
        self.each(|handle| handle.set_panning(Panning(pan), tween(0.0)));
    }

    pub(super) fn set_rate(&mut self, rate: f64) {
        self.playback.rate = rate;
        self.each(|handle| handle.set_playback_rate(PlaybackRate(rate), tween(0.0)));
    }

    pub(super) fn is_playing(&self) -> bool {
        self.handle.state() != PlaybackState::Stopped
    }

    pub(super) fn position(&self) -> f64 {
        self.handle.position()
    }
}

impl Mixer {
    fn play(&mut self, sound: &Sound, playback: Playback) -> Voice {
        self.voices += 1;
        let voice = Voice(self.voices);
        let frames = sound.frames();
        // kira goes round for ever in a loop of nothing.
        if frames.is_empty() || playback.from >= sound.seconds() {
            return voice;
        }
        let desk = self.desk.get_or_insert_with(Desk::new);
        if let Some(handle) = desk.play(frames, playback) {
            let heard = self.heard.play(frames, playback, playback.from);
            self.playing.push(Playing {
                number: voice.0,
                sound: sound.number(),
                frames: frames.clone(),
                playback,
                handle,
                heard,
            });
        }
        voice
    }

    fn mix(&mut self, samples: u64) {
        if samples == 0 || !self.has_sounds {
            return;
        }
        let samples = samples as usize;
        match &mut self.desk {
            Some(desk) if !self.playing.is_empty() => desk.mix(samples, &mut self.mixed),
            _ => {
                let length = self.mixed.len() + samples * usize::from(CHANNELS);
                self.mixed.resize(length, 0.0);
            }
        }
        self.playing.retain(Playing::is_playing);
    }

    fn advance(&mut self, time: f64, passed: f64) {
        if std::mem::take(&mut self.is_ending) {
            // The last frame of the old play was heard for as long as it was seen.
            let end = self.frame_at + samples_in(passed);
            self.go_on_to(end);
            self.heard.stop(&mut self.playing);
            self.playing.clear();
            self.desk = None;
            self.position = 0;
        }
        self.frame_at = samples_in(time);
        self.go_on_to(self.frame_at);
        self.heard.follow(&mut self.playing);
    }

    fn go_on_to(&mut self, position: u64) {
        self.mix(position.saturating_sub(self.position));
        self.position = self.position.max(position);
    }
}

/// Does something with the mixer of this thread, unless that is at work, or the thread at its end.
fn with<T>(act: impl FnOnce(&mut Mixer) -> T) -> Option<T> {
    let with = MIXER.try_with(|mixer| mixer.try_borrow_mut().ok().map(|mut mixer| act(&mut mixer)));
    with.ok().flatten()
}

pub(super) fn play(sound: &Sound, playback: Playback) -> Voice {
    with(|mixer| mixer.play(sound, playback)).unwrap_or(Voice(0))
}

pub(super) fn with_voice<T>(voice: Voice, act: impl FnOnce(&mut Playing) -> T) -> Option<T> {
    with(|mixer| {
        let playing = mixer.playing.iter_mut();
        let mut found = playing.filter(|playing| playing.number == voice.0);
        found.next().map(act)
    })
    .flatten()
}

/// Does something with everything that plays of a sound.
pub(super) fn with_sound(sound: &Sound, act: impl Fn(&mut Playing)) {
    with(|mixer| {
        let playing = mixer.playing.iter_mut();
        let of_it = playing.filter(|playing| playing.sound == sound.number());
        of_it.for_each(act);
    });
}

/// A sound is no more.
pub(super) fn forget(sound: u64) {
    with(|mixer| {
        let playing = mixer.playing.iter_mut();
        let of_it = playing.filter(|playing| playing.sound == sound);
        of_it.for_each(|playing| playing.stop(0.0));
    });
}

/// There is a sound.
pub(super) fn note_sound() {
    with(|mixer| mixer.has_sounds = true);
}

pub(super) fn with_heard(act: impl FnOnce(&mut Heard, &mut [Playing])) {
    with(|mixer| act(&mut mixer.heard, &mut mixer.playing));
}

/// Whether the sketch has had a sound since the stage was set.
pub fn has_sounds() -> bool {
    with(|mixer| mixer.has_sounds).unwrap_or(false)
}

/// Takes the clock of the sounds to a frame, at second `time` of the sketch. What is played from here on begins there. If the play has
/// [begun anew](begin_anew), the old one is heard for `passed` more seconds before.
pub fn advance(time: f64, passed: f64) {
    with(|mixer| mixer.advance(time, passed));
}

/// Mixes what is heard until second `time`, before a frame comes.
pub fn go_on(time: f64) {
    with(|mixer| mixer.go_on_to(samples_in(time)));
}

/// What has been mixed since the last call: left and right in turns, 48000 of each a second.
pub fn take() -> Vec<f32> {
    with(|mixer| std::mem::take(&mut mixer.mixed)).unwrap_or_default()
}

/// The play begins again: what it plays ends before its next frame.
pub fn begin_anew() {
    with(|mixer| mixer.is_ending = true);
}

/// Forgets all: there is another sketch.
pub fn clear() {
    with(|mixer| {
        mixer.heard.stop(&mut mixer.playing);
        *mixer = Mixer {
            heard: std::mem::take(&mut mixer.heard),
            ..Mixer::default()
        };
    });
}
