//! The sketches of a library that was built, in this process.

use std::env::consts::DLL_EXTENSION;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::Mutex;

use kinora_core::platform::{library, panics};
use kinora_core::sketch::Sketch;

/// The function that the macros of kinora put into the library of a program.
const ENTRY: &str = "kinora_sketches";

/// What the folder of the copies of a process is called, before its number.
const FOLDER: &str = "kinora-live-";

/// Copies that are left: a process that has just been started may be about to load the last but one.
const LEFT: usize = 3;

/// The copies that are there, the oldest first, and how many there have been.
static COPIES: Mutex<(Vec<PathBuf>, usize)> = Mutex::new((vec![], 0));

/// What a library has.
pub struct Loaded {
    pub sketches: Vec<Sketch>,
    /// Where they are.
    pub copy: PathBuf,
    /// What tells them from others.
    pub content: u64,
}

/// Loads a copy of the library that was built at `path`: the next build replaces the file.
///
/// # Errors
/// In words: it cannot be copied or loaded, or it has no sketches.
pub fn load(path: &Path) -> Result<Loaded, String> {
    let bytes =
        fs::read(path).map_err(|error| format!("cannot read '{}': {error}", path.display()))?;
    let copy = copy(path, &bytes)?;
    // SAFETY: cargo has built it for the kinora of this process, by this compiler, and only kinora's macros name a function
    // so.
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
        sketches => Ok(Loaded {
            sketches,
            copy,
            content: hash(&bytes),
        }),
    }
}

/// What tells the library at `path` from others.
pub fn content(path: &Path) -> Option<u64> {
    Some(hash(&fs::read(path).ok()?))
}

fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    hasher.finish()
}

/// Writes a copy beside the library, in a folder of this process.
fn copy(path: &Path, bytes: &[u8]) -> Result<PathBuf, String> {
    let beside = path.parent().unwrap_or(Path::new("."));
    let folder = beside.join(format!("{FOLDER}{}", process::id()));
    let mut copies = COPIES.lock().map_err(|error| error.to_string())?;
    let (there, number) = &mut *copies;
    if there.is_empty() {
        sweep(beside);
    }
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let copy = folder.join(format!("{name}-{number}.{DLL_EXTENSION}"));
    let written = fs::create_dir_all(&folder).and_then(|()| fs::write(&copy, bytes));
    written.map_err(|error| format!("cannot write '{}': {error}", copy.display()))?;
    *number += 1;
    there.push(copy.clone());
    if there.len() > LEFT {
        // What is loaded is in memory.
        let _ = fs::remove_file(there.remove(0));
    }
    Ok(copy)
}

/// Removes what processes have left that are no more.
fn sweep(beside: &Path) {
    for entry in fs::read_dir(beside).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let number = name.to_str().and_then(|name| name.strip_prefix(FOLDER));
        let Some(number) = number.and_then(|number| number.parse::<u32>().ok()) else {
            continue;
        };
        let is_alive =
            Path::new("/proc").is_dir() && Path::new(&format!("/proc/{number}")).exists();
        if !is_alive || number == process::id() {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// Removes the copies, which nobody needs when the process ends.
pub fn tidy() {
    if let Ok(copies) = COPIES.lock()
        && let Some(folder) = copies.0.first().and_then(|copy| copy.parent())
    {
        let _ = fs::remove_dir_all(folder);
    }
}
