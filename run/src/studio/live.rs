//! A program that is built anew while it plays: what the window hears of it, and goes on with.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use kinora_core::platform::say;
use kinora_core::sketch::{Settings, Sketch};
use kinora_core::stage::Onto;

use super::memory::Memory;
use super::{Studio, plan, remembered};
use crate::live::start::Start;
use crate::live::{Live, News, library};

/// A build that takes longer is shown.
const LONG: Duration = Duration::from_millis(800);

/// What is built anew, and what came of it.
#[derive(Default)]
pub struct Rebuilt {
    start: Option<Start>,
    live: Option<Live>,
    build: Build,
    /// Why the last library could not be loaded.
    refused: Option<String>,
    /// What waits for a frame on the canvas.
    waiting: Option<News>,
    /// What the code asked for when a recording began that keeps it.
    kept: Option<Settings>,
    /// The sketch that was asked for otherwise than its code does: its name, what the code said, and what was asked.
    asked: Option<(String, Settings, Settings)>,
    /// Parameters by name, for the first sketch that compiles.
    parameters: BTreeMap<String, String>,
}

/// The last build.
#[derive(Default)]
pub struct Build {
    /// What was said against it.
    pub errors: Vec<String>,
    pub warnings: usize,
    /// There has been none that compiled.
    pub is_first: bool,
    running: Option<Instant>,
}

impl Build {
    /// Whether there is something to say of it.
    pub fn is_shown(&self) -> bool {
        !self.errors.is_empty() || self.warnings > 0 || self.is_long()
    }

    /// It takes a while.
    pub fn is_long(&self) -> bool {
        self.running.is_some_and(|since| since.elapsed() > LONG)
    }
}

impl Rebuilt {
    /// What this process was started for; nothing where that cannot be watched, which is said. `sketch` was asked for
    /// otherwise than its code does, which is `own`. Where nothing has compiled yet, it takes the `parameters`.
    pub fn start(
        sketch: &Sketch,
        own: Option<Settings>,
        parameters: &mut BTreeMap<String, String>,
    ) -> Rebuilt {
        let start = Start::of_process();
        let is_first = start.as_ref().is_some_and(|start| start.sketches.is_none());
        let live = start.as_ref().map(Live::start).transpose();
        Rebuilt {
            start,
            live: live.unwrap_or_else(|words| {
                say::warning(&format!("a change of the source is not seen: {words}"));
                None
            }),
            build: Build {
                is_first,
                ..Build::default()
            },
            refused: None,
            waiting: None,
            kept: None,
            asked: own.map(|own| (sketch.name().to_owned(), own, sketch.settings())),
            parameters: match is_first {
                true => std::mem::take(parameters),
                false => BTreeMap::new(),
            },
        }
    }

    pub fn build(&self) -> &Build {
        &self.build
    }

    /// Whether the sketch changes with its source.
    pub fn is_live(&self) -> bool {
        self.live.is_some()
    }

    /// Whether something waits for a frame on the canvas.
    pub fn waits(&self) -> bool {
        self.waiting.is_some()
    }

    fn news(&mut self) -> Option<News> {
        let waiting = self.waiting.take();
        waiting.or_else(|| self.live.as_ref().and_then(Live::news))
    }

    /// The sketch with what was asked for instead of what its code said.
    fn as_asked(&self, sketch: Sketch) -> Sketch {
        let Some((_, own, asked)) = self.asked.as_ref().filter(|it| it.0 == sketch.name()) else {
            return sketch;
        };
        let mut sketch = sketch;
        if own.size != asked.size {
            sketch = sketch.size(asked.size.0, asked.size.1);
        }
        if own.fps != asked.fps {
            sketch = sketch.fps(asked.fps);
        }
        if own.seed != asked.seed {
            sketch = sketch.seed(asked.seed);
        }
        match asked.duration.filter(|_| own.duration != asked.duration) {
            Some(duration) => sketch.duration(duration),
            None => sketch,
        }
    }
}

impl Studio {
    /// Goes on with what has been built since the last frame.
    pub(super) fn hear(&mut self) {
        while let Some(news) = self.rebuilt.news() {
            let is_of_picture = matches!(news, News::Built { .. } | News::Loaded);
            if is_of_picture && self.onto == Onto::Window {
                // What is shown while it is played again is on the canvas with the next frame.
                self.rebuilt.waiting = Some(news);
                break;
            }
            self.take(news);
        }
        if !self.recordings.is_recording()
            && let Some(was) = self.rebuilt.kept.take()
        {
            if let Err(words) = self.obey(was) {
                self.rebuilt.build.errors = vec![words];
            }
            self.swap();
        }
    }

    fn take(&mut self, news: News) {
        let Rebuilt { build, refused, .. } = &mut self.rebuilt;
        build.running = match news {
            News::Building => build.running.or_else(|| Some(Instant::now())),
            _ => None,
        };
        match news {
            News::Building => {}
            News::Same { warnings } => {
                (build.errors, build.warnings) = (refused.clone().into_iter().collect(), warnings);
            }
            News::Failed(errors) => build.errors = errors,
            News::Built { library, warnings } => {
                (build.errors, build.warnings) = (vec![], warnings);
                self.rebuilt.refused = self.load(&library).err();
                self.rebuilt
                    .build
                    .errors
                    .extend(self.rebuilt.refused.clone());
            }
            News::Loaded => {
                self.recordings.note_other_code();
                self.swap();
            }
            News::Appeared if !self.player.has_stage() => self.swap(),
            News::Appeared => {}
        }
    }

    /// Plays on with the sketches of that library.
    fn load(&mut self, library: &Path) -> Result<(), String> {
        let loaded = library::load(library)?;
        if let Some(start) = &self.rebuilt.start {
            // What is kept of the play is made by the code that plays.
            start.tell(&loaded.copy);
        }
        let new = loaded.sketches.into_iter();
        let new: Vec<_> = new.map(|sketch| self.rebuilt.as_asked(sketch)).collect();
        let before = self.sketch().clone();
        let found = place(&self.sketches, self.current, &new);
        self.sketches = new;
        let is_first = std::mem::take(&mut self.rebuilt.build.is_first);
        let is_alike = |sketch: &Sketch| sketch.is_program() == before.is_program();
        match found.filter(|&index| !is_first && is_alike(&self.sketches[index])) {
            Some(index) => {
                self.current = index;
                self.go_on_as(&before)
            }
            None => {
                if found.is_none() && !is_first {
                    let gone = before.name();
                    self.notices
                        .hint(format!("there is no sketch '{gone}' any more"));
                }
                self.turn_to(found.unwrap_or(0))
            }
        }
    }

    /// The current sketch takes the place of what it was before.
    fn go_on_as(&mut self, before: &Sketch) -> Result<(), String> {
        let name = self.sketch().name().to_owned();
        if name != before.name() {
            self.remember();
            self.memory = Memory::of(&name).0;
        }
        self.recordings.note_other_code();
        let outcome = self.obey(before.settings());
        let seed = self.sketch().settings().seed;
        if seed == before.settings().seed {
            self.swap();
        } else {
            self.plan.seed = seed;
            let sketch = &self.sketches[self.current];
            self.player
                .swap_and_begin(sketch, &self.plan, self.parameters.clone());
        }
        outcome
    }

    /// Another sketch than the one that was there.
    fn turn_to(&mut self, index: usize) -> Result<(), String> {
        self.stop_recording();
        self.current = index;
        let plan = plan(&self.sketches[index], self.plan.alpha);
        self.plan = plan.map_err(|error| error.to_string())?;
        let asked = std::mem::take(&mut self.rebuilt.parameters);
        (self.memory, self.parameters) =
            remembered(&self.sketches[index], asked, &mut self.notices);
        self.set_pace();
        self.set_scene();
        Ok(())
    }

    /// The sketch begins anew, and is played as far as it was.
    fn swap(&mut self) {
        let sketch = &self.sketches[self.current];
        let parameters = self.parameters.clone();
        self.player.swap(sketch, &self.plan, parameters);
    }

    /// Takes what the code asks for otherwise than it `was`; what was chosen in the window stays. A recording keeps its
    /// size and its frame rate to its end.
    ///
    /// # Errors
    /// What is asked for cannot be; in words.
    fn obey(&mut self, was: Settings) -> Result<(), String> {
        let is = self.sketch().settings();
        let keeps = self.recordings.is_recording();
        let size = (self.plan.size.width(), self.plan.size.height());
        let follows_code = !self.sketch().is_program() && !keeps && was.size != is.size;
        let settings = Settings {
            size: if follows_code { is.size } else { size },
            scale: self.plan.scale,
            fps: if was.fps == is.fps || keeps {
                self.plan.fps
            } else {
                is.fps
            },
            seed: self.plan.seed,
            alpha: self.plan.alpha,
            ..is
        };
        if keeps && (was.size != is.size || was.fps != is.fps) {
            self.rebuilt.kept.get_or_insert(was);
        }
        let mut plan = settings.check().map_err(|error| error.to_string())?;
        if !follows_code {
            (plan.size, plan.pixels, plan.canvas) =
                (self.plan.size, self.plan.pixels, self.plan.canvas);
        }
        let fps = std::mem::replace(&mut self.plan, plan).fps;
        if follows_code {
            self.player.resize(&self.plan);
        }
        if fps != self.plan.fps {
            self.player.set_fps(self.plan.fps);
            self.set_pace();
        }
        Ok(())
    }
}

/// Where the sketch `current` of the old list is in the new one: at its place, or at that of its name, which may be there
/// twice; what is at its place may have another name now.
fn place(old: &[Sketch], current: usize, new: &[Sketch]) -> Option<usize> {
    let name = old[current].name();
    let of_name = |list: &[Sketch], name: &str| -> Vec<usize> {
        let all = list.iter().enumerate();
        let found = all.filter(|(_, sketch)| sketch.name() == name);
        found.map(|(index, _)| index).collect()
    };
    let before = of_name(old, name)
        .iter()
        .filter(|&&index| index < current)
        .count();
    let found = of_name(new, name);
    let same = found.get(before).or(found.last()).copied();
    let is_renamed =
        |sketch: &&Sketch| old.len() == new.len() && of_name(old, sketch.name()).is_empty();
    same.or(new.get(current).filter(is_renamed).map(|_| current))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_asked_for_counts_until_the_code_says_something_else() {
        let own = Sketch::new("a", || async {}).fps(30);
        let asked = own.clone().seed(7).size(100, 50).duration(2.0);
        let rebuilt = Rebuilt {
            asked: Some(("a".into(), own.settings(), asked.settings())),
            ..Rebuilt::default()
        };
        let new = rebuilt
            .as_asked(Sketch::new("a", || async {}).fps(60))
            .settings();
        assert_eq!(
            (new.seed, new.size, new.duration),
            (7, (100, 50), Some(2.0))
        );
        assert_eq!(new.fps, 60.0);
        let other = rebuilt.as_asked(Sketch::new("b", || async {})).settings();
        assert_eq!((other.seed, other.duration), (0, None));
    }

    #[test]
    fn a_sketch_is_found_again_also_under_another_name() {
        let list = |names: &[&str]| -> Vec<Sketch> {
            names
                .iter()
                .map(|name| Sketch::new(*name, || async {}))
                .collect()
        };
        let old = list(&["a", "b", "c"]);
        assert_eq!(place(&old, 1, &list(&["a", "new", "b", "c"])), Some(2));
        assert_eq!(place(&old, 1, &list(&["a", "beta", "c"])), Some(1));
        assert_eq!(place(&old, 1, &list(&["a", "c"])), None);
        assert_eq!(place(&old, 1, &list(&["b", "c", "a"])), Some(0));
        let twice = list(&["a", "a", "b"]);
        assert_eq!(place(&twice, 1, &twice), Some(1));
        assert_eq!(place(&twice, 1, &list(&["new", "a", "a", "b"])), Some(2));
        assert_eq!(place(&twice, 1, &list(&["a", "b"])), Some(0));
    }
}
