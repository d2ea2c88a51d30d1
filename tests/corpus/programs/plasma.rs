//! A plasma of the time that macroquad hands to every shader, on spinning tiles.
use macroquad::prelude::*;

#[macroquad::main("Plasma")]
async fn main() {
    let plasma = load_material(
        ShaderSource::Glsl {
            vertex: VERTEX,
            fragment: FRAGMENT,
        },
        Default::default(),
    )
    .unwrap();

    loop {
        clear_background(DARKGRAY);
        gl_use_material(&plasma);
        let t = get_time().min(0.8) as f32;
        for y in 0..3 {
            for x in 0..4 {
                draw_rectangle_ex(
                    100.0 + x as f32 * 200.0,
                    100.0 + y as f32 * 200.0,
                    170.0,
                    170.0,
                    DrawRectangleParams {
                        offset: vec2(0.5, 0.5),
                        rotation: (t / 0.8) * (x + y) as f32 * 0.1,
                        color: WHITE,
                    },
                );
            }
        }
        gl_use_default_material();
        next_frame().await
    }
}

const VERTEX: &str = "#version 100
attribute vec3 position;
attribute vec4 color0;
varying highp vec2 place;
uniform mat4 Model;
uniform mat4 Projection;
void main() {
    gl_Position = Projection * Model * vec4(position, 1);
    place = position.xy;
}";

const FRAGMENT: &str = "#version 100
precision highp float;
varying vec2 place;
uniform vec4 _Time;
void main() {
    float t = min(_Time.x, 0.8) * 4.0;
    vec2 p = place / 90.0;
    float v = sin(p.x + t) + sin(p.y * 1.3 - t) + sin((p.x + p.y) * 0.7 + t) + sin(length(p - 4.0) * 1.5);
    vec3 color = 0.5 + 0.5 * cos(vec3(0.0, 2.1, 4.2) + v * 1.6);
    gl_FragColor = vec4(color, 1.0);
}";
