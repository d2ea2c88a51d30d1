//! Finishes what a crash left.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::args::file_url;
use super::ask;
use super::format::Container;
use super::remux::{self, demuxer};
use super::target::{self, Kind, Overwrite, Target};
use crate::KinoraError;

/// Finishes what a crash left: `pulse.partial.mp4` becomes `pulse.mp4`, or the next free number, and is removed.
/// A file with another name becomes `NAME-recovered`, and stays.
///
/// Nothing is removed before the new file is decoded, and has at least as many pictures as the old one gives.
///
/// # Errors
/// [`KinoraError::NoFile`], [`KinoraError::NotRecoverable`] when nothing in it plays, [`KinoraError::FfmpegTooOld`],
/// [`KinoraError::File`].
pub fn recover(file: &Path) -> Result<PathBuf, KinoraError> {
    if !file.is_file() {
        return Err(KinoraError::NoFile(file.to_owned()));
    }
    let container = Container::of(file)?;
    let (name, is_ours) = match target::name_of_partial(file) {
        Some(name) => (name, true),
        None => (target::with_infix(file, "-recovered"), false),
    };
    let lost = || {
        // An ffmpeg that is too old for the question makes nothing of a good file.
        ask::too_old(String::new).unwrap_or_else(|| KinoraError::NotRecoverable(file.to_owned()))
    };
    let there = decoded(file, container)?;
    if there == 0 {
        return Err(lost());
    }
    let target = Target::claim(&name, Kind::File, Overwrite::NextNumber)?;
    remux::pack(file, target.partial(), container).map_err(|error| match error {
        KinoraError::Ffmpeg { .. } => lost(),
        other => other,
    })?;
    if decoded(target.partial(), container)? < there {
        return Err(lost());
    }
    let path = target.commit()?;
    if is_ours {
        fs::remove_file(file).map_err(KinoraError::file("remove", file))?;
    }
    Ok(path)
}

/// How many pictures a player gets from the file, however damaged it is.
///
/// # Errors
/// [`KinoraError::FfmpegMissing`].
fn decoded(file: &Path, container: Container) -> Result<u64, KinoraError> {
    let Some(demuxer) = demuxer(container) else {
        return Ok(0);
    };
    let mut command = Command::new(ffmpeg_sidecar::paths::ffmpeg_path());
    command.args(["-v", "quiet", "-nostdin", "-f", demuxer, "-i"]);
    command.arg(file_url(file));
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
        .map_err(super::spawn_failed)?;
    let lines = String::from_utf8_lossy(&output.stdout).into_owned();
    let is_picture = |line: &&str| !line.starts_with('#') && !line.trim().is_empty();
    Ok(lines.lines().filter(is_picture).count() as u64)
}
