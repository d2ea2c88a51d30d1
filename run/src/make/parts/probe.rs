//! Whether it pays to share an export between processes: decided by its first frames, while it is made in one.

use std::num::NonZeroUsize;
use std::time::{Duration, Instant};

use kinora_core::platform::{load, memory};

/// What one process is watched for, from a picture on.
const WATCH: Duration = Duration::from_millis(700);

/// Fewest pictures that say anything.
const FEWEST: u64 = 3;

/// Pictures that an encoder may look ahead, before it takes as much time as it will: 40 and some for x264's threads.
const AHEAD: u64 = 60;

/// Time of one core that an encoder may take for a pixel, in seconds, where it has not shown it yet: x264 takes 18 ns at
/// its preset medium for busy pictures.
const ENCODING: f64 = 2e-8;

/// Until the first picture of a process: itself, display, ffmpeg; and the end of the last one, with the joining. Measured:
/// 0.5 s on two cores, of which half are the ends.
const START: f64 = 0.6;

/// Cores are never all busy at once, and what was measured is not all: so much longer it takes than it could.
const LOSS: f64 = 1.1;

/// What is won must be worth it.
const WORTH: f64 = 0.9;

/// An export that is watched.
pub struct Probe {
    cores: usize,
    /// Frames of the movie.
    frames: u64,
    /// Frames that come before it.
    before: u64,
    /// Pixels of each.
    pixels: usize,
    /// Not every frame need be played in every process.
    may_skip: bool,
    /// It is made in parts in any case.
    is_trial: bool,
    stage: Stage,
}

/// How far it is.
#[derive(Clone, Copy)]
enum Stage {
    Begun,
    /// The encoder looks ahead, and does not yet work.
    Early(Mark),
    Looked,
    /// Everything goes its way.
    Late(Mark),
    Over,
}

/// Where a watch begins.
#[derive(Clone, Copy)]
struct Mark {
    at: Instant,
    taken: Option<Duration>,
    pictures: u64,
    /// Time in which the sketch was played since.
    played: Duration,
}

/// What was measured, each for one frame, in seconds.
#[derive(Debug, Clone, Copy)]
struct Cost {
    /// On the clock.
    wall: f64,
    /// Of all cores.
    work: f64,
    /// In the code of the sketch: so much does a frame take that is not drawn.
    played: f64,
}

impl Mark {
    fn set(pictures: u64) -> Mark {
        Mark {
            at: Instant::now(),
            taken: load::taken(),
            pictures,
            played: Duration::ZERO,
        }
    }

    /// What frames have cost since, if that says anything.
    fn cost(&self, pictures: u64) -> Option<Cost> {
        let (time, made) = (self.at.elapsed(), pictures - self.pictures);
        if time < WATCH || made < FEWEST {
            return None;
        }
        let taken = load::taken()?.checked_sub(self.taken?)?;
        let each = |time: Duration| time.as_secs_f64() / made as f64;
        Some(Cost {
            wall: each(time),
            work: each(taken),
            played: each(self.played),
        })
    }
}

impl Probe {
    /// Of an export on so many cores, of `frames` pictures after `before` others.
    pub fn new(cores: usize, (before, frames): (u64, u64), pixels: usize, may_skip: bool) -> Probe {
        Probe {
            cores,
            frames,
            before,
            pixels,
            may_skip,
            is_trial: false,
            stage: Stage::Begun,
        }
    }

    /// Finds one process, where several would not be done sooner: the movie is made in parts in any case.
    pub fn trial(self) -> Probe {
        Probe {
            is_trial: true,
            ..self
        }
    }

    /// The sketch has played a frame in that time.
    pub fn played(&mut self, time: Duration) {
        if let Stage::Early(mark) | Stage::Late(mark) = &mut self.stage {
            mark.played += time;
        }
    }

    /// So many pictures are made. How many processes would be done sooner, as soon as that is certain.
    pub fn made(&mut self, pictures: u64) -> Option<NonZeroUsize> {
        let jobs = match self.stage {
            Stage::Over => return None,
            // The first one has the start of everything in it.
            Stage::Begun => {
                self.stage = Stage::Early(Mark::set(pictures));
                return None;
            }
            Stage::Looked if pictures < AHEAD => return None,
            Stage::Looked => {
                self.stage = Stage::Late(Mark::set(pictures));
                return None;
            }
            Stage::Early(mark) => {
                let mut cost = mark.cost(pictures)?;
                cost.work += ENCODING * self.pixels as f64;
                self.stage = Stage::Looked;
                self.decide(cost, pictures)
            }
            Stage::Late(mark) => {
                let cost = mark.cost(pictures)?;
                self.stage = Stage::Over;
                let one = self.is_trial.then_some(NonZeroUsize::MIN);
                self.decide(cost, pictures).or(one)
            }
        };
        if jobs.is_some() {
            self.stage = Stage::Over;
        }
        jobs
    }

    fn decide(&self, cost: Cost, pictures: u64) -> Option<NonZeroUsize> {
        let most = match (load::free_memory(), memory::most()) {
            (Some(free), Some(own)) => {
                let own = own + load::memory_of_children();
                (free / own.max(1)) as usize
            }
            _ => usize::MAX,
        };
        let left = self.frames.saturating_sub(pictures) as f64;
        self.best(cost, most, left * cost.wall)
    }

    /// How many processes are done first, if that is sooner than `alone` seconds.
    fn best(&self, cost: Cost, most: usize, alone: f64) -> Option<NonZeroUsize> {
        let times = (2..=self.cores.min(most)).map(|jobs| (jobs, self.time(cost, jobs)));
        let (jobs, time) = times.min_by(|(_, a), (_, b)| a.total_cmp(b))?;
        (time < alone * WORTH)
            .then_some(jobs)
            .and_then(NonZeroUsize::new)
    }

    /// How long so many take, in seconds.
    fn time(&self, cost: Cost, jobs: usize) -> f64 {
        let (frames, jobs) = (self.frames as f64, jobs as f64);
        // Each plays what the others draw.
        let undrawn = match self.may_skip {
            true => 0.0,
            false => cost.played * (frames * (1.0 - 1.0 / jobs) + self.before as f64),
        };
        let alone = frames * cost.wall / jobs + undrawn;
        let together = (frames * cost.work + undrawn * jobs) / self.cores as f64;
        START + LOSS * alone.max(together)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(frames: u64, cost: Cost, cores: usize) -> Option<usize> {
        let probe = Probe::new(cores, (0, frames), 1, false);
        let best = probe.best(cost, usize::MAX, frames as f64 * cost.wall);
        best.map(NonZeroUsize::get)
    }

    const DRAWING: Cost = Cost {
        wall: 0.25,
        work: 0.3,
        played: 0.001,
    };

    #[test]
    fn what_is_mostly_drawn_is_shared() {
        assert_eq!(best(100, DRAWING, 2), Some(2));
        assert!(best(1000, DRAWING, 8) >= Some(5));
    }

    #[test]
    fn what_is_short_or_busy_or_played_for_long_is_not() {
        assert_eq!(best(4, DRAWING, 2), None);
        let busy = Cost {
            work: 0.5,
            ..DRAWING
        };
        assert_eq!(best(1000, busy, 2), None);
        let played = Cost {
            played: 0.2,
            ..DRAWING
        };
        assert_eq!(best(1000, played, 2), None);
        assert_eq!(best(1000, DRAWING, 1), None);
    }

    #[test]
    fn there_is_memory_for_all() {
        let probe = Probe::new(8, (0, 1000), 1, false);
        assert_eq!(probe.best(DRAWING, 3, 250.0), NonZeroUsize::new(3));
        assert_eq!(probe.best(DRAWING, 1, 250.0), None);
    }
}
