//! How long it takes from a saved file to its picture in the window, and what an edit leaves in memory. Has cargo build a
//! sketchbook first, for which it compiles kinora if no book has been built before.

mod xvfb;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use x11rb::connection::Connection;
use x11rb::protocol::xproto::{ConnectionExt, ImageFormat, Window};
use x11rb::rust_connection::RustConnection;
use xvfb::Xvfb;

/// Edits that are timed.
const EDITS: usize = 10;

/// Edits whose memory is measured.
const MORE: usize = 30;

/// The time of the sketch at which it is edited, in seconds.
const AT: f64 = 5.0;

/// A point in its upper left corner, which has the colour that is edited.
const PLACE: (i16, i16) = (20, 20);

fn main() {
    let folder = std::env::temp_dir().join(format!("kinora-bench-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let made = kinora(&folder).args(["new", "book"]).status().unwrap();
    assert!(made.success());
    let book = folder.join("book");
    let source = book.join("sketches/orbit.rs");
    save(&source, 0);
    let xvfb = Xvfb::start();
    let began = Instant::now();
    let mut sandbox = kinora(&book)
        .env("DISPLAY", &xvfb.display)
        .env("XDG_CONFIG_HOME", &folder)
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap();
    let screen = Screen::open(&xvfb.display);
    screen.wait_for(0, &mut sandbox);
    println!(
        "from nothing to the first frame: {:.1} s",
        began.elapsed().as_secs_f64()
    );

    let mut took = vec![];
    for edit in 1..=EDITS {
        // From its beginning, with the key for that.
        xdotool(&xvfb.display, &["mousemove", "60", "60", "key", "Home"]);
        thread::sleep(Duration::from_secs_f64(AT));
        let began = Instant::now();
        save(&source, edit);
        let saved = began.elapsed();
        screen.wait_for(edit, &mut sandbox);
        took.push((began.elapsed() - saved).as_secs_f64());
        println!("edit {edit}: {:.3} s", took[edit - 1]);
    }
    took.sort_by(f64::total_cmp);
    let median = (took[EDITS / 2 - 1] + took[EDITS / 2]) / 2.0;
    println!("from saving to the picture, median of {EDITS}: {median:.3} s (bar 0.6)");

    let before = memory(&sandbox);
    for edit in EDITS + 1..=EDITS + MORE {
        save(&source, edit);
        screen.wait_for(edit, &mut sandbox);
    }
    let grown = (memory(&sandbox) - before) / MORE as f64;
    println!("memory per edit, mean of {MORE}: {grown:.0} KiB (bar 1024)");

    xdotool(&xvfb.display, &["key", "Escape"]);
    sandbox.wait().unwrap();
    fs::remove_dir_all(&folder).unwrap();
}

fn kinora(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kinora"));
    command.current_dir(folder).stdin(Stdio::null());
    command
}

/// A sketch of 100 lines whose corner has the colour of that edit. It is written beside and renamed, as editors do.
fn save(source: &Path, edit: usize) {
    let (red, green, blue) = color(edit);
    let text = include_str!("save/sketch.rs.txt")
        .replace("RED, GREEN, BLUE", &format!("{red}, {green}, {blue}"));
    assert_eq!(text.lines().count(), 100);
    let beside: PathBuf = source.with_extension("rs.new");
    let mut file = fs::File::create(&beside).unwrap();
    file.write_all(text.as_bytes()).unwrap();
    drop(file);
    fs::rename(&beside, source).unwrap();
}

fn color(edit: usize) -> (u8, u8, u8) {
    let edit = edit as u8;
    (200, 255 - 5 * edit, 5 * edit)
}

/// What is to be seen.
struct Screen {
    server: RustConnection,
    root: Window,
}

impl Screen {
    fn open(display: &str) -> Screen {
        let (server, number) = x11rb::connect(Some(display)).unwrap();
        let root = server.setup().roots[number].root;
        Screen { server, root }
    }

    /// Until the corner has the colour of that edit.
    fn wait_for(&self, edit: usize, sandbox: &mut Child) {
        let (red, green, blue) = color(edit);
        loop {
            let (x, y) = PLACE;
            let asked = self
                .server
                .get_image(ImageFormat::Z_PIXMAP, self.root, x, y, 1, 1, !0);
            let image = asked.unwrap().reply().unwrap();
            if image.data[..3] == [blue, green, red] {
                return;
            }
            assert!(sandbox.try_wait().unwrap().is_none(), "the window is open");
            thread::sleep(Duration::from_millis(2));
        }
    }
}

fn xdotool(display: &str, arguments: &[&str]) {
    let mut command = Command::new("xdotool");
    assert!(
        command
            .args(arguments)
            .env("DISPLAY", display)
            .status()
            .unwrap()
            .success()
    );
}

/// Of the process with the window, in KiB: what is in memory, shared or not.
fn memory(sandbox: &Child) -> f64 {
    let children =
        fs::read_to_string(format!("/proc/{0}/task/{0}/children", sandbox.id())).unwrap();
    let window = children.split_whitespace().next().unwrap();
    let rollup = fs::read_to_string(format!("/proc/{window}/smaps_rollup")).unwrap();
    let line = rollup
        .lines()
        .find(|line| line.starts_with("Rss:"))
        .unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}
