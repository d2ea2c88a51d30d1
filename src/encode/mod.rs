//! Frames to a file: what ffmpeg is told, the child process, pixels to YUV, and the name of the file while it is
//! being written.

pub mod args;
mod convert;
mod description;
mod encoder;
mod ffmpeg;
pub mod format;
mod palette;
mod patience;
mod pipe;
mod priority;
pub mod remux;
pub mod target;

pub use args::Movie;
pub use convert::{Converter, PixelFormat};
pub use description::{Described, Description};
pub use encoder::Encoder;
pub use ffmpeg::{Ffmpeg, Killer, end, spawn_failed};
pub use format::{Chroma, Codec, EncoderChoice, Encoding, Format, Preset};
pub use pipe::Pipe;
pub use priority::{BehindEncoder, Priority};
pub use target::{Overwrite, Target};
