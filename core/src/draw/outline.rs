//! Lines along points and around paths, as a stroke has them.

use std::f32::consts::TAU;

use macroquad::color::Color;
use macroquad::math::Vec2;

use super::ink::Ink;
use super::path::{Path, tolerance};
use super::round::draw_circle;
use super::sheet::{self, Mark};
use super::sides::sides;
use super::solid::CURVE;
use super::strip::{Ends, Section};
use super::stroke::{Cap, Join, Stroke};
use crate::stage::camera::raster;

/// Draws a line through `points` with joins, caps and dashes as `stroke` says.
pub fn draw_polyline(points: &[Vec2], stroke: &Stroke, color: Color) {
    stroke.draw(points, false, color);
}

/// Draws the outline of a path with joins, caps and dashes as `stroke` says.
///
/// Where it crosses itself, a color that can be seen through covers twice.
pub fn draw_path_lines(path: &Path, stroke: &Stroke, color: Color) {
    if sheet::takes(|| Mark::line(path.clone(), stroke.clone(), color)) {
        return;
    }
    let Some(raster) = raster() else {
        return;
    };
    for (points, closed) in path.flattened(tolerance(&raster)) {
        stroke.draw(&points, closed, color);
    }
}

impl Stroke {
    /// Draws the line through `points`, and back to the first of them if it is `closed`.
    ///
    /// Where it crosses itself, a color that can be seen through covers twice.
    pub(super) fn draw(&self, points: &[Vec2], closed: bool, color: Color) {
        let path = || {
            let points: Vec<Vec2> = points.iter().copied().filter(|at| at.is_finite()).collect();
            match (&points[..], closed) {
                // A dot is a line to where it begins.
                (&[at], _) => Path::polyline(&[at, at]),
                (points, true) => Path::polygon(points),
                (points, false) => Path::polyline(points),
            }
        };
        if sheet::takes(|| Mark::line(path(), self.clone(), color)) {
            return;
        }
        for (points, closed) in self.pieces(points, closed) {
            match points[..] {
                [] => {}
                [at] => self.dot(at, color),
                _ => {
                    let Some(mut ink) = Ink::new(color) else {
                        return;
                    };
                    self.add(&mut ink, points, closed);
                    ink.draw();
                }
            }
        }
    }

    /// A dash of no length.
    fn dot(&self, at: Vec2, color: Color) {
        match self.cap {
            Cap::Butt => {}
            Cap::Round => draw_circle(at.x, at.y, self.width / 2.0, color),
            Cap::Square => {
                if let Some(mut ink) = Ink::new(color) {
                    ink.block(at, Vec2::X, Vec2::splat(self.width / 2.0));
                    ink.draw();
                }
            }
        }
    }

    /// Adds one piece of two points at least.
    pub(super) fn add(&self, ink: &mut Ink, mut points: Vec<Vec2>, closed: bool) {
        let half = self.width.abs() / 2.0;
        let count = points.len();
        if self.cap == Cap::Square && !closed {
            let out =
                |from: usize, to: usize| (points[to] - points[from]).normalize_or_zero() * half;
            let (first, last) = (out(1, 0), out(count - 2, count - 1));
            points[0] += first;
            points[count - 1] += last;
        }
        let ends = match (closed, self.cap) {
            (true, _) => Ends::Closed,
            (false, Cap::Round) => Ends::Round,
            (false, Cap::Butt | Cap::Square) => Ends::Flat,
        };
        if ink.hairline(&points, half, ends) {
            return;
        }
        let normal = |from: usize, to: usize| {
            (points[to % count] - points[from % count])
                .normalize_or_zero()
                .perp()
        };
        let mut sections = Vec::with_capacity(count);
        for index in 0..count {
            let at = points[index];
            let is_end = !closed && (index == 0 || index == count - 1);
            if is_end {
                let left = match index {
                    0 => normal(0, 1),
                    _ => normal(count - 2, count - 1),
                };
                sections.push(Section::straight(at, left * half));
            } else {
                let (before, after) = (
                    points[(index + count - 1) % count],
                    points[(index + 1) % count],
                );
                self.corner(ink, &mut sections, [before, at, after], half);
            }
        }
        ink.band(&sections, ends);
    }

    /// Sections around a point between two others.
    fn corner(
        &self,
        ink: &Ink,
        sections: &mut Vec<Section>,
        [before, at, after]: [Vec2; 3],
        half: f32,
    ) {
        let (into, out) = (at - before, after - at);
        let shorter = into.length().min(out.length());
        let (into, out) = (into.normalize_or_zero(), out.normalize_or_zero());
        let (first, last) = (into.perp(), out.perp());
        let bisector = (first + last).normalize_or_zero();
        let cosine = bisector.dot(last);
        let turn = into.dot(out);
        let is_mitred = self.join == Join::Miter && cosine * self.miter_limit >= 1.0;
        if cosine > 0.0 && (turn > CURVE || is_mitred && half * turn_length(cosine) < shorter) {
            let cut = |normal| Section {
                center: at,
                half: bisector * (half / cosine),
                normal,
            };
            if turn > CURVE {
                sections.push(cut(bisector));
            } else {
                sections.extend([cut(first), cut(last)]);
            }
            return;
        }
        // The side that the line turns to, left or right, and the point where the edges of that side meet. Where the
        // segments are too short for it, each has its whole width, and they turn around the point itself.
        let side = if into.perp_dot(out) > 0.0 { 1.0 } else { -1.0 };
        let meets = cosine > 0.0 && half * turn_length(cosine) < shorter;
        let pivot = match meets {
            true => at + bisector * (side * half / cosine),
            false => at,
        };
        if !meets {
            sections.push(Section::straight(at, first * half));
        }
        let mut sweep = |outer: Vec2, normal: Vec2| {
            sections.push(match side > 0.0 {
                true => Section::between(pivot, outer, normal),
                false => Section::between(outer, pivot, normal),
            });
        };
        let beside = |normal: Vec2| at - normal * (side * half);
        sweep(beside(first), first);
        if is_mitred {
            let tip = at - bisector * (side * half / cosine);
            sweep(tip, first);
            sweep(tip, last);
        } else if self.join == Join::Round {
            let angle = first.angle_between(last);
            let all = sides(half * ink.raster.density()) as f32;
            let steps = (all * angle.abs() / TAU).ceil().max(1.0) as u32;
            for step in 1..steps {
                let turned = Vec2::from_angle(angle * step as f32 / steps as f32).rotate(first);
                sweep(beside(turned), turned);
            }
        }
        sweep(beside(last), last);
        if !meets {
            sections.push(Section::straight(at, last * half));
        }
    }
}

/// How far along its segment, in half widths, a mitre's inner corner lies, of the cosine of half the turn: its tangent.
fn turn_length(cosine: f32) -> f32 {
    (1.0 - cosine * cosine).max(0.0).sqrt() / cosine
}
