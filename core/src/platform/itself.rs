//! This program, started once more.

use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, Read};
use std::process::Command;
use std::sync::Mutex;

/// A variable that the program is told when it is started once more.
static TOLD: Mutex<Option<(&str, OsString)>> = Mutex::new(None);

/// The program that runs, under its own name.
///
/// # Errors
/// Its file cannot be found.
pub fn command() -> io::Result<Command> {
    let mut command = system::command()?;
    if let Ok(told) = TOLD.lock()
        && let Some((name, value)) = &*told
    {
        command.env(name, value);
    }
    Ok(command)
}

/// From now on the program is told this, in an environment variable, when it is started once more.
pub fn tell(name: &'static str, value: impl Into<OsString>) {
    if let Ok(mut told) = TOLD.lock() {
        *told = Some((name, value.into()));
    }
}

#[cfg(target_os = "linux")]
mod system {
    use std::os::unix::process::CommandExt;
    use std::process::Command;
    use std::{env, io};

    pub fn command() -> io::Result<Command> {
        // It may have been built anew since: the one that runs is still there.
        let mut command = Command::new("/proc/self/exe");
        command.arg0(env::args_os().next().unwrap_or_default());
        Ok(command)
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    use std::process::Command;
    use std::{env, io};

    pub fn command() -> io::Result<Command> {
        env::current_exe().map(Command::new)
    }
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
