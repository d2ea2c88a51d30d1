//! Noise: smooth random values of places, the same for the same seed on every machine.
//!
//! The crate `noise-functions` computes it: it has each kind in two, three and four dimensions with a seed, allocates nothing,
//! and calls no mathematical function but a square root, which is the same everywhere. `noise` has tables to set up for each
//! seed, `fastnoise-lite` no fourth dimension.

use std::f32::consts::TAU;

use macroquad::math::{Vec2, Vec3, Vec4, vec2, vec3};
use noise_functions::{CellDistance, Noise as _, Perlin, Simplex, Value};

use super::seed;

/// How far apart places are whose difference is taken for the slope there, in units of the noise: a thousandth is too fine
/// for 32 bits some hundred units from the origin.
const STEP: f32 = 1.0 / 256.0;

/// Where a line lies in the plane: on one of whole numbers, gradient noise is 0 at every whole number.
const ASIDE: f32 = 0.37;

/// What two seeds are apart whose noises have nothing to do with each other.
const OTHER: i32 = 0x3c6e_f372;

/// Random values that change smoothly from place to place, by about one bump in each unit.
///
/// ```
/// # use kinora_core::tools::noise::Noise;
/// let hills = Noise::simplex().octaves(5);
/// let height = hills.at([3.2, 1.7]);
/// assert!((-1.0..=1.0).contains(&height));
/// ```
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Noise {
    kind: Kind,
    seed: Option<u32>,
    octaves: u32,
    gain: f32,
    lacunarity: f32,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    Value,
    Perlin,
    Simplex,
    Worley,
}

/// A place of one to four dimensions: a number, a vector, an array.
pub trait Place: Copy {
    /// Its coordinates; those that it does not have are 0.
    fn coordinates(self) -> [f32; 4];
    /// How many it has, 1 to 4.
    const DIMENSIONS: usize;
}

macro_rules! place {
    ($($kind:ty, $dimensions:literal, |$at:ident| $coordinates:expr;)*) => {$(
        impl Place for $kind {
            const DIMENSIONS: usize = $dimensions;
            fn coordinates(self) -> [f32; 4] {
                let $at = self;
                $coordinates
            }
        }
    )*};
}

place! {
    f32, 1, |at| [at, 0.0, 0.0, 0.0];
    f64, 1, |at| [at as f32, 0.0, 0.0, 0.0];
    Vec2, 2, |at| [at.x, at.y, 0.0, 0.0];
    Vec3, 3, |at| [at.x, at.y, at.z, 0.0];
    Vec4, 4, |at| [at.x, at.y, at.z, at.w];
    [f32; 1], 1, |at| [at[0], 0.0, 0.0, 0.0];
    [f32; 2], 2, |at| [at[0], at[1], 0.0, 0.0];
    [f32; 3], 3, |at| [at[0], at[1], at[2], 0.0];
    [f32; 4], 4, |at| at;
}

impl Noise {
    /// Random values at the corners of squares, smooth between them. Blocky.
    pub fn value() -> Noise {
        Noise::of(Kind::Value)
    }

    /// Ken Perlin's noise of 1985, improved in 2002: random slopes at the corners of squares.
    pub fn perlin() -> Noise {
        Noise::of(Kind::Perlin)
    }

    /// Perlin's simplex noise of 2001: random slopes at the corners of triangles. It has no directions that can be seen.
    pub fn simplex() -> Noise {
        Noise::of(Kind::Simplex)
    }

    /// Steven Worley's noise of 1996: how far the nearest of many scattered points is, in units; 0 at a point, and rarely more
    /// than 1.
    pub fn worley() -> Noise {
        Noise::of(Kind::Worley)
    }

    fn of(kind: Kind) -> Noise {
        Noise {
            kind,
            seed: None,
            octaves: 1,
            gain: 0.5,
            lacunarity: 2.0,
        }
    }

    /// Another seed than the sketch's: other values.
    pub fn seed(mut self, seed: u32) -> Noise {
        self.seed = Some(seed);
        self
    }

    /// So many noises on top of each other, each [`lacunarity`](Self::lacunarity) times as fine and [`gain`](Self::gain) times
    /// as strong as the one before (fractal Brownian motion); 1 if left out. The sum has the range of one.
    pub fn octaves(mut self, octaves: u32) -> Noise {
        self.octaves = octaves.max(1);
        self
    }

    /// How strong an octave is beside the one before, 0.5 if left out.
    pub fn gain(mut self, gain: f32) -> Noise {
        self.gain = gain;
        self
    }

    /// How fine an octave is beside the one before, 2 if left out.
    pub fn lacunarity(mut self, lacunarity: f32) -> Noise {
        self.lacunarity = lacunarity;
        self
    }

    /// The noise at a place, from -1 to 1; of [`worley`](Self::worley), from 0.
    pub fn at(&self, place: impl Place) -> f32 {
        self.seeded(place, self.number())
    }

    /// The noise at a place of one or two dimensions (the third and fourth of others are left out) that is the same at `phase` 0
    /// and 1, for what is to begin again seamlessly: with the playhead it goes once round a circle of that `radius` in the two
    /// dimensions that are left. The larger the circle, the more happens on the way.
    pub fn looped(&self, place: impl Place, phase: f32, radius: f32) -> f32 {
        let [x, y, ..] = place.coordinates();
        let (sin, cos) = libm::sincosf(phase.rem_euclid(1.0) * TAU);
        self.at([x, y, radius * cos, radius * sin])
    }

    /// The curl of the noise: a flow along the lines on which [`at`](Self::at) is the same, which has neither sources nor sinks, so that what drifts in it stays evenly spread (Bridson,
    /// Hourihan and Nordenstam, 2007). In units of noise a unit.
    pub fn curl(&self, place: Vec2) -> Vec2 {
        let seed = self.number();
        let along = |axis: Vec2| {
            let [before, after] = [-STEP, STEP].map(|step| self.seeded(place + axis * step, seed));
            (after - before) / (2.0 * STEP)
        };
        vec2(along(Vec2::Y), -along(Vec2::X))
    }

    /// The same in three dimensions, of three noises.
    pub fn curl3(&self, place: Vec3) -> Vec3 {
        let seed = |index: i32| self.number().wrapping_add(OTHER.wrapping_mul(index));
        let [x, y, z] = [0, 1, 2].map(|index| self.slopes(place, seed(index)));
        vec3(z.y - y.z, x.z - z.x, y.x - x.y)
    }

    /// How steep it is along each axis.
    fn slopes(&self, place: Vec3, seed: i32) -> Vec3 {
        let along = |axis: Vec3| {
            let [before, after] = [-STEP, STEP].map(|step| self.seeded(place + axis * step, seed));
            (after - before) / (2.0 * STEP)
        };
        vec3(along(Vec3::X), along(Vec3::Y), along(Vec3::Z))
    }

    fn number(&self) -> i32 {
        match self.seed {
            Some(seed) => seed as i32,
            None => {
                let seed = seed();
                (seed ^ (seed >> 32)) as i32
            }
        }
    }

    fn seeded<P: Place>(&self, place: P, seed: i32) -> f32 {
        let [x, y, z, w] = place.coordinates();
        macro_rules! sample {
            ($noise:expr) => {{
                let noise = $noise
                    .fbm(self.octaves, self.gain, self.lacunarity)
                    .seed(seed);
                match P::DIMENSIONS {
                    1 => noise.sample2([x, ASIDE]),
                    2 => noise.sample2([x, y]),
                    3 => noise.sample3([x, y, z]),
                    _ => noise.sample4([x, y, z, w]),
                }
            }};
        }
        match self.kind {
            Kind::Value => sample!(Value),
            Kind::Perlin => sample!(Perlin),
            Kind::Simplex => sample!(Simplex),
            // It has them from -1.
            Kind::Worley => (sample!(CellDistance::default()) + 1.0) / 2.0,
        }
    }
}

/// Perlin noise of four octaves at a place, from 0 to 1, as p5's `noise` has it: of the sketch's seed, and by about one bump in
/// each unit.
pub fn noise(place: impl Place) -> f32 {
    (Noise::perlin().octaves(4).at(place) + 1.0) / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds() -> [Noise; 4] {
        [
            Noise::value(),
            Noise::perlin(),
            Noise::simplex(),
            Noise::worley(),
        ]
    }

    /// The same bits on every machine and in every build.
    #[test]
    fn each_noise_has_these_values() {
        let mut found = vec![];
        for kind in kinds() {
            let kind = kind.seed(7).octaves(3);
            found.push(kind.at(12.34f32));
            found.push(kind.at([12.34, -5.6]));
            found.push(kind.at([12.34, -5.6, 7.8]));
            found.push(kind.at([12.34, -5.6, 7.8, 0.9]));
            found.push(kind.looped([1.5, 2.5], 0.3, 0.8));
            found.push(kind.curl(vec2(0.4, 0.7)).x);
            found.push(kind.curl3(vec3(0.4, 0.7, 1.1)).z);
        }
        let found: Vec<u32> = found.into_iter().map(f32::to_bits).collect();
        assert_eq!(found, GOLDEN, "{found:#x?}");
    }

    const GOLDEN: [u32; 28] = [
        0xbec9b36b, 0xbe8b93aa, 0x3db614a7, 0x3e798474, 0xbe18bce7, 0x3f792130, 0x3fa2d360,
        0x3e9380d1, 0x3e146b6c, 0xbe0cc12f, 0x3d20520d, 0x3ef55e76, 0xbef761c0, 0xbdade380,
        0xbd1ede63, 0xbeda9ca7, 0x3e21c250, 0xbda1a699, 0x3da9bb88, 0x3fb094e0, 0xbfa2df10,
        0x3e9744a7, 0x3f296858, 0x3f02402e, 0x3f60c710, 0x3f4f90be, 0x3f3d7380, 0xbecd6200,
    ];

    #[test]
    fn noise_is_smooth_in_its_range_and_not_the_same_everywhere() {
        for kind in kinds() {
            for octaves in [1, 4] {
                let kind = kind.seed(3).octaves(octaves);
                let at = |step: u32| kind.at([step as f32 * 0.01, 0.5]);
                let values: Vec<f32> = (0..5000).map(at).collect();
                let low = values.iter().copied().fold(f32::MAX, f32::min);
                let high = values.iter().copied().fold(f32::MIN, f32::max);
                assert!(low >= -1.0 && high <= 1.5, "{kind:?}: {low} to {high}");
                assert!(high - low > 0.5, "{kind:?}: {low} to {high}");
                let steepest = values.windows(2).map(|pair| (pair[1] - pair[0]).abs());
                let steepest = steepest.fold(0.0, f32::max);
                assert!(steepest < 0.1, "{kind:?}: {steepest}");
            }
        }
    }

    #[test]
    fn another_seed_is_another_noise_and_a_loop_closes() {
        for kind in kinds() {
            let [a, b] = [1, 2].map(|seed| kind.seed(seed).at([3.3, 4.4]));
            assert_ne!(a, b, "{kind:?}");
            let looped = |phase: f32| kind.seed(1).looped([3.3, 4.4], phase, 1.0);
            assert!((looped(0.0) - looped(1.0)).abs() < 1e-5, "{kind:?}");
            // Without a jump where it closes, and as fast as elsewhere.
            let [before, after] = [looped(0.9995), looped(0.0005)];
            assert!((before - after).abs() < 2e-2, "{kind:?}");
            assert!((looped(0.0) - looped(0.5)).abs() > 1e-3, "{kind:?}");
        }
        let values = (0..1000).map(|step| noise(step as f32 * 0.1));
        assert!(values.into_iter().all(|value| (0.0..=1.0).contains(&value)));
    }

    /// As much flows into a small square as out of it.
    #[test]
    fn curl_has_no_sources() {
        let flow = Noise::simplex().seed(5);
        // Differences over the same way cancel but for their rounding.
        let h = STEP;
        let mut strongest = 0.0f32;
        for step in 0..200 {
            let at = vec2(step as f32 * 0.37, step as f32 * 0.23);
            let along =
                |axis: Vec2| (flow.curl(at + axis * h) - flow.curl(at - axis * h)).dot(axis);
            let divergence = (along(Vec2::X) + along(Vec2::Y)) / (2.0 * h);
            assert!(divergence.abs() < 0.1, "{at}: {divergence}");
            strongest = strongest.max(flow.curl(at).length());
            // It flows where the noise stays the same.
            let way = flow.curl(at).normalize_or_zero() * h;
            let change = (flow.at(at + way) - flow.at(at - way)) / (2.0 * h);
            assert!(change.abs() < 0.02, "{at}: {change}");
        }
        assert!(strongest > 1.0, "{strongest}");
    }
}
