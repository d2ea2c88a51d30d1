//! What the arguments are about: a file, a folder, a crate, or nothing but kinora itself.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};

/// The commands that are about a sketch, so that they are those of the program in a crate.
const COMMANDS: &[&str] = &["run", "list", "export", "farm", "still", "sheet", "check"];

/// Those that are about none.
const OTHERS: &[&str] = &["new", "join", "take", "recover", "doctor", "help"];

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
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// In the crate with this Cargo.toml, which somebody has named.
    Crate(PathBuf),
    /// In the crate that the current folder is in, if it uses kinora.
    Here(PathBuf),
    /// In a file, or in the files of a folder.
    Sources(PathBuf),
}

/// What is wanted of which place; `None` for what is kinora's own.
///
/// # Errors
/// There is no such file; in words.
pub fn wanted(arguments: &[OsString]) -> Result<Option<Wanted>, String> {
    let first = arguments
        .first()
        .map(OsString::as_os_str)
        .unwrap_or_default();
    if OTHERS.iter().any(|command| first == *command) {
        return Ok(None);
    }
    let is_command = COMMANDS.iter().any(|command| first == *command);
    let is_for_window = !is_command || first == "run";
    let named = match is_command {
        true => arguments
            .iter()
            .skip(1)
            .position(is_source)
            .map(|at| at + 1),
        false => {
            (arguments.first().is_some_and(is_source) || Path::new(first).is_dir()).then_some(0)
        }
    };
    let mut arguments = arguments.to_vec();
    let place = match named {
        None if is_command || arguments.is_empty() => here(),
        None => None,
        Some(at) => {
            let path = PathBuf::from(arguments.remove(at));
            let path = fs::canonicalize(&path).map_err(|_| {
                format!(
                    "there is no file '{0}': `kinora new {0}` makes one",
                    path.display()
                )
            })?;
            Some(match book_of(&path) {
                // A file of a book may use what the others are made of.
                Some(manifest) => {
                    let name = name_in(&path).into();
                    match is_command {
                        true => arguments.insert(at, name),
                        false => drop(arguments.splice(..0, ["run".into(), name])),
                    }
                    Place::Crate(manifest)
                }
                None => match path.join("Cargo.toml") {
                    manifest if manifest.is_file() => Place::Crate(manifest),
                    _ => Place::Sources(path),
                },
            })
        }
    };
    Ok(place.map(|place| Wanted {
        place,
        arguments,
        is_for_window,
    }))
}

/// The Cargo.toml of the crate that the current folder is in, if it may use kinora.
fn here() -> Option<Place> {
    let manifest = manifest_above(&env::current_dir().ok()?)?;
    may_use_kinora(&manifest).then_some(Place::Here(manifest))
}

/// The Cargo.toml of the sketchbook that the file at `path` is a sketch of.
pub fn book_of(path: &Path) -> Option<PathBuf> {
    let folder = path.parent().filter(|_| path.is_file())?;
    let manifest = folder.parent()?.join("Cargo.toml");
    let root = fs::read_to_string(manifest.with_file_name("src/lib.rs")).ok()?;
    let name = folder.file_name()?.to_str()?;
    let lists = root.contains(&format!("book!(\"{name}\")"));
    (lists && may_use_kinora(&manifest)).then_some(manifest)
}

/// What the sketch in a file is called: as its source says, or as the file.
fn name_in(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap_or_default();
    let said = text
        .split_once("Sketch::new(\"")
        .and_then(|(_, after)| after.split_once('"'));
    match said {
        Some((name, _)) => name.to_owned(),
        None => path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
    }
}

fn manifest_above(folder: &Path) -> Option<PathBuf> {
    let mut manifests = folder.ancestors().map(|folder| folder.join("Cargo.toml"));
    manifests.find(|manifest| manifest.is_file())
}

/// Whether it is worth asking cargo. kinora's own crate has its sketches in the tool.
fn may_use_kinora(manifest: &Path) -> bool {
    let text = fs::read_to_string(manifest).unwrap_or_default();
    text.contains("kinora") && !text.contains("\nname = \"kinora\"\n")
}

fn is_source(argument: &OsString) -> bool {
    Path::new(argument).extension() == Some(OsStr::new("rs"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(arguments: &[&str]) -> Option<Wanted> {
        let arguments: Vec<_> = arguments.iter().map(OsString::from).collect();
        wanted(&arguments).unwrap()
    }

    #[test]
    fn a_file_is_opened_alone_or_as_what_it_is_in_its_book() {
        let root = env::temp_dir().join(format!("kinora-place-{}", std::process::id()));
        let book = root.join("book");
        fs::create_dir_all(book.join("sketches")).unwrap();
        fs::create_dir_all(book.join("src")).unwrap();
        let root = fs::canonicalize(root).unwrap();
        let book = root.join("book");
        fs::write(book.join("Cargo.toml"), "kinora = \"0.1\"\n").unwrap();
        fs::write(book.join("src/lib.rs"), "kinora::book!(\"sketches\");\n").unwrap();
        let (lone, sketch) = (root.join("a.rs"), book.join("sketches/b.rs"));
        fs::write(&lone, "").unwrap();
        fs::write(&sketch, "Sketch::new(\"other\", draw)").unwrap();
        let text = |path: &Path| path.to_str().unwrap().to_owned();

        let alone = asked(&["export", &text(&lone), "-o", "a.mp4"]).unwrap();
        assert_eq!(
            (alone.place, alone.is_for_window),
            (Place::Sources(lone), false)
        );
        assert_eq!(alone.arguments, ["export", "-o", "a.mp4"]);
        let manifest = book.join("Cargo.toml");
        let in_book = asked(&[&text(&sketch)]).unwrap();
        assert_eq!(
            (in_book.place, in_book.is_for_window),
            (Place::Crate(manifest.clone()), true)
        );
        assert_eq!(in_book.arguments, ["run", "other"]);
        let still = asked(&["still", &text(&sketch)]).unwrap();
        assert_eq!(still.arguments, ["still", "other"]);
        assert_eq!(
            asked(&[&text(&book)]).unwrap().place,
            Place::Crate(manifest)
        );
        assert!(asked(&["doctor"]).is_none() && asked(&["--help"]).is_none());
        fs::remove_dir_all(&root).unwrap();
    }
}
