//! What becomes of recordings, stills and what is kept: said when they are files, waited for at the end.

use std::path::Path;

use kinora_core::platform::say;

use super::Studio;
use super::keep::Keeps;

impl Studio {
    /// Says what has been written meanwhile, and remembers what was changed.
    pub(super) fn collect(&mut self) {
        if let Some(outcome) = self.recordings.saved() {
            match outcome {
                Ok(report) => self.notices.saved(report.path.clone(), report),
                Err(error) => self.notices.error(&error),
            }
        }
        if let Some(outcome) = self.stills.written() {
            match outcome {
                Ok(made) => self.notices.saved(made.path.clone(), made),
                Err(error) => self.notices.error(&error),
            }
        }
        if let Some(outcome) = self.keeps.kept() {
            match outcome {
                Ok(path) => self.notices.saved(path.clone(), kept_line(&path)),
                Err(error) => self.notices.error(&error),
            }
        }
        // Not while a slider is being dragged: each of its places would be written.
        if !self.panel.is_dragging() {
            self.remember();
        }
    }

    /// Ends the sketch and waits for every file but those that other processes make.
    pub(super) fn leave(mut self) -> Keeps {
        self.stop_recording();
        self.player.close();
        self.remember();
        while let Some(outcome) = self.recordings.wait() {
            match outcome {
                Ok(report) => say::line(&report),
                Err(error) => say::error(&error),
            }
        }
        while let Some(outcome) = self.stills.wait() {
            match outcome {
                Ok(made) => say::line(&made),
                Err(error) => say::error(&error),
            }
        }
        self.keeps
    }
}

/// Waits for what is still being kept, when the window has closed.
pub(super) fn wait(mut keeps: Keeps) {
    if keeps.progress().is_some() {
        say::note("what just happened is still being made a movie");
    }
    while let Some(outcome) = keeps.wait() {
        match outcome {
            Ok(path) => say::line(&kept_line(&path)),
            Err(error) => say::error(&error),
        }
    }
}

fn kept_line(path: &Path) -> String {
    format!("{}: what just happened", path.display())
}
