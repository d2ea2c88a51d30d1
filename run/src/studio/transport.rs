//! The time of the sketch in the window: it runs, stands, goes at another speed, or is taken somewhere.

use kinora_core::stage::{Moment, PARTS};

use super::grid::Passed;

/// Speeds to choose from.
pub const SPEEDS: [f64; 5] = [0.25, 0.5, 1.0, 2.0, 4.0];

/// So near a part of a frame of the movie, in these parts, a moment is at it.
const NEAR: f64 = 1e-5;

/// What to do with the stage in this frame of the window.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Action {
    /// Leave the picture as it is.
    Hold,
    /// Begin from the first frame, and draw it.
    Begin,
    /// Draw the next frame.
    Draw(Moment),
    /// Play from the beginning to that moment without drawing, and draw it.
    Replay(Moment),
}

/// The clock of the window.
#[derive(Debug, Clone, Copy)]
pub struct Transport {
    /// Of the picture that is shown; `None` before the first.
    shown: Option<Moment>,
    is_paused: bool,
    speed: f64,
    /// A frame that was asked for while time stands.
    step: bool,
    /// Where the user wants to be.
    target: Option<Moment>,
    /// Where time began to be counted in parts of a frame of the movie, and how many have gone by since.
    counted: Option<(f64, u64)>,
}

impl Transport {
    /// Before the first frame.
    pub fn new() -> Transport {
        Transport {
            shown: None,
            is_paused: false,
            speed: 1.0,
            step: false,
            target: None,
            counted: None,
        }
    }

    /// Seconds since the sketch began; where it is going to, if it is on its way.
    pub fn time(&self) -> f64 {
        let moment = self.target.or(self.shown);
        moment.map_or(0.0, |moment| moment.time)
    }

    /// Of the picture that is shown.
    pub fn shown_time(&self) -> f64 {
        self.shown.map_or(0.0, |moment| moment.time)
    }

    /// Whether every frame of the window is a new one of the sketch.
    pub fn is_running(&self) -> bool {
        !self.is_paused && self.target.is_none()
    }

    /// Whether the picture is not yet the one that somebody has gone to.
    pub fn is_on_its_way(&self) -> bool {
        self.target.is_some()
    }

    pub fn is_paused(&self) -> bool {
        self.is_paused
    }

    pub fn speed(&self) -> f64 {
        self.speed
    }

    pub fn pause(&mut self) {
        self.is_paused = !self.is_paused;
        self.counted = None;
    }

    pub fn set_speed(&mut self, speed: f64) {
        self.speed = speed;
        self.counted = None;
    }

    /// To the beginning. Time stands afterwards if it did before.
    pub fn restart(&mut self) {
        *self = Transport {
            is_paused: self.is_paused,
            speed: self.speed,
            ..Transport::new()
        };
    }

    /// Stops at the next frame of the movie, or the one before. Where `is_recorded`, the next has been played already.
    pub fn step(&mut self, frames: i32, fps: f64, is_recorded: bool) {
        self.is_paused = true;
        self.counted = None;
        if frames > 0 && self.target.is_none() && !is_recorded {
            self.step = true;
            return;
        }
        // The frame that the time is in, or at; a hair's breadth before it counts as at it.
        let at = self.time() * fps;
        let index = match frames {
            1.. => (at + 1e-6).floor() + 1.0,
            _ => (at - 1e-6).ceil() - 1.0,
        };
        self.target = Some(Moment::of_frame(index.max(0.0) as u64, fps));
    }

    /// To a time.
    pub fn seek(&mut self, time: f64, fps: f64) {
        self.target = Some(Moment::at(time.max(0.0), fps));
        self.counted = None;
    }

    /// Draws what is shown again, from the beginning: something that it depends on has changed. Nothing to do where
    /// time runs.
    pub fn refresh(&mut self, fps: f64) {
        if self.is_paused && self.shown.is_some() {
            self.seek(self.time(), fps);
        }
    }

    /// Draws what is shown again, from the beginning, by other code; also where time runs.
    #[cfg(feature = "live")]
    pub fn again(&mut self) {
        self.target = self.target.or(self.shown);
        self.counted = None;
    }

    /// What comes next, that much after the frame before; `locked` is a recording that makes each frame one of the movie.
    pub fn next(
        &mut self,
        passed: Passed,
        fps: f64,
        duration: Option<f64>,
        locked: bool,
    ) -> Action {
        if let Some(target) = self.target {
            return Action::Replay(target);
        }
        let Some(shown) = self.shown else {
            return Action::Begin;
        };
        let parts = match locked {
            true => Some(PARTS),
            false => passed.parts,
        };
        let (time, frame_time) = if std::mem::take(&mut self.step) {
            next_frame(shown, fps)
        } else if self.is_paused {
            return Action::Hold;
        } else if let Some(parts) = parts {
            self.count_on(shown, parts, fps, locked)
        } else {
            self.counted = None;
            let frame_time = passed.time.as_secs_f64() * self.speed;
            (shown.time + frame_time, frame_time)
        };
        // Half a thousandth of a frame: a sum of fractions may fall short of the end.
        if duration.is_some_and(|duration| time > duration - 5e-4 / fps) {
            self.counted = None;
            return Action::Begin;
        }
        Action::Draw(Moment {
            index: shown.index + 1,
            time,
            frame_time,
        })
    }

    /// Time and frame time so many parts of a frame of the movie after `shown`: derived from their number, never
    /// accumulated. They go to the movie's own frames, unless `as_it_is`.
    fn count_on(&mut self, shown: Moment, parts: u32, fps: f64, as_it_is: bool) -> (f64, f64) {
        // After a hitch, whole frames and a share of one.
        let share = match parts % PARTS {
            _ if as_it_is => 1.0,
            0 => f64::from(PARTS),
            share => f64::from(share),
        };
        let before = (shown.parts(fps) / share).round() * share;
        let is_there = (shown.parts(fps) - before).abs() < NEAR;
        if self.speed == 1.0 && is_there {
            self.counted = None;
            let next = Moment::after(shown, parts, fps);
            return (next.time, next.frame_time);
        }
        if self.speed == 1.0 && !as_it_is {
            self.counted = None;
            let time = Moment::time_of(before + f64::from(parts), fps);
            return (time, time - shown.time);
        }
        let time_of =
            |(began, parts): (f64, u64)| began + Moment::time_of(parts as f64, fps) * self.speed;
        let counted = self
            .counted
            .filter(|&counted| time_of(counted) == shown.time);
        let (began, before) = counted.unwrap_or((shown.time, 0));
        let counted = (began, before + u64::from(parts));
        self.counted = Some(counted);
        (
            time_of(counted),
            Moment::time_of(f64::from(parts), fps) * self.speed,
        )
    }

    /// A frame is on the canvas.
    pub fn drawn(&mut self, moment: Moment) {
        self.shown = Some(moment);
        if self
            .target
            .is_some_and(|target| (target.time - moment.time).abs() < 1e-6)
        {
            self.target = None;
        }
    }
}

/// Time and frame time of the frame of the movie that comes after `shown`, which may lie between two.
fn next_frame(shown: Moment, fps: f64) -> (f64, f64) {
    let index = (shown.time * fps + 1e-6).floor();
    let [at, next] = [index, index + 1.0].map(|index| index / fps);
    match at == shown.time {
        true => (next, 1.0 / fps),
        false => (next, next - shown.time),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const FPS: f64 = 20.0;

    /// Plays until `time` is shown, at a window of 100 frames a second that are counted as they are.
    fn playing_until(time: f64) -> Transport {
        let mut transport = Transport::new();
        next(&mut transport, false);
        while transport.time() < time - 1e-9 {
            next(&mut transport, false);
        }
        transport
    }

    fn next(transport: &mut Transport, locked: bool) -> Action {
        let passed = Passed {
            time: Duration::from_millis(10),
            parts: None,
        };
        played(transport, passed, locked)
    }

    fn played(transport: &mut Transport, passed: Passed, locked: bool) -> Action {
        let action = transport.next(passed, FPS, Some(5.0), locked);
        match action {
            Action::Begin => transport.drawn(Moment::of_frame(0, FPS)),
            Action::Draw(moment) | Action::Replay(moment) => transport.drawn(moment),
            Action::Hold => {}
        }
        action
    }

    #[test]
    fn time_runs_stands_and_runs_faster() {
        let mut transport = playing_until(1.0);
        transport.pause();
        assert_eq!(next(&mut transport, false), Action::Hold);
        transport.pause();
        transport.set_speed(4.0);
        next(&mut transport, false);
        assert!((transport.time() - 1.04).abs() < 1e-9);
    }

    #[test]
    fn steps_go_from_frame_to_frame_of_the_movie() {
        let mut transport = playing_until(1.02);
        transport.step(1, FPS, false);
        assert!(matches!(next(&mut transport, false), Action::Draw(_)));
        assert_eq!(transport.time(), 1.05);
        transport.step(1, FPS, false);
        let Action::Draw(whole) = next(&mut transport, false) else {
            panic!("time stands");
        };
        assert_eq!((whole.time, whole.frame_time), (1.1, 1.0 / FPS));
        transport.step(-1, FPS, false);
        next(&mut transport, false);
        assert_eq!(next(&mut transport, false), Action::Hold);
        transport.step(-1, FPS, false);
        assert!(matches!(next(&mut transport, false), Action::Replay(_)));
        assert_eq!(transport.time(), 1.0);
        transport.step(-1, FPS, false);
        next(&mut transport, false);
        assert_eq!(transport.time(), 0.95);
        transport.seek(0.0, FPS);
        next(&mut transport, false);
        transport.step(-1, FPS, false);
        next(&mut transport, false);
        assert_eq!(transport.time(), 0.0, "there is nothing before");
    }

    #[test]
    fn a_sketch_with_a_duration_begins_again_at_its_end() {
        let mut transport = playing_until(4.99);
        assert_eq!(next(&mut transport, false), Action::Begin);
        assert_eq!(transport.time(), 0.0);
    }

    #[test]
    fn a_locked_recording_derives_its_times() {
        let mut transport = Transport::new();
        next(&mut transport, true);
        for frame in 1..100 {
            // A frame of the movie in every bit: an export plays the same.
            let moment = Moment::of_frame(frame, FPS);
            assert_eq!(next(&mut transport, true), Action::Draw(moment));
        }
        assert_eq!(next(&mut transport, true), Action::Begin);
    }

    #[test]
    fn a_window_that_keeps_step_shows_frames_of_the_movie() {
        let mut transport = playing_until(1.02);
        let passed = |frames: f64| Passed {
            time: Duration::from_secs_f64(frames / FPS),
            parts: Some((frames * f64::from(PARTS)) as u32),
        };
        let Action::Draw(first) = played(&mut transport, passed(1.0), false) else {
            panic!("time stands");
        };
        assert_eq!(first.time, 21.0 / FPS);
        assert!((first.frame_time - 0.03).abs() < 1e-9);
        for (frames, time) in [(1.0, 22.0), (2.0, 24.0), (0.5, 24.5), (0.5, 25.0)] {
            let Action::Draw(moment) = played(&mut transport, passed(frames), false) else {
                panic!("time stands");
            };
            assert_eq!((moment.time, moment.frame_time), (time / FPS, frames / FPS));
        }
        // A window that is faster never goes back, and each of its frames that is one of the movie's is exactly that.
        for shares in [2, 3, 4, 8] {
            let mut fast = playing_until(0.98);
            for _ in 0..150 {
                let before = fast.time();
                let share = Passed {
                    parts: Some(PARTS / shares),
                    ..passed(1.0)
                };
                played(&mut fast, share, false);
                assert!((fast.time() - before) * FPS > 0.4 / f64::from(shares));
                let frame = (fast.time() * FPS).round();
                let is_one = (fast.time() * FPS - frame).abs() < 0.01;
                assert!(!is_one || fast.time() == frame / FPS, "{before}");
            }
        }
        // What is locked then goes on with it.
        let Action::Draw(moment) = next(&mut transport, true) else {
            panic!("time stands");
        };
        assert_eq!(moment.time, 26.0 / FPS);
    }

    #[test]
    fn what_is_shown_is_drawn_anew_only_where_time_stands() {
        let mut transport = playing_until(1.0);
        transport.refresh(FPS);
        assert!(matches!(next(&mut transport, false), Action::Draw(_)));
        transport.pause();
        let time = transport.time();
        transport.refresh(FPS);
        assert!(matches!(next(&mut transport, false), Action::Replay(_)));
        assert_eq!(transport.time(), time);
    }

    #[test]
    fn a_restart_shows_the_first_frame_even_where_time_stands() {
        let mut transport = playing_until(1.0);
        transport.pause();
        transport.restart();
        assert_eq!(next(&mut transport, false), Action::Begin);
        assert_eq!(next(&mut transport, false), Action::Hold);
    }
}
