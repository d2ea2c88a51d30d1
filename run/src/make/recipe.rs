//! How a picture or a movie was made, written into it, so that it can be made again.
//!
//! The recipe is one JSON object: in a PNG the text chunk `kinora`, in a movie (mp4, mov, mkv, webm) the tag `comment`, in an
//! SVG the element `metadata`.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;
use std::process::{Command, Stdio};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use kinora_movie::MovieError;
use kinora_movie::encode::Container;
use kinora_movie::encode::ffprobe_path;
use kinora_movie::encode::url::file_url;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use svg::parser::{Event, Parser};

use crate::KinoraError;
use kinora_core::sketch::Plan;
use kinora_core::stage::Parameters;
use kinora_core::stage::parameters::{Values, text_of};
use kinora_core::stage::take::Take;

/// Extension of a file that is a recipe, and nothing else.
pub const TAKE_EXTENSION: &str = "take";

/// Keyword of the PNG text chunk.
pub const PNG_KEYWORD: &str = "kinora";

/// Name of the tag in a movie. Every container has it.
const TAG: &str = "comment";

/// The longest recipe that is read, in bytes, unpacked: a PNG's text may say that it is as large as it likes.
const LONGEST: usize = 64 << 20;

/// Everything that a picture or a movie depends on, besides the sketch's code.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Recipe {
    /// Version of kinora.
    #[serde(rename = "kinora")]
    pub version: String,
    /// Name of the sketch.
    pub sketch: String,
    pub seed: u64,
    /// The canvas as the sketch sees it.
    pub width: u32,
    pub height: u32,
    /// Pixels of the picture on one unit of the canvas.
    pub scale: f64,
    pub fps: f64,
    /// Seconds of the sketch, which its playhead runs over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration: Option<f64>,
    /// Seconds from the beginning of the sketch to this picture, or to the first one of the movie.
    pub time: f64,
    /// Seconds of the movie; a recording does not know them when it begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub length: Option<f64>,
    #[serde(default)]
    pub alpha: bool,
    /// Pixels of the canvas for one of the picture, in each direction, if there is more than one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supersample: Option<u32>,
    /// Sub-frames of the picture, if there is more than one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub motion_blur: Option<u32>,
    /// Angle of the shutter that is open meanwhile, in degrees.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shutter: Option<f64>,
    #[serde(default)]
    pub parameters: Values,
    /// The sketch had other code in the middle of it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub code_changed: bool,
    /// What was played, where somebody watched: a [`Take`] in Base64.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub take: Option<String>,
}

impl Recipe {
    /// The recipe of the picture at `time` seconds of a play, or of the movie that begins there.
    pub fn new(sketch: &str, plan: &Plan, parameters: &Parameters, time: f64) -> Recipe {
        let sampling = plan.sampling;
        Recipe {
            version: env!("CARGO_PKG_VERSION").into(),
            sketch: sketch.to_owned(),
            seed: plan.seed,
            width: plan.size.width(),
            height: plan.size.height(),
            scale: plan.scale,
            fps: plan.fps,
            duration: plan.duration,
            time,
            length: None,
            alpha: plan.alpha,
            supersample: (sampling.supersample > 1).then_some(sampling.supersample),
            motion_blur: sampling.blurs().then_some(sampling.sub_frames),
            shutter: sampling.blurs().then_some(sampling.shutter),
            parameters: parameters.values(),
            code_changed: false,
            take: None,
        }
    }

    /// The same, with what was played.
    pub fn with_take(self, take: Option<&Take>) -> Recipe {
        Recipe {
            take: take.map(|take| BASE64_STANDARD.encode(take.to_bytes())),
            ..self
        }
    }

    /// What was played, in a recipe that was read from `path`.
    ///
    /// # Errors
    /// [`KinoraError::Take`].
    pub fn played(&self, path: &Path) -> Result<Option<Take>, KinoraError> {
        let Some(text) = &self.take else {
            return Ok(None);
        };
        let bytes = BASE64_STANDARD.decode(text);
        let take = bytes
            .map_err(|_| "is damaged".to_owned())
            .and_then(|bytes| Take::from_bytes(&bytes));
        take.map(Some).map_err(|words| KinoraError::Take {
            path: path.to_owned(),
            words,
        })
    }

    /// The recipe in a picture or a movie. Of a recording, which did not know its length, the file tells it.
    ///
    /// # Errors
    /// [`MovieError::NoFile`]; [`KinoraError::NoRecipe`] if there is none in it, or none that this version
    /// understands.
    pub fn read(path: &Path) -> Result<Recipe, KinoraError> {
        if !path.is_file() {
            return Err(MovieError::NoFile(path.to_owned()).into());
        }
        let extension = path.extension().and_then(|extension| extension.to_str());
        let extension = extension.map(str::to_ascii_lowercase);
        let found = match (Container::of(path), extension.as_deref()) {
            (Ok(Container::Apng), _) => of_png(path),
            (_, Some(TAKE_EXTENSION)) => of_text(&text(path).unwrap_or_default()),
            (_, Some("svg")) => of_svg(&text(path).unwrap_or_default()),
            _ => of_movie(path)?,
        };
        found.ok_or_else(|| KinoraError::NoRecipe(path.to_owned()))
    }

    /// One line of JSON.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("plain values are JSON")
    }

    /// The same without a letter that XML has another use for.
    pub fn to_xml_text(&self) -> String {
        let mut text = self.to_json();
        for (letter, escaped) in [('<', "\\u003c"), ('>', "\\u003e"), ('&', "\\u0026")] {
            text = text.replace(letter, escaped);
        }
        text
    }

    /// What a movie is told of itself, in ffmpeg's format for metadata (`ffmpeg-formats`, "Metadata").
    pub fn to_ffmetadata(&self) -> String {
        let escaped = |text: &str| {
            text.chars().fold(String::new(), |mut escaped, char| {
                if matches!(char, '=' | ';' | '#' | '\\' | '\n') {
                    escaped.push('\\');
                }
                escaped.push(char);
                escaped
            })
        };
        format!(
            ";FFMETADATA1\ntitle={}\n{TAG}={}\n",
            escaped(&self.sketch),
            escaped(&self.to_json())
        )
    }

    /// The parameters as `--set` has them.
    pub fn asked(&self) -> BTreeMap<String, String> {
        let pairs = self.parameters.iter();
        pairs
            .map(|(name, value)| (name.clone(), text_of(value)))
            .collect()
    }
}

/// What is in a file of text; its beginning, if it is very long.
fn text(path: &Path) -> Option<String> {
    let mut bytes = vec![];
    let file = File::open(path).ok()?;
    file.take(LONGEST as u64).read_to_end(&mut bytes).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

fn of_text(text: &str) -> Option<Recipe> {
    serde_json::from_str(text).ok()
}

fn of_svg(text: &str) -> Option<Recipe> {
    let begin = |event: &Event| matches!(event, Event::Tag("metadata", _, _));
    let mut events = Parser::new(text).skip_while(|event| !begin(event)).skip(1);
    match events.next()? {
        Event::Text(text) => of_text(text),
        _ => None,
    }
}

fn of_png(path: &Path) -> Option<Recipe> {
    let decoder = png::Decoder::new(BufReader::new(File::open(path).ok()?));
    let reader = decoder.read_info().ok()?;
    let mut chunks = reader.info().utf8_text.iter();
    let mut text = chunks.find(|chunk| chunk.keyword == PNG_KEYWORD)?.clone();
    text.decompress_text_with_limit(LONGEST).ok()?;
    serde_json::from_str(&text.get_text().ok()?).ok()
}

fn of_movie(path: &Path) -> Result<Option<Recipe>, KinoraError> {
    let mut command = Command::new(ffprobe_path());
    command.args(["-v", "error", "-of", "json", "-show_format"]);
    // A text with such a name could have it open other files.
    command.args(["-format_whitelist", "mov,mp4,matroska,webm"]);
    command.arg(file_url(path)).stdin(Stdio::null());
    let output = command
        .output()
        .map_err(kinora_movie::encode::spawn_failed)?;
    let told: Json = serde_json::from_slice(&output.stdout).unwrap_or_default();
    let format = &told["format"];
    // Matroska's names are in capitals.
    let tag = format["tags"].as_object().and_then(|tags| {
        let mut tags = tags.iter();
        tags.find_map(|(name, text)| name.eq_ignore_ascii_case(TAG).then_some(text.as_str()?))
    });
    let recipe: Option<Recipe> = tag.and_then(|text| serde_json::from_str(text).ok());
    Ok(recipe.map(|recipe| {
        let seconds = format["duration"].as_str();
        let seconds = seconds.and_then(|seconds| seconds.parse().ok());
        Recipe {
            length: recipe.length.or(seconds),
            ..recipe
        }
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn recipe() -> Recipe {
        Recipe {
            version: "1.2.3".into(),
            sketch: "a=b;c#d\\e".into(),
            seed: u64::MAX,
            width: 640,
            height: 480,
            scale: 2.0,
            fps: 30000.0 / 1001.0,
            duration: Some(5.0),
            time: 0.1,
            length: None,
            alpha: false,
            supersample: Some(2),
            motion_blur: Some(8),
            shutter: Some(172.8),
            parameters: Values::from([
                ("radius".into(), json!(100.5)),
                ("text".into(), json!("ü \"=\"")),
            ]),
            code_changed: false,
            take: None,
        }
    }

    #[test]
    fn a_recipe_is_read_as_it_was_written() {
        let read: Recipe = serde_json::from_str(&recipe().to_json()).unwrap();
        assert_eq!(read, recipe());
    }

    #[test]
    fn recipes_from_before_there_was_sampling_are_read() {
        let old = r#"{"kinora":"0.1.0","sketch":"s","seed":1,"width":64,"height":48,"scale":1.0,"fps":10.0,"time":0.0}"#;
        let read: Recipe = serde_json::from_str(old).unwrap();
        assert_eq!((read.supersample, read.motion_blur), (None, None));
        assert_eq!(read.to_json().matches("shutter").count(), 0);
    }

    #[test]
    fn what_ffmpeg_would_take_for_its_own_is_escaped() {
        let told = recipe().to_ffmetadata();
        assert!(told.starts_with(";FFMETADATA1\ntitle=a\\=b\\;c\\#d\\\\e\ncomment={"));
        assert_eq!(told.lines().count(), 3);
    }

    #[test]
    fn a_document_keeps_its_recipe_whatever_its_words_are() {
        let recipe = Recipe {
            sketch: "a < b && c > </metadata>".into(),
            ..recipe()
        };
        let document = format!(
            "<svg><title>a</title><metadata>\n{}\n</metadata></svg>",
            recipe.to_xml_text()
        );
        assert_eq!(of_svg(&document).unwrap(), recipe);
        for poor in [
            "",
            "<svg></svg>",
            "<svg><metadata/></svg>",
            "<metadata>",
            "no",
        ] {
            assert!(of_svg(poor).is_none(), "{poor}");
        }
    }

    #[test]
    fn a_file_without_a_recipe_is_named() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("a.png");
        assert!(matches!(
            Recipe::read(&path),
            Err(KinoraError::Movie(MovieError::NoFile(_)))
        ));
        std::fs::write(&path, "no picture").unwrap();
        assert!(matches!(Recipe::read(&path), Err(KinoraError::NoRecipe(_))));
    }
}
