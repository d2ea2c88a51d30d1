//! All of kinora as one library that is loaded when a program starts, instead of a part of it.
//!
//! A program that is built with kinora's feature `live` is linked to this library, and so is every later state of the
//! same program: they share one window, one clock and one stage. Only the tool `kinora` builds programs so.

pub use kinora_run;

/// What the tool calls in the process that has the window; the exit code of that process.
///
/// `kinora_run::live::start` looks for it by this name.
// SAFETY: no other library has a function of this name.
#[unsafe(no_mangle)]
pub extern "C" fn kinora_live() -> i32 {
    kinora_run::host()
}
