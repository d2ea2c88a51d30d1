//! Shapes with a definition that a test can ask: is this point inside? The program of the test draws them, one a frame,
//! and the test compares each with what hundreds of points a pixel say.

/// Sides of the square canvas.
pub const SIDE: u32 = 160;

pub struct Case {
    pub shape: Shape,
    pub view: View,
    /// The most that the pixels of the edge may be off on average, of 255.
    pub bar: f64,
}

/// What the shape is seen through.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum View {
    /// A unit is a pixel.
    Default,
    /// A camera with 4 pixels a unit, turned by 30°.
    Close,
    /// A camera with 4 pixels a unit across and 1 down.
    Stretched,
}

/// A pentagram, whose lines cross.
pub fn star(at: P, radius: f64) -> Vec<P> {
    let corner = |index: u8| {
        let (sin, cos) = (f64::from(index) * 0.4 * std::f64::consts::TAU + 0.1).sin_cos();
        (at.0 + radius * cos, at.1 + radius * sin)
    };
    (0..5).map(corner).collect()
}

/// A line that turns this way and that.
pub const ZIGZAG: [P; 5] = [
    (20.3, 90.2),
    (70.6, 30.1),
    (85.2, 110.7),
    (110.4, 60.3),
    (140.8, 120.5),
];

/// A line whose last segments are short for its width.
pub const HOOK: [P; 5] = [
    (30.3, 60.2),
    (80.6, 60.1),
    (110.2, 60.7),
    (110.4, 75.3),
    (104.8, 85.5),
];

#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// Filled, and its middle too unless `even_odd`.
    Star {
        at: P,
        radius: f64,
        even_odd: bool,
    },
    /// A circle with a square hole.
    Washer {
        at: P,
        radius: f64,
        hole: f64,
    },
    /// A line through these points with round joins and caps.
    Polyline {
        points: [P; 5],
        thickness: f64,
    },
    /// A closed curve of two Béziers, filled.
    Leaf {
        from: P,
        to: P,
        bulge: f64,
    },
    Circle {
        at: P,
        radius: f64,
    },
    CircleLines {
        at: P,
        radius: f64,
        thickness: f64,
    },
    Ellipse {
        at: P,
        half: P,
        degrees: f64,
    },
    EllipseLines {
        at: P,
        half: P,
        thickness: f64,
    },
    Arc {
        at: P,
        radius: f64,
        thickness: f64,
        from: f64,
        degrees: f64,
    },
    Line {
        from: P,
        to: P,
        thickness: f64,
    },
    Rectangle {
        at: P,
        size: P,
        degrees: f64,
    },
    RectangleLines {
        at: P,
        size: P,
        thickness: f64,
        degrees: f64,
    },
    Rounded {
        at: P,
        size: P,
        radius: f64,
    },
    Triangle {
        corners: [P; 3],
    },
    Poly {
        at: P,
        sides: u8,
        radius: f64,
        degrees: f64,
    },
    PolyLines {
        at: P,
        sides: u8,
        radius: f64,
        thickness: f64,
    },
}

pub type P = (f64, f64);

/// Of every kind, at places between the pixels.
pub fn cases() -> Vec<Case> {
    let mut cases = vec![];
    let mut case = |shape, view, bar| cases.push(Case { shape, view, bar });
    let radii = [
        3.0, 3.7, 5.0, 6.1, 7.0, 8.2, 9.3, 10.0, 11.6, 13.0, 20.0, 23.9, 24.1, 31.0, 47.0, 75.0,
    ];
    for (index, radius) in radii.into_iter().enumerate() {
        let at = (80.0 + 0.37 * index as f64, 79.5 + 0.21 * index as f64);
        case(Shape::Circle { at, radius }, View::Default, 4.0);
    }
    // Of the large ones, the canvas has a part: the right, the bottom, the lower right.
    for (radius, direction) in [(150.0, 0.0), (500.0, 1.57), (1000.0, 0.8), (2000.0, 0.3)] {
        let at = (
            80.3 - radius * f64::cos(direction),
            80.1 - radius * f64::sin(direction),
        );
        case(Shape::Circle { at, radius }, View::Default, 4.0);
    }
    for step in 0..12 {
        let angle = f64::from(step) * 0.27;
        let from = (80.2 - 60.0 * angle.cos(), 80.9 - 60.0 * angle.sin());
        let to = (80.2 + 60.0 * angle.cos(), 80.9 + 60.0 * angle.sin());
        case(
            Shape::Line {
                from,
                to,
                thickness: 1.5,
            },
            View::Default,
            6.0,
        );
    }
    // Along the pixels, the bends of the coverage are sharp.
    for thickness in [1.0, 2.0, 3.3, 5.0, 8.0] {
        let (from, to) = (
            (20.0, 80.0 + thickness / 2.0),
            (140.0, 80.0 + thickness / 2.0),
        );
        case(
            Shape::Line {
                from: (from.0 + 0.3, from.1),
                to,
                thickness,
            },
            View::Default,
            6.0,
        );
    }
    let at = (80.3, 79.6);
    for thickness in [1.5, 7.0] {
        case(
            Shape::CircleLines {
                at,
                radius: 50.0,
                thickness,
            },
            View::Default,
            6.0,
        );
        case(
            Shape::EllipseLines {
                at,
                half: (60.0, 25.0),
                thickness,
            },
            View::Default,
            6.0,
        );
        case(
            Shape::PolyLines {
                at,
                sides: 5,
                radius: 50.0,
                thickness,
            },
            View::Default,
            6.0,
        );
        let size = (90.0, 50.0);
        case(
            Shape::RectangleLines {
                at,
                size,
                thickness,
                degrees: 20.0,
            },
            View::Default,
            6.0,
        );
        let (from, degrees) = (200.0, 250.0);
        case(
            Shape::Arc {
                at,
                radius: 40.0,
                thickness,
                from,
                degrees,
            },
            View::Default,
            6.0,
        );
    }
    for even_odd in [false, true] {
        let radius = 65.0;
        case(
            Shape::Star {
                at,
                radius,
                even_odd,
            },
            View::Default,
            4.0,
        );
    }
    let (radius, hole) = (60.0, 30.0);
    case(Shape::Washer { at, radius, hole }, View::Default, 4.0);
    let (from, to, bulge) = ((20.3, 80.2), (140.1, 75.5), 40.0);
    case(Shape::Leaf { from, to, bulge }, View::Default, 4.0);
    for (points, thickness) in [(ZIGZAG, 1.5), (ZIGZAG, 9.0), (HOOK, 40.0)] {
        case(Shape::Polyline { points, thickness }, View::Default, 6.0);
    }
    for view in [View::Default, View::Close, View::Stretched] {
        // In units of the view.
        let (x, y) = if view == View::Default {
            (1.0, 1.0)
        } else {
            (0.25, 0.25)
        };
        let y = if view == View::Stretched { 1.0 } else { y };
        let p = |u: f64, v: f64| (u * x, v * y);
        let small = x;
        case(
            Shape::Circle {
                at: p(80.3, 79.6),
                radius: 60.3 * small,
            },
            view,
            4.0,
        );
        case(
            Shape::Ellipse {
                at: p(80.3, 79.6),
                half: (62.0 * small, 21.0 * small),
                degrees: 25.0,
            },
            view,
            4.0,
        );
        case(
            Shape::Rectangle {
                at: p(80.3, 79.6),
                size: p(81.4, 37.7),
                degrees: 33.0,
            },
            view,
            4.0,
        );
        case(
            Shape::Rectangle {
                at: p(80.3, 79.6),
                size: p(81.4, 37.7),
                degrees: 0.0,
            },
            view,
            4.0,
        );
        case(
            Shape::Rounded {
                at: p(30.3, 39.6),
                size: p(101.4, 77.7),
                radius: 17.0 * small,
            },
            view,
            4.0,
        );
        case(
            Shape::Triangle {
                corners: [p(20.2, 30.1), p(140.7, 60.6), p(70.3, 130.2)],
            },
            view,
            4.0,
        );
        case(
            Shape::Poly {
                at: p(80.3, 79.6),
                sides: 7,
                radius: 60.0 * small,
                degrees: 10.0,
            },
            view,
            4.0,
        );
    }
    cases
}

impl View {
    /// A place of the canvas in pixels, in the units of the view.
    pub fn to_units(self, (x, y): P) -> P {
        match self {
            View::Default => (x, y),
            View::Stretched => (x / 4.0, y),
            View::Close => {
                let middle = f64::from(SIDE) / 2.0;
                let (dx, dy) = ((x - middle) / 4.0, (y - middle) / 4.0);
                let (sin, cos) = TURN.to_radians().sin_cos();
                let (u, v) = (cos * dx + sin * dy, cos * dy - sin * dx);
                (u + middle / 4.0, v + middle / 4.0)
            }
        }
    }
}

/// Degrees, clockwise, by which [`View::Close`] turns what is seen.
pub const TURN: f64 = 30.0;

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
