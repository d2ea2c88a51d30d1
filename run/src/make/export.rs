//! The headless run: every frame of a sketch, exactly once, into a file.

use std::num::NonZeroUsize;
use std::ops::Range;
use std::path::PathBuf;
use std::time::Duration;

use kinora_core::canvas::Canvas;
use kinora_core::platform::ending::Exporting;
use kinora_core::platform::{display, interrupt};
use kinora_core::sound::FORMAT;
use kinora_movie::encode::target::Kind;
use kinora_movie::encode::{Container, Converter, Encoding, Output, Overwrite};
use kinora_movie::recorder::{Ending, Policy, Recorder, Recording, Report, Stopped};
use kinora_movie::verify::{self, Sent, Verdict};
use serde::Serialize;

use crate::KinoraError;
use crate::make::check::Compared;
use crate::make::film::{Film, Reel, Wanted};
use crate::make::headless;
use crate::make::heard::Unheard;
use crate::make::parts::Probe;

/// Pixels of a movie, those of all its frames, from which on the work in it is worth a file that survives a crash. Packing
/// that anew at its end takes as long as ffmpeg does to start, 0.06 s; so many pixels take two seconds or more to draw and
/// to encode, whatever their size.
const LONG: u64 = 1_000_000_000;

/// What to export, and where to.
pub struct Export {
    pub film: Film,
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
    ///
    /// If `probe` finds that several processes would be done sooner, nothing is made, and it is told how many.
    pub fn run(self, probe: Option<Probe>) -> Result<Result<Exported, NonZeroUsize>, KinoraError> {
        let _exporting = Exporting::begin();
        let frames = self.film.frames()?;
        let plan = self.film.plan;
        let mut recording = Recording {
            size: plan.pixels,
            rows: Canvas::ROWS,
            fps: plan.fps,
            policy: Policy::Locked,
            encoding: self.encoding.clone(),
            crash_safe: frames.saturating_mul(plan.pixels.pixels() as u64) >= LONG,
            part: None,
            threads: None,
            described: true,
            copy: None,
            samples: None,
            length: Some(frames as f64 / plan.fps),
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

        let is_mixed = self.encoding.audio.is_some();
        let film = self.film.clone();
        let ended = film.open(&display, self.play(recorder, format.container, probe));
        // The private display ends while ffmpeg does.
        display.close();
        let ended = ended.and_then(|ended| match ended {
            Ok((ending, compared)) => Ok(Ok((ending.wait()?, compared))),
            Err(jobs) => Ok(Err(jobs)),
        });
        // A signal kills ffmpeg; that it died is then not the news.
        let ended = ended.map_err(|error| interrupt::check().err().unwrap_or(error))?;
        let (report, compared) = match ended {
            Ok(made) => made,
            Err(jobs) => return Ok(Err(jobs)),
        };
        let verdict = match &sent {
            Some(sent) => Some(verify::verify(&report, format, sent.path(), is_mixed)?),
            None => None,
        };
        Ok(Ok(Exported {
            report,
            compared,
            verdict,
        }))
    }

    async fn play(
        self,
        recorder: Recorder,
        container: Container,
        probe: Option<Probe>,
    ) -> Result<Result<(Ending, Compared), NonZeroUsize>, KinoraError> {
        let mut reel = Whole {
            recorder,
            progress: self.progress,
            compared: Compared::default(),
            probe,
            jobs: None,
            output: self.output,
            container,
            unheard: Unheard::default(),
        };
        self.film.play(&mut reel).await?;
        let Whole {
            recorder,
            compared,
            jobs,
            ..
        } = reel;
        if let Some(jobs) = jobs {
            return Ok(Err(jobs));
        }
        match recorder.frames() {
            0 => Err(KinoraError::NoFrames(self.film.sketch.name().into())),
            _ => Ok(Ok((recorder.end(Duration::ZERO), compared))),
        }
    }
}

/// One file for all pictures.
struct Whole {
    recorder: Recorder,
    progress: Box<dyn FnMut(u64)>,
    compared: Compared,
    probe: Option<Probe>,
    /// So many processes would be done sooner.
    jobs: Option<NonZeroUsize>,
    output: PathBuf,
    container: Container,
    unheard: Unheard,
}

impl Reel for Whole {
    fn wants(&mut self, _: Range<u64>) -> Result<Wanted, KinoraError> {
        Ok(match self.jobs {
            Some(_) => Wanted::NothingMore,
            None => Wanted::Yes,
        })
    }

    fn take(
        &mut self,
        pictures: Range<u64>,
        film: &Film,
        fill: &mut dyn FnMut(&mut Converter, &mut [u8]),
    ) -> Result<(), Stopped> {
        self.recorder.describe(|| film.recipe().to_ffmetadata());
        let ticks = pictures.end - pictures.start;
        self.recorder.show(ticks, fill)?;
        let made = self.recorder.frames();
        (self.progress)(made);
        self.jobs = self.probe.as_mut().and_then(|probe| probe.made(made));
        Ok(())
    }

    fn hear(&mut self, at: u64, samples: Vec<f32>) -> Result<(), KinoraError> {
        let is_silent = samples.iter().all(|&sample| sample == 0.0);
        if !self.recorder.hear(at, samples, FORMAT)? && !is_silent {
            self.unheard.say(&self.output, self.container);
        }
        Ok(())
    }

    fn played(&mut self, time: Duration) {
        if let Some(probe) = &mut self.probe {
            probe.played(time);
        }
    }

    fn compares(&self, _: u64) -> bool {
        true
    }

    fn note(&mut self, is_same: bool, time: f64) {
        self.compared.note(is_same, time);
    }
}
