//! A private X server, which ends with this process.

use std::io::{self, BufRead, BufReader, PipeReader};
use std::os::fd::{AsFd, AsRawFd, BorrowedFd};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use super::cookie::Cookie;
use super::number::Number;
use crate::KinoraError;

/// Size of the screen: the canvas is off-screen, so nothing needs room on it.
const SCREEN: &str = "64x64x24";

/// How long Xvfb may take to tell its number. Usually that is a twentieth of a second; from a cold and busy disk it was
/// once seen to take over ten.
const PATIENCE: Duration = Duration::from_secs(30);

/// A running Xvfb, ended when it is dropped.
pub struct Xvfb {
    child: Child,
    number: Number,
    /// Where it writes that number once it answers.
    told: Option<PipeReader>,
    /// What lets this process in, and no other.
    cookie: Cookie,
}

impl Xvfb {
    /// Starts one, with arguments of Xvfb's beside the usual.
    ///
    /// # Errors
    /// [`KinoraError::NoXvfb`].
    pub fn start(args: &[&str]) -> Result<Xvfb, KinoraError> {
        let failed = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound => KinoraError::NoXvfb("Xvfb is not installed".into()),
            _ => KinoraError::NoXvfb(format!("Xvfb does not start ({error})")),
        };
        let (reader, told) = io::pipe().map_err(failed)?;
        let number = Number::claim().map_err(failed)?;
        let cookie = Cookie::bake().map_err(failed)?;
        let parent = rustix::process::getpid();
        let inherited = [told.as_raw_fd(), cookie.as_fd().as_raw_fd()];

        let mut command = Command::new("Xvfb");
        command.arg(number.name());
        command.args(["-displayfd", &told.as_raw_fd().to_string()]);
        command.args(["-screen", "0", SCREEN, "-noreset"]);
        // No port, and no socket beside the one in the file system.
        command.args(["-nolisten", "tcp", "-nolisten", "local"]);
        command.args(["-auth", &cookie.path()]);
        command.args(args);
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        // Ctrl+C in a terminal is for this process, which then ends its display.
        command.process_group(0);
        // SAFETY: between fork and exec only system calls are made: none allocates or locks.
        unsafe {
            command.pre_exec(move || {
                rustix::process::set_parent_process_death_signal(Some(Signal::TERM))?;
                if rustix::process::getppid() != Some(parent) {
                    return Err(io::ErrorKind::BrokenPipe.into());
                }
                for inherited in inherited {
                    let inherited = BorrowedFd::borrow_raw(inherited);
                    rustix::io::fcntl_setfd(inherited, rustix::io::FdFlags::empty())?;
                }
                Ok(())
            });
        }
        let child = command.spawn().map_err(failed)?;
        Ok(Xvfb {
            child,
            number,
            told: Some(reader),
            cookie,
        })
    }

    /// The authority file for programs of this process.
    pub fn authority(&self) -> String {
        self.cookie.path()
    }

    /// Waits until it answers: the name of its display.
    ///
    /// # Errors
    /// [`KinoraError::NoXvfb`].
    pub fn name(&mut self) -> Result<String, KinoraError> {
        let failed = |why: &str| KinoraError::NoXvfb(format!("Xvfb does not start ({why})"));
        let pipe = self
            .told
            .take()
            .ok_or_else(|| failed("it was asked twice"))?;
        let deadline = Instant::now() + PATIENCE;
        loop {
            let mut fds = [rustix::event::PollFd::new(
                &pipe,
                rustix::event::PollFlags::IN,
            )];
            let left = deadline.saturating_duration_since(Instant::now());
            let timeout = rustix::event::Timespec::try_from(left).expect("seconds fit");
            match rustix::event::poll(&mut fds, Some(&timeout)) {
                Ok(0) => return Err(failed("it does not answer")),
                Ok(_) => break,
                Err(rustix::io::Errno::INTR) => {}
                Err(error) => return Err(failed(&error.to_string())),
            }
        }
        let mut line = String::new();
        BufReader::new(pipe)
            .read_line(&mut line)
            .map_err(|error| failed(&error.to_string()))?;
        match line.trim().is_empty() {
            true => Err(failed("it ended at once; try it by hand: Xvfb :99")),
            false => Ok(self.number.name()),
        }
    }
}

impl Drop for Xvfb {
    fn drop(&mut self) {
        // SIGTERM lets it remove its lock file and socket.
        if let Some(pid) = Pid::from_raw(self.child.id().cast_signed()) {
            let _ = kill_process(pid, Signal::TERM);
        }
        let _ = self.child.wait();
    }
}
