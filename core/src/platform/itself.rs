//! This program, started once more.

use std::env;
use std::io;
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
