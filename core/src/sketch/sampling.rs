//! How many samples of space and of time make one picture.

use crate::KinoraError;

/// The most pixels of the canvas for one of the picture, in each direction.
pub const MOST_SUPERSAMPLE: u32 = 4;

/// The most sub-frames of a picture.
pub const MOST_SUB_FRAMES: u32 = 64;

/// The angle of a shutter in degrees where nothing else is said: a film camera's, open half of the time.
pub const USUAL_SHUTTER: f64 = 180.0;

/// What the mean of is one pixel of a picture. The default is a single sample: pictures are the canvas as it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sampling {
    /// Pixels of the canvas for one of the picture, in each direction: 1 to [`MOST_SUPERSAMPLE`].
    pub supersample: u32,
    /// How often the canvas is drawn for one picture: 1, without motion blur, to [`MOST_SUB_FRAMES`].
    pub sub_frames: u32,
    /// How long the sub-frames of a picture take, as the angle of a rotary shutter in degrees: above 0, and at 360 the
    /// whole time of a frame.
    pub shutter: f64,
}

impl Default for Sampling {
    fn default() -> Sampling {
        Sampling {
            supersample: 1,
            sub_frames: 1,
            shutter: USUAL_SHUTTER,
        }
    }
}

impl Sampling {
    /// Checks all three once.
    ///
    /// # Errors
    /// [`KinoraError::Supersample`], [`KinoraError::MotionBlur`], [`KinoraError::Shutter`].
    pub fn new(supersample: u32, sub_frames: u32, shutter: f64) -> Result<Sampling, KinoraError> {
        if !(1..=MOST_SUPERSAMPLE).contains(&supersample) {
            return Err(KinoraError::Supersample(supersample));
        }
        if !(1..=MOST_SUB_FRAMES).contains(&sub_frames) {
            return Err(KinoraError::MotionBlur(sub_frames));
        }
        if !(shutter > 0.0 && shutter <= 360.0) {
            return Err(KinoraError::Shutter(shutter));
        }
        Ok(Sampling {
            supersample,
            sub_frames,
            shutter,
        })
    }

    /// How many pixels of canvases make one of the picture.
    pub fn samples(&self) -> u32 {
        self.supersample * self.supersample * self.sub_frames
    }

    /// Whether a picture is made of more than one sub-frame.
    pub fn blurs(&self) -> bool {
        self.sub_frames > 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_out_of_range_is_refused() {
        assert_eq!(Sampling::new(1, 1, 180.0).unwrap(), Sampling::default());
        assert_eq!(Sampling::new(4, 64, 360.0).unwrap().samples(), 1024);
        for supersample in [0, 5] {
            let refused = Sampling::new(supersample, 1, 180.0);
            assert!(matches!(refused, Err(KinoraError::Supersample(_))));
        }
        for sub_frames in [0, 65] {
            let refused = Sampling::new(1, sub_frames, 180.0);
            assert!(matches!(refused, Err(KinoraError::MotionBlur(_))));
        }
        for shutter in [0.0, -90.0, 360.1, f64::NAN, f64::INFINITY] {
            let refused = Sampling::new(1, 8, shutter);
            assert!(matches!(refused, Err(KinoraError::Shutter(_))), "{shutter}");
        }
    }
}
