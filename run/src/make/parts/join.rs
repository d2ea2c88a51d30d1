//! Looks whether all parts are there, of one kind and undamaged, and joins them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use kinora_core::PartsError;
use kinora_core::platform::interrupt;
use kinora_core::sound::FORMAT;
use kinora_movie::Size;
use kinora_movie::encode::{Container, Overwrite};
use kinora_movie::join::Join;
use kinora_movie::recorder::Report;

use super::count::in_words;
use super::folder::{Folder, Record};
use super::sound;
use crate::KinoraError;
use crate::make::check::Compared;

/// A movie that was joined.
#[derive(Debug)]
pub struct Joined {
    pub report: Report,
    /// Pictures that were seen when it was played, if that is what it is of.
    pub compared: Compared,
}

/// Joins the parts of a folder, which stay. The sound of the movie is in its place, or in the file `audio`.
///
/// # Errors
/// Everything that is wrong with the parts, or what keeps them from being joined; one at least.
pub fn join(
    folder: &Folder,
    output: &Path,
    overwrite: Overwrite,
    audio: Option<&Path>,
) -> Result<Joined, Vec<KinoraError>> {
    let one = |error: KinoraError| vec![error];
    let job = folder.job();
    let song = job.sound.as_ref();
    let file = song.map(|song| song.found(audio)).transpose();
    let file = file.map_err(|error| one(error.into()))?;
    let records = check(folder)?;
    let filled = || records.iter().filter(|record| record.frames > 0);
    let Some(first) = filled().next() else {
        return Err(one(KinoraError::NoFrames(job.recipe.sketch.clone())));
    };
    let parts = filled().map(|record| Ok((folder.name(record.part)?, record.frames)));
    let parts = parts.collect::<Result<_, KinoraError>>().map_err(one)?;
    let join = || -> Result<Joined, KinoraError> {
        let size = Size::new(job.recipe.width, job.recipe.height)?.scaled(job.recipe.scale)?;
        let samples = match job.format.container.has_sound() {
            true => sound::Joined::of(folder, &records, job.recipe.fps)?,
            false => None,
        };
        let join = Join {
            folder: folder.path().to_owned(),
            parts,
            format: job.format,
            size: job.format.pixel_format().coded_size(size),
            fps: job.recipe.fps,
            encoder: first.encoder.clone(),
            samples: samples.as_ref().map(|samples| (samples.path(), FORMAT)),
            audio: file,
            description: first.recipe.as_ref().map(|recipe| recipe.to_ffmetadata()),
        };
        Ok(Joined {
            report: join
                .run(output, overwrite, |killer| {
                    interrupt::at_first(move || killer.kill());
                })
                // A signal kills ffmpeg; that it died is then not the news.
                .map_err(|error| interrupt::check().err().unwrap_or(error.into()))?,
            compared: records
                .iter()
                .fold(Compared::default(), |all, record| Compared {
                    pictures: all.pictures + record.compared.pictures,
                    differs_at: all.differs_at.or(record.compared.differs_at),
                }),
        })
    };
    join().map_err(one)
}

/// Refuses a name of another kind than the parts are made for.
pub fn check_name(folder: &Folder, output: &Path) -> Result<(), KinoraError> {
    let container = folder.job().format.container;
    match Container::of(output) {
        Ok(found) if found == container => Ok(()),
        _ => Err(PartsError::Name {
            path: output.to_owned(),
            extension: container.extension(),
        }
        .into()),
    }
}

/// The records of all parts, in order, if all are there, once each, of one kind and undamaged.
fn check(folder: &Folder) -> Result<Vec<Record>, Vec<KinoraError>> {
    let found = folder.records().map_err(|error| vec![error])?;
    let cut = folder.job().cut;
    let mut wrong = vec![];
    let mut records: BTreeMap<u64, (PathBuf, Record)> = BTreeMap::new();
    for (path, record) in found {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                wrong.push(error);
                continue;
            }
        };
        let differences = record.job.differences(folder.job());
        let is_of_cut = (1..=cut.parts()).contains(&record.part);
        if !differences.is_empty() || !is_of_cut {
            let differences = match differences.is_empty() {
                true => format!("part {} of {}", record.part, cut.parts()),
                false => differences,
            };
            wrong.push(PartsError::Foreign { path, differences }.into());
            continue;
        }
        if let Some((one, _)) = records.get(&record.part) {
            wrong.push(
                PartsError::Twice {
                    number: record.part,
                    one: one.clone(),
                    other: path,
                }
                .into(),
            );
            continue;
        }
        if let Err(error) = folder.check(&record) {
            wrong.push(error);
        }
        records.insert(record.part, (path, record));
    }
    let missing = (1..=cut.parts()).filter(|part| !records.contains_key(part));
    let missing: Vec<_> = missing.collect();
    if !missing.is_empty() {
        wrong.push(
            PartsError::Missing {
                folder: folder.path().to_owned(),
                parts: in_words(&missing),
                of: cut.parts(),
            }
            .into(),
        );
    }
    wrong.extend(unlike(folder, records.values()));
    match wrong.is_empty() {
        true => Ok(records.into_values().map(|(_, record)| record).collect()),
        false => Err(wrong),
    }
}

/// Parts that do not go on where the ones before have ended.
fn unlike<'a>(
    folder: &'a Folder,
    records: impl Iterator<Item = &'a (PathBuf, Record)>,
) -> impl Iterator<Item = KinoraError> {
    let mut head: Option<&str> = None;
    let mut has_ended = false;
    let wrong = records.filter_map(move |(path, record)| {
        if record.frames == 0 {
            has_ended = true;
            return None;
        }
        if has_ended {
            return Some(PartsError::AfterEnd(path.clone()));
        }
        let part = folder.job().cut.part(record.part);
        has_ended = record.frames < part.end - part.start;
        let first = *head.get_or_insert(&record.head);
        (first != record.head).then(|| PartsError::Unlike {
            path: path.clone(),
            number: record.part,
            encoder: record.encoder.clone(),
        })
    });
    wrong.map(KinoraError::from)
}
