//! The sandbox as a person uses it: a window on a screen of its own, keys by xdotool.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use rustix::process::Pid;
use x11rb::protocol::xproto::{ClientMessageEvent, ConnectionExt, EventMask};

use super::{Place, listing, stdout, succeed, until};

/// These tests measure time, so they run one after the other.
static TURN: Mutex<()> = Mutex::new(());

/// A screen of its own, and a sandbox on it.
pub struct Sandbox {
    pub place: Place,
    xvfb: Child,
    pub display: String,
    pub kinora: Child,
    pub window: String,
    _turn: MutexGuard<'static, ()>,
}

impl Sandbox {
    pub fn open(prepare: impl FnOnce(&Place) -> Command) -> Sandbox {
        let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        let place = Place::new();
        let mut xvfb = Command::new("Xvfb")
            .args([
                "-displayfd",
                "1",
                "-screen",
                "0",
                "1000x700x24",
                "-nolisten",
                "tcp",
                "-noreset",
            ])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut number = String::new();
        BufReader::new(xvfb.stdout.take().unwrap())
            .read_line(&mut number)
            .unwrap();
        let display = format!(":{}", number.trim());
        let kinora = prepare(&place).env("DISPLAY", &display).spawn().unwrap();
        let mut sandbox = Sandbox {
            place,
            xvfb,
            display,
            kinora,
            window: String::new(),
            _turn: turn,
        };
        until("a window is shown", || {
            let found = sandbox.xdotool(&["search", "--onlyvisible", "--name", "kinora"]);
            sandbox.window = stdout(&found).trim().to_owned();
            !sandbox.window.is_empty()
        });
        // Without a window manager, keys go to the window under the mouse.
        sandbox.xdotool(&["mousemove", "10", "10"]);
        sandbox
    }

    pub fn xdotool(&self, args: &[&str]) -> std::process::Output {
        Command::new("xdotool")
            .args(args)
            .env("DISPLAY", &self.display)
            .output()
            .unwrap()
    }

    pub fn key(&self, key: &str) {
        assert!(self.xdotool(&["key", key]).status.success());
    }

    /// What a window manager sends when its close button is pressed (ICCCM, WM_DELETE_WINDOW).
    pub fn close_button(&self) {
        let (x11, _) = x11rb::connect(Some(&self.display)).unwrap();
        let atom = |name: &[u8]| x11.intern_atom(false, name).unwrap().reply().unwrap().atom;
        let window = self.window.parse().unwrap();
        let data = [atom(b"WM_DELETE_WINDOW"), 0, 0, 0, 0];
        let event = ClientMessageEvent::new(32, window, atom(b"WM_PROTOCOLS"), data);
        x11.send_event(false, window, EventMask::NO_EVENT, event)
            .unwrap()
            .check()
            .unwrap();
    }

    /// One pixel of the screen, grabbed by ffmpeg.
    pub fn screen_at(&self, x: usize, y: usize) -> [u8; 3] {
        let mut command = Command::new("ffmpeg");
        command.args([
            "-v",
            "error",
            "-f",
            "x11grab",
            "-video_size",
            "1000x700",
            "-i",
            &self.display,
        ]);
        command.args(["-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]);
        let grabbed = succeed(command).stdout;
        let at = (y * 1000 + x) * 3;
        grabbed[at..at + 3].try_into().unwrap()
    }

    /// Files of the recordings that are whole.
    pub fn recordings(&self) -> Vec<PathBuf> {
        let folder = self.place.file("recordings");
        let whole = listing(&folder)
            .into_iter()
            .filter(|name| !name.contains(".partial"));
        whole.map(|name| folder.join(name)).collect()
    }

    pub fn wait_for_recording(&self, number: usize) -> PathBuf {
        until("the recording is a file", || {
            self.recordings().len() == number
        });
        self.recordings().pop().unwrap()
    }

    /// Starts a recording with `key` and waits until it runs.
    pub fn record(&self, key: &str) -> Instant {
        let before = Instant::now();
        self.key(key);
        let partial = |name: &String| name.contains(".partial");
        until("it records", || {
            listing(&self.place.file("recordings")).iter().any(partial)
        });
        before
    }

    /// The file that is being written.
    pub fn partial(&self) -> PathBuf {
        let folder = self.place.file("recordings");
        let name = listing(&folder)
            .into_iter()
            .find(|name| name.contains(".partial"));
        folder.join(name.expect("a recording runs"))
    }

    /// Process id of the ffmpeg that encodes.
    pub fn ffmpeg(&self) -> Pid {
        self.place.process("ffmpeg").expect("a recording runs")
    }

    pub fn pid(&self) -> Pid {
        Pid::from_raw(self.kinora.id().cast_signed()).unwrap()
    }

    /// Waits until the window is closed, asserts that it went well, and returns what it said on stderr.
    pub fn closed(&mut self) -> String {
        let mut status = None;
        until("the sandbox ends", || {
            status = self.kinora.try_wait().unwrap();
            status.is_some()
        });
        let mut said = String::new();
        std::io::Read::read_to_string(self.kinora.stderr.as_mut().unwrap(), &mut said).unwrap();
        assert!(status.unwrap().success(), "{said}");
        assert!(!said.contains("panicked at"), "{said}");
        until("no process is left", || self.place.processes().is_empty());
        said
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        for child in [&mut self.kinora, &mut self.xvfb] {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}
