//! Watches folders, and says which files have changed.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::build::Folder;

/// Folders in folders that are watched, at most, and how deep: a system watches no number one likes.
const MOST: usize = 1000;
const DEEPEST: usize = 8;

/// The folders that are watched.
pub struct Watch {
    watcher: RecommendedWatcher,
    folders: BTreeSet<PathBuf>,
}

impl Watch {
    /// Nothing yet; `changed` is told every file that has another content, another name, or none any more.
    ///
    /// # Errors
    /// The system watches nothing; in words.
    pub fn new(changed: impl Fn(Vec<PathBuf>) + Send + 'static) -> Result<Watch, String> {
        let tell = move |event: notify::Result<Event>| {
            if let Ok(event) = event
                && is_change(&event.kind)
            {
                changed(event.paths);
            }
        };
        let watcher = notify::recommended_watcher(tell).map_err(in_words)?;
        Ok(Watch {
            watcher,
            folders: BTreeSet::new(),
        })
    }

    /// Watches this folder, too.
    ///
    /// # Errors
    /// It is not there, or the system watches no more; in words.
    pub fn add(&mut self, folder: &Path) -> Result<(), String> {
        if self.folders.len() < MOST && self.folders.insert(folder.to_owned()) {
            let watched = self.watcher.watch(folder, RecursiveMode::NonRecursive);
            return watched.map_err(in_words);
        }
        Ok(())
    }

    /// Watches this folder and those in it, but for those that are hidden, and those of cargo and of kinora.
    ///
    /// # Errors
    /// As those of [`add`](Self::add).
    pub fn add_all(&mut self, folder: &Folder) -> Result<(), String> {
        let depth = match folder.is_deep {
            true => DEEPEST,
            false => 0,
        };
        self.add_below(&folder.path, depth)
    }

    fn add_below(&mut self, folder: &Path, depth: usize) -> Result<(), String> {
        self.add(folder)?;
        if depth == 0 {
            return Ok(());
        }
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if is_folder && !name.starts_with('.') && !["target", "recordings"].contains(&&*name) {
                // One that has just gone is none.
                let _ = self.add_below(&entry.path(), depth - 1);
            }
        }
        Ok(())
    }

    /// A folder that has just appeared in one that is watched.
    pub fn follow(&mut self, path: &Path) {
        if path.is_dir()
            && path
                .parent()
                .is_some_and(|above| self.folders.contains(above))
        {
            let _ = self.add(path);
        }
    }
}

/// Whether a file is another one after that. Reading is no change, and writing is one when it is done, as far as the
/// system tells.
fn is_change(kind: &EventKind) -> bool {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        EventKind::Access(_) | EventKind::Modify(ModifyKind::Metadata(_)) => false,
        _ => true,
    }
}

fn in_words(error: notify::Error) -> String {
    match error.kind {
        notify::ErrorKind::MaxFilesWatch => {
            "the system watches no more files: raise fs.inotify.max_user_watches".into()
        }
        _ => error.to_string(),
    }
}
