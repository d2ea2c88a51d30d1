//! A camera swings over a village, turning and zooming; a dot on the screen finds a house in the world.
use macroquad::prelude::*;

fn house(x: f32, y: f32, color: Color) {
    draw_rectangle(x - 30.0, y - 40.0, 60.0, 40.0, color);
    draw_triangle(
        vec2(x - 38.0, y - 40.0),
        vec2(x + 38.0, y - 40.0),
        vec2(x, y - 72.0),
        MAROON,
    );
    draw_rectangle(x - 8.0, y - 24.0, 16.0, 24.0, DARKBROWN);
}

fn tree(x: f32, y: f32) {
    draw_rectangle(x - 5.0, y - 20.0, 10.0, 20.0, BROWN);
    draw_circle(x, y - 34.0, 20.0, DARKGREEN);
}

#[macroquad::main("Camera")]
async fn main() {
    let mut wheel = 0.0;
    loop {
        let t = get_time().min(0.8) as f32 / 0.8;
        let ease = t * t * (3.0 - 2.0 * t);
        wheel = (wheel + mouse_wheel().1).clamp(-5.0, 5.0);
        let zoom = (1.0 / 480.0 + ease / 900.0) * (1.0 + wheel / 10.0);
        let camera = Camera2D {
            target: vec2(-160.0 + 240.0 * ease, -20.0),
            zoom: vec2(zoom, zoom * screen_width() / screen_height()),
            rotation: 14.0 * ease,
            offset: vec2(0.1, -0.15 * ease),
            ..Default::default()
        };

        clear_background(SKYBLUE);
        set_camera(&camera);
        draw_rectangle(
            -1000.0,
            0.0,
            2000.0,
            900.0,
            Color::from_rgba(104, 170, 80, 255),
        );
        draw_rectangle(
            -1000.0,
            40.0,
            2000.0,
            50.0,
            Color::from_rgba(150, 140, 120, 255),
        );
        for i in -4..5 {
            let x = i as f32 * 130.0;
            house(x, 0.0, if i % 2 == 0 { BEIGE } else { GOLD });
            tree(x + 65.0, 10.0);
            tree(x + 40.0, 160.0);
        }
        let (font_size, font_scale, font_scale_aspect) = camera_font_scale(36.0);
        let params = TextParams {
            font_size,
            font_scale,
            font_scale_aspect,
            color: DARKBLUE,
            ..Default::default()
        };
        draw_text_ex("Main Street", -70.0, 78.0, params);

        set_default_camera();
        let chimney = camera.world_to_screen(vec2(0.0, -72.0));
        draw_circle(chimney.x, chimney.y, 8.0, RED);
        let corner = camera.screen_to_world(vec2(screen_width(), screen_height()));
        draw_rectangle(0.0, 0.0, 330.0, 36.0, Color::new(0.0, 0.0, 0.0, 0.5));
        draw_text(
            &format!("corner at {:.0}, {:.0}", corner.x, corner.y),
            12.0,
            26.0,
            28.0,
            WHITE,
        );
        next_frame().await
    }
}
