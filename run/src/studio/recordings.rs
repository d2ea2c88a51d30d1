//! The recording that runs, and those whose files are still being written.

use std::fs;
use std::panic::resume_unwind;
use std::path::PathBuf;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use kinora_movie::MovieError;
use kinora_movie::encode::target::{Claimed, Kind, What, first_free};
use kinora_movie::encode::{Converter, Encoding, Output, Overwrite, Preset, Target};
use kinora_movie::recorder::{Policy, Recorder, Recording, Report};

use super::keeper::Keeper;
use crate::KinoraError;
use crate::make::recipe::{Recipe, TAKE_EXTENSION};
use kinora_core::canvas::Canvas;
use kinora_core::platform::{date, interrupt, say};
use kinora_core::sketch::Plan;
use kinora_core::sound::{self, FORMAT, Follow};
use kinora_core::stage::take::{Mark, Take, Tape};

/// Where recordings and stills go, in the current folder.
const FOLDER: &str = "recordings";

/// How much each picture counts for how early they are seen.
const EARLY_SHARE: f64 = 0.05;

/// The recordings of the sandbox.
pub struct Recordings {
    encoding: Encoding,
    extension: String,
    running: Option<Running>,
    finishing: Vec<Finishing>,
    keeper: Keeper,
    /// It was said that they are without sound.
    is_unheard: bool,
}

/// A recording that is being finished.
struct Finishing {
    thread: JoinHandle<Result<Report, MovieError>>,
    beside: Option<Claimed>,
}

struct Running {
    recorder: Recorder,
    policy: Policy,
    fps: f64,
    /// How long it runs, by the clock of the window.
    elapsed: Duration,
    recipe: Recipe,
    /// Where it begins in what is played.
    mark: Option<Mark>,
    /// How long its first picture had been shown before; `None` until there is one.
    lead: Option<Duration>,
    /// How long its last picture has been shown.
    rest: Duration,
    /// What is heard in it.
    follow: Follow,
    /// How much earlier pictures are seen in it than they were drawn, in seconds.
    early: f64,
    /// The file beside it that has its take until it is finished.
    beside: Option<Claimed>,
}

impl Running {
    /// Second of the movie that is heard until now: on the mean as long before the clock's as pictures are seen that are drawn
    /// now.
    fn heard_until(&mut self) -> f64 {
        let moment = self.recorder.moment(self.elapsed);
        if self.policy == Policy::Locked {
            return moment.unwrap_or_default();
        }
        let elapsed = self.elapsed.as_secs_f64();
        if let Some(moment) = moment {
            self.early += (elapsed - moment - self.early) * EARLY_SHARE;
            self.early = self.early.clamp(0.0, 0.5 / self.fps);
        }
        elapsed - self.early
    }

    /// What was played since its beginning, if that leads to what it shows.
    fn take(&self, tape: Option<&Tape>) -> Option<Take> {
        let take = tape?.since(self.mark?)?;
        Some(match self.policy {
            Policy::Live => Take {
                lead: self.lead.unwrap_or_default(),
                ..take
            },
            Policy::Locked => take,
        })
    }
}

/// What the window says of a running recording.
#[derive(Debug, Clone, Copy)]
pub struct Status {
    pub policy: Policy,
    /// Length of the movie so far.
    pub length: Duration,
    pub frames: u64,
    /// Frames that wait for the encoder, and how many may.
    pub queued: usize,
    pub room: usize,
    pub dropped: u64,
}

impl Recordings {
    /// Recordings with that extension.
    pub fn new(encoding: Encoding, format: &str) -> Recordings {
        Recordings {
            encoding: Encoding {
                // Somebody draws meanwhile.
                preset: Some(encoding.preset.unwrap_or(Preset::Veryfast)),
                ..encoding
            },
            extension: format.trim_start_matches('.').to_owned(),
            running: None,
            finishing: vec![],
            keeper: Keeper::default(),
            is_unheard: false,
        }
    }

    /// # Errors
    /// What does not fit together in the settings of its files.
    pub fn check(&self, plan: &Plan) -> Result<(), KinoraError> {
        let name = PathBuf::from("check").with_extension(&self.extension);
        self.recording(plan, Policy::Live).format(&name)?;
        Ok(())
    }

    /// How recordings are encoded.
    pub fn encoding(&self) -> &Encoding {
        &self.encoding
    }

    /// The extension of recordings.
    pub fn extension(&self) -> &str {
        &self.extension
    }

    /// From now on recordings have that extension. A codec that was asked for with the old one is forgotten if it does
    /// not go into the new.
    pub fn set_extension(&mut self, extension: &str, plan: &Plan) {
        self.extension = extension.to_owned();
        self.is_unheard = false;
        if self.check(plan).is_err() {
            (self.encoding.codec, self.encoding.crf) = (None, None);
            self.encoding.chroma = None;
        }
    }

    fn recording(&self, plan: &Plan, policy: Policy) -> Recording {
        Recording {
            size: plan.pixels,
            rows: Canvas::ROWS,
            fps: plan.fps,
            policy,
            encoding: self.encoding.clone(),
            crash_safe: true,
            part: None,
            threads: None,
            described: true,
            copy: None,
            samples: None,
            length: None,
            on_wait: None,
        }
    }

    pub fn is_recording(&self) -> bool {
        self.running.is_some()
    }

    pub fn is_locked(&self) -> bool {
        self.running
            .as_ref()
            .is_some_and(|running| running.policy == Policy::Locked)
    }

    pub fn is_saving(&self) -> bool {
        !self.finishing.is_empty()
    }

    pub fn status(&self) -> Option<Status> {
        let running = self.running.as_ref()?;
        let recorder = &running.recorder;
        Some(Status {
            policy: running.policy,
            length: match running.policy {
                Policy::Live => running.elapsed,
                Policy::Locked => Duration::from_secs_f64(recorder.frames() as f64 / running.fps),
            },
            frames: recorder.frames(),
            queued: recorder.queued(),
            room: recorder.room(),
            dropped: recorder.dropped(),
        })
    }

    /// Starts a recording into a new file, which carries `recipe`; it begins at `mark` of what is played.
    pub fn start(
        &mut self,
        policy: Policy,
        plan: &Plan,
        recipe: Recipe,
        mark: Option<Mark>,
    ) -> Result<(), KinoraError> {
        let target = claim(&recipe.sketch, &self.extension)?;
        let mut recorder = Recorder::start(self.recording(plan, policy), Output::File(target))?;
        recorder.describe(|| recipe.to_ffmetadata());
        let beside = recorder.partial().map(|partial| {
            let beside = partial.with_extension(TAKE_EXTENSION);
            Claimed::new(&beside, What::Aid)
        });
        if sound::has_sounds() {
            // ffmpeg is told before the first picture.
            self.can_be_heard(recorder.hear(0, vec![], FORMAT)?);
        }
        let killer = recorder.killer();
        interrupt::at_second(move || killer.give_up());
        self.running = Some(Running {
            recorder,
            policy,
            fps: plan.fps,
            elapsed: Duration::ZERO,
            recipe,
            mark,
            lead: None,
            rest: Duration::ZERO,
            follow: Follow::default(),
            early: 0.0,
            beside,
        });
        Ok(())
    }

    /// A frame of the window has gone by, which took that long.
    pub fn go_on(&mut self, passed: Duration) {
        if let Some(running) = &mut self.running {
            running.elapsed += passed;
            running.rest += passed;
        }
    }

    /// The sketch has other code from here on.
    #[cfg(feature = "live")]
    pub fn note_other_code(&mut self) {
        if let Some(running) = &mut self.running {
            running.recipe.code_changed = true;
        }
    }

    /// Offers a picture that has been `shown` for so long; `fill` is called if it is wanted. A recorder that has failed
    /// ends the recording.
    pub fn offer(&mut self, shown: Duration, fill: impl FnOnce(&mut Converter, &mut [u8])) {
        if let Some(running) = &mut self.running {
            running.lead.get_or_insert(shown);
            running.rest = shown;
            if running.recorder.offer(running.elapsed, fill).is_err() {
                self.stop(None);
            }
        }
    }

    /// What the sketch has played since the last frame of the window, before that of this one is offered.
    pub fn hear(&mut self, samples: Vec<f32>) {
        let Some(running) = &mut self.running else {
            return;
        };
        let until = running.heard_until();
        let at = running.follow.samples();
        let heard = running.follow.put(samples, until);
        if !sound::has_sounds() {
            return;
        }
        let is_silent = heard.iter().all(|&sample| sample == 0.0);
        match running.recorder.hear(at, heard, FORMAT) {
            Ok(is_heard) => self.can_be_heard(is_heard || is_silent),
            Err(error) => {
                say::error(&KinoraError::from(error));
                self.stop(None);
            }
        }
    }

    /// Says once if what is played is not in recordings.
    fn can_be_heard(&mut self, is_heard: bool) {
        if !is_heard && !std::mem::replace(&mut self.is_unheard, true) {
            say::warning(&format!(
                "a .{} has no sound, so recordings are without what the sketch plays: take mp4, webm, mkv or mov",
                self.extension
            ));
        }
    }

    /// Twice a second, has what was played written beside the running recording, for a crash.
    pub fn keep_take(&mut self, tape: Option<&Tape>) {
        let Some(running) = &mut self.running else {
            return;
        };
        if !self.keeper.is_due() {
            return;
        }
        if let Some(path) = &running.beside {
            let path = path.path().to_owned();
            let retold = running.recorder.retold();
            let take = running.take(tape);
            self.keeper.keep(path, retold, running.recipe.clone(), take);
        }
    }

    /// Ends the running recording; its file is finished in the background, and says what was played.
    pub fn stop(&mut self, tape: Option<&Tape>) {
        let Some(running) = self.running.take() else {
            return;
        };
        let keeper = std::mem::take(&mut self.keeper);
        let take = tape.map(|tape| running.take(Some(tape)));
        let Running {
            recorder,
            policy,
            fps,
            elapsed,
            rest,
            recipe,
            beside,
            ..
        } = running;
        // A long play takes a while to pack.
        let finish = move || {
            // It must not say less after this.
            keeper.settle();
            if let Some(take) = take {
                let take = take.map(|take| match policy {
                    Policy::Live => take.ending(fps, rest),
                    Policy::Locked => take,
                });
                let recipe = recipe.with_take(take.as_ref());
                recorder.retold().tell(recipe.to_ffmetadata());
            }
            recorder.end(elapsed).wait()
        };
        let thread = thread::Builder::new().name("kinora-ending".into());
        let thread = thread.spawn(finish).expect("a thread can be started");
        self.finishing.push(Finishing { thread, beside });
    }

    /// The outcome of a recording that has been finished since the last call.
    pub fn saved(&mut self) -> Option<Result<Report, KinoraError>> {
        let done = self
            .finishing
            .iter()
            .position(|ending| ending.thread.is_finished())?;
        Some(self.finish(done))
    }

    /// Waits for the next recording to be finished; `None` when there are no more.
    pub fn wait(&mut self) -> Option<Result<Report, KinoraError>> {
        (!self.finishing.is_empty()).then(|| self.finish(0))
    }

    fn finish(&mut self, index: usize) -> Result<Report, KinoraError> {
        let Finishing { thread, beside } = self.finishing.remove(index);
        let outcome = thread.join();
        let report = outcome.unwrap_or_else(|panic| resume_unwind(panic))?;
        // What is left of a failed one keeps its take.
        if let Some(beside) = beside {
            let _ = fs::remove_file(beside.path());
        }
        Ok(report)
    }
}

impl Drop for Recordings {
    /// Something panics that is no sketch: what was recorded is a movie all the same.
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.stop(None);
            while let Some(outcome) = self.wait() {
                match outcome {
                    Ok(report) => say::line(&report),
                    Err(error) => say::error(&error),
                }
            }
        }
    }
}

/// A new file of a sketch: `recordings/pulse-20261122-183000.mp4`, in local time.
pub fn claim(sketch: &str, extension: &str) -> Result<Target, KinoraError> {
    let name = file_name(sketch, extension)?;
    Ok(Target::claim(&name, Kind::File, Overwrite::NextNumber)?)
}

/// The name of such a file, in a folder that is there.
pub fn file_name(sketch: &str, extension: &str) -> Result<PathBuf, KinoraError> {
    fs::create_dir_all(FOLDER).map_err(KinoraError::file("create", FOLDER))?;
    let name = format!("{sketch}-{}.{extension}", date::in_a_name());
    let name = first_free(&PathBuf::from(FOLDER).join(name), Kind::File);
    Ok(name)
}
