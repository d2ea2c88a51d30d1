//! Makes parts: plays the sketch once, from its beginning to the last part that it is told to make.

use std::io::{self, BufRead};
use std::ops::Range;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use kinora_core::canvas::Canvas;
use kinora_core::platform::ending::Exporting;
use kinora_core::platform::{display, interrupt, memory};
use kinora_core::sound::CHANNELS;
use kinora_movie::encode::{Converter, Encoding, Output};
use kinora_movie::recorder::{Ending, Part, Policy, Recorder, Recording, Stopped};

use super::crew::Said;
use super::folder::{Folder, Record};
use super::sound::{PartSound, samples_of};
use crate::KinoraError;
use crate::make::check::Compared;
use crate::make::film::{Film, Reel, Wanted};
use crate::make::headless;
use crate::make::heard::Unheard;

/// How often it says how far it is.
const OFTEN: Duration = Duration::from_millis(100);

/// Which parts are to be made, in the order of their frames.
pub enum Orders {
    /// That one.
    One(Option<u64>),
    /// What a crew says on standard input, each when it is asked for.
    OfCrew,
}

/// Whoever makes parts of a movie.
pub struct Worker {
    pub film: Film,
    pub encoding: Encoding,
    pub folder: Folder,
    pub orders: Orders,
    /// Most threads of its encoder.
    pub threads: Option<usize>,
    /// Called once while an idle encoder is waited for, with the time after which it is given up.
    pub on_wait: Option<fn(Duration)>,
    /// Called after each frame with the number of frames made of a part.
    pub progress: Box<dyn FnMut(u64)>,
}

impl Worker {
    /// Makes them; the record of the last one.
    ///
    /// # Errors
    /// What is wrong with the sketch, the encoder or the disk. Parts that were finished before stay.
    pub fn run(self) -> Result<Option<Record>, KinoraError> {
        let _exporting = Exporting::begin();
        let mut display = display::find_or_start()?;
        headless::ready(&mut display)?;
        let film = self.film.clone();
        let made = film.open(&display, self.play());
        display.close();
        // A signal kills ffmpeg; that it died is then not the news.
        made.map_err(|error| interrupt::check().err().unwrap_or(error))
    }

    async fn play(self) -> Result<Option<Record>, KinoraError> {
        let mut reel = Parts {
            folder: Arc::new(self.folder),
            encoding: self.encoding,
            threads: self.threads,
            on_wait: self.on_wait,
            orders: self.orders,
            current: None,
            closing: None,
            last: None,
            failure: None,
            progress: self.progress,
            said: Instant::now(),
            unheard: vec![],
            said_unheard: Unheard::default(),
        };
        self.film.play(&mut reel).await?;
        reel.finish(&self.film)
    }
}

/// The parts of a movie, one after the other.
struct Parts {
    folder: Arc<Folder>,
    encoding: Encoding,
    threads: Option<usize>,
    on_wait: Option<fn(Duration)>,
    orders: Orders,
    current: Option<Current>,
    /// The part before it, whose file is not yet whole.
    closing: Option<JoinHandle<Result<Record, KinoraError>>>,
    last: Option<Record>,
    /// What has stopped it.
    failure: Option<KinoraError>,
    progress: Box<dyn FnMut(u64)>,
    /// When it was said last how far it is.
    said: Instant,
    /// What is heard after the current part, and from which sample of the movie on.
    unheard: Vec<(u64, Vec<f32>)>,
    /// The movie will have no sound, which was said.
    said_unheard: Unheard,
}

/// The part that is being made.
struct Current {
    number: u64,
    range: Range<u64>,
    compared: Compared,
    /// From its first picture on.
    recorder: Option<Recorder>,
    /// From its first sound on.
    sound: Option<PartSound>,
}

impl Parts {
    /// The part that is to be made now, if there is one.
    fn current(&mut self) -> Option<&mut Current> {
        if self.current.is_none() {
            let number = self.orders.next()?;
            self.current = Some(Current {
                number,
                range: self.folder.job().cut.part(number),
                compared: Compared::default(),
                recorder: None,
                sound: None,
            });
        }
        self.current.as_mut()
    }

    /// Takes pictures for the current part, and ends it with its last one. Of a drawing that is shown on both sides of a cut,
    /// the next part takes the rest.
    fn put(
        &mut self,
        pictures: Range<u64>,
        film: &Film,
        fill: &mut dyn FnMut(&mut Converter, &mut [u8]),
    ) -> Result<(), KinoraError> {
        let mut from = pictures.start;
        // An exposure can be read once.
        let mut drawn: Option<Vec<u8>> = None;
        while let Some(part) = self.current().map(|current| current.range.clone()) {
            self.put_sound()?;
            let (start, end) = (from.max(part.start), pictures.end.min(part.end));
            if start >= end {
                break;
            }
            let is_shared = end < pictures.end;
            let begun = self.current.as_mut();
            let mut recorder = match begun.and_then(|current| current.recorder.take()) {
                Some(recorder) => recorder,
                None => self.start(film)?,
            };
            let shown = recorder.show(end - start, |converter, frame| match &drawn {
                Some(drawn) => frame.copy_from_slice(drawn),
                None => {
                    fill(converter, frame);
                    drawn = is_shared.then(|| frame.to_vec());
                }
            });
            let made = recorder.frames();
            if let Some(current) = &mut self.current {
                current.recorder = Some(recorder);
            }
            if let Err(Stopped) = shown {
                // What stopped it is the news.
                self.close(film)?;
                return self.wait();
            }
            self.say(made);
            if end == part.end {
                self.close(film)?;
            }
            from = end;
            if from == pictures.end {
                break;
            }
        }
        Ok(())
    }

    /// What is heard in the current part goes into its file, and what comes after it waits.
    fn put_sound(&mut self) -> Result<(), KinoraError> {
        let fps = self.folder.job().recipe.fps;
        let container = self.folder.job().format.container;
        for (at, mut samples) in std::mem::take(&mut self.unheard) {
            let folder = self.folder.clone();
            let Some(current) = self.current() else {
                return Ok(());
            };
            let part = samples_of(&current.range, fps);
            let channels = usize::from(CHANNELS);
            let end = at + (samples.len() / channels) as u64;
            let before = part.start.saturating_sub(at).min(end - at) as usize;
            let after = end.saturating_sub(part.end).min(end - at) as usize;
            let later = samples.split_off(samples.len() - after * channels);
            let heard = samples.get(before * channels..).unwrap_or_default();
            if !heard.is_empty() && container.has_sound() {
                let sound = match &mut current.sound {
                    Some(sound) => sound,
                    none => none.insert(PartSound::create(&folder.sound(current.number))?),
                };
                sound.put(at + before as u64 - part.start, heard)?;
            } else if heard.iter().any(|&sample| sample != 0.0) {
                self.said_unheard.say(folder.path(), container);
            }
            if !later.is_empty() {
                self.unheard.push((end - after as u64, later));
            }
        }
        Ok(())
    }

    fn start(&self, film: &Film) -> Result<Recorder, KinoraError> {
        let number = self.current.as_ref().map_or(1, |current| current.number);
        let recording = Recording {
            size: film.plan.pixels,
            rows: Canvas::ROWS,
            fps: film.plan.fps,
            policy: Policy::Locked,
            encoding: Encoding {
                container: Some(self.folder.job().format.container),
                audio: None,
                ..self.encoding.clone()
            },
            crash_safe: false,
            part: Some(Part {
                is_first: number == 1,
            }),
            threads: self.threads,
            described: false,
            copy: None,
            samples: None,
            length: None,
            on_wait: self.on_wait,
        };
        let output = Output::File(self.folder.claim(number)?);
        let recorder = Recorder::start(recording, output)?;
        let killer = recorder.killer();
        interrupt::at_first(move || killer.kill());
        Ok(recorder)
    }

    /// Ends the current part. Its file is written while the next one is drawn.
    fn close(&mut self, film: &Film) -> Result<(), KinoraError> {
        let Some(current) = self.current.take() else {
            return Ok(());
        };
        let job = self.folder.job().clone();
        let record = Record {
            part: current.number,
            frames: current.recorder.as_ref().map_or(0, Recorder::frames),
            hash: None,
            sound: None,
            head: String::new(),
            encoder: String::new(),
            compared: current.compared,
            recipe: (current.number == 1).then(|| film.recipe()),
            job,
        };
        self.wait()?;
        let ending = current
            .recorder
            .map(|recorder| recorder.end(Duration::ZERO));
        let (folder, is_of_crew) = (self.folder.clone(), matches!(self.orders, Orders::OfCrew));
        let thread = thread::Builder::new().name("kinora-part".into());
        let sound = current.sound;
        let closing = thread.spawn(move || {
            let sound = sound.map(PartSound::finish).transpose()?;
            let record = Record {
                sound: sound.flatten(),
                ..record
            };
            let record = settle(&folder, record, ending)?;
            if is_of_crew {
                Said::Made {
                    part: record.part,
                    frames: record.frames,
                    memory: memory::most(),
                }
                .say();
            }
            Ok(record)
        });
        self.closing = Some(closing.map_err(KinoraError::file("start a thread for", "a part"))?);
        Ok(())
    }

    /// Waits for the part before.
    fn wait(&mut self) -> Result<(), KinoraError> {
        if let Some(closing) = self.closing.take() {
            let closed = closing.join().unwrap_or_else(|panic| resume_unwind(panic));
            self.last = Some(closed?);
        }
        Ok(())
    }

    /// When there are no more pictures: the sketch may have ended in a part, and before others.
    fn finish(&mut self, film: &Film) -> Result<Option<Record>, KinoraError> {
        if let Some(failure) = self.failure.take() {
            return Err(failure);
        }
        while self.current().is_some() {
            self.close(film)?;
        }
        self.wait()?;
        Ok(self.last.take())
    }

    fn say(&mut self, made: u64) {
        (self.progress)(made);
        if matches!(self.orders, Orders::OfCrew) && self.said.elapsed() >= OFTEN {
            Said::Pictures { made }.say();
            self.said = Instant::now();
        }
    }
}

impl Drop for Parts {
    fn drop(&mut self) {
        // What is drawn to its end is kept.
        let _ = self.wait();
    }
}

impl Reel for Parts {
    fn wants(&mut self, pictures: Range<u64>) -> Result<Wanted, KinoraError> {
        Ok(match self.current() {
            None => Wanted::NothingMore,
            Some(current) if current.range.start >= pictures.end => Wanted::No,
            Some(_) => Wanted::Yes,
        })
    }

    fn take(
        &mut self,
        pictures: Range<u64>,
        film: &Film,
        fill: &mut dyn FnMut(&mut Converter, &mut [u8]),
    ) -> Result<(), Stopped> {
        let put = self.put(pictures, film, fill);
        put.and_then(|()| interrupt::check()).map_err(|error| {
            self.failure = Some(error);
            Stopped
        })
    }

    fn hear(&mut self, at: u64, samples: Vec<f32>) -> Result<(), KinoraError> {
        self.unheard.push((at, samples));
        self.put_sound()
    }

    fn compares(&self, picture: u64) -> bool {
        let current = self.current.as_ref();
        current.is_some_and(|current| current.range.contains(&picture))
    }

    fn note(&mut self, is_same: bool, time: f64) {
        if let Some(current) = &mut self.current {
            current.compared.note(is_same, time);
        }
    }
}

/// The record of a part, when its file is whole.
fn settle(folder: &Folder, record: Record, ending: Option<Ending>) -> Result<Record, KinoraError> {
    let record = match ending {
        None => record,
        Some(ending) => {
            let report = ending.wait()?;
            let record = Record {
                encoder: report.encoder.to_owned(),
                ..record
            };
            folder.describe(record, &report.path)?
        }
    };
    folder.put(&record)?;
    Ok(record)
}

impl Orders {
    fn next(&mut self) -> Option<u64> {
        match self {
            Orders::One(part) => part.take(),
            Orders::OfCrew => {
                Said::Free.say();
                let mut line = String::new();
                // Its end is the end of the work.
                io::stdin().lock().read_line(&mut line).ok()?;
                line.trim().parse().ok()
            }
        }
    }
}
