//! Other code for the sketch that plays: what was played is played again by it.

use kinora_core::stage::Moment;
#[cfg(feature = "live")]
use kinora_core::{
    sketch::{Plan, Sketch},
    stage::{Shared, Stage},
};

use super::{Played, Player};
use crate::KinoraError;

impl Player {
    #[cfg(feature = "live")]
    /// Goes on with other code of the sketch, at the moment that is shown; also where the old code could not go on.
    pub fn swap(&mut self, sketch: &Sketch, plan: &Plan, parameters: Shared) {
        self.broken = None;
        self.name = sketch.name().to_owned();
        match &mut self.stage {
            Some(stage) => stage.replace(sketch, plan),
            None => {
                let mut stage = Stage::new(sketch, plan, parameters).with_tape();
                if let Some(tape) = self.left.take() {
                    stage.resume(tape, plan);
                }
                self.stage = Some(stage);
            }
        }
        self.transport.again(plan.fps);
        self.is_swapped = self.transport.is_on_its_way();
    }

    /// Goes to the moment that the old code had come to. Its frame has been one of the movie, and is none again where each
    /// one drawn is.
    pub(super) fn catch_up(
        &mut self,
        target: Moment,
        fps: f64,
        locked: bool,
    ) -> Result<Played, KinoraError> {
        let passed = self.passed;
        let played = self.replay(target, fps)?;
        if played != Played::Drawn {
            self.is_swapped &= played == Played::Held;
            return Ok(played);
        }
        self.is_swapped = false;
        // The next frame tells how long this one is shown, since it was first drawn.
        self.passed = passed;
        Ok(match locked {
            true => Played::Held,
            false => Played::Drawn,
        })
    }
}
