//! The files that come out of the sandbox: a real window under Xvfb, mouse and keys by xdotool, the recordings decoded.
//! The window is that of `sandbox.rs`.

mod common;

use std::fs;
use std::process::Command;
use std::thread;
use std::time::Duration;

use common::sandbox::Sandbox;
use common::*;

const RECORD: (i32, i32) = (620, 25);

const RESTART: (i32, i32) = (17, 580);

#[test]
fn the_record_button_records_and_a_click_on_the_notice_copies_the_path() {
    let sandbox = Sandbox::cards("run clock");
    sandbox.click(RECORD.0, RECORD.1);
    until("it records", || {
        listing(&sandbox.place.file("recordings"))
            .iter()
            .any(|name| name.contains(".partial"))
    });
    thread::sleep(Duration::from_millis(800));
    sandbox.click(RECORD.0, RECORD.1);
    let movie = sandbox.wait_for_recording(1);
    assert!(duration(&movie) > 0.5);
    // Its notice is the lowest, at the left.
    until("the notice is shown", || {
        sandbox.click(60, 520);
        sandbox.screen_at(60, 548)[0] < 60 && !sandbox.clipboard().is_empty()
    });
    assert_eq!(
        fs::canonicalize(sandbox.clipboard()).unwrap(),
        fs::canonicalize(&movie).unwrap()
    );
    // With Shift held, every frame of the sketch is one of the movie.
    sandbox.click(RESTART.0, RESTART.1);
    sandbox.xdotool(&["keydown", "shift"]);
    sandbox.click(RECORD.0, RECORD.1);
    sandbox.xdotool(&["keyup", "shift"]);
    thread::sleep(Duration::from_millis(800));
    sandbox.click(RECORD.0, RECORD.1);
    let locked = sandbox.wait_for_recording(2);
    let times: Vec<u32> = pictures(&locked).iter().map(Picture::bars).collect();
    assert!(times.len() > 5, "{times:?}");
    for pair in times.windows(2) {
        assert_eq!(pair[1] - pair[0], 50, "{times:?}");
    }
    sandbox.leave();
}

#[test]
fn every_frame_of_a_live_recording_is_one_that_was_drawn_once_each_or_repeated_as_counted() {
    let sandbox = Sandbox::cards("run counter --fps 20 --size 320x80");
    sandbox.record("r");
    thread::sleep(Duration::from_millis(1500));
    sandbox.key("r");
    let movie = sandbox.wait_for_recording(1);
    let numbers: Vec<u32> = pictures(&movie).iter().map(Picture::bars).collect();
    // The sketch is a second long, and begins again at its end.
    let again = numbers.windows(2).filter(|pair| pair[1] == pair[0]).count();
    let back = numbers.windows(2).filter(|pair| pair[1] < pair[0]).count();
    assert!((1..=2).contains(&back), "{numbers:?}");
    let said = leave_and_read(sandbox);
    let repeated = said
        .split(" (")
        .nth(1)
        .and_then(|rest| rest.split(' ').next()?.parse().ok())
        .unwrap_or(0);
    assert_eq!(again, repeated, "{said} {numbers:?}");
}

/// What it said on stdout.
fn leave_and_read(mut sandbox: Sandbox) -> String {
    sandbox.key("Escape");
    let mut stdout = sandbox.kinora.stdout.take().unwrap();
    sandbox.closed();
    let mut said = String::new();
    std::io::Read::read_to_string(&mut stdout, &mut said).unwrap();
    said
}

#[test]
fn a_recording_is_exported_again_from_its_recipe() {
    let sandbox = Sandbox::open(|place| place.kinora("run pulse --set radius=100 --seed 6"));
    sandbox.record("r");
    thread::sleep(Duration::from_millis(1200));
    sandbox.key("r");
    let movie = sandbox.wait_for_recording(1);
    let mut again: Command = sandbox.place.kinora("export --scale 2 -o again.mp4 --like");
    again.arg(&movie);
    succeed(again);
    let again = sandbox.place.file("again.mp4");
    assert!((duration(&again) - duration(&movie)).abs() < 0.06);
    let stream = &probe(&again)["streams"][0];
    assert_eq!(stream["width"], 1280);
    let picture = &pictures(&again)[5];
    assert_near(picture.at(640, 480), [0, 255, 0], 4);
    assert_near(picture.at(640 + 250, 480), [255; 3], 4);
    sandbox.leave();
}
