//! What was played, played again: from a take, or from the tape of the stage itself.

use std::time::Duration;

use super::take::{Frame, Mark, Play, Start, Tape};
use super::{Input, Moment, Onto, Stage, Step, now, ui};
use crate::KinoraError;
use crate::sketch::{Plan, Sketch};

impl Stage {
    /// Plays a frame of a take as it was played.
    ///
    /// # Errors
    /// As those of [`begin`](Self::begin).
    pub fn replay(&mut self, frame: Frame, onto: Onto) -> Result<Step, KinoraError> {
        self.set_epoch(frame.moment);
        for (name, value) in &frame.changes {
            self.parameters.borrow_mut().set(name, *value);
        }
        self.told = frame.resized.unwrap_or(self.told);
        self.tell_size(onto);
        ui::tell(&frame.input);
        self.perform(frame, onto)
    }

    /// Sets the scene for a play of a take.
    pub fn set_play(&mut self, start: &Start) {
        self.seed = start.seed;
        self.start_anew();
        (self.epoch, self.next) = (start.epoch, start.epoch.max(self.next));
        (self.is_again, self.is_of_take) = (false, true);
        self.told = start.canvas;
        self.parameters.borrow_mut().recall(&start.parameters);
    }

    /// Back before the first frame of the play, which can then be played again.
    pub fn rewind(&mut self) {
        let start = self.tape.as_mut().and_then(Tape::rewind);
        self.start_anew();
        if let Some(start) = start {
            self.told = start.canvas;
            self.parameters.borrow_mut().recall(&start.parameters);
        }
    }

    /// Goes on with other code of the sketch, which is then before its first frame: what was played can be played again.
    /// Parameters have the values that they had at the beginning of the play, and the defaults of the new code. The clock
    /// on the wall shows again what it showed, for programs that seed random numbers from it.
    pub fn replace(&mut self, sketch: &Sketch, plan: &Plan) {
        self.sketch = sketch.clone();
        now::set_duration(plan.duration);
        let began = self.tape.as_mut().and_then(Tape::replace_code);
        let parameters = began.as_ref().map(|start| start.parameters.clone());
        self.parameters.borrow_mut().forget_kinds(parameters);
        self.start_anew();
        if let Some(start) = began {
            self.told = start.canvas;
            self.is_again = false;
        }
    }

    /// Begins another play with other code of the sketch, and the seed of that plan.
    pub fn renew(&mut self, sketch: &Sketch, plan: &Plan) {
        self.sketch = sketch.clone();
        self.seed = plan.seed;
        now::set_duration(plan.duration);
        self.parameters.borrow_mut().forget_kinds(None);
        self.restart();
    }

    /// Goes on with what was played on another stage, of which this one is a copy before the first frame.
    pub fn resume(&mut self, tape: Tape, plan: &Plan) {
        if let Some(start) = tape.start() {
            (self.seed, self.fps, self.epoch) = (start.seed, start.fps, start.epoch);
        }
        self.tape = Some(tape);
        let sketch = self.sketch.clone();
        self.replace(&sketch, plan);
    }

    /// What was played has been played again by other code.
    pub fn has_caught_up(&mut self) {
        if let Some(tape) = &mut self.tape {
            tape.has_caught_up();
        }
    }

    /// Sets the scene for a play, whose frames are then those of the tape.
    pub fn load(&mut self, play: Play) {
        self.set_play(play.start());
        if let Some(tape) = &mut self.tape {
            tape.load(play, &self.parameters.borrow());
        }
    }

    /// How many of the next frames of the tape are due at second `time` of the sketch.
    pub fn due(&self, time: f64) -> usize {
        self.tape.as_ref().map_or(0, |tape| tape.due(time))
    }

    /// Plays the next frame of the tape again; `None` at its end.
    ///
    /// # Errors
    /// As those of [`begin`](Self::begin).
    pub fn again(&mut self, onto: Onto) -> Result<Option<(Frame, Step)>, KinoraError> {
        let Some(frame) = self.tape.as_mut().and_then(Tape::advance) else {
            return Ok(None);
        };
        let step = self.replay(frame.clone(), onto)?;
        if let Some(tape) = &mut self.tape {
            tape.settle(&self.parameters.borrow());
        }
        Ok(Some((frame, step)))
    }

    /// Plays a frame between two of the tape, with what was held then. The tape goes on with it only if the play does.
    ///
    /// # Errors
    /// As those of [`begin`](Self::begin).
    pub fn glimpse(&mut self, moment: Moment, onto: Onto) -> Result<Step, KinoraError> {
        self.set_epoch(moment);
        let input = now::last_input().held();
        self.tell_size(onto);
        let frame = Frame {
            moment,
            passed: Duration::from_secs_f64(moment.frame_time),
            input,
            ..Frame::default()
        };
        if let Some(tape) = &mut self.tape {
            tape.stray(frame.clone());
        }
        self.perform(frame, onto)
    }

    /// Parameters that have been changed have been so since the beginning of the play, to which the stage then goes back.
    pub fn amend(&mut self) {
        let is_other = match &mut self.tape {
            Some(tape) => tape.amend(&self.parameters.borrow()),
            None => false,
        };
        if is_other {
            self.rewind();
        }
    }

    /// Whether somebody has changed parameters since the last frame.
    pub fn is_changed(&self) -> bool {
        let tape = self.tape.as_ref();
        tape.is_some_and(|tape| tape.is_changed(&self.parameters.borrow()))
    }

    /// Notes what the canvas looks like now, so that a replay that is not the play can be told.
    pub fn look(&mut self) {
        let crc = self.picture();
        if let Some(tape) = &mut self.tape {
            tape.see(crc);
        }
    }

    /// The CRC-32 of the canvas: RGBA, in the order of [`Canvas::read`](crate::canvas::Canvas::read).
    pub fn picture(&mut self) -> u32 {
        // Fresh memory costs more than the reading.
        self.rgba.resize(self.canvas.pixels().rgba_bytes(), 0);
        self.canvas.read(&mut self.rgba);
        crc32fast::hash(&self.rgba)
    }

    /// The moment of the next frame of the tape; `None` at its end.
    pub fn recorded(&self) -> Option<Moment> {
        self.tape.as_ref()?.peek().map(|frame| frame.moment)
    }

    /// Where on the tape the next frame will be, or where the one is that was played last.
    pub fn mark(&mut self, of_last: bool) -> Option<Mark> {
        self.tape.as_mut().map(|tape| tape.mark(of_last))
    }

    /// The moment that was played last.
    pub fn last(&self) -> Option<Moment> {
        self.tape.as_ref()?.moment()
    }

    /// Whether a first frame has been played.
    pub fn has_begun(&self) -> bool {
        self.last().is_some()
    }

    /// Whether the next frame of the tape would not come after those that it was played after.
    pub fn is_astray(&self) -> bool {
        self.tape.as_ref().is_some_and(Tape::is_astray)
    }

    /// What the sketch was told last.
    pub fn last_input(&self) -> Input {
        now::last_input()
    }

    /// A frame that is not drawn is told the canvas that it had when it was; the canvas of a sketch is what it is asked
    /// to be.
    pub(super) fn tell_size(&mut self, onto: Onto) {
        let is_other =
            onto == Onto::Nothing && self.told != self.resolution && self.sketch.is_program();
        if !is_other && !self.is_told_other {
            return;
        }
        self.is_told_other = is_other;
        let (size, pixels) = match is_other {
            true => (self.told.size, self.told.size.scaled(self.told.density)),
            false => (self.resolution.size, Ok(self.canvas.pixels())),
        };
        if let Ok(pixels) = pixels {
            now::set_size(size, pixels, self.canvas.clone());
        }
    }
}
