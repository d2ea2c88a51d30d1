//! A program that is built anew while it plays: what the window hears of it, and goes on with.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use kinora_core::platform::say;
use kinora_core::sketch::{Settings, Sketch};

use super::memory::Memory;
use super::{Studio, plan, remembered};
use crate::live::start::Start;
use crate::live::{Live, News, library};

/// A build that takes longer is shown.
const LONG: Duration = Duration::from_millis(800);

/// What is built anew, and what came of it.
pub struct Rebuilt {
    start: Option<Start>,
    live: Option<Live>,
    build: Build,
    /// What the code asked for when a recording began that keeps it.
    kept: Option<Settings>,
    /// Parameters by name, for the first sketch that compiles.
    asked: BTreeMap<String, String>,
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
    /// What this process was started for; nothing where that cannot be watched, which is said. Where nothing has compiled
    /// yet, it takes what was `asked`.
    pub fn start(asked: &mut BTreeMap<String, String>) -> Rebuilt {
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
            kept: None,
            asked: match is_first {
                true => std::mem::take(asked),
                false => BTreeMap::new(),
            },
        }
    }

    pub fn build(&self) -> &Build {
        &self.build
    }
}

impl Studio {
    /// Goes on with what has been built since the last frame.
    pub(super) fn hear(&mut self) {
        while let Some(news) = self.rebuilt.live.as_ref().and_then(Live::news) {
            let build = &mut self.rebuilt.build;
            build.running = match news {
                News::Building => build.running.or_else(|| Some(Instant::now())),
                _ => None,
            };
            match news {
                News::Building => {}
                News::Same { warnings } => (build.errors, build.warnings) = (vec![], warnings),
                News::Failed(errors) => build.errors = errors,
                News::Built { library, warnings } => {
                    (build.errors, build.warnings) = (vec![], warnings);
                    if let Err(words) = self.load(&library) {
                        self.rebuilt.build.errors = vec![words];
                    }
                }
                News::Loaded => self.swap(),
            }
        }
        if !self.recordings.is_recording()
            && let Some(was) = self.rebuilt.kept.take()
        {
            self.obey(was);
            self.swap();
        }
    }

    /// Plays on with the sketches of that library.
    fn load(&mut self, library: &Path) -> Result<(), String> {
        let (sketches, copy) = library::load(library)?;
        if let Some(start) = &self.rebuilt.start {
            // What is kept of the play is made by the code that plays.
            start.tell(&copy);
        }
        let before = self.sketch().clone();
        let found = place(&self.sketches, self.current, &sketches);
        self.sketches = sketches;
        let is_first = std::mem::take(&mut self.rebuilt.build.is_first);
        match found {
            Some(index)
                if !is_first && self.sketches[index].is_program() == before.is_program() =>
            {
                self.current = index;
                self.go_on_as(&before);
            }
            found => self.turn_to(found.unwrap_or(0)),
        }
        Ok(())
    }

    /// The current sketch takes the place of what it was before.
    fn go_on_as(&mut self, before: &Sketch) {
        let name = self.sketch().name().to_owned();
        if name != before.name() {
            self.remember();
            self.memory = Memory::of(&name).0;
        }
        self.recordings.note_other_code();
        self.obey(before.settings());
        self.swap();
        let seed = self.sketch().settings().seed;
        if seed != before.settings().seed {
            self.set_seed(seed);
        }
    }

    /// Another sketch than the one that was there.
    fn turn_to(&mut self, index: usize) {
        self.stop_recording();
        self.current = index;
        match plan(&self.sketches[index], self.plan.alpha) {
            Ok(plan) => {
                self.plan = plan;
                let asked = std::mem::take(&mut self.rebuilt.asked);
                (self.memory, self.parameters) =
                    remembered(&self.sketches[index], asked, &mut self.notices);
                self.set_pace();
                self.set_scene();
            }
            Err(error) => self.notices.error(&error),
        }
    }

    /// The sketch begins anew, and is played as far as it was.
    fn swap(&mut self) {
        let sketch = &self.sketches[self.current];
        let parameters = self.parameters.clone();
        self.player.swap(sketch, &self.plan, parameters);
    }

    /// Takes what the code asks for otherwise than it `was`; what was chosen in the window stays. A recording keeps its
    /// size and its frame rate to its end.
    fn obey(&mut self, was: Settings) {
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
        match settings.check() {
            Ok(mut plan) => {
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
            }
            Err(error) => self.rebuilt.build.errors = vec![error.to_string()],
        }
    }
}

/// Where the sketch `current` of the old list is in the new one; what is at its place may have another name now.
fn place(old: &[Sketch], current: usize, new: &[Sketch]) -> Option<usize> {
    let position =
        |list: &[Sketch], name: &str| list.iter().position(|sketch| sketch.name() == name);
    let renamed = new
        .get(current)
        .filter(|sketch| old.len() == new.len() && position(old, sketch.name()).is_none());
    position(new, old[current].name()).or(renamed.map(|_| current))
}

#[cfg(test)]
mod tests {
    use super::*;

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
    }
}
