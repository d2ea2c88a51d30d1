//! Paths: lines, Béziers and arcs, filled with holes or outlined.

use std::f32::consts::{FRAC_PI_2, FRAC_PI_4, TAU};
use std::fmt::Display;

use lyon::extra::parser::{ParserOptions, PathParser, Source};
use lyon::math::{Point, Transform, point};
use lyon::path::PathEvent;
use lyon::path::iterator::PathIterator;
use macroquad::math::{Affine2, Rect, Vec2, vec2};

use crate::KinoraError;
use crate::stage::raster::Raster;

/// How far a flattened curve may lie beside the true one, in pixels: so much of a pixel is wrong at its edge.
const TOLERANCE: f32 = 0.01;

/// An outline of lines and curves, in as many parts as it needs. Parts inside of others are holes in them if they go
/// round the other way, or always with [`even_odd`](Self::even_odd).
///
/// ```
/// use kinora::prelude::*;
///
/// let drop = Path::new()
///     .move_to(vec2(50.0, 0.0))
///     .cubic_to(vec2(90.0, 50.0), vec2(90.0, 100.0), vec2(50.0, 100.0))
///     .cubic_to(vec2(10.0, 100.0), vec2(10.0, 50.0), vec2(50.0, 0.0))
///     .close();
/// let heart = Path::from_svg("M 50 30 C 50 0 0 0 0 30 S 50 80 50 100 S 100 60 100 30 S 50 0 50 30 Z")?;
/// # Ok::<_, kinora::KinoraError>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Path {
    events: Vec<PathEvent>,
    /// Where the current part began, and where it is; nothing between two parts.
    open: Option<(Point, Point)>,
    even_odd: bool,
}

impl Path {
    /// Nothing yet.
    pub fn new() -> Path {
        Path::default()
    }

    /// A path in the notation of SVG's `d` attribute: "M 0 0 L 10 0 Q 20 0 20 10 Z".
    ///
    /// # Errors
    /// [`KinoraError::SvgPath`] with the place of the first fault.
    pub fn from_svg(d: &str) -> Result<Path, KinoraError> {
        let mut builder = lyon::path::Path::builder();
        PathParser::new()
            .parse(
                &ParserOptions::DEFAULT,
                &mut Source::new(d.chars()),
                &mut builder,
            )
            .map_err(|fault| KinoraError::SvgPath(fault.to_string()))?;
        Ok(Path {
            events: builder.build().iter().collect(),
            ..Path::default()
        })
    }

    /// The path in the notation of SVG's `d` attribute.
    pub fn to_svg(&self) -> String {
        self.written(|value| value)
    }

    /// The same with numbers as `number` rounds them.
    pub(super) fn written<N: Display>(&self, number: impl Fn(f32) -> N) -> String {
        let place = |at: Point| format!("{} {}", number(at.x), number(at.y));
        let words = self.events().filter_map(|event| {
            Some(match event {
                PathEvent::Begin { at } => format!("M{}", place(at)),
                PathEvent::Line { to, .. } => format!("L{}", place(to)),
                PathEvent::Quadratic { ctrl, to, .. } => format!("Q{} {}", place(ctrl), place(to)),
                PathEvent::Cubic {
                    ctrl1, ctrl2, to, ..
                } => format!("C{} {} {}", place(ctrl1), place(ctrl2), place(to)),
                PathEvent::End { close: true, .. } => "Z".to_owned(),
                PathEvent::End { close: false, .. } => return None,
            })
        });
        words.collect::<Vec<_>>().join(" ")
    }

    /// Straight lines through `points`.
    pub fn polyline(points: &[Vec2]) -> Path {
        let mut path = Path::new();
        for (index, &at) in points.iter().enumerate() {
            path = match index {
                0 => path.move_to(at),
                _ => path.line_to(at),
            };
        }
        path
    }

    /// Straight lines through `points`, and back to the first.
    pub fn polygon(points: &[Vec2]) -> Path {
        Path::polyline(points).close()
    }

    /// A smooth closed curve through `points`, or an open one: a Catmull-Rom spline.
    pub fn smooth(points: &[Vec2], closed: bool) -> Path {
        let count = points.len();
        if count < 3 {
            return Path::polyline(points);
        }
        let at = |index: isize| match closed {
            true => points[index.rem_euclid(count as isize) as usize],
            false => points[index.clamp(0, count as isize - 1) as usize],
        };
        let mut path = Path::new().move_to(points[0]);
        let curves = if closed { count } else { count - 1 };
        for index in 0..curves as isize {
            let (from, to) = (at(index), at(index + 1));
            // The spline's tangents, as control points of a Bézier curve.
            let leaving = from + (to - at(index - 1)) / 6.0;
            let arriving = to - (at(index + 2) - from) / 6.0;
            path = path.cubic_to(leaving, arriving, to);
        }
        if closed { path.close() } else { path }
    }

    /// A rectangle whose top left corner is (`x`, `y`).
    pub fn rectangle(x: f32, y: f32, w: f32, h: f32) -> Path {
        Path::polygon(&[
            vec2(x, y),
            vec2(x + w, y),
            vec2(x + w, y + h),
            vec2(x, y + h),
        ])
    }

    /// A rectangle with corners of that `radius`.
    pub fn rounded_rectangle(x: f32, y: f32, w: f32, h: f32, radius: f32) -> Path {
        let (x, y) = (x.min(x + w), y.min(y + h));
        let (w, h) = (w.abs(), h.abs());
        let r = radius.clamp(0.0, w.min(h) / 2.0);
        let corners = [
            vec2(x + w - r, y + r),
            vec2(x + w - r, y + h - r),
            vec2(x + r, y + h - r),
            vec2(x + r, y + r),
        ];
        let mut path = Path::new().move_to(vec2(x + r, y));
        for (quarter, center) in corners.into_iter().enumerate() {
            let from = (quarter as f32 - 1.0) * FRAC_PI_2;
            path = path.arc(center, Vec2::splat(r), from, FRAC_PI_2);
        }
        path.close()
    }

    /// A circle.
    pub fn circle(center: Vec2, radius: f32) -> Path {
        Path::ellipse(center, Vec2::splat(radius))
    }

    /// An ellipse with these half axes.
    pub fn ellipse(center: Vec2, half: Vec2) -> Path {
        Path::new().arc(center, half, 0.0, TAU).close()
    }

    /// Begins a new part.
    #[must_use]
    pub fn move_to(mut self, at: Vec2) -> Path {
        self.end(false);
        let at = to_point(at);
        self.events.push(PathEvent::Begin { at });
        self.open = Some((at, at));
        self
    }

    /// A straight line. A part that was not begun begins where the line ends.
    #[must_use]
    pub fn line_to(self, to: Vec2) -> Path {
        let Some((_, from)) = self.open else {
            return self.move_to(to);
        };
        let to = to_point(to);
        self.push(PathEvent::Line { from, to }, to)
    }

    /// A quadratic Bézier curve.
    #[must_use]
    pub fn quad_to(mut self, control: Vec2, to: Vec2) -> Path {
        let from = self.point_or(control);
        let (ctrl, to) = (to_point(control), to_point(to));
        self.push(PathEvent::Quadratic { from, ctrl, to }, to)
    }

    /// A cubic Bézier curve.
    #[must_use]
    pub fn cubic_to(mut self, control1: Vec2, control2: Vec2, to: Vec2) -> Path {
        let from = self.point_or(control1);
        let (ctrl1, ctrl2, to) = (to_point(control1), to_point(control2), to_point(to));
        let curve = PathEvent::Cubic {
            from,
            ctrl1,
            ctrl2,
            to,
        };
        self.push(curve, to)
    }

    /// A part of an ellipse around `center` with the half axes `half`: from the angle `from` on by `sweep`, both in
    /// radians, clockwise on a canvas. A line leads to where it begins.
    #[must_use]
    pub fn arc(self, center: Vec2, half: Vec2, from: f32, sweep: f32) -> Path {
        let sweep = sweep.clamp(-TAU, TAU);
        let pieces = (sweep.abs() / FRAC_PI_4).ceil().max(1.0);
        let piece = sweep / pieces;
        // Riškus, "Approximation of a cubic Bezier curve by circular arcs and vice versa" (2006): of an eighth of a circle
        // it is off by 4 millionths of the radius.
        let reach = 4.0 / 3.0 * (piece / 4.0).tan();
        let at = |direction: Vec2| center + direction * half;
        let mut direction = Vec2::from_angle(from);
        let mut path = self.line_to(at(direction));
        for index in 1..=pieces as u32 {
            let next = Vec2::from_angle(from + piece * index as f32);
            let leaving = at(direction + direction.perp() * reach);
            let arriving = at(next - next.perp() * reach);
            path = path.cubic_to(leaving, arriving, at(next));
            direction = next;
        }
        path
    }

    /// Ends the part with a line to where it began.
    #[must_use]
    pub fn close(mut self) -> Path {
        self.end(true);
        self
    }

    /// Inside is what an odd number of parts goes around, whichever way they go.
    #[must_use]
    pub fn even_odd(mut self) -> Path {
        self.even_odd = true;
        self
    }

    /// Both paths in one: of two that overlap, the inside of either; of one inside of the other that goes the other
    /// way, or with [`even_odd`](Self::even_odd), a hole.
    #[must_use]
    pub fn and(mut self, other: &Path) -> Path {
        self.end(false);
        self.events.extend(other.events());
        self
    }

    /// The path moved, turned and scaled.
    #[must_use]
    pub fn transformed(&self, by: Affine2) -> Path {
        let [a, b, c, d, x, y] = by.to_cols_array();
        let transform = Transform::new(a, b, c, d, x, y);
        Path {
            events: self.events().transformed(&transform).collect(),
            open: None,
            even_odd: self.even_odd,
        }
    }

    /// Everything, the last part ended.
    pub(super) fn events(&self) -> impl Iterator<Item = PathEvent> + '_ {
        let end = self.open.map(|(first, last)| PathEvent::End {
            last,
            first,
            close: false,
        });
        self.events.iter().copied().chain(end)
    }

    pub(super) fn is_even_odd(&self) -> bool {
        self.even_odd
    }

    /// Its parts as straight lines, and whether each is closed.
    pub(super) fn flattened(&self, tolerance: f32) -> Vec<(Vec<Vec2>, bool)> {
        let mut parts = vec![];
        let mut points = vec![];
        for event in self.events().flattened(tolerance) {
            match event {
                PathEvent::Begin { at } => points = vec![to_vec2(at)],
                PathEvent::Line { to, .. } => points.push(to_vec2(to)),
                PathEvent::End { close, .. } => parts.push((std::mem::take(&mut points), close)),
                PathEvent::Quadratic { .. } | PathEvent::Cubic { .. } => {}
            }
        }
        parts
    }

    fn push(mut self, event: PathEvent, to: Point) -> Path {
        self.events.push(event);
        if let Some((_, at)) = &mut self.open {
            *at = to;
        }
        self
    }

    /// Where the path is; a part that was not begun begins at `start`.
    fn point_or(&mut self, start: Vec2) -> Point {
        match self.open {
            Some((_, at)) => at,
            None => {
                *self = std::mem::take(self).move_to(start);
                to_point(start)
            }
        }
    }

    fn end(&mut self, close: bool) {
        if let Some((first, last)) = self.open.take() {
            self.events.push(PathEvent::End { last, first, close });
        }
    }
}

impl From<Rect> for Path {
    fn from(rect: Rect) -> Path {
        Path::rectangle(rect.x, rect.y, rect.w, rect.h)
    }
}

/// How far a flattened curve may lie beside the true one, in units.
pub(super) fn tolerance(raster: &Raster) -> f32 {
    TOLERANCE / raster.density()
}

pub(super) fn to_vec2(point: Point) -> Vec2 {
    vec2(point.x, point.y)
}

pub(super) fn to_point(at: Vec2) -> Point {
    // A number that is none would stop the tessellation of everything.
    match at.is_finite() {
        true => point(at.x, at.y),
        false => Point::zero(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn corners(path: &Path) -> Vec<(usize, bool)> {
        let parts = path.flattened(0.05);
        parts
            .iter()
            .map(|(points, closed)| (points.len(), *closed))
            .collect()
    }

    #[test]
    fn parts_are_open_or_closed_as_they_were_drawn() {
        let path = Path::new()
            .move_to(vec2(0.0, 0.0))
            .line_to(vec2(1.0, 0.0))
            .move_to(vec2(5.0, 5.0))
            .line_to(vec2(6.0, 5.0))
            .line_to(vec2(6.0, 6.0))
            .close();
        assert_eq!(corners(&path), [(2, false), (3, true)]);
        assert_eq!(corners(&Path::rectangle(0.0, 0.0, 4.0, 3.0)), [(4, true)]);
        assert_eq!(
            Path::from(Rect::new(1.0, 2.0, 4.0, 3.0)).to_svg(),
            "M1 2 L5 2 L5 5 L1 5 Z"
        );
        let moved = path.transformed(Affine2::from_translation(vec2(1.0, 2.0)));
        assert_eq!(moved.flattened(0.1)[1].0[2], vec2(7.0, 8.0));
        let both = path.and(&Path::rectangle(0.0, 0.0, 4.0, 3.0));
        assert_eq!(corners(&both), [(2, false), (3, true), (4, true)]);
    }

    #[test]
    fn a_path_of_svg_is_read_and_its_faults_are_named() {
        let path = Path::from_svg("M 1 2 h 3 v 4 z m 10 10 l 1 1").unwrap();
        assert_eq!(corners(&path), [(3, true), (2, false)]);
        let round = path.and(&Path::circle(vec2(5.0, 5.0), 2.0));
        let again = Path::from_svg(&round.to_svg()).unwrap();
        assert_eq!(again.to_svg(), round.to_svg());
        assert!(
            round
                .to_svg()
                .starts_with("M1 2 L4 2 L4 6 Z M11 12 L12 13 M7 5 C")
        );
        let error = Path::from_svg("M 1 2 L 3 x").unwrap_err().to_string();
        assert!(error.contains("SVG"), "{error}");
    }

    #[test]
    fn curves_stay_near_what_they_should_be() {
        for (points, _) in Path::circle(vec2(5.0, 5.0), 100.0).flattened(0.05) {
            for at in points {
                let off = at.distance(vec2(5.0, 5.0)) - 100.0;
                assert!(off.abs() < 0.01, "{off}");
            }
        }
        let through = [
            vec2(0.0, 0.0),
            vec2(10.0, 5.0),
            vec2(20.0, -5.0),
            vec2(30.0, 0.0),
        ];
        for closed in [false, true] {
            let (points, _) = Path::smooth(&through, closed).flattened(0.01).remove(0);
            for at in through {
                assert!(points.iter().any(|point| point.distance(at) < 1e-4));
            }
        }
    }
}
