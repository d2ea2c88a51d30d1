//! A picture holds a smaller copy of itself, read back from the screen.
use macroquad::prelude::*;

fn window_conf() -> Conf {
    Conf {
        window_title: "Mirror".to_owned(),
        window_width: 320,
        window_height: 240,
        ..Default::default()
    }
}

#[macroquad::main(window_conf)]
async fn main() {
    loop {
        let t = get_time().min(0.7) as f32;
        clear_background(Color::from_rgba(40, 70, 90, 255));
        draw_circle(60.0 + t * 100.0, 70.0, 36.0, ORANGE);
        draw_rectangle(30.0, 130.0 + t * 40.0, 90.0, 40.0, MAROON);
        draw_triangle(
            vec2(210.0, 110.0),
            vec2(300.0, 110.0),
            vec2(255.0, 40.0),
            LIME,
        );

        let picture = get_screen_data();
        let middle = picture.get_pixel(picture.width as u32 / 2, picture.height as u32 / 2);
        draw_rectangle(0.0, 0.0, 24.0, 24.0, middle);
        let texture = Texture2D::from_image(&picture);
        draw_rectangle(146.0, 126.0, 168.0, 108.0, WHITE);
        draw_texture_ex(
            &texture,
            150.0,
            130.0,
            WHITE,
            DrawTextureParams {
                dest_size: Some(vec2(160.0, 100.0)),
                flip_y: true,
                ..Default::default()
            },
        );
        next_frame().await
    }
}
