//! The name of a movie, and the visible partial name it has until it is whole.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::format::{is_pattern, number_place};
use crate::Error;

/// What to do when the target exists already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overwrite {
    /// Refuse.
    Never,
    /// Replace it once the new file is whole.
    Force,
    /// Take the next free number: `pulse.mp4`, `pulse-2.mp4`, …
    NextNumber,
}

/// A file that is being written beside the name it will get. The target name never holds a broken movie.
///
/// A pattern of numbered pictures (`frames/%05d.png`) is written into a folder beside the one it will get.
///
/// Dropped before [`commit`](Self::commit) or [`keep`](Self::keep), it removes what it wrote.
#[derive(Debug)]
pub struct Target {
    path: PathBuf,
    partial: PathBuf,
    overwrite: Overwrite,
    settled: bool,
}

/// What a partial name has before its extension.
const PARTIAL: &str = ".partial";

impl Target {
    /// Claims a partial name beside `path`, by creating it: `pulse.mp4` is written as `pulse.partial.mp4`.
    ///
    /// # Errors
    /// [`Error::Exists`], [`Error::NoFolder`], or [`Error::File`] when the folder cannot be written to.
    pub fn claim(path: &Path, overwrite: Overwrite) -> Result<Target, Error> {
        // The folder of a sequence is made for it.
        let parent = folder(whole(path));
        if !parent.is_dir() {
            return Err(Error::NoFolder(parent.to_owned()));
        }
        let path = match overwrite {
            Overwrite::NextNumber => first_free(path),
            Overwrite::Force if path.is_dir() => return Err(Error::Exists(path.to_owned())),
            Overwrite::Never if exists(path) => return Err(Error::Exists(path.to_owned())),
            _ => path.to_owned(),
        };
        let partial = if is_pattern(&path) {
            let folders = numbered(&with_infix(whole(&path), PARTIAL));
            create_first_free(folders, |folder| fs::create_dir(folder))?
                .join(path.file_name().unwrap_or_default())
        } else {
            let files = numbered(&with_infix(&path, PARTIAL));
            create_first_free(files, |file| File::create_new(file).map(|_| ()))?
        };
        Ok(Target {
            path,
            partial,
            overwrite,
            settled: false,
        })
    }

    /// The name that the movie will have.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The name that it has while it is being written.
    pub fn partial(&self) -> &Path {
        &self.partial
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
            let mut name = std::ffi::OsString::from(name);
            if let Some(extension) = partial.extension() {
                name.push(".");
                name.push(extension);
            }
            partial.with_file_name(name)
        })
    }

    /// Gives the finished file its name. Should another file have taken the name meanwhile, that one stays, and
    /// this one takes the next free number. If it cannot have its name, it keeps the partial one.
    pub fn commit(mut self) -> Result<PathBuf, Error> {
        // It is whole: from here on it is nobody's to remove.
        self.settled = true;
        if self.overwrite != Overwrite::Force {
            self.path = first_free(&self.path);
        }
        if is_pattern(&self.path) {
            self.move_pictures()?;
        } else {
            fs::rename(&self.partial, &self.path).map_err(Error::file("rename", &self.partial))?;
        }
        Ok(self.path.clone())
    }

    /// Another partial name for the same movie.
    pub fn beside(&self) -> Result<Target, Error> {
        let names = numbered(&with_infix(&self.path, PARTIAL));
        let partial = create_first_free(names, |file| File::create_new(file).map(|_| ()))?;
        Ok(Target {
            path: self.path.clone(),
            partial,
            overwrite: self.overwrite,
            settled: false,
        })
    }

    /// Whether anything was written.
    pub fn has_content(&self) -> bool {
        bytes(&self.partial).is_ok_and(|bytes| bytes > 0)
    }

    /// Leaves what was written under its partial name, and tells it.
    pub fn keep(mut self) -> PathBuf {
        self.settled = true;
        self.partial.clone()
    }

    fn move_pictures(&self) -> Result<(), Error> {
        let (from, to) = (folder(&self.partial), folder(&self.path));
        fs::create_dir_all(to).map_err(Error::file("create", to))?;
        for old in pictures(&self.path) {
            fs::remove_file(&old).map_err(Error::file("remove", &old))?;
        }
        for picture in pictures(&self.partial) {
            let name = picture.file_name().unwrap_or_default();
            fs::rename(&picture, to.join(name)).map_err(Error::file("rename", &picture))?;
        }
        fs::remove_dir(from).map_err(Error::file("remove", from))
    }
}

impl Drop for Target {
    fn drop(&mut self) {
        if !self.settled {
            // The folder may be gone; then so is the file.
            let _ = if is_pattern(&self.path) {
                fs::remove_dir_all(folder(&self.partial))
            } else {
                fs::remove_file(&self.partial)
            };
        }
    }
}

/// Size of the file, or of all pictures of the pattern, in bytes.
pub fn bytes(path: &Path) -> Result<u64, Error> {
    let size = |path: &Path| Ok(fs::metadata(path).map_err(Error::file("read", path))?.len());
    if is_pattern(path) {
        pictures(path).map(|picture| size(&picture)).sum()
    } else {
        size(path)
    }
}

/// The folder that `path` lies in; `.` for a bare name.
fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    }
}

/// The file that holds the movie, or the folder that holds its pictures. A pattern without a folder is its own name.
pub fn whole(path: &Path) -> &Path {
    match folder(path) {
        folder if is_pattern(path) && folder != Path::new(".") => folder,
        _ => path,
    }
}

/// The files of a pattern of numbered pictures.
fn pictures(pattern: &Path) -> impl Iterator<Item = PathBuf> {
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

fn exists(path: &Path) -> bool {
    match is_pattern(path) {
        true => pictures(path).next().is_some(),
        false => path.exists(),
    }
}

/// `pulse.mp4` with ".partial" → `pulse.partial.mp4`.
pub fn with_infix(path: &Path, infix: &str) -> PathBuf {
    let mut name = path.file_stem().unwrap_or_default().to_owned();
    name.push(infix);
    if let Some(extension) = path.extension() {
        name.push(".");
        name.push(extension);
    }
    path.with_file_name(name)
}

/// `pulse.mp4`, `pulse-2.mp4`, `pulse-3.mp4`, …; of a sequence, the folder is numbered.
fn numbered(path: &Path) -> impl Iterator<Item = PathBuf> + use<> {
    let path = path.to_owned();
    let number = move |n: u64| match (n, is_pattern(&path) && folder(&path) != Path::new(".")) {
        (1, _) => path.clone(),
        (n, false) => with_infix(&path, &format!("-{n}")),
        (n, true) => {
            with_infix(folder(&path), &format!("-{n}")).join(path.file_name().unwrap_or_default())
        }
    };
    (1..).map(number)
}

fn first_free(path: &Path) -> PathBuf {
    numbered(path)
        .find(|path| !exists(path))
        .expect("numbers do not end")
}

fn create_first_free(
    names: impl Iterator<Item = PathBuf>,
    create: impl Fn(&Path) -> io::Result<()>,
) -> Result<PathBuf, Error> {
    for name in names {
        match create(&name) {
            Ok(()) => return Ok(name),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
            Err(error) => return Err(Error::file("create", name)(error)),
        }
    }
    unreachable!("numbers do not end")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listing(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_movie_has_a_partial_name_until_it_is_whole() {
        let folder = tempfile::tempdir().unwrap();
        let target = Target::claim(&folder.path().join("pulse.mp4"), Overwrite::Never).unwrap();
        assert_eq!(listing(folder.path()), ["pulse.partial.mp4"]);
        target.commit().unwrap();
        assert_eq!(listing(folder.path()), ["pulse.mp4"]);
    }

    #[test]
    fn an_abandoned_target_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        drop(Target::claim(&folder.path().join("pulse.mp4"), Overwrite::Never).unwrap());
        assert!(listing(folder.path()).is_empty());
    }

    #[test]
    fn an_existing_file_is_refused_replaced_or_numbered() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pulse.mp4");
        fs::write(&path, "first").unwrap();
        assert!(matches!(
            Target::claim(&path, Overwrite::Never),
            Err(Error::Exists(_))
        ));
        let next = Target::claim(&path, Overwrite::NextNumber)
            .unwrap()
            .commit()
            .unwrap();
        assert_eq!(next, folder.path().join("pulse-2.mp4"));
        assert_eq!(fs::read(&path).unwrap(), b"first");
        Target::claim(&path, Overwrite::Force)
            .unwrap()
            .commit()
            .unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"");
    }

    #[test]
    fn a_file_that_appears_meanwhile_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pulse.mp4");
        let target = Target::claim(&path, Overwrite::Never).unwrap();
        fs::write(&path, "another").unwrap();
        assert_eq!(target.commit().unwrap(), folder.path().join("pulse-2.mp4"));
        assert_eq!(fs::read(&path).unwrap(), b"another");
    }

    #[test]
    fn a_whole_movie_that_cannot_have_its_name_is_not_lost() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pulse.mp4");
        let target = Target::claim(&path, Overwrite::Force).unwrap();
        fs::create_dir(&path).unwrap();
        let error = target.commit().unwrap_err().to_string();
        assert!(error.contains("pulse.partial.mp4"), "{error}");
        assert_eq!(listing(folder.path()), ["pulse.mp4", "pulse.partial.mp4"]);
    }

    #[test]
    fn two_writers_of_one_name_do_not_share_a_partial_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pulse.mp4");
        let first = Target::claim(&path, Overwrite::Never).unwrap();
        let second = Target::claim(&path, Overwrite::Never).unwrap();
        assert_ne!(first.partial(), second.partial());
    }

    #[test]
    fn a_missing_folder_is_named() {
        let error = Target::claim(Path::new("no/such/folder/x.mp4"), Overwrite::Never).unwrap_err();
        assert!(error.to_string().contains("'no/such/folder'"), "{error}");
    }

    #[test]
    fn pictures_get_their_folder_when_all_are_there() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("frames/%03d.png");
        let write = |overwrite, count| {
            let target = Target::claim(&path, overwrite).unwrap();
            let folder = target.partial().parent().unwrap().to_owned();
            for index in 0..count {
                fs::write(folder.join(format!("{index:03}.png")), "x").unwrap();
            }
            target
        };
        assert_eq!(listing(place.path()), [""; 0]);
        let target = write(Overwrite::Never, 3);
        assert_eq!(listing(place.path()), ["frames.partial"]);
        assert_eq!(target.commit().unwrap(), path);
        assert_eq!(listing(place.path()), ["frames"]);
        assert_eq!(
            listing(&place.path().join("frames")),
            ["000.png", "001.png", "002.png"]
        );
        assert_eq!(bytes(&path).unwrap(), 3);

        assert!(matches!(
            Target::claim(&path, Overwrite::Never),
            Err(Error::Exists(_))
        ));
        fs::write(place.path().join("frames/notes.txt"), "mine").unwrap();
        write(Overwrite::Force, 1).commit().unwrap();
        assert_eq!(
            listing(&place.path().join("frames")),
            ["000.png", "notes.txt"],
            "nothing is left of the longer sequence before"
        );
        let numbered = write(Overwrite::NextNumber, 1).commit().unwrap();
        assert_eq!(numbered, place.path().join("frames-2/%03d.png"));
        drop(write(Overwrite::Force, 5));
        assert_eq!(listing(place.path()), ["frames", "frames-2"]);
    }

    #[test]
    fn a_partial_name_tells_the_name_that_was_meant() {
        let name = |partial: &str| Target::name_of_partial(Path::new(partial));
        assert_eq!(name("a/x.partial.mp4"), Some("a/x.mp4".into()));
        assert_eq!(name("a/x.partial-12.mp4"), Some("a/x.mp4".into()));
        assert_eq!(name("x.mp4"), None);
        assert_eq!(name("x.partial-a.mp4"), None);
    }
}
