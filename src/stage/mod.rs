//! Plays a sketch frame by frame on its canvas. The window and the export use the same stage; they differ in the
//! [`Moment`]s and the [`Input`] they give it.

pub(crate) mod camera;
mod input;
pub(crate) mod now;
pub(crate) mod paint;
pub(crate) mod parameters;
pub(crate) mod raster;
mod shadow;
mod shutter;

use std::panic::AssertUnwindSafe;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use crate::Error;
use crate::canvas::Canvas;
use crate::panics;
use crate::sketch::{Plan, Play, Sketch};
pub use input::Input;
pub use now::Moment;
pub(crate) use parameters::{Parameters, Shared};
pub(crate) use shutter::Shutter;

/// The names of macroquad's that a recording depends on, as the prelude has them.
pub mod names {
    pub use super::camera::{
        Camera, clear_background, gl_use_default_material, gl_use_material, pop_camera_state,
        push_camera_state, set_blend, set_camera, set_default_camera,
    };
    pub use super::input::names::*;
    pub use super::paint::Blend;
    pub use super::parameters::names::*;
    pub use super::shadow::*;
}

/// What became of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// A frame is on the canvas.
    Drawn,
    /// The sketch returned: there are no more frames.
    Ended,
}

/// A sketch that is being played, and its canvas.
pub(crate) struct Stage {
    sketch: Sketch,
    seed: u64,
    play: Play,
    canvas: Rc<Canvas>,
    parameters: Shared,
    kept: camera::Kept,
}

/// Whether what the sketch draws comes onto the canvas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Drawing {
    Done,
    LeftOut,
}

impl Stage {
    /// Sets the scene: canvas, seed, parameters, and the sketch before its first frame. There is one stage at a time.
    pub fn new(sketch: &Sketch, plan: &Plan, parameters: Shared) -> Stage {
        let canvas = Rc::new(Canvas::new(plan.canvas, plan.alpha));
        now::set_scene(plan, canvas.clone(), parameters.clone());
        macroquad::rand::srand(plan.seed);
        Stage {
            sketch: sketch.clone(),
            seed: plan.seed,
            play: sketch.start(),
            canvas,
            parameters,
            kept: camera::Kept::at_start(),
        }
    }

    /// Sets the sketch before its first frame again.
    pub fn restart(&mut self) {
        // The old play ends before the new one begins, so that the two never share anything.
        self.play = Box::pin(std::future::ready(()));
        macroquad::rand::srand(self.seed);
        self.play = self.sketch.start();
        self.kept = camera::Kept::at_start();
    }

    /// What the random numbers start from at the next [`restart`](Self::restart).
    pub fn set_seed(&mut self, seed: u64) {
        self.seed = seed;
    }

    /// Draws the frame of `moment`.
    ///
    /// # Errors
    /// [`Error::SketchPanicked`]; the sketch cannot be stepped again after it. [`Error::UnknownParameter`],
    /// [`Error::ParameterValue`] after the first frame.
    pub fn step(&mut self, moment: Moment, input: Input) -> Result<Step, Error> {
        self.canvas.clear();
        self.play(moment, input, Drawing::Done)
    }

    /// Plays the frame of `moment` without drawing on the canvas, in a fraction of the time. What the sketch draws on
    /// targets of its own is drawn, because later frames may show it. macroquad's coroutines do not count it as a frame:
    /// they count those of the window.
    ///
    /// # Errors
    /// As those of [`step`](Self::step).
    pub fn skip(&mut self, moment: Moment) -> Result<Step, Error> {
        self.play(moment, Input::default(), Drawing::LeftOut)
    }

    fn play(&mut self, moment: Moment, input: Input, drawing: Drawing) -> Result<Step, Error> {
        now::set_moment(moment, input);
        self.kept.restore(drawing);
        let mut context = Context::from_waker(Waker::noop());
        let polled = panics::catch(AssertUnwindSafe(|| self.play.as_mut().poll(&mut context)));
        self.kept = camera::Kept::take();
        let step = match polled {
            Ok(Poll::Pending) => Step::Drawn,
            Ok(Poll::Ready(())) => Step::Ended,
            Err(message) => {
                return Err(Error::SketchPanicked {
                    name: self.sketch.name().to_owned(),
                    message,
                });
            }
        };
        self.parameters.borrow_mut().after_frame()?;
        Ok(step)
    }

    /// What the sketch draws on.
    pub fn canvas(&self) -> &Canvas {
        &self.canvas
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        now::clear_scene();
    }
}
