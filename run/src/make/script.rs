//! What a run without a window plays, frame by frame: the frames of a movie by the clock, or a take.

use std::collections::VecDeque;
use std::iter::Peekable;
use std::time::Duration;

use kinora_core::platform::say;
use kinora_core::sketch::Plan;
use kinora_core::stage::take::{Cursor, Frame, Resized, Start, Take};
use kinora_core::stage::{Moment, Shutter, Stage, Step};

use crate::KinoraError;

/// What the clock on the wall shows before a take begins: a frame of its movie before its own first one.
pub fn epoch(take: &Take) -> Duration {
    take.plays.first().map_or(Duration::ZERO, |play| {
        let (epoch, fps) = (play.start().epoch, play.start().fps);
        epoch.saturating_sub(Duration::from_secs_f64(1.0 / fps))
    })
}

/// What a frame is played for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// For those after it.
    Nothing,
    /// It is one of several exposures of the next picture, which is so many pictures of the movie.
    Exposure(u64),
    /// It is so many pictures of the movie.
    Pictures(u64),
}

impl Purpose {
    /// How many pictures of the movie it has to do with.
    pub fn pictures(self) -> u64 {
        match self {
            Purpose::Nothing => 0,
            Purpose::Exposure(pictures) | Purpose::Pictures(pictures) => pictures,
        }
    }
}

/// One frame of a run.
pub struct Cue {
    /// A play begins with it.
    start: Option<Start>,
    frame: Frame,
    /// Second of the sketch that it is drawn for.
    pub time: f64,
    /// Frames of the take before it.
    pub index: u64,
    /// What becomes of it.
    pub purpose: Purpose,
    /// It is drawn even if nothing becomes of it.
    pub is_compared: bool,
    /// The CRC-32 of the canvas when it was played, and what canvas that was, if somebody looked.
    pub seen: Option<(u32, Resized)>,
}

impl Cue {
    fn new(moment: Moment, purpose: Purpose) -> Cue {
        Cue {
            start: None,
            index: 0,
            time: moment.time,
            frame: Frame {
                moment,
                ..Frame::default()
            },
            purpose,
            is_compared: false,
            seen: None,
        }
    }

    /// How long the frame before it was shown, in seconds of a movie.
    pub fn passed(&self) -> f64 {
        self.frame.passed.as_secs_f64()
    }

    /// Whether a play begins with it.
    pub fn is_first(&self) -> bool {
        self.start.is_some()
    }

    /// What the stage is to show after it, if it is the canvas that was looked at.
    pub fn expected(&self, plan: &Plan) -> Option<u32> {
        let (crc, canvas) = self.seen?;
        let pixels = canvas.size.scaled(canvas.density).ok()?;
        (pixels == plan.canvas && canvas.size == plan.size).then_some(crc)
    }
}

/// Cues, one after the other. What a sketch leaves out that returns before its end is skipped: what comes next is another
/// play of it, if anything does.
pub struct Script {
    cues: Peekable<Box<dyn Iterator<Item = Cue>>>,
    is_of_take: bool,
    has_returned: bool,
}

impl Script {
    fn new(cues: impl Iterator<Item = Cue> + 'static, is_of_take: bool) -> Script {
        Script {
            cues: (Box::new(cues) as Box<dyn Iterator<Item = Cue>>).peekable(),
            is_of_take,
            has_returned: false,
        }
    }

    /// The cue that comes next.
    pub fn next(&mut self) -> Option<Cue> {
        match (self.has_returned, self.is_of_take) {
            (false, _) => self.cues.next(),
            (true, false) => None,
            (true, true) => self.cues.find(|cue| cue.start.is_some()),
        }
    }

    /// The one after that, which is not taken.
    pub fn peek(&mut self) -> Option<&Cue> {
        self.cues.peek()
    }

    /// Plays it. A play that was taken to its end may have ended so that the sketch failed: it then fails again, which is
    /// said.
    ///
    /// # Errors
    /// As those of [`Stage::begin`].
    pub async fn play(&mut self, cue: Cue, stage: &mut Stage) -> Result<Step, KinoraError> {
        let is_drawn = cue.is_compared || cue.purpose != Purpose::Nothing;
        if let Some(start) = &cue.start {
            stage.set_play(start);
        }
        stage.sound_at(cue.time);
        let step = match stage.step(cue.frame, is_drawn).await {
            Err(error) if self.is_of_take && error.is_of_sketch() && self.cues.peek().is_none() => {
                say::warning(&error);
                Step::Ended
            }
            step => step?,
        };
        self.has_returned = step == Step::Ended;
        Ok(step)
    }
}

/// The frames of the movie of that plan, `frames` in number from its first on, and those before.
pub fn by_clock(plan: &Plan, frames: u64) -> Script {
    let (shutter, first) = (Shutter::new(plan), plan.first);
    let cues = (0..first.saturating_add(frames)).flat_map(move |index| {
        let mut moments: VecDeque<_> = shutter.frame(index).collect();
        std::iter::from_fn(move || {
            let moment = moments.pop_front()?;
            let purpose = match (index >= first, moments.is_empty()) {
                (false, _) => Purpose::Nothing,
                (true, false) => Purpose::Exposure(1),
                (true, true) => Purpose::Pictures(1),
            };
            Some(Cue {
                time: Moment::of_frame(index, shutter.fps()).time,
                ..Cue::new(moment, purpose)
            })
        })
    });
    Script::new(cues, false)
}

/// That picture of the movie of that plan, and all that is played before it.
pub fn up_to(plan: &Plan, picture: Moment) -> Script {
    let shutter = Shutter::new(plan);
    let before = shutter
        .before(picture)
        .map(|moment| Cue::new(moment, Purpose::Nothing));
    let moments = shutter.picture(picture);
    let last = moments.len().saturating_sub(1);
    let parts = moments.into_iter().enumerate().map(move |(index, moment)| {
        let purpose = match index == last {
            true => Purpose::Pictures(1),
            false => Purpose::Exposure(1),
        };
        Cue::new(moment, purpose)
    });
    Script::new(before.chain(parts), false)
}

/// A take as it was played, for the movie of that plan, whose first pictures are not drawn; after `frames` it ends.
pub fn of_take(take: Take, plan: &Plan, frames: u64) -> Script {
    let (skipped, shutter) = (plan.first, Shutter::new(plan));
    let cues = pictures_of(take, plan.fps, skipped, frames);
    Script::new(cues.flat_map(move |cue| exposed(cue, shutter)), true)
}

fn pictures_of(take: Take, fps: f64, skipped: u64, frames: u64) -> impl Iterator<Item = Cue> {
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
    cues.take(played.map_or(0, |last| last + 1))
}

/// Its exposures, if it is a picture and there are several: then the sketch depends on time alone.
fn exposed(cue: Cue, shutter: Shutter) -> impl Iterator<Item = Cue> {
    let Cue { purpose, time, .. } = cue;
    let mut moments: VecDeque<_> = match purpose {
        Purpose::Pictures(1..) => shutter.around(cue.frame.moment).collect(),
        _ => [cue.frame.moment].into(),
    };
    // The first one is that of the play, with all that it was told.
    let mut told = Some(cue);
    std::iter::from_fn(move || {
        let moment = moments.pop_front()?;
        let is_whole = moments.is_empty() && told.is_some();
        let purpose = match moments.is_empty() {
            true => purpose,
            false => Purpose::Exposure(purpose.pictures()),
        };
        let mut cue = told.take().unwrap_or_else(|| Cue::new(moment, purpose));
        (cue.frame.moment, cue.purpose, cue.time) = (moment, purpose, time);
        // What was seen is none of several.
        cue.seen = cue.seen.filter(|_| is_whole);
        Some(cue)
    })
}

/// Every frame of a take; those are pictures that somebody has looked at.
pub fn seen_of(take: Take) -> Script {
    let cues = frames_of(take).map(|cue| Cue {
        purpose: match cue.seen {
            Some(_) => Purpose::Pictures(1),
            None => Purpose::Nothing,
        },
        ..cue
    });
    Script::new(cues, true)
}

fn frames_of(take: Take) -> impl Iterator<Item = Cue> {
    let mut past = 0;
    take.plays.into_iter().flat_map(move |play| {
        let first = past;
        past += play.frames();
        let mut start = Some(play.start().clone());
        let mut canvas = play.start().canvas;
        let mut cursor = Cursor::default();
        std::iter::from_fn(move || {
            let seen = play.seen(cursor.frames());
            let frame = play.next(&mut cursor)?;
            let index = first + cursor.frames() - 1;
            canvas = frame.resized.unwrap_or(canvas);
            Some(Cue {
                start: start.take(),
                index,
                time: frame.moment.time,
                frame,
                purpose: Purpose::Nothing,
                is_compared: false,
                seen: seen.map(|crc| (crc, canvas)),
            })
        })
    })
}

/// A take as it was played up to the frame that its movie begins with. That one is a picture.
pub fn still_of(take: Take, plan: &Plan) -> Script {
    let shutter = Shutter::new(plan);
    let cues = pictures_of(take, plan.fps, 0, 1).flat_map(move |cue| exposed(cue, shutter));
    Script::new(cues, true)
}

/// The same for a movie that begins with the frame that is nearest to second `time` of the last play.
pub fn beginning_at(take: Take, time: f64) -> Take {
    let last = take.plays.last().map_or(0, |play| play.frames());
    let before = take.frames() - last;
    let distance = |frame: &Frame| (frame.moment.time - time).abs();
    let frames = take.plays.iter().rev().take(1).flat_map(|play| play.iter());
    let nearest = (before..)
        .zip(frames)
        .min_by(|(_, a), (_, b)| distance(a).total_cmp(&distance(b)));
    let begins = nearest.map_or(take.begins, |(index, _)| index);
    Take {
        begins,
        lead: Duration::ZERO,
        length: Duration::ZERO,
        ..take
    }
}
