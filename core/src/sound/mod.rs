//! What a sketch plays: sounds, a mixer that is driven by the sketch's clock instead of a sound card's, and what can be
//! seen in a sound. It knows no window, no canvas, and no file that sound is written into.
//!
//! The mixer is the crate kira's. It has no thread of its own here: each frame of the sketch takes it to the frame's moment,
//! and what it gave until then is taken by whoever makes a movie. So a sound that is started in frame n begins at sample
//! n / fps · 48000, on every machine. Where a sound card is listened to (feature `audio`), a second mixer of the same kind
//! follows this one on the card's own thread: what is heard does not stutter where drawing does.

mod analysis;
mod beats;
mod card;
mod decode;
mod desk;
mod follow;
mod mixer;
pub mod names;
mod playback;
mod playing;
mod samples;
mod tone;
mod voice;

use kinora_movie::encode::SampleFormat;

pub use decode::seconds_of_file;
pub use follow::Follow;
pub use mixer::{advance, begin_anew, clear, go_on, has_sounds, keep, listen, take};
pub use playback::Playback;
pub use samples::Sound;
pub use tone::{Tone, midi_to_hertz};
pub use voice::Voice;

/// Samples a second of everything that is mixed. Files of another rate are brought to it when they are loaded.
pub const RATE: u32 = 48_000;

/// Left and right.
pub const CHANNELS: u16 = 2;

/// What is mixed.
pub const FORMAT: SampleFormat = SampleFormat {
    rate: RATE,
    channels: CHANNELS,
};

/// Samples of each channel in so many seconds.
pub fn samples_in(seconds: f64) -> u64 {
    // A third of a second, 24 thirtieths and the like are whole numbers of samples but for the last bit.
    (seconds * f64::from(RATE)).round() as u64
}
