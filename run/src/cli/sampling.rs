//! The arguments that say how many samples make one picture.

use clap::Args;

use crate::KinoraError;
use crate::make::recipe::Recipe;
use kinora_core::sketch::sampling::{Sampling, USUAL_SHUTTER};

/// Quality in space and in time.
#[derive(Args)]
pub struct SamplingArgs {
    /// Draw with K times the pixels in each direction, 2 to 4, and take their mean in linear light: smooth edges of
    /// everything. 1 is off.
    #[arg(long, value_name = "K", allow_negative_numbers = true)]
    supersample: Option<u32>,
    /// Draw each picture N times, 2 to 64, while the shutter is open, and take the mean in linear light. A sketch that
    /// goes on by one step per next_frame(), and not by get_frame_time(), then goes N times as fast. 1 is off.
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    motion_blur: Option<u32>,
    /// How long the shutter of --motion-blur is open, as the angle of a film camera's: 360 is the whole time of a frame;
    /// 180 if left out.
    #[arg(long, value_name = "DEGREES", allow_negative_numbers = true)]
    shutter: Option<f64>,
}

impl SamplingArgs {
    /// What was asked for, or else what the recipe says.
    ///
    /// # Errors
    /// What is out of range; [`KinoraError::NoMotionBlur`] for a shutter without anything to blur.
    pub fn sampling(&self, recipe: Option<&Recipe>) -> Result<Sampling, KinoraError> {
        let motion_blur = self
            .motion_blur
            .or(recipe.and_then(|recipe| recipe.motion_blur));
        if self.shutter.is_some() && motion_blur.is_none() {
            return Err(KinoraError::NoMotionBlur);
        }
        Sampling::new(
            self.supersample
                .or(recipe.and_then(|recipe| recipe.supersample))
                .unwrap_or(1),
            motion_blur.unwrap_or(1),
            self.shutter
                .or(recipe.and_then(|recipe| recipe.shutter))
                .unwrap_or(USUAL_SHUTTER),
        )
    }
}
