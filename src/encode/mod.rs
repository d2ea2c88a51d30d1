//! Frames to a file: what ffmpeg is told, the child process, RGB to YUV, and the name of the file while it is
//! being written.

pub mod args;
mod ffmpeg;
mod pipe;
mod target;
mod yuv;

pub use args::{Format, Movie, Quality};
pub use ffmpeg::{Ffmpeg, Killer};
pub use pipe::FrameSink;
pub use target::{Overwrite, Target};
pub use yuv::Yuv420;
