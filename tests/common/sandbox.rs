//! The sandbox as a person uses it: a window on a screen of its own, keys by xdotool.

use std::path::PathBuf;
use std::process::{Child, Command};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::Pid;
use x11rb::protocol::xproto::{ClientMessageEvent, ConnectionExt, EventMask};

use super::screen::Screen;
use super::{Picture, Place, listing, stdout, until, until_within};

/// These tests measure time, so they run one after the other.
static TURN: Mutex<()> = Mutex::new(());

/// A screen of its own, and a sandbox on it.
pub struct Sandbox {
    pub place: Place,
    screen: Screen,
    pub display: String,
    pub kinora: Child,
    pub window: String,
    _turn: MutexGuard<'static, ()>,
}

/// Where a card of 320×80 is shown in the window of the test cards: as wide as the room, in its middle.
pub const BARS: (i32, i32, i32, i32) = (0, 220, 480, 120);

/// How long a sketch may take to be built for the first time.
const BUILD: Duration = Duration::from_secs(200);

impl Sandbox {
    /// The sandbox of the test cards.
    pub fn cards(args: &str) -> Sandbox {
        Sandbox::open(|place| place.cards(args))
    }

    pub fn open(prepare: impl FnOnce(&Place) -> Command) -> Sandbox {
        Sandbox::open_on((1000, 700), 96, Place::new(), prepare)
    }

    /// A program whose window has that title.
    pub fn open_program(title: &str, prepare: impl FnOnce(&Place) -> Command) -> Sandbox {
        Sandbox::open_titled(title, (1000, 700), 96, Place::new(), prepare)
    }

    /// The same in the folder of this one, which is closed.
    pub fn reopen(mut self, prepare: impl FnOnce(&Place) -> Command) -> Sandbox {
        let place = std::mem::replace(&mut self.place, Place::new());
        drop(self);
        Sandbox::open_on((1000, 700), 96, place, prepare)
    }

    /// On a screen of that size and so many dots per inch.
    pub fn open_on(
        size: (usize, usize),
        dpi: u32,
        place: Place,
        prepare: impl FnOnce(&Place) -> Command,
    ) -> Sandbox {
        Sandbox::open_titled("kinora", size, dpi, place, prepare)
    }

    /// A program whose window has that title, on such a screen.
    pub fn open_titled(
        title: &str,
        size: (usize, usize),
        dpi: u32,
        place: Place,
        prepare: impl FnOnce(&Place) -> Command,
    ) -> Sandbox {
        let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        let screen = Screen::start(size);
        let display = screen.display.clone();
        if dpi != 96 {
            set_dpi(&display, dpi);
        }
        let kinora = prepare(&place).env("DISPLAY", &display).spawn().unwrap();
        let mut sandbox = Sandbox {
            place,
            screen,
            display,
            kinora,
            window: String::new(),
            _turn: turn,
        };
        // It may have to be built first.
        until_within(BUILD, "a window is shown", || {
            let found = sandbox.xdotool(&["search", "--onlyvisible", "--name", title]);
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

    /// Types it, letter by letter.
    pub fn type_text(&self, text: &str) {
        let typed = self.xdotool(&["type", "--delay", "60", text]);
        assert!(typed.status.success());
    }

    /// Moves the mouse to a place of the screen and clicks.
    pub fn click(&self, x: i32, y: i32) {
        self.point(x, y);
        self.xdotool(&["mousedown", "1"]);
        self.xdotool(&["mouseup", "1"]);
        a_few_frames();
    }

    /// Turns the wheel towards the user.
    pub fn wheel(&self, (x, y): (i32, i32), notches: u32) {
        self.point(x, y);
        let turned = self.xdotool(&["click", "--repeat", &notches.to_string(), "5"]);
        assert!(turned.status.success());
        a_few_frames();
    }

    /// Gives the window another size.
    pub fn resize(&self, width: u32, height: u32) {
        let (width, height) = (width.to_string(), height.to_string());
        let resized = self.xdotool(&["windowsize", &self.window, &width, &height]);
        assert!(resized.status.success());
    }

    /// Takes hold of something and moves it.
    pub fn drag(&self, from: (i32, i32), to: (i32, i32)) {
        self.point(from.0, from.1);
        self.xdotool(&["mousedown", "1"]);
        self.point((from.0 + to.0) / 2, (from.1 + to.1) / 2);
        self.point(to.0, to.1);
        self.xdotool(&["mouseup", "1"]);
        a_few_frames();
    }

    pub fn point(&self, x: i32, y: i32) {
        let (x, y) = (x.to_string(), y.to_string());
        assert!(self.xdotool(&["mousemove", &x, &y]).status.success());
        a_few_frames();
    }

    /// Number of the bars that a card shows in an area of the screen: x, y, width, height.
    pub fn bars(&self, (x, y, width, height): (i32, i32, i32, i32)) -> u32 {
        let screen = self.screen();
        (0..16).fold(0, |bits, bar| {
            let (x, y) = (x + (2 * bar + 1) * width / 32, y + height / 2);
            // A bar that is cut off in its middle is seen a little beside it.
            let pixel = screen.at(x.max(1) as usize, y as usize);
            bits << 1 | u32::from(pixel[0] > 128)
        })
    }

    /// What a program that pastes would get.
    pub fn clipboard(&self) -> String {
        use x11rb::connection::Connection;
        use x11rb::protocol::Event;
        use x11rb::protocol::xproto::{AtomEnum, CreateWindowAux, WindowClass};
        let (x11, screen) = x11rb::connect(Some(&self.display)).unwrap();
        let root = x11.setup().roots[screen].root;
        let window = x11.generate_id().unwrap();
        x11.create_window(
            0,
            window,
            root,
            0,
            0,
            1,
            1,
            0,
            WindowClass::INPUT_ONLY,
            0,
            &CreateWindowAux::new(),
        )
        .unwrap();
        let atom = |name: &[u8]| x11.intern_atom(false, name).unwrap().reply().unwrap().atom;
        let (clipboard, text, here) = (atom(b"CLIPBOARD"), atom(b"UTF8_STRING"), atom(b"HERE"));
        x11.convert_selection(window, clipboard, text, here, x11rb::CURRENT_TIME)
            .unwrap();
        x11.flush().unwrap();
        let mut answered = false;
        until("the clipboard answers", || {
            let event = x11.poll_for_event().unwrap();
            answered |= matches!(event, Some(Event::SelectionNotify(_)));
            answered
        });
        let reply = x11
            .get_property(false, window, here, AtomEnum::ANY, 0, 4096)
            .unwrap()
            .reply()
            .unwrap();
        String::from_utf8(reply.value).unwrap()
    }

    /// Whether the mouse is to be seen.
    pub fn shows_mouse(&self) -> bool {
        use x11rb::protocol::xfixes;
        let (x11, _) = x11rb::connect(Some(&self.display)).unwrap();
        xfixes::query_version(&x11, 5, 0).unwrap().reply().unwrap();
        let cursor = xfixes::get_cursor_image(&x11).unwrap().reply().unwrap();
        cursor.cursor_image.iter().any(|pixel| pixel >> 24 > 0)
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

    /// One pixel of the screen.
    pub fn screen_at(&self, x: usize, y: usize) -> [u8; 3] {
        self.screen().at(x, y)
    }

    /// Whether an error is on the screen: its text is of a pale red that nothing else has.
    pub fn shows_error(&self) -> bool {
        let screen = self.screen();
        let (width, height) = (screen.width, screen.height);
        let mut places = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
        places.any(|(x, y)| {
            let [r, g, b] = screen.at(x, y);
            r > 240 && (130..150).contains(&g) && (125..145).contains(&b)
        })
    }

    /// The screen, without the mouse.
    pub fn screen(&self) -> Picture {
        self.screen.grab()
    }

    /// Takes the screen away.
    pub fn end_screen(&mut self) {
        self.screen.kill();
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

    /// Stills that are whole.
    pub fn stills(&self) -> Vec<PathBuf> {
        let stills = self.recordings().into_iter();
        let is_png = |path: &PathBuf| path.extension().is_some_and(|name| name == "png");
        stills.filter(is_png).collect()
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

    /// The number on the canvas, as [`BARS`], once it no longer changes.
    pub fn settled(&self) -> u32 {
        let mut before = self.bars(BARS);
        let mut shown = before;
        until("the picture stands", || {
            thread::sleep(Duration::from_millis(120));
            before = std::mem::replace(&mut shown, self.bars(BARS));
            before == shown
        });
        shown
    }

    /// Closes the window by its key; what [`closed`](Self::closed) returns.
    pub fn leave(mut self) -> String {
        self.key("Escape");
        self.closed()
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

/// Nobody's hand is so fast that the mouse is in two places within one frame of the window.
fn a_few_frames() {
    thread::sleep(Duration::from_millis(80));
}

/// Says so as desktops do: in the resource `Xft.dpi`.
fn set_dpi(display: &str, dpi: u32) {
    use x11rb::connection::Connection;
    use x11rb::protocol::xproto::{AtomEnum, PropMode};
    use x11rb::wrapper::ConnectionExt as _;
    let (x11, screen) = x11rb::connect(Some(display)).unwrap();
    let root = x11.setup().roots[screen].root;
    let resource = format!("Xft.dpi:\t{dpi}\n");
    x11.change_property8(
        PropMode::REPLACE,
        root,
        AtomEnum::RESOURCE_MANAGER,
        AtomEnum::STRING,
        resource.as_bytes(),
    )
    .unwrap()
    .check()
    .unwrap();
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        let _ = self.kinora.kill();
        let _ = self.kinora.wait();
        // A window that it has opened in a process of its own.
        self.place.end();
    }
}
