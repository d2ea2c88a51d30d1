//! Frames to a file: what ffmpeg is told, the child process, pixels to YUV, and the name of the file while it is
//! being written.

pub mod args;
pub mod ask;
pub mod census;
mod codec;
mod container;
mod convert;
mod encoder;
mod feed;
pub mod ffmpeg;
mod format;
mod inherit;
mod limits;
mod output;
mod palette;
mod patience;
pub mod pattern;
mod pipe;
mod pixel_format;
mod priority;
pub mod remux;
mod side;
mod sound;
pub mod target;
mod track;
pub mod url;
pub mod whole;

pub use args::{Aim, Movie};
pub use ask::{OLDEST, Version};
pub use codec::{Chroma, Codec, EncoderChoice, Preset};
pub use container::Container;
pub use convert::Converter;
pub use encoder::Encoder;
pub use feed::{Feed, Job};
pub use ffmpeg::{Killer, Start, end, spawn_failed};
pub use ffmpeg_sidecar::ffprobe::ffprobe_path;
pub use ffmpeg_sidecar::paths::ffmpeg_path;
pub use format::{Encoding, Format};
pub use output::Output;
pub use patience::{Bounds, SAY_AFTER};
pub use pixel_format::PixelFormat;
pub use priority::{BehindEncoder, Priority};
pub use side::{Given, Kept};
pub use sound::{Audio, Sound};
pub use target::{Overwrite, Target};
pub use track::{Delay, SampleFormat, Samples, Track};
