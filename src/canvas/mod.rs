//! The off-screen target that a sketch draws on, what stands in for the window meanwhile, and reading it back. It knows
//! nothing of time, and of sketches no more than a size.

pub mod capture;
pub mod framebuffer;
mod target;

pub use capture::Capture;
pub use target::*;
