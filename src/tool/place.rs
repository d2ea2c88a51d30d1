//! What the arguments are about: a file, a folder, a crate, or nothing but kinora itself.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};

use super::package::Package;

/// The commands that are about a sketch, so that they are those of the program in a crate.
const COMMANDS: &[&str] = &["run", "list", "export", "still", "sheet", "check"];

/// What somebody wants done, and of what.
#[derive(Debug)]
pub struct Wanted {
    pub place: Place,
    /// For the program of that place.
    pub arguments: Vec<OsString>,
    /// It opens the window.
    pub is_for_window: bool,
}

/// Where the sketches are.
#[derive(Debug)]
pub enum Place {
    /// In a crate that uses kinora.
    Package(Package),
    /// In a file, or in the files of a folder.
    Sources(PathBuf),
}

impl Wanted {
    /// Nothing was said but where.
    pub fn is_bare(&self) -> bool {
        self.arguments.is_empty() && matches!(self.place, Place::Package(_))
    }
}

/// What is wanted of which place; `None` for what is kinora's own.
///
/// # Errors
/// There is no such file, or cargo has something against the crate; in words.
pub fn wanted(arguments: &[OsString]) -> Result<Option<Wanted>, String> {
    let first = arguments
        .first()
        .map(OsString::as_os_str)
        .unwrap_or_default();
    let is_command = COMMANDS.iter().any(|command| first == *command);
    let named = match is_command {
        true => arguments
            .iter()
            .skip(1)
            .position(is_source)
            .map(|at| at + 1),
        false => (arguments.first().is_some_and(is_source) || is_folder(first)).then_some(0),
    };
    let is_for_window = !is_command || first == "run";
    let Some(at) = named else {
        return match is_command || arguments.is_empty() {
            true => here(arguments, is_for_window),
            false => Ok(None),
        };
    };
    let path = PathBuf::from(&arguments[at]);
    let path = fs::canonicalize(&path).map_err(|_| {
        format!(
            "there is no file '{0}': `kinora new {0}` makes one",
            path.display()
        )
    })?;
    let mut arguments = arguments.to_vec();
    arguments.remove(at);
    let place = match path.is_dir() && path.join("Cargo.toml").is_file() {
        true => match Package::of(&path.join("Cargo.toml"))? {
            Some(package) => Place::Package(package),
            None => {
                return Err(format!(
                    "the crate in '{}' does not use kinora",
                    path.display()
                ));
            }
        },
        false => Place::Sources(path),
    };
    Ok(Some(Wanted {
        place,
        arguments,
        is_for_window,
    }))
}

/// In the crate that the current folder is in, if it uses kinora.
fn here(arguments: &[OsString], is_for_window: bool) -> Result<Option<Wanted>, String> {
    let Ok(current) = env::current_dir() else {
        return Ok(None);
    };
    let mut manifests = current.ancestors().map(|folder| folder.join("Cargo.toml"));
    let Some(manifest) = manifests.find(|manifest| manifest.is_file()) else {
        return Ok(None);
    };
    if !may_use_kinora(&manifest) {
        return Ok(None);
    }
    Ok(Package::of(&manifest)?.map(|package| Wanted {
        place: Place::Package(package),
        arguments: arguments.to_vec(),
        is_for_window,
    }))
}

/// Whether it is worth asking cargo. kinora's own crate has its sketches in the tool.
fn may_use_kinora(manifest: &Path) -> bool {
    let text = fs::read_to_string(manifest).unwrap_or_default();
    text.contains("kinora") && !text.contains("\nname = \"kinora\"\n")
}

fn is_source(argument: &OsString) -> bool {
    Path::new(argument).extension() == Some(OsStr::new("rs"))
}

fn is_folder(argument: &OsStr) -> bool {
    Path::new(argument).is_dir()
}
