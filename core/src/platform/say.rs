//! What is said to people: lines of standard output and standard error. Nobody has to listen: a closed pipe or a full disk
//! there changes nothing of what is made.

use std::fmt::Display;
use std::io::{self, Write, stderr, stdout};

/// A line of standard output, about something that is done and stays done.
pub fn line(line: &impl Display) {
    if let Err(error) = writeln!(stdout(), "{line}").and_then(|()| stdout().flush())
        && error.kind() != io::ErrorKind::BrokenPipe
    {
        warning(&format!("standard output cannot be written to ({error})"));
    }
}

/// What a command is there to tell. Whoever closes the pipe knows enough.
///
/// # Errors
/// What keeps it from being told.
pub fn answer(text: &impl Display) -> io::Result<()> {
    let told = write!(stdout(), "{text}").and_then(|()| stdout().flush());
    match told {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        told => told,
    }
}

/// What went wrong, in one line of standard error.
pub fn error(words: &(impl Display + ?Sized)) {
    note(&format_args!("error: {words}"));
}

/// What may be not as somebody thinks.
pub fn warning(words: &(impl Display + ?Sized)) {
    note(&format_args!("warning: {words}"));
}

/// A line of standard error.
pub fn note(words: &(impl Display + ?Sized)) {
    let _ = writeln!(stderr(), "{words}");
}
