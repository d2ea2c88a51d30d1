//! How a sketch is to be played: settings, and the plan that they are once they are checked.

use kinora_movie::frame::Size;
use kinora_movie::{check_fps, frame_count};

use crate::KinoraError;
use crate::sketch::sampling::Sampling;

/// Settings of one play, from the sketch and the command line, not yet checked.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// Width and height of the canvas as the sketch sees it.
    pub size: (u32, u32),
    /// Pixels of the movie on one unit of the canvas.
    pub scale: f64,
    /// Frames of one second.
    pub fps: f64,
    /// Seconds that the playhead goes round in; `None` for a sketch without an end.
    pub duration: Option<f64>,
    /// Second of the play at which the movie begins.
    pub from: f64,
    /// Seconds of the movie, if it is another length than the sketch's.
    pub length: Option<f64>,
    /// What random numbers begin with.
    pub seed: u64,
    /// Each frame begins clear instead of black, and keeps its transparency.
    pub alpha: bool,
    /// How many samples make one picture.
    pub sampling: Sampling,
}

impl Settings {
    /// Checks every setting once; a [`Plan`] is a possible movie.
    pub fn check(self) -> Result<Plan, KinoraError> {
        let size = Size::new(self.size.0, self.size.1)?;
        let pixels = size.scaled(self.scale)?;
        let supersample = self.sampling.supersample;
        let canvas = pixels.scaled(supersample.into());
        check_fps(self.fps)?;
        if !(self.from >= 0.0 && self.from.is_finite()) {
            return Err(KinoraError::From(self.from));
        }
        let frames = self
            .length
            .or(self.duration)
            .map(|duration| frame_count(self.fps, duration))
            .transpose()?;
        Ok(Plan {
            size,
            pixels,
            canvas: canvas.map_err(|_| KinoraError::Canvas {
                size: pixels,
                supersample,
            })?,
            scale: self.scale,
            fps: self.fps,
            duration: self.duration,
            first: (self.from * self.fps).round() as u64,
            frames,
            seed: self.seed,
            alpha: self.alpha,
            sampling: self.sampling,
        })
    }
}

/// How a sketch is to be played: checked settings.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// The canvas as the sketch sees it.
    pub size: Size,
    /// The pixels of the movie.
    pub pixels: Size,
    /// The pixels that the canvas really has: more than the movie where they are supersampled.
    pub canvas: Size,
    /// Pixels of the movie on one unit of the canvas.
    pub scale: f64,
    /// Frames of one second.
    pub fps: f64,
    /// Seconds; `None` for a sketch without an end.
    pub duration: Option<f64>,
    /// Index of the first frame of the movie.
    pub first: u64,
    /// Number of frames of the movie.
    pub frames: Option<u64>,
    /// What random numbers begin with.
    pub seed: u64,
    /// Each frame begins clear instead of black, and keeps its transparency.
    pub alpha: bool,
    /// How many samples make one picture.
    pub sampling: Sampling,
}

impl Plan {
    /// Takes the size of a window, in pixels, of which so many are a point; whether it is another one.
    pub fn follow(&mut self, (width, height): (f32, f32), scale: f32) -> bool {
        let points = Size::new((width / scale) as u32, (height / scale) as u32);
        let pixels = Size::new(width as u32, height as u32);
        let (Ok(points), Ok(pixels)) = (points, pixels) else {
            return false;
        };
        let is_new = (points, pixels) != (self.size, self.canvas);
        self.scale = f64::from(scale);
        (self.size, self.pixels, self.canvas) = (points, pixels, pixels);
        is_new
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use kinora_movie::MovieError;

    use crate::Sketch;

    fn sketch(name: &str) -> Sketch {
        Sketch::new(name, || async {})
    }

    #[test]
    fn a_plan_counts_fps_times_duration_frames() {
        let frames = |fps: f64, seconds: f64| {
            sketch("s")
                .fps(fps)
                .duration(seconds)
                .settings()
                .check()
                .unwrap()
                .frames
        };
        assert_eq!(frames(20.0, 5.0), Some(100));
        assert_eq!(frames(30000.0 / 1001.0, 10.0), Some(300));
        assert_eq!(frames(24.0, 0.04), Some(1));
    }

    #[test]
    fn a_canvas_that_follows_its_window_has_its_points_and_its_pixels() {
        let mut plan = sketch("s").settings().check().unwrap();
        assert!(plan.follow((1000.0, 600.0), 2.0));
        assert!(!plan.follow((1000.0, 600.0), 2.0));
        assert_eq!(plan.size, Size::new(500, 300).unwrap());
        assert_eq!(plan.pixels, Size::new(1000, 600).unwrap());
        assert_eq!(plan.canvas, plan.pixels);
        assert!(
            !plan.follow((0.0, 600.0), 2.0),
            "a window may be that small"
        );
        assert_eq!(plan.canvas, plan.pixels);
    }

    #[test]
    fn impossible_settings_are_refused() {
        let refused = |sketch: Sketch| sketch.settings().check().unwrap_err();
        assert!(matches!(
            refused(sketch("s").size(0, 480)),
            KinoraError::Movie(MovieError::Size { .. })
        ));
        assert!(matches!(
            refused(sketch("s").fps(0)),
            KinoraError::Movie(MovieError::Fps(_))
        ));
        assert!(matches!(
            refused(sketch("s").fps(f64::NAN)),
            KinoraError::Movie(MovieError::Fps(_))
        ));
        assert!(matches!(
            refused(sketch("s").fps(f64::INFINITY)),
            KinoraError::Movie(MovieError::Fps(_))
        ));
        assert!(matches!(
            refused(sketch("s").duration(-1.0)),
            KinoraError::Movie(MovieError::Duration(_))
        ));
        assert!(matches!(
            refused(sketch("s").duration(0.0)),
            KinoraError::Movie(MovieError::Duration(_))
        ));
        assert!(matches!(
            refused(sketch("s").duration(f64::INFINITY)),
            KinoraError::Movie(MovieError::Duration(_))
        ));
    }
}
