//! The headless run: every frame of a sketch, exactly once, into a file.

use std::path::PathBuf;
use std::time::Duration;

use kinora_movie::encode::target::Kind;
use kinora_movie::encode::{BehindEncoder, Encoding, Output, Overwrite};
use kinora_movie::recorder::{Ending, Policy, Recorder, Recording, Report, Stopped};
use kinora_movie::verify::{self, Sent, Verdict};
use serde::Serialize;

use crate::KinoraError;
use crate::make::check::Compared;
use crate::make::headless;
use crate::make::recipe::Recipe;
use crate::make::script::{self, Purpose};
use kinora_core::canvas::Canvas;
use kinora_core::canvas::Capture;
use kinora_core::platform::ending::Exporting;
use kinora_core::platform::{display, interrupt};
use kinora_core::sketch::{Plan, Sketch};
use kinora_core::stage::take::Take;
use kinora_core::stage::{Moment, Shared, Stage, Step};

/// Pixels of a movie, those of all its frames, from which on the work in it is worth a file that survives a crash. Packing
/// that anew at its end takes as long as ffmpeg does to start, 0.06 s; so many pixels take two seconds or more to draw and
/// to encode, whatever their size.
const LONG: u64 = 1_000_000_000;

/// What to export, and where to.
pub struct Export {
    pub sketch: Sketch,
    pub plan: Plan,
    pub parameters: Shared,
    /// A play of the sketch that the movie is of, if it is not the one in which nobody does anything. Its first picture
    /// is that of `plan.first`.
    pub take: Option<Take>,
    /// Nothing was said besides that would make another play of it.
    pub is_same_play: bool,
    pub encoding: Encoding,
    pub output: PathBuf,
    pub overwrite: Overwrite,
    /// Decode the movie afterwards and compare it with what was drawn.
    pub verify: bool,
    /// Called once while an idle encoder is waited for, with the time after which it is given up.
    pub on_wait: Option<fn(Duration)>,
    /// Called after each frame with the number of frames made.
    pub progress: Box<dyn FnMut(u64)>,
}

/// What came out.
#[derive(Debug, Serialize)]
pub struct Exported {
    #[serde(flatten)]
    pub report: Report,
    /// Pictures that were seen when it was played, if that is what it is of.
    #[serde(skip)]
    pub compared: Compared,
    /// If one was asked for.
    #[serde(rename = "verify", skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
}

impl Export {
    /// Plays the sketch from its beginning and records frames `plan.first..` of it, `plan.frames` in number, or
    /// fewer if the sketch returns before.
    pub fn run(self) -> Result<Exported, KinoraError> {
        let _exporting = Exporting::begin();
        let frames = self
            .plan
            .frames
            .ok_or_else(|| KinoraError::NoDuration(self.sketch.name().into()))?;
        let mut recording = Recording {
            size: self.plan.pixels,
            rows: Canvas::ROWS,
            fps: self.plan.fps,
            policy: Policy::Locked,
            encoding: self.encoding.clone(),
            crash_safe: frames.saturating_mul(self.plan.pixels.pixels() as u64) >= LONG,
            is_part: false,
            threads: None,
            described: true,
            copy: None,
            length: Some(frames as f64 / self.plan.fps),
            on_wait: self.on_wait,
        };
        let format = recording.format(&self.output)?;
        let output = Output::claim(&self.output, format.container, self.overwrite)?;
        if self.verify {
            verify::check(format, &output)?;
        }
        let kind = Kind::of(format.container);
        let sent = self.verify.then(|| Sent::beside(&self.output, kind));
        recording.copy = sent.as_ref().map(|sent| sent.path().to_owned());

        // The display and ffmpeg start side by side.
        let mut display = display::find_or_start()?;
        let recorder = Recorder::start(recording, output)?;
        let killer = recorder.killer();
        interrupt::at_first(move || killer.kill());
        headless::ready(&mut display)?;

        let title = format!("kinora: exporting {}", self.sketch.name());
        let (sketch, plan) = (self.sketch.clone(), self.plan);
        let epoch = self.take.as_ref().map(script::epoch);
        let movie = self.play(recorder, frames);
        let ended = headless::open(&title, &display, &sketch, &plan, epoch, movie);
        // The private display ends while ffmpeg does.
        display.close();
        let ended = ended.and_then(|(ending, compared)| Ok((ending.wait()?, compared)));
        // A signal kills ffmpeg; that it died is then not the news.
        let (report, compared) =
            ended.map_err(|error| interrupt::check().err().unwrap_or(error))?;
        let verdict = match &sent {
            Some(sent) => Some(verify::verify(&report, format, sent.path())?),
            None => None,
        };
        Ok(Exported {
            report,
            compared,
            verdict,
        })
    }

    async fn play(
        mut self,
        mut recorder: Recorder,
        frames: u64,
    ) -> Result<(Ending, Compared), KinoraError> {
        let _behind = BehindEncoder::step();
        let mut stage = Stage::new(&self.sketch, &self.plan, self.parameters.clone());
        let mut capture = Capture::sampled(&self.plan);
        let mut script = match self.take.clone() {
            Some(take) => script::of_take(take, &self.plan, frames),
            None => script::by_clock(&self.plan, frames),
        };
        let mut compared = Compared::default();
        while let Some(mut cue) = script.next() {
            interrupt::check()?;
            let expected = cue.expected(&self.plan).filter(|_| self.is_same_play);
            if expected.is_some() && cue.purpose == Purpose::Nothing {
                // It is drawn to be compared.
                cue.purpose = Purpose::Pictures(0);
            }
            let purpose = cue.purpose;
            let time = cue.time;
            if script.play(cue, &mut stage).await? == Step::Ended {
                continue;
            }
            if let Some(crc) = expected {
                compared.note(crc == stage.picture(), time);
            }
            match purpose {
                Purpose::Nothing | Purpose::Pictures(0) => {}
                Purpose::Exposure => capture.expose(stage.canvas()),
                Purpose::Pictures(ticks) => {
                    recorder.describe(|| self.recipe(frames).to_ffmetadata());
                    let shown = recorder.show(ticks, |converter, frame| {
                        capture.read(stage.canvas(), converter, frame);
                    });
                    if let Err(Stopped) = shown {
                        break;
                    }
                    (self.progress)(recorder.frames());
                }
            }
        }
        match recorder.frames() {
            0 => Err(KinoraError::NoFrames(self.sketch.name().into())),
            _ => Ok((recorder.end(Duration::ZERO), compared)),
        }
    }

    /// What the movie says of itself: known when its first frame is drawn.
    fn recipe(&self, frames: u64) -> Recipe {
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
