//! Puts all programs into one file, once as they are and once with kinora in place of macroquad.

use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=programs");
    let mut paths: Vec<PathBuf> = fs::read_dir("programs")
        .expect("the folder programs")
        .map(|entry| entry.expect("an entry of the folder programs").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect();
    paths.sort();
    let programs: Vec<(String, String)> = paths
        .iter()
        .map(|path| {
            println!("cargo:rerun-if-changed={}", path.display());
            let name = path.file_stem().and_then(|name| name.to_str());
            let name = name.expect("the name of a program is a word").to_owned();
            (
                name,
                fs::read_to_string(path).expect("the source of a program"),
            )
        })
        .collect();
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("OUT_DIR is set for build scripts"));
    write(&out.join("macroquad.rs"), &programs, |source| {
        source.to_owned()
    });
    write(&out.join("kinora.rs"), &programs, with_kinora);
}

/// Writes a module for every program, and the list of them.
fn write(path: &Path, programs: &[(String, String)], change: impl Fn(&str) -> String) {
    let mut text = String::new();
    let mut list = String::new();
    for (name, source) in programs {
        text += &format!(
            "mod {name} {{\n{}\npub fn run() {{\n    main()\n}}\n}}\n",
            change(source)
        );
        list += &format!("    (\"{name}\", {name}::run),\n");
    }
    text += &format!("pub const PROGRAMS: &[(&str, fn())] = &[\n{list}];\n");
    fs::write(path, text).expect("OUT_DIR can be written to");
}

/// The source with the word `macroquad` before `::` replaced by `kinora`.
fn with_kinora(source: &str) -> String {
    const WORD: &str = "macroquad";
    let mut result = String::new();
    let mut rest = source;
    while let Some(at) = rest.find(WORD) {
        let (before, after) = (&rest[..at], &rest[at + WORD.len()..]);
        let starts = !before.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        result += before;
        result += if starts && after.starts_with("::") {
            "kinora"
        } else {
            WORD
        };
        rest = after;
    }
    result + rest
}
