//! What was played, played again in the window: back to a moment, or a take from its beginning.

use std::time::{Duration, Instant};

use kinora_core::sketch::Plan;
use kinora_core::stage::take::{Frame, Mark, Take, Tape};
use kinora_core::stage::{Input, Moment, Onto, Stage, Step};
use macroquad::math::Vec2;

use super::{Played, Player};
use crate::KinoraError;
use crate::studio::transport::Action;

/// How long frames may be played undrawn between two of the window's: what is left waits for the next.
const REPLAY_BUDGET: Duration = Duration::from_millis(40);

/// A way to a moment that takes longer is shown.
const LONG: Duration = Duration::from_millis(500);

/// How often the take is told what is seen.
const LOOKS_EVERY: Duration = Duration::from_secs(1);

/// The part of a frame that two moments may be apart and still be the same.
const SAME_MOMENT: f64 = 1e-6;

impl Player {
    /// Plays these plays again, as time goes on, until somebody takes over.
    pub fn load(&mut self, take: Take) {
        self.to_play = take.plays.into();
        self.is_playing_take = true;
        self.next_play();
    }

    /// Sets the scene for the next play of those that are played again, if there is one.
    pub(super) fn next_play(&mut self) {
        match (&mut self.stage, self.to_play.pop_front()) {
            (Some(stage), Some(play)) => {
                stage.load(play);
                self.transport.restart();
            }
            _ => self.is_playing_take = false,
        }
    }

    /// The frames that are due, of which the last is drawn.
    pub(super) fn play_take(&mut self, fps: f64, onto: Onto) -> Result<Played, KinoraError> {
        let Some(stage) = &mut self.stage else {
            return Ok(Played::Held);
        };
        let shown = self.transport.shown_time();
        if stage.is_astray() {
            // What is shown was none of its frames: they are played from the first, up to there.
            stage.rewind();
        }
        let time = shown + self.waited.as_secs_f64() * self.transport.speed();
        let deadline = Instant::now() + REPLAY_BUDGET;
        let due = stage.due(time + SAME_MOMENT / fps);
        for _ in 1..due {
            match stage.again(Onto::Nothing)? {
                Some((frame, Step::Drawn)) => stage.drop_frame(frame.moment),
                _ => return Ok(self.play_has_ended()),
            }
            if Instant::now() > deadline {
                // It is slower than it was played.
                self.waited = Duration::ZERO;
                break;
            }
        }
        let drawn = match due {
            0 => None,
            _ => stage.again(onto)?,
        };
        let Some((frame, step)) = drawn else {
            return Ok(Played::Held);
        };
        // What is left of it counts for the next one.
        let shown = (frame.moment.time - shown) / self.transport.speed();
        let shown = Duration::try_from_secs_f64(shown).unwrap_or_default();
        self.waited = self.waited.saturating_sub(shown);
        match self.drawn(frame.moment, step)? {
            Played::Ended => Ok(self.play_has_ended()),
            played => Ok(played),
        }
    }

    /// The sketch has returned: another play comes after it, or nothing does.
    fn play_has_ended(&mut self) -> Played {
        match self.to_play.is_empty() {
            true => Played::Ended,
            false => {
                self.next_play();
                Played::Held
            }
        }
    }

    /// Goes on from what is shown, by hand.
    pub(super) fn take_over(
        &mut self,
        action: Action,
        plan: &Plan,
        input: Input,
        onto: Onto,
    ) -> Result<Played, KinoraError> {
        self.is_playing_take = false;
        self.to_play.clear();
        match action {
            Action::Draw(moment) => self.step(moment, input, onto),
            _ => {
                self.rewind();
                self.step(Moment::of_frame(0, plan.fps), input, onto)
            }
        }
    }

    /// Goes to that moment by playing everything before it undrawn, as far as the time for this frame allows: what was
    /// played as it was played, and after that frames of the movie in which nobody does anything.
    pub(super) fn replay(&mut self, target: Moment, fps: f64) -> Result<Played, KinoraError> {
        let deadline = Instant::now() + REPLAY_BUDGET;
        let same = SAME_MOMENT / fps;
        let Some(stage) = &mut self.stage else {
            return Ok(Played::Held);
        };
        if stage.is_astray()
            || stage
                .last()
                .is_some_and(|last| last.time > target.time - same)
        {
            stage.rewind();
        }
        loop {
            let undrawn = match stage.recorded() {
                Some(next) if next.time < target.time - same => stage
                    .again(Onto::Nothing)?
                    .map(|(frame, step)| (frame.moment, step)),
                Some(next) if next.time < target.time + same => {
                    let drawn = stage.again(Onto::Canvas)?;
                    return match drawn {
                        Some((frame, step)) => self.drawn(frame.moment, step),
                        None => Ok(Played::Held),
                    };
                }
                Some(_) => {
                    let last = stage.last().map_or(0.0, |last| last.time);
                    let moment = Moment {
                        frame_time: target.time - last,
                        ..target
                    };
                    let step = stage.glimpse(moment, Onto::Canvas)?;
                    return self.drawn(moment, step);
                }
                None => {
                    let next = stage
                        .last()
                        .map_or(Moment::of_frame(0, fps), |last| after(last, fps));
                    let is_there = next.time > target.time - same;
                    let moment = match is_there {
                        true => within(target, stage.last()),
                        false => next,
                    };
                    // Frames that are not drawn are not shown.
                    let passed = match is_there {
                        true => std::mem::take(&mut self.passed),
                        false => Duration::ZERO,
                    };
                    let frame = Frame {
                        moment,
                        passed,
                        is_skipped: !is_there,
                        input: stage.last_input().resting(),
                        ..Frame::default()
                    };
                    if is_there {
                        let step = stage.begin(frame, Onto::Canvas)?;
                        return self.drawn(moment, step);
                    }
                    Some((moment, stage.begin(frame, Onto::Nothing)?))
                }
            };
            match undrawn {
                Some((moment, Step::Drawn)) => stage.drop_frame(moment),
                _ => return Ok(Played::Ended),
            }
            if Instant::now() > deadline {
                return Ok(Played::Held);
            }
        }
    }

    /// How far it is on its way to a moment, 0 to 1, if that takes long.
    pub fn way(&self) -> Option<f64> {
        self.goes_since.filter(|since| since.elapsed() > LONG)?;
        let played = self.stage.as_ref()?.last().map_or(0.0, |last| last.time);
        Some((played / self.transport.time().max(f64::MIN_POSITIVE)).min(1.0))
    }

    /// What was changed in the panel while time stands has been so since the beginning of the play.
    pub fn amend(&mut self) {
        if self.transport.is_paused()
            && let Some(stage) = &mut self.stage
        {
            stage.amend();
        }
    }

    /// Once a second, notes what a new frame looks like.
    pub fn look(&mut self) {
        if self.looked.elapsed() < LOOKS_EVERY || self.is_replayed {
            return;
        }
        self.looked = Instant::now();
        if let Some(stage) = &mut self.stage {
            stage.look();
        }
    }

    /// Where a recording begins in what is played: with the next frame, or with the one that is shown, if time stands and
    /// it is recorded `as_shown`.
    /// Nowhere, if what is shown is a take, whose frames were shown at other times.
    pub fn mark(&mut self, as_shown: bool) -> Option<Mark> {
        if self.is_playing_take {
            return None;
        }
        let is_of_shown = as_shown && self.transport.is_paused();
        self.stage.as_mut()?.mark(is_of_shown)
    }

    /// What has been played.
    pub fn tape(&self) -> Option<&Tape> {
        self.stage.as_ref().map_or(self.left.as_ref(), Stage::tape)
    }

    /// Whether the next frame has been played already: somebody has gone back.
    pub fn is_recorded(&self) -> bool {
        self.stage
            .as_ref()
            .is_some_and(|stage| stage.recorded().is_some())
    }

    /// Where the mouse was, on the canvas, if what is shown was played before.
    pub fn pointer(&self) -> Option<Vec2> {
        let stage = self.stage.as_ref().filter(|_| self.is_replayed)?;
        Some(stage.last_input().mouse)
    }
}

/// The frame of the movie that comes after that moment.
fn after(last: Moment, fps: f64) -> Moment {
    let next = Moment::of_frame((last.time * fps + SAME_MOMENT).floor() as u64 + 1, fps);
    within(next, Some(last))
}

/// That moment, with the time since the one before it.
fn within(moment: Moment, before: Option<Moment>) -> Moment {
    match before {
        // Nothing is lost to rounding where both are frames of the movie.
        Some(before) if (moment.time - before.time - moment.frame_time).abs() > 1e-9 => Moment {
            frame_time: moment.time - before.time,
            ..moment
        },
        _ => moment,
    }
}
