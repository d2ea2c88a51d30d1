//! What a run without a window plays, frame by frame: the frames of a movie by the clock, or a take.

use std::collections::VecDeque;
use std::time::Duration;

use kinora_core::sketch::Plan;
use kinora_core::stage::take::{Cursor, Frame, Resized, Start, Take};
use kinora_core::stage::{Moment, Shutter, Stage, Step};
use kinora_movie::MIN_FPS;

use crate::KinoraError;

/// What the clock on the wall shows when a take begins.
pub fn epoch(take: &Take) -> Duration {
    take.plays
        .first()
        .map_or(Duration::ZERO, |play| play.start().epoch)
}

/// What a frame is played for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// For those after it.
    Nothing,
    /// It is a part of the next picture.
    Exposure,
    /// It is so many pictures of the movie.
    Pictures(u64),
}

/// One frame of a run.
pub struct Cue {
    /// A play begins with it.
    start: Option<Start>,
    frame: Frame,
    /// What becomes of it.
    pub purpose: Purpose,
    /// The CRC-32 of the canvas when it was played, and what canvas that was, if somebody looked.
    pub seen: Option<(u32, Resized)>,
}

impl Cue {
    fn new(moment: Moment, purpose: Purpose) -> Cue {
        Cue {
            start: None,
            frame: Frame {
                moment,
                ..Frame::default()
            },
            purpose,
            seen: None,
        }
    }

    /// Whether a play begins with it.
    pub fn begins_play(&self) -> bool {
        self.start.is_some()
    }

    /// Second of the sketch.
    pub fn time(&self) -> f64 {
        self.frame.moment.time
    }

    /// What the stage is to show after it, if it is the canvas that was looked at.
    pub fn expected(&self, plan: &Plan) -> Option<u32> {
        let (crc, canvas) = self.seen?;
        let pixels = canvas.size.scaled(canvas.density).ok()?;
        (pixels == plan.canvas && canvas.size == plan.size).then_some(crc)
    }

    /// Plays it.
    ///
    /// # Errors
    /// As those of [`Stage::begin`].
    pub async fn play(self, stage: &mut Stage) -> Result<Step, KinoraError> {
        if let Some(start) = &self.start {
            stage.set_play(start);
        }
        let is_drawn = self.purpose != Purpose::Nothing;
        stage.step(self.frame, is_drawn).await
    }
}

/// The frames of the movie of that plan, `frames` in number from its first on, and those before.
pub fn by_clock(plan: &Plan, frames: u64) -> Box<dyn Iterator<Item = Cue>> {
    let (shutter, first) = (Shutter::new(plan), plan.first);
    Box::new((0..first + frames).flat_map(move |index| {
        let mut moments: VecDeque<_> = shutter.frame(index).collect();
        std::iter::from_fn(move || {
            let moment = moments.pop_front()?;
            let purpose = match (index >= first, moments.is_empty()) {
                (false, _) => Purpose::Nothing,
                (true, false) => Purpose::Exposure,
                (true, true) => Purpose::Pictures(1),
            };
            Some(Cue::new(moment, purpose))
        })
    }))
}

/// That picture of the movie of that plan, and all that is played before it.
pub fn up_to(plan: &Plan, picture: Moment) -> Box<dyn Iterator<Item = Cue>> {
    let shutter = Shutter::new(plan);
    let before = shutter
        .before(picture)
        .map(|moment| Cue::new(moment, Purpose::Nothing));
    let moments = shutter.picture(picture);
    let last = moments.len().saturating_sub(1);
    let parts = moments.into_iter().enumerate().map(move |(index, moment)| {
        let purpose = match index == last {
            true => Purpose::Pictures(1),
            false => Purpose::Exposure,
        };
        Cue::new(moment, purpose)
    });
    Box::new(before.chain(parts))
}

/// A take as it was played, for a movie of `fps` frames a second. Its first `skipped` pictures are not drawn, and after
/// `frames` it ends.
pub fn of_take(take: Take, fps: f64, skipped: u64, frames: u64) -> Box<dyn Iterator<Item = Cue>> {
    let mut past = 0;
    let end = skipped.saturating_add(frames);
    let before = vec![0; take.begins as usize];
    let counts = before.into_iter().chain(take.schedule(fps));
    let purposes: Vec<_> = counts
        .map(|count| {
            let from = past.clamp(skipped, end);
            past += count;
            match past.clamp(skipped, end) - from {
                0 => Purpose::Nothing,
                count => Purpose::Pictures(count),
            }
        })
        .collect();
    let played = purposes
        .iter()
        .rposition(|&purpose| purpose != Purpose::Nothing);
    let cues = frames_of(take).zip(purposes);
    let cues = cues.map(|(cue, purpose)| Cue { purpose, ..cue });
    Box::new(cues.take(played.map_or(0, |last| last + 1)))
}

/// Every frame of a take; those are pictures that somebody has looked at.
pub fn seen_of(take: Take) -> impl Iterator<Item = Cue> {
    frames_of(take).map(|cue| Cue {
        purpose: match cue.seen {
            Some(_) => Purpose::Pictures(1),
            None => Purpose::Nothing,
        },
        ..cue
    })
}

fn frames_of(take: Take) -> impl Iterator<Item = Cue> {
    take.plays.into_iter().flat_map(|play| {
        let mut start = Some(play.start().clone());
        let mut canvas = play.start().canvas;
        let mut cursor = Cursor::default();
        std::iter::from_fn(move || {
            let seen = play.seen(cursor.frames());
            let frame = play.next(&mut cursor)?;
            canvas = frame.resized.unwrap_or(canvas);
            Some(Cue {
                start: start.take(),
                frame,
                purpose: Purpose::Nothing,
                seen: seen.map(|crc| (crc, canvas)),
            })
        })
    })
}

/// A take as it was played up to the frame that its movie begins with, or else up to the one that is nearest to second
/// `at` of its last play. That one is a picture.
pub fn still_of(take: Take, at: Option<f64>) -> Box<dyn Iterator<Item = Cue>> {
    let Some(time) = at else {
        return of_take(take, MIN_FPS, 0, 1);
    };
    let last = take.plays.last().map_or(0, |play| play.frames());
    let before = take.frames() - last;
    let distance = |frame: &Frame| (frame.moment.time - time).abs();
    let frames = take.plays.iter().rev().take(1).flat_map(|play| play.iter());
    let nearest = (before..)
        .zip(frames)
        .min_by(|(_, a), (_, b)| distance(a).total_cmp(&distance(b)));
    let begins = nearest.map_or(take.begins, |(index, _)| index);
    of_take(Take { begins, ..take }, MIN_FPS, 0, 1)
}
