//! Processes that let all others go first.

use std::io;
use std::process::{Child, Command};

/// How far back one stands whose end nobody waits for, in steps of `nice`.
#[cfg(unix)]
const FAR: i32 = 15;

/// How far back one stands whose end somebody waits for.
#[cfg(unix)]
const NEAR: i32 = 5;

/// From now on this process, and those it starts, have what others leave of the processor.
pub fn stand_back() {
    #[cfg(unix)]
    // SAFETY: it only changes a number of this process.
    let _ = unsafe { libc::nice(FAR) };
}

/// Starts a process that stands back a little, and can be ended with all that it starts. What a terminal tells this one, as
/// Ctrl+C, it does not hear.
///
/// # Errors
/// It cannot be started.
pub fn spawn(command: &mut Command) -> io::Result<(Child, Group)> {
    system::prepare(command);
    let child = command.spawn()?;
    let group = Group { id: child.id() };
    Ok((child, group))
}

/// A process and those that it has started, which end with this.
#[derive(Debug)]
pub struct Group {
    id: u32,
}

impl Group {
    /// It has ended by itself.
    pub fn has_ended(self) {
        std::mem::forget(self);
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        system::end(self.id);
    }
}

#[cfg(unix)]
mod system {
    use std::os::unix::process::CommandExt;
    use std::process::Command;

    pub fn prepare(command: &mut Command) {
        command.process_group(0);
        // SAFETY: `nice` may be called between fork and exec, and changes only a number of the new process.
        unsafe {
            command.pre_exec(|| {
                let _ = libc::nice(super::NEAR);
                Ok(())
            });
        }
    }

    pub fn end(id: u32) {
        if let Ok(id) = i32::try_from(id) {
            // SAFETY: it is a group of this process's own, or one that has ended.
            unsafe { libc::killpg(id, libc::SIGTERM) };
        }
    }
}

#[cfg(not(unix))]
mod system {
    use std::process::Command;

    pub fn prepare(_: &mut Command) {}

    /// It ends by itself.
    pub fn end(_: u32) {}
}
