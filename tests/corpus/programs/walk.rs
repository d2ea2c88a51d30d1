//! A little man walks in from the left, hops, and stops under a lamp.
use macroquad::experimental::animation::{AnimatedSprite, Animation};
use macroquad::prelude::*;

fn window_conf() -> Conf {
    Conf {
        window_title: "Walk".to_owned(),
        window_width: 480,
        window_height: 270,
        ..Default::default()
    }
}

fn animation(name: &str, row: u32, frames: u32, fps: u32) -> Animation {
    Animation {
        name: name.to_string(),
        row,
        frames,
        fps,
    }
}

const WINDOW: fn() -> Conf = window_conf;

#[macroquad::main(WINDOW)]
async fn main() {
    let sheet = load_texture("assets/hero.png").await.unwrap();
    sheet.set_filter(FilterMode::Nearest);
    let mut sprite = AnimatedSprite::new(
        24,
        24,
        &[animation("walk", 0, 6, 20), animation("hop", 1, 4, 16)],
        true,
    );
    let mut x: f32 = -40.0;

    loop {
        if x < 260.0 {
            x = (x + 600.0 * get_frame_time()).min(260.0);
            if x == 260.0 {
                sprite.set_animation(1);
                sprite.set_frame(0);
            }
        }
        sprite.update();
        if sprite.current_animation() == 1 && sprite.is_last_frame() {
            sprite.playing = false;
        }

        clear_background(Color::from_rgba(24, 26, 48, 255));
        draw_rectangle(0.0, 220.0, 480.0, 50.0, Color::from_rgba(46, 44, 62, 255));
        let light = Color::new(1.0, 0.9, 0.5, 0.25);
        draw_triangle(
            vec2(310.0, 70.0),
            vec2(230.0, 220.0),
            vec2(390.0, 220.0),
            light,
        );
        draw_rectangle(306.0, 60.0, 8.0, 160.0, DARKGRAY);
        draw_circle(310.0, 62.0, 14.0, YELLOW);
        let frame = sprite.frame();
        draw_texture_ex(
            &sheet,
            x,
            220.0 - 92.0,
            WHITE,
            DrawTextureParams {
                source: Some(frame.source_rect),
                dest_size: Some(frame.dest_size * 4.0),
                ..Default::default()
            },
        );
        next_frame().await
    }
}
