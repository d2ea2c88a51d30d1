//! Plays a sketch frame by frame on its canvas. The window and the export use the same stage; they differ in the
//! [`Moment`]s and the [`Input`] they give it.

mod camera;
mod input;
pub(crate) mod now;
mod paint;
mod shadow;

use std::panic::AssertUnwindSafe;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use macroquad::window::get_internal_gl;

use crate::Error;
use crate::canvas::Canvas;
use crate::panics;
use crate::sketch::{Plan, Play, Sketch};
pub use input::Input;
pub use now::Moment;

/// The names of macroquad's that a recording depends on, as the prelude has them.
pub mod names {
    pub use super::camera::{
        Camera, gl_use_default_material, gl_use_material, pop_camera_state, push_camera_state,
        set_camera, set_default_camera,
    };
    pub use super::input::names::*;
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
    name: String,
    play: Play,
    canvas: Rc<Canvas>,
    kept: camera::Kept,
}

impl Stage {
    /// Sets the scene: canvas, seed, and the sketch before its first frame. There is one stage at a time.
    pub fn new(sketch: &Sketch, plan: &Plan) -> Stage {
        let canvas = Rc::new(Canvas::new(plan.pixels, plan.alpha));
        now::set_scene(plan, canvas.clone());
        macroquad::rand::srand(plan.seed);
        Stage {
            name: sketch.name().to_owned(),
            play: sketch.start(),
            canvas,
            kept: camera::Kept::at_start(),
        }
    }

    /// Draws the frame of `moment`.
    ///
    /// # Errors
    /// [`Error::SketchPanicked`]; the sketch cannot be stepped again after it.
    pub fn step(&mut self, moment: Moment, input: Input) -> Result<Step, Error> {
        now::set_moment(moment, input);
        self.canvas.clear();
        self.kept.restore();
        let mut context = Context::from_waker(Waker::noop());
        let polled = panics::catch(AssertUnwindSafe(|| self.play.as_mut().poll(&mut context)));
        flush();
        self.kept = camera::Kept::take();
        match polled {
            Ok(Poll::Pending) => Ok(Step::Drawn),
            Ok(Poll::Ready(())) => Ok(Step::Ended),
            Err(message) => Err(Error::SketchPanicked {
                name: self.name.clone(),
                message,
            }),
        }
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

/// Draws what macroquad has batched, with the camera that is set.
fn flush() {
    // SAFETY: the reference to macroquad's context ends with this statement, so no second one is alive.
    unsafe { get_internal_gl() }.flush();
}
