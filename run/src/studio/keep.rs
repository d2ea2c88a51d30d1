//! Keeps what just happened although nobody recorded: a process of its own plays it again and makes the movie, behind the
//! window.

use std::io;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::{self, JoinHandle};

use clap::ValueEnum;
use kinora_core::platform::itself;
use kinora_core::stage::take::Tape;
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
    path: PathBuf,
    progress: Arc<Progress>,
    thread: JoinHandle<Result<PathBuf, KinoraError>>,
}

#[derive(Default)]
struct Progress {
    /// Pictures of the movie; 0 while they are not known yet.
    pictures: AtomicU64,
    made: AtomicU64,
}

impl Keeps {
    /// Starts to make a movie of the end of that tape in a new file.
    ///
    /// # Errors
    /// There can be no folder for it, or no thread.
    pub fn start(
        &mut self,
        recipe: Recipe,
        tape: Tape,
        extension: &str,
        encoding: &Encoding,
    ) -> Result<(), KinoraError> {
        let path = file_name(&recipe.sketch, extension)?;
        if self.running.iter().any(|keeping| keeping.path == path) {
            // The same second is being kept.
            return Ok(());
        }
        let progress = Arc::new(Progress::default());
        let job = Job {
            recipe,
            tape,
            length: self.length,
            encoding: encoding.clone(),
            path: path.clone(),
            progress: progress.clone(),
        };
        // What was played for hours takes a while to look through, and the window goes on.
        let thread = thread::Builder::new()
            .name("kinora-keep".into())
            .spawn(move || job.run())
            .map_err(KinoraError::file("start a thread for", &path))?;
        self.running.push(Keeping {
            path,
            progress,
            thread,
        });
        Ok(())
    }

    /// How much of the first one is made, 0 to 1, if there is one.
    pub fn progress(&self) -> Option<f64> {
        let progress = &self.running.first()?.progress;
        let made = progress.made.load(Ordering::Relaxed);
        let pictures = progress.pictures.load(Ordering::Relaxed);
        Some(made as f64 / pictures.max(1) as f64)
    }

    /// The outcome of one that has ended since the last call.
    pub fn kept(&mut self) -> Option<Result<PathBuf, KinoraError>> {
        let mut running = self.running.iter();
        let ended = running.position(|keeping| keeping.thread.is_finished())?;
        Some(self.finish(ended))
    }

    /// Waits for the next one; `None` when there are no more.
    pub fn wait(&mut self) -> Option<Result<PathBuf, KinoraError>> {
        (!self.running.is_empty()).then(|| self.finish(0))
    }

    fn finish(&mut self, index: usize) -> Result<PathBuf, KinoraError> {
        let ended = self.running.remove(index).thread.join();
        ended.unwrap_or_else(|panic| resume_unwind(panic))
    }
}

/// What is to be kept, and how.
struct Job {
    recipe: Recipe,
    tape: Tape,
    length: Option<u32>,
    encoding: Encoding,
    path: PathBuf,
    progress: Arc<Progress>,
}

impl Job {
    /// Makes the movie. If that fails, what it would have been made from is left.
    fn run(self) -> Result<PathBuf, KinoraError> {
        let take = self.tape.last(self.length);
        let take = take.ok_or(KinoraError::NothingPlayed)?;
        let pictures = take.schedule(self.recipe.fps).iter().sum();
        self.progress.pictures.store(pictures, Ordering::Relaxed);
        let recipe = Recipe {
            length: Some(take.seconds()),
            ..self.recipe.clone()
        };
        let text = recipe.with_take(Some(&take)).to_json();
        // A recording of the same second has its own.
        let beside = self.path.with_extension(format!("kept.{TAKE_EXTENSION}"));
        let beside = Target::claim(&beside, Kind::File, Overwrite::NextNumber)?;
        std::fs::write(beside.partial(), text)
            .map_err(KinoraError::file("write", beside.partial()))?;
        match self.export(beside.partial()) {
            Ok(()) => Ok(self.path),
            Err(words) => Err(KinoraError::NotKept {
                words,
                take: beside.commit()?,
            }),
        }
    }

    /// Has a process export that take. What goes wrong, it says.
    fn export(&self, take: &Path) -> Result<(), String> {
        let in_words = |error: io::Error| error.to_string();
        let mut command = command(take, &self.path, &self.encoding).map_err(in_words)?;
        let mut child = command.spawn().map_err(in_words)?;
        let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
        let why = thread::scope(|scope| {
            let why = scope.spawn(|| stderr.map(itself::last_error));
            // How many pictures are made; the report at the end is none.
            for line in stdout.into_iter().flat_map(itself::lines) {
                if let Ok(pictures) = line.parse() {
                    self.progress.made.store(pictures, Ordering::Relaxed);
                }
            }
            why.join().ok().flatten().unwrap_or_default()
        });
        match child.wait().map_err(in_words)? {
            status if status.success() => Ok(()),
            _ => Err(why),
        }
    }
}

/// This program, exporting a take behind everything else.
fn command(take: &Path, movie: &Path, encoding: &Encoding) -> io::Result<Command> {
    let mut command = itself::command()?;
    command.args(["export", "--background", "--json", "--like"]);
    command.arg(take).arg("-o").arg(movie);
    let named = [
        ("--codec", encoding.codec.and_then(name)),
        ("--preset", encoding.preset.and_then(name)),
        ("--pix-fmt", encoding.chroma.and_then(name)),
        ("--encoder", name(encoding.encoder)),
        ("--crf", encoding.crf.map(|crf| crf.to_string())),
    ];
    for (option, value) in named {
        command.args(value.into_iter().flat_map(|value| [option.into(), value]));
    }
    command.stdin(Stdio::null());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    Ok(command)
}

/// As the command line has it.
fn name(value: impl ValueEnum) -> Option<String> {
    let value = value.to_possible_value()?;
    Some(value.get_name().to_owned())
}
