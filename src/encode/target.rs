//! The name of a movie, and the visible partial name it has until it is whole.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

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
/// Dropped before [`commit`](Self::commit) or [`keep`](Self::keep), it removes what it wrote.
#[derive(Debug)]
pub struct Target {
    path: PathBuf,
    partial: PathBuf,
    overwrite: Overwrite,
    settled: bool,
}

impl Target {
    /// Claims a partial name beside `path`, by creating it: `pulse.mp4` is written as `pulse.partial.mp4`.
    ///
    /// # Errors
    /// [`Error::Exists`], [`Error::NoFolder`], or [`Error::File`] when the folder cannot be written to.
    pub fn claim(path: &Path, overwrite: Overwrite) -> Result<Target, Error> {
        let folder = match path.parent() {
            Some(parent) if parent != Path::new("") => parent,
            _ => Path::new("."),
        };
        if !folder.is_dir() {
            return Err(Error::NoFolder(folder.to_owned()));
        }
        let path = match overwrite {
            Overwrite::NextNumber => numbered(path)
                .find(|path| !path.exists())
                .expect("numbers do not end"),
            Overwrite::Force if path.is_dir() => return Err(Error::Exists(path.to_owned())),
            Overwrite::Never if path.exists() => return Err(Error::Exists(path.to_owned())),
            _ => path.to_owned(),
        };
        let partial = create_first_free(numbered(&with_infix(&path, ".partial")))?;
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

    /// Gives the finished file its name. Should another file have taken the name meanwhile, that one stays, and
    /// this one takes the next free number.
    pub fn commit(mut self) -> Result<PathBuf, Error> {
        if self.overwrite != Overwrite::Force {
            self.path = numbered(&self.path)
                .find(|path| !path.exists())
                .expect("numbers do not end");
        }
        fs::rename(&self.partial, &self.path).map_err(Error::file("rename", &self.partial))?;
        self.settled = true;
        Ok(self.path.clone())
    }
}

impl Drop for Target {
    fn drop(&mut self) {
        if !self.settled {
            // The folder may be gone; then so is the file.
            let _ = fs::remove_file(&self.partial);
        }
    }
}

/// `pulse.mp4` with ".partial" → `pulse.partial.mp4`.
fn with_infix(path: &Path, infix: &str) -> PathBuf {
    let mut name = path.file_stem().unwrap_or_default().to_owned();
    name.push(infix);
    if let Some(extension) = path.extension() {
        name.push(".");
        name.push(extension);
    }
    path.with_file_name(name)
}

/// `pulse.mp4`, `pulse-2.mp4`, `pulse-3.mp4`, …
fn numbered(path: &Path) -> impl Iterator<Item = PathBuf> + use<> {
    let path = path.to_owned();
    std::iter::once(path.clone()).chain((2u64..).map(move |n| with_infix(&path, &format!("-{n}"))))
}

fn create_first_free(names: impl Iterator<Item = PathBuf>) -> Result<PathBuf, Error> {
    for name in names {
        match File::create_new(&name) {
            Ok(_) => return Ok(name),
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
}
