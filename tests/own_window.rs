//! What programs that were written for macroquad rely on in their window, besides what they draw: the time of the first
//! frame, the mouse they hide, the events they subscribe to, and a terminal that is theirs.

mod common;

use std::thread;
use std::time::{Duration, Instant};

use common::game::*;
use common::*;

/// So long nothing may happen: more than ten times as long as a program's window goes without a look at its panel.
const LONG: Duration = Duration::from_secs(3);

#[test]
fn a_program_that_nobody_touches_says_nothing() {
    let mut sandbox = open("still");
    wait_for(&sandbox, "the program", (150, 150), ORANGE);
    let hint = (20, 285);
    until("the hint is shown", || sandbox.screen_at(20, 285)[2] < 100);
    wait_for(&sandbox, "the hint is gone", hint, DARKBLUE);
    thread::sleep(LONG);
    // The panel comes and goes.
    for _ in 0..2 {
        sandbox.key("ctrl+F1");
        until("the keys are listed", || {
            !is_near(sandbox.screen_at(150, 150), ORANGE)
        });
        sandbox.key("ctrl+F1");
        wait_for(&sandbox, "they are gone", (150, 150), ORANGE);
    }
    // And so does the window.
    let window = sandbox.window.clone();
    sandbox.xdotool(&["windowunmap", &window]);
    until("it is gone", || sandbox.screen_at(150, 150) == [0; 3]);
    sandbox.xdotool(&["windowmap", &window]);
    wait_for(&sandbox, "it is there again", (150, 150), ORANGE);
    sandbox.close_button();
    assert_eq!(sandbox.closed(), "");
}

#[test]
fn a_first_frame_has_taken_as_long_as_one_of_the_movie() {
    let mut sandbox = open("first");
    let play = |sandbox: &_, number: usize| {
        let place = (10 + 20 * (number - 1), 10);
        wait_for(sandbox, &format!("play {number} begins"), place, WHITE);
        wait_for(sandbox, "its first frame has taken time", (300, 100), GREEN);
    };
    play(&sandbox, 1);
    sandbox.key("ctrl+Home");
    play(&sandbox, 2);
    sandbox.key("ctrl+n");
    play(&sandbox, 3);
    // Back to a moment before: all until then is played again.
    sandbox.key("ctrl+space");
    sandbox.key("ctrl+Left");
    play(&sandbox, 4);
    sandbox.close_button();
    let said = sandbox.closed();
    assert_eq!(said, "0.0167 60\n".repeat(4));
    let export = succeed(sandbox.place.game("first", "export -o a.mp4 --frames 2 -q"));
    assert_eq!(stderr(&export), "0.0167 60\n");
}

#[test]
fn a_mouse_that_a_program_hides_stays_hidden_until_the_panel_is_under_it() {
    let mut sandbox = open("shy");
    wait_for(&sandbox, "the program", (150, 150), ORANGE);
    until("the mouse is hidden", || !sandbox.shows_mouse());
    let until_then = Instant::now() + LONG;
    while Instant::now() < until_then {
        assert!(!sandbox.shows_mouse());
    }
    let window = sandbox.window.clone();
    sandbox.xdotool(&["windowsize", &window, "800", "500"]);
    sandbox.key("ctrl+Tab");
    until("the panel is there", || sandbox.screen_at(600, 25)[0] > 180);
    sandbox.point(700, 200);
    until("the panel shows the mouse", || sandbox.shows_mouse());
    sandbox.point(200, 200);
    until("the program does not", || !sandbox.shows_mouse());
    sandbox.close_button();
    sandbox.closed();
}

#[test]
fn who_subscribes_to_the_windows_events_hears_those_of_the_program() {
    let mut sandbox = open("subscriber");
    wait_for(&sandbox, "the program", (300, 50), DARKBLUE);
    for key in ["r", "ctrl+F1", "ctrl+F1", "ctrl+c", "Escape"] {
        sandbox.key(key);
        // Not two in one frame.
        sandbox.point(300, 150);
    }
    sandbox.click(350, 250);
    wait_for(&sandbox, "the first click, where it was", (25, 25), RED);
    // Beside the panel the canvas is smaller; places on it stay what they are.
    sandbox.key("ctrl+Tab");
    sandbox.xdotool(&["windowsize", &sandbox.window, "900", "600"]);
    until("the panel is there", || sandbox.screen_at(700, 25)[0] > 180);
    sandbox.click(310, 300);
    wait_for(&sandbox, "the second click, where it was", (48, 94), RED);
    // A click on the panel is none of the program's.
    sandbox.click(700, 300);
    sandbox.key("ctrl+Tab");
    wait_for(&sandbox, "the second is the last", (65, 25), RED);
    wait_for(&sandbox, "the second is the last", (105, 25), DARKBLUE);
    sandbox.close_button();
    let said = sandbox.closed();
    let of = |key: &str| [format!("{key} down"), format!("{key} up")];
    let mut want: Vec<String> = vec!["'r' typed".into()];
    want.extend(of("R"));
    want.extend(of("LeftControl"));
    want.extend(of("LeftControl"));
    want.push("LeftControl down".into());
    want.push("'c' typed".into());
    want.push("C down".into());
    want.extend(["LeftControl up".into(), "C up".into()]);
    want.push("'\\u{1b}' typed".into());
    want.extend(of("Escape"));
    want.extend(of("LeftControl"));
    want.extend(of("LeftControl"));
    assert_eq!(said.lines().collect::<Vec<_>>(), want);
}
