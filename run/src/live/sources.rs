//! What a change of a file means.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::build;

/// What sketches load: pictures, fonts, shaders, sounds, texts.
const LOADED: &[&str] = &[
    "png", "jpg", "jpeg", "bmp", "tga", "gif", "webp", "ttf", "otf", "ttc", "glsl", "frag", "vert",
    "fs", "vs", "wgsl", "wav", "ogg", "mp3", "flac", "txt", "csv", "json", "ron", "svg", "obj",
    "gltf", "glb", "tmx", "ldtk",
];

/// The folder of what kinora itself writes.
const WRITTEN: &str = "recordings";

/// The files that a program is built from.
#[derive(Default)]
pub struct Sources {
    files: BTreeSet<PathBuf>,
}

/// What has to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// The sketch loads a file anew.
    Loaded,
    /// The program is built anew.
    Built,
}

impl Sources {
    /// Those of a library.
    pub fn of(library: &Path) -> Sources {
        Sources {
            files: build::sources(library),
        }
    }

    /// The folders that they are in.
    pub fn folders(&self) -> BTreeSet<&Path> {
        self.files.iter().filter_map(|file| file.parent()).collect()
    }

    /// What is to be done when the file at `path` has changed, if anything is.
    pub fn change(&self, path: &Path) -> Option<Change> {
        let name = path.file_name()?.to_str()?;
        let extension = path
            .extension()
            .and_then(|it| it.to_str())
            .unwrap_or_default();
        // Editors write beside the file first: ".orbit.rs.swp", "#orbit.rs#".
        let is_source = self.files.contains(path)
            || !name.starts_with(['.', '#']) && extension == "rs"
            || ["Cargo.toml", "Cargo.lock"].contains(&name);
        let is_written = path.iter().any(|part| part == WRITTEN);
        match LOADED.contains(&extension.to_lowercase().as_str()) {
            _ if is_source => Some(Change::Built),
            true if !is_written && !name.starts_with('.') => Some(Change::Loaded),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_built_and_what_is_loaded_is_loaded_anew() {
        let files = ["/book/sketches/a.rs", "/book/noise.glsl"]
            .map(PathBuf::from)
            .into();
        let sources = Sources { files };
        let change = |path: &str| sources.change(Path::new(path));
        assert_eq!(change("/book/sketches/a.rs"), Some(Change::Built));
        assert_eq!(change("/book/sketches/new.rs"), Some(Change::Built));
        assert_eq!(change("/book/Cargo.toml"), Some(Change::Built));
        assert_eq!(
            change("/book/noise.glsl"),
            Some(Change::Built),
            "it is in the program"
        );
        assert_eq!(change("/book/light.glsl"), Some(Change::Loaded));
        assert_eq!(change("/book/assets/Cat.PNG"), Some(Change::Loaded));
        assert_eq!(change("/book/recordings/a.png"), None);
        assert_eq!(change("/book/sketches/.a.rs.swp"), None);
        assert_eq!(change("/book/sketches/4913"), None);
        assert_eq!(sources.folders().len(), 2);
    }
}
