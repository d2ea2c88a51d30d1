//! A display for a machine that has none: an Xvfb of our own, gone when this process is.

#[cfg(target_os = "linux")]
mod cookie;
#[cfg(target_os = "linux")]
mod egl;
#[cfg(not(target_os = "linux"))]
mod elsewhere;
#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "linux")]
mod number;
#[cfg(target_os = "linux")]
mod x11;
#[cfg(target_os = "linux")]
mod xvfb;

#[cfg(not(target_os = "linux"))]
pub use elsewhere::{Display, find, find_or_start, screen_size};
#[cfg(target_os = "linux")]
pub use linux::{Display, find, find_or_start};
#[cfg(target_os = "linux")]
pub use x11::screen_size;
