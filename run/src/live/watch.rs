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

/// Folders that have no files of a sketch.
const OTHERS: &[&str] = &["target", "recordings", "node_modules"];

/// The folders that are watched.
pub struct Watch {
    watcher: RecommendedWatcher,
    folders: BTreeSet<PathBuf>,
}

impl Watch {
    /// Nothing yet; `changed` is told every file that has another content, another name, or none any more, and no file
    /// where the system has lost count.
    ///
    /// # Errors
    /// The system watches nothing; in words.
    pub fn new(changed: impl Fn(Vec<PathBuf>) + Send + 'static) -> Result<Watch, String> {
        let tell = move |event: notify::Result<Event>| {
            if let Ok(event) = event
                && (event.need_rescan() || is_change(&event.kind))
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
        if !self.folders.contains(folder) {
            let watched = self.watcher.watch(folder, RecursiveMode::NonRecursive);
            watched.map_err(in_words)?;
            self.folders.insert(folder.to_owned());
        }
        Ok(())
    }

    /// Watches this folder and those in it, but for those that are hidden, and those of cargo and of kinora. `there` is told
    /// the files.
    ///
    /// # Errors
    /// As those of [`add`](Self::add).
    pub fn add_all(
        &mut self,
        folder: &Folder,
        there: &mut impl FnMut(PathBuf),
    ) -> Result<(), String> {
        let depth = match folder.is_deep {
            true => DEEPEST,
            false => 0,
        };
        self.add_below(&folder.path, depth, there)
    }

    fn add_below(
        &mut self,
        folder: &Path,
        depth: usize,
        there: &mut impl FnMut(PathBuf),
    ) -> Result<(), String> {
        self.add(folder)?;
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            if !is_folder {
                there(entry.path());
            } else if depth > 0 && self.folders.len() < MOST && is_watched(&entry.path()) {
                // One that has just gone is none.
                let _ = self.add_below(&entry.path(), depth - 1, there);
            }
        }
        Ok(())
    }

    /// Something is new at `path`, or gone: if it is a folder in one that is watched, so is it. `there` is told its files.
    pub fn follow(&mut self, path: &Path, there: &mut impl FnMut(PathBuf)) {
        let is_folder = path.is_dir();
        if !is_folder && !path.exists() {
            // The system has forgotten it, and all that was in it.
            self.folders.retain(|folder| !folder.starts_with(path));
        }
        let is_in_watched = path
            .parent()
            .is_some_and(|above| self.folders.contains(above));
        if is_folder && is_in_watched && is_watched(path) && self.folders.len() < MOST {
            let _ = self.add_below(path, DEEPEST, there);
        }
    }
}

fn is_watched(folder: &Path) -> bool {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    !name.starts_with('.') && !OTHERS.contains(&&*name)
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
