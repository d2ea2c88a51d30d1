//! The name of a movie, and the visible partial name it has until it is whole.

mod claimed;
mod names;
mod place;

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::container::Container;
use crate::MovieError;
pub use claimed::{Claimed, What, abandon_all, remove_aids};
use names::{PARTIAL, exists, folder, numbered, pictures};
pub use names::{first_free, name_of_partial, whole, with_infix};
pub use place::Place;

/// Whether there is next to no room on the disk of that file; never where nobody can tell.
pub fn disk_is_full(file: &Path) -> bool {
    #[cfg(target_os = "linux")]
    {
        const NEXT_TO_NONE: u64 = 256 << 10;
        rustix::fs::statvfs(file).is_ok_and(|disk| disk.f_bavail * disk.f_frsize < NEXT_TO_NONE)
    }
    #[cfg(not(target_os = "linux"))]
    {
        let _ = file;
        false
    }
}

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

/// What gets the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One file, whatever percent signs its name has.
    File,
    /// A folder of numbered pictures: `frames/%05d.png`.
    Sequence,
}

impl Kind {
    /// Of a movie in that container.
    pub fn of(container: Container) -> Kind {
        match container {
            Container::PngSequence => Kind::Sequence,
            _ => Kind::File,
        }
    }
}

/// A file that is being written beside the name it will get. The target name never holds a broken movie.
///
/// A sequence of numbered pictures (`frames/%05d.png`) is written into a folder beside the one it will get.
///
/// Dropped before [`commit`](Self::commit) or [`keep`](Self::keep), it removes what it wrote.
#[derive(Debug)]
pub struct Target {
    path: PathBuf,
    partial: PathBuf,
    kind: Kind,
    overwrite: Overwrite,
    settled: bool,
    _claimed: Claimed,
}

impl Target {
    /// Claims a partial name beside `path`, by creating it: `pulse.mp4` is written as `pulse.partial.mp4`. Links are
    /// followed: what they lead to is replaced, and not the link.
    ///
    /// # Errors
    /// [`MovieError::Exists`], [`MovieError::NoFolder`], [`MovieError::IsFolder`], [`MovieError::NotReplaced`], or
    /// [`MovieError::File`] when the folder cannot be written to.
    pub fn claim(path: &Path, kind: Kind, overwrite: Overwrite) -> Result<Target, MovieError> {
        let name = match overwrite {
            Overwrite::NextNumber => first_free(path, kind),
            _ => path.to_owned(),
        };
        let path = match kind {
            Kind::Sequence => place_of_sequence(&name)?,
            Kind::File => match Place::find(&name)? {
                Place::File(file) => file,
                Place::Stream => {
                    return Err(MovieError::NotReplaced {
                        path: name,
                        what: "a pipe or a device",
                    });
                }
            },
        };
        match overwrite {
            Overwrite::Never if exists(&name, kind) => Err(MovieError::Exists(name)),
            _ => Target::beside_name(path, kind, overwrite),
        }
    }

    fn beside_name(path: PathBuf, kind: Kind, overwrite: Overwrite) -> Result<Target, MovieError> {
        let partials = numbered(&with_infix(whole(&path, kind), PARTIAL), Kind::File);
        let partial = match kind {
            Kind::Sequence => create_first_free(partials, |folder| fs::create_dir(folder))?
                .join(path.file_name().unwrap_or_default()),
            Kind::File => create_first_free(partials, |file| File::create_new(file).map(|_| ()))?,
        };
        Ok(Target {
            path,
            kind,
            overwrite,
            settled: false,
            _claimed: Claimed::new(whole(&partial, kind), What::Result),
            partial,
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
    /// this one takes the next free number. If it cannot have its name, it keeps the partial one.
    pub fn commit(mut self) -> Result<PathBuf, MovieError> {
        // It is whole: from here on it is nobody's to remove.
        self.settled = true;
        if self.overwrite != Overwrite::Force {
            self.path = first_free(&self.path, self.kind);
        }
        match self.kind {
            Kind::Sequence => self.move_pictures()?,
            Kind::File => fs::rename(&self.partial, &self.path)
                .map_err(MovieError::file("rename", &self.partial))?,
        }
        Ok(self.path.clone())
    }

    /// Another partial name for the same movie.
    pub fn beside(&self) -> Result<Target, MovieError> {
        Target::beside_name(self.path.clone(), self.kind, self.overwrite)
    }

    /// Whether anything was written.
    pub fn has_content(&self) -> bool {
        bytes(&self.partial, self.kind).is_ok_and(|bytes| bytes > 0)
    }

    /// Leaves what was written under its partial name, and tells it.
    pub fn keep(mut self) -> PathBuf {
        self.settled = true;
        self.partial.clone()
    }

    fn move_pictures(&self) -> Result<(), MovieError> {
        let (from, to) = (folder(&self.partial), folder(&self.path));
        fs::create_dir_all(to).map_err(MovieError::file("create", to))?;
        for old in pictures(&self.path) {
            fs::remove_file(&old).map_err(MovieError::file("remove", &old))?;
        }
        for picture in pictures(&self.partial) {
            let name = picture.file_name().unwrap_or_default();
            fs::rename(&picture, to.join(name)).map_err(MovieError::file("rename", &picture))?;
        }
        fs::remove_dir(from).map_err(MovieError::file("remove", from))
    }
}

impl Drop for Target {
    fn drop(&mut self) {
        if !self.settled {
            // The folder may be gone; then so is the file.
            let _ = match self.kind {
                Kind::Sequence => fs::remove_dir_all(folder(&self.partial)),
                Kind::File => fs::remove_file(&self.partial),
            };
        }
    }
}

/// The pattern of a sequence, at the end of its folder's links: pictures are moved into it, and for that the folder
/// beside it must be on the same file system.
fn place_of_sequence(pattern: &Path) -> Result<PathBuf, MovieError> {
    let name = pattern.file_name().unwrap_or_default();
    let within = whole(pattern, Kind::Sequence);
    if within == pattern {
        return Ok(pattern.to_owned());
    }
    match Place::find(within) {
        Err(MovieError::IsFolder(folder)) => {
            let is_link = fs::symlink_metadata(&folder).is_ok_and(|found| found.is_symlink());
            match is_link {
                true => fs::canonicalize(&folder).map_err(MovieError::file("follow", folder)),
                false => Ok(folder),
            }
        }
        Ok(Place::File(free)) if !free.exists() => Ok(free),
        Ok(_) => Err(MovieError::NotAFolder(within.to_owned())),
        Err(error) => Err(error),
    }
    .map(|folder| folder.join(name))
}

/// Size of the file, or of all pictures of the sequence, in bytes.
pub fn bytes(path: &Path, kind: Kind) -> Result<u64, MovieError> {
    let size = |path: &Path| {
        Ok(fs::metadata(path)
            .map_err(MovieError::file("read", path))?
            .len())
    };
    match kind {
        Kind::Sequence => pictures(path).map(|picture| size(&picture)).sum(),
        Kind::File => size(path),
    }
}

/// The pictures of a sequence that have something in them.
pub fn count_pictures(pattern: &Path) -> u64 {
    let has_bytes = |picture: &PathBuf| fs::metadata(picture).is_ok_and(|file| file.len() > 0);
    pictures(pattern).filter(has_bytes).count() as u64
}

fn create_first_free(
    names: impl Iterator<Item = PathBuf>,
    create: impl Fn(&Path) -> io::Result<()>,
) -> Result<PathBuf, MovieError> {
    for name in names {
        match create(&name) {
            Ok(()) => return Ok(name),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
            Err(error) => return Err(MovieError::file("create", name)(error)),
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
        let target = Target::claim(
            &folder.path().join("pulse.mp4"),
            Kind::File,
            Overwrite::Never,
        )
        .unwrap();
        assert_eq!(listing(folder.path()), ["pulse.partial.mp4"]);
        target.commit().unwrap();
        assert_eq!(listing(folder.path()), ["pulse.mp4"]);
    }

    #[test]
    fn an_abandoned_target_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        drop(
            Target::claim(
                &folder.path().join("pulse.mp4"),
                Kind::File,
                Overwrite::Never,
            )
            .unwrap(),
        );
        assert!(listing(folder.path()).is_empty());
    }

    #[test]
    fn an_existing_file_is_refused_replaced_or_numbered() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pulse.mp4");
        fs::write(&path, "first").unwrap();
        assert!(matches!(
            Target::claim(&path, Kind::File, Overwrite::Never),
            Err(MovieError::Exists(_))
        ));
        let next = Target::claim(&path, Kind::File, Overwrite::NextNumber)
            .unwrap()
            .commit()
            .unwrap();
        assert_eq!(next, folder.path().join("pulse-2.mp4"));
        assert_eq!(fs::read(&path).unwrap(), b"first");
        Target::claim(&path, Kind::File, Overwrite::Force)
            .unwrap()
            .commit()
            .unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"");
    }

    #[test]
    fn a_file_that_appears_meanwhile_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pulse.mp4");
        let target = Target::claim(&path, Kind::File, Overwrite::Never).unwrap();
        fs::write(&path, "another").unwrap();
        assert_eq!(target.commit().unwrap(), folder.path().join("pulse-2.mp4"));
        assert_eq!(fs::read(&path).unwrap(), b"another");
    }

    #[test]
    fn a_whole_movie_that_cannot_have_its_name_is_not_lost() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pulse.mp4");
        let target = Target::claim(&path, Kind::File, Overwrite::Force).unwrap();
        fs::create_dir(&path).unwrap();
        let error = target.commit().unwrap_err().to_string();
        assert!(error.contains("pulse.partial.mp4"), "{error}");
        assert_eq!(listing(folder.path()), ["pulse.mp4", "pulse.partial.mp4"]);
    }

    #[test]
    fn two_writers_of_one_name_do_not_share_a_partial_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pulse.mp4");
        let first = Target::claim(&path, Kind::File, Overwrite::Never).unwrap();
        let second = Target::claim(&path, Kind::File, Overwrite::Never).unwrap();
        assert_ne!(first.partial(), second.partial());
    }

    #[test]
    fn a_missing_folder_is_named() {
        let error = Target::claim(
            Path::new("no/such/folder/x.mp4"),
            Kind::File,
            Overwrite::Never,
        )
        .unwrap_err();
        assert!(error.to_string().contains("'no/such/folder'"), "{error}");
    }

    #[test]
    fn pictures_get_their_folder_when_all_are_there() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("frames/%03d.png");
        let write = |overwrite, count| {
            let target = Target::claim(&path, Kind::Sequence, overwrite).unwrap();
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
        assert_eq!(bytes(&path, Kind::Sequence).unwrap(), 3);

        assert!(matches!(
            Target::claim(&path, Kind::Sequence, Overwrite::Never),
            Err(MovieError::Exists(_))
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
}
