//! A game of 160 by 120 points, drawn into its own picture and shown as large as the window allows.
use macroquad::prelude::*;

const W: f32 = 160.0;
const H: f32 = 120.0;

fn game(t: f32) {
    clear_background(Color::from_rgba(44, 30, 70, 255));
    for (i, color) in [(0, PURPLE), (1, VIOLET), (2, PINK)] {
        let y = 66.0 + i as f32 * 10.0;
        draw_rectangle(0.0, y, W, 10.0, color);
    }
    draw_circle(80.0, 66.0, 26.0, ORANGE);
    draw_circle(80.0, 66.0, 20.0, GOLD);
    draw_rectangle(0.0, 92.0, W, 28.0, DARKBLUE);
    for i in 0..9 {
        let x = (i as f32 * 20.0 + t * 40.0) % 180.0 - 20.0;
        draw_rectangle(x, 98.0 + (i % 3) as f32 * 7.0, 12.0, 2.0, SKYBLUE);
    }
    let x = -20.0 + t * 110.0;
    draw_rectangle(x, 88.0, 30.0, 7.0, DARKBROWN);
    draw_triangle(
        vec2(x + 15.0, 64.0),
        vec2(x + 15.0, 86.0),
        vec2(x + 28.0, 86.0),
        WHITE,
    );
    draw_text("sunset", 4.0, 14.0, 16.0, WHITE);
}

#[macroquad::main("Letterbox")]
async fn main() {
    let target = render_target(W as u32, H as u32);
    target.texture.set_filter(FilterMode::Nearest);
    let mut camera = Camera2D::from_display_rect(Rect::new(0.0, 0.0, W, H));
    camera.render_target = Some(target.clone());

    loop {
        let t = get_time().min(0.8) as f32;
        set_camera(&camera);
        game(t);

        set_default_camera();
        clear_background(BLACK);
        let scale = (screen_width() / W)
            .min(screen_height() / (H + 24.0))
            .floor();
        let (w, h) = (W * scale, H * scale);
        draw_texture_ex(
            &target.texture,
            (screen_width() - w) / 2.0,
            (screen_height() - h) / 2.0,
            WHITE,
            DrawTextureParams {
                dest_size: Some(vec2(w, h)),
                flip_y: true,
                ..Default::default()
            },
        );
        next_frame().await
    }
}
