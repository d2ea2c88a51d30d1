//! Several processes that make the parts of a movie between them.
//!
//! Each plays the sketch once. It says on standard output when it is free, and is told the number of a part on standard
//! input: always the next one that nobody has, so that none has to go back. Whoever is quick makes more.

use std::collections::{BTreeSet, VecDeque};
use std::io::{self, Write};
use std::process::{ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use kinora_core::platform::itself::{self, Bound};
use kinora_core::platform::{interrupt, say};
use serde::{Deserialize, Serialize};

/// How long the last words of a process that has ended are waited for.
const SILENCE: Duration = Duration::from_secs(2);

/// How many different lines of its processes are handed on: a sketch may print in each frame.
const MOST_WORDS: usize = 1000;

/// How often a signal is looked for while nothing is said.
const LOOK: Duration = Duration::from_millis(50);

/// What its lines begin with: the sketch may print, too.
const MARK: &str = "\u{1e}kinora ";

/// What a process of a crew says: one line of JSON each.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Said {
    /// It has no part to make.
    Free,
    /// So many pictures of its part are made.
    Pictures {
        /// Of the part.
        made: u64,
    },
    /// A part is finished.
    Made {
        part: u64,
        frames: u64,
        /// The most memory that it has needed so far, with its encoder, in bytes.
        memory: Option<u64>,
    },
}

impl Said {
    /// Says it.
    pub fn say(&self) {
        let json = serde_json::to_string(self).expect("plain values are JSON");
        // The sketch may have printed half a line.
        say::line(&format_args!("\n{MARK}{json}"));
    }
}

/// Processes, and the parts that are missing.
pub struct Crew<'a> {
    /// Parts to make, in order.
    pub missing: VecDeque<u64>,
    /// Frames of the parts that there are.
    pub frames: u64,
    /// How many processes, at most.
    pub jobs: usize,
    /// Starts one.
    pub start: &'a dyn Fn() -> io::Result<Command>,
    /// Called with the number of frames made.
    pub progress: &'a mut dyn FnMut(u64),
}

/// What a crew has done.
#[derive(Debug, Clone, Copy)]
pub struct Worked {
    /// How many processes there were.
    pub jobs: usize,
    /// The most memory that all of them have needed, each at any time, in bytes.
    pub memory: Option<u64>,
}

/// One process.
struct Member {
    /// Before the process: while it is waited for, nobody has orders for it.
    orders: Option<ChildStdin>,
    process: Bound,
    /// Pictures of the part that it makes.
    under_way: u64,
    memory: Option<u64>,
    /// The last thing that it said had gone wrong.
    error: Option<String>,
    /// When it was found to have ended, though its pipes have not.
    gone: Option<Instant>,
    has_ended: bool,
}

enum Event {
    Said(Said),
    Words(String),
    /// It says nothing more.
    Ended,
}

impl Crew<'_> {
    /// Makes every part that is missing.
    ///
    /// # Errors
    /// When one of them fails: then the others are ended, and the parts that are done stay.
    pub fn run(mut self) -> Result<Worked, Failure> {
        interrupt::listen();
        let jobs = self.jobs.min(self.missing.len());
        let (events, inbox) = channel();
        let members = (0..jobs).map(|index| Member::start(index, self.start, &events));
        let mut members = members.collect::<io::Result<Vec<_>>>()?;
        drop(events);
        let outcome = self.lead(&mut members, &inbox);
        let memory = members.iter().filter_map(|member| member.memory).sum();
        let memory = Some(memory).filter(|&memory| memory > 0);
        // All are asked before the first one is waited for.
        members.iter_mut().for_each(|member| {
            member.orders = None;
            member.process.ask_to_end();
        });
        drop(members);
        outcome.map(|()| Worked { jobs, memory })
    }

    fn lead(
        &mut self,
        members: &mut [Member],
        inbox: &Receiver<(usize, Event)>,
    ) -> Result<(), Failure> {
        let mut told = BTreeSet::new();
        let mut left = self.missing.len();
        while members.iter().any(|member| !member.has_ended) {
            if interrupt::asked() {
                return Err(Failure::Signal);
            }
            let (index, event) = match inbox.recv_timeout(LOOK) {
                Ok(event) => event,
                Err(RecvTimeoutError::Timeout) => {
                    for member in members.iter_mut() {
                        member.look()?;
                    }
                    continue;
                }
                Err(RecvTimeoutError::Disconnected) => break,
            };
            let member = &mut members[index];
            match event {
                Event::Said(Said::Free) => member.order(self.missing.pop_front()),
                Event::Said(Said::Pictures { made }) => member.under_way = made,
                Event::Said(Said::Made { frames, memory, .. }) => {
                    (member.under_way, member.memory) = (0, memory);
                    self.frames += frames;
                    left -= 1;
                }
                Event::Words(line) => {
                    if let Some(error) = line.strip_prefix("error: ") {
                        member.error = Some(error.to_owned());
                    } else if !line.is_empty()
                        && told.len() < MOST_WORDS
                        && told.insert(line.clone())
                    {
                        // Each of them says the same.
                        say::note(&line);
                    }
                }
                Event::Ended => member.outcome()?,
            }
            let under_way: u64 = members.iter().map(|member| member.under_way).sum();
            (self.progress)(self.frames + under_way);
        }
        match left {
            0 => Ok(()),
            _ => Err(Failure::Member {
                words: "the program ended before its parts were made".into(),
                code: 1,
            }),
        }
    }
}

/// Why a crew did not make all.
#[derive(Debug)]
pub enum Failure {
    /// SIGINT, SIGTERM or SIGHUP came.
    Signal,
    /// One of them has failed, with these last words and that exit code.
    Member {
        /// What went wrong.
        words: String,
        /// Its exit code.
        code: u8,
    },
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        Failure::Member {
            words: format!("a process that makes parts cannot be started: {error}"),
            code: 1,
        }
    }
}

impl Member {
    fn start(
        index: usize,
        start: &dyn Fn() -> io::Result<Command>,
        events: &Sender<(usize, Event)>,
    ) -> io::Result<Member> {
        let mut command = start()?;
        command.stdin(Stdio::piped());
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = Bound::spawn(&mut command)?;
        let child = process.child();
        let orders = child.stdin.take();
        let (said, words) = (child.stdout.take(), child.stderr.take());
        let events = events.clone();
        thread::Builder::new()
            .name(format!("kinora-crew-{index}"))
            .spawn(move || {
                thread::scope(|scope| {
                    scope.spawn(|| {
                        for line in words.into_iter().flat_map(itself::lines) {
                            // Nobody listens any more if the others have failed.
                            let _ = events.send((index, Event::Words(line)));
                        }
                    });
                    for line in said.into_iter().flat_map(itself::lines) {
                        let said = line.strip_prefix(MARK);
                        let said = said.and_then(|json| serde_json::from_str(json).ok());
                        let event = said.map_or(Event::Words(line), Event::Said);
                        let _ = events.send((index, event));
                    }
                });
                let _ = events.send((index, Event::Ended));
            })?;
        Ok(Member {
            process,
            orders,
            under_way: 0,
            memory: None,
            error: None,
            gone: None,
            has_ended: false,
        })
    }

    /// Tells it which part comes next, or that there is none.
    fn order(&mut self, part: Option<u64>) {
        let told = match (&mut self.orders, part) {
            (Some(orders), Some(part)) => writeln!(orders, "{part}").is_ok(),
            _ => false,
        };
        if !told {
            // One that does not listen has ended, and says why.
            self.orders = None;
        }
    }

    /// Looks whether it has ended, and what it has started holds its pipes open.
    fn look(&mut self) -> Result<(), Failure> {
        if self.has_ended || !matches!(self.process.child().try_wait(), Ok(Some(_))) {
            return Ok(());
        }
        match self.gone.get_or_insert_with(Instant::now).elapsed() > SILENCE {
            true => self.outcome(),
            false => Ok(()),
        }
    }

    /// How it ended.
    fn outcome(&mut self) -> Result<(), Failure> {
        self.has_ended = true;
        let status = match self.process.child().wait() {
            Ok(status) if status.success() => return Ok(()),
            Ok(status) => status,
            Err(error) => {
                return Err(Failure::Member {
                    words: error.to_string(),
                    code: 1,
                });
            }
        };
        let words = self.error.take();
        Err(Failure::Member {
            words: words
                .unwrap_or_else(|| format!("a process that made parts was ended ({status})")),
            code: status
                .code()
                .and_then(|code| u8::try_from(code).ok())
                .unwrap_or(1),
        })
    }
}
