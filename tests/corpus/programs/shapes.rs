//! Every flat shape that macroquad can draw, in a tidy table, growing into place.
use macroquad::color::hsl_to_rgb;
use macroquad::prelude::*;

fn cell(i: usize) -> Vec2 {
    vec2(
        100.0 + (i % 4) as f32 * 200.0,
        110.0 + (i / 4) as f32 * 190.0,
    )
}

#[macroquad::main("Shapes")]
async fn main() {
    loop {
        let t = (get_time().min(0.8) / 0.8) as f32;
        let s = 20.0 + 35.0 * (t * std::f32::consts::FRAC_PI_2).sin();
        clear_background(Color::from_rgba(244, 240, 228, 255));
        for i in 0..12 {
            let at = cell(i);
            draw_rectangle(at.x - 85.0, at.y - 85.0, 170.0, 170.0, WHITE);
        }

        let at = cell(0);
        draw_circle(at.x, at.y, s, RED);
        draw_circle_lines(at.x, at.y, s + 12.0, 5.0, MAROON);
        let at = cell(1);
        draw_ellipse(at.x, at.y, s + 10.0, s * 0.6, 30.0 * t, ORANGE);
        draw_ellipse_lines(at.x, at.y, s + 20.0, s * 0.6 + 10.0, 30.0 * t, 4.0, BROWN);
        let at = cell(2);
        draw_rectangle(at.x - s, at.y - s, s * 2.0, s * 2.0, GOLD);
        draw_rectangle_lines(
            at.x - s - 8.0,
            at.y - s - 8.0,
            s * 2.0 + 16.0,
            s * 2.0 + 16.0,
            8.0,
            DARKBROWN,
        );
        let at = cell(3);
        draw_rectangle_ex(
            at.x,
            at.y,
            s * 2.0,
            s,
            DrawRectangleParams {
                offset: vec2(0.5, 0.5),
                rotation: t * 0.6,
                color: LIME,
            },
        );
        let at = cell(4);
        draw_triangle(at + vec2(0.0, -s), at + vec2(-s, s), at + vec2(s, s), GREEN);
        let up = vec2(0.0, -s - 14.0);
        draw_triangle_lines(
            at + up,
            at + vec2(-s - 14.0, s + 8.0),
            at + vec2(s + 14.0, s + 8.0),
            5.0,
            DARKGREEN,
        );
        let at = cell(5);
        draw_hexagon(at.x, at.y, s, 6.0, true, DARKBLUE, SKYBLUE);
        let at = cell(6);
        draw_poly(at.x, at.y, 5, s, t * 36.0, BLUE);
        draw_poly_lines(at.x, at.y, 5, s + 10.0, t * 36.0, 5.0, DARKBLUE);
        let at = cell(7);
        draw_arc(at.x, at.y, 40, s, -90.0, 14.0, 300.0 * t, VIOLET);
        draw_arc(at.x, at.y, 40, s - 25.0, 45.0, 10.0, 180.0, PURPLE);
        let at = cell(8);
        for i in 0..5 {
            let y = at.y - s + i as f32 * s / 2.0;
            draw_line(
                at.x - s,
                y,
                at.x + s,
                y + 20.0 * t,
                2.0 + i as f32 * 2.0,
                DARKGRAY,
            );
        }
        let at = cell(9);
        for i in 0..5 {
            let radius = s - i as f32 * s / 5.0;
            draw_circle(at.x, at.y, radius, if i % 2 == 0 { PINK } else { WHITE });
        }
        let at = cell(10);
        for i in 0..6 {
            draw_poly(
                at.x,
                at.y,
                6 - i as u8 % 4,
                s - i as f32 * 8.0,
                i as f32 * 15.0,
                Color::new(0.1, 0.15 * i as f32, 0.5, 0.8),
            );
        }
        let at = cell(11);
        for i in 0..4 {
            let color = hsl_to_rgb(i as f32 / 4.0, 0.7, 0.55);
            let corner = at + vec2((i % 2) as f32 * s - s, (i / 2) as f32 * s - s);
            draw_rectangle(corner.x, corner.y, s - 4.0, s - 4.0, color);
        }
        next_frame().await
    }
}
