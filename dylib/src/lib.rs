//! All of kinora as one library that is loaded when a program starts, instead of a part of it.
//!
//! A program that is built with kinora's feature `live` is linked to this library, and so is every later state of the
//! same program: they share one window, one clock and one stage. Only the tool `kinora` builds programs so.

pub use kinora_run;
