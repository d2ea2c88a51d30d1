//! A display for a machine that has none: an Xvfb of our own, gone when this process is.

pub use system::{Display, find, find_or_start};

#[cfg(target_os = "linux")]
mod system {
    use std::env;
    use std::fmt;
    use std::io::{self, BufRead, BufReader, PipeReader};
    use std::os::fd::AsRawFd;
    use std::os::unix::process::CommandExt;
    use std::process::{Child, Command, Stdio};
    use std::time::{Duration, Instant};

    use macroquad::miniquad::conf::LinuxBackend;
    use rustix::process::{Pid, Signal, kill_process};
    use x11rb::rust_connection::RustConnection;

    use crate::Error;

    /// Size of the private screen: the canvas is off-screen, so nothing needs room on it.
    const SCREEN: &str = "64x64x24";

    /// Mesa's variable for [`raster_threads`].
    const RASTER_THREADS: &str = "LP_NUM_THREADS";

    /// How long Xvfb may take to tell its number. Usually that is a tenth of a second; from a cold and busy disk it was
    /// once seen to take over ten.
    const PATIENCE: Duration = Duration::from_secs(30);

    /// A display to open a window on. A private one ends when this is dropped.
    pub struct Display {
        backend: LinuxBackend,
        xvfb: Option<Xvfb>,
        /// The connection by which the display was asked. It stays open until the window has one of its own: an X
        /// server without `-noreset` starts anew when its last client leaves, and refuses those who come meanwhile.
        _asked: Option<RustConnection>,
    }

    impl Display {
        /// The kind of window that this display takes.
        pub fn backend(&self) -> LinuxBackend {
            self.backend
        }

        /// Waits until a private display answers, and makes it this process's.
        pub fn ready(&mut self) -> Result<(), Error> {
            if let Some(xvfb) = &mut self.xvfb {
                let number = xvfb.number()?;
                set_variable("DISPLAY", &format!(":{number}"));
                if env::var_os(RASTER_THREADS).is_none() {
                    set_variable(RASTER_THREADS, &raster_threads().to_string());
                }
            }
            Ok(())
        }
    }

    impl fmt::Display for Display {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            let variable = |name| env::var(name).unwrap_or_default();
            match (self.backend, &self.xvfb) {
                (_, Some(_)) => f.write_str("a private Xvfb: there is none of this machine's own"),
                (LinuxBackend::WaylandOnly, None) => {
                    write!(f, "Wayland {}", variable("WAYLAND_DISPLAY"))
                }
                (_, None) => write!(f, "X11 {}", variable("DISPLAY")),
            }
        }
    }

    /// Sets a variable for the libraries that open the display.
    fn set_variable(name: &str, value: &str) {
        // SAFETY: no code of this process reads the environment but through the standard library, which guards it
        // with a lock, and Xlib and Mesa, which this thread calls after this line.
        unsafe { env::set_var(name, value) };
    }

    /// How many threads Mesa's software rasteriser takes besides the one that draws: every core but one for the
    /// sketch and one for the encoder. With two cores the sketch's own thread rasterises; exports of light sketches
    /// then took up to 7 % less time than with threads that take turns with the encoder, and in one of four series as
    /// much. Only a sketch that costs more than its encoding would gain by more threads.
    fn raster_threads() -> usize {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        cores.saturating_sub(2)
    }

    /// The display of this machine.
    ///
    /// # Errors
    /// [`Error::NoDisplay`] if none answers.
    pub fn find() -> Result<Display, Error> {
        let x11 = env::var("DISPLAY").ok().filter(|name| !name.is_empty());
        if x11.is_some()
            && let Ok((asked, _)) = RustConnection::connect(None)
        {
            return Ok(Display {
                backend: LinuxBackend::X11Only,
                xvfb: None,
                _asked: Some(asked),
            });
        }
        if env::var_os("WAYLAND_DISPLAY").is_some_and(|name| !name.is_empty()) {
            return Ok(Display {
                backend: LinuxBackend::WaylandOnly,
                xvfb: None,
                _asked: None,
            });
        }
        Err(Error::NoDisplay(x11))
    }

    /// The display of this machine, or else a private one that is starting; see [`Display::ready`].
    ///
    /// # Errors
    /// [`Error::NoXvfb`].
    pub fn find_or_start() -> Result<Display, Error> {
        find().or_else(|_| {
            Ok(Display {
                backend: LinuxBackend::X11Only,
                xvfb: Some(Xvfb::start()?),
                _asked: None,
            })
        })
    }

    /// A private X server.
    struct Xvfb {
        child: Child,
        /// Where it writes the number of its display once it answers.
        number: Option<PipeReader>,
    }

    impl Xvfb {
        fn start() -> Result<Xvfb, Error> {
            let failed = |error: io::Error| match error.kind() {
                io::ErrorKind::NotFound => Error::NoXvfb("Xvfb is not installed".into()),
                _ => Error::NoXvfb(format!("Xvfb does not start ({error})")),
            };
            let (number, told) = io::pipe().map_err(failed)?;
            let parent = rustix::process::getpid();
            let inherited = told.as_raw_fd();

            let mut command = Command::new("Xvfb");
            command.args(["-displayfd", &inherited.to_string()]);
            command.args(["-screen", "0", SCREEN, "-nolisten", "tcp", "-noreset"]);
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
                    let told = std::os::fd::BorrowedFd::borrow_raw(inherited);
                    Ok(rustix::io::fcntl_setfd(told, rustix::io::FdFlags::empty())?)
                });
            }
            let child = command.spawn().map_err(failed)?;
            Ok(Xvfb {
                child,
                number: Some(number),
            })
        }

        /// Waits for the number of the display; Xvfb tells it when it answers.
        fn number(&mut self) -> Result<u32, Error> {
            let failed = |why: &str| Error::NoXvfb(format!("Xvfb does not start ({why})"));
            let pipe = self
                .number
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
            line.trim()
                .parse()
                .map_err(|_| failed("it ended at once; try it by hand: Xvfb :99"))
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
}

#[cfg(not(target_os = "linux"))]
mod system {
    use crate::Error;
    use macroquad::miniquad::conf::LinuxBackend;

    /// The display that macOS and Windows always have.
    pub struct Display;

    impl Display {
        pub fn backend(&self) -> LinuxBackend {
            LinuxBackend::default()
        }

        pub fn ready(&mut self) -> Result<(), Error> {
            Ok(())
        }
    }

    impl std::fmt::Display for Display {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("the system's own")
        }
    }

    pub fn find() -> Result<Display, Error> {
        Ok(Display)
    }

    pub fn find_or_start() -> Result<Display, Error> {
        Ok(Display)
    }
}
