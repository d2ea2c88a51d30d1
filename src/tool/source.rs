//! Where crates that the tool makes have kinora from: where the tool has it from.

use std::fs;
use std::path::Path;

/// The sources that the tool was built from.
const SOURCE: &str = env!("CARGO_MANIFEST_DIR");

/// kinora in a Cargo.toml: the folder that the tool was built in, or, if it came from a registry, its version.
///
/// # Errors
/// The folder is gone; in words.
pub fn dependency() -> Result<String, String> {
    if is_of_registry() {
        return Ok(format!("\"{}\"", env!("CARGO_PKG_VERSION")));
    }
    match Path::new(SOURCE).join("Cargo.toml").is_file() {
        true => Ok(format!("{{ path = {} }}", toml::Value::from(SOURCE))),
        false => Err(format!(
            "the sources that kinora was built from are not in '{SOURCE}' any more: build it anew from where they are"
        )),
    }
}

/// Has the crate in `folder` use the versions of all crates that the tool was built with, if they are known and it has none
/// yet: what has them, has been compiled with the first sketch.
///
/// # Errors
/// Its Cargo.lock cannot be written; in words.
pub fn fix_versions(folder: &Path) -> Result<(), String> {
    let versions = Path::new(SOURCE).join("Cargo.lock");
    let lock = folder.join("Cargo.lock");
    if lock.is_file() || !versions.is_file() {
        return Ok(());
    }
    let copied = fs::copy(versions, &lock);
    copied.map_err(|error| format!("cannot write '{}': {error}", lock.display()))?;
    Ok(())
}

/// cargo keeps the sources of published crates in such a folder.
fn is_of_registry() -> bool {
    SOURCE.contains("/registry/src/") || SOURCE.contains("\\registry\\src\\")
}
