//! The folder with the parts of one movie.
//!
//! `manifest.json` is what the movie is; `part-00003.mp4` a finished part, and `part-00003.json` its record, which is
//! written last. No file is written by two, and each gets its name when it is whole, so any number of machines may work in one
//! folder, and folders of several may be poured into one.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use kinora_core::PartsError;
use kinora_movie::encode::target::{Kind, Overwrite, name_of_partial};
use kinora_movie::encode::{Format, Target, census};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{Job, hash};
use crate::KinoraError;
use crate::make::check::Compared;
use crate::make::recipe::Recipe;

/// The name of the manifest.
const MANIFEST: &str = "manifest.json";

/// The name of the sound of all parts, while they are joined.
pub const SOUND: &str = "movie.f32";

/// What the names of parts begin with.
const PREFIX: &str = "part-";

/// A folder of parts, and the movie that they are of.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    job: Job,
    /// The manifest, locked, while this process alone works here.
    lock: Option<File>,
}

/// A finished part.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Its number, from 1.
    pub part: u64,
    /// Frames that it has: fewer than it should where the sketch ended in it, and none after that.
    pub frames: u64,
    /// Hash of its file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hash: Option<String>,
    /// Hash of its sound, which has a file of its own; none if nothing is heard in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sound: Option<String>,
    /// Hash of what a decoder must know before its first frame.
    pub head: String,
    /// ffmpeg's name of its encoder.
    pub encoder: String,
    /// Pictures that were seen when it was played.
    pub compared: Compared,
    /// What the movie says of itself, in the record of its first part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recipe: Option<Recipe>,
    /// The movie that it is a part of.
    pub job: Job,
}

/// The file of a record, and what is in it.
pub type Found = (PathBuf, Result<Record, KinoraError>);

impl Folder {
    /// The one of that movie, which is made if it is not there.
    ///
    /// # Errors
    /// [`PartsError::Other`] if it is that of another; it cannot be read or written.
    pub fn open(path: &Path, job: Job) -> Result<Folder, KinoraError> {
        fs::create_dir_all(path).map_err(KinoraError::file("create", path))?;
        let found = match Folder::find(path) {
            Err(KinoraError::Parts(PartsError::None(_))) => {
                publish(&path.join(MANIFEST), &job)?;
                Folder::find(path)?
            }
            found => found?,
        };
        match found.job.differences(&job) {
            differences if differences.is_empty() => Ok(found),
            differences => Err(PartsError::Other {
                folder: path.to_owned(),
                differences,
            }
            .into()),
        }
    }

    /// One that is there.
    ///
    /// # Errors
    /// [`PartsError::None`], [`PartsError::Unreadable`].
    pub fn find(path: &Path) -> Result<Folder, KinoraError> {
        let manifest = path.join(MANIFEST);
        match fs::exists(&manifest) {
            Ok(true) => {
                let job: Job = read(&manifest)?;
                match job.cut.is_possible() {
                    true => Ok(Folder {
                        path: path.to_owned(),
                        job,
                        lock: None,
                    }),
                    false => Err(PartsError::Unreadable {
                        path: manifest,
                        reason: "no movie can be cut so".into(),
                    }
                    .into()),
                }
            }
            _ => Err(PartsError::None(path.to_owned()).into()),
        }
    }

    /// What the movie is.
    pub fn job(&self) -> &Job {
        &self.job
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Takes it for this process alone, until it ends.
    ///
    /// # Errors
    /// [`PartsError::Busy`].
    pub fn lock(&mut self) -> Result<(), KinoraError> {
        let manifest = self.path.join(MANIFEST);
        let file = File::open(&manifest).map_err(KinoraError::file("open", &manifest))?;
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => Err(PartsError::Busy(self.path.clone()).into()),
            // Where there are no locks, nobody has one.
            Ok(()) | Err(TryLockError::Error(_)) => {
                self.lock = Some(file);
                Ok(())
            }
        }
    }

    /// What the parts are.
    pub fn format(&self) -> Result<Format, KinoraError> {
        Ok(self.job.format.of_parts()?)
    }

    /// The name of a part's file.
    pub fn name(&self, part: u64) -> Result<String, KinoraError> {
        Ok(format!(
            "{}{}",
            stem(part),
            self.format()?.container.extension()
        ))
    }

    /// A place for that part, which takes the place of one that is there.
    pub fn claim(&self, part: u64) -> Result<Target, KinoraError> {
        let file = self.path.join(self.name(part)?);
        Ok(Target::claim(&file, Kind::File, Overwrite::Force)?)
    }

    /// The record of that part, if it is done: it is of this movie, and its file what was written.
    pub fn done(&self, part: u64) -> Option<Record> {
        let record: Record = read(&self.record(part)).ok()?;
        let is_own = record.part == part && record.job.differences(&self.job).is_empty();
        (is_own && self.check(&record).is_ok()).then_some(record)
    }

    /// Looks whether the file of a part is what was written.
    ///
    /// # Errors
    /// [`PartsError::Damaged`].
    pub fn check(&self, record: &Record) -> Result<(), KinoraError> {
        let files = [
            (self.path.join(self.name(record.part)?), &record.hash),
            (self.sound(record.part), &record.sound),
        ];
        for (path, hash) in files {
            let Some(hash) = hash else {
                continue;
            };
            let why = match hash::of_file(&path) {
                Ok(found) if found == *hash => continue,
                Ok(_) => "its bytes are not those that were written".to_owned(),
                Err(error) => error.to_string(),
            };
            return Err(PartsError::Damaged {
                path,
                number: record.part,
                why,
            }
            .into());
        }
        Ok(())
    }

    /// The file of a part's sound: samples as [`FORMAT`](kinora_core::sound::FORMAT) says.
    pub fn sound(&self, part: u64) -> PathBuf {
        self.path.join(stem(part)).with_extension("f32")
    }

    /// Every record that is here, whatever its file is called, or why it cannot be read.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub fn records(&self) -> Result<Vec<Found>, KinoraError> {
        let failed = |error| KinoraError::file("read", &self.path)(error);
        let mut paths = vec![];
        for entry in fs::read_dir(&self.path).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            let is_record = path
                .extension()
                .is_some_and(|extension| extension == "json")
                && path.file_name().is_some_and(|name| name != MANIFEST)
                && name_of_partial(&path).is_none();
            if is_record {
                paths.push(path);
            }
        }
        paths.sort();
        let records = paths.into_iter().map(|path| {
            let record = read(&path);
            (path, record)
        });
        Ok(records.collect())
    }

    /// The record of a part whose file is at `path`, with the hashes of that.
    pub fn describe(&self, record: Record, path: &Path) -> Result<Record, KinoraError> {
        let failed = |error| KinoraError::file("read", path)(error);
        let head = census::head(path, self.format()?.container).map_err(failed)?;
        // It is on the disk before its record is.
        File::open(path)
            .and_then(|file| file.sync_all())
            .map_err(failed)?;
        Ok(Record {
            hash: Some(hash::of_file(path).map_err(failed)?),
            head: hash::of_bytes(&head),
            ..record
        })
    }

    /// Writes the record of a part.
    pub fn put(&self, record: &Record) -> Result<(), KinoraError> {
        write(&self.record(record.part), record)
    }

    /// Removes what somebody has left who was killed. Nobody else may work here.
    pub fn sweep(&self) {
        for path in self.own_files() {
            if name_of_partial(&path).is_some() {
                let _ = fs::remove_file(path);
            }
        }
    }

    /// Removes all that is of kinora in it, and itself, if nothing else is there. What cannot be removed stays.
    pub fn remove(self) {
        let files: Vec<_> = self.own_files().collect();
        let Folder { path, lock, .. } = self;
        // Windows removes no file that is open.
        drop(lock);
        for file in files {
            let _ = fs::remove_file(file);
        }
        let _ = fs::remove_dir(path);
    }

    /// Its files, those that are being written among them. The folder may be one that somebody has named, with others in it.
    fn own_files(&self) -> impl Iterator<Item = PathBuf> {
        let entries = fs::read_dir(&self.path).into_iter().flatten().flatten();
        entries.map(|entry| entry.path()).filter(|path| {
            let whole = name_of_partial(path).unwrap_or_else(|| path.clone());
            let name = whole.file_name().unwrap_or_default().to_string_lossy();
            let number = name
                .strip_prefix(PREFIX)
                .and_then(|rest| rest.split('.').next());
            let is_part = number.is_some_and(|number| number.parse::<u64>().is_ok());
            name == MANIFEST || name == SOUND || is_part
        })
    }

    /// Whether there is a record of that part.
    pub fn has(&self, part: u64) -> bool {
        self.record(part).is_file()
    }

    /// The numbers of parts that have no record.
    pub fn missing(&self) -> Vec<u64> {
        let parts = 1..=self.job.cut.parts();
        parts.filter(|&part| !self.has(part)).collect()
    }

    fn record(&self, part: u64) -> PathBuf {
        self.path.join(stem(part)).with_extension("json")
    }
}

fn stem(part: u64) -> String {
    format!("{PREFIX}{part:05}")
}

fn read<T: DeserializeOwned>(path: &Path) -> Result<T, KinoraError> {
    let text = fs::read(path).map_err(KinoraError::file("read", path))?;
    serde_json::from_slice(&text).map_err(|error| {
        PartsError::Unreadable {
            path: path.to_owned(),
            reason: error.to_string(),
        }
        .into()
    })
}

/// Writes a file that is there whole or not at all.
fn write(path: &Path, value: &impl Serialize) -> Result<(), KinoraError> {
    let target = Target::claim(path, Kind::File, Overwrite::Force)?;
    fill(target.partial(), value)?;
    target.commit()?;
    Ok(())
}

/// The same, where the first one of several counts that write it at once.
fn publish(path: &Path, value: &impl Serialize) -> Result<(), KinoraError> {
    let target = Target::claim(path, Kind::File, Overwrite::Force)?;
    fill(target.partial(), value)?;
    match fs::hard_link(target.partial(), path) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        // Not every file system has links.
        Err(_) => target.commit().map(|_| ()).map_err(Into::into),
    }
}

fn fill(path: &Path, value: &impl Serialize) -> Result<(), KinoraError> {
    let text = serde_json::to_string_pretty(value).expect("plain values are JSON");
    let put = || -> io::Result<()> {
        let mut file = File::create(path)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()
    };
    put().map_err(KinoraError::file("write", path))
}
