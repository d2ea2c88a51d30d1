//! A star with smooth edges, drawn into a target with four samples for each pixel, shown in three sizes.
use macroquad::prelude::*;

fn star(turn: f32) {
    let color = Color::from_rgba(255, 205, 80, 255);
    for i in 0..5 {
        let tip = turn + i as f32 * std::f32::consts::TAU / 5.0;
        let side = std::f32::consts::TAU / 10.0;
        let (a, b) = (
            Vec2::from_angle(tip - side) * 36.0,
            Vec2::from_angle(tip + side) * 36.0,
        );
        draw_triangle(Vec2::from_angle(tip) * 90.0, a, b, color);
        draw_triangle(Vec2::ZERO, a, b, color);
    }
    draw_poly(0.0, 0.0, 5, 20.0, turn.to_degrees(), MAROON);
}

fn window_conf() -> Conf {
    Conf {
        window_title: "Emblem".to_owned(),
        window_width: 480,
        window_height: 320,
        ..Default::default()
    }
}

#[macroquad::main(window_conf)]
async fn main() {
    let target = render_target_msaa(200, 200);
    let mut camera = Camera2D::from_display_rect(Rect::new(-100.0, -100.0, 200.0, 200.0));
    camera.render_target = Some(target.clone());

    loop {
        let t = get_time().min(0.8) as f32;
        set_camera(&camera);
        clear_background(Color::from_rgba(60, 30, 80, 255));
        star(t * 2.0);

        set_default_camera();
        clear_background(Color::from_rgba(24, 18, 36, 255));
        for (x, y, size) in [
            (20.0, 60.0, 200.0),
            (250.0, 100.0, 120.0),
            (390.0, 125.0, 70.0),
        ] {
            let params = DrawTextureParams {
                dest_size: Some(vec2(size, size)),
                flip_y: true,
                ..Default::default()
            };
            draw_texture_ex(&target.texture, x, y, WHITE, params);
        }
        next_frame().await
    }
}
