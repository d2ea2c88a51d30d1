//! A carpet is woven once, before the first frame, by a material into a target, and then unrolled.
use macroquad::prelude::*;

const VERTEX: &str = "#version 100
attribute vec3 position;
attribute vec2 texcoord;
attribute vec4 color0;
varying mediump vec2 uv;
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
void main() {
    vec2 knot = abs(fract(uv * vec2(4.0, 3.0)) - 0.5);
    float diamond = step(knot.x + knot.y, 0.3) - step(knot.x + knot.y, 0.18);
    float border = step(0.46, max(abs(uv.x - 0.5), abs(uv.y - 0.5)));
    vec3 wool = mix(color.rgb, vec3(0.95, 0.8, 0.5), diamond);
    gl_FragColor = vec4(mix(wool, vec3(0.25, 0.1, 0.15), border), 1.0);
}";

#[macroquad::main("Carpet")]
async fn main() {
    let carpet = render_target(400, 300);
    let source = ShaderSource::Glsl {
        vertex: VERTEX,
        fragment: FRAGMENT,
    };
    let weave = load_material(source, MaterialParams::default()).unwrap();

    // The material is set here and never taken back by hand.
    set_camera(&Camera2D {
        target: vec2(200.0, 150.0),
        zoom: vec2(2.0 / 400.0, 2.0 / 300.0),
        render_target: Some(carpet.clone()),
        ..Default::default()
    });
    gl_use_material(&weave);
    draw_rectangle(0.0, 0.0, 400.0, 300.0, MAROON);
    set_camera(&Camera2D {
        target: vec2(400.0, 300.0),
        zoom: vec2(2.0 / 800.0, 2.0 / 600.0),
        ..Default::default()
    });

    loop {
        next_frame().await;
        let t = get_time().min(0.8) as f32 / 0.8;
        clear_background(Color::from_rgba(190, 150, 110, 255));
        for i in 0..10 {
            draw_rectangle(
                0.0,
                i as f32 * 60.0,
                800.0,
                4.0,
                Color::from_rgba(160, 122, 86, 255),
            );
        }
        let shown = 30.0 + 370.0 * t;
        draw_texture_ex(
            &carpet.texture,
            200.0,
            150.0,
            WHITE,
            DrawTextureParams {
                source: Some(Rect::new(0.0, 0.0, shown, 300.0)),
                ..Default::default()
            },
        );
        draw_rectangle(
            200.0 + shown,
            140.0,
            40.0 * (1.0 - t) + 8.0,
            320.0,
            Color::from_rgba(110, 26, 48, 255),
        );
    }
}
