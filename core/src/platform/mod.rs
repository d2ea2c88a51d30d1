//! What differs by machine: a display or none, OpenGL, the clock on the wall, signals, how a process ends, what is said
//! to people. It knows no sketch, no canvas, no shape.

pub mod background;
pub mod date;
pub mod display;
pub mod ending;
pub mod interrupt;
pub mod itself;
pub mod library;
pub mod load;
pub mod memory;
pub mod opengl;
pub mod panics;
pub mod say;
pub mod unseen;
pub mod wall;
