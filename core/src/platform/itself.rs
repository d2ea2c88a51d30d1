//! This program, started once more.

use std::env;
use std::io::{self, BufRead, BufReader, Read};
use std::process::Command;

/// The program that runs, under its own name.
///
/// # Errors
/// Its file cannot be found.
#[cfg(target_os = "linux")]
pub fn command() -> io::Result<Command> {
    use std::os::unix::process::CommandExt;
    // It may have been built anew since: the one that runs is still there.
    let mut command = Command::new("/proc/self/exe");
    command.arg0(env::args_os().next().unwrap_or_default());
    Ok(command)
}

/// The program that runs.
///
/// # Errors
/// Its file cannot be found.
#[cfg(not(target_os = "linux"))]
pub fn command() -> io::Result<Command> {
    env::current_exe().map(Command::new)
}

/// The lines that it says. Of what is no text there are replacement characters.
pub fn lines(said: impl Read) -> impl Iterator<Item = String> {
    let lines = BufReader::new(said).split(b'\n').map_while(Result::ok);
    lines.map(|line| String::from_utf8_lossy(&line).trim_end().to_owned())
}

/// The last line that it says that is not empty.
pub fn last_line(said: impl Read) -> String {
    let lines = lines(said).filter(|line| !line.is_empty());
    lines.last().unwrap_or_default()
}

/// What it says that went wrong, which is the last line of its standard error.
pub fn last_error(said: impl Read) -> String {
    match last_line(said) {
        line if line.is_empty() => "it was ended".into(),
        line => line.trim_start_matches("error: ").to_owned(),
    }
}
