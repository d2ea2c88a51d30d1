//! What is being written and has no name of its own yet, for an end of the process in which nobody else removes it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

static CLAIMED: Mutex<Vec<(PathBuf, What)>> = Mutex::new(vec![]);

/// What is being written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// What somebody has asked for.
    Result,
    /// What is removed anyway.
    Aid,
}

/// A file or folder that is being written, for as long as this lives.
#[derive(Debug)]
pub struct Claimed(PathBuf);

impl Claimed {
    /// Of that name.
    pub fn new(path: &Path, what: What) -> Claimed {
        lock().push((path.to_owned(), what));
        Claimed(path.to_owned())
    }

    /// Its name.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Claimed {
    fn drop(&mut self) {
        lock().retain(|(path, _)| *path != self.0);
    }
}

/// Removes everything that is being written; whether anything of it was asked for.
pub fn abandon_all() -> bool {
    let all = std::mem::take(&mut *lock());
    for (path, _) in &all {
        let _ = match path.is_dir() {
            true => fs::remove_dir_all(path),
            false => fs::remove_file(path),
        };
    }
    all.iter().any(|(_, what)| *what == What::Result)
}

/// Removes what is removed anyway, and leaves what somebody has asked for.
pub fn remove_aids() {
    let aids = |(_, what): &mut (PathBuf, What)| *what == What::Aid;
    let aids: Vec<_> = lock().extract_if(.., aids).collect();
    for (path, _) in aids {
        let _ = fs::remove_file(path);
    }
}

fn lock() -> MutexGuard<'static, Vec<(PathBuf, What)>> {
    CLAIMED.lock().unwrap_or_else(PoisonError::into_inner)
}
