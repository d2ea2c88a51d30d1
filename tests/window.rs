//! The sandbox as a person uses it: a real window under Xvfb, keys by xdotool, and the files it makes.

mod common;

use std::thread;
use std::time::Duration;

use common::sandbox::Sandbox;
use common::*;
use rustix::process::{Signal, kill_process};

const WHITE: [u8; 3] = [255, 255, 255];

#[test]
fn r_records_three_seconds_and_none_of_the_hud() {
    let mut sandbox = Sandbox::open(|place| place.kinora("run pulse"));
    let began = sandbox.record("r");
    thread::sleep(Duration::from_secs(3).saturating_sub(began.elapsed()));
    let red = |[r, g, b]: [u8; 3]| r > 180 && g < 90 && b < 90;
    assert!(red(sandbox.screen_at(655, 25)), "the button that stops it");
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
        // Where the window shows notices, and beside the panel, the canvas is white.
        for (x, y) in [
            (12, 12),
            (630, 20),
            (636, 240),
            (15, 450),
            (60, 460),
            (100, 478),
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
    // The sketch is a second long, and begins again at its end.
    let wanted: Vec<u32> = (first..).take(numbers.len()).map(|n| n % 60).collect();
    assert_eq!(numbers, wanted, "once each, in order");
}

/// A way to end the sandbox.
type Leave = fn(&Sandbox);

#[test]
fn leaving_while_recording_finishes_the_movie() {
    let leave: [(&str, Leave); 4] = [
        ("Escape", |sandbox| sandbox.key("Escape")),
        ("the window's close button", Sandbox::close_button),
        ("Ctrl+C", |sandbox| {
            kill_process(sandbox.pid(), Signal::INT).unwrap();
        }),
        ("SIGTERM", |sandbox| {
            kill_process(sandbox.pid(), Signal::TERM).unwrap();
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
    until("the canvas is shown", || sandbox.screen_at(5, 100) == WHITE);
    assert!(
        sandbox
            .xdotool(&["windowsize", &sandbox.window, "900", "300"])
            .status
            .success()
    );
    sandbox.key("Tab");
    // 640×480 fits as 400×300, with 250 pixels of window on both sides.
    until("the canvas is in the middle", || {
        let [beside, corner, middle] =
            [(100, 150), (252, 2), (450, 150)].map(|(x, y)| sandbox.screen_at(x, y));
        beside[0] < 60 && corner == WHITE && middle == [0, 255, 0]
    });
    // With the panel and the time line it has 620×260: 346×260 is left of it.
    sandbox.key("Tab");
    until("the canvas is beside the panel", || {
        let [beside, corner, panel] =
            [(100, 130), (139, 2), (630, 280)].map(|(x, y)| sandbox.screen_at(x, y));
        beside[0] < 60 && corner == WHITE && panel[0] < 60
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
    until("the window says why", || sandbox.shows_error());
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

#[test]
fn recordings_have_the_format_that_was_asked_for() {
    for (options, extension, codec) in [
        ("--format webm", "webm", "vp9"),
        ("--format mkv --codec ffv1", "mkv", "ffv1"),
        ("--format mov --alpha", "mov", "prores"),
        ("--format gif", "gif", "gif"),
        ("--codec hevc", "mp4", "hevc"),
    ] {
        let mut sandbox = Sandbox::open(|place| place.kinora(&format!("run pulse {options}")));
        sandbox.record("r");
        thread::sleep(Duration::from_millis(1200));
        sandbox.key("r");
        let movie = sandbox.wait_for_recording(1);
        sandbox.key("Escape");
        sandbox.closed();
        assert_eq!(movie.extension().unwrap(), extension);
        let stream = &probe(&movie)["streams"][0];
        assert_eq!(stream["codec_name"], codec);
        let pictures = pictures(&movie);
        assert!(pictures.len() >= 18, "{options}: {}", pictures.len());
        for picture in &pictures {
            assert_near(picture.at(320, 240), [0, 255, 0], 4);
            assert_near(picture.at(4, 4), WHITE, 4);
        }
    }
    let place = Place::new();
    let (code, said) = fail(place.kinora("run pulse --format avi"));
    assert_eq!(code, 2);
    assert!(said.contains(".webm"), "{said}");
}
