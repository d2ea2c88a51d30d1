//! A program that is built anew while it plays: its sources are watched, and what comes of them is loaded into the window.
//!
//! The tool builds a package as a library, which is linked to kinora as another library (`kinora-dylib`), and starts
//! itself once more with both; there `kinora_live` opens the window. A thread watches the sources and has cargo build them; the
//! window hears of it and goes on with the new sketches. Old libraries stay loaded: what they have made may be in use.
//!
//! Only [`build`] and [`start`] are in the tool itself. The rest needs the feature `live`, which only those builds have
//! that are loaded.

pub mod build;
pub mod start;

#[cfg(feature = "live")]
pub(crate) mod library;
#[cfg(feature = "live")]
mod sources;
#[cfg(feature = "live")]
mod watch;
#[cfg(feature = "live")]
mod worker;

#[cfg(feature = "live")]
pub(crate) use worker::{Live, News};
