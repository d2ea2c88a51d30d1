//! Frames to a file: what ffmpeg is told, the child process, RGB to YUV, and the name of the file while it is
//! being written.

pub mod args;
mod convert;
mod ffmpeg;
mod pipe;
mod target;

pub use args::{Format, Movie, Quality};
pub use convert::{Converter, PixelFormat};
pub use ffmpeg::{Ffmpeg, Killer};
pub use pipe::Pipe;
pub use target::{Overwrite, Target};
