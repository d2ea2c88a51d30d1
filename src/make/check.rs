//! Plays a take without a window and compares what is drawn with what was seen.

use std::path::PathBuf;

use kinora_core::platform::ending::Exporting;
use kinora_core::platform::interrupt;
use kinora_core::sketch::{Plan, Sketch};
use kinora_core::stage::take::Take;
use kinora_core::stage::{Shared, Stage, Step};
use serde::Serialize;

use crate::KinoraError;
use crate::make::{headless, script};

/// A take to check.
pub struct Check {
    pub sketch: Sketch,
    pub plan: Plan,
    pub parameters: Shared,
    pub take: Take,
    /// Where it is from, for what is said.
    pub file: PathBuf,
}

/// A replay that is the play.
#[derive(Debug, Serialize)]
pub struct Checked {
    pub file: PathBuf,
    /// Frames that were played.
    pub frames: u64,
    /// Pictures that were compared.
    pub pictures: u64,
}

impl std::fmt::Display for Checked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Checked {
            file,
            frames,
            pictures,
        } = self;
        let file = file.display();
        write!(
            f,
            "{file}: {frames} frames played, {pictures} pictures as they were"
        )
    }
}

impl Check {
    /// Plays all of it.
    ///
    /// # Errors
    /// [`KinoraError::NotThePlay`] for the first picture that differs, [`KinoraError::NothingSeen`] if there is none to
    /// compare with.
    pub fn run(self) -> Result<Checked, KinoraError> {
        let _exporting = Exporting::begin();
        let title = format!("kinora: checking {}", self.sketch.name());
        let (sketch, plan) = (self.sketch.clone(), self.plan);
        let epoch = script::epoch(&self.take);
        headless::run(&title, &sketch, &plan, Some(epoch), self.play())
    }

    async fn play(self) -> Result<Checked, KinoraError> {
        let mut stage = Stage::new(&self.sketch, &self.plan, self.parameters.clone());
        let (mut frames, mut pictures) = (0, 0);
        let mut has_ended = false;
        for cue in script::seen_of(self.take) {
            interrupt::check()?;
            if has_ended && !cue.begins_play() {
                continue;
            }
            let (expected, time) = (cue.expected(&self.plan), cue.time());
            has_ended = cue.play(&mut stage).await? == Step::Ended;
            if has_ended {
                continue;
            }
            frames += 1;
            match expected {
                Some(crc) if crc != stage.picture() => {
                    return Err(KinoraError::NotThePlay {
                        path: self.file,
                        time,
                    });
                }
                Some(_) => pictures += 1,
                None => {}
            }
        }
        match pictures {
            0 => Err(KinoraError::NothingSeen(self.file)),
            _ => Ok(Checked {
                file: self.file,
                frames,
                pictures,
            }),
        }
    }
}
