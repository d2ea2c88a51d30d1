//! What sketches reach for besides shapes: noise, chance, motion, colour, grids. All of it is arithmetic: it knows no stage and no
//! canvas, but the seed of the sketch that is played.

pub mod chance;
pub mod color;
pub mod color_map;
pub mod ease;
pub mod grid;
pub mod motion;
pub mod noise;
pub mod palette;

use std::sync::atomic::{AtomicU64, Ordering};

/// All of it, as the prelude has it.
pub mod names {
    pub use super::chance::{
        in_circle, on_circle, pick, pick_weighted, poisson_discs, random_gaussian, shuffle,
    };
    pub use super::color::{css_color, hsb, hsl, lerp_color, oklch, to_hsb, to_hsl, to_oklch};
    pub use super::color_map::ColorMap;
    pub use super::ease::Ease;
    pub use super::grid::{Grid, inset};
    pub use super::motion::{Keyframes, Spring, lerp, map, norm, ping_pong, smoothstep, swing};
    pub use super::noise::{Noise, noise};
    pub use super::palette::Palette;
}

/// The same on every thread, as macroquad's random numbers are.
static SEED: AtomicU64 = AtomicU64::new(0);

/// A sketch of that seed is played from here on.
pub(crate) fn begin(seed: u64) {
    SEED.store(seed, Ordering::Relaxed);
    macroquad::rand::srand(seed);
}

/// The seed of the sketch that is played.
fn seed() -> u64 {
    SEED.load(Ordering::Relaxed)
}
