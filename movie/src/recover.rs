//! Finishes what a crash left.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::MovieError;
use crate::encode::Container;
use crate::encode::ask;
use crate::encode::remux::{self, SoundChange, demuxer};
use crate::encode::target::{self, Kind, Overwrite, Target};

/// Finishes what a crash left: `pulse.partial.mp4` becomes `pulse.mp4`, or the next free number, and is removed.
/// A file with another name becomes `NAME-recovered`, and stays.
///
/// Nothing is removed before the new file is decoded, and has at least as many pictures as the old one gives.
///
/// # Errors
/// [`MovieError::NoFile`], [`MovieError::NotRecoverable`] when nothing in it plays, [`MovieError::FfmpegTooOld`],
/// [`MovieError::File`].
pub fn recover(file: &Path) -> Result<PathBuf, MovieError> {
    recover_as(file, None)
}

/// The same, and the new file says `description` of itself, in ffmpeg's format for metadata.
///
/// # Errors
/// As those of [`recover`].
pub fn recover_as(file: &Path, description: Option<&str>) -> Result<PathBuf, MovieError> {
    if !file.is_file() {
        return Err(MovieError::NoFile(file.to_owned()));
    }
    let container = Container::of(file)?;
    let (name, is_ours) = match target::name_of_partial(file) {
        Some(name) => (name, true),
        None => (target::with_infix(file, "-recovered"), false),
    };
    let lost = || {
        // An ffmpeg that is too old for the question makes nothing of a good file.
        ask::too_old(String::new).unwrap_or_else(|| MovieError::NotRecoverable(file.to_owned()))
    };
    let there = decoded(file, container)?;
    if there == 0 {
        return Err(lost());
    }
    let target = Target::claim(&name, Kind::File, Overwrite::NextNumber)?;
    remux::pack(
        file,
        target.partial(),
        container,
        description,
        SoundChange::Same,
    )
    .map_err(|error| match error {
        MovieError::Ffmpeg { .. } => lost(),
        other => other,
    })?;
    if decoded(target.partial(), container)? < there {
        return Err(lost());
    }
    let path = target.commit()?;
    if is_ours {
        fs::remove_file(file).map_err(MovieError::file("remove", file))?;
    }
    Ok(path)
}

/// How many pictures a player gets from the file, however damaged it is.
///
/// # Errors
/// [`MovieError::FfmpegMissing`].
fn decoded(file: &Path, container: Container) -> Result<u64, MovieError> {
    let Some(demuxer) = demuxer(container) else {
        return Ok(0);
    };
    let mut command = Command::new(ffmpeg_sidecar::paths::ffmpeg_path());
    command.args(["-v", "quiet", "-nostdin"]);
    command.args(remux::WHOLE_PICTURES);
    command.args(["-f", demuxer, "-i"]);
    command.arg(remux::whole_fragments(file, container));
    // A line for each picture, as it comes.
    command.args([
        "-map",
        "0:v:0",
        "-fps_mode",
        "passthrough",
        "-f",
        "framecrc",
        "-",
    ]);
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(crate::encode::spawn_failed)?;
    let lines = String::from_utf8_lossy(&output.stdout).into_owned();
    let is_picture = |line: &&str| !line.starts_with('#') && !line.trim().is_empty();
    Ok(lines.lines().filter(is_picture).count() as u64)
}
