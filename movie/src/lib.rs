//! Pixels to a movie and back: colours converted right, encoding behind a channel, no file under its name before it is
//! whole. No window, no OpenGL, no display; ffmpeg must be installed.
//!
//! ```no_run
//! use kinora_movie::{Pixels, VideoWriter};
//!
//! # fn main() -> Result<(), kinora_movie::MovieError> {
//! let mut movie = VideoWriter::create("fade.mp4", 640, 480, 20.0)?;
//! for brightness in 0..100 {
//!     movie.write(Pixels::Gray(&[brightness; 640 * 480]))?;
//! }
//! println!("{}", movie.finish()?);
//! # Ok(())
//! # }
//! ```
//!
//! A [`VideoWriter`] takes pictures one by one, a [`Clip`] makes them from a function of time, and (with the feature
//! `image`) a `VideoReader` gives those of a movie. Below them is a [`Recorder`](recorder::Recorder), whose caller
//! converts pictures in place and decides whether he waits for the encoder.
//!
//! # The way a frame travels
//!
//! [`frame`] → [`recorder`] (channel, encoder thread) → [`encode`] (conversion, ffmpeg) → file. What comes back is a spent
//! buffer and, at the end, one [`Report`].

pub mod frame;

mod rate;

pub mod recorder;

pub mod encode;

mod writer;

mod clip;

#[cfg(feature = "progress")]
pub mod progress;

#[cfg(feature = "image")]
mod reader;

pub mod verify;

mod recover;

pub mod join;

mod error;

#[cfg(feature = "image")]
pub use clip::solid;
pub use clip::{Clip, gray};
pub use encode::{Chroma, Codec, EncoderChoice, Preset};
pub use error::MovieError;
pub use frame::{AsPicture, Pixels, Size};
pub use rate::{MAX_FPS, MIN_FPS, check_fps, frame_count};
#[cfg(feature = "image")]
pub use reader::VideoReader;
pub use recorder::Report;
pub use recover::{recover, recover_as};
pub use writer::{VideoWriter, WriterOptions};
