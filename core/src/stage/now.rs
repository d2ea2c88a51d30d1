//! What the names in the prelude answer from: the moment that is being drawn and the scene it is drawn in.

use std::cell::RefCell;
use std::rc::Rc;

use kinora_movie::frame::Size;

use super::Input;
use super::paint::Paints;
use super::parameters::Shared;
use crate::canvas::Canvas;
use crate::sketch::Plan;

/// A frame's place in time.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Moment {
    /// Frames before this one.
    pub index: u64,
    /// Seconds since the sketch began.
    pub time: f64,
    /// Seconds since the frame before. The first one is as long as a frame of the movie, because programs divide by it.
    pub frame_time: f64,
}

/// Parts of a frame of a movie that are counted: halves, thirds and quarters of it, and halves of these, are whole numbers
/// of them.
pub const PARTS: u32 = 24;

impl Moment {
    /// Frame `index` of a movie: derived from the index, never accumulated.
    pub fn of_frame(index: u64, fps: f64) -> Moment {
        Moment {
            index,
            time: index as f64 / fps,
            frame_time: 1.0 / fps,
        }
    }

    /// So many [`PARTS`] of a frame of the movie after `last`, which is at a whole number of them: derived from their number,
    /// never accumulated.
    pub fn after(last: Moment, parts: u32, fps: f64) -> Moment {
        Moment {
            index: last.index + 1,
            time: Moment::time_of(last.parts(fps).round() + f64::from(parts), fps),
            frame_time: Moment::time_of(f64::from(parts), fps),
        }
    }

    /// In [`PARTS`] of a frame of the movie.
    pub fn parts(self, fps: f64) -> f64 {
        self.time * fps * f64::from(PARTS)
    }

    /// Seconds of so many [`PARTS`] of a frame of the movie.
    pub fn time_of(parts: f64, fps: f64) -> f64 {
        parts / f64::from(PARTS) / fps
    }

    /// `time` seconds after the beginning: a frame of the movie if there is one, else one between two.
    pub fn at(time: f64, fps: f64) -> Moment {
        let nearest = Moment::of_frame((time * fps).round() as u64, fps);
        if (nearest.time - time).abs() < SAME_FRAME / fps {
            return nearest;
        }
        let before = Moment::of_frame((time * fps).floor() as u64, fps);
        Moment {
            index: before.index + 1,
            time,
            frame_time: time - before.time,
        }
    }
}

/// The part of a frame that two times may be apart and still mean the same frame: nobody writes 1/30 with all its
/// digits.
const SAME_FRAME: f64 = 1e-3;

/// What stays the same from frame to frame.
#[derive(Clone)]
pub(super) struct Scene {
    pub size: Size,
    pub pixels: Size,
    pub duration: Option<f64>,
    /// It is a macroquad program, which is to find everything as macroquad leaves it.
    pub is_program: bool,
    pub canvas: Rc<Canvas>,
    pub parameters: Shared,
    /// What shapes are painted with where the sketch has set no material.
    pub paints: Paints,
}

#[derive(Default)]
struct Now {
    moment: Moment,
    input: Input,
    scene: Option<Scene>,
    frames_played: u64,
}

thread_local! {
    static NOW: RefCell<Now> = RefCell::default();
}

pub(super) fn set_scene(plan: &Plan, is_program: bool, canvas: Rc<Canvas>, parameters: Shared) {
    let scene = Scene {
        size: plan.size,
        pixels: plan.canvas,
        duration: plan.duration,
        is_program,
        canvas,
        parameters,
        paints: Paints::new(plan.alpha),
    };
    NOW.with_borrow_mut(|now| {
        *now = Now {
            scene: Some(scene),
            frames_played: now.frames_played,
            ..Now::default()
        }
    });
}

/// Another canvas.
pub(super) fn set_size(size: Size, pixels: Size, canvas: Rc<Canvas>) {
    NOW.with_borrow_mut(|now| {
        if let Some(scene) = &mut now.scene {
            (scene.size, scene.pixels, scene.canvas) = (size, pixels, canvas);
        }
    });
}

/// Another length of the movie, which the playhead goes round in.
pub(super) fn set_duration(duration: Option<f64>) {
    NOW.with_borrow_mut(|now| {
        if let Some(scene) = &mut now.scene {
            scene.duration = duration;
        }
    });
}

pub(super) fn clear_scene() {
    NOW.take();
}

pub(super) fn set_moment(moment: Moment, input: Input) {
    NOW.with_borrow_mut(|now| {
        (now.moment, now.input) = (moment, input);
        now.frames_played += 1;
    });
}

/// Frames that were played until now, also those that were not drawn: another number in each.
pub(crate) fn frames_played() -> u64 {
    NOW.with_borrow(|now| now.frames_played)
}

pub(super) fn moment() -> Moment {
    NOW.with_borrow(|now| now.moment)
}

/// What the sketch was told last, but for characters that it has taken.
pub(super) fn last_input() -> Input {
    NOW.with_borrow(|now| now.input.clone())
}

pub(super) fn input<T>(answer: impl FnOnce(&mut Input) -> T) -> T {
    NOW.with_borrow_mut(|now| answer(&mut now.input))
}

/// Outside a sketch there is no scene.
pub(super) fn scene<T>(answer: impl FnOnce(&Scene) -> T) -> Option<T> {
    NOW.with_borrow(|now| now.scene.as_ref().map(answer))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_a_frame_of_the_movie_or_one_between_two() {
        assert_eq!(Moment::at(1.25, 20.0), Moment::of_frame(25, 20.0));
        assert_eq!(Moment::at(0.33333, 30.0), Moment::of_frame(10, 30.0));
        assert_eq!(Moment::at(0.0, 60.0), Moment::of_frame(0, 60.0));
        let between = Moment::at(1.27, 20.0);
        assert_eq!((between.index, between.time), (26, 1.27));
        assert!((between.frame_time - 0.02).abs() < 1e-12);
    }
}
