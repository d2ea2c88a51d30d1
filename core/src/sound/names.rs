//! macroquad's names for sound.

use std::path::Path;

use macroquad::Error;
use macroquad::file::load_file;

use super::decode::decode;
use super::{Playback, Sound, mixer};

/// How a sound is played.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlaySoundParams {
    /// Again and again, until it is stopped.
    pub looped: bool,
    /// What its amplitudes are multiplied by.
    pub volume: f32,
}

impl Default for PlaySoundParams {
    fn default() -> PlaySoundParams {
        PlaySoundParams {
            looped: false,
            volume: 1.0,
        }
    }
}

/// Loads a sound file: wav, ogg (Vorbis), mp3 or flac, of any rate and number of channels.
///
/// # Errors
/// There is no such file, or what is in it is no sound.
pub async fn load_sound(path: &str) -> Result<Sound, Error> {
    let bytes = load_file(path).await?;
    of_bytes(&bytes, Some(Path::new(path)))
}

/// The same, of what is in such a file.
///
/// # Errors
/// What is in it is no sound.
pub async fn load_sound_from_bytes(data: &[u8]) -> Result<Sound, Error> {
    of_bytes(data, None)
}

fn of_bytes(bytes: &[u8], path: Option<&Path>) -> Result<Sound, Error> {
    let decoded = decode(bytes).map_err(|why| {
        let name = match path {
            Some(path) => format!("the sound file '{}'", path.display()),
            None => "the sound".to_owned(),
        };
        // macroquad's errors have words that live as long as the program.
        let words = format!("{name} cannot be played: {why}");
        Error::UnknownError(words.leak())
    })?;
    Ok(Sound::new(decoded))
}

/// Plays a sound, beside all that plays of it already.
pub fn play_sound(sound: &Sound, params: PlaySoundParams) {
    let playback = Playback::new().volume(params.volume);
    sound.play(match params.looped {
        true => playback.looped(),
        false => playback,
    });
}

/// Plays a sound once, as loud as it is.
pub fn play_sound_once(sound: &Sound) {
    sound.play(Playback::new());
}

/// Ends everything that plays of a sound.
pub fn stop_sound(sound: &Sound) {
    mixer::with_sound(sound.number(), |playing| playing.stop(0.0));
}

/// How loud everything is that plays of a sound.
pub fn set_sound_volume(sound: &Sound, volume: f32) {
    mixer::with_sound(sound.number(), |playing| playing.set_volume(volume));
}
