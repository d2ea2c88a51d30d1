//! The program of the drawing tests.

// The tests ask for the rest of it.
#[allow(dead_code)]
mod cases;

use cases::{Case, P, SIDE, Shape, TURN, View, cases};
use kinora::prelude::*;

fn main() {
    let frames = cases().len() as f64;
    kinora::run(vec![
        Sketch::new("cases", all)
            .size(SIDE, SIDE)
            .fps(1)
            .duration(frames),
        Sketch::new("paths", paths).size(640, 480).duration(1.0),
        Sketch::new("letters", letters).size(640, 480).duration(1.0),
    ])
}

/// White on black, each in a frame of its own.
async fn all() {
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

/// Strokes, paths, gradients and blend modes, to be looked at.
async fn paths() {
    let zigzag = |y: f32| {
        [
            vec2(20.0, y),
            vec2(70.0, y - 40.0),
            vec2(90.0, y),
            vec2(160.0, y - 20.0),
        ]
    };
    loop {
        clear_background(Color::from_hex(0xf4f1ea));
        let ink = Color::from_hex(0x22577a);
        for (index, join) in [Join::Miter, Join::Round, Join::Bevel]
            .into_iter()
            .enumerate()
        {
            let cap = [Cap::Butt, Cap::Round, Cap::Square][index];
            let y = 60.0 + 70.0 * index as f32;
            draw_polyline(
                &zigzag(y),
                &Stroke::new(16.0).join(join).cap(cap),
                ink.with_alpha(0.6),
            );
            draw_polyline(&zigzag(y), &Stroke::new(1.0), RED);
        }
        let star: Vec<_> = (0..5)
            .map(|index| {
                vec2(250.0, 80.0) + Vec2::from_angle(index as f32 * TAU * 0.4 - PI / 2.0) * 60.0
            })
            .collect();
        draw_path(&Path::polygon(&star), ink);
        let moved = Path::polygon(&star).transformed(Affine2::from_translation(vec2(130.0, 0.0)));
        draw_path(
            &moved.clone().even_odd(),
            Color::from_hex(0xc1121f).with_alpha(0.7),
        );
        draw_path_lines(&moved, &Stroke::new(2.0).join(Join::Round), BLACK);
        let ring = Path::circle(vec2(520.0, 80.0), 60.0)
            .and(&Path::circle(vec2(530.0, 90.0), 30.0))
            .even_odd();
        let sun = Gradient::radial(
            vec2(500.0, 60.0),
            90.0,
            &[(0.0, YELLOW), (0.5, ORANGE), (1.0, PURPLE)],
        );
        draw_path(&ring, &sun);
        let heart =
            Path::from_svg("M 50 30 C 50 0 0 0 0 30 S 50 80 50 100 S 100 60 100 30 S 50 0 50 30 Z");
        if let Ok(heart) = heart {
            let heart = heart.transformed(Affine2::from_translation(vec2(200.0, 170.0)));
            draw_path(
                &heart,
                Gradient::linear(
                    vec2(200.0, 170.0),
                    vec2(300.0, 270.0),
                    &[(0.0, PINK), (1.0, MAROON)],
                ),
            );
            draw_path_lines(&heart, &Stroke::new(4.0).dashes(&[10.0, 6.0]), BLACK);
        }
        let dots = Stroke::new(6.0).cap(Cap::Round).dashes(&[0.0, 12.0]);
        draw_path_lines(&Path::circle(vec2(390.0, 220.0), 50.0), &dots, ink);
        let soft = Path::smooth(
            &[
                vec2(470.0, 260.0),
                vec2(500.0, 180.0),
                vec2(560.0, 280.0),
                vec2(610.0, 190.0),
            ],
            false,
        );
        draw_path_lines(
            &soft,
            &Stroke::new(9.0).cap(Cap::Round),
            ink.with_alpha(0.5),
        );
        draw_path(
            &Path::rounded_rectangle(20.0, 290.0, 600.0, 170.0, 30.0),
            Gradient::linear(
                vec2(20.0, 0.0),
                vec2(620.0, 0.0),
                &[(0.0, BLACK), (0.5, SKYBLUE), (1.0, WHITE)],
            ),
        );
        for (index, blend) in [Blend::Normal, Blend::Add, Blend::Multiply, Blend::Screen]
            .into_iter()
            .enumerate()
        {
            set_blend(blend);
            let x = 100.0 + 140.0 * index as f32;
            for (dx, dy, hex) in [
                (-22.0, 15.0, 0xff4040),
                (22.0, 15.0, 0x40ff40),
                (0.0, -22.0, 0x4060ff),
            ] {
                draw_circle(
                    x + dx,
                    375.0 + dy,
                    40.0,
                    Color::from_hex(hex).with_alpha(0.8),
                );
            }
        }
        set_blend(Blend::Normal);
        next_frame().await
    }
}

/// Text and pictures, to be looked at.
async fn letters() {
    let words =
        "Frames never become image files: each one goes over a channel to an encoder thread.";
    let mut pixels = vec![0; 16 * 16 * 3];
    loop {
        clear_background(Color::from_hex(0xf4f1ea));
        for (index, size) in [9.0, 12.0, 16.0, 22.0, 30.0, 42.0].into_iter().enumerate() {
            let y = [30.0, 45.0, 65.0, 90.0, 125.0, 170.0][index];
            Text::new("Sharp at any size, Größe")
                .size(size)
                .draw(20.3, y + 0.4, BLACK);
        }
        let mono = Typeface::monospace();
        Text::new("kinora").typeface(&mono).size(120.0).fill(
            20.0,
            290.0,
            Gradient::linear(
                vec2(20.0, 0.0),
                vec2(400.0, 0.0),
                &[(0.0, RED), (1.0, BLUE)],
            ),
        );
        let block = Text::new(words)
            .size(15.0)
            .wrap(180.0)
            .align(Align::Center)
            .baseline(Baseline::Top);
        let bounds = block.bounds(520.0, 20.0);
        draw_rectangle_lines(bounds.x, bounds.y, bounds.w, bounds.h, 2.0, RED);
        block.draw(520.0, 20.0, DARKBLUE);
        draw_text("macroquad's own text", 20.0, 330.0, 32.0, BLACK);
        for (index, pixel) in pixels.chunks_exact_mut(3).enumerate() {
            pixel.copy_from_slice(&[(index % 16 * 16) as u8, (index / 16 * 16) as u8, 128]);
        }
        for (index, filter) in [FilterMode::Nearest, FilterMode::Linear]
            .into_iter()
            .enumerate()
        {
            let dest = Rect::new(20.0 + 130.0 * index as f32, 350.0, 110.0, 110.0);
            draw_pixels(Pixels::Rgb(&pixels), 16, 16, dest, filter);
        }
        let turned = Text::new("turned").size(26.0).path(0.0, 0.0);
        let place = Affine2::from_angle_translation(-0.4, vec2(350.0, 440.0));
        draw_path(&turned.transformed(place), BLACK);
        next_frame().await
    }
}
