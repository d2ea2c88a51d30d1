//! The thread that has a program built when its sources change: one build at a time, and the newest state counts.

use std::io::Read;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};
use std::process::{Child, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant, SystemTime};
use std::{fs, mem};

use kinora_core::platform::{background, say};

use super::build::{Project, Said, Tell, no_cargo};
use super::library;
use super::sources::{Change, Sources};
use super::start::Start;
use super::watch::Watch;

/// How long nothing must change before a build begins: editors write a file in several steps.
const QUIET: Duration = Duration::from_millis(12);

/// How long it is waited for that, at most.
const LONGEST: Duration = Duration::from_millis(200);

/// What the window is told.
#[derive(Debug)]
pub enum News {
    /// A build has begun.
    Building,
    /// It has ended, and what it has built is what was told last.
    Same { warnings: usize },
    /// There is a new library.
    Built { library: PathBuf, warnings: usize },
    /// The program does not compile: what rustc or cargo say.
    Failed(Vec<String>),
    /// A file that sketches load is another one.
    Loaded,
    /// There is a new file that a sketch may have looked for.
    Appeared,
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
            loaded: stamp(&start.kinora),
            is_stale: false,
            told: start.content,
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
        worker.watch_all();
        // The source may have changed since the tool has had it built, or it does not compile, which has not been said in
        // the window.
        worker.build();
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
    /// kinora's library, and what it was when it was loaded.
    kinora: PathBuf,
    loaded: Option<(u64, SystemTime)>,
    /// There is another one now.
    is_stale: bool,
    /// The content of the library that the window was told of last.
    told: Option<u64>,
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
        // What has changed, when it began to, and when it did last.
        let mut changed: Option<(Change, Instant, Instant)> = None;
        loop {
            let event = match changed {
                None => events.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some((_, began, last)) => {
                    let until = (began + LONGEST).min(last + QUIET);
                    events.recv_timeout(until.saturating_duration_since(Instant::now()))
                }
            };
            match event {
                Ok(Event::Changed(paths)) => {
                    if let Some(change) = self.change(&paths) {
                        let now = Instant::now();
                        let (before, began, _) = changed.unwrap_or((change, now, now));
                        changed = Some((before.max(change), began, now));
                    }
                }
                Ok(Event::Ended(ended)) => self.end(ended),
                Ok(Event::Leave) | Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => match mem::take(&mut changed) {
                    Some((Change::Built, ..)) => self.build(),
                    Some((Change::Loaded, ..)) => self.say(News::Loaded),
                    Some((Change::Appeared, ..)) => self.say(News::Appeared),
                    None => {}
                },
            }
        }
        self.running = None;
    }

    /// Watches all that there is.
    fn watch_all(&mut self) {
        for folder in &self.project.folders {
            let watched = self
                .watch
                .add_all(folder, &mut |file| self.sources.know(&file));
            if let Err(words) = watched {
                let folder = folder.path.display();
                say::warning(&format!("changes in '{folder}' are not seen: {words}"));
            }
        }
    }

    fn change(&mut self, paths: &[PathBuf]) -> Option<Change> {
        if paths.is_empty() {
            // The system has told too much at once, and left something out.
            return Some(Change::Built);
        }
        let mut files = paths.to_vec();
        for path in paths {
            self.watch.follow(path, &mut |file| files.push(file));
        }
        files
            .iter()
            .filter_map(|file| self.sources.change(file))
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
                self.say(News::Failed(vec![no_cargo(&error)]));
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

    fn built(&mut self, library: PathBuf, said: &Said) {
        self.follow(&library);
        let is_there =
            said.kinora.as_ref() == Some(&self.kinora) && stamp(&self.kinora) == self.loaded;
        self.is_stale |= !is_there;
        let content = library::content(&library);
        let warnings = said.warnings;
        let is_same = content == mem::replace(&mut self.told, content);
        self.say(match (self.is_stale, is_same) {
            // The window is linked to the old one.
            (true, _) => News::Failed(vec![
                "a crate that kinora uses has been built anew: close the window and start again to go on".into(),
            ]),
            (false, true) => News::Same { warnings },
            (false, false) => News::Built { library, warnings },
        });
    }

    /// Watches where its sources are.
    fn follow(&mut self, library: &Path) {
        self.sources.follow(library);
        for folder in self.sources.folders() {
            if let Err(words) = self.watch.add(&folder) {
                let folder = folder.display();
                say::warning(&format!("changes in '{folder}' are not seen: {words}"));
            }
        }
    }
}

/// What tells a large library from a later one: its length, and when it was written.
fn stamp(library: &Path) -> Option<(u64, SystemTime)> {
    let metadata = fs::metadata(library).ok()?;
    Some((metadata.len(), metadata.modified().ok()?))
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
            .map(|stdout| Said::read(&project.manifest, stdout))
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
