//! The displays of macOS and Windows, which are always there.

use macroquad::miniquad::conf::{LinuxBackend, LinuxX11Gl};

use crate::KinoraError;

/// The display that macOS and Windows always have.
pub struct Display;

impl Display {
    /// What miniquad asks of Linux alone.
    pub fn backend(&self) -> LinuxBackend {
        LinuxBackend::default()
    }

    /// What miniquad asks of Linux alone.
    pub fn gl(&self) -> LinuxX11Gl {
        LinuxX11Gl::default()
    }

    /// It is not ours to end.
    pub fn close(self) {}

    /// It is there.
    pub fn ready(&mut self) -> Result<(), KinoraError> {
        Ok(())
    }
}

impl std::fmt::Display for Display {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the system's own")
    }
}

/// The one there is.
pub fn find() -> Result<Display, KinoraError> {
    Ok(Display)
}

/// The one there is.
pub fn find_or_start() -> Result<Display, KinoraError> {
    Ok(Display)
}

/// Width and height in pixels of the screen that a window would open on: it cannot be asked before there is one.
pub fn screen_size() -> Option<(f32, f32)> {
    None
}
