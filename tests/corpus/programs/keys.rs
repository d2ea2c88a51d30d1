//! A keyboard and a mouse wait to be touched: keys light up while they are held.
use macroquad::prelude::*;

const ROWS: [&[(KeyCode, &str)]; 3] = [
    &[
        (KeyCode::Q, "Q"),
        (KeyCode::W, "W"),
        (KeyCode::E, "E"),
        (KeyCode::R, "R"),
        (KeyCode::T, "T"),
        (KeyCode::Y, "Y"),
    ],
    &[
        (KeyCode::A, "A"),
        (KeyCode::S, "S"),
        (KeyCode::D, "D"),
        (KeyCode::F, "F"),
        (KeyCode::G, "G"),
        (KeyCode::H, "H"),
    ],
    &[
        (KeyCode::Z, "Z"),
        (KeyCode::X, "X"),
        (KeyCode::C, "C"),
        (KeyCode::V, "V"),
        (KeyCode::B, "B"),
        (KeyCode::N, "N"),
    ],
];

fn window_conf() -> Conf {
    Conf {
        window_title: "Keys".to_owned(),
        window_width: 640,
        window_height: 360,
        ..Default::default()
    }
}

#[macroquad::main(window_conf)]
async fn main() {
    prevent_quit();
    show_mouse(true);
    set_cursor_grab(false);
    simulate_mouse_with_touch(true);
    let mut typed = String::from("type here: ");
    let mut pressed = 0;
    let mut scrolled = 0.0;
    let mut trail: Vec<(Vec2, f32)> = vec![];
    let mut asked = false;

    loop {
        if is_quit_requested() {
            if asked {
                break;
            }
            asked = true;
        }
        while let Some(letter) = get_char_pressed() {
            if !letter.is_control() {
                typed.push(letter);
            }
        }
        pressed += get_keys_pressed().len();
        scrolled += mouse_wheel().1.signum() * mouse_wheel().1.abs().min(1.0);
        if mouse_delta_position().length() > 0.0 && is_mouse_button_down(MouseButton::Left) {
            trail.push((mouse_position().into(), 1.0));
        }
        for touch in touches() {
            trail.push((
                touch.position,
                if touch.phase == TouchPhase::Moved {
                    0.6
                } else {
                    1.0
                },
            ));
        }
        trail
            .iter_mut()
            .for_each(|(_, left)| *left -= get_frame_time() * 2.0);
        trail.retain(|(_, left)| *left > 0.0);

        clear_background(Color::from_rgba(206, 214, 220, 255));
        for (j, row) in ROWS.iter().enumerate() {
            for (i, (key, name)) in row.iter().enumerate() {
                let (x, y) = (
                    40.0 + i as f32 * 62.0 + j as f32 * 20.0,
                    40.0 + j as f32 * 62.0,
                );
                let color = if is_key_down(*key) { ORANGE } else { WHITE };
                draw_rectangle(x, y + 4.0, 54.0, 54.0, GRAY);
                draw_rectangle(x, y, 54.0, 54.0, color);
                draw_text(*name, x + 16.0, y + 36.0, 36.0, DARKGRAY);
            }
        }
        let left = is_mouse_button_down(MouseButton::Left);
        draw_rectangle(500.0, 60.0, 100.0, 150.0, WHITE);
        draw_rectangle(
            500.0,
            60.0,
            48.0,
            60.0,
            if left { ORANGE } else { LIGHTGRAY },
        );
        draw_rectangle(552.0, 60.0, 48.0, 60.0, LIGHTGRAY);
        draw_circle(550.0, 90.0 - scrolled, 9.0, DARKGRAY);
        draw_text(&typed, 40.0, 280.0, 32.0, BLACK);
        draw_text(
            format!("{pressed} keys pressed"),
            40.0,
            320.0,
            24.0,
            DARKGRAY,
        );
        for (at, left) in &trail {
            draw_circle(at.x, at.y, 10.0 * left, RED);
        }
        if asked {
            draw_text("really? close again", 300.0, 320.0, 24.0, RED);
        }
        next_frame().await
    }
}
