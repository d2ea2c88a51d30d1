//! Pipes to ffmpeg beside the one that its frames go through: for what a movie says of itself, and for its sound. ffmpeg starts
//! before the first frame is drawn, and either is known only after.

pub use system::{Given, Kept};

#[cfg(unix)]
mod system {
    use std::io::{self, PipeReader, PipeWriter, Write};
    use std::os::fd::AsRawFd;
    use std::process::Command;

    use crate::encode::inherit::hand_down;

    /// ffmpeg's end of a pipe.
    pub struct Given(PipeReader);

    /// Our end of it. Dropped before anything is written, it may make ffmpeg fail.
    pub struct Kept(PipeWriter);

    impl Given {
        /// Both ends; `None` where a child cannot be given a pipe.
        pub fn new() -> io::Result<Option<(Given, Kept)>> {
            let (reader, writer) = io::pipe()?;
            Ok(Some((Given(reader), Kept(writer))))
        }

        /// How ffmpeg is to call it.
        pub fn url(&self) -> String {
            format!("pipe:{}", self.0.as_raw_fd())
        }

        /// Has the child of `command` inherit it. It must live until the child has started.
        pub fn give_to(&self, command: &mut Command) {
            hand_down(command, self.0.as_raw_fd());
        }
    }

    impl Write for Kept {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
}

#[cfg(not(unix))]
mod system {
    use std::io::{self, Write};
    use std::process::Command;

    /// A child has no pipes but stdin, stdout and stderr here: movies say nothing of themselves, and their sound comes to them
    /// when they are finished.
    pub enum Given {}

    /// The other end of it, which nobody has.
    pub enum Kept {}

    impl Given {
        /// None.
        pub fn new() -> io::Result<Option<(Given, Kept)>> {
            Ok(None)
        }

        /// What ffmpeg opens.
        pub fn url(&self) -> String {
            match *self {}
        }

        /// Hands it down to a child.
        pub fn give_to(&self, _: &mut Command) {
            match *self {}
        }
    }

    impl Write for Kept {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            match *self {}
        }

        fn flush(&mut self) -> io::Result<()> {
            match *self {}
        }
    }
}
