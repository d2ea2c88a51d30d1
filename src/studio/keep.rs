//! Keeps what just happened although nobody recorded: a process of its own plays it again and makes the movie, behind the
//! window.

use std::env;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::{self, JoinHandle};

use clap::ValueEnum;
use kinora_core::stage::take::Take;
use kinora_movie::encode::Encoding;
use kinora_movie::encode::target::Kind;
use kinora_movie::encode::{Overwrite, Target};

use super::recordings::file_name;
use crate::KinoraError;
use crate::make::recipe::{Recipe, TAKE_EXTENSION};

/// How much is kept, to choose from: seconds, or all since the sketch began.
pub const LENGTHS: [Option<u32>; 4] = [Some(10), Some(30), Some(60), None];

/// What is being kept.
pub struct Keeps {
    /// How many seconds the next one keeps; `None` for all.
    pub length: Option<u32>,
    running: Vec<Keeping>,
}

impl Default for Keeps {
    fn default() -> Keeps {
        Keeps {
            length: Some(30),
            running: vec![],
        }
    }
}

/// One movie that is being made.
struct Keeping {
    child: Child,
    path: PathBuf,
    /// What it is made from, until it is.
    take: Target,
    pictures: u64,
    made: Arc<AtomicU64>,
    stdout: JoinHandle<()>,
    stderr: JoinHandle<String>,
}

impl Keeps {
    /// Starts to make a movie of that in a new file.
    ///
    /// # Errors
    /// [`KinoraError::Movie`] if nothing can be written there; [`KinoraError::NotKept`].
    pub fn start(
        &mut self,
        recipe: &Recipe,
        take: &Take,
        extension: &str,
        encoding: &Encoding,
    ) -> Result<(), KinoraError> {
        let (path, fps) = (file_name(&recipe.sketch, extension)?, recipe.fps);
        if self.running.iter().any(|keeping| keeping.path == path) {
            // The same second is being kept.
            return Ok(());
        }
        let beside = path.with_extension(TAKE_EXTENSION);
        let beside = Target::claim(&beside, Kind::File, Overwrite::NextNumber)?;
        let recipe = Recipe {
            length: Some(take.seconds()),
            ..recipe.clone()
        };
        let text = recipe.with_take(Some(take)).to_json();
        std::fs::write(beside.partial(), text)
            .map_err(KinoraError::file("write", beside.partial()))?;
        let spawned = env::current_exe()
            .and_then(|program| command(&program, beside.partial(), &path, encoding).spawn());
        let mut child = match spawned {
            Ok(child) => child,
            Err(error) => {
                return Err(KinoraError::NotKept {
                    words: error.to_string(),
                    take: Some(beside.commit()?),
                });
            }
        };
        let made = Arc::new(AtomicU64::new(0));
        let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
        let counter = made.clone();
        self.running.push(Keeping {
            child,
            path,
            take: beside,
            pictures: take.schedule(fps).iter().sum(),
            stdout: thread::spawn(move || count(stdout, &counter)),
            stderr: thread::spawn(move || last_line(stderr)),
            made,
        });
        Ok(())
    }

    /// How much of the first one is made, 0 to 1, if there is one.
    pub fn progress(&self) -> Option<f64> {
        let keeping = self.running.first()?;
        let made = keeping.made.load(Ordering::Relaxed);
        Some(made as f64 / keeping.pictures.max(1) as f64)
    }

    /// The outcome of one that has ended since the last call.
    pub fn kept(&mut self) -> Option<Result<PathBuf, KinoraError>> {
        let has_ended = |keeping: &mut Keeping| !matches!(keeping.child.try_wait(), Ok(None));
        let ended = self.running.iter_mut().position(has_ended)?;
        Some(self.running.remove(ended).finish())
    }

    /// Waits for the next one; `None` when there are no more.
    pub fn wait(&mut self) -> Option<Result<PathBuf, KinoraError>> {
        (!self.running.is_empty()).then(|| self.running.remove(0).finish())
    }
}

impl Keeping {
    fn finish(self) -> Result<PathBuf, KinoraError> {
        let Keeping {
            mut child,
            path,
            take,
            stdout,
            stderr,
            ..
        } = self;
        let ended = child.wait();
        let _ = stdout.join();
        let said = stderr.join().unwrap_or_default();
        match ended {
            Ok(status) if status.success() => Ok(path),
            _ => {
                let words = match said.as_str() {
                    "" => "it was ended".to_owned(),
                    said => said.to_owned(),
                };
                // What was played is not lost.
                let take = take.commit()?;
                Err(KinoraError::NotKept {
                    words,
                    take: Some(take),
                })
            }
        }
    }
}

/// This program, exporting a take behind everything else.
fn command(program: &Path, take: &Path, movie: &Path, encoding: &Encoding) -> Command {
    let mut command = Command::new(program);
    command.args(["export", "--background", "--json", "--like"]);
    command.arg(take).arg("-o").arg(movie);
    if let Some(codec) = encoding.codec.and_then(|codec| codec.to_possible_value()) {
        command.args(["--codec", codec.get_name()]);
    }
    if let Some(crf) = encoding.crf {
        command.args(["--crf", &crf.to_string()]);
    }
    command.stdin(Stdio::null());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Reads what goes wrong, which is said last. A sketch may say much before.
fn last_line(stderr: Option<ChildStderr>) -> String {
    let lines = stderr.map(|stderr| BufReader::new(stderr).lines());
    let lines = lines.into_iter().flatten().map_while(Result::ok);
    lines.last().unwrap_or_default()
}

/// Reads how many pictures are made; the report at the end is none.
fn count(stdout: Option<ChildStdout>, made: &AtomicU64) {
    let lines = stdout.map(|stdout| BufReader::new(stdout).lines());
    for line in lines.into_iter().flatten().map_while(Result::ok) {
        if let Ok(pictures) = line.parse() {
            made.store(pictures, Ordering::Relaxed);
        }
    }
}
