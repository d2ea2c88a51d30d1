//! Movies as a function of time.

use std::path::Path;

use crate::MovieError;
use crate::frame::AsPicture;
use crate::rate::{check_fps, frame_count};
use crate::recorder::Report;
use crate::writer::{VideoWriter, WriterOptions};

/// A movie whose picture at every moment is a function of the time in seconds.
///
/// ```no_run
/// use kinora_movie::{Clip, gray, solid};
///
/// # fn main() -> Result<(), kinora_movie::MovieError> {
/// Clip::new(2.0, |t| solid(640, 480, gray(t / 2.0))).fps(24.0).write("fade.mp4")?;
/// # Ok(())
/// # }
/// ```
#[must_use]
pub struct Clip<F> {
    duration: f64,
    picture: F,
    fps: f64,
    options: WriterOptions,
    progress: Option<Box<dyn FnMut(u64)>>,
}

impl<F, P> Clip<F>
where
    F: FnMut(f64) -> P,
    P: AsPicture,
{
    /// `duration` seconds, in which `picture` is asked for frame n at n / fps seconds. All pictures have the size of the
    /// first.
    pub fn new(duration: f64, picture: F) -> Clip<F> {
        Clip {
            duration,
            picture,
            fps: 30.0,
            options: WriterOptions::default(),
            progress: None,
        }
    }

    /// Frames a second; 30 if left out.
    pub fn fps(mut self, fps: f64) -> Clip<F> {
        self.fps = fps;
        self
    }

    /// Codec, quality and the rest.
    pub fn options(mut self, options: WriterOptions) -> Clip<F> {
        self.options = options;
        self
    }

    /// Calls `progress` with the number of pictures made, after each, in place of the bar that is otherwise shown on a
    /// terminal with the feature `progress`.
    pub fn progress(mut self, progress: impl FnMut(u64) + 'static) -> Clip<F> {
        self.progress = Some(Box::new(progress));
        self
    }

    /// Makes the movie. The extension of `path` is its format; see [`VideoWriter::create`].
    ///
    /// # Errors
    /// [`MovieError::Duration`], [`MovieError::Fps`], and those of [`VideoWriter`].
    pub fn write(mut self, path: impl AsRef<Path>) -> Result<Report, MovieError> {
        let fps = check_fps(self.fps)?;
        let frames = frame_count(fps, self.duration)?;
        let mut progress = match self.progress.take() {
            Some(progress) => progress,
            #[cfg(feature = "progress")]
            None => crate::progress::bar(frames, fps),
            #[cfg(not(feature = "progress"))]
            None => Box::new(|_| ()),
        };

        let first = (self.picture)(0.0);
        let size = first.as_picture()?.size().ok_or(MovieError::NoSize)?;
        let small = |side: usize| u32::try_from(side).unwrap_or(u32::MAX);
        let mut movie = self
            .options
            .create(path, small(size.0), small(size.1), fps)?;
        movie.write(first)?;
        progress(1);
        for index in 1..frames {
            movie.write((self.picture)(index as f64 / fps))?;
            progress(index + 1);
        }
        drop(progress);
        movie.finish()
    }
}

impl<F> std::fmt::Debug for Clip<F> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Clip({} s at {} fps)", self.duration, self.fps)
    }
}

impl std::fmt::Debug for VideoWriter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "VideoWriter({} frames)", self.frames())
    }
}

/// A picture in one colour: R, G, B, 0 to 255 each.
#[cfg(feature = "image")]
pub fn solid(width: u32, height: u32, rgb: [u8; 3]) -> image::RgbImage {
    image::RgbImage::from_pixel(width, height, image::Rgb(rgb))
}

/// The gray from 0.0 (black) to 1.0 (white), in steps of sRGB; what lies outside is black or white.
pub fn gray(brightness: f64) -> [u8; 3] {
    [(brightness.clamp(0.0, 1.0) * 255.0).round() as u8; 3]
}
