//! One play: what it begins with, and its frames.

use std::time::Duration;

use kinora_movie::frame::Size;

use super::record::State;
use crate::stage::parameters::{Value, Values};
use crate::stage::{Input, Moment};

/// A frame of a play: its place in time, and all that the sketch was told before it.
#[derive(Debug, Clone, Default)]
pub struct Frame {
    /// When it is, for the sketch.
    pub moment: Moment,
    /// How long the frame before it was shown, on the clock that a movie of the play goes by. It is the window's where
    /// somebody watches, and one frame of the movie where each frame drawn is one.
    pub passed: Duration,
    /// Nobody saw it: the one before was shown on.
    pub is_skipped: bool,
    /// Mouse, keys and touches.
    pub input: Input,
    /// Parameters that have another value than in the frame before, buttons that were pressed.
    pub changes: Vec<(String, Value)>,
    /// The canvas, if it is another than in the frame before.
    pub resized: Option<Resized>,
}

/// Another size of the canvas.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Resized {
    /// As the sketch sees it.
    pub size: Size,
    /// Pixels on one of its units.
    pub density: f64,
}

/// What a play begins with.
#[derive(Debug, Clone, PartialEq)]
pub struct Start {
    /// What random numbers begin with.
    pub seed: u64,
    /// Frames of one second of a movie.
    pub fps: f64,
    /// The canvas.
    pub canvas: Resized,
    /// What the clock on the wall shows, since 1970.
    pub epoch: Duration,
    /// The parameters, by name.
    pub parameters: Values,
}

/// One play, from the first frame of the sketch.
#[derive(Debug, Clone, PartialEq)]
pub struct Play {
    pub(super) start: Start,
    /// The frames, one after the other.
    pub(super) log: Vec<u8>,
    /// Where the log ends.
    pub(super) end: Cursor,
    /// The canvas as it was seen, now and then: which frame, and the CRC-32 of its RGBA.
    pub(super) seen: Vec<(u64, u32)>,
}

/// A place between two frames of a play.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cursor {
    pub(super) offset: usize,
    pub(super) frames: u64,
    pub(super) state: State,
}

impl Cursor {
    /// Frames before it.
    pub fn frames(&self) -> u64 {
        self.frames
    }

    /// The moment of the frame before it.
    pub fn moment(&self) -> Option<Moment> {
        self.state.moment()
    }
}

impl Play {
    /// Before its first frame.
    pub fn new(start: Start) -> Play {
        Play {
            start,
            log: vec![],
            end: Cursor::default(),
            seen: vec![],
        }
    }

    /// The CRC-32 of the RGBA of the canvas as it was seen with frame `index`, if somebody looked.
    pub fn seen(&self, index: u64) -> Option<u32> {
        let found = self.seen.binary_search_by_key(&index, |&(frame, _)| frame);
        found.ok().map(|at| self.seen[at].1)
    }

    /// What it begins with.
    pub fn start(&self) -> &Start {
        &self.start
    }

    /// How many frames it has.
    pub fn frames(&self) -> u64 {
        self.end.frames
    }

    /// Bytes that it takes in memory, without its beginning.
    pub fn bytes(&self) -> usize {
        self.log.len()
    }

    /// Where it ends.
    pub fn end(&self) -> &Cursor {
        &self.end
    }

    /// One more frame.
    pub fn push(&mut self, frame: &Frame) {
        let record = self.end.state.write(frame, self.start.fps);
        let log = std::mem::take(&mut self.log);
        self.log = postcard::to_extend(&record, log).expect("memory takes every byte");
        self.end.offset = self.log.len();
        self.end.frames += 1;
    }

    /// The frame at `cursor`, which then is behind it; `None` at the end.
    pub fn next(&self, cursor: &mut Cursor) -> Option<Frame> {
        let rest = self
            .log
            .get(cursor.offset..)
            .filter(|rest| !rest.is_empty())?;
        let (record, after) = postcard::take_from_bytes(rest).ok()?;
        let frame = cursor.state.read(record, self.start.fps)?;
        cursor.offset = self.log.len() - after.len();
        cursor.frames += 1;
        Some(frame)
    }

    /// Every frame.
    pub fn iter(&self) -> impl Iterator<Item = Frame> {
        let mut cursor = Cursor::default();
        std::iter::from_fn(move || self.next(&mut cursor))
    }

    /// Forgets what comes after `cursor`.
    pub fn truncate(&mut self, cursor: &Cursor) {
        self.log.truncate(cursor.offset);
        self.end = cursor.clone();
        self.seen.retain(|&(frame, _)| frame < cursor.frames);
    }

    /// Forgets what comes after so many frames.
    pub(super) fn shorten(&mut self, frames: u64) {
        if frames < self.frames() {
            let mut cursor = Cursor::default();
            while cursor.frames < frames && self.next(&mut cursor).is_some() {}
            self.truncate(&cursor);
        }
    }

    /// Gives parameters these values from the beginning on, whatever they were when it was played.
    pub(super) fn amend(&mut self, values: &Values) {
        if values.is_empty() {
            return;
        }
        let mut amended = Play::new(self.start.clone());
        amended.start.parameters.extend(values.clone());
        for mut frame in self.iter() {
            frame.changes.retain(|(name, _)| !values.contains_key(name));
            amended.push(&frame);
        }
        *self = amended;
    }
}
