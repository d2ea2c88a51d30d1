//! Flowers grow in a garden whose camera was set once, before the first frame.
use macroquad::prelude::*;

struct Flower {
    at: Vec2,
    height: f32,
    color: Color,
    petals: u8,
}

fn flowers() -> Vec<Flower> {
    rand::srand(7);
    let colors = [RED, PINK, GOLD, VIOLET, WHITE, ORANGE];
    let mut flowers: Vec<Flower> = (0..24)
        .map(|i| Flower {
            at: vec2(-9.4 + i as f32 * 0.8, rand::gen_range(-5.5, -2.0)),
            height: rand::gen_range(2.0, 6.0),
            color: colors[rand::gen_range(0, colors.len())],
            petals: rand::gen_range(5, 9),
        })
        .collect();
    flowers.sort_by(|a, b| b.at.y.total_cmp(&a.at.y));
    flowers
}

#[macroquad::main("Garden")]
async fn main() {
    let flowers = flowers();
    // Twenty wide, fifteen high, zero in the middle, up is up.
    set_camera(&Camera2D {
        zoom: vec2(0.1, -1.0 / 7.5),
        ..Default::default()
    });

    loop {
        let t = get_time().min(0.8) as f32 / 0.8;
        clear_background(SKYBLUE);
        draw_rectangle(-10.0, -7.5, 20.0, 6.0, Color::from_rgba(100, 160, 80, 255));
        draw_circle(6.5, 5.0, 1.2, YELLOW);
        for (i, flower) in flowers.iter().enumerate() {
            let late = (t * 1.5 - i as f32 * 0.02).clamp(0.0, 1.0);
            let top = flower.at + vec2(0.0, flower.height * late);
            draw_line(flower.at.x, flower.at.y, top.x, top.y, 0.12, DARKGREEN);
            draw_ellipse(
                flower.at.x + 0.3,
                flower.at.y + 0.4,
                0.4 * late,
                0.15,
                30.0,
                DARKGREEN,
            );
            for petal in 0..flower.petals {
                let turn = petal as f32 * std::f32::consts::TAU / flower.petals as f32;
                let at = top + Vec2::from_angle(turn) * 0.34 * late;
                draw_circle(at.x, at.y, 0.22 * late, flower.color);
            }
            draw_circle(top.x, top.y, 0.24 * late, BROWN);
        }
        next_frame().await
    }
}
