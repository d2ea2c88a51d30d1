//! A hilly mesh with a tower and a slanted stone on it, in a slowly turning view.
use macroquad::models::{draw_affine_parallelepiped, draw_cylinder, draw_mesh, Mesh, Vertex};
use macroquad::prelude::*;

const N: u16 = 24;

fn height(x: f32, z: f32) -> f32 {
    (x * 0.7).sin() * 0.8 + (z * 0.9 + 1.0).cos() * 0.7 + (x * z * 0.1).sin() * 0.4
}

fn hills() -> Mesh {
    let mut vertices = vec![];
    let mut indices = vec![];
    for j in 0..N {
        for i in 0..N {
            let (x, z) = (i as f32 / 2.0 - 5.75, j as f32 / 2.0 - 5.75);
            let y = height(x, z);
            let shade = 0.55 + 0.45 * (height(x + 0.4, z) - y + 0.4).clamp(0.0, 1.0);
            let green = Color::new(0.35 * shade + y * 0.12, 0.75 * shade, 0.3 * shade, 1.0);
            vertices.push(Vertex::new(x, y, z, i as f32 / 6.0, j as f32 / 6.0, green));
            if i + 1 < N && j + 1 < N {
                let a = j * N + i;
                indices.extend([a, a + 1, a + N, a + 1, a + N + 1, a + N]);
            }
        }
    }
    Mesh {
        vertices,
        indices,
        texture: None,
    }
}

fn window_conf() -> Conf {
    Conf {
        window_title: "Terrain".to_owned(),
        window_width: 640,
        window_height: 400,
        ..Default::default()
    }
}

#[macroquad::main(window_conf)]
async fn main() {
    let mesh = hills();
    let stone = load_texture("assets/crate.png").await.unwrap();

    loop {
        let t = get_time().min(0.8) as f32;
        let angle = 0.9 - t * 0.6;
        clear_background(Color::from_rgba(130, 180, 220, 255));
        set_camera(&Camera3D {
            position: vec3(angle.cos() * 13.0, 7.0, angle.sin() * 13.0),
            up: Vec3::Y,
            target: Vec3::ZERO,
            fovy: 0.7,
            ..Default::default()
        });
        draw_mesh(&mesh);
        draw_plane(
            vec3(0.0, -0.9, 0.0),
            vec2(5.75, 5.75),
            None,
            Color::new(0.1, 0.3, 0.7, 1.0),
        );
        let foot = vec3(2.0, height(2.0, -1.0) - 0.4, -1.0);
        draw_cylinder(foot, 0.6, 0.8, 2.4, None, LIGHTGRAY);
        draw_cylinder(foot + vec3(0.0, 2.4, 0.0), 0.0, 0.9, 1.0, None, MAROON);
        let corner = vec3(-2.5, height(-2.5, 1.5), 1.5);
        draw_affine_parallelepiped(
            corner,
            vec3(1.8, 0.0, 0.0),
            vec3(0.5, 1.4, 0.0),
            vec3(0.0, 0.0, 1.2),
            Some(&stone),
            WHITE,
        );
        set_default_camera();
        draw_text("the tower on the hill", 14.0, 384.0, 26.0, DARKBLUE);
        next_frame().await
    }
}
