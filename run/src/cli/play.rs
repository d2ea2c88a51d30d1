//! The arguments that say how a sketch is played.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use kinora_movie::check_fps;

use crate::KinoraError;
use crate::make::recipe::{Recipe, TAKE_EXTENSION};
use kinora_core::sketch::{self, Settings, Sketch};
use kinora_core::sound;
use kinora_core::stage::take::Take;
use kinora_core::stage::{Parameters, Shared};

/// Settings of a play.
#[derive(Args)]
pub struct PlayArgs {
    /// Size of the canvas in pixels, as 1920x1080.
    #[arg(long, value_name = "WxH", value_parser = parse_size)]
    size: Option<(u32, u32)>,
    /// Frames a second; 29.97 and 30000/1001 are understood.
    #[arg(long, value_name = "N", value_parser = parse_rate, allow_negative_numbers = true)]
    fps: Option<f64>,
    /// What the random numbers start from.
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// Set a parameter of the sketch, as radius=100. May be given several times.
    #[arg(long = "set", value_name = "NAME=VALUE", value_parser = parse_setting)]
    settings: Vec<(String, String)>,
    /// Do it again like this picture or movie of kinora's: the same sketch, seed, size, parameters and time. What is
    /// said besides counts instead.
    #[arg(long, value_name = "FILE")]
    pub like: Option<PathBuf>,
}

/// A sketch, and how it is to be played.
pub struct Chosen {
    /// With the settings that were asked for instead of its own.
    pub sketch: Sketch,
    /// What `--like` found.
    pub recipe: Option<Recipe>,
    /// What was played there, if it says so.
    pub take: Option<Take>,
    /// Parameters by name.
    pub asked: BTreeMap<String, String>,
}

impl Chosen {
    /// The same for a movie. One like a picture is that of its whole sketch, and one like the take of a picture is the whole
    /// play that led to it.
    pub fn for_movie(mut self, like: Option<&Path>) -> Chosen {
        let recipe = self
            .recipe
            .as_ref()
            .filter(|recipe| recipe.length.is_none());
        let (Some(recipe), Some(take)) = (recipe, &mut self.take) else {
            return self;
        };
        (take.begins, take.lead, take.length) = (0, Duration::ZERO, Duration::ZERO);
        if like
            .and_then(Path::extension)
            .is_some_and(|extension| extension != TAKE_EXTENSION)
        {
            let mut asked = recipe.asked();
            asked.extend(std::mem::take(&mut self.asked));
            (self.asked, self.take) = (asked, None);
        }
        self
    }

    /// The settings of its movie: of `duration` seconds, or as the recipe says, or of the whole sketch. Of a take, it is so
    /// much of what is left of it at second `from`.
    pub fn movie(&self, duration: Option<f64>, from: Option<f64>) -> Settings {
        let mut settings = self.sketch.settings();
        if let Some(take) = &self.take {
            let pictures = match check_fps(settings.fps) {
                Ok(fps) => take.schedule(fps).iter().sum(),
                // Said where the settings are checked.
                Err(_) => 0u64,
            };
            let left = (pictures as f64 / settings.fps - from.unwrap_or(0.0)).max(0.0);
            settings.length = Some(duration.map_or(left, |duration| duration.min(left)));
            return settings;
        }
        // A still has no length: the movie of it is that of its whole sketch.
        if let Some(recipe) = &self.recipe
            && recipe.length.is_some()
        {
            settings.from = recipe.time;
            settings.length = recipe.length;
        }
        if duration.is_some() {
            settings.duration = duration;
            settings.length = None;
        }
        settings
    }

    /// The parameters of a play that remembers nothing.
    pub fn parameters(&self) -> Shared {
        let plays = self.take.iter().flat_map(|take| &take.plays);
        let remembered = plays.map(|play| play.start().parameters.clone()).next();
        let remembered = remembered.unwrap_or_default();
        Parameters::new(self.sketch.name(), self.asked.clone(), remembered).shared()
    }
}

impl PlayArgs {
    /// Whether something is said that makes another play of what is in a file, or other pictures of it.
    pub fn changes_the_play(&self, chosen: &Chosen, alpha: bool) -> bool {
        let recipe = chosen.recipe.as_ref();
        self.size.is_some()
            || self.seed.is_some()
            || !self.settings.is_empty()
            || recipe.is_some_and(|it| it.alpha != alpha || it.sketch != chosen.sketch.name())
    }

    /// As that file, and nothing besides.
    pub fn like(file: PathBuf) -> PlayArgs {
        PlayArgs {
            size: None,
            fps: None,
            seed: None,
            settings: vec![],
            like: Some(file),
        }
    }

    /// The sketch of that name, or else that of the recipe, or else the only one.
    ///
    /// # Errors
    /// [`KinoraError::UnknownSketch`], [`KinoraError::NoSketchNamed`]; a recipe that cannot be read.
    pub fn choose(&self, sketches: &[Sketch], name: Option<&str>) -> Result<Chosen, KinoraError> {
        let recipe = self.like.as_deref().map(Recipe::read).transpose()?;
        let name = name.or(recipe.as_ref().map(|recipe| recipe.sketch.as_str()));
        let mut sketch = match (name, sketches) {
            (Some(name), _) => sketch::find(sketches, name)?.clone(),
            (None, [only]) => only.clone(),
            (None, _) => {
                return Err(KinoraError::NoSketchNamed {
                    known: sketch::names(sketches),
                });
            }
        };
        let mut asked = BTreeMap::new();
        let mut take = match (&recipe, &self.like) {
            (Some(recipe), Some(path)) => recipe.played(path)?,
            _ => None,
        };
        if let Some(recipe) = &recipe {
            sketch = sketch
                .size(recipe.width, recipe.height)
                .fps(recipe.fps)
                .seed(recipe.seed);
            if let Some(duration) = recipe.duration {
                sketch = sketch.duration(duration);
            }
            // Those of a play are in its take, as they were at its beginning.
            if take.is_none() {
                asked = recipe.asked();
            }
        }
        let mut set = BTreeMap::new();
        for (name, value) in &self.settings {
            if set.insert(name.clone(), value.clone()).is_some() {
                return Err(KinoraError::SetTwice(name.clone()));
            }
        }
        if let Some(take) = &mut take {
            take.set(&set, self.seed);
        }
        asked.extend(set);
        if let Some(seconds) = seconds_of_sound(&sketch, &asked) {
            sketch = sketch.duration(seconds);
        }
        if let Some((width, height)) = self.size {
            sketch = sketch.size(width, height);
        }
        if let Some(fps) = self.fps {
            sketch = sketch.fps(fps);
        }
        if let Some(seed) = self.seed {
            sketch = sketch.seed(seed);
        }
        Ok(Chosen {
            sketch,
            recipe,
            take,
            asked,
        })
    }
}

/// How long the sound file is that one of its parameters names.
fn seconds_of_sound(sketch: &Sketch, asked: &BTreeMap<String, String>) -> Option<f64> {
    let file = asked.get(sketch.sound_parameter()?)?;
    // What is wrong with it, the sketch says when it loads it.
    sound::seconds_of_file(Path::new(file))
}

fn parse_size(text: &str) -> Result<(u32, u32), String> {
    let (width, height) = text
        .split_once(['x', 'X', '×'])
        .ok_or("write it as 1920x1080")?;
    let side = |text: &str| {
        text.trim()
            .parse::<u32>()
            .map_err(|error| format!("'{text}': {error}"))
    };
    Ok((side(width)?, side(height)?))
}

fn parse_rate(text: &str) -> Result<f64, String> {
    let number = |text: &str| {
        text.trim()
            .parse::<f64>()
            .map_err(|error| format!("'{text}': {error}"))
    };
    match text.split_once('/') {
        Some((over, under)) => Ok(number(over)? / number(under)?),
        None => number(text),
    }
}

fn parse_setting(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("write it as radius=100")?;
    Ok((name.trim().to_owned(), value.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_rates_and_settings_are_read_as_people_write_them() {
        assert_eq!(parse_size("1920x1080"), Ok((1920, 1080)));
        assert_eq!(parse_size("640×480"), Ok((640, 480)));
        assert!(parse_size("640").is_err());
        assert!(parse_size("-1x5").is_err());
        assert_eq!(parse_rate("23.976"), Ok(23.976));
        assert_eq!(parse_rate("30000/1001"), Ok(30000.0 / 1001.0));
        assert!(parse_rate("fast").is_err());
        let pair = |name: &str, value: &str| Ok((name.to_owned(), value.to_owned()));
        assert_eq!(parse_setting("radius = 100"), pair("radius", "100"));
        assert_eq!(parse_setting("text=a=b"), pair("text", "a=b"));
        assert!(parse_setting("radius").is_err());
    }
}
