//! What sketches reach for besides shapes: noise, chance, motion, colour. All of it is arithmetic: it knows no stage and no
//! canvas, but the seed of the sketch that is played.

pub mod chance;
pub mod color;
pub mod color_map;
pub mod ease;
pub mod motion;
pub mod noise;
pub mod palette;

use std::cell::Cell;

thread_local! {
    static SEED: Cell<u64> = const { Cell::new(0) };
}

/// A sketch of that seed is played from here on.
pub(crate) fn begin(seed: u64) {
    SEED.set(seed);
    macroquad::rand::srand(seed);
}

/// The seed of the sketch that is played.
fn seed() -> u64 {
    SEED.get()
}
