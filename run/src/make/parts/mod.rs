//! A movie in parts: cut into whole frames, each part made by whoever can, on this machine or another, and joined
//! without a seam.
//!
//! A [`Folder`] has the parts of one movie. Its manifest is the [`Job`]: all that the movie depends on, and the [`Cut`].
//! Beside each finished part lies its [`Record`]. A [`Worker`] plays the sketch once, from its beginning, and makes the parts
//! that it is told to; a [`Crew`] is several of them, each a process. [`join`] looks at everything, and joins it.

mod count;
mod crew;
mod cut;
mod divided;
mod folder;
mod hash;
mod job;
mod join;
mod probe;
mod sound;
mod worker;

pub use cut::Cut;
pub use divided::{Divided, Done, folder_of, format, named};
pub use folder::{Folder, Record};
pub use job::Job;
pub use join::{check_name, join};
pub use probe::Probe;
pub use worker::{Orders, Worker};
