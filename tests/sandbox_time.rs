//! Time in the sandbox as a person moves it: pause, steps, speed, the time line. A real window under Xvfb, mouse and keys
//! by xdotool, the screen looked at. The window is that of `sandbox.rs`.

mod common;

use std::thread;
use std::time::Duration;

use common::sandbox::{BARS, Sandbox};
use common::*;

const RESTART: (i32, i32) = (17, 580);

const PAUSE: (i32, i32) = (67, 580);

/// Both ends of the time line.
const LINE: ((i32, i32), (i32, i32)) = ((172, 580), (320, 580));

#[test]
fn time_stands_steps_goes_back_and_begins_anew() {
    let sandbox = Sandbox::cards("run clock");
    until("time runs", || sandbox.bars(BARS) > 300);
    sandbox.key("space");
    let stood = sandbox.settled();
    assert!(stood >= 300);
    sandbox.key("Right");
    until("the next frame", || sandbox.bars(BARS) != stood);
    let frame = sandbox.bars(BARS) / 50;
    assert_eq!(sandbox.bars(BARS), frame * 50);
    sandbox.key("Right");
    until("one frame on", || sandbox.bars(BARS) == (frame + 1) * 50);
    sandbox.key("Left");
    until("one frame back", || sandbox.bars(BARS) == frame * 50);
    sandbox.key("Left");
    until("another", || sandbox.bars(BARS) == (frame - 1) * 50);
    sandbox.key("Home");
    until("the beginning", || sandbox.bars(BARS) == 0);
    assert_eq!(sandbox.settled(), 0, "time stands as it did before");
    sandbox.key("Left");
    assert_eq!(sandbox.settled(), 0, "there is nothing before");
    // The buttons do the same.
    sandbox.click(PAUSE.0, PAUSE.1);
    until("time runs again", || sandbox.bars(BARS) > 200);
    sandbox.click(PAUSE.0, PAUSE.1);
    sandbox.settled();
    sandbox.click(RESTART.0, RESTART.1);
    until("the beginning", || sandbox.bars(BARS) == 0);
    sandbox.leave();
}

#[test]
fn time_goes_slower_and_faster_and_so_does_its_recording() {
    let sandbox = Sandbox::cards("run clock");
    let is_open = |sandbox: &Sandbox| sandbox.screen_at(118, 438) == [30, 30, 33];
    for (speed, row, step) in [("a quarter", 0, 12.5), ("four times", 4, 200.0)] {
        // The list of speeds opens upwards: five rows of 26 points.
        sandbox.click(131, 580);
        until("the list is open", || is_open(&sandbox));
        sandbox.click(125, 448 + row * 26);
        sandbox.click(RESTART.0, RESTART.1);
        let number = sandbox.recordings().len() + 1;
        sandbox.record("shift+r");
        thread::sleep(Duration::from_millis(700));
        sandbox.key("r");
        let movie = sandbox.wait_for_recording(number);
        let times: Vec<u32> = pictures(&movie).iter().map(Picture::bars).collect();
        assert!(times.len() > 5, "{times:?}");
        for pair in times.windows(2).filter(|pair| pair[0] < pair[1]) {
            let taken = f64::from(pair[1] - pair[0]);
            assert!((taken - step).abs() <= 1.0, "{speed}: {times:?}");
        }
    }
    // Escape closes an open list, and not the window.
    sandbox.click(131, 580);
    until("the list is open", || is_open(&sandbox));
    sandbox.key("Escape");
    let mut sandbox = sandbox;
    until("the list is closed", || {
        sandbox.screen_at(118, 540)[2] <= 40
    });
    assert!(sandbox.kinora.try_wait().unwrap().is_none());
    sandbox.leave();
}

#[test]
fn the_time_line_goes_anywhere_and_the_sketch_has_played_what_lies_before() {
    let sandbox = Sandbox::cards("run seeded --seed 3");
    sandbox.key("space");
    sandbox.settled();
    sandbox.drag(LINE.0, LINE.1);
    // The last of 100 frames: this play has had 99 before it.
    until("the end", || sandbox.bars(BARS) & 0xff == 99);
    let drawn = sandbox.bars(BARS) >> 8;
    sandbox.drag(LINE.1, ((LINE.0.0 + LINE.1.0) / 2, 580));
    until("the middle", || {
        (45..55).contains(&(sandbox.bars(BARS) & 0xff))
    });
    let middle = sandbox.settled() & 0xff;
    sandbox.key("Left");
    until("one back", || sandbox.bars(BARS) & 0xff == middle - 1);
    assert_eq!(
        sandbox.bars(BARS) >> 8,
        drawn,
        "each play has the same seed"
    );
    // A movie of it begins with what is shown: time stands, so it stays.
    sandbox.record("r");
    thread::sleep(Duration::from_millis(500));
    sandbox.key("r");
    let movie = sandbox.wait_for_recording(1);
    for picture in pictures(&movie) {
        assert_eq!(picture.bars(), drawn << 8 | (middle - 1));
    }
    sandbox.leave();
}
