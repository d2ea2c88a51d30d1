//! What is heard in parts: each has its samples in a file beside it, which are one file again when the parts are joined.

use std::fs::{self, File};
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};

use kinora_core::sound::{CHANNELS, FORMAT};
use kinora_movie::encode::Target;
use kinora_movie::encode::target::{Claimed, Kind, Overwrite, What};

use super::folder::{Folder, Record, SOUND};
use super::hash;
use crate::KinoraError;

/// Bytes of a sample of each channel.
const BYTES: u64 = CHANNELS as u64 * size_of::<f32>() as u64;

/// The samples of a movie that go with so many of its frames.
pub fn samples_of(frames: &Range<u64>, fps: f64) -> Range<u64> {
    FORMAT.count(frames.start, fps)..FORMAT.count(frames.end, fps)
}

/// What is heard in a part that is being made.
pub struct PartSound {
    target: Target,
    file: BufWriter<File>,
    /// The next sample of the part.
    at: u64,
    is_silent: bool,
}

impl PartSound {
    /// In the file of that name.
    pub fn create(path: &Path) -> Result<PartSound, KinoraError> {
        let target = Target::claim(path, Kind::File, Overwrite::Force)?;
        let file = File::create(target.partial())
            .map_err(KinoraError::file("create", target.partial()))?;
        Ok(PartSound {
            target,
            file: BufWriter::new(file),
            at: 0,
            is_silent: true,
        })
    }

    /// Adds what is heard from sample `at` of the part on.
    pub fn put(&mut self, at: u64, samples: &[f32]) -> Result<(), KinoraError> {
        let bytes: Vec<u8> = samples.iter().flat_map(|it| it.to_le_bytes()).collect();
        let mut write = || -> io::Result<()> {
            if at != self.at {
                // What is left out reads as zeros.
                self.file.seek(SeekFrom::Start(at * BYTES))?;
            }
            self.file.write_all(&bytes)
        };
        write().map_err(KinoraError::file("write", self.target.partial()))?;
        self.at = at + samples.len() as u64 / u64::from(CHANNELS);
        self.is_silent &= samples.iter().all(|&sample| sample == 0.0);
        Ok(())
    }

    /// Its hash, when it has its name; `None` if nothing was heard.
    pub fn finish(self) -> Result<Option<String>, KinoraError> {
        if self.is_silent {
            return Ok(None);
        }
        let failed = KinoraError::file("write", self.target.partial());
        let synced = self.file.into_inner().map_err(|error| error.into_error());
        synced.and_then(|file| file.sync_all()).map_err(failed)?;
        let path = self.target.commit()?;
        let failed = KinoraError::file("read", &path);
        hash::of_file(&path).map(Some).map_err(failed)
    }
}

/// All samples of a movie, in a file that is removed when this is dropped.
pub struct Joined(Claimed);

impl Joined {
    /// Those of these parts, one after the other; `None` if nothing is heard in any.
    pub fn of(
        folder: &Folder,
        records: &[Record],
        fps: f64,
    ) -> Result<Option<Joined>, KinoraError> {
        if records.iter().all(|record| record.sound.is_none()) {
            return Ok(None);
        }
        let path = folder.path().join(SOUND);
        let joined = Joined(Claimed::new(&path, What::Aid));
        let write = || -> io::Result<()> {
            let mut file = File::create(&path)?;
            for record in records {
                let part = samples_of(&folder.job().cut.part(record.part), fps);
                file.seek(SeekFrom::Start(part.start * BYTES))?;
                if record.sound.is_some() {
                    io::copy(&mut File::open(folder.sound(record.part))?, &mut file)?;
                }
            }
            Ok(())
        };
        write().map_err(KinoraError::file("write", &path))?;
        Ok(Some(joined))
    }

    /// Where they are.
    pub fn path(&self) -> PathBuf {
        self.0.path().to_owned()
    }
}

impl Drop for Joined {
    fn drop(&mut self) {
        let _ = fs::remove_file(self.0.path());
    }
}
