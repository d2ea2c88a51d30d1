//! Cubes, balls and a floor in space, seen by a camera that circles them, with words on top.
use macroquad::prelude::*;

#[macroquad::main("Cubes")]
async fn main() {
    let wood = load_texture("assets/crate.png").await.unwrap();

    loop {
        let t = get_time().min(0.8) as f32;
        let angle = 0.4 + t * 0.9;
        clear_background(Color::from_rgba(180, 200, 215, 255));

        set_camera(&Camera3D {
            position: vec3(angle.cos() * 11.0, 6.0, angle.sin() * 11.0),
            up: vec3(0.0, 1.0, 0.0),
            target: vec3(0.0, 1.0, 0.0),
            ..Default::default()
        });
        draw_plane(
            vec3(0.0, -0.01, 0.0),
            vec2(6.0, 6.0),
            None,
            Color::from_rgba(120, 140, 120, 255),
        );
        draw_grid(12, 1.0, DARKGRAY, GRAY);
        draw_cube(vec3(0.0, 1.0, 0.0), vec3(2.0, 2.0, 2.0), Some(&wood), WHITE);
        draw_cube_wires(vec3(0.0, 1.0, 0.0), vec3(2.02, 2.02, 2.02), BLACK);
        for i in 0..6 {
            let turn = i as f32 * 1.047 + t;
            let at = vec3(turn.cos() * 4.0, 0.7, turn.sin() * 4.0);
            let color = [RED, ORANGE, YELLOW, GREEN, BLUE, VIOLET][i];
            if i % 2 == 0 {
                draw_sphere(at, 0.7, None, color);
            } else {
                draw_cube(at, vec3(1.0, 1.4, 1.0), None, color);
            }
            draw_line_3d(at, vec3(0.0, 3.5, 0.0), DARKGRAY);
        }
        draw_sphere(vec3(0.0, 3.5, 0.0), 0.4, None, WHITE);

        set_default_camera();
        draw_rectangle(0.0, 0.0, 280.0, 44.0, Color::new(0.0, 0.0, 0.0, 0.6));
        draw_text(
            &format!("turned by {:.0}", angle.to_degrees()),
            14.0,
            31.0,
            32.0,
            WHITE,
        );
        draw_circle(760.0, 40.0, 20.0, RED);
        next_frame().await
    }
}
