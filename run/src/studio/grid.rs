//! The window's time on the grid of the movie: where the window draws as often as the movie has frames, or a whole number
//! of times as often, each of its frames takes exactly its share of a frame of the movie. What a screen and a scheduler
//! add and take away, a millisecond here and there, would repeat a frame of a recording and leave out the next.

use std::collections::VecDeque;
use std::time::Duration;

use kinora_core::stage::PARTS;

/// How many frames of the window are looked at.
const LOOKED_AT: usize = 40;

/// So many of them must be there before anything is said of them.
const ENOUGH: usize = 20;

/// How far the window may be from the grid, as a part of its frame.
const OFF: f64 = 0.04;

/// The most frames of the window that share a frame of the movie.
const MOST: f64 = 4.0;

/// How far this clock may be before the one on the wall, in frames of the movie.
const FARTHEST: f64 = 2.0;

/// A frame of the window that takes so many times as long as the others is no measure of them.
const HITCH: f64 = 3.0;

/// How far a clock has gone since the frame before.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Passed {
    pub time: Duration,
    /// The same in [`PARTS`] of a frame of the movie, where the window keeps step with it.
    pub parts: Option<u32>,
}

/// The clock of a window. It is never more than two frames of the movie from the one on the wall.
pub struct Grid {
    fps: f64,
    /// How long the last frames of the window took, in frames of the movie.
    recent: VecDeque<f64>,
    /// How far this clock is before the one on the wall, in frames of the movie.
    ahead: f64,
    /// Half of a frame was given, so that the wall's clock comes nearer; the other half follows.
    is_between: bool,
}

impl Grid {
    /// For a movie of `fps` frames a second.
    pub fn new(fps: f64) -> Grid {
        Grid {
            fps,
            recent: VecDeque::new(),
            ahead: 0.0,
            is_between: false,
        }
    }

    /// What a frame of the window counts for that took `time`.
    pub fn count(&mut self, time: Duration) -> Passed {
        let real = time.as_secs_f64() * self.fps;
        self.look_at(real);
        let interval = self.interval();
        let parts = interval.and_then(|interval| self.on_grid(real, interval));
        self.is_between &= parts.is_some();
        let frames = match parts {
            Some(parts) => f64::from(parts) / f64::from(PARTS),
            // What it was ahead is made up for, but time never stands.
            None => (real - self.ahead).max(real / 2.0),
        };
        self.ahead += frames - real;
        Passed {
            time: Duration::from_secs_f64(frames / self.fps),
            parts,
        }
    }

    /// The whole interval, unless the clock on the wall is left behind, or has run away. `None` if it is left so far behind
    /// that another rate must have begun.
    fn on_grid(&mut self, real: f64, interval: u32) -> Option<u32> {
        let ahead = |parts: u32| self.ahead + f64::from(parts) / f64::from(PARTS) - real;
        let is_second_half = self.is_between;
        let is_first_half = !is_second_half && ahead(interval) > 1.0;
        let parts = match is_first_half || is_second_half {
            true => interval / 2,
            false => interval,
        };
        let behind = (-ahead(parts)).max(0.0).floor() as u32;
        self.is_between = is_first_half;
        (ahead(parts) <= FARTHEST).then_some(parts + behind * PARTS)
    }

    fn look_at(&mut self, real: f64) {
        let is_hitch = self.mean().is_some_and(|mean| real > HITCH * mean);
        if !is_hitch {
            self.recent.push_back(real);
        }
        if is_hitch || self.recent.len() > LOOKED_AT {
            self.recent.pop_front();
        }
    }

    /// What a frame of the window takes, in frames of the movie, once enough of them are known.
    fn mean(&self) -> Option<f64> {
        let count = self.recent.len();
        (count >= ENOUGH).then(|| self.recent.iter().sum::<f64>() / count as f64)
    }

    /// The parts of a frame of the movie that a frame of the window takes, if that is a whole share of it but for a little.
    fn interval(&self) -> Option<u32> {
        let mean = self.mean()?;
        let share = (1.0 / mean).round();
        let is_near = (mean * share - 1.0).abs() < OFF && (1.0..=MOST).contains(&share);
        is_near.then(|| PARTS / share as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FPS: f64 = 60.0;

    /// Frames of a movie that go by in frames of a window, which take so many milliseconds.
    fn counted(millis: impl IntoIterator<Item = f64>) -> Vec<Passed> {
        let mut grid = Grid::new(FPS);
        let times = millis.into_iter();
        times
            .map(|millis| grid.count(Duration::from_secs_f64(millis / 1e3)))
            .collect()
    }

    /// Milliseconds of so many frames at a rate, now a little longer and now a little shorter.
    fn uneven(rate: f64, frames: usize) -> impl Iterator<Item = f64> {
        let jitter = [0.0, 4.0, -3.0, 1.0, -2.0, 5.0, -5.0];
        (0..frames).map(move |frame| 1e3 / rate + jitter[frame % jitter.len()] * FPS / rate)
    }

    #[test]
    fn a_window_as_fast_as_the_movie_draws_one_frame_for_each() {
        let passed = counted(uneven(FPS, 700));
        for passed in &passed[ENOUGH..] {
            assert_eq!(passed.parts, Some(PARTS));
            assert_eq!(passed.time, Duration::from_secs_f64(1.0 / FPS));
        }
        for times in [2, 3, 4] {
            let passed = counted(uneven(f64::from(times) * FPS, 700));
            let share = Some(PARTS / times);
            assert!(passed[LOOKED_AT..].iter().all(|it| it.parts == share));
        }
    }

    #[test]
    fn a_window_that_is_a_little_slower_skips_and_one_a_little_faster_draws_between() {
        let frames = |rate| -> Vec<f64> {
            let passed = counted(uneven(rate, 3000));
            let parts = passed[ENOUGH..].iter().map(|it| it.parts.unwrap());
            parts
                .map(|parts| f64::from(parts) / f64::from(PARTS))
                .collect()
        };
        let slower = frames(59.0);
        let twice = slower.iter().filter(|&&frames| frames == 2.0).count();
        assert!((45..55).contains(&twice), "a sixtieth of them: {twice}");
        assert!(slower.iter().all(|frames| [1.0, 2.0].contains(frames)));
        let faster = frames(61.0);
        let halves = faster.iter().filter(|&&frames| frames == 0.5).count();
        assert!((90..105).contains(&halves), "two for each: {halves}");
        assert!(faster.iter().all(|frames| [1.0, 0.5].contains(frames)));
    }

    #[test]
    fn another_rate_is_counted_as_it_is() {
        for rate in [50.0, 75.0, 33.0, 300.0] {
            for passed in counted(uneven(rate, 100).map(|millis| millis.max(1.0))) {
                assert_eq!(passed.parts, None, "{rate}");
            }
        }
    }

    #[test]
    fn a_hitch_is_made_up_for_at_once() {
        let times = uneven(FPS, 100).chain([500.0]).chain(uneven(FPS, 100));
        let passed = counted(times);
        let hitch = passed[100].parts.unwrap() / PARTS;
        assert!((29..32).contains(&hitch), "{hitch}");
        assert!(passed[101..].iter().all(|it| it.parts == Some(PARTS)));
    }

    proptest! {
        #[test]
        fn it_stays_at_the_clock_on_the_wall(
            stretches in prop::collection::vec((4.0f64..60.0, 1..100usize), 1..20)
        ) {
            let mut grid = Grid::new(FPS);
            let (mut wall, mut given) = (0.0, 0.0);
            for (millis, count) in stretches {
                for time in uneven(1e3 / millis, count) {
                    let time = time.max(0.5) / 1e3;
                    let passed = grid.count(Duration::from_secs_f64(time)).time;
                    prop_assert!(passed > Duration::ZERO);
                    wall += time;
                    given += passed.as_secs_f64();
                    prop_assert!((given - wall).abs() < (FARTHEST + 1e-6) / FPS, "{given} {wall}");
                }
            }
        }
    }
}
