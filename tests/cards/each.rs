//! Each case in a frame of its own.

use kinora::prelude::*;

use crate::cases::{Case, P, SIDE, Shape, TURN, View, cases, star};

/// White on black, each in a frame of its own.
pub async fn all() {
    for case in cases() {
        clear_background(BLACK);
        look(case.view);
        draw(&case);
        next_frame().await
    }
}

fn look(view: View) {
    let side = SIDE as f32;
    match view {
        View::Default => set_default_camera(),
        View::Stretched => {
            let seen = Rect::new(0.0, 0.0, side / 4.0, side);
            // From a rectangle, macroquad makes a camera whose y goes up.
            let mut camera = Camera2D::from_display_rect(seen);
            camera.zoom.y = -camera.zoom.y;
            set_camera(&camera);
        }
        View::Close => set_camera(&Camera2D {
            target: Vec2::splat(side / 8.0),
            zoom: Vec2::splat(8.0) / side,
            rotation: TURN as f32,
            ..Camera2D::default()
        }),
    }
}

fn draw(case: &Case) {
    let v = |(x, y): P| vec2(x as f32, y as f32);
    let f = |number: f64| number as f32;
    match case.shape {
        Shape::Star {
            at,
            radius,
            even_odd,
        } => {
            let path = Path::polygon(&star(at, radius).into_iter().map(v).collect::<Vec<_>>());
            draw_path(&if even_odd { path.even_odd() } else { path }, WHITE);
        }
        Shape::Washer { at, radius, hole } => {
            let corner = v(at) - f(hole) / 2.0;
            let square = Path::rectangle(corner.x, corner.y, f(hole), f(hole));
            draw_path(
                &Path::circle(v(at), f(radius)).and(&square).even_odd(),
                WHITE,
            );
        }
        Shape::Leaf { from, to, bulge } => {
            let (from, to, bulge) = (v(from), v(to), vec2(0.0, f(bulge)));
            let middle = from.midpoint(to);
            let leaf = Path::new()
                .move_to(from)
                .quad_to(middle - bulge, to)
                .quad_to(middle + bulge, from)
                .close();
            draw_path(&leaf, WHITE);
        }
        Shape::Polyline { points, thickness } => {
            let stroke = Stroke::new(f(thickness)).join(Join::Round).cap(Cap::Round);
            draw_polyline(&points.map(v), &stroke, WHITE);
        }
        Shape::Circle { at, radius } => draw_circle(v(at).x, v(at).y, f(radius), WHITE),
        Shape::CircleLines {
            at,
            radius,
            thickness,
        } => {
            draw_circle_lines(v(at).x, v(at).y, f(radius), f(thickness), WHITE);
        }
        Shape::Ellipse { at, half, degrees } => {
            draw_ellipse(v(at).x, v(at).y, v(half).x, v(half).y, f(degrees), WHITE);
        }
        Shape::EllipseLines {
            at,
            half,
            thickness,
        } => {
            draw_ellipse_lines(
                v(at).x,
                v(at).y,
                v(half).x,
                v(half).y,
                0.0,
                f(thickness),
                WHITE,
            );
        }
        Shape::Arc {
            at,
            radius,
            thickness,
            from,
            degrees,
        } => {
            let (at, radius) = (v(at), f(radius));
            draw_arc(
                at.x,
                at.y,
                20,
                radius,
                f(from),
                f(thickness),
                f(degrees),
                WHITE,
            );
        }
        Shape::Line {
            from,
            to,
            thickness,
        } => {
            draw_line(v(from).x, v(from).y, v(to).x, v(to).y, f(thickness), WHITE);
        }
        Shape::Rectangle {
            at,
            size,
            degrees: 0.0,
        } => {
            let corner = v(at) - v(size) / 2.0;
            draw_rectangle(corner.x, corner.y, v(size).x, v(size).y, WHITE);
        }
        Shape::Rectangle { at, size, degrees } => {
            draw_rectangle_ex(v(at).x, v(at).y, v(size).x, v(size).y, centered(degrees));
        }
        Shape::RectangleLines {
            at,
            size,
            thickness,
            degrees,
        } => {
            let (at, size) = (v(at), v(size));
            draw_rectangle_lines_ex(at.x, at.y, size.x, size.y, f(thickness), centered(degrees));
        }
        Shape::Rounded { at, size, radius } => {
            draw_rounded_rectangle(v(at).x, v(at).y, v(size).x, v(size).y, f(radius), WHITE);
        }
        Shape::Triangle { corners: [a, b, c] } => draw_triangle(v(a), v(b), v(c), WHITE),
        Shape::Poly {
            at,
            sides,
            radius,
            degrees,
        } => {
            draw_poly(v(at).x, v(at).y, sides, f(radius), f(degrees), WHITE);
        }
        Shape::PolyLines {
            at,
            sides,
            radius,
            thickness,
        } => {
            draw_poly_lines(v(at).x, v(at).y, sides, f(radius), 0.0, f(thickness), WHITE);
        }
    }
}

fn centered(degrees: f64) -> DrawRectangleParams {
    DrawRectangleParams {
        offset: vec2(0.5, 0.5),
        rotation: degrees.to_radians() as f32,
        color: WHITE,
    }
}
