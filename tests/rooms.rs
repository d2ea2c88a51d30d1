//! Modules know only what is below them, and no two know each other.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The crates, each with its rooms: a crate may use those before it, and a room those before it.
const CRATES: &[(&str, &[&str])] = &[
    (
        "movie/src",
        &[
            "rate", "frame", "encode", "recorder", "verify", "recover", "join", "reader", "writer",
            "progress", "clip",
        ],
    ),
    (
        "core/src",
        &[
            "platform", "tools", "sound", "sketch", "canvas", "stage", "draw",
        ],
    ),
    ("run/src", &["make", "live", "studio", "cli"]),
    ("src", &["names", "tool"]),
];

/// Every other module that a module names. A module is the names on the way to it, as `["stage", "view"]`.
type Uses = BTreeMap<Vec<String>, BTreeSet<Vec<String>>>;

#[test]
fn a_room_uses_only_rooms_below_it() {
    for &(source, rooms) in CRATES {
        for (module, used) in uses(Path::new(source)) {
            let place = |module: &[String]| rooms.iter().position(|room| *room == module[0]);
            // What has no place hands on what is here, or says what can go wrong anywhere.
            let Some(own) = place(&module) else {
                continue;
            };
            for other in used {
                assert!(
                    place(&other).is_none_or(|other| other <= own),
                    "{source}: {} uses {}, which is above it",
                    module.join("::"),
                    other.join("::")
                );
            }
        }
    }
}

#[test]
fn no_modules_go_round_in_a_circle() {
    for (source, _) in CRATES {
        let uses = uses(Path::new(source));
        let mut done = BTreeSet::new();
        for module in uses.keys() {
            if let Some(circle) = circle(module, &uses, &mut vec![], &mut done) {
                panic!("{source}: {circle}");
            }
        }
    }
}

#[test]
fn names_are_found_in_every_spelling() {
    let words = "use super::view::{SET, set}; use crate::draw::{ink::Ink, path}; crate::stage::now::scene()";
    let known = [
        "stage",
        "stage::view",
        "stage::now",
        "draw",
        "draw::ink",
        "draw::path",
    ];
    let modules: BTreeSet<_> = known.iter().map(|name| split(name)).collect();
    let found = named(words, &split("stage::camera"), &modules);
    let found: Vec<_> = found.iter().map(|module| module.join("::")).collect();
    assert_eq!(
        found,
        ["draw::ink", "draw::path", "stage::now", "stage::view"]
    );
}

/// A way from `module` back to a module on `way`, if there is one.
fn circle(
    module: &Vec<String>,
    uses: &Uses,
    way: &mut Vec<Vec<String>>,
    done: &mut BTreeSet<Vec<String>>,
) -> Option<String> {
    if let Some(start) = way.iter().position(|before| before == module) {
        let mut names: Vec<_> = way[start..].iter().map(|name| name.join("::")).collect();
        names.push(module.join("::"));
        return Some(names.join(" → "));
    }
    if !done.insert(module.clone()) {
        return None;
    }
    way.push(module.clone());
    for used in uses.get(module).into_iter().flatten() {
        if let Some(found) = circle(used, uses, way, done) {
            return Some(found);
        }
    }
    way.pop();
    None
}

/// What every file below `source` names. `error`, which has a sentence for every limit of every room, is left out.
fn uses(source: &Path) -> Uses {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(source);
    let mut files = vec![];
    collect(&root, &mut vec![], &mut files);
    files.retain(|(module, _)| !module.is_empty() && module[0] != "error");
    assert!(files.len() > 10, "{} is not there", root.display());
    let modules = files.iter().map(|(module, _)| module.clone()).collect();
    files
        .iter()
        .map(|(module, text)| (module.clone(), named(text, module, &modules)))
        .collect()
}

fn collect(folder: &Path, above: &mut Vec<String>, files: &mut Vec<(Vec<String>, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            above.push(name);
            collect(&path, above, files);
            above.pop();
        } else {
            let module = match name.as_str() {
                "mod" | "lib" | "main" => above.clone(),
                _ => [above.as_slice(), &[name]].concat(),
            };
            files.push((module, fs::read_to_string(&path).unwrap()));
        }
    }
}

/// The modules that a text names by `crate::` or `super::`, other than its own, those in it and those that it is in: a
/// module and its parts are one.
fn named(text: &str, module: &[String], modules: &BTreeSet<Vec<String>>) -> BTreeSet<Vec<String>> {
    let code: String = text
        .lines()
        .map(|line| line.split("//").next().unwrap_or_default().trim())
        .collect();
    let mut found = BTreeSet::new();
    let mut note = |base: &[String], rest: &str| {
        for path in paths(rest) {
            let full = [base, &split(&path)].concat();
            let mut prefixes = (1..=full.len()).rev().map(|length| full[..length].to_vec());
            found.extend(prefixes.find(|prefix| modules.contains(prefix)));
        }
    };
    for (at, word) in code.match_indices("crate::") {
        note(&[], &code[at + word.len()..]);
    }
    for (at, word) in code.match_indices("super::") {
        // Also where it stands in a module within the file, whose `super` is the file: that names no other module.
        let before = code[..at].trim_end_matches(word).len();
        let steps = 1 + (at - before) / word.len();
        let base = &module[..module.len().saturating_sub(steps)];
        note(base, &code[at + word.len()..]);
    }
    found.retain(|other: &Vec<String>| !other.starts_with(module) && !module.starts_with(other));
    found
}

/// The paths that a text begins with: one, or those in braces.
fn paths(text: &str) -> Vec<String> {
    let is_path = |char: char| char.is_alphanumeric() || char == '_' || char == ':';
    let head: String = text.chars().take_while(|&char| is_path(char)).collect();
    let Some(inside) = text[head.len()..].strip_prefix('{') else {
        return vec![head];
    };
    let (mut depth, mut all, mut from) = (0, vec![], 0);
    for (at, char) in inside.char_indices() {
        match char {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                let tails = paths(inside[from..at].trim());
                all.extend(tails.into_iter().map(|tail| format!("{head}{tail}")));
                from = at + 1;
                if char == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    all
}

fn split(path: &str) -> Vec<String> {
    path.split("::")
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}
