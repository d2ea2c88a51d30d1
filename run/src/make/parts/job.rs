//! All that the frames of a movie depend on, so that parts from anywhere can be told apart.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use kinora_core::PartsError;
use kinora_movie::encode::{Audio, EncoderChoice, Encoding, Format};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::{Cut, hash};
use crate::KinoraError;
use crate::make::film::Film;
use crate::make::recipe::Recipe;

/// A movie that is made in parts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Job {
    /// Sketch, settings, and the parameters that were asked for.
    #[serde(flatten)]
    pub recipe: Recipe,
    /// Hash of the program.
    pub program: String,
    /// Hash of the play that it is of, if it is of one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub play: Option<String>,
    /// The file that the parts are for.
    pub format: Format,
    /// Who encodes.
    pub encoder: EncoderChoice,
    /// Sound beside the pictures. It is cut when they are joined.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sound: Option<Song>,
    /// The parts.
    pub cut: Cut,
}

/// A sound file that goes with a movie.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Song {
    /// Where it was when the parts were begun.
    pub file: PathBuf,
    /// Second of it that is heard at the beginning of the movie.
    pub from: f64,
    /// Its hash.
    pub hash: String,
}

/// Names of what may be another on another machine, and makes no other frames.
const ELSEWHERE: [&str; 1] = ["sound.file"];

impl Job {
    /// That of a film.
    ///
    /// # Errors
    /// The program or the sound cannot be read.
    pub fn new(
        film: &Film,
        asked: &BTreeMap<String, String>,
        format: Format,
        encoding: &Encoding,
        cut: Cut,
    ) -> Result<Job, KinoraError> {
        let recipe = Recipe {
            parameters: asked
                .iter()
                .map(|(name, value)| (name.clone(), Json::from(value.as_str())))
                .collect(),
            ..film.recipe()
        };
        let sound = encoding.audio.as_ref().map(Song::of);
        Ok(Job {
            play: recipe
                .take
                .as_ref()
                .map(|take| hash::of_bytes(take.as_bytes())),
            recipe: recipe.with_take(None),
            program: hash::of_program().map_err(KinoraError::file("read", "the program"))?,
            format,
            encoder: encoding.encoder,
            sound: sound.transpose()?,
            cut,
        })
    }

    /// What `other` has otherwise, in words: "crf 18 there and 20 here". Empty where their parts can be joined.
    pub fn differences(&self, other: &Job) -> String {
        let (there, here) = (flat(self), flat(other));
        let names = there
            .keys()
            .chain(here.keys().filter(|name| !there.contains_key(*name)));
        let differences = names.filter_map(|name| {
            let (there, here) = (there.get(name), here.get(name));
            if there == here || ELSEWHERE.contains(&name.as_str()) {
                return None;
            }
            Some(match name.as_str() {
                "program" => "its program is another build".to_owned(),
                "play" => "its play is another one".to_owned(),
                "sound.hash" => "its sound is another one".to_owned(),
                _ => {
                    let name = name.rsplit_once('.').map_or(&name[..], |(_, name)| name);
                    format!(
                        "{name} {} there and {} here",
                        in_words(there),
                        in_words(here)
                    )
                }
            })
        });
        differences.collect::<Vec<_>>().join(", ")
    }
}

impl Song {
    fn of(audio: &Audio) -> Result<Song, KinoraError> {
        let file = &audio.file;
        Ok(Song {
            hash: hash::of_file(file).map_err(KinoraError::file("read", file))?,
            file: fs::canonicalize(file).map_err(KinoraError::file("read", file))?,
            from: audio.from,
        })
    }

    /// The same sound, in its place or in that one.
    ///
    /// # Errors
    /// [`PartsError::Sound`].
    pub fn found(&self, named: Option<&Path>) -> Result<Audio, PartsError> {
        let file = named.unwrap_or(&self.file);
        let failed = |why| PartsError::Sound {
            path: file.to_owned(),
            why,
        };
        match hash::of_file(file) {
            Ok(hash) if hash == self.hash => Ok(Audio {
                file: file.to_owned(),
                from: self.from,
            }),
            Ok(_) => Err(failed("is another file than it was")),
            Err(_) => Err(failed("is not here")),
        }
    }
}

/// Every value by its name, "format.crf".
fn flat(job: &Job) -> BTreeMap<String, Json> {
    let mut values = BTreeMap::new();
    let json = serde_json::to_value(job).expect("plain values are JSON");
    flatten("", json, &mut values);
    values
}

fn flatten(name: &str, value: Json, values: &mut BTreeMap<String, Json>) {
    let Json::Object(object) = value else {
        values.insert(name.to_owned(), value);
        return;
    };
    for (key, value) in object {
        let name = match name {
            "" => key,
            name => format!("{name}.{key}"),
        };
        flatten(&name, value, values);
    }
}

fn in_words(value: Option<&Json>) -> String {
    match value {
        None | Some(Json::Null) => "left out".into(),
        Some(Json::String(text)) => text.clone(),
        Some(value) => value.to_string(),
    }
}
