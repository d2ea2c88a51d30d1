//! Along and inside of paths.

use lyon::algorithms::aabb::bounding_box;
use lyon::algorithms::hit_test::hit_test_path;
use lyon::algorithms::measure::{PathMeasurements, SampleType};
use lyon::path::{FillRule, Path as Lyon};
use macroquad::math::{Rect, Vec2};

use super::path::{Path, to_point, to_vec2};

/// How far a flattened curve may lie beside the true one, in units.
const TOLERANCE: f32 = 0.01;

impl Path {
    /// How long it is, in units, all parts together.
    pub fn length(&self) -> f32 {
        self.measured().1.length()
    }

    /// The place at a part of its length, 0 to 1, from its beginning, and the direction there, of length 1; `None` of a path
    /// without length.
    pub fn at(&self, part: f32) -> Option<(Vec2, Vec2)> {
        let (path, measured) = self.measured();
        if part.is_nan() || measured.length() <= 0.0 {
            return None;
        }
        let mut sampler = measured.create_sampler(&path, SampleType::Normalized);
        let sample = sampler.sample(part.clamp(0.0, 1.0));
        let direction = Vec2::from(sample.tangent().to_tuple()).normalize_or_zero();
        Some((to_vec2(sample.position()), direction))
    }

    /// Places along it, `apart` units from each other, or a little less, so that they fit; on each part its beginning, and its
    /// end if it is open. None where `apart` is not greater than 0.
    pub fn points(&self, apart: f32) -> Vec<Vec2> {
        if apart.is_nan() || apart <= 0.0 {
            return vec![];
        }
        let parts = self.flattened(TOLERANCE).into_iter();
        parts
            .flat_map(|(mut line, closed)| {
                if closed {
                    line.extend(line.first().copied());
                }
                spread(&line, apart, closed)
            })
            .collect()
    }

    /// Whether a place lies inside, as it is filled.
    pub fn contains(&self, at: Vec2) -> bool {
        let rule = match self.is_even_odd() {
            true => FillRule::EvenOdd,
            false => FillRule::NonZero,
        };
        hit_test_path(&to_point(at), self.events(), rule, TOLERANCE)
    }

    /// The smallest upright rectangle around it; of a path without points, one without size at the origin.
    pub fn bounds(&self) -> Rect {
        let bounds = bounding_box(self.events());
        let (low, high) = (to_vec2(bounds.min), to_vec2(bounds.max));
        match low.is_finite() && high.is_finite() && low.cmple(high).all() {
            true => Rect::new(low.x, low.y, high.x - low.x, high.y - low.y),
            false => Rect::default(),
        }
    }

    fn measured(&self) -> (Lyon, PathMeasurements) {
        let path: Lyon = self.events().collect();
        let measured = PathMeasurements::from_path(&path, TOLERANCE);
        (path, measured)
    }
}

/// Places on a line of straight pieces, evenly.
fn spread(line: &[Vec2], apart: f32, closed: bool) -> Vec<Vec2> {
    let lengths = || line.windows(2).map(|ends| ends[0].distance(ends[1]));
    let length: f32 = lengths().sum();
    let steps = (length / apart).ceil().max(1.0);
    let mut found = vec![];
    let mut passed = 0.0;
    for (ends, piece) in line.windows(2).zip(lengths()) {
        while found.len() as f32 * length / steps < passed + piece {
            let along = found.len() as f32 * length / steps - passed;
            found.push(ends[0] + (ends[1] - ends[0]) * (along / piece).clamp(0.0, 1.0));
        }
        passed += piece;
    }
    found.truncate(steps as usize);
    if !closed || found.is_empty() {
        found.extend(line.last());
    }
    found
}

#[cfg(test)]
mod tests {
    use std::f32::consts::{FRAC_1_SQRT_2, TAU};

    use macroquad::math::vec2;

    use super::*;

    fn near(a: Vec2, b: Vec2) {
        assert!(a.distance(b) < 0.02, "{a} is not {b}");
    }

    #[test]
    fn a_circle_is_measured() {
        let circle = Path::circle(vec2(10.0, 20.0), 5.0);
        assert!((circle.length() - TAU * 5.0).abs() < 0.05);
        let (at, direction) = circle.at(0.125).unwrap();
        near(at, vec2(10.0, 20.0) + 5.0 * FRAC_1_SQRT_2);
        near(direction, vec2(-FRAC_1_SQRT_2, FRAC_1_SQRT_2));
        assert!(circle.contains(vec2(14.0, 20.0)) && !circle.contains(vec2(14.0, 24.0)));
        let bounds = circle.bounds();
        near(bounds.point(), vec2(5.0, 15.0));
        near(bounds.size(), vec2(10.0, 10.0));
        let points = circle.points(1.0);
        assert_eq!(points.len(), 32);
        for pair in points.windows(2) {
            let apart = pair[0].distance(pair[1]);
            assert!((apart - TAU * 5.0 / 32.0).abs() < 0.02, "{apart}");
        }
    }

    #[test]
    fn an_open_line_has_both_of_its_ends() {
        let line = Path::polyline(&[vec2(0.0, 0.0), vec2(3.0, 0.0), vec2(3.0, 4.0)]);
        let points = line.points(2.0);
        assert_eq!(points.len(), 5);
        near(points[0], vec2(0.0, 0.0));
        near(points[2], vec2(3.0, 0.5));
        near(points[4], vec2(3.0, 4.0));
        near(line.at(1.0).unwrap().0, vec2(3.0, 4.0));
        near(line.at(0.0).unwrap().1, Vec2::X);
    }

    #[test]
    fn nothing_has_no_length() {
        let nothing = Path::new();
        assert_eq!((nothing.length(), nothing.at(0.5)), (0.0, None));
        assert_eq!(nothing.points(1.0), []);
        assert_eq!(nothing.bounds(), Rect::default());
        assert!(!nothing.contains(Vec2::ZERO));
        assert_eq!(Path::circle(Vec2::ZERO, 1.0).points(0.0), []);
    }
}
