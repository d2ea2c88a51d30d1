//! What is heard in recordings of the window.

mod common;

use std::path::Path;
use std::process::{Child, Command};
use std::thread;
use std::time::Duration;

use common::ear::*;
use common::sandbox::Sandbox;
use common::*;

/// The most that a click may be off its flash, in seconds.
const OFF: f64 = 0.020;

/// Programs that take all cores.
struct Load(Vec<Child>);

impl Load {
    fn start(patience: Duration) -> Load {
        let cores = thread::available_parallelism().map_or(2, usize::from);
        let busy = || {
            let mut command = Command::new("sh");
            command.args(["-c", "while :; do :; done"]);
            bound(&mut command);
            bound_for(patience, command).spawn().unwrap()
        };
        Load((0..cores).map(|_| busy()).collect())
    }
}

impl Drop for Load {
    fn drop(&mut self) {
        for child in &mut self.0 {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// Each flash has its click.
fn assert_together(movie: &Path, least: usize) {
    let (mut clicks, mut flashes) = (clicks(movie), flashes(movie));
    // Where time stood in the frame of a flash, its click is heard when time goes on, while the picture is still white.
    if let Some(stood) = whites(movie)
        .into_iter()
        .find(|white| white.end - white.start > 1.0)
    {
        let last = stood.end - 0.1..stood.end + OFF;
        clicks.retain(|click| !last.contains(click));
        flashes.retain(|flash| *flash != stood.start);
    }
    // One of the two may be cut off at either end.
    let length = duration(movie);
    let off = |moments: &[f64], others: &[f64]| -> Vec<f64> {
        let off = |moment: &f64| {
            others
                .iter()
                .map(|other| (moment - other).abs())
                .reduce(f64::min)
        };
        let inside = moments
            .iter()
            .filter(|moment| (0.1..length - 0.1).contains(*moment));
        inside.map(|moment| off(moment).unwrap_or(length)).collect()
    };
    let off = [off(&clicks, &flashes), off(&flashes, &clicks)];
    assert!(off[0].len() >= least, "{clicks:?}");
    let farthest = off.concat().into_iter().fold(0.0, f64::max);
    println!("{} clicks, at most {farthest:.4} s off", off[0].len());
    assert!(farthest <= OFF, "{farthest}: {clicks:?} {flashes:?}");
}

/// Records the card `busy` for so long while all cores are busy.
fn record_under_load(seconds: u64) {
    let patience = Duration::from_secs(3 * seconds + 120);
    let mut sandbox =
        Sandbox::open(|place| bound_for(patience, place.example("sounds", "run busy")));
    let load = Load::start(patience);
    let began = sandbox.record("r");
    thread::sleep(Duration::from_secs(seconds).saturating_sub(began.elapsed()));
    sandbox.key("r");
    drop(load);
    let movie = sandbox.wait_for_recording(1);
    sandbox.key("Escape");
    sandbox.closed();
    let beats = 2 * seconds as usize;
    assert_together(&movie, beats - 4);
    // What was played, made anew.
    let again = format!("export --like {} -o again.mp4", movie.display());
    let mut again = bound_for(patience, sandbox.place.example("sounds", &again));
    let output = again.output().unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    assert_together(&sandbox.place.file("again.mp4"), beats - 4);
}

#[test]
fn a_recording_under_load_has_each_click_with_its_flash() {
    record_under_load(8);
}

#[test]
#[ignore = "a minute; a step of its own in CI"]
fn a_minute_under_load_has_each_click_with_its_flash() {
    record_under_load(60);
}

#[test]
#[ignore = "a quarter of an hour; by hand"]
fn by_hand_ten_minutes_under_load_have_each_click_with_its_flash() {
    record_under_load(600);
}

#[test]
fn a_locked_recording_is_as_an_export() {
    let mut sandbox = Sandbox::open(|place| place.example("sounds", "run clicks"));
    sandbox.record("shift+r");
    thread::sleep(Duration::from_secs(3));
    sandbox.key("r");
    let movie = sandbox.wait_for_recording(1);
    sandbox.key("Escape");
    sandbox.closed();
    let (clicks, flashes) = (clicks(&movie), flashes(&movie));
    assert!(clicks.len() >= 2, "{clicks:?}");
    assert_eq!(clicks.len(), flashes.len(), "{clicks:?} {flashes:?}");
    for (click, flash) in clicks.iter().zip(&flashes) {
        assert!((click - flash).abs() <= 1e-3, "{clicks:?} {flashes:?}");
    }
}

#[test]
fn where_time_stands_a_recording_is_silent() {
    let mut sandbox = Sandbox::open(|place| place.example("sounds", "run busy"));
    let began = sandbox.record("r");
    thread::sleep(Duration::from_secs(2).saturating_sub(began.elapsed()));
    sandbox.key("space");
    thread::sleep(Duration::from_secs(2));
    sandbox.key("space");
    thread::sleep(Duration::from_secs(2));
    sandbox.key("r");
    let movie = sandbox.wait_for_recording(1);
    sandbox.key("Escape");
    sandbox.closed();
    let clicks = clicks(&movie);
    let longest = clicks.windows(2).map(|pair| pair[1] - pair[0]);
    assert!(longest.fold(0.0, f64::max) > 1.5, "{clicks:?}");
    assert_together(&movie, 4);
}
