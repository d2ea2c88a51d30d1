//! `kinora new`: a sketchbook, or one more sketch.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::{CommandFactory, Parser};

use super::{place, source};

/// Make a sketchbook, or one more sketch.
///
/// A sketchbook is a small crate with a folder of sketches: every .rs file in it is in the list.
#[derive(Parser)]
#[command(name = "new", bin_name = "kinora new")]
struct New {
    /// The folder of the book; or the file of a sketch, as book/orbit.rs.
    path: PathBuf,
}

/// Why there is none, and the exit code: 2 where another name would do.
pub struct Refused {
    pub words: String,
    pub code: i32,
}

/// How its crates are compiled, as kinora itself is: one crate is not optimised a second time across its parts.
pub const PROFILE: &str = "[profile.release]\nlto = \"off\"\n";

/// Where cargo keeps what it compiles on the way (since 1.91): the same place for all books, so that nothing is compiled
/// twice. The variable is the folder of the book, by which cargo tells two of one name apart.
pub const CARGO_SETTINGS: &str = "\
# What is compiled on the way is shared by all books, and this tells two of one name apart.
[build]
build-dir = \"{cargo-cache-home}/kinora\"

[env]
KINORA_BOOK = { value = \"\", relative = true }
";

/// For the tool, which builds the library of a crate with it.
pub const FEATURES: &str = "[features]\nlive = [\"kinora/live\"]\n";

/// The first sketch of a book.
const FIRST: &str = "orbit";

/// What help says of it.
pub fn command() -> clap::Command {
    New::command()
}

/// Makes what the arguments ask for, the first of which is `new`; what to do next.
pub fn run(arguments: &[OsString]) -> Result<String, Refused> {
    let New { path } = New::parse_from(arguments);
    match path.extension().is_some_and(|extension| extension == "rs") {
        true => sketch(&path),
        false => book(&path),
    }
}

fn book(path: &Path) -> Result<String, Refused> {
    let name = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    check_crate(&name)?;
    if path.exists() && !is_empty(path) {
        return Err(refused(format!(
            "'{0}' is there already: choose another name, or make one more sketch with `kinora new {0}/NAME.rs`",
            path.display()
        )));
    }
    let kinora = source::dependency().map_err(failed)?;
    let module = name.replace('-', "_");
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\nkinora = {kinora}\n\n\
         # The tool kinora turns this on, to build the sketches anew while they play.\n{FEATURES}\n\
         # One crate is not optimised a second time across its parts: it compiles a fifth faster.\n{PROFILE}\n\
         # It stands for itself, wherever it is.\n[workspace]\n"
    );
    let files = [
        ("Cargo.toml", manifest),
        (
            "build.rs",
            "//! A new file in sketches/ is in the book.\n\nfn main() {\n    println!(\"cargo::rerun-if-changed=sketches\");\n}\n"
                .into(),
        ),
        ("src/lib.rs", "//! Every file in sketches/ is a sketch.\n\nkinora::book!(\"sketches\");\n".into()),
        ("src/main.rs", format!("fn main() {{\n    kinora::run({module}::sketches())\n}}\n")),
        (".cargo/config.toml", CARGO_SETTINGS.into()),
        (".gitignore", "/target\n/recordings\n*.partial.*\n".into()),
    ];
    for (file, text) in files {
        write(&path.join(file), &text)?;
    }
    write(
        &path.join("sketches").join(format!("{FIRST}.rs")),
        &text(FIRST),
    )?;
    source::fix_versions(path).map_err(failed)?;
    Ok(format!(
        "{0}: a sketchbook with one sketch. Open it with `cd {0} && kinora`, and change sketches/{FIRST}.rs meanwhile.",
        path.display()
    ))
}

fn sketch(path: &Path) -> Result<String, Refused> {
    let path = within_book(path);
    let name = path
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    check_sketch(&name)?;
    if path.exists() {
        return Err(refused(format!(
            "'{}' is there already: choose another name",
            path.display()
        )));
    }
    write(&path, &text(&name))?;
    let manifest = place::book_of(&path);
    Ok(match manifest.as_deref().and_then(Path::parent) {
        Some(book) if book != Path::new("") => {
            format!(
                "{}: a sketch. Open it with `cd {} && kinora run {name}`.",
                path.display(),
                book.display()
            )
        }
        Some(_) => format!(
            "{}: a sketch. Open it with `kinora run {name}`.",
            path.display()
        ),
        None => format!("{0}: a sketch. Open it with `kinora {0}`.", path.display()),
    })
}

/// A sketch of a book is in its folder for sketches, whoever forgets that.
fn within_book(path: &Path) -> PathBuf {
    let folder = path.parent().unwrap_or(Path::new(""));
    let sketches = folder.join("sketches");
    match folder.join("Cargo.toml").is_file() && sketches.is_dir() {
        true => sketches.join(path.file_name().unwrap_or_default()),
        false => path.to_owned(),
    }
}

/// A small sketch to begin with.
fn text(name: &str) -> String {
    include_str!("sketch.rs.txt").replace("{name}", name)
}

fn check_crate(name: &str) -> Result<(), Refused> {
    // cargo's own reasons, and kinora, which would depend on itself.
    let is_taken = is_keyword(name)
        || [
            "kinora",
            "test",
            "core",
            "std",
            "alloc",
            "proc_macro",
            "proc-macro",
            "build",
            "deps",
            "examples",
            "incremental",
        ]
        .contains(&name);
    let begins_well = name.starts_with(|char: char| char.is_ascii_alphabetic());
    match is_word(name) && begins_well && !is_taken {
        true => Ok(()),
        false => Err(refused(format!(
            "'{name}' cannot be the name of a crate: take letters, digits, - and _, beginning with a letter, and no word of \
             Rust's own"
        ))),
    }
}

fn check_sketch(name: &str) -> Result<(), Refused> {
    match is_word(name) && !name.starts_with('_') && !["mod", "kinora"].contains(&name) {
        true => Ok(()),
        false => Err(refused(format!(
            "'{name}' cannot be the name of a sketch: take letters, digits, - and _, beginning with a letter or a digit"
        ))),
    }
}

fn is_word(name: &str) -> bool {
    let allowed = |char: char| char.is_ascii_alphanumeric() || char == '_' || char == '-';
    !name.is_empty() && name.chars().all(allowed) && !name.starts_with('-')
}

fn is_keyword(name: &str) -> bool {
    const KEYWORDS: &[&str] = &[
        "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
        "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
        "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub",
        "ref", "return", "self", "static", "struct", "super", "trait", "true", "try", "type",
        "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
    ];
    KEYWORDS.contains(&name)
}

fn is_empty(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none())
}

fn write(path: &Path, text: &str) -> Result<(), Refused> {
    let folder = path.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(folder).map_err(|error| cannot("create", folder, &error))?;
    fs::write(path, text).map_err(|error| cannot("write", path, &error))
}

fn cannot(what: &str, path: &Path, error: &io::Error) -> Refused {
    failed(format!("cannot {what} '{}': {error}", path.display()))
}

fn refused(words: String) -> Refused {
    Refused { words, code: 2 }
}

fn failed(words: String) -> Refused {
    Refused { words, code: 1 }
}
