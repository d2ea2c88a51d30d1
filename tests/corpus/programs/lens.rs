//! A magnifying glass slides over a board and shows what is under it larger.
use macroquad::prelude::*;

const VERTEX: &str = "#version 100
attribute vec3 position;
attribute vec2 texcoord;
varying highp vec2 uv;
varying highp vec2 screen;
uniform mat4 Model;
uniform mat4 Projection;
void main() {
    vec4 at = Projection * Model * vec4(position, 1);
    gl_Position = at;
    screen = at.xy / 2.0 + 0.5;
    uv = texcoord;
}";

const FRAGMENT: &str = "#version 100
precision highp float;
varying vec2 uv;
varying vec2 screen;
uniform vec2 Radius;
uniform sampler2D _ScreenTexture;
void main() {
    vec2 p = uv * 2.0 - 1.0;
    float r = length(p);
    vec2 pull = p * Radius * (0.5 - 0.35 * r * r);
    vec3 below = texture2D(_ScreenTexture, screen - vec2(pull.x, -pull.y)).rgb;
    float rim = smoothstep(0.92, 0.96, r);
    float alpha = 1.0 - smoothstep(0.985, 1.0, r);
    gl_FragColor = vec4(mix(below + 0.06, vec3(0.25, 0.2, 0.18), rim), alpha);
}";

fn board() {
    let colors = [RED, ORANGE, GOLD, LIME, SKYBLUE, VIOLET];
    clear_background(BEIGE);
    for y in 0..6 {
        for x in 0..8 {
            let color = colors[(x * 5 + y * 7) % colors.len()];
            let (px, py) = (x as f32 * 100.0 + 50.0, y as f32 * 100.0 + 50.0);
            match (x + y) % 3 {
                0 => draw_circle(px, py, 34.0, color),
                1 => draw_rectangle(px - 30.0, py - 30.0, 60.0, 60.0, color),
                _ => draw_poly(px, py, 6, 36.0, 30.0, color),
            }
        }
    }
}

#[macroquad::main("Lens")]
async fn main() {
    let params = MaterialParams {
        uniforms: vec![UniformDesc::new("Radius", UniformType::Float2)],
        pipeline_params: PipelineParams {
            color_blend: Some(miniquad::BlendState::new(
                miniquad::Equation::Add,
                miniquad::BlendFactor::Value(miniquad::BlendValue::SourceAlpha),
                miniquad::BlendFactor::OneMinusValue(miniquad::BlendValue::SourceAlpha),
            )),
            ..Default::default()
        },
        ..Default::default()
    };
    let source = ShaderSource::Glsl {
        vertex: VERTEX,
        fragment: FRAGMENT,
    };
    let glass = load_material(source, params).unwrap();
    let radius = 140.0;

    loop {
        board();
        let t = get_time().min(0.8) as f32 / 0.8;
        let at = vec2(180.0, 200.0).lerp(vec2(500.0, 330.0), t * t * (3.0 - 2.0 * t));
        glass.set_uniform(
            "Radius",
            (radius / screen_width(), radius / screen_height()),
        );
        gl_use_material(&glass);
        draw_rectangle(
            at.x - radius,
            at.y - radius,
            2.0 * radius,
            2.0 * radius,
            WHITE,
        );
        gl_use_default_material();
        next_frame().await
    }
}
