//! A crate for sketches that are in none: a single file, or the files of a folder. It is kept in the user's cache.

use std::fs;
use std::path::Path;

use kinora_run::live::build::Folder;

use super::kept;
use super::new::{CARGO_SETTINGS, FEATURES, PROFILE};
use super::package::Package;
use super::source;

/// The package of these sources, made or made anew.
///
/// # Errors
/// There is no sketch in the file, or the crate cannot be written; in words.
pub fn package(sources: &Path, is_for_window: bool) -> Result<Package, String> {
    let is_program = sources.is_file() && is_program(sources)?;
    let name = format!("sketch-{}", kept::name(sources));
    // A program is a library for the window, and a program otherwise: one file cannot be both in one crate.
    let folder = kept::folder("sketches")?.join(match is_program && is_for_window {
        true => format!("{name}-window"),
        false => name.clone(),
    });
    let called = sources.file_stem().unwrap_or_default().to_string_lossy();
    let path = sources.to_str().ok_or_else(|| {
        format!(
            "the name of '{}' is no text: give it another one",
            sources.display()
        )
    })?;
    let in_toml = toml::Value::from(path);
    let targets = match (is_program, is_for_window) {
        (true, true) => format!("[lib]\nname = \"program\"\npath = {in_toml}\n"),
        (true, false) => format!("[[bin]]\nname = \"program\"\npath = {in_toml}\n"),
        (false, _) => {
            "[lib]\nname = \"sketches\"\n\n[[bin]]\nname = \"program\"\npath = \"src/main.rs\"\n"
                .into()
        }
    };
    let kinora = source::dependency()?;
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n{targets}\n\
         [dependencies]\nkinora = {kinora}\n\n{FEATURES}\n{PROFILE}\n[workspace]\n"
    );
    kept::write(&folder.join("Cargo.toml"), &manifest)?;
    kept::write(&folder.join(".cargo/config.toml"), CARGO_SETTINGS)?;
    if !is_program {
        let watched = format!(
            "fn main() {{\n    println!(\"cargo::rerun-if-changed={{}}\", {path:?});\n}}\n"
        );
        kept::write(&folder.join("build.rs"), &watched)?;
        kept::write(
            &folder.join("src/lib.rs"),
            &format!("kinora::book!({path:?});\n"),
        )?;
        kept::write(
            &folder.join("src/main.rs"),
            "fn main() {\n    kinora::run(sketches::sketches())\n}\n",
        )?;
    }
    source::fix_versions(&folder)?;
    let package = Package::of(&folder.join("Cargo.toml"))?;
    let package = package.ok_or_else(|| format!("cargo does not read '{}'", folder.display()))?;
    let watched = match sources.is_file() {
        true => sources.parent().unwrap_or(sources),
        false => sources,
    };
    Ok(Package {
        name: called.into_owned(),
        folders: vec![Folder {
            path: watched.to_owned(),
            // A file may be anywhere, also in a folder with everything.
            is_deep: sources.is_dir(),
        }],
        ..package
    })
}

/// Whether it is a whole program, and no sketch.
fn is_program(file: &Path) -> Result<bool, String> {
    let text = fs::read_to_string(file)
        .map_err(|error| format!("cannot read '{}': {error}", file.display()))?;
    if text.contains("fn sketch()") {
        return Ok(false);
    }
    match text.contains("kinora::main") {
        true => Ok(true),
        false => Err(format!(
            "'{}' has no sketch: it needs `pub fn sketch() -> Sketch`, or #[kinora::main] before its main",
            file.display()
        )),
    }
}
