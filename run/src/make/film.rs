//! A movie picture by picture, and where they go: into one file, or into parts.

use std::ops::Range;
use std::time::Duration;

use kinora_core::canvas::Capture;
use kinora_core::platform::display::Display;
use kinora_core::platform::interrupt;
use kinora_core::sketch::{Plan, Sketch};
use kinora_core::sound;
use kinora_core::stage::take::Take;
use kinora_core::stage::{Moment, Shared, Stage, Step};
use kinora_movie::encode::BehindEncoder;
use kinora_movie::encode::Converter;
use kinora_movie::recorder::Stopped;

use crate::KinoraError;
use crate::make::headless;
use crate::make::heard::Heard;
use crate::make::recipe::Recipe;
use crate::make::script::{self, Purpose};

/// What is played, and which pictures of it are the movie.
#[derive(Clone)]
pub struct Film {
    pub sketch: Sketch,
    pub plan: Plan,
    pub parameters: Shared,
    /// A play of the sketch that the movie is of, if it is not the one in which nobody does anything. Its first picture
    /// is that of `plan.first`.
    pub take: Option<Take>,
    /// Nothing was said besides that would make another play of it.
    pub is_same_play: bool,
}

/// What becomes of pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// They are drawn.
    Yes,
    /// They are played for those after them.
    No,
    /// So are none of those after them.
    NothingMore,
}

/// What pictures go onto. It counts them from the first one of the movie.
pub trait Reel {
    /// Whether any of those is wanted, which are one drawing.
    fn wants(&mut self, pictures: Range<u64>) -> Result<Wanted, KinoraError>;

    /// Takes them. `fill` writes their drawing into the bytes of a frame.
    fn take(
        &mut self,
        pictures: Range<u64>,
        film: &Film,
        fill: &mut dyn FnMut(&mut Converter, &mut [u8]),
    ) -> Result<(), Stopped>;

    /// What is heard with those that it takes next, left and right in turns, from sample `at` of the movie on. A sketch without
    /// sounds gives nothing.
    fn hear(&mut self, at: u64, samples: Vec<f32>) -> Result<(), KinoraError>;

    /// The sketch has played a frame in that time.
    fn played(&mut self, _: Duration) {}

    /// Whether it is its business how a frame looked that somebody has seen, which is played before that picture.
    fn compares(&self, picture: u64) -> bool;

    /// It looked so, or otherwise, at that second of the sketch.
    fn note(&mut self, is_same: bool, time: f64);
}

impl Film {
    /// How many pictures the movie has.
    ///
    /// # Errors
    /// [`KinoraError::NoDuration`].
    pub fn frames(&self) -> Result<u64, KinoraError> {
        let frames = self.plan.frames;
        frames.ok_or_else(|| KinoraError::NoDuration(self.sketch.name().into()))
    }

    /// How many pixels are drawn for each of them.
    pub fn pixels(&self) -> f64 {
        let plan = &self.plan;
        plan.canvas.pixels() as f64 * f64::from(plan.sampling.sub_frames)
    }

    /// What the clock on the wall shows before it begins.
    fn epoch(&self) -> Option<Duration> {
        self.take.as_ref().map(script::epoch)
    }

    /// Runs `program`, which plays it, on a display.
    pub fn open<T: 'static>(
        &self,
        display: &Display,
        program: impl Future<Output = Result<T, KinoraError>> + 'static,
    ) -> Result<T, KinoraError> {
        let title = format!("kinora: exporting {}", self.sketch.name());
        headless::open(
            &title,
            display,
            &self.sketch,
            &self.plan,
            self.epoch(),
            program,
        )
    }

    /// Plays the sketch from its beginning, and hands out the pictures of the movie; there are fewer if the sketch returns
    /// before. How many there were.
    pub async fn play(&self, reel: &mut impl Reel) -> Result<u64, KinoraError> {
        let _behind = BehindEncoder::step();
        let frames = self.frames()?;
        let mut stage = Stage::new(&self.sketch, &self.plan, self.parameters.clone());
        let mut capture = Capture::sampled(&self.plan);
        let mut script = match self.take.clone() {
            Some(take) => script::of_take(take, &self.plan, frames),
            None => script::by_clock(&self.plan, frames),
        };
        sound::keep();
        let mut heard = Heard::new(&self.plan, self.take.as_ref(), frames);
        let mut has_begun = false;
        let mut past = 0;
        while let Some(mut cue) = script.next() {
            interrupt::check()?;
            let pictures = past..past + cue.purpose.pictures();
            // The picture itself comes after its exposures.
            let after = match cue.purpose {
                Purpose::Exposure(_) => past,
                Purpose::Nothing | Purpose::Pictures(_) => pictures.end,
            };
            let is_whole = !matches!(cue.purpose, Purpose::Exposure(_));
            match reel.wants(pictures.clone())? {
                Wanted::NothingMore => break,
                Wanted::No => cue.purpose = Purpose::Nothing,
                Wanted::Yes => {}
            }
            let expected = cue.expected(&self.plan);
            let expected = expected.filter(|_| self.is_same_play && reel.compares(past));
            let (purpose, time, index) = (cue.purpose, cue.time, cue.index);
            // Its first frame says whether it has sounds, which go on from there.
            let may_skip = self.may_skip() && has_begun && !sound::has_sounds();
            if purpose == Purpose::Nothing && expected.is_none() && may_skip {
                past = after;
                continue;
            }
            cue.is_compared = expected.is_some();
            has_begun = true;
            let step = script.play(cue, &mut stage).await?;
            reel.played(stage.in_sketch());
            if step == Step::Ended {
                continue;
            }
            if let Some(crc) = expected {
                reel.note(crc == stage.picture(), time);
            }
            if is_whole {
                let until = heard.until(index, time, script.peek(), &pictures);
                if let Some((at, samples)) = until.filter(|_| sound::has_sounds()) {
                    reel.hear(at, samples)?;
                }
            }
            match purpose {
                Purpose::Nothing => {}
                Purpose::Exposure(_) => capture.expose(stage.canvas()),
                Purpose::Pictures(_) => {
                    let mut fill = |converter: &mut Converter, frame: &mut [u8]| {
                        capture.read(stage.canvas(), converter, frame);
                    };
                    if let Err(Stopped) = reel.take(pictures.clone(), self, &mut fill) {
                        break;
                    }
                }
            }
            past = after;
        }
        Ok(past)
    }

    /// Frames that are not drawn need not be played.
    pub fn may_skip(&self) -> bool {
        self.sketch.is_stateless() && self.take.is_none()
    }

    /// What the movie says of itself: known when its first frame is drawn.
    pub fn recipe(&self) -> Recipe {
        let frames = self.plan.frames.unwrap_or_default();
        let parameters = self.parameters.borrow();
        let first = Moment::of_frame(self.plan.first, self.plan.fps);
        let take = self.take.clone();
        let take = take.map(|take| take.part(self.plan.fps, self.plan.first, frames));
        let take = match self.is_same_play {
            true => take,
            false => take.map(Take::unseen),
        };
        let recipe = Recipe {
            length: Some(frames as f64 / self.plan.fps),
            ..Recipe::new(self.sketch.name(), &self.plan, &parameters, first.time)
        };
        recipe.with_take(take.as_ref())
    }
}
