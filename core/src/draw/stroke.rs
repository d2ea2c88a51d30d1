//! Lines along points: joins, caps, dashes.

use std::f32::consts::TAU;

use macroquad::color::Color;
use macroquad::math::Vec2;

use super::ink::Ink;
use super::round::draw_circle;
use super::sides::sides;
use super::solid::CURVE;
use super::strip::{Ends, Section};

/// How often dashes may go round: shorter ones are not seen, and would never end where lengths are rounded.
const MOST_DASHES: f32 = 1e5;

/// What fills the outer side of a corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Join {
    /// The edges go on until they meet, up to the mitre limit; beyond it, a bevel.
    #[default]
    Miter,
    /// An arc.
    Round,
    /// A straight cut.
    Bevel,
}

/// What the ends of a line look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Cap {
    /// It ends at its last point.
    #[default]
    Butt,
    /// Half a circle around the last point.
    Round,
    /// It goes on for half its width.
    Square,
}

/// How an outline is drawn. Lengths are in units of the camera that is set.
///
/// ```
/// use kinora::prelude::*;
///
/// let dotted = Stroke::new(6.0).cap(Cap::Round).dashes(&[0.0, 14.0]);
/// let outline = Stroke::new(2.0).join(Join::Round);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Stroke {
    width: f32,
    join: Join,
    cap: Cap,
    miter_limit: f32,
    dashes: Vec<f32>,
    dash_offset: f32,
}

impl Stroke {
    /// A line of that width with mitred joins and no caps.
    pub fn new(width: f32) -> Stroke {
        Stroke {
            width,
            join: Join::Miter,
            cap: Cap::Butt,
            miter_limit: 4.0,
            dashes: vec![],
            dash_offset: 0.0,
        }
    }

    /// What its corners look like.
    #[must_use]
    pub fn join(mut self, join: Join) -> Stroke {
        self.join = join;
        self
    }

    /// What its ends, and those of its dashes, look like.
    #[must_use]
    pub fn cap(mut self, cap: Cap) -> Stroke {
        self.cap = cap;
        self
    }

    /// The longest mitre, from the inner to the outer corner, in widths; 4 if nothing is said, as in SVG.
    #[must_use]
    pub fn miter_limit(mut self, widths: f32) -> Stroke {
        self.miter_limit = widths;
        self
    }

    /// Lengths of dash, gap, dash, gap … and from the beginning; an odd number of them goes round twice, as in SVG.
    /// Lengths below 0, all of them 0, or so short that they went round 100,000 times, draw the line whole.
    #[must_use]
    pub fn dashes(mut self, lengths: &[f32]) -> Stroke {
        self.dashes = lengths.to_vec();
        self
    }

    /// How far into the dashes the line begins.
    #[must_use]
    pub fn dash_offset(mut self, length: f32) -> Stroke {
        self.dash_offset = length;
        self
    }

    /// Draws the line through `points`, and back to the first of them if it is `closed`.
    ///
    /// Where it crosses itself, a color that can be seen through covers twice.
    pub(super) fn draw(&self, points: &[Vec2], closed: bool, color: Color) {
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

    /// The whole line, or each of its dashes; without points that lie on the one before.
    pub(super) fn pieces(&self, points: &[Vec2], closed: bool) -> Vec<(Vec<Vec2>, bool)> {
        let mut line: Vec<Vec2> = points.to_vec();
        line.retain(|point| point.is_finite());
        line.dedup_by(|a, b| a.distance_squared(*b) < 1e-12);
        while closed && line.len() > 1 && line.first() == line.last() {
            line.pop();
        }
        let length: f32 = line.windows(2).map(|ends| ends[0].distance(ends[1])).sum();
        let is_dashed = self.dashes.iter().sum::<f32>() * MOST_DASHES > length
            && self
                .dashes
                .iter()
                .all(|&length| length >= 0.0 && length.is_finite());
        if !is_dashed {
            let closed = closed && line.len() > 2;
            return vec![(line, closed)];
        }
        if closed && !line.is_empty() {
            line.push(line[0]);
        }
        let dashes = self.dashed(&line);
        dashes.into_iter().map(|dash| (dash, false)).collect()
    }

    fn dashed(&self, line: &[Vec2]) -> Vec<Vec<Vec2>> {
        let count = self.dashes.len();
        let round = match count % 2 {
            0 => count,
            _ => 2 * count,
        };
        let total: f32 = (0..round).map(|index| self.dashes[index % count]).sum();
        let mut left = self.dash_offset.rem_euclid(total);
        let mut index = 0;
        while left >= self.dashes[index % count] {
            left -= self.dashes[index % count];
            index += 1;
        }
        // What is left of the current dash or gap.
        let mut left = self.dashes[index % count] - left;
        let mut done: Vec<Vec<Vec2>> = vec![];
        let mut dash = vec![];
        if index % 2 == 0 {
            dash.extend(line.first());
        }
        for ends in line.windows(2) {
            let (mut from, to) = (ends[0], ends[1]);
            let direction = (to - from).normalize_or_zero();
            let mut remaining = from.distance(to);
            while remaining > left {
                from += direction * left;
                remaining -= left;
                if index % 2 == 0 {
                    dash.push(from);
                    done.push(std::mem::take(&mut dash));
                } else {
                    dash = vec![from];
                }
                index += 1;
                left = self.dashes[index % count];
            }
            left -= remaining;
            if index % 2 == 0 {
                dash.push(to);
            }
        }
        if dash.len() > 1 {
            done.push(dash);
        }
        for dash in &mut done {
            dash.dedup_by(|a, b| a.distance_squared(*b) < 1e-12);
        }
        done
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

/// Draws a line through `points` with joins, caps and dashes as `stroke` says.
pub fn draw_polyline(points: &[Vec2], stroke: &Stroke, color: Color) {
    stroke.draw(points, false, color);
}

#[cfg(test)]
mod tests {
    use super::*;
    use macroquad::math::vec2;

    #[test]
    fn dashes_and_gaps_have_their_lengths_around_corners_too() {
        let line = [vec2(0.0, 0.0), vec2(10.0, 0.0), vec2(10.0, 10.0)];
        let pieces = Stroke::new(1.0)
            .dashes(&[6.0, 3.0])
            .dash_offset(1.0)
            .pieces(&line, false);
        let dashes: Vec<_> = pieces.into_iter().map(|(points, _)| points).collect();
        assert_eq!(dashes[0], [vec2(0.0, 0.0), vec2(5.0, 0.0)]);
        assert_eq!(
            dashes[1],
            [vec2(8.0, 0.0), vec2(10.0, 0.0), vec2(10.0, 4.0)]
        );
        assert_eq!(dashes[2], [vec2(10.0, 7.0), vec2(10.0, 10.0)]);
    }

    #[test]
    fn dashes_that_are_none_leave_the_line_whole() {
        let line = [vec2(0.0, 0.0), vec2(1000.0, 0.0)];
        for dashes in [
            &[][..],
            &[0.0, 0.0],
            &[-1.0, 5.0],
            &[1e-9, 1e-9],
            &[f32::NAN],
        ] {
            let pieces = Stroke::new(1.0).dashes(dashes).pieces(&line, false);
            assert_eq!(pieces, [(line.to_vec(), false)], "{dashes:?}");
        }
    }
}
