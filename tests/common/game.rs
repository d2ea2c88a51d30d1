//! The program in `tests/cards/game.rs`, in its window.

use super::sandbox::Sandbox;
use super::until;

/// As macroquad has them.
pub const DARKBLUE: [u8; 3] = [0, 81, 171];
pub const RED: [u8; 3] = [230, 41, 56];
pub const GREEN: [u8; 3] = [0, 228, 48];
pub const YELLOW: [u8; 3] = [253, 250, 0];
pub const ORANGE: [u8; 3] = [255, 161, 0];
pub const WHITE: [u8; 3] = [255, 255, 255];

/// The window of a program, at the upper left of the screen, 400×300.
pub fn open(mode: &str) -> Sandbox {
    let sandbox = Sandbox::open_program("a game", |place| place.game(mode, ""));
    sandbox.point(300, 150);
    sandbox
}

pub fn wait_for(sandbox: &Sandbox, what: &str, (x, y): (usize, usize), colour: [u8; 3]) {
    until(what, || is_near(sandbox.screen_at(x, y), colour));
}

/// Nearly: each value is rounded once or twice on its way.
pub fn is_near(got: [u8; 3], want: [u8; 3]) -> bool {
    got.iter().zip(want).all(|(a, b)| a.abs_diff(b) <= 2)
}
