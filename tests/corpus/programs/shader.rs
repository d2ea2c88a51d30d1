//! Soft blobs of colour melt together in a shader that gets their places as uniforms.
use macroquad::prelude::*;

const BLOBS: usize = 5;

fn window_conf() -> Conf {
    Conf {
        window_title: "Blobs".to_owned(),
        window_width: 512,
        window_height: 384,
        ..Default::default()
    }
}

fn blobs_material() -> Material {
    let vertex = "#version 100
    attribute vec3 position;
    attribute vec2 texcoord;
    varying highp vec2 uv;
    uniform mat4 Model;
    uniform mat4 Projection;
    void main() {
        gl_Position = Projection * Model * vec4(position, 1);
        uv = texcoord;
    }";
    let fragment = "#version 100
    precision highp float;
    varying vec2 uv;
    uniform vec2 Size;
    uniform vec4 Tint;
    uniform vec2 Blobs[5];
    void main() {
        vec2 p = uv * Size;
        float field = 0.0;
        for (int i = 0; i < 5; i++) {
            vec2 d = p - Blobs[i];
            field += 2500.0 / (dot(d, d) + 1.0);
        }
        float inside = smoothstep(0.9, 1.1, field);
        vec3 back = vec3(0.06, 0.08, 0.16) + 0.1 * field;
        gl_FragColor = vec4(mix(back, Tint.rgb * min(1.0, 0.4 + field * 0.3), inside), 1.0);
    }";
    let uniforms = vec![
        UniformDesc::new("Size", UniformType::Float2),
        UniformDesc::new("Tint", UniformType::Float4),
        UniformDesc::new("Blobs", UniformType::Float2).array(BLOBS),
    ];
    let params = MaterialParams {
        uniforms,
        ..Default::default()
    };
    load_material(ShaderSource::Glsl { vertex, fragment }, params).expect("the shader compiles")
}

#[macroquad::main(window_conf)]
async fn main() {
    let material = blobs_material();
    loop {
        let t = get_time().min(0.8) as f32;
        let size = vec2(screen_width(), screen_height());
        let blobs: Vec<Vec2> = (0..BLOBS)
            .map(|i| {
                let i = i as f32;
                size / 2.0
                    + vec2(
                        (t * 2.0 + i * 1.3).cos() * 150.0,
                        (t * 3.0 + i * 2.1).sin() * 90.0,
                    )
            })
            .collect();

        material.set_uniform("Size", size);
        material.set_uniform("Tint", Color::from_rgba(255, 150, 60, 255));
        material.set_uniform_array("Blobs", &blobs[..]);
        gl_use_material(&material);
        draw_rectangle(0.0, 0.0, size.x, size.y, WHITE);
        gl_use_default_material();
        draw_text("lava lamp", 16.0, 30.0, 30.0, WHITE);
        next_frame().await
    }
}
