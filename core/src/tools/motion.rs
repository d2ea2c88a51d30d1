//! Movement over time: from one range to another, back and forth, along keyframes, on springs.

use std::f32::consts::TAU;
use std::ops::{Add, Mul, Sub};

use libm::{cosf, expf, sincosf};

use super::ease::Ease;

/// What can lie between two others: numbers and vectors.
pub trait Between:
    Copy + Add<Output = Self> + Sub<Output = Self> + Mul<f32, Output = Self>
{
}

impl<T: Copy + Add<Output = T> + Sub<Output = T> + Mul<f32, Output = T>> Between for T {}

/// What is at `t` on the way from `a`, at 0, to `b`, at 1; and beyond.
pub fn lerp<T: Between>(a: T, b: T, t: f32) -> T {
    a + (b - a) * t
}

/// Takes a number of the range `from.0` to `from.1` to the one at the same place of `to.0` to `to.1` (p5's `map`), also beyond.
/// Where the first range is empty, `to.0`.
pub fn map(value: f32, from: (f32, f32), to: (f32, f32)) -> f32 {
    lerp(to.0, to.1, norm(value, from.0, from.1))
}

/// Where a number is in a range: 0 at `low`, 1 at `high` (p5's `norm`). 0 where the range is empty.
pub fn norm(value: f32, low: f32, high: f32) -> f32 {
    match high == low {
        true => 0.0,
        false => (value - low) / (high - low),
    }
}

/// 0 below `low`, 1 above `high`, and between them a smooth way without corners (GLSL's).
pub fn smoothstep(low: f32, high: f32, value: f32) -> f32 {
    let t = match high == low {
        true => f32::from(u8::from(value >= low)),
        false => norm(value, low, high).clamp(0.0, 1.0),
    };
    t * t * (3.0 - 2.0 * t)
}

/// Back and forth: from 0 to 1 and back to 0 while `t` goes from 0 to 1, again and again.
pub fn ping_pong(t: f32) -> f32 {
    1.0 - (2.0 * t.rem_euclid(1.0) - 1.0).abs()
}

/// Swings from 0 to 1 and back while `t` goes from 0 to 1, again and again, as softly as a pendulum.
pub fn swing(t: f32) -> f32 {
    (1.0 - cosf(t * TAU)) / 2.0
}

/// Values at moments, and what is between them.
///
/// ```
/// # use kinora_core::tools::{ease::Ease, motion::Keyframes};
/// let radius = Keyframes::from(10.0)
///     .ease_to(1.0, 60.0, Ease::BackOut)
///     .to(2.0, 60.0)
///     .ease_to(2.5, 10.0, Ease::CubicIn);
/// assert_eq!(radius.at(1.5), 60.0);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Keyframes<T> {
    first: T,
    /// In order.
    others: Vec<(f32, T, Ease)>,
}

impl<T: Between> Keyframes<T> {
    /// Begins with that value, at 0.
    pub fn from(first: T) -> Keyframes<T> {
        Keyframes {
            first,
            others: vec![],
        }
    }

    /// Is `value` at that moment, and on a straight way there from the one before.
    pub fn to(self, moment: f32, value: T) -> Keyframes<T> {
        self.ease_to(moment, value, Ease::Linear)
    }

    /// Is `value` at that moment, and on the way there from the one before as the curve has it. One that is earlier than the one
    /// before is at the same moment.
    pub fn ease_to(mut self, moment: f32, value: T, ease: Ease) -> Keyframes<T> {
        let moment = moment.max(self.end());
        self.others.push((moment, value, ease));
        self
    }

    /// The moment of the last.
    pub fn end(&self) -> f32 {
        self.others.last().map_or(0.0, |(moment, ..)| *moment)
    }

    /// The value at a moment, in seconds, or of the playhead, as the keyframes are; before the first and after the last it
    /// stands.
    pub fn at(&self, moment: f32) -> T {
        let next = self.others.partition_point(|(at, ..)| *at <= moment);
        let (begins, from) = match next {
            0 => (0.0, self.first),
            _ => (self.others[next - 1].0, self.others[next - 1].1),
        };
        match self.others.get(next) {
            Some((ends, to, ease)) => lerp(from, *to, ease.at(norm(moment, begins, *ends))),
            None => from,
        }
    }

    /// The same, beginning again at the end.
    pub fn looped(&self, moment: f32) -> T {
        match self.end() {
            0.0 => self.first,
            end => self.at(moment.rem_euclid(end)),
        }
    }
}

/// What follows a target on a spring.
///
/// It is where the equation of a damped oscillator says, whatever the steps are, so that it moves the same at any rate of
/// frames.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spring<T> {
    /// Where it is.
    pub value: T,
    /// How fast it moves, a second.
    pub velocity: T,
    frequency: f32,
    damping: f32,
}

impl<T: Between> Spring<T> {
    /// At rest. It would swing `frequency` times a second if nothing slowed it down; 3 if it is not said.
    pub fn at(value: T) -> Spring<T> {
        Spring {
            value,
            velocity: value * 0.0,
            frequency: 3.0,
            damping: 1.0,
        }
    }

    /// Swings a second: how stiff it is.
    pub fn frequency(mut self, frequency: f32) -> Spring<T> {
        self.frequency = frequency.max(0.0);
        self
    }

    /// 0 swings for ever, less than 1 swings over, 1 is there soonest without it (the default), more creeps.
    pub fn damping(mut self, damping: f32) -> Spring<T> {
        self.damping = damping.max(0.0);
        self
    }

    /// Goes on toward `target` for so many seconds; where it is then.
    pub fn follow(&mut self, target: T, seconds: f32) -> T {
        let omega = TAU * self.frequency;
        let off = self.value - target;
        // x″ + 2ζω x′ + ω² x = 0: what is left of the offset and of the velocity after that time, and what each makes of the other.
        let [xx, xv, vx, vv] = propagator(omega, self.damping, seconds);
        self.value = target + off * xx + self.velocity * xv;
        self.velocity = off * vx + self.velocity * vv;
        self.value
    }
}

/// The matrix that takes offset and velocity of a damped oscillator to what they are `t` seconds later.
fn propagator(omega: f32, zeta: f32, t: f32) -> [f32; 4] {
    if omega == 0.0 {
        return [1.0, t, 0.0, 1.0];
    }
    let decay = expf(-zeta * omega * t);
    // Near the critical damping, both of the others lose all their digits.
    if (zeta - 1.0).abs() < 1e-3 {
        let decay = expf(-omega * t);
        return [
            decay * (1.0 + omega * t),
            decay * t,
            -decay * omega * omega * t,
            decay * (1.0 - omega * t),
        ];
    }
    let rate = omega * (1.0 - zeta * zeta).abs().sqrt();
    if zeta > 1.0 {
        // Two decays; their powers alone, because those of e grow beyond all numbers.
        let fast = -rate - zeta * omega;
        let slow = omega * omega / fast;
        let [slowed, fallen] = [slow, fast].map(|rate| expf(rate * t));
        return [
            (slow * fallen - fast * slowed) / (slow - fast),
            (slowed - fallen) / (slow - fast),
            slow * fast * (fallen - slowed) / (slow - fast),
            (slow * slowed - fast * fallen) / (slow - fast),
        ];
    }
    let (sine, cosine) = sincosf(rate * t);
    let slowed = zeta * omega / rate;
    [
        decay * (cosine + slowed * sine),
        decay * sine / rate,
        -decay * omega * omega / rate * sine,
        decay * (cosine - slowed * sine),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_taken_to_each_other() {
        assert_eq!(map(5.0, (0.0, 10.0), (100.0, 200.0)), 150.0);
        assert_eq!(map(20.0, (0.0, 10.0), (1.0, 0.0)), -1.0);
        assert_eq!(map(5.0, (3.0, 3.0), (1.0, 2.0)), 1.0);
        assert_eq!(norm(5.0, 0.0, 20.0), 0.25);
        assert_eq!(smoothstep(0.0, 2.0, 1.0), 0.5);
        assert_eq!(smoothstep(0.0, 2.0, 3.0), 1.0);
        assert_eq!(
            [1.0, 2.0].map(|value| smoothstep(2.0, 2.0, value)),
            [0.0, 1.0]
        );
        assert_eq!(
            [0.0, 0.25, 0.5, 0.75, 1.25].map(ping_pong),
            [0.0, 0.5, 1.0, 0.5, 0.5]
        );
        assert!((swing(0.5) - 1.0).abs() < 1e-6 && swing(0.0) == 0.0);
    }

    #[test]
    fn keyframes_are_met_and_stand_beyond_their_ends() {
        let way = Keyframes::from(1.0)
            .to(2.0, 3.0)
            .ease_to(4.0, 0.0, Ease::QuadIn);
        for (moment, wanted) in [
            (-1.0, 1.0),
            (0.0, 1.0),
            (1.0, 2.0),
            (2.0, 3.0),
            (3.0, 2.25),
            (9.0, 0.0),
        ] {
            assert_eq!(way.at(moment), wanted, "{moment}");
        }
        assert_eq!(way.looped(5.0), 2.0);
        assert_eq!(Keyframes::from(7.0).looped(1.0), 7.0);
    }

    /// Many small steps of the equation itself.
    #[test]
    fn a_spring_obeys_its_equation_whatever_the_steps_are() {
        for damping in [0.0f32, 0.2, 0.999, 1.0, 1.001, 3.0] {
            let omega = f64::from(TAU * 2.0);
            let (mut x, mut v) = (1.0f64, 0.0f64);
            let steps = 400_000;
            let step = 0.4 / f64::from(steps);
            for _ in 0..steps {
                v -= (omega * omega * x + 2.0 * f64::from(damping) * omega * v) * step;
                x += v * step;
            }
            let mut late = Spring::at(1.0).frequency(30.0).damping(damping.max(0.2));
            assert!(late.follow(0.0, 100.0).abs() < 1e-3, "{damping}");
            for parts in [1, 24] {
                let mut spring = Spring::at(1.0).frequency(2.0).damping(damping);
                for _ in 0..parts {
                    spring.follow(0.0, 0.4 / parts as f32);
                }
                let off = (f64::from(spring.value) - x).abs();
                assert!(
                    off < 2e-3,
                    "{damping} in {parts}: {} and not {x}",
                    spring.value
                );
            }
        }
    }
}
