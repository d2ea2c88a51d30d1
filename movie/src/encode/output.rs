//! Where a movie goes: into a file that gets its name when it is whole, or to whoever reads.

use std::ffi::OsString;
use std::io::{IsTerminal, stdout};
use std::path::{Path, PathBuf};

use super::container::Container;
use super::inherit::Stdout;
use super::target::{Kind, Overwrite, Place, Target};
use super::url::{file_url, pattern_url};
use crate::MovieError;

/// The name that means standard output.
const STANDARD_OUTPUT: &str = "-";

/// Names that the system has for it, which would mean ffmpeg's own to ffmpeg.
const OF_THE_SYSTEM: [&str; 3] = ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"];

/// Where a movie goes.
#[derive(Debug)]
pub enum Output {
    /// A file, or a folder of pictures.
    File(Target),
    /// A pipe or a device by name.
    Pipe(PathBuf),
    /// Standard output.
    Stdout(Stdout),
}

impl Output {
    /// Whether the name means standard output.
    pub fn is_stdout(path: &Path) -> bool {
        let is = |name: &str| path == Path::new(name);
        is(STANDARD_OUTPUT) || OF_THE_SYSTEM.into_iter().any(is)
    }

    /// Claims the place that `path` names, for a movie in that container.
    ///
    /// # Errors
    /// As [`Target::claim`]; [`MovieError::Encoding`] for one that cannot be written in one go, and for a
    /// terminal.
    pub fn claim(
        path: &Path,
        container: Container,
        overwrite: Overwrite,
    ) -> Result<Output, MovieError> {
        let kind = Kind::of(container);
        let is_pipe = kind == Kind::File && matches!(Place::find(path), Ok(Place::Stream));
        let is_stdout = Output::is_stdout(path);
        if !is_pipe && !is_stdout {
            return Target::claim(path, kind, overwrite).map(Output::File);
        }
        if !container.streams() {
            return Err(MovieError::Encoding(format!(
                "{} cannot be written into a pipe: take --format {}",
                container.extension(),
                Container::streaming(),
            )));
        }
        match is_stdout {
            true if stdout().is_terminal() => Err(MovieError::Encoding(
                "a terminal shows no movie: send standard output to a program or a file".into(),
            )),
            true => Stdout::of_this_process()
                .map_err(MovieError::file("write to", "standard output"))?
                .map(Output::Stdout)
                .ok_or_else(|| {
                    MovieError::Encoding(
                        "standard output cannot be given to ffmpeg on this system: name a file"
                            .into(),
                    )
                }),
            false => Ok(Output::Pipe(path.to_owned())),
        }
    }

    /// Whether it is read while it is written, so that nobody can go back in it.
    pub fn is_stream(&self) -> bool {
        !matches!(self, Output::File(_))
    }

    /// What it is called.
    pub fn path(&self) -> &Path {
        match self {
            Output::File(target) => target.path(),
            Output::Pipe(path) => path,
            Output::Stdout(_) => Path::new(STANDARD_OUTPUT),
        }
    }

    /// How ffmpeg is to call it.
    pub fn url(&self, container: Container) -> OsString {
        match self {
            Output::File(target) if container == Container::PngSequence => {
                pattern_url(target.partial())
            }
            Output::File(target) => file_url(target.partial()),
            Output::Pipe(path) => file_url(path),
            Output::Stdout(stdout) => stdout.url().into(),
        }
    }
}
