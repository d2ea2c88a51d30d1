//! The names beside a name: with something before the extension, with a number.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};

use super::Kind;
use crate::encode::pattern::number_place;

/// The longest name that file systems take, in bytes.
const LONGEST: usize = 255;

/// What a partial name has before its extension.
pub const PARTIAL: &str = ".partial";

/// `pulse.mp4` with ".partial" → `pulse.partial.mp4`. A name that would be too long loses the end of its stem.
pub fn with_infix(path: &Path, infix: &str) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default();
    let extension = path.extension().map(|extension| extension.len() + 1);
    let room = LONGEST.saturating_sub(infix.len() + extension.unwrap_or_default());
    let mut name = shortened(stem, room);
    name.push(infix);
    if let Some(extension) = path.extension() {
        name.push(".");
        name.push(extension);
    }
    path.with_file_name(name)
}

/// At most so many bytes of it, and no part of a letter.
fn shortened(stem: &OsStr, bytes: usize) -> OsString {
    if stem.len() <= bytes {
        return stem.to_owned();
    }
    let text = stem.to_string_lossy();
    let end = (0..=bytes).rfind(|&end| text.is_char_boundary(end));
    text[..end.unwrap_or_default()].into()
}

/// `pulse.mp4`, `pulse-2.mp4`, `pulse-3.mp4`, …; of a sequence, the folder is numbered.
pub fn numbered(path: &Path, kind: Kind) -> impl Iterator<Item = PathBuf> + use<> {
    let path = path.to_owned();
    (1u64..).map(move |number| match number {
        1 => path.clone(),
        number => with_part(&path, kind, &format!("-{number}")),
    })
}

fn with_part(path: &Path, kind: Kind, part: &str) -> PathBuf {
    match kind {
        Kind::Sequence if folder(path) != Path::new(".") => {
            with_infix(folder(path), part).join(path.file_name().unwrap_or_default())
        }
        _ => with_infix(path, part),
    }
}

/// The first of the numbered names that nothing has.
pub fn first_free(path: &Path, kind: Kind) -> PathBuf {
    numbered(path, kind)
        .find(|path| !exists(path, kind))
        .expect("numbers do not end")
}

/// Whether there is a file of that name, or a picture of that sequence. A link to nothing is there.
pub fn exists(path: &Path, kind: Kind) -> bool {
    match kind {
        Kind::Sequence => pictures(path).next().is_some(),
        Kind::File => fs::symlink_metadata(path).is_ok(),
    }
}

/// The name that was meant when the partial name `partial` was claimed; `None` for any other name.
pub fn name_of_partial(partial: &Path) -> Option<PathBuf> {
    let stem = partial.file_stem()?.to_str()?;
    let (name, number) = stem.rsplit_once(PARTIAL)?;
    let is_number = match number.strip_prefix('-') {
        Some(digits) => digits.parse::<u64>().is_ok(),
        None => number.is_empty(),
    };
    is_number.then(|| {
        let mut name = OsString::from(name);
        if let Some(extension) = partial.extension() {
            name.push(".");
            name.push(extension);
        }
        partial.with_file_name(name)
    })
}

/// The folder that `path` lies in; `.` for a bare name.
pub fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    }
}

/// The file that holds the movie, or the folder that holds its pictures. A sequence without a folder is its own name.
pub fn whole(path: &Path, kind: Kind) -> &Path {
    match folder(path) {
        folder if kind == Kind::Sequence && folder != Path::new(".") => folder,
        _ => path,
    }
}

/// The files of a pattern of numbered pictures.
pub fn pictures(pattern: &Path) -> impl Iterator<Item = PathBuf> {
    let name = pattern
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let entries = fs::read_dir(folder(pattern)).into_iter().flatten();
    entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(move |file| {
            let Some((number, _)) = number_place(&name) else {
                return false;
            };
            let file = file.file_name().unwrap_or_default().to_string_lossy();
            let digits = file
                .strip_prefix(&name[..number.start])
                .and_then(|rest| rest.strip_suffix(&name[number.end..]));
            digits.is_some_and(|digits| {
                !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_partial_name_tells_the_name_that_was_meant() {
        let name = |partial: &str| name_of_partial(Path::new(partial));
        assert_eq!(name("a/x.partial.mp4"), Some("a/x.mp4".into()));
        assert_eq!(name("a/x.partial-12.mp4"), Some("a/x.mp4".into()));
        assert_eq!(name("x.mp4"), None);
        assert_eq!(name("x.partial-a.mp4"), None);
    }

    #[test]
    fn a_name_stays_as_long_as_names_may_be() {
        let long = "ü".repeat(125);
        for path in [format!("a/{long}x.mp4"), format!("a/{long}.webm")] {
            let beside = with_infix(Path::new(&path), ".partial-12");
            let name = beside.file_name().unwrap().to_str().unwrap();
            assert!((253..=255).contains(&name.len()), "{}", name.len());
            assert!(name.contains("ü.partial-12."), "{name}");
        }
    }
}
