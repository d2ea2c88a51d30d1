//! A sketch that is a whole macroquad program, with a window of its own.

use std::rc::Rc;

use macroquad::conf::Conf;

use super::{Outcome, Sketch};
use crate::cli;

/// Length of a program's movie in seconds, where nobody says another.
const PROGRAM_LENGTH: f64 = 10.0;

/// The seed that leaves [`rand`](macroquad::rand) as it is in a program that never seeds it: a program without
/// `srand` gets the same numbers as under macroquad. quad-rand's generator is x ← x · M + C (mod 2⁶⁴), its `srand(s)`
/// makes the state (C + s) · M + C, and this is the s for which that is 0, its first state.
const UNSEEDED: u64 = {
    const MULTIPLIER: u64 = 6_364_136_223_846_793_005;
    const INCREMENT: u64 = 1_442_695_040_888_963_407;
    // Newton's iteration for the inverse: each step doubles the bits that are right, and an odd number has 3.
    let mut inverse = MULTIPLIER;
    let mut step = 0;
    while step < 5 {
        inverse = inverse.wrapping_mul(2u64.wrapping_sub(MULTIPLIER.wrapping_mul(inverse)));
        step += 1;
    }
    INCREMENT
        .wrapping_neg()
        .wrapping_mul(inverse)
        .wrapping_sub(INCREMENT)
};

impl Sketch {
    /// A program that has its own window, the one that `window` describes: what
    /// [`#[kinora::main]`](macro@crate::main) makes of a macroquad program. It is called what its executable is called,
    /// has 60 frames a second and the whole keyboard, and its canvas follows the window. It plays until it returns or
    /// the window is closed; [`duration`](Self::duration) is the length of its movie, 10 seconds if nothing is said.
    pub fn program<C, F>(
        window: impl Fn() -> C + 'static,
        start: impl Fn() -> F + 'static,
    ) -> Sketch
    where
        C: Into<Conf>,
        F: Future<Output: Outcome> + 'static,
    {
        let window = Rc::new(move || window().into());
        let conf: Conf = window();
        let side = |side: i32| u32::try_from(side).unwrap_or_default();
        Sketch {
            window: Some(window),
            seed: UNSEEDED,
            ..Sketch::new(cli::program_name(), start)
                .size(
                    side(conf.miniquad_conf.window_width),
                    side(conf.miniquad_conf.window_height),
                )
                .keyboard()
        }
    }

    /// Whether it has its own window.
    pub(crate) fn is_program(&self) -> bool {
        self.window.is_some()
    }

    /// The window that it asks for; miniquad's own choice for a sketch that asks for none.
    pub(crate) fn window_conf(&self) -> Conf {
        self.window
            .as_ref()
            .map_or_else(Conf::default, |window| window())
    }

    /// Seconds of its movie. A program does not begin again after it.
    pub(super) fn program_length(&self) -> f64 {
        self.duration.unwrap_or(PROGRAM_LENGTH)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_without_a_seed_gets_the_numbers_that_it_gets_under_macroquad() {
        let unseeded = macroquad::rand::RandGenerator::new();
        let seeded = macroquad::rand::RandGenerator::new();
        seeded.srand(UNSEEDED);
        for _ in 0..5 {
            assert_eq!(seeded.rand(), unseeded.rand());
        }
    }
}
