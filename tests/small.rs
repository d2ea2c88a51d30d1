//! The sandbox in a small window: the canvas is still there, and nothing is cut.

mod common;

use common::game::{YELLOW, open, wait_for};
use common::sandbox::Sandbox;
use common::*;

/// Of the panel, the time line and the list of keys.
const GROUND: [u8; 3] = [30, 30, 33];

/// Of the window beside the canvas.
const BESIDE: [u8; 3] = [23, 23, 26];

const WHITE: [u8; 3] = [255; 3];

/// At the right end of the time line of a window of 400×300.
const RECORD: (i32, i32) = (357, 280);
const PANEL: (i32, i32) = (383, 280);

/// A sketch with parameters in a window of 400×300. Its canvas of 96×48 is shown as 400×200, from y = 30.
fn knobs() -> Sandbox {
    let sandbox = Sandbox::open(|place| place.cards("run knobs"));
    sandbox.resize(400, 300);
    until("the canvas has the whole width", || shows_canvas(&sandbox));
    sandbox
}

/// Its fourth column of sixteen units, and the ends of the third.
fn shows_canvas(sandbox: &Sandbox) -> bool {
    let screen = sandbox.screen();
    let at = |x, y| screen.at(x, y);
    at(230, 130) == ORANGE_COLUMN
        && at(190, 225) == WHITE
        && at(2, 40) == [0; 3]
        && at(2, 20) == BESIDE
}

/// `#ff8000`, the default of the parameter.
const ORANGE_COLUMN: [u8; 3] = [255, 128, 0];

fn is_red([r, g, b]: [u8; 3]) -> bool {
    r > 180 && g < 90 && b < 90
}

#[test]
fn the_panel_folds_away_and_lies_over_the_canvas_when_asked_for() {
    let mut sandbox = knobs();
    let is_open = |sandbox: &Sandbox| is_red(sandbox.screen_at(250, 15));
    assert!(!is_open(&sandbox));
    sandbox.click(PANEL.0, PANEL.1);
    until("the panel is there", || is_open(&sandbox));
    assert_eq!(
        sandbox.screen_at(2, 40),
        [0; 3],
        "and the canvas is where it was"
    );
    sandbox.drag((136, 142), (335, 142));
    until("the first column is white", || {
        sandbox.screen_at(33, 130) == WHITE
    });
    // What is below is reached by the wheel: the list of sketches ends above the time line.
    sandbox.wheel((260, 120), 60);
    until("the panel is scrolled", || !is_open(&sandbox));
    sandbox.click(260, 240);
    until("the last sketch plays", || {
        sandbox.screen_at(33, 130) != WHITE
    });
    sandbox.key("Escape");
    until("Escape folds the panel first", || {
        sandbox.screen_at(250, 20) != GROUND
    });
    assert!(sandbox.kinora.try_wait().unwrap().is_none());
    // In a wide window it is beside the canvas.
    sandbox.resize(800, 600);
    until("the panel is there", || is_red(sandbox.screen_at(540, 25)));
    sandbox.key("Escape");
    sandbox.closed();
}

#[test]
fn the_time_line_records_where_the_panel_is_folded_away() {
    let mut sandbox = knobs();
    assert!(is_red(sandbox.screen_at(348, 273)));
    sandbox.click(RECORD.0, RECORD.1);
    until("it records, and says so at the upper right", || {
        let screen = sandbox.screen();
        (300..390).any(|x| is_red(screen.at(x, 27)))
    });
    sandbox.click(RECORD.0, RECORD.1);
    let movie = sandbox.wait_for_recording(1);
    assert_eq!(probe(&movie)["streams"][0]["width"], 96);
    sandbox.key("Escape");
    sandbox.closed();
}

#[test]
fn the_list_of_keys_fits_and_scrolls() {
    let mut sandbox = knobs();
    sandbox.key("F1");
    until("the keys are listed", || {
        let screen = sandbox.screen();
        let inside = [(25, 150), (375, 150), (200, 17), (200, 283)];
        let outside = [(5, 150), (395, 150)];
        inside.iter().all(|&(x, y)| screen.at(x, y) == GROUND)
            && outside.iter().all(|&(x, y)| screen.at(x, y) == [0; 3])
            && screen.at(200, 5) == BESIDE
    });
    let first = sandbox.screen();
    sandbox.wheel((200, 150), 40);
    until("the end of the list", || sandbox.screen().off(&first) > 0.5);
    sandbox.click(47, 268);
    until("the list is closed", || shows_canvas(&sandbox));
    sandbox.key("Escape");
    sandbox.closed();
}

#[test]
fn a_small_program_is_seen_beside_its_panel() {
    let mut sandbox = open("play");
    wait_for(&sandbox, "the program", (395, 295), YELLOW);
    sandbox.key("ctrl+Tab");
    // 400×300 as 347×260, above the time line.
    wait_for(&sandbox, "its corner", (365, 252), YELLOW);
    until("the time line", || sandbox.screen_at(200, 297) == GROUND);
    sandbox.key("ctrl+Tab");
    wait_for(&sandbox, "the program alone", (395, 295), YELLOW);
    sandbox.close_button();
    sandbox.closed();
}

#[test]
fn on_a_small_screen_the_window_is_no_larger() {
    let mut sandbox = Sandbox::open_on((640, 480), 96, Place::new(), |place| {
        place.cards("run knobs")
    });
    let geometry = |sandbox: &Sandbox| {
        let geometry = sandbox.xdotool(&["getwindowgeometry", &sandbox.window]);
        stdout(&geometry)
    };
    until("all of the screen", || {
        geometry(&sandbox).contains("640x480")
    });
    until("the panel ends where the screen does", || {
        is_red(sandbox.screen_at(630, 15))
    });
    until("so does the time line", || {
        sandbox.screen_at(355, 477) == GROUND
    });
    sandbox.key("Escape");
    sandbox.closed();
    drop(sandbox);
    // So many fine pixels are 400×240 points.
    let mut sandbox = Sandbox::open_on((800, 480), 192, Place::new(), |place| {
        place.cards("run knobs")
    });
    until("all of the screen", || {
        geometry(&sandbox).contains("800x480")
    });
    until("the panel is folded away", || {
        let screen = sandbox.screen();
        is_red(screen.at(694, 426)) && !is_red(screen.at(300, 30))
    });
    sandbox.key("Escape");
    sandbox.closed();
}
