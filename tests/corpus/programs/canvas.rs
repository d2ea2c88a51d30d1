//! A pen draws a closed curve on a canvas that is never cleared and that stays the place to draw to.
use macroquad::prelude::*;

fn window_conf() -> Conf {
    Conf {
        window_title: "Canvas".to_owned(),
        window_width: 480,
        window_height: 480,
        ..Default::default()
    }
}

fn pen(step: u32) -> Vec2 {
    let angle = step as f32 / 540.0 * std::f32::consts::TAU;
    vec2(
        200.0 + (3.0 * angle).sin() * 150.0,
        200.0 + (4.0 * angle).sin() * 150.0,
    )
}

#[macroquad::main(window_conf())]
async fn main() {
    let canvas = render_target(400, 400);
    let mut camera = Camera2D::from_display_rect(Rect::new(0.0, 0.0, 400.0, 400.0));
    camera.render_target = Some(canvas.clone());
    // Everything goes to the canvas from here on.
    set_camera(&camera);
    clear_background(Color::from_rgba(250, 244, 230, 255));
    draw_rectangle(20.0, 20.0, 360.0, 360.0, WHITE);

    let mut step = 0;
    loop {
        if step < 540 {
            for _ in 0..12 {
                let at = pen(step);
                let green = 0.5 + 0.5 * (step as f32 / 60.0).sin();
                draw_circle(
                    at.x,
                    at.y,
                    7.0,
                    Color::new(0.8, green, 0.2 + 0.001 * step as f32, 1.0),
                );
                step += 1;
            }
        }

        push_camera_state();
        set_default_camera();
        clear_background(DARKBROWN);
        draw_rectangle(32.0, 32.0, 416.0, 416.0, BEIGE);
        let params = DrawTextureParams {
            flip_y: true,
            ..Default::default()
        };
        draw_texture_ex(&canvas.texture, 40.0, 40.0, WHITE, params);
        pop_camera_state();
        next_frame().await
    }
}
