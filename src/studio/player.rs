//! The sketch that plays in the window: its stage, its time, and how it comes from one frame to another.

use std::time::{Duration, Instant};

use super::transport::{Action, Transport};
use crate::KinoraError;
use kinora_core::canvas::Canvas;
use kinora_core::sketch::{Plan, Sketch};
use kinora_core::stage::{Asked, Input, Moment, Onto, Shared, Stage, Step};

/// How long frames may be played undrawn between two of the window's: what is left waits for the next.
const REPLAY_BUDGET: Duration = Duration::from_millis(40);

/// Plays one sketch after the other.
pub struct Player {
    pub transport: Transport,
    /// What errors call the sketch by.
    name: String,
    /// `None` where the sketch cannot go on; `broken` says why.
    stage: Option<Stage>,
    broken: Option<String>,
    /// The next frame of the movie that the stage can play, if it has played those before it and no others.
    next_frame: Option<u64>,
    /// A frame is drawn that is not settled.
    is_open: bool,
}

/// What became of the sketch in a frame of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Played {
    /// The picture is what it was.
    Held,
    /// There is a new one.
    Drawn,
    /// The sketch has returned.
    Ended,
}

impl Player {
    /// On a stage for `sketch`, before its first frame.
    pub fn new(sketch: &Sketch, plan: &Plan, parameters: Shared) -> Player {
        Player {
            transport: Transport::new(),
            name: sketch.name().to_owned(),
            stage: Some(Stage::new(sketch, plan, parameters)),
            broken: None,
            next_frame: None,
            is_open: false,
        }
    }

    /// A stage for a sketch, before its first frame. One at a time: the old one goes first.
    pub fn set_scene(&mut self, sketch: &Sketch, plan: &Plan, parameters: Shared) {
        self.close();
        self.broken = None;
        self.next_frame = None;
        self.transport.restart();
        self.name = sketch.name().to_owned();
        self.stage = Some(Stage::new(sketch, plan, parameters));
    }

    /// Ends the sketch.
    pub fn close(&mut self) {
        self.stage = None;
    }

    /// What the sketch draws on, if it has not failed.
    pub fn canvas(&self) -> Option<&Canvas> {
        self.stage.as_ref().map(Stage::canvas)
    }

    /// Whether there is a sketch that can go on.
    pub fn has_stage(&self) -> bool {
        self.stage.is_some()
    }

    /// Why the sketch cannot go on.
    pub fn broken(&self) -> Option<&str> {
        self.broken.as_deref()
    }

    /// What the random numbers start from when the sketch begins again.
    pub fn set_seed(&mut self, seed: u64) {
        if let Some(stage) = &mut self.stage {
            stage.set_seed(seed);
        }
    }

    /// The frames that were played are none of the movie's: it has another frame rate.
    pub fn forget_frames(&mut self) {
        self.next_frame = None;
    }

    /// Another canvas, that of `plan`.
    pub fn resize(&mut self, plan: &Plan) {
        if let Some(stage) = &mut self.stage {
            stage.resize(plan);
        }
    }

    /// What the sketch asks the window for.
    pub fn asked(&self) -> Asked {
        self.stage.as_ref().map(Stage::asked).unwrap_or_default()
    }

    /// Whether the frame that was drawn last was finished only at the end of the window's frame.
    pub fn has_overlay(&self) -> bool {
        self.stage.as_ref().is_some_and(Stage::has_overlay)
    }

    /// The window's frame has ended.
    pub fn settle(&mut self) {
        if std::mem::take(&mut self.is_open)
            && let Some(stage) = &mut self.stage
        {
            stage.settle();
        }
    }

    /// Takes the sketch as far as this frame of the window goes, `taken` after the one before. `input` is asked for
    /// what a drawn frame is told; it is drawn `onto` that.
    ///
    /// # Errors
    /// Why the sketch cannot go on; [`broken`](Self::broken) says so from here on.
    pub fn play(
        &mut self,
        taken: Duration,
        plan: &Plan,
        locked: bool,
        input: impl FnOnce() -> Input,
        onto: Onto,
    ) -> Result<Played, KinoraError> {
        let action = self.transport.next(taken, plan.fps, plan.duration, locked);
        let played = match action {
            Action::Hold => Ok(Played::Held),
            Action::Begin => {
                if self.next_frame.is_some() || self.transport.time() > 0.0 {
                    self.rewind();
                }
                self.next_frame = Some(0);
                self.step(Moment::of_frame(0, plan.fps), plan.fps, input(), onto)
            }
            Action::Draw(moment) => self.step(moment, plan.fps, input(), onto),
            Action::Replay(target) => self.replay(target, plan.fps),
        };
        if let Some(stage) = &self.stage {
            stage.hold();
        }
        played.inspect_err(|error| {
            self.stage = None;
            self.broken = Some(error.to_string());
        })
    }

    /// Draws the frame of that moment.
    fn step(
        &mut self,
        moment: Moment,
        fps: f64,
        input: Input,
        onto: Onto,
    ) -> Result<Played, KinoraError> {
        let Some(stage) = &mut self.stage else {
            return Ok(Played::Held);
        };
        match stage.begin(moment, input, onto)? {
            Step::Drawn => {
                self.is_open = true;
                let is_next = self.next_frame == Some(moment.index)
                    && moment == Moment::of_frame(moment.index, fps);
                self.next_frame = is_next.then_some(moment.index + 1);
                self.transport.drawn(moment);
                Ok(Played::Drawn)
            }
            Step::Ended if moment.index == 0 => Err(KinoraError::NoFrames(self.name.clone())),
            Step::Ended => Ok(Played::Ended),
        }
    }

    /// Goes to that moment by playing everything before it undrawn, as far as the time for this frame allows.
    fn replay(&mut self, target: Moment, fps: f64) -> Result<Played, KinoraError> {
        let deadline = Instant::now() + REPLAY_BUDGET;
        if self.next_frame.is_none_or(|next| next > target.index) {
            self.rewind();
        }
        while let Some(next) = self.next_frame.filter(|&next| next < target.index) {
            let Some(stage) = &mut self.stage else {
                return Ok(Played::Held);
            };
            let moment = Moment::of_frame(next, fps);
            match stage.begin(moment, Input::default(), Onto::Nothing)? {
                Step::Drawn => {
                    stage.drop_frame(moment);
                    self.next_frame = Some(next + 1);
                }
                Step::Ended => return Ok(Played::Ended),
            }
            if Instant::now() > deadline {
                return Ok(Played::Held);
            }
        }
        self.step(target, fps, Input::default(), Onto::Canvas)
    }

    /// The stage before its first frame again.
    fn rewind(&mut self) {
        if let Some(stage) = &mut self.stage {
            stage.restart();
        }
        self.next_frame = Some(0);
    }

    /// The sketch from its beginning.
    pub fn restart(&mut self) {
        self.rewind();
        self.transport.restart();
    }
}
