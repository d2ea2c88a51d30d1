//! What each shape is: which points are inside.

use super::{P, Shape, star};

impl Shape {
    pub fn has(&self, point: P) -> bool {
        let from = |at: P| (point.0 - at.0, point.1 - at.1);
        let length = |(x, y): P| x.hypot(y);
        let turned = |(x, y): P, degrees: f64| {
            let (sin, cos) = degrees.to_radians().sin_cos();
            (cos * x + sin * y, cos * y - sin * x)
        };
        match *self {
            Shape::Star {
                at,
                radius,
                even_odd,
            } => {
                let winding = winding(&star(at, radius), point);
                if even_odd {
                    winding % 2 != 0
                } else {
                    winding != 0
                }
            }
            Shape::Washer { at, radius, hole } => {
                let (x, y) = from(at);
                length((x, y)) < radius && x.abs().max(y.abs()) >= hole / 2.0
            }
            Shape::Leaf { from, to, bulge } => winding(&leaf(from, to, bulge), point) != 0,
            Shape::Polyline { points, thickness } => points.windows(2).any(|ends| {
                let (a, b) = (ends[0], ends[1]);
                let along = (b.0 - a.0, b.1 - a.1);
                let (x, y) = from(a);
                let part = (x * along.0 + y * along.1) / (along.0.powi(2) + along.1.powi(2));
                let part = part.clamp(0.0, 1.0);
                length((x - along.0 * part, y - along.1 * part)) < thickness / 2.0
            }),
            Shape::Circle { at, radius } => length(from(at)) < radius,
            Shape::CircleLines {
                at,
                radius,
                thickness,
            } => (radius..radius + thickness).contains(&length(from(at))),
            Shape::Ellipse { at, half, degrees } => {
                let (x, y) = turned(from(at), degrees);
                length((x / half.0, y / half.1)) < 1.0
            }
            Shape::EllipseLines {
                at,
                half,
                thickness,
            } => nearest_on_ellipse(from(at), half) < thickness / 2.0,
            Shape::Arc {
                at,
                radius,
                thickness,
                from: start,
                degrees,
            } => {
                let (x, y) = from(at);
                let angle = (y.atan2(x).to_degrees() - start).rem_euclid(360.0);
                (radius..radius + thickness).contains(&length((x, y))) && angle < degrees
            }
            Shape::Line {
                from: a,
                to: b,
                thickness,
            } => {
                let along = (b.0 - a.0, b.1 - a.1);
                let (dx, dy) = (along.0 / length(along), along.1 / length(along));
                let (x, y) = from(a);
                let (on, off) = (x * dx + y * dy, x * dy - y * dx);
                (0.0..length(along)).contains(&on) && off.abs() < thickness / 2.0
            }
            Shape::Rectangle { at, size, degrees } => {
                let (x, y) = turned(from(at), degrees);
                x.abs() < size.0 / 2.0 && y.abs() < size.1 / 2.0
            }
            Shape::RectangleLines {
                at,
                size,
                thickness,
                degrees,
            } => {
                let (x, y) = turned(from(at), degrees);
                let (x, y) = (size.0 / 2.0 - x.abs(), size.1 / 2.0 - y.abs());
                x.min(y) > 0.0 && x.min(y) < thickness
            }
            Shape::Rounded { at, size, radius } => {
                let (x, y) = from((at.0 + size.0 / 2.0, at.1 + size.1 / 2.0));
                let x = x.abs() - size.0 / 2.0 + radius;
                let y = y.abs() - size.1 / 2.0 + radius;
                length((x.max(0.0), y.max(0.0))) < radius
            }
            Shape::Triangle { corners: [a, b, c] } => {
                let side =
                    |a: P, b: P| (b.0 - a.0) * (point.1 - a.1) - (b.1 - a.1) * (point.0 - a.0);
                let sides = [side(a, b), side(b, c), side(c, a)];
                sides.iter().all(|side| *side > 0.0) || sides.iter().all(|side| *side < 0.0)
            }
            Shape::Poly {
                at,
                sides,
                radius,
                degrees,
            } => {
                let apothem = radius * (std::f64::consts::PI / f64::from(sides)).cos();
                reach(turned(from(at), degrees), sides) < apothem
            }
            Shape::PolyLines {
                at,
                sides,
                radius,
                thickness,
            } => {
                let narrow = (std::f64::consts::PI / f64::from(sides)).cos();
                (radius * narrow..(radius + thickness) * narrow).contains(&reach(from(at), sides))
            }
        }
    }
}

/// How far a point lies from the middle of a regular polygon, toward its nearest side.
fn reach((x, y): P, sides: u8) -> f64 {
    let sector = std::f64::consts::TAU / f64::from(sides);
    let angle = y.atan2(x).rem_euclid(sector) - sector / 2.0;
    x.hypot(y) * angle.cos()
}

/// The distance from an ellipse, by trying points of it.
fn nearest_on_ellipse((x, y): P, half: P) -> f64 {
    // Only near the curve does it matter.
    let rough = ((x / half.0).hypot(y / half.1) - 1.0) * half.0.min(half.1);
    if rough.abs() > 12.0 {
        return f64::INFINITY;
    }
    let away = |angle: f64| (x - half.0 * angle.cos()).hypot(y - half.1 * angle.sin());
    let turn = std::f64::consts::TAU;
    let nearest = (0..24)
        .map(|step| f64::from(step) / 24.0 * turn)
        .min_by(|a, b| away(*a).total_cmp(&away(*b)));
    // Around the best of them there is one least distance.
    let (mut low, mut high) = nearest.map_or((0.0, 0.0), |at| (at - turn / 24.0, at + turn / 24.0));
    for _ in 0..24 {
        let (a, b) = (low + (high - low) / 3.0, high - (high - low) / 3.0);
        match away(a) < away(b) {
            true => high = b,
            false => low = a,
        }
    }
    away(low)
}

/// Points of a leaf: up over its ends along one quadratic curve, back along another.
fn leaf(from: P, to: P, bulge: f64) -> Vec<P> {
    let middle = ((from.0 + to.0) / 2.0, (from.1 + to.1) / 2.0);
    let curve = move |a: P, b: P, control: P| {
        (0..64).map(move |step| {
            let t = f64::from(step) / 64.0;
            let mix = |a: f64, c: f64, b: f64| {
                (1.0 - t).powi(2) * a + 2.0 * t * (1.0 - t) * c + t * t * b
            };
            (mix(a.0, control.0, b.0), mix(a.1, control.1, b.1))
        })
    };
    let up = curve(from, to, (middle.0, middle.1 - bulge));
    let down = curve(to, from, (middle.0, middle.1 + bulge));
    up.chain(down).collect()
}

/// How often a polygon goes round a point.
fn winding(corners: &[P], (x, y): P) -> i32 {
    let next = corners.iter().cycle().skip(1);
    corners
        .iter()
        .zip(next)
        .map(|(a, b)| {
            let is_left = (b.0 - a.0) * (y - a.1) - (x - a.0) * (b.1 - a.1) > 0.0;
            match (a.1 <= y, b.1 <= y) {
                (true, false) if is_left => 1,
                (false, true) if !is_left => -1,
                _ => 0,
            }
        })
        .sum()
}
