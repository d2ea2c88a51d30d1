//! kira's mixer, which gives its samples when it is asked for them.

use std::convert::Infallible;
use std::sync::Arc;

use kira::backend::{Backend, Renderer};
use kira::sound::Region;
use kira::sound::static_sound::{StaticSoundData, StaticSoundHandle, StaticSoundSettings};
use kira::track::MainTrackBuilder;
use kira::{AudioManager, AudioManagerSettings, Capacities, Decibels, Frame, Panning};
use kira::{PlaybackRate, Tween};

use super::playback::Playback;
use super::{CHANNELS, RATE};

/// Sounds that may play at once; more are not heard.
const MOST_VOICES: usize = 512;

/// Samples that kira mixes at a time.
const CHUNK: usize = 512;

/// Takes kira's samples when somebody asks for them, instead of a card that does so all the time.
pub struct Hand(Option<Renderer>);

impl Backend for Hand {
    type Settings = ();
    type Error = Infallible;

    fn setup(_: (), _: usize) -> Result<(Hand, u32), Infallible> {
        Ok((Hand(None), RATE))
    }

    fn start(&mut self, renderer: Renderer) -> Result<(), Infallible> {
        self.0 = Some(renderer);
        Ok(())
    }
}

/// A mixer.
pub struct Desk(AudioManager<Hand>);

impl Desk {
    pub fn new() -> Desk {
        let Ok(manager) = AudioManager::new(settings(()));
        Desk(manager)
    }

    /// Starts a sound with the next sample; `None` if too many play.
    pub fn play(&mut self, frames: &Arc<[Frame]>, playback: Playback) -> Option<StaticSoundHandle> {
        self.0.play(data(frames, playback, playback.from)).ok()
    }

    /// Mixes so many samples of each channel, and puts them behind `out`.
    pub fn mix(&mut self, samples: usize, out: &mut Vec<f32>) {
        let Some(renderer) = self.0.backend_mut().0.as_mut().filter(|_| samples > 0) else {
            return;
        };
        let channels = usize::from(CHANNELS);
        let from = out.len();
        out.resize(from + samples * channels, 0.0);
        renderer.on_start_processing();
        // kira goes from an old volume to a new one within what it mixes at a time. So that is one sample.
        let (first, rest) = out[from..].split_at_mut(channels);
        renderer.process(first, CHANNELS);
        renderer.process(rest, CHANNELS);
        // Voices are told where they are.
        renderer.on_start_processing();
    }
}

/// Of a mixer that has room for [`MOST_VOICES`].
pub fn settings<B: Backend>(backend: B::Settings) -> AudioManagerSettings<B> {
    AudioManagerSettings {
        capacities: Capacities::default(),
        main_track_builder: MainTrackBuilder::new().sound_capacity(MOST_VOICES),
        internal_buffer_size: CHUNK,
        backend_settings: backend,
    }
}

/// A sound as kira plays it from that second on.
pub fn data(frames: &Arc<[Frame]>, playback: Playback, from: f64) -> StaticSoundData {
    let settings = StaticSoundSettings::new()
        .start_position(from)
        .volume(decibels(playback.volume))
        .panning(Panning(playback.pan))
        .playback_rate(PlaybackRate(playback.rate))
        .loop_region(playback.looped.then(|| Region::from(0.0..)))
        .fade_in_tween(fade(playback.fade_in));
    StaticSoundData {
        sample_rate: RATE,
        frames: frames.clone(),
        settings,
        slice: None,
    }
}

/// A change that takes so many seconds; at once, if that is none.
pub fn tween(seconds: f64) -> Tween {
    Tween {
        duration: std::time::Duration::try_from_secs_f64(seconds).unwrap_or_default(),
        ..Tween::default()
    }
}

fn fade(seconds: f64) -> Option<Tween> {
    (seconds > 0.0).then(|| tween(seconds))
}

/// The most that a sound is made louder, in decibels.
const LOUDEST: f32 = 60.0;

/// A factor for amplitudes as kira has it. It is silent from -60 dB down.
pub fn decibels(volume: f32) -> Decibels {
    match volume > 0.0 {
        true => Decibels((20.0 * volume.log10()).min(LOUDEST)),
        false => Decibels::SILENCE,
    }
}
