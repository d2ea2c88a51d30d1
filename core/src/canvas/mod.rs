//! The off-screen target that a sketch draws on, the window that it is shown in, what stands in for that meanwhile,
//! and reading it back. It knows nothing of time, and of sketches no more than their sizes.

pub mod capture;
mod context;
pub(crate) mod depth;
pub mod framebuffer;
pub mod native;
pub(crate) mod shader;
mod target;

pub use capture::Capture;
pub use target::*;
