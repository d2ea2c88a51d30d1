//! A small ship turns among drifting rocks and fires a row of shots.
use macroquad::prelude::*;

struct Rock {
    at: Vec2,
    drift: Vec2,
    size: f32,
    sides: u8,
    spin: f32,
}

fn rocks() -> Vec<Rock> {
    rand::srand(2024);
    (0..12)
        .map(|_| Rock {
            at: vec2(rand::gen_range(0.0, 640.0), rand::gen_range(0.0, 480.0)),
            drift: vec2(rand::gen_range(-60.0, 60.0), rand::gen_range(-60.0, 60.0)),
            size: rand::gen_range(14.0, 40.0),
            sides: rand::gen_range(5, 9),
            spin: rand::gen_range(-120.0, 120.0),
        })
        .collect()
}

fn wrap(v: Vec2) -> Vec2 {
    vec2(v.x.rem_euclid(640.0), v.y.rem_euclid(480.0))
}

fn window_conf() -> Conf {
    Conf {
        window_title: "Asteroids".to_owned(),
        window_width: 640,
        window_height: 480,
        ..Default::default()
    }
}

#[macroquad::main(window_conf)]
async fn main() {
    let rocks = rocks();
    let center = vec2(320.0, 240.0);
    let mut turn = 0.0;

    loop {
        let t = get_time().min(0.8) as f32;
        if is_key_down(KeyCode::Left) {
            turn -= 3.0 * get_frame_time();
        }
        if is_key_down(KeyCode::Right) {
            turn += 3.0 * get_frame_time();
        }
        let angle = turn + t * 2.0 - 0.6;
        let nose = Vec2::from_angle(angle);
        let wing = nose.perp();

        clear_background(BLACK);
        for rock in &rocks {
            let at = wrap(rock.at + rock.drift * t);
            if at.distance(center) < 90.0 {
                continue;
            }
            let rotation = rock.spin * t;
            draw_poly(
                at.x,
                at.y,
                rock.sides,
                rock.size,
                rotation,
                Color::from_rgba(70, 64, 60, 255),
            );
            draw_poly_lines(at.x, at.y, rock.sides, rock.size, rotation, 3.0, BEIGE);
        }
        for i in 0..5 {
            let shot = center + nose * (t * 240.0 - i as f32 * 24.0).max(0.0);
            draw_circle(shot.x, shot.y, 4.0, if i == 0 { WHITE } else { YELLOW });
        }
        let flame = 26.0 + 8.0 * (t * 40.0).sin();
        draw_triangle(
            center - nose * flame,
            center - nose * 9.0 + wing * 7.0,
            center - nose * 9.0 - wing * 7.0,
            ORANGE,
        );
        let tail = center - nose * 14.0;
        draw_triangle(
            center + nose * 24.0,
            tail + wing * 14.0,
            tail - wing * 14.0,
            SKYBLUE,
        );
        draw_triangle_lines(
            center + nose * 24.0,
            tail + wing * 14.0,
            tail - wing * 14.0,
            2.0,
            WHITE,
        );
        draw_text(
            format!("rocks {}", rocks.len()),
            12.0,
            26.0,
            24.0,
            LIGHTGRAY,
        );
        next_frame().await
    }
}
