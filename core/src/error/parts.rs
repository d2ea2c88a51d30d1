//! What can go wrong with a movie that is made in parts.

use std::path::PathBuf;

/// Everything about parts that kinora reports to its user.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PartsError {
    /// More parts than frames.
    #[error("a movie of {frames} frames cannot be cut into {parts} parts: take {frames} or fewer")]
    TooMany {
        /// Parts that were asked for.
        parts: u64,
        /// Frames that there are.
        frames: u64,
    },
    /// What goes into a pipe has no place for parts.
    #[error("a movie in parts becomes a file: name one with -o, or leave out {0}")]
    Stream(&'static str),
    /// The folder belongs to another export.
    #[error("'{}' is of another export ({differences}): remove it to begin anew, or take another name", .folder.display())]
    Other {
        /// The folder.
        folder: PathBuf,
        /// What is other, there and here.
        differences: String,
    },
    /// Somebody else works in the folder.
    #[error("another export is making the parts in '{}': wait for it, or end it", .0.display())]
    Busy(PathBuf),
    /// A manifest or a record that cannot be understood.
    #[error("'{}' cannot be understood ({reason}): remove it, and what it stands for is made again", .path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the parser says.
        reason: String,
    },
    /// A folder without a manifest.
    #[error("there are no parts in '{}': export with --part K/N --parts FOLDER makes them", .0.display())]
    None(PathBuf),
    /// Parts that are not there.
    #[error("{parts} of {of} {} not in '{}': export with --part K/{of} makes what is missing", be(.parts), .folder.display())]
    Missing {
        /// Where they are looked for.
        folder: PathBuf,
        /// Their numbers, as "parts 3 and 5 to 7".
        parts: String,
        /// How many there are of the movie.
        of: u64,
    },
    /// A part whose bytes are not those that were written.
    #[error("'{}' is damaged, {why}: make part {number} again", .path.display())]
    Damaged {
        /// The part.
        path: PathBuf,
        /// Its number.
        number: u64,
        /// What is wrong.
        why: String,
    },
    /// The same part twice.
    #[error("part {number} is there twice, in '{}' and '{}': remove one", .one.display(), .other.display())]
    Twice {
        /// Its number.
        number: u64,
        /// A record of it.
        one: PathBuf,
        /// Another one.
        other: PathBuf,
    },
    /// A part of another movie.
    #[error("'{}' is a part of another export ({differences}): remove it", .path.display())]
    Foreign {
        /// Its record.
        path: PathBuf,
        /// What is other, there and here.
        differences: String,
    },
    /// A part that was encoded by another encoder than the first one.
    #[error("'{}' was encoded otherwise than the parts before it, by {encoder} of another ffmpeg or machine: make part {number} again where those were made", .path.display())]
    Unlike {
        /// The part.
        path: PathBuf,
        /// Its number.
        number: u64,
        /// ffmpeg's name of its encoder.
        encoder: String,
    },
    /// Parts after the end of the sketch, or none before it.
    #[error("'{}' has frames, though the sketch ended in a part before it: not all parts are of the same play", .0.display())]
    AfterEnd(PathBuf),
    /// A name whose kind is not that of the parts.
    #[error("'{}' is not what the parts are made for: end the name in {extension}", .path.display())]
    Name {
        /// The name that was asked for.
        path: PathBuf,
        /// How it must end.
        extension: &'static str,
    },
    /// The sound is not where it was, or is other sound.
    #[error("the sound of the movie, '{}', {why}: name it with --audio FILE", .path.display())]
    Sound {
        /// Where it was.
        path: PathBuf,
        /// What is wrong.
        why: &'static str,
    },
    /// What other machines are to run is no export.
    #[error(
        "write the export as you would run it here, in one go: kinora farm ENGINE export SKETCH -o movie.mp4"
    )]
    NotAnExport,
    /// A word that no description of a job can hold.
    #[error("'{0}' is no text: a description of a job can only hold text")]
    NotText(String),
    /// A word that Open Job Description would take for its own.
    #[error("'{0}' has {{{{ in it, which Open Job Description replaces: leave that out")]
    Braces(String),
    /// A process that makes parts has failed.
    #[error("{words}{}", kept(.done, .of, .folder))]
    Failed {
        /// Its last words.
        words: String,
        /// Its exit code.
        code: u8,
        /// Parts that are done.
        done: u64,
        /// Parts of the movie.
        of: u64,
        /// Where they are.
        folder: PathBuf,
    },
    /// SIGINT, SIGTERM or SIGHUP ended the run.
    #[error("interrupted{}", kept(.done, .of, .folder))]
    Interrupted {
        /// Parts that are done.
        done: u64,
        /// Parts of the movie.
        of: u64,
        /// Where they are.
        folder: PathBuf,
    },
}

impl PartsError {
    /// Whether it is about what was asked for.
    pub(super) fn is_about_arguments(&self) -> bool {
        matches!(
            self,
            PartsError::TooMany { .. }
                | PartsError::Stream(_)
                | PartsError::Name { .. }
                | PartsError::NotAnExport
                | PartsError::NotText(_)
                | PartsError::Braces(_)
        )
    }
}

fn be(parts: &str) -> &'static str {
    match parts.starts_with("parts") {
        true => "are",
        false => "is",
    }
}

fn kept(done: &u64, of: &u64, folder: &std::path::Path) -> String {
    match done {
        0 => String::new(),
        done => format!(
            "; {done} of {of} parts are in '{}', and the same command makes the rest",
            folder.display()
        ),
    }
}
