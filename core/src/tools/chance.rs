//! Chance beyond macroquad's `rand`: distributions, picks, scattered points. All of it comes from the same numbers, which begin
//! with the sketch's seed, and is the same on every machine.
//!
//! `rand_distr` knows those that are made by arithmetic alone. Where there is more to it, the mathematical functions are those
//! of the crate `libm`, because each system has its own. For points that keep apart there is a crate, too, but it brings forty others.

use std::convert::Infallible;
use std::f32::consts::TAU;

use macroquad::math::{IVec2, Vec2, ivec2, vec2};
use rand::distr::weighted::WeightedIndex;
use rand::seq::{IndexedRandom, SliceRandom};
use rand_distr::{Distribution, UnitCircle, UnitDisc};

use super::grid::Grid;

/// How often a place is looked for around a point, before it is taken for surrounded (Bridson, 2007).
const TRIES: usize = 30;

/// Squares of the largest grid: about one in three has a point.
const MOST_SQUARES: f64 = 3e6;

/// macroquad's numbers.
struct Numbers;

impl rand::TryRng for Numbers {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(macroquad::rand::rand())
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let [high, low] = [(); 2].map(|()| u64::from(macroquad::rand::rand()));
        Ok(high << 32 | low)
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for chunk in bytes.chunks_mut(4) {
            let number = macroquad::rand::rand().to_le_bytes();
            chunk.copy_from_slice(&number[..chunk.len()]);
        }
        Ok(())
    }
}

/// A number of the normal distribution around `mean`: two thirds of them are at most `deviation` away (George Marsaglia's
/// polar method, 1964).
pub fn random_gaussian(mean: f32, deviation: f32) -> f32 {
    loop {
        let [x, y]: [f64; 2] = UnitDisc.sample(&mut Numbers);
        let square = x * x + y * y;
        if square > 0.0 {
            let number = x * (-2.0 * libm::log(square) / square).sqrt();
            return mean + deviation * number as f32;
        }
    }
}

/// A place on the circle of that radius around the origin, each as likely as any other.
pub fn on_circle(radius: f32) -> Vec2 {
    let place: [f64; 2] = UnitCircle.sample(&mut Numbers);
    Vec2::from(place.map(|it| it as f32)) * radius
}

/// A place in the circle of that radius around the origin, each as likely as any other.
pub fn in_circle(radius: f32) -> Vec2 {
    let place: [f64; 2] = UnitDisc.sample(&mut Numbers);
    Vec2::from(place.map(|it| it as f32)) * radius
}

/// One of them, each as likely as any other; `None` if there is none.
pub fn pick<T>(things: &[T]) -> Option<&T> {
    things.choose(&mut Numbers)
}

/// One of them, each as likely as the number beside it says in comparison with the others'. `None` if all are 0, if one is less
/// than 0, or none.
pub fn pick_weighted<T>(things: &[(T, f32)]) -> Option<&T> {
    let weights = WeightedIndex::new(things.iter().map(|(_, weight)| weight)).ok()?;
    Some(&things[weights.sample(&mut Numbers)].0)
}

/// Puts them into any order, each as likely as any other.
pub fn shuffle<T>(things: &mut [T]) {
    things.shuffle(&mut Numbers);
}

/// Places in the rectangle of that size at the origin, about as many as there is room for if none is nearer than `apart` to another
/// (Poisson discs; Bridson, Fast Poisson Disk Sampling in Arbitrary Dimensions, 2007). None where `apart` is not greater than 0, or so small that
/// there would be more than a million.
pub fn poisson_discs(size: Vec2, apart: f32) -> Vec<Vec2> {
    let squares = 2.0 * f64::from(size.x) / f64::from(apart) * f64::from(size.y) / f64::from(apart);
    let is_possible = apart > 0.0 && size.min_element() > 0.0 && squares <= MOST_SQUARES;
    if !is_possible {
        return vec![];
    }
    let mut squares = Squares::new(size, apart);
    let mut found = vec![size * vec2(unit(), unit())];
    squares.put(found[0], 0);
    let mut open = vec![0];
    while !open.is_empty() {
        let turn = (unit() * open.len() as f32) as usize;
        let turn = turn.min(open.len() - 1);
        let around: Vec2 = found[open[turn]];
        let free = (0..TRIES).find_map(|_| {
            // Evenly in the ring.
            let distance = apart * (1.0 + 3.0 * unit()).sqrt();
            let (sin, cos) = libm::sincosf(unit() * TAU);
            let at = around + vec2(cos, sin) * distance;
            let is_inside = at.cmpge(Vec2::ZERO).all() && at.cmplt(size).all();
            (is_inside && !squares.is_near(at, &found)).then_some(at)
        });
        match free {
            Some(at) => {
                open.push(found.len());
                squares.put(at, found.len());
                found.push(at);
            }
            None => {
                open.swap_remove(turn);
            }
        }
    }
    found
}

/// A number from 0 to less than 1.
fn unit() -> f32 {
    (macroquad::rand::rand() >> 8) as f32 / (1 << 24) as f32
}

/// Squares so small that each has room for one point.
struct Squares {
    side: f32,
    apart: f32,
    /// Number of the point in each.
    numbers: Grid<Option<usize>>,
}

impl Squares {
    fn new(size: Vec2, apart: f32) -> Squares {
        let side = apart / std::f32::consts::SQRT_2;
        let [columns, rows] = [size.x, size.y].map(|length| (length / side).ceil() as usize + 1);
        Squares {
            side,
            apart,
            numbers: Grid::filled(columns, rows, None),
        }
    }

    fn square(&self, at: Vec2) -> IVec2 {
        (at / self.side).as_ivec2()
    }

    fn put(&mut self, at: Vec2, number: usize) {
        let square = self.square(at);
        self.numbers[square] = Some(number);
    }

    fn is_near(&self, at: Vec2, points: &[Vec2]) -> bool {
        let middle = self.square(at);
        let block = (-2..=2).flat_map(|y| (-2..=2).map(move |x| middle + ivec2(x, y)));
        block
            .filter_map(|square| *self.numbers.get(square)?)
            .any(|number| points[number].distance_squared(at) < self.apart * self.apart)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Mutex, MutexGuard, PoisonError};

    use super::*;

    /// One after the other: there is one row of numbers.
    fn begin(seed: u64) -> MutexGuard<'static, ()> {
        static ALONE: Mutex<()> = Mutex::new(());
        let alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
        super::super::begin(seed);
        alone
    }

    /// The same bits on every machine and in every build.
    #[test]
    fn each_has_these_values() {
        let _alone = begin(42);
        let mut found: Vec<f32> = (0..8).map(|_| random_gaussian(1.0, 2.0)).collect();
        let places = [
            on_circle(2.0),
            on_circle(1.0),
            in_circle(3.0),
            in_circle(1.0),
        ];
        found.extend(places.iter().flat_map(|at| at.to_array()));
        let discs = poisson_discs(vec2(10.0, 6.0), 1.0);
        found.push(discs.len() as f32);
        found.extend(discs.iter().rev().take(4).flat_map(|at| at.to_array()));
        let found: Vec<u32> = found.into_iter().map(f32::to_bits).collect();
        assert_eq!(found, GOLDEN, "{found:#x?}");
        let mut letters: Vec<char> = ('a'..='j').collect();
        shuffle(&mut letters);
        let letters: String = letters.into_iter().collect();
        let picked: String = (0..10).filter_map(|_| pick(&['x', 'y', 'z'])).collect();
        let weighted: String = (0..10)
            .filter_map(|_| pick_weighted(&[('p', 2.0), ('q', 3.0), ('r', 0.0)]))
            .collect();
        assert_eq!(
            [&*letters, &*picked, &*weighted],
            ["cafhdgjieb", "yyyzxxxyzx", "pqqpqpqpqq"]
        );
    }

    const GOLDEN: [u32; 25] = [
        0x40838c6c, 0x3f25f6c5, 0x3fd03e49, 0xbfb5826a, 0x3f4c4334, 0x3f900663, 0x3fb17c89,
        0x3f834cb8, 0x3fcada99, 0xbf9c293f, 0x3f7ff417, 0x3c9c2acf, 0x3c40eeb4, 0xc0169951,
        0x3e27e59e, 0x3f4460ac, 0x42240000, 0x41151f88, 0x40404f6a, 0x4108b9ad, 0x40be4fde,
        0x411f05f4, 0x4072eac6, 0x40ad0a53, 0x40bd687e,
    ];

    #[test]
    fn what_is_drawn_is_spread_as_its_name_says() {
        let _alone = begin(1);
        let count = 20_000;
        let numbers: Vec<f32> = (0..count).map(|_| random_gaussian(3.0, 2.0)).collect();
        let mean = numbers.iter().sum::<f32>() / count as f32;
        let variance = numbers.iter().map(|it| (it - mean).powi(2)).sum::<f32>() / count as f32;
        assert!(
            (mean - 3.0).abs() < 0.06 && (variance - 4.0).abs() < 0.2,
            "{mean} {variance}"
        );
        let places: Vec<Vec2> = (0..count).map(|_| in_circle(2.0)).collect();
        let inner = places.iter().filter(|at| at.length() < 1.0).count();
        assert!((inner as f32 / count as f32 - 0.25).abs() < 0.02, "{inner}");
        assert!(places.iter().all(|at| at.length() <= 2.0));
        assert!((0..100).all(|_| (on_circle(5.0).length() - 5.0).abs() < 1e-4));
        let heavy = (0..count).filter(|_| pick_weighted(&[(0, 1.0), (1, 3.0)]) == Some(&1));
        assert!((heavy.count() as f32 / count as f32 - 0.75).abs() < 0.02);
        assert_eq!(pick::<u8>(&[]), None);
        assert_eq!(pick_weighted(&[('a', 0.0)]), None);
        assert_eq!(pick_weighted(&[('a', -1.0), ('b', 2.0)]), None);
    }

    #[test]
    fn discs_keep_apart_and_fill_the_rectangle() {
        let _alone = begin(3);
        let (size, apart) = (vec2(40.0, 25.0), 1.5);
        let found = poisson_discs(size, apart);
        for (index, a) in found.iter().enumerate() {
            assert!(a.cmpge(Vec2::ZERO).all() && a.cmplt(size).all(), "{a}");
            assert!(
                found[index + 1..].iter().all(|b| a.distance(*b) >= apart),
                "{a}"
            );
        }
        for step in 0..1000 {
            let at = size * vec2((step % 40) as f32 / 40.0, (step / 40) as f32 / 25.0);
            assert!(found.iter().any(|it| it.distance(at) < 2.0 * apart), "{at}");
        }
        for (size, apart) in [
            (size, 0.0),
            (size, f32::NAN),
            (Vec2::ZERO, 1.0),
            (vec2(f32::INFINITY, 1.0), 1.0),
            (size, 1e-3),
            (size, 1e-40),
        ] {
            assert_eq!(poisson_discs(size, apart), []);
        }
        assert_eq!(poisson_discs(vec2(1.0, 1.0), 100.0).len(), 1);
    }
}
