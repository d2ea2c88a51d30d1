//! What is being played, as it is taken, and how far it was taken back.

use std::time::Duration;

use super::{Cursor, Frame, Play, Resized, Start, Take};
use crate::stage::Moment;
use crate::stage::parameters::{Parameters, Value, Values};

/// The take of a stage that somebody watches. It can be played again up to any of its frames; who goes on from there
/// drops what came after.
#[derive(Debug, Clone, Default)]
pub struct Tape {
    /// The last one is being played.
    plays: Vec<Play>,
    /// Where the stage is in the last play; `None` at its end.
    cursor: Option<Cursor>,
    /// What was played after the cursor and is none of its frames.
    astray: Option<Frame>,
    /// The values that the parameters had after the last frame.
    known: Vec<Value>,
    /// The canvas is another from the next frame on.
    resized: Option<Resized>,
    /// The next frame is the first one of a play.
    is_new: bool,
    /// The place of the last frame.
    before: Option<Cursor>,
    /// The earliest place that somebody has gone on from by hand since the last [`mark`](Self::mark).
    lowest: Option<Mark>,
    /// What comes after the cursor has been played all the same, and is played again up to its end.
    is_catching_up: bool,
}

/// Where in a tape a movie begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    play: usize,
    frame: u64,
}

impl Tape {
    /// Before the first play.
    pub fn new() -> Tape {
        Tape {
            is_new: true,
            ..Tape::default()
        }
    }

    /// The next frame is the first one of another play.
    pub fn begin(&mut self) {
        self.cut();
        self.astray = None;
        self.is_new = true;
    }

    /// Forgets what comes after the cursor: somebody goes on from there.
    fn cut(&mut self) {
        self.is_catching_up = false;
        let place = Mark {
            play: self.plays.len().saturating_sub(1),
            frame: self.place() + u64::from(self.astray.is_some()),
        };
        if let (Some(cursor), Some(play)) = (self.cursor.take(), self.plays.last_mut()) {
            play.truncate(&cursor);
            self.lowest = Some(self.lowest.map_or(place, |lowest| lowest.min(place)));
        }
    }

    /// The canvas is another from the next frame on.
    pub fn resize(&mut self, to: Resized) {
        self.resized = Some(to);
    }

    /// Takes a frame that is about to be played, with what has changed since the one before. `start` is what a play
    /// begins with whose first frame it is.
    pub fn note(
        &mut self,
        frame: &mut Frame,
        parameters: &Parameters,
        start: impl FnOnce() -> Start,
    ) {
        frame.changes = parameters.changes(&self.known);
        let resized = self.resized.take();
        if self.is_new {
            self.plays.push(Play::new(start()));
            frame
                .changes
                .retain(|(_, value)| matches!(value, Value::Button(_)));
        } else {
            frame.resized = resized;
        }
        self.cut();
        let Some(play) = self.plays.last_mut() else {
            return;
        };
        if let Some(astray) = self.astray.take() {
            play.push(&astray);
        }
        self.before = Some(play.end().clone());
        play.push(frame);
    }

    /// The frame that was taken last was none: the sketch has returned.
    pub fn retract(&mut self) {
        if let (Some(before), Some(play)) = (self.before.take(), self.plays.last_mut()) {
            play.truncate(&before);
        }
    }

    /// The frame has been played.
    pub fn settle(&mut self, parameters: &Parameters) {
        self.known = parameters.current();
        if std::mem::take(&mut self.is_new)
            && let Some(play) = self.plays.last_mut()
        {
            // A default is none of them, which text would round.
            play.start.parameters = parameters.to_remember();
        }
    }

    /// Back to the first frame of the last play; what it begins with.
    pub fn rewind(&mut self) -> Option<Start> {
        let play = self.plays.last().filter(|_| !self.is_new)?;
        (self.cursor, self.astray) = (Some(Cursor::default()), None);
        Some(play.start.clone())
    }

    /// Goes before the first frame of `play`, to play it again, for which the parameters are what it begins with.
    pub fn load(&mut self, play: Play, parameters: &Parameters) {
        self.known = parameters.current();
        self.plays.push(play);
        (self.cursor, self.astray) = (Some(Cursor::default()), None);
        self.is_new = false;
    }

    /// What the last play begins with.
    pub fn start(&self) -> Option<&Start> {
        self.plays.last().map(Play::start)
    }

    /// Other code goes on: what was seen was drawn by the old one. Goes back to the first frame of the last play, if it has
    /// one, and says what that begins with; all of it counts as played as long as it is played again.
    pub fn replace_code(&mut self) -> Option<Start> {
        for play in &mut self.plays {
            play.seen.clear();
        }
        self.is_catching_up |= self.cursor.is_none();
        self.rewind()
    }

    /// What has been played again is what counts as played.
    pub fn has_caught_up(&mut self) {
        self.is_catching_up = false;
    }

    /// The cursor, where what comes after it does not count as played.
    fn end_of_play(&self) -> Option<&Cursor> {
        self.cursor.as_ref().filter(|_| !self.is_catching_up)
    }

    /// How many frames from the cursor on are due at second `time` of the sketch.
    pub fn due(&self, time: f64) -> usize {
        let (Some(play), Some(cursor)) = (self.plays.last(), &self.cursor) else {
            return 0;
        };
        let mut cursor = cursor.clone();
        let frames = std::iter::from_fn(|| play.next(&mut cursor));
        frames.take_while(|frame| frame.moment.time <= time).count()
    }

    /// The frame at the cursor, which then is behind it.
    pub fn advance(&mut self) -> Option<Frame> {
        let (play, cursor) = (self.plays.last()?, self.cursor.as_mut()?);
        let frame = play.next(cursor)?;
        self.astray = None;
        if cursor.frames() == play.frames() {
            self.cursor = None;
        }
        Some(frame)
    }

    /// The frame at the cursor; `None` at the end.
    pub fn peek(&self) -> Option<Frame> {
        let mut cursor = self.cursor.clone()?;
        self.plays.last()?.next(&mut cursor)
    }

    /// A frame is about to be played that is none of the take, but may be the last one before somebody goes on.
    pub fn stray(&mut self, frame: Frame) {
        self.astray = Some(frame);
    }

    /// The canvas as it is seen with the last frame: the CRC-32 of its RGBA. Nothing if that frame was played again.
    pub fn see(&mut self, crc: u32) {
        if let (None, None, Some(play)) = (&self.cursor, &self.astray, self.plays.last_mut())
            && let Some(last) = play.frames().checked_sub(1)
            && play.seen.last().is_none_or(|&(frame, _)| frame < last)
        {
            play.seen.push((last, crc));
        }
    }

    /// Whether the next frame of the take would not come after those that it was played after.
    pub fn is_astray(&self) -> bool {
        self.astray.is_some()
    }

    /// The moment that was played last, in the last play.
    pub fn moment(&self) -> Option<Moment> {
        if self.is_new {
            return None;
        }
        let place = self.cursor.as_ref().or(self.plays.last().map(Play::end))?;
        let astray = self.astray.as_ref().map(|frame| frame.moment);
        astray.or(place.moment())
    }

    /// Whether parameters have been changed since the last frame.
    pub fn is_changed(&self, parameters: &Parameters) -> bool {
        !parameters.changes(&self.known).is_empty()
    }

    /// Gives parameters that have been changed their new values from the beginning of the play on; whether there are any. Its
    /// frames are others then, and have to be played from the first.
    pub fn amend(&mut self, parameters: &Parameters) -> bool {
        let changed = parameters.changes(&self.known);
        let mut values: Values = parameters.values();
        values.retain(|name, _| changed.iter().any(|(other, _)| other == name));
        match self.plays.last_mut() {
            Some(play) if !values.is_empty() => {
                play.amend(&values);
                true
            }
            _ => false,
        }
    }

    /// Where the next frame will be, or where the one is that was played last, which is taken if the play goes on with it.
    pub fn mark(&mut self, of_last: bool) -> Mark {
        self.lowest = None;
        if self.is_new {
            return Mark {
                play: self.plays.len(),
                frame: 0,
            };
        }
        let next = self.place() + u64::from(self.astray.is_some());
        Mark {
            play: self.plays.len() - 1,
            frame: match of_last {
                true => next.saturating_sub(1),
                false => next,
            },
        }
    }

    /// Frames of the last play before the place of the stage.
    fn place(&self) -> u64 {
        let end = self.plays.last().map(Play::end);
        self.cursor.as_ref().or(end).map_or(0, Cursor::frames)
    }

    /// All from the play on in which `mark` is, for a movie that begins there; `None` if somebody has gone back before
    /// it, or there is nothing after it.
    pub fn since(&self, mark: Mark) -> Option<Take> {
        if self.lowest.is_some_and(|lowest| lowest < mark) {
            return None;
        }
        let mut plays = self.plays.get(mark.play..)?.to_vec();
        if let (Some(cursor), Some(play)) = (self.end_of_play(), plays.last_mut()) {
            play.truncate(cursor);
        }
        let take = Take {
            plays,
            begins: mark.frame,
            lead: Duration::ZERO,
            length: Duration::ZERO,
        };
        let is_there = take.begins < take.frames() && take.plays[0].frames() >= mark.frame;
        is_there.then_some(take)
    }

    /// The last play up to the frame that was played last, which is what it shows.
    pub fn now(&self) -> Option<Take> {
        let mut play = self.plays.last().filter(|_| !self.is_new)?.clone();
        if let Some(cursor) = &self.cursor {
            play.truncate(cursor);
        }
        if let Some(astray) = &self.astray {
            play.push(astray);
        }
        let begins = play.frames().checked_sub(1)?;
        Some(Take {
            plays: vec![play],
            begins,
            lead: Duration::ZERO,
            length: Duration::ZERO,
        })
    }

    /// The last so many seconds of what was played, or all of it, from the play on in which they begin.
    pub fn last(&self, seconds: Option<u32>) -> Option<Take> {
        let mut plays = self.plays.clone();
        if let (Some(cursor), Some(play)) = (self.end_of_play(), plays.last_mut()) {
            // What comes after has not been seen again.
            play.truncate(cursor);
        }
        let mut left = Duration::from_secs(seconds.map_or(u64::MAX, u64::from));
        let mut from = plays.len();
        let mut begins = 0;
        while let Some(play) = plays[..from].last() {
            from -= 1;
            let passed: Vec<_> = play.iter().map(|frame| frame.passed).collect();
            // The first frames that are no longer wanted: how long each was shown, the one after it knows.
            let is_enough = passed.iter().rposition(|&passed| {
                let is_enough = passed > left;
                left = left.saturating_sub(passed);
                is_enough
            });
            if let Some(first) = is_enough {
                begins = first as u64;
                break;
            }
        }
        let take = Take {
            plays: plays.split_off(from),
            begins,
            lead: Duration::ZERO,
            length: Duration::ZERO,
        };
        (take.begins < take.frames()).then_some(take)
    }
}
