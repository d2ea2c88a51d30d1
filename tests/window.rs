//! The sandbox as a person uses it: a real window under Xvfb, keys by xdotool, and the files it makes.

mod common;

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use common::*;
use rustix::process::{Pid, Signal, kill_process};
use x11rb::protocol::xproto::{ClientMessageEvent, ConnectionExt, EventMask};

const WHITE: [u8; 3] = [255, 255, 255];

/// These tests measure time, so they run one after the other.
static TURN: Mutex<()> = Mutex::new(());

/// A screen of its own, and a sandbox on it.
struct Sandbox {
    place: Place,
    xvfb: Child,
    display: String,
    kinora: Child,
    window: String,
    _turn: MutexGuard<'static, ()>,
}

impl Sandbox {
    fn open(prepare: impl FnOnce(&Place) -> Command) -> Sandbox {
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

    fn xdotool(&self, args: &[&str]) -> std::process::Output {
        Command::new("xdotool")
            .args(args)
            .env("DISPLAY", &self.display)
            .output()
            .unwrap()
    }

    fn key(&self, key: &str) {
        assert!(self.xdotool(&["key", key]).status.success());
    }

    /// What a window manager sends when its close button is pressed (ICCCM, WM_DELETE_WINDOW).
    fn close_button(&self) {
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
    fn screen_at(&self, x: usize, y: usize) -> [u8; 3] {
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
    fn recordings(&self) -> Vec<PathBuf> {
        let folder = self.place.file("recordings");
        let whole = listing(&folder)
            .into_iter()
            .filter(|name| !name.contains(".partial"));
        whole.map(|name| folder.join(name)).collect()
    }

    fn wait_for_recording(&self, number: usize) -> PathBuf {
        until("the recording is a file", || {
            self.recordings().len() == number
        });
        self.recordings().pop().unwrap()
    }

    /// Starts a recording with `key` and waits until it runs.
    fn record(&self, key: &str) -> Instant {
        let before = Instant::now();
        self.key(key);
        let partial = |name: &String| name.contains(".partial");
        until("it records", || {
            listing(&self.place.file("recordings")).iter().any(partial)
        });
        before
    }

    /// Waits until the window is closed, asserts that it went well, and returns what it said on stderr.
    fn closed(&mut self) -> String {
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

#[test]
fn r_records_three_seconds_and_none_of_the_hud() {
    let mut sandbox = Sandbox::open(|place| place.kinora("run pulse"));
    let began = sandbox.record("r");
    thread::sleep(Duration::from_secs(3).saturating_sub(began.elapsed()));
    let on_screen = sandbox.screen_at(14, 14);
    assert!(
        on_screen[1] < 200,
        "the window shows that it records: {on_screen:?}"
    );
    let held = began.elapsed();
    sandbox.key("r");
    let movie = sandbox.wait_for_recording(1);
    sandbox.key("Escape");
    sandbox.closed();

    let name = movie.file_name().unwrap().to_str().unwrap();
    let digits = name
        .strip_prefix("pulse-")
        .and_then(|name| name.strip_suffix(".mp4"))
        .unwrap();
    assert!(digits.len() == 15 && digits.as_bytes()[8] == b'-', "{name}");

    let length = duration(&movie);
    assert!(
        (length - held.as_secs_f64()).abs() <= 0.15,
        "{length} s for {held:?}"
    );
    let pictures = pictures(&movie);
    assert_eq!(pictures.len(), (length * 20.0).round() as usize);
    for picture in &pictures {
        // Where the window shows the dot, the time and the notice, the canvas is white.
        for (x, y) in [
            (12, 12),
            (14, 20),
            (30, 20),
            (60, 20),
            (120, 20),
            (15, 450),
            (60, 460),
        ] {
            assert_near(picture.at(x, y), WHITE, 3);
        }
    }
    // It moves as the wall clock does: a breath a second is three in three seconds.
    let widths: Vec<usize> = pictures
        .iter()
        .map(|picture| (0..640).filter(|&x| picture.at(x, 240)[0] < 128).count())
        .collect();
    let crossings = widths
        .windows(2)
        .filter(|pair| pair[0] < 440 && pair[1] >= 440)
        .count();
    assert!((2..=4).contains(&crossings), "{crossings}: {widths:?}");
}

#[test]
fn shift_r_records_every_frame_of_the_sketch() {
    let mut sandbox = Sandbox::open(|place| place.cards("run counter --fps 60 --size 320x80"));
    sandbox.record("shift+r");
    thread::sleep(Duration::from_secs(1));
    sandbox.key("r");
    let movie = sandbox.wait_for_recording(1);
    sandbox.key("Escape");
    sandbox.closed();
    let numbers: Vec<u32> = pictures(&movie)
        .iter()
        .map(|picture| {
            (0..16).fold(0, |bits, bar| {
                bits << 1 | u32::from(picture.at(bar * 20 + 10, 40)[0] > 128)
            })
        })
        .collect();
    assert!(numbers.len() > 10, "{numbers:?}");
    let first = numbers[0];
    let wanted: Vec<u32> = (first..).take(numbers.len()).collect();
    assert_eq!(numbers, wanted, "once each, in order");
}

/// A way to end the sandbox.
type Leave = fn(&Sandbox);

#[test]
fn leaving_while_recording_finishes_the_movie() {
    let leave: [(&str, Leave); 3] = [
        ("Escape", |sandbox| sandbox.key("Escape")),
        ("the window's close button", Sandbox::close_button),
        ("SIGTERM", |sandbox| {
            let pid = Pid::from_raw(sandbox.kinora.id().cast_signed()).unwrap();
            kill_process(pid, Signal::TERM).unwrap();
        }),
    ];
    for (how, leave) in leave {
        let mut sandbox = Sandbox::open(|place| place.kinora("run pulse"));
        let began = sandbox.record("r");
        thread::sleep(Duration::from_secs(1).saturating_sub(began.elapsed()));
        let held = began.elapsed();
        leave(&sandbox);
        sandbox.closed();
        let movie = sandbox.wait_for_recording(1);
        let length = duration(&movie);
        assert!(
            (length - held.as_secs_f64()).abs() <= 0.25,
            "{how}: {length} s for {held:?}"
        );
    }
}

#[test]
fn the_canvas_keeps_its_shape_in_a_window_of_any_size() {
    let mut sandbox = Sandbox::open(|place| place.kinora("run pulse"));
    let before = sandbox.screen_at(5, 100);
    assert_near(before, WHITE, 0);
    assert!(
        sandbox
            .xdotool(&["windowsize", &sandbox.window, "900", "300"])
            .status
            .success()
    );
    // 640×480 fits as 400×300, with 250 pixels of window on both sides.
    until("the canvas is in the middle", || {
        let [beside, corner, middle] =
            [(100, 150), (252, 2), (450, 150)].map(|(x, y)| sandbox.screen_at(x, y));
        beside[0] < 60 && corner == WHITE && middle == [0, 255, 0]
    });
    let movie = {
        sandbox.record("r");
        thread::sleep(Duration::from_millis(500));
        sandbox.key("r");
        sandbox.wait_for_recording(1)
    };
    assert_eq!(
        probe(&movie)["streams"][0]["width"],
        640,
        "the movie is the canvas, not the window"
    );
    sandbox.key("Escape");
    sandbox.closed();
}

#[test]
fn two_recordings_are_two_files() {
    let mut sandbox = Sandbox::open(|place| place.kinora("run pulse"));
    for number in 1..=2 {
        sandbox.record("r");
        thread::sleep(Duration::from_millis(300));
        sandbox.key("r");
        sandbox.wait_for_recording(number);
    }
    sandbox.key("Escape");
    sandbox.closed();
    for movie in sandbox.recordings() {
        assert!(duration(&movie) > 0.1);
    }
}

#[test]
fn a_sketch_that_panics_leaves_its_movie_and_a_window_that_says_why() {
    let mut sandbox = Sandbox::open(|place| place.cards("run panics"));
    sandbox.record("r");
    let movie = sandbox.wait_for_recording(1);
    assert!(
        sandbox.kinora.try_wait().unwrap().is_none(),
        "the window is still there"
    );
    until("the window says why", || {
        sandbox.screen_at(60, 430) != [0, 0, 255]
    });
    sandbox.key("Escape");
    let said = sandbox.closed();
    assert!(
        said.contains("sketch 'panics' panicked: the card is torn"),
        "{said}"
    );
    assert_near(pictures(&movie)[0].at(100, 100), [255, 0, 0], 4);
}

#[test]
fn an_export_uses_the_display_that_is_there() {
    let sandbox = Sandbox::open(|place| place.kinora("run pulse"));
    let mut command = sandbox.place.cards("export quarters -o card.mp4");
    command.env("DISPLAY", &sandbox.display);
    succeed(command);
    assert_eq!(pictures(&sandbox.place.file("card.mp4")).len(), 3);
}
