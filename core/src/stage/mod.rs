//! Plays a sketch frame by frame on its canvas. The window and the export use the same stage; they differ in the
//! [`Moment`]s and the [`Input`] they give it. It knows nothing of windows, files and codecs.

pub(crate) mod aside;
pub(crate) mod bar;
pub(crate) mod camera;
pub(crate) mod ground;
mod host;
mod input;
pub(crate) mod material;
pub(crate) mod now;
pub(crate) mod paint;
pub mod parameters;
pub(crate) mod raster;
mod replay;
pub mod scenes;
mod set;
mod shadow;
mod shutter;
mod subscribers;
pub mod take;
pub mod transform;
mod ui;
mod view;
mod wires;

use std::panic::AssertUnwindSafe;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use macroquad::experimental::coroutines::stop_all_coroutines;
use macroquad::ui::root_ui;
use macroquad::window::next_frame;

use crate::KinoraError;
use crate::canvas::Canvas;
use crate::platform::{panics, unseen, wall};
use crate::sketch::{Plan, Play, Sketch};
use crate::sound;
use crate::tools;
pub use host::{Asked, Cursor};
pub use input::Input;
pub use now::{Moment, PARTS};
pub use parameters::{Parameters, Shared};
pub use shutter::Shutter;
pub use subscribers::Event;
use take::{Frame, Resized, Start, Tape};
use view::Kept;

/// The names of macroquad's that a recording depends on, as the prelude has them.
pub mod names {
    pub use super::camera::{
        Camera, clear_background, pop_camera_state, push_camera_state, set_camera,
        set_default_camera,
    };
    pub use super::host::names::*;
    pub use super::input::names::*;
    pub use super::material::{gl_use_default_material, gl_use_material, set_blend};
    pub use super::paint::Blend;
    pub use super::parameters::names::*;
    pub use super::shadow::*;
    pub use super::subscribers::names::*;
    pub use super::wires::*;
}

/// What became of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A frame is on the canvas.
    Drawn,
    /// The sketch returned: there are no more frames.
    Ended,
}

/// Where a frame is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Onto {
    /// The canvas.
    Canvas,
    /// The window, which is as large as the canvas.
    Window,
    /// Nowhere: the frame is played in a fraction of the time. What the sketch draws on targets of its own is drawn,
    /// because later frames may show it.
    Nothing,
}

/// A sketch that is being played, and its canvas.
pub struct Stage {
    sketch: Sketch,
    seed: u64,
    fps: f64,
    play: Play,
    canvas: Rc<Canvas>,
    parameters: Shared,
    kept: Kept,
    /// What the clock on the wall shows when the sketch's own is at 0, since 1970.
    epoch: Duration,
    /// What it shows for the next frame: it never goes back.
    next: Duration,
    /// It begins again with the next frame.
    is_again: bool,
    /// What is played was played in a window.
    is_of_take: bool,
    has_overlay: bool,
    /// What has been played, if somebody wants to know.
    tape: Option<Tape>,
    /// How long the sketch's own code took for the last frame.
    in_sketch: Duration,
    /// The canvas as it was looked at last.
    rgba: Vec<u8>,
    /// The canvas.
    resolution: Resized,
    /// What the canvas was in the play that is played again. A frame that is drawn is drawn on the canvas that is here.
    told: Resized,
    is_told_other: bool,
    /// Second of the sketch at which the next frame's sounds begin, if that is not its own.
    sounds_at: Option<f64>,
}

impl Stage {
    /// Sets the scene: canvas, seed, parameters, and the sketch before its first frame. There is one stage at a time.
    pub fn new(sketch: &Sketch, plan: &Plan, parameters: Shared) -> Stage {
        let canvas = Rc::new(Canvas::new(plan.canvas, plan.alpha));
        let is_program = sketch.is_program();
        now::set_scene(plan, is_program, canvas.clone(), parameters.clone());
        let now = wall::now();
        clear_stage(plan.seed);
        sound::clear();
        Stage {
            sketch: sketch.clone(),
            seed: plan.seed,
            fps: plan.fps,
            play: sketch.start(),
            canvas,
            parameters,
            kept: Kept::at_start(),
            epoch: now,
            next: now,
            is_again: false,
            is_of_take: false,
            has_overlay: false,
            tape: None,
            in_sketch: Duration::ZERO,
            rgba: vec![],
            resolution: resolution(plan),
            told: resolution(plan),
            is_told_other: false,
            sounds_at: None,
        }
    }

    /// From now on every frame is taken, so that it can be played again.
    pub fn with_tape(mut self) -> Stage {
        self.tape = Some(Tape::new());
        // Each play has a frame before it, as a second play has.
        self.is_again = true;
        self
    }

    /// What has been played, for when the stage is gone.
    pub fn take_tape(&mut self) -> Option<Tape> {
        self.tape.take()
    }

    /// What has been played.
    pub fn tape(&self) -> Option<&Tape> {
        self.tape.as_ref()
    }

    /// Sets the sketch before its first frame again.
    pub fn restart(&mut self) {
        if let Some(tape) = &mut self.tape {
            tape.begin();
        }
        self.start_anew();
    }

    fn start_anew(&mut self) {
        // The old play ends before the new one begins, so that the two never share anything.
        self.play = Box::pin(std::future::ready(Ok(())));
        clear_stage(self.seed);
        sound::begin_anew();
        self.play = self.sketch.start();
        self.kept = Kept::at_start();
        self.is_again = true;
    }

    /// The sounds of the next frame begin at that second of the sketch: several exposures are one picture.
    pub fn sound_at(&mut self, time: f64) {
        self.sounds_at = Some(time);
    }

    /// What the random numbers start from at the next [`restart`](Self::restart).
    pub fn set_seed(&mut self, seed: u64) {
        self.seed = seed;
    }

    /// Frames of one second of the movie, for plays that begin from now on.
    pub fn set_fps(&mut self, fps: f64) {
        self.fps = fps;
    }

    /// From the next frame on the canvas is the one of `plan`.
    pub fn resize(&mut self, plan: &Plan) {
        self.canvas = Rc::new(Canvas::new(plan.canvas, plan.alpha));
        now::set_size(plan.size, plan.canvas, self.canvas.clone());
        self.resolution = resolution(plan);
        self.told = self.resolution;
        self.is_told_other = false;
        if let Some(tape) = &mut self.tape {
            tape.resize(self.resolution);
        }
    }

    /// Plays a whole frame, drawn on the canvas or not, with what macroquad adds to it at its end.
    ///
    /// # Errors
    /// As those of [`begin`](Self::begin).
    pub async fn step(&mut self, frame: Frame, is_drawn: bool) -> Result<Step, KinoraError> {
        if self.asked().quits {
            return Ok(Step::Ended);
        }
        unseen::keep_size().await;
        let onto = match is_drawn {
            true => Onto::Canvas,
            false => Onto::Nothing,
        };
        let step = self.replay(frame, onto)?;
        if step == Step::Drawn {
            next_frame().await;
            self.settle();
        }
        Ok(step)
    }

    /// Lets the sketch draw a frame. When the window's frame has ended, which is when macroquad polls its
    /// coroutines and draws its UI, [`settle`](Self::settle) finishes it. Before that the clock on the wall stands at
    /// the time of the sketch; whoever wants to know the real one lets it go on.
    ///
    /// # Errors
    /// [`KinoraError::SketchPanicked`], [`KinoraError::SketchFailed`]; the sketch cannot be stepped again after it.
    /// [`KinoraError::UnknownParameter`], [`KinoraError::ParameterValue`] after the first frame.
    pub fn begin(&mut self, mut frame: Frame, onto: Onto) -> Result<Step, KinoraError> {
        self.set_epoch(frame.moment);
        if !subscribers::are_there() {
            // Nobody is told of them, then or when it is played again.
            frame.input.events.clear();
        }
        if let Some(tape) = &mut self.tape {
            tape.note(&mut frame, &self.parameters.borrow(), || Start {
                seed: self.seed,
                fps: self.fps,
                canvas: self.resolution,
                epoch: self.epoch,
                parameters: parameters::Values::new(),
            });
        }
        self.told = self.resolution;
        self.tell_size(onto);
        let step = self.perform(frame, onto);
        if let Some(tape) = &mut self.tape {
            tape.settle(&self.parameters.borrow());
            if matches!(step, Ok(Step::Ended)) {
                tape.retract();
            }
        }
        step
    }

    fn set_epoch(&mut self, moment: Moment) {
        if std::mem::take(&mut self.is_again) {
            // As long after the last frame of the old play as the sketch is told: macroquad's time of a frame is not 0.
            self.epoch = self.next + Duration::from_secs_f64(moment.frame_time);
        }
    }

    fn perform(&mut self, frame: Frame, onto: Onto) -> Result<Step, KinoraError> {
        let Frame {
            moment,
            passed,
            input,
            ..
        } = frame;
        let sounds_at = self.sounds_at.take().unwrap_or(moment.time);
        sound::advance(sounds_at, passed.as_secs_f64());
        if onto == Onto::Canvas {
            self.canvas.clear();
        }
        let since_epoch = |seconds: f64| self.epoch + Duration::from_secs_f64(seconds);
        wall::stop_at(since_epoch(moment.time));
        // macroquad's frame time is from the end of one frame to the end of the next, and in a movie the next one comes
        // for certain. In a window nobody knows when, nor where that is played again.
        let end = match unseen::is_on() && !self.is_of_take {
            true => moment.time + moment.frame_time,
            false => moment.time,
        };
        self.next = since_epoch(end).max(self.next);
        ui::point(&input);
        subscribers::tell(&input.events);
        now::set_moment(moment, input);
        self.kept.restore(onto);
        let mut context = Context::from_waker(Waker::noop());
        let began = Instant::now();
        let polled = panics::catch(AssertUnwindSafe(|| self.play.as_mut().poll(&mut context)));
        self.in_sketch = began.elapsed();
        view::yield_frame();
        self.hold();
        let name = || self.sketch.name().to_owned();
        let step = match polled {
            Ok(Poll::Pending) => Ok(Step::Drawn),
            Ok(Poll::Ready(Ok(()))) => Ok(Step::Ended),
            Ok(Poll::Ready(Err(message))) => Err(KinoraError::SketchFailed {
                name: name(),
                message,
            }),
            Err(message) => Err(KinoraError::SketchPanicked {
                name: name(),
                message,
            }),
        };
        let step = step.and_then(|step| {
            self.parameters.borrow_mut().after_frame()?;
            Ok(step)
        });
        match step {
            Ok(Step::Drawn) => self.has_overlay = scenes::prepare(onto),
            _ => self.settle(),
        }
        step
    }

    /// The clock on the wall stands until the next frame, whatever the window does meanwhile.
    pub fn hold(&self) {
        wall::stop_at(self.next);
    }

    /// Hands macroquad's context back to the window.
    pub fn settle(&mut self) {
        scenes::dismiss();
        self.kept = Kept::take();
    }

    /// Settles a frame that was drawn on nothing, where the window's frame has not ended: macroquad forgets what it
    /// would have added. Its coroutines do not count it as a frame.
    pub fn drop_frame(&mut self, moment: Moment) {
        root_ui().new_frame(moment.frame_time as f32);
        self.settle();
    }

    /// Whether the frame that was drawn last is finished only when the window's frame has ended.
    pub fn has_overlay(&self) -> bool {
        self.has_overlay
    }

    /// What the sketch asks the window for.
    pub fn asked(&self) -> Asked {
        host::asked()
    }

    /// How long the sketch's own code took for the last frame: about as long as it takes for one that is not drawn.
    pub fn in_sketch(&self) -> Duration {
        self.in_sketch
    }

    /// What the sketch draws on.
    pub fn canvas(&self) -> &Canvas {
        &self.canvas
    }
}

fn resolution(plan: &Plan) -> Resized {
    Resized {
        size: plan.size,
        density: f64::from(plan.canvas.width()) / f64::from(plan.size.width()),
    }
}

/// Forgets what an earlier play has left in macroquad.
fn clear_stage(seed: u64) {
    stop_all_coroutines();
    scenes::clear();
    host::clear();
    subscribers::clear();
    tools::begin(seed);
}

impl Drop for Stage {
    fn drop(&mut self) {
        now::clear_scene();
        sound::clear();
    }
}
