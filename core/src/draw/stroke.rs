//! What a line looks like: its width, joins, caps and dashes.

use macroquad::math::Vec2;

/// Nearer than this, in units, two dots are one.
const SAME: f32 = 1e-2;

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
    pub(super) width: f32,
    pub(super) join: Join,
    pub(super) cap: Cap,
    pub(super) miter_limit: f32,
    pub(super) dashes: Vec<f32>,
    pub(super) dash_offset: f32,
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
        let mut dashes = self.dashed(&line);
        // A dot at the end of a closed line is the one at its beginning.
        let is_dot = |dash: &Vec<Vec2>| {
            dash.len() == 1 && line.first().is_some_and(|at| at.distance(dash[0]) < SAME)
        };
        if closed && dashes.len() > 1 && dashes.first().is_some_and(is_dot) {
            dashes.pop_if(|dash| is_dot(dash));
        }
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
        // At its beginning a dash without length is a dot.
        while left > 0.0 && left >= self.dashes[index % count] {
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
    fn dashes_without_length_are_dots_from_the_beginning_on() {
        let line = [vec2(0.0, 0.0), vec2(9.0, 0.0)];
        let dots = |offset| {
            let stroke = Stroke::new(1.0).dashes(&[0.0, 4.0]).dash_offset(offset);
            let pieces = stroke.pieces(&line, false).into_iter();
            pieces.map(|(points, _)| points).collect::<Vec<_>>()
        };
        for offset in [0.0, 4.0] {
            let at = |x: f32| vec![vec2(x, 0.0)];
            assert_eq!(dots(offset), [at(0.0), at(4.0), at(8.0)], "{offset}");
        }
        assert_eq!(dots(1.0)[0], [vec2(3.0, 0.0)]);
        let corners = [(0.0, 0.0), (7.0, 0.0), (7.0, 7.0), (0.0, 7.0)].map(Vec2::from);
        for count in 5..60 {
            let stroke = Stroke::new(1.0).dashes(&[0.0, 28.0 / count as f32]);
            assert_eq!(stroke.pieces(&corners, true).len(), count);
        }
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
