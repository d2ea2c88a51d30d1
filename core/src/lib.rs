//! What plays a sketch frame by frame on a canvas, in a window or without one: the inside of kinora.
//!
//! Programs use the crate `kinora`, which has the names for them, the window and the command line. What is here is for
//! kinora itself and may change with any version.
//!
//! The modules are in the order in which a frame passes them: a [`sketch`] draws [shapes](draw), the [`stage`] plays it
//! frame by frame, on a [`canvas`], which is read back into frames of the crate `kinora-movie`. The [`platform`] is what
//! differs by machine.

pub mod sketch;

pub mod draw;

pub mod stage;

pub mod canvas;

pub mod sound;

pub mod tools;

pub mod platform;

mod error;

pub use error::{KinoraError, PartsError};
pub use sketch::Sketch;
