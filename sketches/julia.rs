//! Julia sets that breathe: their parameter goes once around a small circle, so the end meets the beginning.
use kinora::prelude::*;

pub fn sketch() -> Sketch {
    Sketch::new("julia", julia)
        .size(960, 540)
        .fps(30)
        .duration(10.0)
        .stateless()
}

async fn julia() {
    let uniforms = [
        ("c", UniformType::Float2),
        ("origin", UniformType::Float2),
        ("unit", UniformType::Float1),
        ("hue", UniformType::Float1),
    ]
    .map(|(name, kind)| UniformDesc::new(name, kind));
    let params = MaterialParams {
        uniforms: uniforms.to_vec(),
        ..MaterialParams::default()
    };
    let shader = ShaderSource::Glsl {
        vertex: VERTEX,
        fragment: FRAGMENT,
    };
    let material = load_material(shader, params).expect("the shader is plain GLSL 1.00");
    loop {
        let (width, height) = (screen_width(), screen_height());
        // All of them outside the Mandelbrot set, near its edge, where the picture is dust and spirals.
        let (middle, radius) = match choice("place", &["swirls", "storm", "lace"]) {
            "swirls" => (vec2(-0.694, -0.378), 0.016),
            "storm" => (vec2(-0.79, 0.165), 0.012),
            _ => (vec2(-0.843, -0.234), 0.02),
        };
        let swing = radius * slider("swing", 1.0, 0.0..=2.0);
        let c = middle + Vec2::from_angle(TAU * playhead()) * swing;
        let unit = 3.3 / width.max(height * 1.5) / slider("zoom", 1.0, 0.5..=8.0);
        material.set_uniform("c", c);
        material.set_uniform("origin", vec2(width, height) / 2.0);
        material.set_uniform("unit", unit);
        let flow = slider("flow", 1, -3..=3) as f32;
        material.set_uniform("hue", slider("hue", 0.0_f32, 0.0..=1.0) - flow * playhead());
        gl_use_material(&material);
        draw_rectangle(0.0, 0.0, width, height, WHITE);
        gl_use_default_material();
        next_frame().await
    }
}

const VERTEX: &str = "#version 100
attribute vec3 position;
varying highp vec2 point;
uniform mat4 Model, Projection;
uniform highp vec2 origin;
uniform highp float unit;
void main() {
    gl_Position = Projection * Model * vec4(position, 1);
    point = (position.xy - origin) * unit;
}";

// The smooth count of steps and the cosine palette are Inigo Quilez's: https://iquilezles.org/articles/msetsmooth/,
// https://iquilezles.org/articles/palettes/.
const FRAGMENT: &str = "#version 100
precision highp float;
varying vec2 point;
uniform vec2 c;
uniform float unit, hue;
float steps(vec2 z) {
    float count = 0.0;
    for (int i = 0; i < 100; i++) {
        if (dot(z, z) > 256.0) break;
        z = vec2(z.x * z.x - z.y * z.y, 2.0 * z.x * z.y) + c;
        count += 1.0;
    }
    return count + 2.0 - log2(log2(max(dot(z, z), 2.0)));
}
void main() {
    float count = max(steps(point), 0.0);
    float at = log2(1.0 + count) * 0.42 + hue;
    vec3 wave = 0.5 - 0.5 * cos(6.2832 * (at + vec3(0.02, -0.04, -0.13)));
    // Finer detail than a pixel has room for ends in one colour.
    vec3 color = mix(wave, vec3(1.0, 0.86, 0.62), smoothstep(25.0, 70.0, count));
    gl_FragColor = vec4(mix(vec3(0.03, 0.04, 0.09), color, smoothstep(2.0, 13.0, count)), 1);
}";
