//! The sketch that plays in the window: its stage, its time, and how it comes from one frame to another.

mod replay;
mod swap;

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use crate::KinoraError;
use crate::studio::grid::Passed;
use crate::studio::transport::{Action, Transport};
use kinora_core::canvas::Canvas;
use kinora_core::sketch::{Plan, Sketch};
use kinora_core::stage::take::{Frame, Play, Tape};
use kinora_core::stage::{Asked, Input, Moment, Onto, Shared, Stage, Step};
use swap::Swap;

/// Plays one sketch after the other.
pub struct Player {
    pub transport: Transport,
    /// What errors call the sketch by.
    name: String,
    /// `None` where the sketch cannot go on; `broken` says why.
    stage: Option<Stage>,
    broken: Option<String>,
    /// How long the picture has been shown.
    passed: Duration,
    /// What is shown was played before.
    is_replayed: bool,
    /// What is played again, and what of it comes next.
    is_playing_take: bool,
    /// How long its next frame has been waited for.
    waited: Duration,
    to_play: VecDeque<Play>,
    /// When the canvas was looked at.
    looked: Instant,
    /// What a sketch has left that cannot go on.
    left: Option<Tape>,
    /// A frame is drawn that is not settled.
    is_open: bool,
    /// Since when it is on its way to a moment.
    goes_since: Option<Instant>,
    /// The moment that it goes to by other code, which has been shown already, and the parameters that it will have there.
    swap: Option<Swap>,
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
            stage: Some(Stage::new(sketch, plan, parameters).with_tape()),
            broken: None,
            passed: Duration::ZERO,
            is_replayed: false,
            is_playing_take: false,
            waited: Duration::ZERO,
            to_play: VecDeque::new(),
            looked: Instant::now(),
            left: None,
            is_open: false,
            goes_since: None,
            swap: None,
        }
    }

    /// A stage for a sketch, before its first frame. One at a time: the old one goes first.
    pub fn set_scene(&mut self, sketch: &Sketch, plan: &Plan, parameters: Shared) {
        self.close();
        self.broken = None;
        self.left = None;
        self.is_playing_take = false;
        self.swap = None;
        self.transport.restart();
        self.name = sketch.name().to_owned();
        self.stage = Some(Stage::new(sketch, plan, parameters).with_tape());
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

    /// Another frame rate of the movie.
    pub fn set_fps(&mut self, fps: f64) {
        if let Some(stage) = &mut self.stage {
            stage.set_fps(fps);
        }
    }

    /// Another canvas, that of `plan`.
    pub fn resize(&mut self, plan: &Plan) {
        if let Some(stage) = &mut self.stage {
            stage.resize(plan);
        }
    }

    /// How long the picture has been shown.
    pub fn shown_for(&self) -> Duration {
        self.passed
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

    /// Takes the sketch as far as this frame of the window goes, `passed` after the one before. `input` is asked for
    /// what a drawn frame is told; it is drawn `onto` that.
    ///
    /// # Errors
    /// Why the sketch cannot go on; [`broken`](Self::broken) says so from here on.
    pub fn play(
        &mut self,
        passed: Passed,
        plan: &Plan,
        locked: bool,
        input: impl FnOnce() -> Input,
        onto: Onto,
    ) -> Result<Played, KinoraError> {
        let action = self.transport.next(passed, plan.fps, plan.duration, locked);
        self.passed = match locked {
            true => Duration::from_secs_f64(1.0 / plan.fps),
            false => self.passed + passed.time,
        };
        self.waited = match action {
            Action::Hold | Action::Replay(_) => Duration::ZERO,
            Action::Begin | Action::Draw(_) if locked => {
                self.waited + Duration::from_secs_f64(1.0 / plan.fps)
            }
            Action::Begin | Action::Draw(_) => self.waited + passed.time,
        };
        if matches!(action, Action::Begin | Action::Draw(_))
            && self.is_playing_take
            && !self.is_recorded()
        {
            self.next_play();
        }
        self.goes_since = match action {
            Action::Replay(_) => self.goes_since.or_else(|| Some(Instant::now())),
            _ => None,
        };
        let played = match action {
            Action::Hold => Ok(Played::Held),
            Action::Begin | Action::Draw(_) if self.is_playing_take => {
                let input = input();
                let is_changed = self.stage.as_ref().is_some_and(Stage::is_changed);
                match input.is_pressed() || is_changed {
                    // Whoever does something has it in hand from here on.
                    true => self.take_over(action, plan, input, onto),
                    false => self.play_take(plan.fps, onto),
                }
            }
            Action::Begin => {
                if self.stage.as_ref().is_some_and(Stage::has_begun) {
                    self.rewind();
                }
                self.step(Moment::of_frame(0, plan.fps), input(), onto)
            }
            Action::Draw(moment) => self.step(moment, input(), onto),
            Action::Replay(target) if self.is_catching_up(target) => {
                self.catch_up(target, plan.fps, locked)
            }
            Action::Replay(target) => self.replay(target, plan.fps),
        };
        self.is_replayed = match action {
            Action::Hold => self.is_replayed,
            Action::Replay(_) => true,
            Action::Begin | Action::Draw(_) => self.is_playing_take,
        };
        if let Some(stage) = &self.stage {
            stage.hold();
        }
        played.inspect_err(|error| {
            self.left = self.stage.take().and_then(|mut stage| stage.take_tape());
            self.broken = Some(error.to_string());
        })
    }

    /// Draws the frame of that moment, which is the next of the play.
    fn step(&mut self, moment: Moment, input: Input, onto: Onto) -> Result<Played, KinoraError> {
        let Some(stage) = &mut self.stage else {
            return Ok(Played::Held);
        };
        let frame = Frame {
            moment,
            passed: self.passed,
            input,
            ..Frame::default()
        };
        let step = stage.begin(frame, onto)?;
        self.drawn(moment, step)
    }

    fn drawn(&mut self, moment: Moment, step: Step) -> Result<Played, KinoraError> {
        match step {
            Step::Drawn => {
                self.is_open = true;
                self.passed = Duration::ZERO;
                self.transport.drawn(moment);
                Ok(Played::Drawn)
            }
            Step::Ended if moment.index == 0 => Err(KinoraError::NoFrames(self.name.clone())),
            Step::Ended => Ok(Played::Ended),
        }
    }

    /// The stage before its first frame, for another play.
    fn rewind(&mut self) {
        if let Some(stage) = &mut self.stage {
            stage.restart();
        }
    }

    /// The sketch from its beginning, by hand.
    pub fn restart(&mut self) {
        self.is_playing_take = false;
        self.end_swap();
        self.rewind();
        self.transport.restart();
    }
}
