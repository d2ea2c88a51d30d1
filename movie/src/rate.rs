//! Frames a second, and how many of them some seconds have.

use crate::MovieError;

/// The highest frame rate a movie may have, in frames a second.
pub const MAX_FPS: f64 = 1000.0;

/// The lowest: a frame in a hundred seconds, which GIF can count in hundredths.
pub const MIN_FPS: f64 = 0.01;

/// The same number, if a movie can have so many frames a second.
///
/// # Errors
/// [`MovieError::Fps`] if it is not [`MIN_FPS`] to [`MAX_FPS`].
pub fn check_fps(fps: f64) -> Result<f64, MovieError> {
    if (MIN_FPS..=MAX_FPS).contains(&fps) {
        Ok(fps)
    } else {
        Err(MovieError::Fps(fps))
    }
}

/// How many frames `duration` seconds have, to the nearest whole one.
///
/// # Errors
/// [`MovieError::Duration`] if that is none, or no number.
pub fn frame_count(fps: f64, duration: f64) -> Result<u64, MovieError> {
    let frames = (fps * duration).round();
    if frames >= 1.0 && frames.is_finite() {
        Ok(frames as u64)
    } else {
        Err(MovieError::Duration(duration))
    }
}
