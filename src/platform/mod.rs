//! What differs by machine: a display or none, the window, the clock on the wall, signals, panics, what is said to
//! people. It knows nothing of time in a sketch, of shapes and of movies' formats.

pub mod display;
pub mod ending;
pub mod headless;
pub mod interrupt;
pub mod native;
pub mod panics;
pub mod say;
pub mod wall;
