//! Libraries that are loaded while the program runs.

use std::path::Path;

use libloading::Library;

/// The function `name` of the library at `path`, which stays loaded as long as the process lives.
///
/// # Errors
/// It is none, it needs what is not there, or it has no such function; in words.
///
/// # Safety
/// What the library does when it is loaded is sound, and its function `name` is an `F`.
pub unsafe fn function<F: Copy>(path: &Path, name: &str) -> Result<F, String> {
    // SAFETY: the caller vouches for the library.
    let library = unsafe { Library::new(path) }.map_err(|error| error.to_string())?;
    // SAFETY: the caller vouches for the type.
    let function = unsafe { library.get::<F>(name.as_bytes()) }.map(|found| *found);
    // What it has made may be anywhere by now.
    std::mem::forget(library);
    function.map_err(|error| error.to_string())
}
