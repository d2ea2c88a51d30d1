//! The panel and the keys as a person uses them: a real window under Xvfb, mouse and keys by xdotool, the screen looked
//! at.
//!
//! The window of the test cards is 760×600: the canvas has 480×560 of it, the panel the rest to the right, the time line
//! the rest below.

mod common;

use std::fs;
use std::thread;
use std::time::Duration;

use common::sandbox::{BARS, Sandbox};
use common::*;

const RECORD: (i32, i32) = (620, 25);

/// The die, in a sketch without parameters.
const DIE: (i32, i32) = (576, 116);

/// The field that filters the list, in a sketch without parameters, and the first sketch below it.
const FILTER: (i32, i32) = (620, 153);
const FIRST_IN_LIST: (i32, i32) = (620, 185);

#[test]
fn parameters_are_changed_in_the_panel_remembered_and_reset() {
    // Columns of 80 pixels, 240 high.
    let column = |sandbox: &Sandbox, index: usize| sandbox.screen_at(index * 80 + 40, 390);
    let sandbox = Sandbox::cards("run knobs");
    sandbox.drag((496, 142), (687, 142));
    sandbox.drag((520, 194), (687, 194));
    sandbox.click(495, 220);
    // The list of options opens, and the second is chosen.
    sandbox.click(575, 272);
    until("the list is open", || sandbox.screen_at(600, 298)[2] > 120);
    sandbox.click(560, 322);
    until("the picture has changed", || {
        column(&sandbox, 0) == [255; 3]
            && column(&sandbox, 1) == [255; 3]
            && column(&sandbox, 2) == [0; 3]
            && column(&sandbox, 4) == [255; 3]
    });
    sandbox.click(506, 298);
    until("the button was pressed once", || {
        (40..60).contains(&column(&sandbox, 5)[0])
    });
    let file = sandbox
        .place
        .file(CONFIG)
        .join("kinora/testcards/knobs.toml");
    let remembered = |sandbox: &Sandbox| {
        until("it is remembered", || {
            fs::read_to_string(&file).is_ok_and(|text| text.contains("shade"))
        });
        let _ = sandbox;
        fs::read_to_string(&file).unwrap()
    };
    let text = remembered(&sandbox);
    assert!(
        text.starts_with('#')
            && text.ends_with("grey = 1.0\nlight = false\nrows = 8\nshade = \"bright\"\n"),
        "{text}"
    );

    // A still says so, and can be made again from that.
    sandbox.key("s");
    until("there is a still", || sandbox.stills().len() == 1);
    let still = &sandbox.stills()[0];
    succeed(
        sandbox
            .place
            .cards(&format!("still --like {} -o again.png", still.display())),
    );
    let [first, again] = [still, &sandbox.place.file("again.png")]
        .map(|path| image::open(path).unwrap().into_rgb8());
    assert_eq!(first.dimensions(), (96, 48));
    // But the button, which nobody presses there.
    for (x, y, pixel) in first.enumerate_pixels().filter(|(x, ..)| *x < 80) {
        assert_eq!(pixel, again.get_pixel(x, y), "{x}, {y}");
    }

    // The next day.
    sandbox.key("Escape");
    let mut old = sandbox;
    old.closed();
    let sandbox = old.reopen(|place| place.cards("run knobs"));
    until("the values are there again", || {
        column(&sandbox, 0) == [255; 3] && column(&sandbox, 2) == [0; 3]
    });
    // One alone, then all.
    sandbox.click(742, 220);
    until("the light is on again", || column(&sandbox, 2) == [255; 3]);
    assert_eq!(column(&sandbox, 0), [255; 3]);
    sandbox.click(520, 324);
    until("all are reset", || {
        column(&sandbox, 0) == [0; 3] && column(&sandbox, 4) == [0; 3]
    });
    until("nothing is remembered", || !file.exists());
    sandbox.leave();
}

#[test]
fn parameters_that_were_set_by_name_hold_in_the_window_too() {
    let sandbox = Sandbox::cards("run knobs --set grey=1");
    until("the column is white", || {
        sandbox.screen_at(40, 390) == [255; 3]
    });
    let config = sandbox.place.file(CONFIG);
    sandbox.key("Escape");
    let mut sandbox = sandbox;
    sandbox.closed();
    assert!(
        !config.exists(),
        "what was set for this run is not remembered"
    );
    drop(sandbox);
    let sandbox = Sandbox::cards("run knobs --set gray=1");
    until("the window says what is wrong", || sandbox.shows_error());
    let said = sandbox.leave();
    assert!(said.contains("has no parameter 'gray'"), "{said}");
}

#[test]
fn seeds_are_counted_on_thrown_and_the_same_in_an_export() {
    let sandbox = Sandbox::cards("run seeded --seed 3");
    sandbox.key("space");
    sandbox.key("Home");
    let seed = |sandbox: &Sandbox| sandbox.settled() >> 8;
    let third = seed(&sandbox);
    sandbox.key("n");
    until("another number", || sandbox.bars(BARS) >> 8 != third);
    let fourth = seed(&sandbox);
    succeed(
        sandbox
            .place
            .cards("export seeded --seed 4 --frames 1 -o %01d.png"),
    );
    let picture = &decode(&sandbox.place.file("0.png"), &[], 320, 80)[0];
    assert_eq!(picture.bars() >> 8, fourth);
    sandbox.click(DIE.0, DIE.1);
    until("a third number", || {
        let shown = sandbox.bars(BARS) >> 8;
        sandbox.click(DIE.0, DIE.1);
        shown != third && shown != fourth
    });
    sandbox.leave();
}

#[test]
fn other_sketches_are_chosen_by_key_by_click_and_by_filter() {
    let mut sandbox = Sandbox::cards("run quarters");
    until("the first", || sandbox.screen_at(20, 200) == [255, 0, 0]);
    // A recording ends with the sketch that it is of.
    sandbox.record("r");
    thread::sleep(Duration::from_millis(600));
    sandbox.key("Next");
    let movie = sandbox.wait_for_recording(1);
    let name = movie.file_name().unwrap().to_str().unwrap();
    assert!(name.starts_with("quarters-"), "{name}");
    // The list shows which one plays.
    let is_first = |sandbox: &Sandbox| sandbox.screen_at(700, FIRST_IN_LIST.1 as usize)[2] > 120;
    until("the second", || !is_first(&sandbox));
    sandbox.key("Prior");
    until("the first", || is_first(&sandbox));
    // Before it comes the last.
    sandbox.key("Prior");
    until("the last", || sandbox.screen_at(20, 200) != [255, 0, 0]);
    // What is typed into the filter is no key of the sandbox: there is an r and an s in it.
    sandbox.click(FILTER.0, FILTER.1);
    sandbox.type_text("quarters");
    sandbox.click(FIRST_IN_LIST.0, FIRST_IN_LIST.1);
    until("the first again", || {
        sandbox.screen_at(20, 200) == [255, 0, 0]
    });
    assert_eq!(sandbox.recordings().len(), 1);
    assert!(sandbox.kinora.try_wait().unwrap().is_none());
    sandbox.leave();
}

#[test]
fn a_sketch_that_asks_for_the_keyboard_has_it() {
    let sandbox = Sandbox::cards("run typist");
    for presses in 1..=3 {
        sandbox.key("r");
        until("the key is the sketch's", || {
            sandbox.bars(BARS) >> 8 == presses
        });
    }
    sandbox.key("q");
    until("the keys are the sketch's", || {
        sandbox.bars(BARS) == 3 << 8 | 1
    });
    sandbox.record("ctrl+r");
    sandbox.key("ctrl+r");
    sandbox.wait_for_recording(1);
    assert_eq!(sandbox.bars(BARS) >> 8, 3, "those with Ctrl are not");
    let mut sandbox = sandbox;
    sandbox.key("Escape");
    sandbox.key("r");
    until("it is still there", || sandbox.bars(BARS) >> 8 == 4);
    sandbox.key("ctrl+Escape");
    sandbox.closed();
    drop(sandbox);

    // Another does not hear the sandbox's keys.
    let sandbox = Sandbox::cards("run typist");
    sandbox.key("ctrl+Prior");
    sandbox.key("Next");
    until("back", || sandbox.bars(BARS) == 0);
    sandbox.close_button();
    let mut sandbox = sandbox;
    sandbox.closed();
}

#[test]
fn the_mouse_is_the_sketchs_on_the_canvas_and_the_panels_on_the_panel() {
    // 256×128 is shown as 480×240, from y = 160.
    let area = (0, 160, 480, 240);
    let sandbox = Sandbox::cards("run mouse");
    let shows = |(x, y): (i32, i32), area, number: u32| {
        // Both at once, as on a touchpad: within one frame of the window.
        let (x, y) = (x.to_string(), y.to_string());
        sandbox.xdotool(&["mousemove", &x, &y, "mousedown", "1"]);
        until("the mouse is where it is", || sandbox.bars(area) == number);
        sandbox.xdotool(&["mouseup", "1"]);
        until("it is no longer held", || sandbox.bars(area) == 0);
    };
    shows((150, 250), area, 80 << 8 | 48);
    shows((300, 175), area, 160 << 8 | 8);
    // Over the panel nothing is held: where it has only words, because a list that opens takes the keys below.
    sandbox.point(560, 56);
    sandbox.xdotool(&["mousedown", "1"]);
    sandbox.point(561, 57);
    assert_eq!(sandbox.bars(area), 0);
    sandbox.xdotool(&["mouseup", "1"]);
    // At 200 % a pixel of the canvas is two of the window, around the middle. The first bar and the last are cut off.
    sandbox.key("3");
    shows((144, 248), (-16, 152, 512, 256), 80 << 8 | 48);
    sandbox.key("2");
    shows((192, 264), (112, 216, 256, 128), 80 << 8 | 48);
    sandbox.key("1");
    shows((150, 250), area, 80 << 8 | 48);
    sandbox.leave();
}

#[test]
fn what_goes_wrong_is_said_in_the_window_which_lives_on() {
    // A sketch that panics: its card lies in the middle, and other sketches play.
    let sandbox = Sandbox::cards("run panics");
    until("it says why", || sandbox.shows_error());
    // The one before is black, which the window beside the canvas is not.
    sandbox.key("Prior");
    until("another sketch plays", || {
        sandbox.screen_at(20, 200) == [0; 3]
    });
    let said = sandbox.leave();
    assert!(said.contains("sketch 'panics' panicked"), "{said}");

    // No ffmpeg.
    let mut sandbox = Sandbox::open(|place| {
        let mut command = place.cards("run clock");
        command.env("PATH", place.path());
        command
    });
    sandbox.key("r");
    until("it says why", || sandbox.shows_error());
    assert!(sandbox.kinora.try_wait().unwrap().is_none());
    let before = sandbox.bars(BARS);
    until("time goes on", || sandbox.bars(BARS) != before);
    sandbox.key("s");
    until("a still needs no ffmpeg", || sandbox.stills().len() == 1);
    let said = sandbox.leave();
    assert!(said.contains("ffmpeg is not installed"), "{said}");
}

#[test]
fn the_panel_hides_and_f1_lists_the_keys() {
    let sandbox = Sandbox::open(|place| place.kinora("run pulse"));
    let panel = |sandbox: &Sandbox| sandbox.screen_at(655, 25)[0] > 180;
    until("the panel is there", || panel(&sandbox));
    for key in ["Tab", "h"] {
        sandbox.key(key);
        until("all is canvas", || {
            sandbox.screen_at(460, 300) == [0, 255, 0] && sandbox.screen_at(460, 510) == [0, 255, 0]
        });
        sandbox.key(key);
        until("the panel is there again", || panel(&sandbox));
    }
    let covered = |sandbox: &Sandbox| sandbox.screen_at(320, 240) != [0, 255, 0];
    sandbox.key("F1");
    until("the keys are listed", || covered(&sandbox));
    sandbox.key("Escape");
    until("Escape closes the list first", || !covered(&sandbox));
    sandbox.leave();
}

#[test]
fn on_a_screen_of_high_resolution_all_is_larger_and_the_movie_the_same() {
    let sandbox = Sandbox::open_on((1600, 1300), 192, Place::new(), |place| {
        place.cards("run mouse")
    });
    // Twice 760×600: the canvas has 960×1120 of it, and is shown as 960×480 from y = 320.
    let area = (0, 320, 960, 480);
    until("the window is twice as large", || {
        let screen = sandbox.screen();
        screen.at(1520 - 40, 50)[0] > 180 && screen.at(1540, 50) == [0; 3]
    });
    sandbox.point(300, 500);
    sandbox.xdotool(&["mousedown", "1"]);
    sandbox.point(300, 500);
    until("the mouse is where it is", || {
        sandbox.bars(area) == 80 << 8 | 48
    });
    sandbox.xdotool(&["mouseup", "1"]);
    // The record button, and the movie is the canvas.
    sandbox.click(RECORD.0 * 2, RECORD.1 * 2);
    thread::sleep(Duration::from_millis(700));
    sandbox.click(RECORD.0 * 2, RECORD.1 * 2);
    let movie = sandbox.wait_for_recording(1);
    assert_eq!(probe(&movie)["streams"][0]["width"], 256);
    sandbox.leave();
}
