//! Plays a take without a window and compares what is drawn with what was seen.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use kinora_core::platform::ending::Exporting;
use kinora_core::platform::{interrupt, itself};
use kinora_core::sketch::{Plan, Sketch};
use kinora_core::stage::take::Take;
use kinora_core::stage::{Shared, Stage, Step};
use serde::{Deserialize, Serialize};

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

/// What came out.
#[derive(Debug, Serialize, Deserialize)]
pub struct Checked {
    pub file: PathBuf,
    /// Frames that were played.
    pub frames: u64,
    #[serde(flatten)]
    pub compared: Compared,
}

/// Pictures of a replay, and what was seen when it was played.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Compared {
    /// How many were compared.
    pub pictures: u64,
    /// Second of the sketch at which the first one differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub differs_at: Option<f64>,
}

impl Compared {
    /// One more, of that moment.
    pub fn note(&mut self, is_same: bool, time: f64) {
        self.pictures += 1;
        if !is_same {
            self.differs_at.get_or_insert(time);
        }
    }
}

impl std::fmt::Display for Checked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Checked {
            file,
            frames,
            compared,
        } = self;
        let (file, pictures) = (file.display(), compared.pictures);
        write!(
            f,
            "{file}: {frames} frames played, {pictures} pictures as they were"
        )
    }
}

impl Check {
    /// Plays it, up to the first picture that differs.
    ///
    /// # Errors
    /// What is wrong with the sketch or the machine; that a picture differs is none.
    pub fn run(self) -> Result<Checked, KinoraError> {
        let _exporting = Exporting::begin();
        let title = format!("kinora: checking {}", self.sketch.name());
        let (sketch, plan) = (self.sketch.clone(), self.plan);
        let epoch = script::epoch(&self.take);
        headless::run(&title, &sketch, &plan, Some(epoch), self.play())
    }

    async fn play(self) -> Result<Checked, KinoraError> {
        let mut stage = Stage::new(&self.sketch, &self.plan, self.parameters.clone());
        let (mut frames, mut compared) = (0, Compared::default());
        let mut script = script::seen_of(self.take);
        while let (Some(cue), None) = (script.next(), compared.differs_at) {
            interrupt::check()?;
            let (expected, time) = (cue.expected(&self.plan), cue.time);
            if script.play(cue, &mut stage).await? == Step::Ended {
                continue;
            }
            frames += 1;
            if let Some(crc) = expected {
                compared.note(crc == stage.picture(), time);
            }
        }
        Ok(Checked {
            file: self.file,
            frames,
            compared,
        })
    }
}

/// Has a process of its own check the take of that file: in this one, macroquad has drawn letters of other sizes by now,
/// and draws those of the same size otherwise.
///
/// # Errors
/// [`KinoraError::NotChecked`].
pub fn elsewhere(file: &Path) -> Result<Checked, KinoraError> {
    let output = itself::command().and_then(|mut command| {
        command.args(["check", "--json"]).arg(file);
        command.stdin(Stdio::null()).stderr(Stdio::piped()).output()
    });
    let output = output.map_err(|error| KinoraError::NotChecked(error.to_string()))?;
    // A sketch may say much before.
    let answer = itself::last_line(&*output.stdout);
    serde_json::from_str(&answer).map_err(|_| {
        let why = itself::last_error(&*output.stderr);
        KinoraError::NotChecked(why)
    })
}
