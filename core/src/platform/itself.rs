//! This program, started once more.

use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, Read};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus};
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

use super::interrupt;

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

/// Its file.
///
/// # Errors
/// It cannot be found.
pub fn file() -> io::Result<PathBuf> {
    system::file()
}

/// From now on the program is told this, in an environment variable, when it is started once more.
pub fn tell(name: &'static str, value: impl Into<OsString>) {
    if let Ok(mut told) = TOLD.lock() {
        *told = Some((name, value.into()));
    }
}

#[cfg(unix)]
mod system {
    use std::os::unix::process::CommandExt;
    use std::path::PathBuf;
    use std::process::Command;
    use std::{env, io};

    /// It may have been built anew since: the one that runs is still there.
    #[cfg(target_os = "linux")]
    pub fn file() -> io::Result<PathBuf> {
        Ok("/proc/self/exe".into())
    }

    #[cfg(not(target_os = "linux"))]
    pub fn file() -> io::Result<PathBuf> {
        env::current_exe()
    }

    pub fn command() -> io::Result<Command> {
        let mut command = Command::new(file()?);
        command.arg0(env::args_os().next().unwrap_or_default());
        Ok(command)
    }

    /// What the terminal tells this process it is told by this process, once.
    pub fn bind(command: &mut Command) {
        command.process_group(0);
        #[cfg(target_os = "linux")]
        // SAFETY: between fork and exec one system call is made, which changes a setting of the new process.
        unsafe {
            command.pre_exec(|| {
                rustix::process::set_parent_process_death_signal(Some(
                    rustix::process::Signal::TERM,
                ))?;
                Ok(())
            });
        }
    }

    pub fn ask_to_end(process: u32) {
        if let Ok(process) = i32::try_from(process) {
            // SAFETY: it is a child of this process that has not been waited for, or this process ends as well.
            unsafe { libc::kill(process, libc::SIGTERM) };
        }
    }
}

#[cfg(not(unix))]
mod system {
    use std::path::PathBuf;
    use std::process::Command;
    use std::{env, io};

    pub fn file() -> io::Result<PathBuf> {
        env::current_exe()
    }

    pub fn command() -> io::Result<Command> {
        file().map(Command::new)
    }

    pub fn bind(_: &mut Command) {}

    /// It hears of it by itself.
    pub fn ask_to_end(_: u32) {}
}

/// A process that hears nothing of what a terminal tells this one, and is asked to end where this one does.
#[derive(Debug)]
pub struct Bound {
    child: Child,
    /// When it was asked to end. A second time it would leave at once, and what it has begun would be left.
    asked: Option<Instant>,
}

/// How long a process that was asked to end may take to tidy up.
const PATIENCE: Duration = Duration::from_secs(5);

/// How often it is looked whether it has.
const LOOK: Duration = Duration::from_millis(5);

impl Bound {
    /// Starts it.
    ///
    /// # Errors
    /// It cannot be started.
    pub fn spawn(command: &mut Command) -> io::Result<Bound> {
        system::bind(command);
        let child = command.spawn()?;
        Ok(Bound { child, asked: None })
    }

    /// The process.
    pub fn child(&mut self) -> &mut Child {
        &mut self.child
    }

    /// Asks it to end, as Ctrl+C does, if it has not, and was not asked before.
    pub fn ask_to_end(&mut self) {
        if self.asked.is_none() && self.is_alive() {
            system::ask_to_end(self.child.id());
            self.asked = Some(Instant::now());
        }
    }

    fn is_alive(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }
}

impl Drop for Bound {
    fn drop(&mut self) {
        self.ask_to_end();
        let is_patient = |asked: Instant| asked.elapsed() < PATIENCE;
        while self.is_alive() && self.asked.is_some_and(is_patient) {
            thread::sleep(LOOK);
        }
        if self.is_alive() {
            system::ask_to_end(self.child.id());
        }
        let _ = self.child.wait();
    }
}

/// Runs a process in place of this one, until it ends. It hears every signal that this one hears, and ends with it.
///
/// # Errors
/// It cannot be started.
pub fn run_to_end(command: &mut Command) -> io::Result<ExitStatus> {
    system::bind(command);
    interrupt::listen();
    let mut child = command.spawn()?;
    let process = child.id();
    interrupt::at_first(move || system::ask_to_end(process));
    interrupt::at_second(move || system::ask_to_end(process));
    child.wait()
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

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_process_is_asked_to_end_once() {
        let path = std::env::temp_dir().join(format!("kinora-asked-{}", std::process::id()));
        let _ = std::fs::remove_file(&path);
        let mut command = Command::new("sh");
        command.arg("-c").arg(
            "trap 'echo asked >> \"$0\"' TERM; : > \"$0\"
            while ! [ -s \"$0\" ]; do sleep 0.01; done; sleep 0.2",
        );
        let mut process = Bound::spawn(command.arg(&path)).unwrap();
        let wait_for = |length: usize| {
            let begun = Instant::now();
            while std::fs::read(&path).map_or(0, |bytes| bytes.len() + 1) <= length {
                assert!(begun.elapsed() < 2 * PATIENCE, "waited in vain");
                thread::sleep(LOOK);
            }
        };
        wait_for(0);
        process.ask_to_end();
        wait_for(1);
        process.ask_to_end();
        drop(process);
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "asked\n");
        std::fs::remove_file(&path).unwrap();
    }
}
