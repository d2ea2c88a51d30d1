//! Two cars drive through the same world, each in its own half of the window.
use macroquad::prelude::*;

fn world(cars: &[(Vec2, Color)]) {
    draw_rectangle(
        -2000.0,
        -2000.0,
        4000.0,
        4000.0,
        Color::from_rgba(94, 140, 84, 255),
    );
    draw_rectangle(-2000.0, -60.0, 4000.0, 120.0, DARKGRAY);
    for i in -20..20 {
        draw_rectangle(i as f32 * 90.0, -4.0, 44.0, 8.0, WHITE);
        let side = if i % 2 == 0 { -110.0 } else { 110.0 };
        draw_circle(i as f32 * 120.0, side, 30.0, DARKGREEN);
        draw_circle(i as f32 * 120.0 - 8.0, side - 8.0, 16.0, GREEN);
    }
    for (at, color) in cars {
        draw_rectangle(at.x - 34.0, at.y - 18.0, 68.0, 36.0, *color);
        draw_rectangle(
            at.x - 12.0,
            at.y - 14.0,
            30.0,
            28.0,
            Color::new(0.1, 0.1, 0.2, 1.0),
        );
        draw_rectangle(at.x + 28.0, at.y - 14.0, 6.0, 8.0, YELLOW);
        draw_rectangle(at.x + 28.0, at.y + 6.0, 6.0, 8.0, YELLOW);
    }
}

fn window_conf() -> Conf {
    Conf {
        window_title: "Split screen".to_owned(),
        window_width: 640,
        window_height: 480,
        ..Default::default()
    }
}

#[macroquad::main(window_conf)]
async fn main() {
    loop {
        let t = get_time().min(0.8) as f32;
        let cars = [
            (vec2(-200.0 + 400.0 * t, 30.0), RED),
            (vec2(250.0 * t * t, -30.0), BLUE),
        ];
        let (width, height) = (screen_width(), screen_height());
        let half = height / 2.0;

        clear_background(BLACK);
        for (i, (at, _)) in cars.iter().enumerate() {
            // Viewports count from the bottom.
            let bottom = if i == 0 { half as i32 + 2 } else { 0 };
            let rect = Rect::new(at.x - 240.0, at.y + 90.0, 480.0, -180.0);
            let mut camera = Camera2D::from_display_rect(rect);
            camera.viewport = Some((0, bottom, width as i32, half as i32 - 2));
            set_camera(&camera);
            world(&cars);
        }

        set_default_camera();
        draw_rectangle(0.0, half - 2.0, width, 4.0, BLACK);
        draw_text("player 1", 16.0, 28.0, 28.0, WHITE);
        draw_text("player 2", 16.0, half + 28.0, 28.0, WHITE);
        next_frame().await
    }
}
