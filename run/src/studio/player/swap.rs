//! Other code for the sketch that plays: what was played is played again by it.

use kinora_core::stage::parameters::Values;
use kinora_core::stage::{Moment, Shared};
#[cfg(feature = "live")]
use kinora_core::{
    sketch::{Plan, Sketch},
    stage::Stage,
};

use super::{Played, Player};
use crate::KinoraError;

/// What was shown when the code became another.
pub struct Swap {
    time: f64,
    parameters: Shared,
    values: Values,
}

#[cfg(feature = "live")]
impl Player {
    /// Goes on with other code of the sketch, at the moment that is shown; also where the old code could not go on.
    pub fn swap(&mut self, sketch: &Sketch, plan: &Plan, parameters: Shared) {
        let values = match self.swap.take() {
            // Those of the way there are none that somebody has chosen.
            Some(before) => before.values,
            None => parameters.borrow().to_remember(),
        };
        self.set_code(sketch, plan, &parameters, |stage| {
            stage.replace(sketch, plan)
        });
        self.transport.again();
        self.swap = self.transport.is_on_its_way().then(|| Swap {
            time: self.transport.time(),
            parameters,
            values,
        });
    }

    /// Begins another play with other code of the sketch.
    pub fn swap_and_begin(&mut self, sketch: &Sketch, plan: &Plan, parameters: Shared) {
        self.end_swap();
        self.set_code(sketch, plan, &parameters, |stage| stage.renew(sketch, plan));
        self.is_playing_take = false;
        self.transport.restart();
    }

    fn set_code(
        &mut self,
        sketch: &Sketch,
        plan: &Plan,
        parameters: &Shared,
        replace: impl FnOnce(&mut Stage),
    ) {
        self.broken = None;
        self.name = sketch.name().to_owned();
        match &mut self.stage {
            Some(stage) => replace(stage),
            None => {
                let mut stage = Stage::new(sketch, plan, parameters.clone()).with_tape();
                if let Some(tape) = self.left.take() {
                    stage.resume(tape, plan);
                }
                self.stage = Some(stage);
            }
        }
    }
}

impl Player {
    /// Whether other code is on its way to what was shown.
    pub fn is_swapping(&self) -> bool {
        self.swap.is_some()
    }

    /// Whether that is where other code goes to.
    pub(super) fn is_catching_up(&self, target: Moment) -> bool {
        self.swap
            .as_ref()
            .is_some_and(|swap| swap.time == target.time)
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
        if played == Played::Held {
            return Ok(played);
        }
        self.swap = None;
        if let Some(stage) = &mut self.stage {
            stage.has_caught_up();
        }
        if played == Played::Drawn {
            // The next frame tells how long this one is shown, since it was first drawn.
            self.passed = passed;
        }
        Ok(match played {
            Played::Drawn if locked => Played::Held,
            played => played,
        })
    }

    /// Goes no further; parameters are as they were.
    pub(super) fn end_swap(&mut self) {
        if let Some(swap) = self.swap.take() {
            let mut parameters = swap.parameters.borrow_mut();
            parameters.recall(&swap.values);
            parameters.remember(swap.values);
        }
        if let Some(stage) = &mut self.stage {
            stage.has_caught_up();
        }
    }
}
