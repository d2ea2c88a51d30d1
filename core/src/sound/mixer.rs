//! The mixer of the sketch that is played: what plays, how far its clock has gone, and what has been mixed since somebody took
//! it.

use std::cell::RefCell;
use std::sync::Arc;

use kira::Frame;

use super::card::Speaker;
use super::desk::Desk;
use super::playback::Playback;
use super::playing::Playing;
use super::{CHANNELS, RATE, samples_in};

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
    /// Somebody takes it.
    is_kept: bool,
    /// The play has ended, and another comes after it.
    is_ending: bool,
    /// There has been a sound since the stage was set.
    has_sounds: bool,
    speaker: Speaker,
}

impl Mixer {
    fn play(&mut self, sound: u64, frames: &Arc<[Frame]>, playback: Playback) -> u64 {
        self.has_sounds = true;
        self.voices += 1;
        let number = self.voices;
        // kira goes round for ever in a loop of nothing.
        if playback.from * f64::from(RATE) >= frames.len() as f64 {
            return number;
        }
        let desk = self.desk.get_or_insert_with(Desk::new);
        if let Some(handle) = desk.play(frames, playback) {
            let heard = self.speaker.play(frames, playback, playback.from);
            self.playing.push(Playing {
                number,
                sound,
                frames: frames.clone(),
                playback,
                handle,
                heard,
            });
        }
        number
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
        if !self.is_kept {
            self.mixed.clear();
        }
    }

    fn advance(&mut self, time: f64, passed: f64) {
        if std::mem::take(&mut self.is_ending) {
            // The last frame of the old play was heard for as long as it was seen.
            let end = self.frame_at + samples_in(passed);
            self.go_on_to(end);
            self.speaker.stop(&mut self.playing);
            self.playing.clear();
            self.desk = None;
            self.position = 0;
        }
        self.frame_at = samples_in(time);
        self.go_on_to(self.frame_at);
        self.speaker.follow(&mut self.playing);
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

/// Plays a sound; the number of the voice.
pub(super) fn play(sound: u64, frames: &Arc<[Frame]>, playback: Playback) -> u64 {
    with(|mixer| mixer.play(sound, frames, playback)).unwrap_or_default()
}

/// Does something with a voice, if it still plays.
pub(super) fn with_voice<T>(voice: u64, act: impl FnOnce(&mut Playing) -> T) -> Option<T> {
    with(|mixer| {
        let playing = mixer.playing.iter_mut();
        let mut found = playing.filter(|playing| playing.number == voice);
        found.next().map(act)
    })
    .flatten()
}

/// Does something with everything that plays of a sound.
pub(super) fn with_sound(sound: u64, act: impl Fn(&mut Playing)) {
    with(|mixer| {
        let playing = mixer.playing.iter_mut();
        let of_it = playing.filter(|playing| playing.sound == sound);
        of_it.for_each(act);
    });
}

/// A sound is no more.
pub(super) fn forget(sound: u64) {
    with_sound(sound, |playing| playing.stop(0.0));
}

/// There is a sound.
pub(super) fn note_sound() {
    with(|mixer| mixer.has_sounds = true);
}

/// Whether the sketch's time goes as on the wall, so that it can be heard on the card. What plays is taken up where it is.
pub fn listen(is_on: bool) {
    with(|mixer| mixer.speaker.listen(is_on, &mut mixer.playing));
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

/// From now on, until the stage is set anew, what is mixed is kept for [`take`].
pub fn keep() {
    with(|mixer| mixer.is_kept = true);
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
        mixer.speaker.stop(&mut mixer.playing);
        *mixer = Mixer {
            speaker: std::mem::take(&mut mixer.speaker),
            // A voice of another sketch is none of this one.
            voices: mixer.voices,
            ..Mixer::default()
        };
    });
}
