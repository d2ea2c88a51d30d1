//! What ffmpeg says of itself: its version, its encoders.

use std::ffi::OsStr;
use std::io::Read;
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::thread;
use std::time::Duration;

use crossbeam_channel::bounded;

use crate::MovieError;

/// How long an answer may take. It is there in a tenth of a second; a driver without its card may hang for ever.
const PATIENCE: Duration = Duration::from_secs(5);

/// The most that is read of an answer, in bytes.
const LONGEST: u64 = 1 << 20;

/// The oldest version that kinora works with: the first that knows `-fps_mode`.
pub const OLDEST: (u32, u32) = (5, 1);

/// The version of the ffmpeg that is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version(String);

impl Version {
    /// Asks for it. `None` where there is no ffmpeg, or one that does not say.
    pub fn ask() -> Option<Version> {
        let said = ask(["-version"])?;
        // "ffmpeg version 5.1.6-0+deb12u1 Copyright (c) 2000-2024 the FFmpeg developers"
        let words = said.strip_prefix("ffmpeg version ")?;
        Some(Version(words.split_whitespace().next()?.to_owned()))
    }

    /// As ffmpeg calls it.
    pub fn name(&self) -> &str {
        &self.0
    }

    /// Whether it is older than [`OLDEST`]. Builds from the middle of its development are called otherwise, and are
    /// taken for new.
    pub fn is_too_old(&self) -> bool {
        let mut numbers = self.0.trim_start_matches('n').split(['.', '-', '+']);
        let mut number = || numbers.next()?.parse::<u32>().ok();
        match (number(), number()) {
            (Some(major), minor) => (major, minor.unwrap_or_default()) < OLDEST,
            (None, _) => false,
        }
    }
}

/// Why an ffmpeg failed that ended with those `last_words`, if the reason is its age.
pub fn too_old(last_words: impl FnOnce() -> String) -> Option<MovieError> {
    let version = Version::ask().filter(Version::is_too_old)?;
    Some(MovieError::FfmpegTooOld {
        version: version.0,
        last_words: last_words(),
    })
}

/// Whether this ffmpeg is one of version 5, in whose Matroska files Opus is early by what its encoder adds before it. Those of
/// 4.2 and from 6.1 on are right.
pub fn has_early_opus() -> bool {
    static IS_EARLY: OnceLock<bool> = OnceLock::new();
    *IS_EARLY.get_or_init(|| {
        let version = Version::ask();
        version.is_some_and(|version| version.0.trim_start_matches('n').starts_with("5."))
    })
}

/// Whether this ffmpeg was built with the encoder of that name.
pub fn has_encoder(name: &str) -> bool {
    static LIST: OnceLock<String> = OnceLock::new();
    let list = LIST.get_or_init(|| ask(["-hide_banner", "-encoders"]).unwrap_or_default());
    // " V....D libx264   libx264 H.264 / AVC"
    list.lines()
        .any(|line| line.split_whitespace().nth(1) == Some(name))
}

/// What it writes to standard output, if it ends in time.
fn ask<A: AsRef<OsStr>>(args: impl IntoIterator<Item = A>) -> Option<String> {
    let mut child = Command::new(ffmpeg_sidecar::paths::ffmpeg_path())
        .args(args)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut stdout = child.stdout.take()?.take(LONGEST);
    let (told, answer) = bounded(1);
    let reader = thread::spawn(move || {
        let mut said = vec![];
        let _ = stdout.read_to_end(&mut said);
        let _ = told.send(said);
    });
    let said = answer.recv_timeout(PATIENCE).ok();
    if said.is_none() {
        let _ = child.kill();
    }
    let _ = child.wait();
    // A child of its own may hold its output open: then nobody waits for the thread.
    if said.is_some() {
        let _ = reader.join();
    }
    said.map(|said| String::from_utf8_lossy(&said).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_as_numbers() {
        let is_old = |name: &str| Version(name.into()).is_too_old();
        for old in [
            "4.2.2-static",
            "5.0.3",
            "4.4.2-0ubuntu0.22.04.1",
            "n4.4",
            "3",
        ] {
            assert!(is_old(old), "{old}");
        }
        for new in [
            "5.1.6-0+deb12u1",
            "5.1",
            "6.0",
            "n7.1",
            "10.0",
            "N-109000-gabcdef",
            "git-2026",
        ] {
            assert!(!is_old(new), "{new}");
        }
    }

    #[test]
    fn the_ffmpeg_that_is_found_tells_its_version() {
        assert!(!Version::ask().expect("tests need an ffmpeg").is_too_old());
        assert!(has_encoder("libx264") && !has_encoder("no_such_encoder"));
    }
}
