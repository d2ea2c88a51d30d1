//! A cube tumbles on the screen of a flat television: space, drawn with depth into a target.
use macroquad::prelude::*;

fn broadcast(camera: &Camera3D, t: f32) {
    set_camera(camera);
    clear_background(Color::from_rgba(20, 24, 46, 255));
    draw_cube(vec3(0.0, 0.0, 0.0), vec3(2.4, 2.4, 2.4), None, ORANGE);
    draw_cube(vec3(0.9, 0.4, 1.0), vec3(1.2, 1.2, 1.2), None, SKYBLUE);
    draw_sphere(vec3(-1.2, 1.0, 1.2), 0.8, None, PINK);
    draw_cube(
        vec3(0.0, -1.6, 0.0),
        vec3(5.0 + t, 0.2, 5.0 + t),
        None,
        GRAY,
    );
}

#[macroquad::main("Television")]
async fn main() {
    let params = RenderTargetParams {
        depth: true,
        ..Default::default()
    };
    let target = render_target_ex(400, 300, params);
    target.texture.set_filter(FilterMode::Linear);

    loop {
        let t = get_time().min(0.8) as f32;
        let angle = 1.2 + t;
        let camera = Camera3D {
            position: vec3(angle.cos() * 7.0, 3.0, angle.sin() * 7.0),
            up: vec3(0.0, 1.0, 0.0),
            target: vec3(0.0, 0.0, 0.0),
            render_target: Some(target.clone()),
            ..Default::default()
        };
        broadcast(&camera, t);

        set_default_camera();
        clear_background(Color::from_rgba(196, 170, 140, 255));
        draw_rectangle(0.0, 500.0, 800.0, 100.0, BROWN);
        draw_line(340.0, 110.0, 270.0, 30.0, 5.0, BLACK);
        draw_line(380.0, 110.0, 430.0, 20.0, 5.0, BLACK);
        draw_rectangle(120.0, 105.0, 560.0, 390.0, DARKBROWN);
        draw_rectangle(150.0, 135.0, 420.0, 330.0, BLACK);
        draw_texture_ex(
            &target.texture,
            160.0,
            150.0,
            WHITE,
            DrawTextureParams {
                flip_y: true,
                ..Default::default()
            },
        );
        for i in 0..3 {
            draw_circle(625.0, 190.0 + i as f32 * 70.0, 22.0, BEIGE);
            draw_rectangle(622.0, 172.0 + i as f32 * 70.0, 6.0, 18.0, DARKGRAY);
        }
        next_frame().await
    }
}
