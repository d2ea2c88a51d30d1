//! Exports in parts, and their joining.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::{self, available_parallelism};
use std::time::{Duration, Instant};

use clap::Args;
use kinora_core::PartsError;
use kinora_core::platform::{interrupt, itself, say};
use kinora_movie::encode::target::{Kind, Place};
use kinora_movie::encode::{Encoding, Format, Output as MovieOutput, Overwrite};
use kinora_movie::recorder::bytes_in_words;

use super::output::{Output, OutputArgs};
use super::{as_json, progress, takes};
use crate::KinoraError;
use crate::make::film::Film;
use crate::make::parts::{self, Cut, Divided, Done, Folder, Job, Orders, Probe, Record, Worker};

/// Most processes on one machine.
const MOST_JOBS: usize = 1024;

/// Threads of an encoder for each core, as x264 chooses them.
const THREADS_A_CORE: f64 = 1.5;

/// How often a join looks whether parts have come.
const LOOK: Duration = Duration::from_secs(1);

/// Whether a movie is made in parts, and which.
#[derive(Args)]
pub struct PartsArgs {
    /// Share the work between N processes, each of which plays the sketch and makes parts of the movie, or auto: as many as
    /// pay, by what the first frames take. Parts are kept until all are joined, and the same command goes on with them.
    #[arg(long, value_name = "N|auto", value_parser = parse_jobs, conflicts_with = "verify")]
    pub jobs: Option<Jobs>,
    /// Keep finished parts until the movie is whole, so that the same command goes on with them after a crash. Long exports
    /// do it by themselves.
    #[arg(long, conflicts_with = "verify")]
    pub resume: bool,
    /// Make one part, the Kth of N, and nothing else: on any machine, in any order. Kinora join makes the movie of them.
    #[arg(long, value_name = "K/N", value_parser = parse_part, conflicts_with_all = ["jobs", "resume", "verify"])]
    pub part: Option<(u64, u64)>,
    /// The folder for the parts: NAME.parts beside the movie if left out.
    #[arg(long = "parts", value_name = "FOLDER", conflicts_with = "verify")]
    pub folder: Option<PathBuf>,
    /// Make the parts in that folder that standard input says.
    #[arg(long, value_name = "FOLDER", hide = true)]
    pub worker: Option<PathBuf>,
    /// Most threads of its encoder.
    #[arg(long, value_name = "N", hide = true, requires = "worker")]
    pub worker_threads: Option<usize>,
}

impl PartsArgs {
    /// Whether it is not said that the movie is made in parts.
    pub fn says_nothing(&self) -> bool {
        self.jobs.is_none() && !self.resume && self.part.is_none() && self.worker.is_none()
    }
}

/// How many processes make a movie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Jobs {
    /// So many.
    Number(NonZeroUsize),
    /// As many as pay.
    Auto,
}

/// What is exported.
#[derive(Clone)]
pub struct Wanted {
    pub film: Film,
    /// Parameters by name.
    pub asked: BTreeMap<String, String>,
    pub encoding: Encoding,
    pub output: PathBuf,
    pub overwrite: Overwrite,
}

impl Wanted {
    /// The file that it becomes.
    pub fn format(&self) -> Result<Format, KinoraError> {
        if MovieOutput::is_stdout(&self.output) {
            return Err(PartsError::Stream("what says parts").into());
        }
        parts::format(&self.output, &self.encoding, self.film.plan.fps)
    }

    /// Whether the movie is a file that can be made in parts.
    pub fn may_be_divided(&self) -> bool {
        let is_file = !matches!(Place::find(&self.output), Ok(Place::Stream));
        is_file && self.format().is_ok()
    }

    /// Watches an export of it in one go.
    pub fn probe(&self) -> Result<Probe, KinoraError> {
        let cores = cores().get();
        let (film, frames) = (&self.film, self.film.frames()?);
        let (plan, frames) = (&film.plan, (film.plan.first, frames));
        Ok(Probe::new(
            cores,
            frames,
            plan.pixels.pixels(),
            film.may_skip(),
        ))
    }

    /// Whether parts of it are there.
    pub fn is_begun(&self, folder: Option<&Path>) -> bool {
        let format = self.format().ok();
        let folder = format.map(|format| self.folder(folder.map(Path::to_owned), format));
        folder.is_some_and(|folder| Folder::find(&folder).is_ok())
    }

    /// The name that the movie will have.
    pub fn name(&self, format: Format) -> PathBuf {
        parts::named(&self.output, Kind::of(format.container), self.overwrite)
    }

    /// The folder for its parts.
    pub fn folder(&self, named: Option<PathBuf>, format: Format) -> PathBuf {
        let kind = Kind::of(format.container);
        named.unwrap_or_else(|| parts::folder_of(&self.name(format), kind))
    }

    /// Makes one part of so many.
    pub fn part(
        self,
        (number, of): (u64, u64),
        folder: Option<PathBuf>,
        style: Output,
    ) -> Result<(), KinoraError> {
        let format = self.format()?;
        let path = self.folder(folder, format);
        let cut = Cut::new(self.film.frames()?, of, format)?;
        let job = Job::new(&self.film, &self.asked, format, &self.encoding, cut)?;
        let folder = Folder::open(&path, job)?;
        let (range, fps) = (cut.part(number), self.film.plan.fps);
        let (was_there, record) = match folder.done(number) {
            Some(record) => (true, record),
            None => {
                let worker = Worker {
                    progress: match style {
                        Output::Quiet => Box::new(|_| {}),
                        _ => progress::bar(range.end - range.start, fps),
                    },
                    on_wait: (style != Output::Quiet).then_some(progress::waits),
                    film: self.film,
                    encoding: self.encoding,
                    folder,
                    orders: Orders::One(Some(number)),
                    threads: None,
                };
                let record = worker.run()?;
                (false, record.expect("the part that was ordered is made"))
            }
        };
        match style {
            Output::Quiet => {}
            Output::Json => say::line(&as_json(&record).trim_end()),
            Output::Human => say_part(&path, &record, of, was_there),
        }
        Ok(())
    }

    /// Makes the parts that standard input says.
    pub fn work(
        self,
        folder: &Path,
        threads: Option<usize>,
        style: Output,
    ) -> Result<(), KinoraError> {
        let worker = Worker {
            film: self.film,
            encoding: self.encoding,
            folder: Folder::find(folder)?,
            orders: Orders::OfCrew,
            threads,
            on_wait: (style != Output::Quiet).then_some(progress::waits),
            progress: Box::new(|_| {}),
        };
        worker.run().map(|_| ())
    }

    /// Makes all parts, in `jobs` processes, and the movie of them.
    pub fn divided(
        self,
        jobs: NonZeroUsize,
        folder: Option<PathBuf>,
        style: Output,
    ) -> Result<Done, KinoraError> {
        let format = self.format()?;
        let frames = self.film.frames()?;
        Divided {
            progress: match style {
                Output::Quiet => Box::new(|_| {}),
                _ => progress::bar(frames, self.film.plan.fps),
            },
            on_found: match style {
                Output::Quiet => |_, _| {},
                _ => |found, of| say::note(&format!("{found} of {of} parts are there already")),
            },
            folder,
            film: self.film,
            asked: self.asked,
            encoding: self.encoding,
            format,
            output: self.output,
            overwrite: self.overwrite,
            jobs: jobs.get(),
            start: Box::new(move |folder| worker(folder, jobs.get())),
        }
        .run()
    }
}

/// The cores of this machine.
fn cores() -> NonZeroUsize {
    available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

/// This program once more with these arguments, making parts. The cores are shared out: llvmpipe and an encoder would each
/// take all of them in each process.
fn worker(folder: &Path, jobs: usize) -> io::Result<Command> {
    const OPENGL_THREADS: &str = "LP_NUM_THREADS";
    let share = cores().get() as f64 / jobs as f64;
    let mut command = itself::command()?;
    let mut arguments = std::env::args_os().skip(1);
    command.args(arguments.next());
    command.arg("--worker").arg(folder);
    if jobs > 1 {
        let threads = (share * THREADS_A_CORE).ceil() as usize;
        command.arg("--worker-threads").arg(threads.to_string());
        if std::env::var_os(OPENGL_THREADS).is_none() {
            // With 0 it draws on the thread of the sketch; with 1 on one beside it, which waits for that.
            let threads = if share < 2.0 { 0 } else { share as usize };
            command.env(OPENGL_THREADS, threads.to_string());
        }
    }
    command.args(arguments);
    Ok(command)
}

/// Tells what came out of an export in parts.
pub fn say_done(done: &Done, style: Output) {
    match style {
        Output::Quiet => {}
        Output::Json => say::line(&as_json(done).trim_end()),
        Output::Human => {
            let memory = done
                .memory
                .map(|bytes| format!(", memory {}", bytes_in_words(bytes)));
            let jobs = match done.jobs {
                1 => "1 job".to_owned(),
                jobs => format!("{jobs} jobs"),
            };
            say::line(&format_args!(
                "{} ({} parts, {jobs}{})",
                done.report,
                done.parts,
                memory.unwrap_or_default()
            ));
        }
    }
}

fn say_part(folder: &Path, record: &Record, of: u64, was_there: bool) {
    let Record { part, frames, .. } = record;
    let word = if was_there { "there already" } else { "made" };
    let folder = folder.display();
    say::line(&format_args!(
        "{folder}: part {part} of {of}, {frames} frames, {word}"
    ));
}

#[derive(Args)]
pub struct JoinArgs {
    /// The folder with the parts.
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    /// The movie, a file of the kind that the parts were made for; named like the folder if left out.
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    file: Option<PathBuf>,
    /// The sound, if it is not where it was when the parts were made.
    #[arg(long, value_name = "FILE")]
    audio: Option<PathBuf>,
    /// Wait so many seconds for parts that are missing.
    #[arg(long, value_name = "S")]
    wait: Option<u64>,
    #[command(flatten)]
    output: OutputArgs,
}

/// Joins the parts of a folder.
pub fn join(args: JoinArgs) -> Result<(), KinoraError> {
    let wait = Duration::from_secs(args.wait.unwrap_or_default());
    let begun = Instant::now();
    let folder = loop {
        interrupt::check()?;
        let found = Folder::find(&args.folder);
        let is_whole = found
            .as_ref()
            .is_ok_and(|folder| folder.missing().is_empty());
        match is_whole || begun.elapsed() >= wait {
            true => break found?,
            false => thread::sleep(LOOK),
        }
    };
    let extension = folder.job().format.container.extension();
    let own = fs::canonicalize(&args.folder).map_err(KinoraError::file("find", &args.folder))?;
    let stem = own.file_stem().unwrap_or_default().to_string_lossy();
    let (output, overwrite) = args.output.target(&args.file, format!("{stem}{extension}"));
    parts::check_name(&folder, &output)?;
    let joined = parts::join(&folder, &output, overwrite, args.audio.as_deref());
    let joined = joined.map_err(|wrong| {
        let mut wrong = wrong.into_iter();
        let first = wrong.next().expect("something is wrong");
        // The last one of them is said where every error is.
        wrong.fold(first, |before, next| {
            say::error(&before);
            next
        })
    })?;
    match args.output.style() {
        Output::Quiet => {}
        Output::Json => say::line(&as_json(&joined.report).trim_end()),
        Output::Human => say::line(&joined.report),
    }
    takes::warn(Some(&args.folder), joined.compared);
    Ok(())
}

fn parse_jobs(text: &str) -> Result<Jobs, String> {
    match text {
        "auto" => Ok(Jobs::Auto),
        _ => text
            .parse()
            .ok()
            .filter(|jobs: &NonZeroUsize| jobs.get() <= MOST_JOBS)
            .map(Jobs::Number)
            .ok_or_else(|| format!("give a number of processes, 1 to {MOST_JOBS}, or auto")),
    }
}

fn parse_part(text: &str) -> Result<(u64, u64), String> {
    let parts = text.split_once('/').and_then(|(number, of)| {
        let pair = (number.trim().parse().ok()?, of.trim().parse().ok()?);
        (1..=pair.1).contains(&pair.0).then_some(pair)
    });
    parts.ok_or_else(|| "write it as 3/8, the third of eight".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_and_jobs_are_read_as_people_write_them() {
        assert_eq!(parse_part("3/8"), Ok((3, 8)));
        assert!(
            ["0/8", "9/8", "3", "a/b", "-1/2", "1/0"]
                .iter()
                .all(|text| parse_part(text).is_err())
        );
        assert_eq!(parse_jobs("auto"), Ok(Jobs::Auto));
        assert_eq!(
            parse_jobs("2"),
            Ok(Jobs::Number(NonZeroUsize::new(2).unwrap()))
        );
        assert!(
            ["0", "-1", "1025", "all"]
                .iter()
                .all(|text| parse_jobs(text).is_err())
        );
    }
}
