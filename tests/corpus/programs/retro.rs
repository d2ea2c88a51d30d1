//! A scene is drawn into a target and shown through a shader, as on an old bulging screen with scan lines.
use macroquad::prelude::*;

const VERTEX: &str = r#"#version 100
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
}
"#;

const FRAGMENT: &str = r#"#version 100
precision highp float;
varying vec2 uv;
varying vec4 color;
uniform sampler2D Texture;
uniform float Bulge;
void main() {
    vec2 p = uv * 2.0 - 1.0;
    p *= 1.0 + Bulge * dot(p, p);
    vec2 at = p * 0.5 + 0.5;
    vec2 inside = step(vec2(0.0), at) * step(at, vec2(1.0));
    vec3 light = texture2D(Texture, at).rgb;
    float line = 0.85 + 0.15 * sin(at.y * 3.14159 * 120.0);
    float edge = 1.0 - 0.25 * dot(p, p);
    gl_FragColor = vec4(light * line * edge * inside.x * inside.y, 1.0) * color;
}
"#;

fn scene(t: f32) {
    clear_background(Color::from_rgba(30, 20, 60, 255));
    for i in 0..7 {
        let x = i as f32 * 110.0 + 50.0;
        let height = 150.0 + 80.0 * (i as f32 * 1.7 + t * 3.0).sin();
        draw_rectangle(x, 600.0 - height, 90.0, height, Color::from_hex(0x5b3a8c));
        for floor in 0..(height / 40.0) as i32 {
            let y = 600.0 - height + 12.0 + floor as f32 * 40.0;
            draw_rectangle(
                x + 16.0,
                y,
                20.0,
                18.0,
                if (floor + i) % 3 == 0 {
                    DARKPURPLE
                } else {
                    GOLD
                },
            );
            draw_rectangle(
                x + 54.0,
                y,
                20.0,
                18.0,
                if (floor + i) % 4 == 1 {
                    DARKPURPLE
                } else {
                    GOLD
                },
            );
        }
    }
    draw_circle(620.0, 130.0, 54.0, BEIGE);
    draw_text("INSERT COIN", 180.0, 200.0, 60.0, WHITE);
}

#[macroquad::main("Retro")]
async fn main() {
    let target = render_target(800, 600);
    let material = load_material(
        ShaderSource::Glsl {
            vertex: VERTEX,
            fragment: FRAGMENT,
        },
        MaterialParams {
            uniforms: vec![UniformDesc::new("Bulge", UniformType::Float1)],
            ..Default::default()
        },
    )
    .unwrap();

    loop {
        let t = get_time().min(0.8) as f32;
        set_camera(&Camera2D {
            zoom: vec2(2.0 / 800.0, 2.0 / 600.0),
            target: vec2(400.0, 300.0),
            render_target: Some(target.clone()),
            ..Default::default()
        });
        scene(t);

        set_default_camera();
        clear_background(BLACK);
        material.set_uniform("Bulge", t * 0.12);
        gl_use_material(&material);
        let params = DrawTextureParams {
            dest_size: Some(vec2(screen_width(), screen_height())),
            ..Default::default()
        };
        draw_texture_ex(&target.texture, 0.0, 0.0, WHITE, params);
        gl_use_default_material();
        next_frame().await
    }
}
