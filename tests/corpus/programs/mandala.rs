//! Coloured triangles turn around each other by matrices, cut off by a window in the middle.
use macroquad::prelude::*;

fn petal(gl: &mut QuadGl, color: Color) {
    let edge = Color::new(color.r * 0.4, color.g * 0.4, color.b * 0.6, 1.0);
    let vertices = [
        Vertex::new(0.0, 0.0, 0.0, 0.0, 0.0, edge),
        Vertex::new(60.0, -28.0, 0.0, 1.0, 0.0, color),
        Vertex::new(150.0, 0.0, 0.0, 1.0, 1.0, WHITE),
        Vertex::new(60.0, 28.0, 0.0, 0.0, 1.0, color),
    ];
    gl.texture(None);
    gl.draw_mode(DrawMode::Triangles);
    gl.geometry(&vertices, &[0, 1, 2, 0, 2, 3]);
}

fn window_conf() -> Conf {
    Conf {
        window_title: "Mandala".to_owned(),
        window_width: 480,
        window_height: 480,
        ..Default::default()
    }
}

#[macroquad::main(window_conf)]
async fn main() {
    loop {
        let t = get_time().min(0.8) as f32;
        clear_background(Color::from_rgba(20, 16, 30, 255));
        draw_rectangle(36.0, 36.0, 408.0, 408.0, DARKPURPLE);

        let gl = unsafe { get_internal_gl().quad_gl };
        gl.scissor(Some((40, 40, 400, 400)));
        gl.push_model_matrix(Mat4::from_translation(vec3(240.0, 240.0, 0.0)));
        for ring in 0..3 {
            let scale = 1.6 - ring as f32 * 0.45;
            let spin = t * (1.0 - ring as f32 * 0.7);
            gl.push_model_matrix(
                Mat4::from_rotation_z(spin) * Mat4::from_scale(vec3(scale, scale, 1.0)),
            );
            for i in 0..10 {
                let turn = Mat4::from_rotation_z(i as f32 * std::f32::consts::TAU / 10.0);
                gl.push_model_matrix(turn);
                petal(gl, [ORANGE, MAGENTA, SKYBLUE][ring]);
                gl.pop_model_matrix();
            }
            gl.pop_model_matrix();
        }
        draw_circle(0.0, 0.0, 22.0, GOLD);
        let gl = unsafe { get_internal_gl().quad_gl };
        gl.pop_model_matrix();
        gl.scissor(None);
        draw_text("mandala", 190.0, 26.0, 28.0, GOLD);
        next_frame().await
    }
}
