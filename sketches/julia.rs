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
    loop {
        // All of them outside the Mandelbrot set, near its edge, where the picture is dust and spirals.
        let (middle, radius) = match choice("place", &["swirls", "storm", "lace"]) {
            "swirls" => (vec2(-0.694, -0.378), 0.016),
            "storm" => (vec2(-0.79, 0.165), 0.012),
            _ => (vec2(-0.843, -0.234), 0.02),
        };
        let swing = radius * slider("swing", 1.0, 0.0..=2.0);
        let c = middle + Vec2::from_angle(TAU * playhead()) * swing;
        let width = screen_width().max(screen_height() * 1.5);
        let unit = 3.3 / width / slider("zoom", 1.0, 0.5..=8.0);
        // The shader has both under their names.
        let _ = (slider("flow", 1, -3..=3), slider("hue", 0.0, 0.0..=1.0));
        filter(&Filter::shader(JULIA).set("unit", unit).set("c", c));
        next_frame().await
    }
}

// The smooth count of steps and the cosine palette are Inigo Quilez's: https://iquilezles.org/articles/msetsmooth/,
// https://iquilezles.org/articles/palettes/.
const JULIA: &str = "
    vec2 z = (uv - 0.5) * size * vec2(1.0, -1.0) * unit;
    float count = 0.0;
    for (int i = 0; i < 100; i++) {
        if (dot(z, z) > 256.0) break;
        z = vec2(z.x * z.x - z.y * z.y, 2.0 * z.x * z.y) + c;
        count += 1.0;
    }
    count = max(count + 2.0 - log2(log2(max(dot(z, z), 2.0))), 0.0);
    float turn = log2(1.0 + count) * 0.42 + hue - flow * playhead;
    vec3 wave = 0.5 - 0.5 * cos(6.2832 * (turn + vec3(0.02, -0.04, -0.13)));
    // Finer detail than a pixel has room for ends in one colour.
    vec3 color = mix(wave, vec3(1.0, 0.86, 0.62), smoothstep(25.0, 70.0, count));
    gl_FragColor = vec4(mix(vec3(0.03, 0.04, 0.09), color, smoothstep(2.0, 13.0, count)), 1);";
