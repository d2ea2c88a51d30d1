//! Programs that are written for macroquad, compiled from one source with macroquad and with kinora: with kinora they
//! export, the same on every run, and show what they show in macroquad's window.

mod common;

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use common::screen::Screen;
use common::*;

/// Frames of an export; programs are at rest by then.
const FRAMES: usize = 60;

/// When macroquad's window shows the same moment as the last frame, or any later one.
const AT_REST: Duration = Duration::from_millis(1000);

/// The largest mean difference between kinora's picture, whose shapes are smooth, and macroquad's.
const MOST_OFF: f64 = 2.0;

/// How many run at a time: each waits for a window half of its time.
const WORKERS: usize = 3;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")
}

fn names() -> Vec<String> {
    let list = succeed(Command::new(built("corpus-kinora"))).stdout;
    let list = String::from_utf8(list).unwrap();
    list.lines().map(str::to_owned).collect()
}

/// One of them, as it is compiled with `crate_name`, in the folder where its files are.
fn program(place: &Place, crate_name: &str, name: &str, args: &str) -> Command {
    let link = place.file(crate_name).join(name);
    if !link.exists() {
        fs::create_dir_all(place.file(crate_name)).unwrap();
        symlink(built(&format!("corpus-{crate_name}")), &link).unwrap();
    }
    let mut command = place.program(&link, args);
    command.current_dir(folder());
    command
}

/// Two movies, and the last picture.
fn exported(place: &Place, name: &str) -> Picture {
    let movies = ["a", "b"].map(|number| {
        let movie = place.file(&format!("{name}-{number}.mkv"));
        let args = format!("export --frames {FRAMES} --codec ffv1 -q -o");
        let mut command = program(place, "kinora", name, &args);
        command.arg(&movie);
        succeed(command);
        movie
    });
    let [first, second] = movies.each_ref().map(|movie| framemd5(movie));
    assert!(first == second, "{name} is another movie on another run");
    let mut pictures = pictures(&movies[0]);
    assert_eq!(pictures.len(), FRAMES, "{name}");
    pictures.pop().unwrap()
}

/// What macroquad's window shows when the program is at rest.
fn shown(place: &Place, screen: &Screen, name: &str, size: (usize, usize)) -> Picture {
    let mut command = program(place, "macroquad", name, "");
    command
        .env("DISPLAY", &screen.display)
        .stderr(Stdio::null());
    let began = Instant::now();
    let running = Running(command.spawn().unwrap());
    thread::sleep(AT_REST.saturating_sub(began.elapsed()));
    let mut last = screen.grab();
    until("the window is at rest", || {
        thread::sleep(Duration::from_millis(100));
        let next = screen.grab();
        let is_at_rest = next.off(&last) == 0.0 && !next.is_black();
        last = next;
        is_at_rest
    });
    drop(running);
    last.corner(size.0, size.1)
}

struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn one_word_is_changed_and_they_export_what_macroquad_shows() {
    let names = names();
    assert!(names.len() >= 25, "{}", names.len());
    let place = Place::new();
    let next = AtomicUsize::new(0);
    let work = || {
        let screen = Screen::start((1024, 768));
        let mut failures = vec![];
        while let Some(name) = names.get(next.fetch_add(1, Ordering::Relaxed)) {
            let exported = exported(&place, name);
            let file = folder().join(format!("programs/{name}.rs"));
            let source = fs::read_to_string(file).unwrap();
            if source.contains("\n//! Different in every window: ") {
                continue;
            }
            let size = (exported.width, exported.height);
            let off = exported.off(&shown(&place, &screen, name, size));
            if off > MOST_OFF {
                failures.push(format!("{name} is {off:.2} of 255 off"));
            }
        }
        failures
    };
    let failures: Vec<String> = thread::scope(|scope| {
        let workers = [(); WORKERS].map(|()| scope.spawn(work));
        let failures = workers.into_iter().map(|worker| worker.join().unwrap());
        failures.flatten().collect()
    });
    assert!(failures.is_empty(), "{failures:#?}");
}
