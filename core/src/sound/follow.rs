//! The sound of a movie whose clock is not the sketch's: time that stood is silent in it, and time that went faster or slower
//! is heard so, with its pitch, so that what is heard stays with what is seen.

use super::{CHANNELS, samples_in};

/// The most that the sound of a movie may be off its clock before it is moved there, in samples: 2 ms.
const OFF: i64 = 96;

/// The most that it is moved so that nobody hears it, in samples: 60 ms.
const FAR: i64 = 2880;

/// By that part of its length, a third of a semitone.
const GENTLY: f64 = 0.02;

/// Speeds between these are one.
const NEARLY_ONE: std::ops::Range<f64> = 0.8..1.25;

/// Speeds beyond these are jumps.
const SPEEDS: std::ops::RangeInclusive<f64> = 0.1..=10.0;

/// Puts what a sketch plays onto the clock of a movie.
#[derive(Debug, Clone, Default)]
pub struct Follow {
    /// Samples of the movie so far, of each channel.
    written: u64,
    /// Where the clock of the movie was, in samples.
    clock: u64,
}

impl Follow {
    /// Samples of the movie so far, of each channel.
    pub fn samples(&self) -> u64 {
        self.written
    }

    /// What the movie has until second `until`, if the sketch has played `heard` since the last call: left and right in turns.
    pub fn put(&mut self, heard: Vec<f32>, until: f64) -> Vec<f32> {
        let clock = samples_in(until.max(0.0)).max(self.clock);
        let went = clock - self.clock;
        self.clock = clock;
        let given = (heard.len() / usize::from(CHANNELS)) as u64;
        let speed = given as f64 / went.max(1) as f64;
        let behind = clock as i64 - (self.written + given) as i64;
        if NEARLY_ONE.contains(&speed) && behind.abs() <= FAR {
            let most = (given as f64 * GENTLY) as i64;
            let moved = match behind.abs() <= OFF {
                true => 0,
                false => behind.clamp(-most, most),
            };
            let put = given.saturating_add_signed(moved);
            self.written += put;
            return match moved {
                0 => heard,
                _ => stretched(&heard, put as usize),
            };
        }
        let wanted = clock.saturating_sub(self.written);
        self.written += wanted;
        match SPEEDS.contains(&speed) {
            true => stretched(&heard, wanted as usize),
            false => vec![0.0; wanted as usize * usize::from(CHANNELS)],
        }
    }
}

/// The same in so many samples, which lie between those that there are.
fn stretched(heard: &[f32], wanted: usize) -> Vec<f32> {
    let frames: Vec<[f32; 2]> = heard
        .chunks_exact(2)
        .map(|pair| [pair[0], pair[1]])
        .collect();
    let step = frames.len() as f64 / wanted.max(1) as f64;
    let last = frames.len().saturating_sub(1);
    let at = |index: usize| {
        let place = index as f64 * step;
        let (before, share) = ((place as usize).min(last), place.fract() as f32);
        let (a, b) = (frames[before], frames[(before + 1).min(last)]);
        [0, 1].map(|side| a[side] + (b[side] - a[side]) * share)
    };
    (0..wanted).flat_map(at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A ramp of so many samples from `from` on, on both sides.
    fn ramp(from: usize, samples: usize) -> Vec<f32> {
        (from..from + samples)
            .flat_map(|sample| [sample as f32; 2])
            .collect()
    }

    #[test]
    fn what_keeps_step_is_left_as_it_is() {
        let mut follow = Follow::default();
        let mut put = vec![];
        // Frames of 16 and 17 ms, where the sketch is told 60 a second.
        for frame in 0..60 {
            let ahead = [0.0, 0.002][frame % 2];
            let until = (frame + 1) as f64 / 60.0 + ahead;
            put.extend(follow.put(ramp(frame * 800, 800), until));
        }
        assert_eq!(put, ramp(0, 48_000));
    }

    #[test]
    fn where_time_stands_it_is_silent_and_what_comes_after_is_in_its_place() {
        let mut follow = Follow::default();
        follow.put(ramp(0, 4800), 0.1);
        assert_eq!(follow.put(vec![], 1.1), vec![0.0; 96_000]);
        assert_eq!(follow.put(ramp(4800, 4800), 1.2), ramp(4800, 4800));
        // Somebody has gone somewhere: what was played on the way is not heard.
        assert!(follow.put(ramp(0, 480_000), 1.2).is_empty());
    }

    #[test]
    fn other_speeds_are_heard_with_their_pitch() {
        let mut follow = Follow::default();
        let slow = follow.put(ramp(0, 2400), 0.1);
        assert_eq!(slow.len(), 9600);
        assert!((slow[4800] - 1200.0).abs() < 1.0);
        let fast = follow.put(ramp(2400, 9600), 0.2);
        assert_eq!(fast.len(), 9600);
        assert!((fast[4800] - 7200.0).abs() < 1.0);
    }

    #[test]
    fn a_clock_that_runs_away_is_followed() {
        let mut follow = Follow::default();
        let mut put = 0;
        for frame in 0..6000 {
            // The movie's clock goes a thousandth faster.
            let until = (frame + 1) as f64 / 60.0 * 1.001;
            put += follow.put(vec![0.5; 1600], until).len() / 2;
            assert!(put.abs_diff(samples_in(until) as usize) <= OFF as usize + 800);
        }
    }
}
