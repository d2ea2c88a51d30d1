//! The sketches of a library that was built, in this process.

use std::env::consts::DLL_EXTENSION;
use std::fs;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicUsize, Ordering};

use kinora_core::platform::{library, panics};
use kinora_core::sketch::Sketch;

/// The function that the macros of kinora put into the library of a program.
const ENTRY: &str = "kinora_sketches";

/// The sketches of the library that was built at `path`, and the copy that they are in: the next build replaces the file.
///
/// # Errors
/// In words: it cannot be copied or loaded, or it has no sketches.
pub fn load(path: &Path) -> Result<(Vec<Sketch>, PathBuf), String> {
    static LOADED: AtomicUsize = AtomicUsize::new(0);
    let number = LOADED.fetch_add(1, Ordering::Relaxed);
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let folder = folder();
    let copy = folder.join(format!("{name}-{number}.{DLL_EXTENSION}"));
    let copied = fs::create_dir_all(&folder).and_then(|()| fs::copy(path, &copy));
    copied.map_err(|error| format!("'{}' cannot be written: {error}", copy.display()))?;
    // SAFETY: cargo has built it for this kinora, by this compiler, and only kinora's macros name a function so.
    let list = unsafe { library::function::<fn() -> Vec<Sketch>>(&copy, ENTRY) };
    let list = list.map_err(|error| match error.contains(ENTRY) {
        true => "the library names no sketch: src/lib.rs needs `kinora::live!(sketch());`, or a function with \
                 #[kinora::main]"
            .to_owned(),
        false => format!("what was built cannot be loaded: {error}"),
    })?;
    match panics::catch(list)? {
        sketches if sketches.is_empty() => {
            Err("there is no sketch yet: `kinora new NAME.rs` makes one".into())
        }
        sketches => Ok((sketches, copy)),
    }
}

/// Removes the copies, which nobody needs when the process ends.
pub fn tidy() {
    let _ = fs::remove_dir_all(folder());
}

fn folder() -> PathBuf {
    std::env::temp_dir().join(format!("kinora-live-{}", process::id()))
}
