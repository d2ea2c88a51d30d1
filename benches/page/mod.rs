//! `BENCHMARKS.md`, of which each bench writes a part: from a comment with its name to the next.

use std::{env, fs};

/// Whether somebody asked for one turn only, whose figures are printed and not kept.
pub fn is_quick() -> bool {
    env::args().any(|arg| arg == "--quick")
}

/// Prints the part with that name, and keeps it.
pub fn publish(name: &str, text: &str) {
    print!("{text}");
    if is_quick() {
        return;
    }
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/BENCHMARKS.md");
    let page = fs::read_to_string(file).unwrap_or_default();
    fs::write(file, with_part(&page, name, text)).expect("it can be written");
}

/// The page with that part in the place of the one of its name, or at the end.
fn with_part(page: &str, name: &str, text: &str) -> String {
    let begin = format!("<!-- {name} -->\n");
    let part = format!("{begin}\n{}\n", text.trim());
    match page.split_once(&begin) {
        Some((before, rest)) => match rest.find("<!-- ") {
            Some(next) => format!("{before}{part}\n{}", &rest[next..]),
            None => format!("{before}{part}"),
        },
        None if page.is_empty() => part,
        None => format!("{}\n\n{part}", page.trim_end()),
    }
}
