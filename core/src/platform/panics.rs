//! Panics as values, with their place, and not on stderr.

use std::cell::RefCell;
use std::panic::{self, UnwindSafe};
use std::sync::Once;

thread_local! {
    /// `Some` while a panic of this thread is to be caught: what it said, once it has.
    static CAUGHT: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Runs `code`; a panic in it becomes an error that says what and where. Panics of other threads are reported as
/// ever.
pub fn catch<T>(code: impl FnOnce() -> T + UnwindSafe) -> Result<T, String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let caught = CAUGHT.with_borrow_mut(|caught| match caught {
                Some(words) => {
                    *words = match info.location() {
                        Some(place) => {
                            let (line, column) = (place.line(), place.column());
                            let file = within_crate(place.file());
                            let message = message(info.payload());
                            format!("{message} ({file}:{line}:{column})")
                        }
                        None => message(info.payload()).to_owned(),
                    };
                    true
                }
                None => false,
            });
            if !caught {
                usual(info);
            }
        }));
    });

    let outer = CAUGHT.replace(Some(String::new()));
    let result = panic::catch_unwind(code);
    let words = CAUGHT.replace(outer);
    result.map_err(|payload| match words {
        Some(words) if !words.is_empty() => words,
        _ => message(&*payload).to_owned(),
    })
}

/// The part of a source file's path that says where in its crate it is: `src/main.rs`, `macroquad-0.4.16/src/ui.rs`. What
/// stands before it is the business of the machine that it was built on.
fn within_crate(file: &str) -> String {
    let parts: Vec<_> = file.split(['/', '\\']).collect();
    if !std::path::Path::new(file).is_absolute() && !file.contains(":\\") {
        return file.to_owned();
    }
    // A crate's sources are in one of these; "src" may also be the name of a folder above.
    let is_sources =
        |part: &&str| ["src", "sketches", "examples", "tests", "benches"].contains(part);
    let root = parts.iter().rposition(is_sources);
    let from = root.map_or(parts.len().saturating_sub(1), |root| root.saturating_sub(1));
    parts[from..].join("/")
}

fn message(payload: &(dyn std::any::Any + Send)) -> &str {
    payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_says_what_and_where() {
        let words = catch(|| panic!("too {}", "far")).unwrap_err();
        assert!(
            words.starts_with("too far (core/src/platform/panics.rs:"),
            "{words}"
        );
        assert_eq!(catch(|| 7), Ok(7));
    }

    #[test]
    fn a_place_says_nothing_of_the_machine_that_built_it() {
        for (file, within) in [
            ("src/main.rs", "src/main.rs"),
            ("sketches/pulse.rs", "sketches/pulse.rs"),
            (
                "/home/me/.cargo/registry/src/index-1949cf8c6b5b557f/macroquad-0.4.16/src/ui/canvas.rs",
                "macroquad-0.4.16/src/ui/canvas.rs",
            ),
            ("/home/me/game/crates/core/src/a/b.rs", "core/src/a/b.rs"),
            (
                "/rustc/59807616e1/library/core/src/option.rs",
                "core/src/option.rs",
            ),
            ("/home/me/game/examples/a.rs", "game/examples/a.rs"),
            ("/home/me/book/sketches/a.rs", "book/sketches/a.rs"),
            ("C:\\Users\\me\\game\\src\\main.rs", "game/src/main.rs"),
            ("/home/me/build.rs", "build.rs"),
        ] {
            assert_eq!(within_crate(file), within);
        }
    }
}
