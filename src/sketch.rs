//! What a sketch is: a name, a size, a frame rate, a duration, a seed, and how to start it. It knows nothing of
//! windows and files.

pub use kinora_core::sketch::{MAX_FPS, MIN_FPS, Outcome, Sketch, Window, window};
