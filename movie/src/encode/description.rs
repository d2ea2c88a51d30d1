//! What a movie says of itself, for ffmpeg to read once it is known: ffmpeg starts before the first frame is drawn,
//! and what a sketch's parameters are is known only after.

pub use system::{Described, Description};

#[cfg(unix)]
mod system {
    use std::io::{self, PipeReader, PipeWriter, Write};
    use std::os::fd::AsRawFd;
    use std::process::Command;

    use crate::encode::inherit::hand_down;

    /// ffmpeg's end of a pipe.
    pub struct Description(PipeReader);

    /// Our end of it. Dropped before it is told anything, it makes ffmpeg fail.
    pub struct Described(PipeWriter);

    impl Description {
        /// Both ends; `None` where a child cannot be given a pipe.
        pub fn new() -> io::Result<Option<(Description, Described)>> {
            let (reader, writer) = io::pipe()?;
            Ok(Some((Description(reader), Described(writer))))
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

    impl Described {
        /// Tells it, in ffmpeg's format for metadata.
        pub fn tell(mut self, metadata: &str) -> io::Result<()> {
            self.0.write_all(metadata.as_bytes())
        }
    }
}

#[cfg(not(unix))]
mod system {
    use std::io;
    use std::process::Command;

    /// A child has no pipes but stdin, stdout and stderr here, so movies say nothing of themselves.
    pub enum Description {}

    /// The other end of it, which nobody has.
    pub enum Described {}

    impl Description {
        /// None.
        pub fn new() -> io::Result<Option<(Description, Described)>> {
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

    impl Described {
        /// Says what the movie shall say.
        pub fn tell(self, _: &str) -> io::Result<()> {
            match self {}
        }
    }
}
