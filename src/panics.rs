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
                        Some(place) => format!("{} ({place})", message(info.payload())),
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
        assert!(words.starts_with("too far (src/panics.rs:"), "{words}");
        assert_eq!(catch(|| 7), Ok(7));
    }
}
