//! What the window has to say: lines that go by themselves, files to be found, errors that stay.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::KinoraError;
use kinora_core::platform::say;

/// How long a line stays.
const SHORT: Duration = Duration::from_secs(6);

/// How long the name of a file stays, which somebody may want to click.
const LONG: Duration = Duration::from_secs(12);

/// One thing to say.
pub struct Notice {
    pub text: String,
    pub kind: Kind,
    until: Option<Instant>,
}

/// What it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    Hint,
    /// A click copies the path.
    Saved(PathBuf),
    /// Stays until it is dismissed.
    Error,
}

/// What is said at the moment, oldest first.
#[derive(Default)]
pub struct Notices(Vec<Notice>);

/// Most that are shown at once.
const MOST: usize = 4;

impl Notices {
    pub fn hint(&mut self, text: impl Into<String>) {
        self.say(text.into(), Kind::Hint, Some(SHORT));
    }

    /// A file is there. It is printed too, as `line`.
    pub fn saved(&mut self, path: PathBuf, line: impl std::fmt::Display) {
        say::line(&line);
        let text = format!("saved {}", path.display());
        let path = std::path::absolute(&path).unwrap_or(path);
        self.say(text, Kind::Saved(path), Some(LONG));
    }

    /// Something went wrong. It is printed too.
    pub fn error(&mut self, error: &KinoraError) {
        say::error(error);
        self.say(error.to_string(), Kind::Error, None);
    }

    /// What is to be shown now.
    pub fn shown(&mut self) -> &[Notice] {
        let now = Instant::now();
        let lasts = |notice: &Notice| notice.until.is_none_or(|until| now < until);
        self.0.retain(lasts);
        &self.0
    }

    /// Takes one of those that are shown away.
    pub fn dismiss(&mut self, index: usize) {
        if index < self.0.len() {
            self.0.remove(index);
        }
    }

    /// Errors of the past are not those of what begins now.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    fn say(&mut self, text: String, kind: Kind, lasts: Option<Duration>) {
        // The same again is not said twice.
        self.0.retain(|notice| notice.text != text);
        if self.0.len() == MOST {
            self.0.remove(0);
        }
        self.0.push(Notice {
            text,
            kind,
            until: lasts.map(|lasts| Instant::now() + lasts),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_is_said_once_and_the_oldest_goes_first() {
        let mut notices = Notices::default();
        for text in ["a", "b", "a", "c", "d", "e"] {
            notices.hint(text);
        }
        let said: Vec<_> = notices.shown().iter().map(|n| n.text.as_str()).collect();
        assert_eq!(said, ["a", "c", "d", "e"]);
        notices.dismiss(1);
        notices.dismiss(9);
        assert_eq!(notices.shown().len(), 3);
    }
}
