//! What the tool keeps for itself, in the user's folder for such things (`~/.cache/kinora` on Linux).

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use etcetera::{BaseStrategy, choose_base_strategy};

/// The folder of that name.
///
/// # Errors
/// The user has no home; in words.
pub fn folder(name: &str) -> Result<PathBuf, String> {
    let base = choose_base_strategy().map_err(|error| error.to_string())?;
    Ok(base.cache_dir().join("kinora").join(name))
}

/// A short name for what is at `path`, another one for each.
pub fn name(path: &Path) -> String {
    let mut hasher = DefaultHasher::new();
    path.hash(&mut hasher);
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let allowed = |char: char| match char.is_ascii_alphanumeric() {
        true => char,
        false => '_',
    };
    let stem: String = stem.chars().map(allowed).collect();
    format!("{stem}-{:08x}", hasher.finish() as u32)
}

/// Has this text in the file at `path`; one that has it already stays as old as it is.
///
/// # Errors
/// In words.
pub fn write(path: &Path, text: &str) -> Result<(), String> {
    if fs::read_to_string(path).is_ok_and(|there| there == text) {
        return Ok(());
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    let written = fs::create_dir_all(folder).and_then(|()| fs::write(path, text));
    written.map_err(|error| format!("cannot write '{}': {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_has_a_name_of_its_own() {
        let (one, other) = (
            name(Path::new("/a/my orbit.rs")),
            name(Path::new("/b/my orbit.rs")),
        );
        assert!(one.starts_with("my_orbit-") && one != other);
        assert_eq!(one, name(Path::new("/a/my orbit.rs")));
    }
}
