//! How many sides a circle is drawn with, and whether numbers can be drawn at all.

use std::f32::consts::TAU;

/// How far the sides of a polygon may lie from the true circle, in pixels.
const SAGITTA: f32 = 0.02;

const FEWEST_SIDES: f32 = 12.0;
const MOST_SIDES: f32 = 8192.0;

/// Sides of a regular polygon that lie at most [`SAGITTA`] inside its circle, of a radius in pixels: the sagitta of an
/// angle `a` is r · (1 - cos(a / 2)).
pub(super) fn sides(radius: f32) -> u32 {
    let half_angle = (1.0 - SAGITTA / radius.abs().max(SAGITTA))
        .clamp(-1.0, 1.0)
        .acos();
    (TAU / (2.0 * half_angle))
        .ceil()
        .clamp(FEWEST_SIDES, MOST_SIDES) as u32
}

/// A number that is none would spoil the whole batch of shapes.
pub(super) fn is_drawable(numbers: &[f32]) -> bool {
    numbers.iter().all(|number| number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_circle_has_the_sides_that_its_radius_needs() {
        assert_eq!(sides(0.5), 12);
        for radius in [3.0, 50.0, 500.0, 2000.0] {
            let sides = sides(radius) as f32;
            let sagitta = radius * (1.0 - (TAU / sides / 2.0).cos());
            assert!(
                sagitta <= SAGITTA * 1.01,
                "{radius}: {sides} sides, {sagitta}"
            );
        }
    }
}
