//! What a change of a file means.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use super::build;

/// What sketches load: pictures, fonts, shaders, sounds, texts.
const LOADED: &[&str] = &[
    "png", "jpg", "jpeg", "bmp", "tga", "gif", "webp", "ttf", "otf", "ttc", "fnt", "glsl", "frag",
    "vert", "fs", "vs", "wgsl", "wav", "ogg", "mp3", "flac", "txt", "csv", "json", "ron", "toml",
    "yaml", "yml", "xml", "svg", "obj", "gltf", "glb", "tmx", "ldtk",
];

/// A file that changes more often than this, in so short a time, is written by the sketch itself, which would never come
/// to an end.
const MOST_OFTEN: usize = 4;
const SHORT: Duration = Duration::from_secs(5);

/// The files that a program is built from, and those that it may load.
#[derive(Default)]
pub struct Sources {
    files: BTreeSet<PathBuf>,
    loaded: BTreeMap<PathBuf, Loaded>,
}

#[derive(Default)]
struct Loaded {
    /// Its length and when it was written, by which a change is told from a mere opening.
    stamp: Option<(u64, SystemTime)>,
    changes: Vec<Instant>,
}

/// What has to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// A sketch that has not found it may try again.
    Appeared,
    /// The sketch loads a file anew.
    Loaded,
    /// The program is built anew.
    Built,
}

impl Sources {
    /// From now on they are those of this library.
    pub fn follow(&mut self, library: &Path) {
        self.files = build::sources(library);
    }

    /// The folders that they are in.
    pub fn folders(&self) -> BTreeSet<PathBuf> {
        let folders = self.files.iter().filter_map(|file| file.parent());
        folders.map(Path::to_owned).collect()
    }

    /// Notes a file that is there.
    pub fn know(&mut self, path: &Path) {
        if is_loaded(path) {
            self.loaded.entry(path.to_owned()).or_default().stamp = stamp(path);
        }
    }

    /// What is to be done when the file at `path` has changed, if anything is.
    pub fn change(&mut self, path: &Path) -> Option<Change> {
        let name = path.file_name()?.to_str()?;
        // Editors write beside the file first: ".orbit.rs.swp", "#orbit.rs#".
        let is_source = self.files.contains(path)
            || !name.starts_with(['.', '#']) && path.extension().is_some_and(|it| it == "rs")
            || ["Cargo.toml", "Cargo.lock"].contains(&name);
        match is_source {
            true => Some(Change::Built),
            false if is_loaded(path) => self.change_of_loaded(path),
            false => None,
        }
    }

    fn change_of_loaded(&mut self, path: &Path) -> Option<Change> {
        let now = stamp(path);
        let is_new = !self.loaded.contains_key(path);
        let known = self.loaded.entry(path.to_owned()).or_default();
        if std::mem::replace(&mut known.stamp, now) == now {
            return None;
        }
        if is_new {
            return Some(Change::Appeared);
        }
        known.changes.retain(|change| change.elapsed() < SHORT);
        known.changes.push(Instant::now());
        (known.changes.len() <= MOST_OFTEN).then_some(Change::Loaded)
    }
}

/// Whether a sketch may load it, and kinora has not written it.
fn is_loaded(path: &Path) -> bool {
    let extension = path
        .extension()
        .and_then(|it| it.to_str())
        .unwrap_or_default();
    let is_hidden = path
        .file_name()
        .is_none_or(|name| name.to_string_lossy().starts_with('.'));
    let is_recording = path
        .parent()
        .is_some_and(|folder| folder.ends_with("recordings"));
    !is_hidden && !is_recording && LOADED.contains(&extension.to_lowercase().as_str())
}

fn stamp(path: &Path) -> Option<(u64, SystemTime)> {
    let metadata = fs::metadata(path).ok()?;
    Some((metadata.len(), metadata.modified().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_built_and_other_files_are_not() {
        let mut sources = Sources {
            files: ["/book/sketches/a.rs", "/book/noise.glsl"]
                .map(PathBuf::from)
                .into(),
            ..Sources::default()
        };
        for (path, wanted) in [
            ("/book/sketches/a.rs", Some(Change::Built)),
            ("/book/sketches/new.rs", Some(Change::Built)),
            ("/book/Cargo.toml", Some(Change::Built)),
            // It is in the program.
            ("/book/noise.glsl", Some(Change::Built)),
            ("/book/sketches/.a.rs.swp", None),
            ("/book/sketches/4913", None),
        ] {
            assert_eq!(sources.change(Path::new(path)), wanted, "{path}");
        }
        assert_eq!(sources.folders().len(), 2);
    }

    #[test]
    fn a_file_is_loaded_anew_when_it_is_another_but_not_for_ever() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("Cat.PNG");
        fs::write(&path, "1").unwrap();
        let mut sources = Sources::default();
        sources.know(&path);
        assert_eq!(sources.change(&path), None, "it is as it was");
        let write = |sources: &mut Sources, length: usize| {
            fs::write(&path, "x".repeat(length)).unwrap();
            sources.change(&path)
        };
        for length in 2..2 + MOST_OFTEN {
            assert_eq!(write(&mut sources, length), Some(Change::Loaded));
        }
        assert_eq!(
            write(&mut sources, 100),
            None,
            "the sketch writes it itself"
        );

        let new = place.path().join("new.txt");
        fs::write(&new, "1").unwrap();
        assert_eq!(sources.change(&new), Some(Change::Appeared));
        let still = place.path().join("recordings/a.png");
        fs::create_dir(still.parent().unwrap()).unwrap();
        fs::write(&still, "1").unwrap();
        assert_eq!(sources.change(&still), None, "kinora has written it");
    }
}
