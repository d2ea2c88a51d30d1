//! An export that several processes share, and that can be taken up again.

use std::collections::{BTreeMap, VecDeque};
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use kinora_core::PartsError;
use kinora_core::platform::interrupt;
use kinora_movie::Preset;
use kinora_movie::encode::target::{self, Kind};
use kinora_movie::encode::{Encoding, Format, Output, Overwrite};
use kinora_movie::recorder::Report;
use serde::Serialize;

use super::crew::{Crew, Failure};
use super::{Cut, Folder, Job, join};
use crate::KinoraError;
use crate::make::check::Compared;
use crate::make::film::Film;

/// How a process is started that makes parts in a folder.
pub type Start = dyn Fn(&Path) -> io::Result<Command>;

/// What to export in parts, and where to.
pub struct Divided {
    pub film: Film,
    /// Parameters by name.
    pub asked: BTreeMap<String, String>,
    pub encoding: Encoding,
    /// The file that it becomes: what [`format`] says.
    pub format: Format,
    /// The folder for the parts, if it is not that of [`folder_of`].
    pub folder: Option<PathBuf>,
    pub output: PathBuf,
    pub overwrite: Overwrite,
    /// How many processes.
    pub jobs: usize,
    /// Starts one that makes parts in that folder.
    pub start: Box<Start>,
    /// Called with the number of frames made.
    pub progress: Box<dyn FnMut(u64)>,
    /// Called when parts are found that were made before: how many, of how many.
    pub on_found: fn(u64, u64),
}

/// What came out.
#[derive(Debug, Serialize)]
pub struct Done {
    #[serde(flatten)]
    pub report: Report,
    /// Parts of the movie.
    pub parts: u64,
    /// Those that were there before.
    pub found: u64,
    /// Processes that made the others.
    pub jobs: usize,
    /// The most memory that all processes have needed, each at any time, in bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory: Option<u64>,
    /// Pictures that were seen when it was played, if that is what it is of.
    #[serde(skip)]
    pub compared: Compared,
}

/// The file that an export in parts is.
pub fn format(output: &Path, encoding: &Encoding, fps: f64) -> Result<Format, KinoraError> {
    let format = Format::new(output, encoding, fps, Preset::Medium)?;
    format.of_parts()?;
    Ok(format)
}

/// The name that the movie will have.
pub fn named(output: &Path, kind: Kind, overwrite: Overwrite) -> PathBuf {
    match overwrite {
        Overwrite::NextNumber => target::first_free(output, kind),
        Overwrite::Never | Overwrite::Force => output.to_owned(),
    }
}

/// The folder with the parts of a movie of that name.
pub fn folder_of(output: &Path, kind: Kind) -> PathBuf {
    target::whole(output, kind).with_extension("parts")
}

impl Divided {
    /// Makes what is missing, joins it, and removes the parts.
    ///
    /// # Errors
    /// As those of [`Crew::run`] and [`join`]; the parts that are done stay.
    pub fn run(mut self) -> Result<Done, KinoraError> {
        let started = Instant::now();
        let frames = self.film.frames()?;
        let format = self.format;
        let kind = Kind::of(format.container);
        let output = named(&self.output, kind, self.overwrite);
        // What cannot be written is said before anything is made.
        match Output::claim(&output, format.container, self.overwrite)? {
            Output::File(target) => drop(target),
            Output::Pipe(_) | Output::Stdout(_) => {
                return Err(PartsError::Stream("--jobs and --resume").into());
            }
        }
        let path = self.folder.take();
        let path = path.unwrap_or_else(|| folder_of(&output, kind));
        // Parts that are there were cut for another number of processes.
        let cut = match Folder::find(&path) {
            Ok(folder) if folder.job().cut.frames() == frames => folder.job().cut,
            _ => Cut::for_jobs(frames, self.jobs as u64, format, self.film.pixels()),
        };
        let job = Job::new(&self.film, &self.asked, format, &self.encoding, cut)?;
        let mut folder = Folder::open(&path, job)?;
        folder.lock()?;
        folder.sweep();
        let done: Vec<_> = (1..=cut.parts()).map(|part| folder.done(part)).collect();
        let found = done.iter().flatten().count() as u64;
        if found > 0 {
            (self.on_found)(found, cut.parts());
        }
        let missing = (1..).zip(&done).filter(|(_, record)| record.is_none());
        let missing: VecDeque<_> = missing.map(|(part, _)| part).collect();
        let crew = Crew {
            missing,
            frames: done.iter().flatten().map(|record| record.frames).sum(),
            jobs: self.jobs,
            start: &|| (self.start)(&path),
            progress: &mut *self.progress,
        };
        let worked = match crew.run() {
            Ok(worked) => worked,
            Err(failure) => return Err(unfinished(failure, folder)),
        };
        let joined = match interrupt::check() {
            Ok(()) => join(&folder, &output, self.overwrite, None),
            Err(interrupted) => Err(vec![interrupted]),
        };
        let joined = match joined.map_err(|mut errors| errors.swap_remove(0)) {
            Ok(joined) => joined,
            Err(KinoraError::Interrupted) => return Err(unfinished(Failure::Signal, folder)),
            Err(error) => return Err(error),
        };
        folder.remove();
        Ok(Done {
            report: joined.report.taken(started.elapsed()),
            parts: cut.parts(),
            found,
            jobs: worked.jobs,
            memory: worked.memory,
            compared: joined.compared,
        })
    }
}

/// What is left of an export whose crew has failed.
fn unfinished(failure: Failure, folder: Folder) -> KinoraError {
    let of = folder.job().cut.parts();
    let done = of - folder.missing().len() as u64;
    let path = folder.path().to_owned();
    if done == 0 {
        // There is nothing in it that anybody would miss.
        folder.remove();
    }
    match failure {
        Failure::Signal if done == 0 => KinoraError::Interrupted,
        Failure::Signal => PartsError::Interrupted {
            done,
            of,
            folder: path,
        }
        .into(),
        Failure::Member { words, code } => PartsError::Failed {
            words,
            code,
            done,
            of,
            folder: path,
        }
        .into(),
    }
}
