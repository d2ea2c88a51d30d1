//! What runs a sketch: the window, the runs without one, the command line over both. The inside of kinora.
//!
//! Programs use the crate `kinora`, which has the names for them. What is here is for kinora itself and may change with
//! any version.
//!
//! The rooms, from the bottom up: `make` has the runs without a window, `live` what builds a program anew while it runs,
//! `studio` the window, and `cli` the command line.

mod make;

pub mod live;

mod studio;

mod cli;

#[cfg(feature = "live")]
pub use cli::host;
pub use cli::{run, run_with};
use kinora_core::KinoraError;
