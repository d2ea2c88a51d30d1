//! The recording that runs, and those whose files are still being written.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::canvas::Canvas;
use crate::encode::{Converter, Encoding, Overwrite, Preset, Target};
use crate::recorder::{Ending, Policy, Recorder, Recording, Report};
use crate::sketch::Plan;
use crate::{Error, interrupt};

/// Where live recordings go, in the current folder.
const FOLDER: &str = "recordings";

/// Recordings of one sketch.
pub struct Take {
    name: String,
    plan: Plan,
    encoding: Encoding,
    extension: String,
    running: Option<Running>,
    endings: Vec<Ending>,
}

struct Running {
    recorder: Recorder,
    policy: Policy,
    began: Instant,
}

impl Running {
    fn elapsed(&self) -> Duration {
        self.began.elapsed()
    }
}

/// What the window says of a running recording.
pub struct Status {
    /// Length of the movie so far.
    pub length: Duration,
    pub dropped: u64,
}

impl Take {
    /// # Errors
    /// What does not fit together in the settings of its files.
    pub fn new(name: &str, plan: &Plan, encoding: Encoding, format: &str) -> Result<Take, Error> {
        let take = Take {
            name: name.to_owned(),
            plan: *plan,
            encoding: Encoding {
                // Somebody draws meanwhile.
                preset: Some(encoding.preset.unwrap_or(Preset::Veryfast)),
                ..encoding
            },
            extension: format.trim_start_matches('.').to_owned(),
            running: None,
            endings: vec![],
        };
        take.recording(Policy::Live).format(&take.file_name())?;
        Ok(take)
    }

    fn recording(&self, policy: Policy) -> Recording {
        Recording {
            size: self.plan.pixels,
            rows: Canvas::ROWS,
            fps: self.plan.fps,
            policy,
            encoding: self.encoding.clone(),
            crash_safe: true,
            copy: None,
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
        !self.endings.is_empty()
    }

    pub fn status(&self) -> Option<Status> {
        self.running.as_ref().map(|running| Status {
            length: match running.policy {
                Policy::Live => running.elapsed(),
                Policy::Locked => {
                    Duration::from_secs_f64(running.recorder.frames() as f64 / self.plan.fps)
                }
            },
            dropped: running.recorder.dropped(),
        })
    }

    /// Starts a recording into a new file.
    pub fn start(&mut self, policy: Policy) -> Result<(), Error> {
        fs::create_dir_all(FOLDER).map_err(Error::file("create", FOLDER))?;
        let target = Target::claim(&self.file_name(), Overwrite::NextNumber)?;
        let recorder = Recorder::start(self.recording(policy), target)?;
        let killer = recorder.killer();
        interrupt::at_second(move || killer.give_up());
        self.running = Some(Running {
            recorder,
            policy,
            began: Instant::now(),
        });
        Ok(())
    }

    /// Offers a drawn frame; `fill` is called if it is wanted. A recorder that has failed ends the take.
    pub fn offer(&mut self, fill: impl FnOnce(&mut Converter, &mut [u8])) {
        if let Some(running) = &mut self.running {
            let elapsed = running.elapsed();
            if running.recorder.offer(elapsed, fill).is_err() {
                self.stop();
            }
        }
    }

    /// Ends the running recording; its file is finished in the background.
    pub fn stop(&mut self) {
        if let Some(running) = self.running.take() {
            let elapsed = running.elapsed();
            self.endings.push(running.recorder.end(elapsed));
        }
    }

    /// The outcome of a recording that has been finished since the last call.
    pub fn saved(&mut self) -> Option<Result<Report, Error>> {
        let done = self.endings.iter().position(Ending::is_done)?;
        Some(self.endings.remove(done).wait())
    }

    /// Waits for the next recording to be finished; `None` when there are no more.
    pub fn wait(&mut self) -> Option<Result<Report, Error>> {
        (!self.endings.is_empty()).then(|| self.endings.remove(0).wait())
    }

    /// `recordings/pulse-20261122-183000.mp4`, in local time.
    fn file_name(&self) -> PathBuf {
        let now = jiff::Zoned::now().strftime("%Y%m%d-%H%M%S");
        PathBuf::from(FOLDER).join(format!("{}-{now}.{}", self.name, self.extension))
    }
}
