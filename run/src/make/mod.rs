//! The runs without a window: a movie, one picture, a sheet of them; and the recipe that each carries. They know nothing
//! of keys, and of how arguments are written.

pub mod check;
pub mod export;
pub mod film;
pub mod headless;
mod heard;
pub mod parts;
pub mod picture;
pub mod recipe;
pub mod script;
pub mod sheet;
pub mod still;
mod vectors;
