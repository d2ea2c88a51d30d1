//! Shapes with a definition that a test can ask: is this point inside? The program of the test draws them, one a frame,
//! and the test compares each with what hundreds of points a pixel say.

/// Sides of the square canvas.
pub const SIDE: u32 = 160;

#[path = "inside.rs"]
mod inside;

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
    for thickness in [0.8, 1.5, 7.0] {
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
    for (points, thickness) in [
        (ZIGZAG, 0.6),
        (ZIGZAG, 1.0),
        (ZIGZAG, 1.5),
        (ZIGZAG, 9.0),
        (HOOK, 40.0),
    ] {
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
        // Nearly round on the pixels, and large.
        case(
            Shape::Ellipse {
                at: p(80.3, 79.6),
                half: p(77.4, 68.9),
                degrees: if view == View::Stretched { 3.0 } else { 25.0 },
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
