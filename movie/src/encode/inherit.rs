//! Files and pipes that ffmpeg has from this process, besides its standard three.

pub use system::{Stdout, hand_down};

#[cfg(unix)]
mod system {
    use std::io::{self, stdout};
    use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd, RawFd};
    use std::os::unix::process::CommandExt;
    use std::process::Command;

    /// Has the child of `command` inherit `file`, which must live until the child has started.
    pub fn hand_down(command: &mut Command, file: RawFd) {
        // SAFETY: between fork and exec only a system call is made: it neither allocates nor locks.
        unsafe {
            command.pre_exec(move || {
                let file = BorrowedFd::borrow_raw(file);
                Ok(rustix::io::fcntl_setfd(file, rustix::io::FdFlags::empty())?)
            });
        }
    }

    /// Standard output, as ffmpeg gets it: its own is read by who started it.
    #[derive(Debug)]
    pub struct Stdout(OwnedFd);

    impl Stdout {
        /// This process's; `None` where a child cannot be given it.
        pub fn of_this_process() -> io::Result<Option<Stdout>> {
            stdout().as_fd().try_clone_to_owned().map(Stdout).map(Some)
        }

        /// How ffmpeg is to call it.
        pub fn url(&self) -> String {
            format!("pipe:{}", self.file())
        }

        /// Its number.
        pub fn file(&self) -> RawFd {
            self.0.as_raw_fd()
        }
    }
}

#[cfg(not(unix))]
mod system {
    use std::io;
    use std::process::Command;

    pub fn hand_down(_: &mut Command, file: i32) {
        unreachable!("nothing has the number {file} here")
    }

    /// A child has no pipes but its own three here.
    #[derive(Debug)]
    pub enum Stdout {}

    impl Stdout {
        pub fn of_this_process() -> io::Result<Option<Stdout>> {
            Ok(None)
        }

        pub fn url(&self) -> String {
            match *self {}
        }

        pub fn file(&self) -> i32 {
            match *self {}
        }
    }
}
