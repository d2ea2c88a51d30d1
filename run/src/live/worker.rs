//! The thread that has a program built when its sources change: one build at a time, and the newest state counts.

use std::io::Read;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};
use std::process::{Child, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use kinora_core::platform::background;

use super::build::{Library, Project, Said, Tell};
use super::sources::{Change, Sources};
use super::start::Start;
use super::watch::Watch;

/// How long nothing must change before a build begins: editors write a file in several steps.
const QUIET: Duration = Duration::from_millis(12);

/// What the window is told.
#[derive(Debug)]
pub enum News {
    /// A build has begun.
    Building,
    /// It has ended, and there is nothing new.
    Same { warnings: usize },
    /// There is a new library.
    Built { library: PathBuf, warnings: usize },
    /// The program does not compile: what rustc or cargo say.
    Failed(Vec<String>),
    /// A file that sketches load is another one.
    Loaded,
}

/// What is built anew, and what becomes of it.
pub struct Live {
    news: Receiver<News>,
    events: Sender<Event>,
    thread: Option<JoinHandle<()>>,
}

enum Event {
    Changed(Vec<PathBuf>),
    Ended(Ended),
    Leave,
}

/// A build that is over.
struct Ended {
    number: u64,
    said: Said,
    stderr: String,
    status: Option<ExitStatus>,
}

impl Live {
    /// Watches what this process was started for.
    ///
    /// # Errors
    /// The system watches nothing, or there can be no thread; in words.
    pub fn start(start: &Start) -> Result<Live, String> {
        let (events, heard) = channel();
        let (tell, news) = channel();
        let changed = events.clone();
        let watch = Watch::new(move |paths| {
            let _ = changed.send(Event::Changed(paths));
        })?;
        let mut worker = Worker {
            project: start.project.clone(),
            kinora: start.kinora.clone(),
            watch,
            sources: Sources::default(),
            news: tell,
            ended: events.clone(),
            running: None,
            builds: 0,
            tell: Tell::Program,
        };
        for folder in &start.project.folders {
            worker.watch.add_all(folder)?;
        }
        match &start.sketches {
            Some(library) => worker.follow(library),
            // What is wrong was said to nobody who sees the window.
            None => worker.build(),
        }
        let thread = thread::Builder::new().name("kinora-live".into());
        let thread = thread.spawn(move || worker.run(&heard));
        Ok(Live {
            news,
            events,
            thread: Some(thread.map_err(|error| error.to_string())?),
        })
    }

    /// What has happened since the last call.
    pub fn news(&self) -> Option<News> {
        self.news.try_recv().ok()
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        let _ = self.events.send(Event::Leave);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

struct Worker {
    project: Project,
    /// kinora's library, which is loaded.
    kinora: PathBuf,
    watch: Watch,
    sources: Sources,
    news: Sender<News>,
    ended: Sender<Event>,
    running: Option<Running>,
    builds: u64,
    /// How the next one tells of itself.
    tell: Tell,
}

struct Running {
    number: u64,
    group: background::Group,
}

impl Worker {
    fn run(mut self, events: &Receiver<Event>) {
        let mut change = None;
        loop {
            let event = match change {
                None => events.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(_) => events.recv_timeout(QUIET),
            };
            match event {
                Ok(Event::Changed(paths)) => change = change.max(self.change(&paths)),
                Ok(Event::Ended(ended)) => self.end(ended),
                Ok(Event::Leave) | Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => match change.take() {
                    Some(Change::Built) => self.build(),
                    _ => self.say(News::Loaded),
                },
            }
        }
        self.running = None;
    }

    fn change(&mut self, paths: &[PathBuf]) -> Option<Change> {
        paths.iter().for_each(|path| self.watch.follow(path));
        paths
            .iter()
            .filter_map(|path| self.sources.change(path))
            .max()
    }

    fn say(&self, news: News) {
        // The window may have closed.
        let _ = self.news.send(news);
    }

    /// Begins a build, in place of the one that runs.
    fn build(&mut self) {
        self.running = None;
        self.builds += 1;
        let number = self.builds;
        let mut cargo = self.project.cargo(self.tell);
        cargo.stderr(Stdio::piped());
        match background::spawn(&mut cargo) {
            Ok((child, group)) => {
                self.running = Some(Running { number, group });
                let (project, ended) = (self.project.clone(), self.ended.clone());
                let wait = move || {
                    let _ = ended.send(Event::Ended(finish(number, &project, child)));
                };
                let thread = thread::Builder::new().name("kinora-build".into());
                match thread.spawn(wait) {
                    Ok(_) => self.say(News::Building),
                    Err(error) => self.say(News::Failed(vec![error.to_string()])),
                }
            }
            Err(error) => {
                let words =
                    format!("cargo cannot be started ({error}): install Rust, https://rustup.rs");
                self.say(News::Failed(vec![words]));
            }
        }
    }

    fn end(&mut self, ended: Ended) {
        match self.running.take() {
            Some(running) if running.number == ended.number => running.group.has_ended(),
            // A newer one runs.
            other => {
                self.running = other;
                return;
            }
        }
        let Ended {
            mut said,
            stderr,
            status,
            ..
        } = ended;
        let is_done = status.is_some_and(|status| status.success());
        if !is_done
            && self.tell == Tell::Program
            && said.errors.is_empty()
            && stderr.contains("offline")
        {
            // A crate is new, and has to be fetched.
            self.tell = Tell::ProgramOnline;
            return self.build();
        }
        self.tell = Tell::Program;
        match (is_done, said.sketches.take()) {
            (true, Some(library)) => self.built(library, &said),
            (true, None) => self.say(News::Failed(vec![
                "cargo has built no library: src/lib.rs has to be there".into(),
            ])),
            (false, _) if said.errors.is_empty() => {
                self.say(News::Failed(vec![without_progress(&stderr)]))
            }
            (false, _) => {
                let errors = said.errors.iter().map(|error| self.shortened(error));
                self.say(News::Failed(errors.collect()));
            }
        }
    }

    /// With paths from the folder on that everything is in.
    fn shortened(&self, error: &str) -> String {
        match self.project.folders.first() {
            Some(folder) => {
                let root = format!("{}{MAIN_SEPARATOR}", folder.path.display());
                error
                    .replace(&format!("--> {root}"), "--> ")
                    .replace(&format!("::: {root}"), "::: ")
            }
            None => error.to_owned(),
        }
    }

    fn built(&mut self, library: Library, said: &Said) {
        self.follow(&library.path);
        let is_same_kinora = said
            .kinora
            .as_ref()
            .is_some_and(|kinora| kinora.is_fresh && kinora.path == self.kinora);
        let warnings = said.warnings;
        self.say(match is_same_kinora {
            // The window is linked to the old one.
            false => News::Failed(vec![
                "a crate that kinora uses has been built anew: close the window and start again to go on".into(),
            ]),
            true if library.is_fresh => News::Same { warnings },
            true => News::Built {
                library: library.path,
                warnings,
            },
        });
    }

    /// Watches where its sources are.
    fn follow(&mut self, library: &Path) {
        self.sources = Sources::of(library);
        for folder in self.sources.folders() {
            // One that cannot be watched was said when the first could not.
            let _ = self.watch.add(folder);
        }
    }
}

/// Waits for a build.
fn finish(number: u64, project: &Project, mut child: Child) -> Ended {
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    thread::scope(|scope| {
        let stderr = scope.spawn(|| {
            let mut text = vec![];
            let _ = stderr.map(|mut stderr| stderr.read_to_end(&mut text));
            String::from_utf8_lossy(&text).into_owned()
        });
        let said = stdout
            .map(|stdout| Said::read(project, stdout))
            .unwrap_or_default();
        Ended {
            number,
            said,
            stderr: stderr.join().unwrap_or_default(),
            status: child.wait().ok(),
        }
    })
}

/// What cargo says, without the steps that went well.
fn without_progress(stderr: &str) -> String {
    let is_step =
        |line: &&str| line.starts_with("   ") && line.trim_start().starts_with(char::is_uppercase);
    let lines: Vec<_> = stderr.lines().filter(|line| !is_step(line)).collect();
    lines.join("\n")
}
