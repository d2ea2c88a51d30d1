//! A wooden crate burns away along the clouds of a second texture.
use macroquad::prelude::*;

const VERTEX: &str = "#version 100
attribute vec3 position;
attribute vec2 texcoord;
attribute vec4 color0;
varying lowp vec2 uv;
varying lowp vec4 color;
uniform mat4 Model;
uniform mat4 Projection;
void main() {
    gl_Position = Projection * Model * vec4(position, 1);
    color = color0 / 255.0;
    uv = texcoord;
}";

const FRAGMENT: &str = "#version 100
precision mediump float;
varying vec2 uv;
varying vec4 color;
uniform sampler2D Texture;
uniform sampler2D Noise;
uniform float Burnt;
void main() {
    vec4 wood = texture2D(Texture, uv) * color;
    float left = texture2D(Noise, uv).r - Burnt;
    vec3 glow = vec3(1.0, 0.6, 0.1) * (1.0 - smoothstep(0.0, 0.12, left));
    gl_FragColor = vec4(wood.rgb + glow, 1.0) * smoothstep(0.0, 0.02, left);
}";

#[macroquad::main("Dissolve")]
async fn main() {
    let wood = load_texture("assets/crate.png").await.unwrap();
    wood.set_filter(FilterMode::Nearest);
    let noise = load_texture("assets/noise.png").await.unwrap();
    let material = load_material(
        ShaderSource::Glsl {
            vertex: VERTEX,
            fragment: FRAGMENT,
        },
        MaterialParams {
            uniforms: vec![UniformDesc::new("Burnt", UniformType::Float1)],
            textures: vec!["Noise".to_string()],
            pipeline_params: PipelineParams {
                color_blend: Some(miniquad::BlendState::new(
                    miniquad::Equation::Add,
                    miniquad::BlendFactor::One,
                    miniquad::BlendFactor::OneMinusValue(miniquad::BlendValue::SourceAlpha),
                )),
                ..Default::default()
            },
        },
    )
    .unwrap();
    material.set_texture("Noise", noise.clone());

    loop {
        let t = get_time().min(0.8) as f32 / 0.8;
        clear_background(Color::from_rgba(38, 42, 54, 255));
        draw_rectangle(0.0, 470.0, 800.0, 130.0, Color::from_rgba(60, 64, 74, 255));
        for i in 0..3 {
            let late = 0.2 * i as f32;
            material.set_uniform("Burnt", (t * 0.75 - late).max(0.0));
            gl_use_material(&material);
            let params = DrawTextureParams {
                dest_size: Some(vec2(220.0, 220.0)),
                ..Default::default()
            };
            draw_texture_ex(&wood, 40.0 + i as f32 * 250.0, 260.0, WHITE, params);
            gl_use_default_material();
        }
        draw_texture_ex(&noise, 20.0, 20.0, WHITE, Default::default());
        draw_text(
            format!("burnt {:.0} %", t * 100.0),
            170.0,
            50.0,
            32.0,
            ORANGE,
        );
        next_frame().await
    }
}
