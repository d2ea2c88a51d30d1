//! What stands where a movie is to go: links are followed, and nothing but a file is ever replaced.

use std::fs::{self, FileType};
use std::io;
use std::path::{Path, PathBuf};

use super::names::folder;
use crate::MovieError;

/// How many links are followed, as Linux does it (path_resolution(7)).
const MOST_LINKS: usize = 40;

/// What stands at a name.
#[derive(Debug, PartialEq, Eq)]
pub enum Place {
    /// A file, or nothing yet; at the end of its links.
    File(PathBuf),
    /// A pipe or a device: written to as it is.
    #[cfg_attr(
        not(unix),
        allow(dead_code, reason = "names of pipes are no files there")
    )]
    Stream,
}

impl Place {
    /// Of that name.
    ///
    /// # Errors
    /// [`MovieError::IsFolder`], [`MovieError::NotReplaced`], [`MovieError::NoFolder`] and [`MovieError::File`] for
    /// a name that nothing can have.
    pub fn find(path: &Path) -> Result<Place, MovieError> {
        if path
            .as_os_str()
            .to_string_lossy()
            .ends_with(std::path::is_separator)
        {
            return Err(MovieError::IsFolder(path.to_owned()));
        }
        let place = match fs::metadata(path) {
            Ok(found) if found.is_dir() => return Err(MovieError::IsFolder(path.to_owned())),
            Ok(found) if found.is_file() => Place::File(end_of_links(path)?),
            Ok(found) => return special(path, found.file_type()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Place::File(end_of_links(path)?)
            }
            Err(error) if !folder(path).is_dir() => {
                let _ = error;
                return Err(MovieError::NoFolder(folder(path).to_owned()));
            }
            Err(error) => return Err(MovieError::file("create", path)(error)),
        };
        match &place {
            Place::File(file) if !folder(file).is_dir() => {
                Err(MovieError::NoFolder(folder(file).to_owned()))
            }
            _ => Ok(place),
        }
    }
}

/// Neither a file nor a folder.
#[cfg(unix)]
fn special(path: &Path, kind: FileType) -> Result<Place, MovieError> {
    use std::os::unix::fs::FileTypeExt;

    if kind.is_fifo() || kind.is_char_device() {
        return Ok(Place::Stream);
    }
    Err(MovieError::NotReplaced {
        path: path.to_owned(),
        what: match kind.is_socket() {
            true => "a socket",
            false => "a device",
        },
    })
}

#[cfg(not(unix))]
fn special(path: &Path, _: FileType) -> Result<Place, MovieError> {
    Err(MovieError::NotReplaced {
        path: path.to_owned(),
        what: "no file",
    })
}

/// The name at the end of a chain of links, whether there is something or not.
fn end_of_links(path: &Path) -> Result<PathBuf, MovieError> {
    let mut end = path.to_owned();
    for _ in 0..MOST_LINKS {
        match fs::symlink_metadata(&end) {
            Ok(found) if found.is_symlink() => {
                let to = fs::read_link(&end).map_err(MovieError::file("follow", &end))?;
                end = end.parent().unwrap_or(Path::new("")).join(to);
            }
            _ => return Ok(end),
        }
    }
    let endless = io::Error::other("its links do not end");
    Err(MovieError::file("follow", path)(endless))
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;

    #[test]
    fn links_are_followed_also_to_what_is_not_there_yet() {
        let place = tempfile::tempdir().unwrap();
        let at = |name: &str| place.path().join(name);
        fs::create_dir(at("far")).unwrap();
        symlink("far/b.mp4", at("a.mp4")).unwrap();
        symlink("a.mp4", at("c.mp4")).unwrap();
        let end = Place::File(at("far/b.mp4"));
        assert_eq!(Place::find(&at("c.mp4")).unwrap(), end);
        fs::write(at("far/b.mp4"), "").unwrap();
        assert_eq!(Place::find(&at("c.mp4")).unwrap(), end);
        symlink("nowhere/b.mp4", at("d.mp4")).unwrap();
        assert!(matches!(
            Place::find(&at("d.mp4")),
            Err(MovieError::NoFolder(_))
        ));
        symlink("e.mp4", at("e.mp4")).unwrap();
        assert!(Place::find(&at("e.mp4")).is_err());
    }

    #[test]
    fn folders_and_sockets_are_named_and_pipes_are_written_to() {
        let place = tempfile::tempdir().unwrap();
        let at = |name: &str| place.path().join(name);
        fs::create_dir(at("d.mp4")).unwrap();
        for name in ["d.mp4", "d.mp4/", "none.mp4/"] {
            let found = Place::find(&at(name));
            assert!(matches!(found, Err(MovieError::IsFolder(_))), "{name}");
        }
        let _socket = UnixListener::bind(at("s.mp4")).unwrap();
        let error = Place::find(&at("s.mp4")).unwrap_err().to_string();
        assert!(error.contains("a socket"), "{error}");
        symlink("/dev/null", at("n.mp4")).unwrap();
        assert_eq!(Place::find(&at("n.mp4")).unwrap(), Place::Stream);
        let error = Place::find(&at(&"x".repeat(256))).unwrap_err();
        assert!(matches!(error, MovieError::File { .. }), "{error}");
    }
}
