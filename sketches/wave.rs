//! Two circular waves that meet, as an array of 100 × 100 numbers.
use kinora::prelude::*;

pub fn sketch() -> Sketch {
    Sketch::new("wave", wave)
        .size(600, 600)
        .fps(30)
        .duration(4.0)
}

const SIDE: usize = 100;

async fn wave() {
    let mut pixels = vec![0; SIDE * SIDE * 3];
    loop {
        let turn = playhead() * TAU;
        let length = slider("length", 0.34, 0.05..=0.6);
        let smooth = toggle("smooth", true);
        // In the square from -1 to 1. Both sources go round once.
        let sources = [0.0, PI].map(|ahead| Vec2::from_angle(turn + ahead) * 0.4);
        for (index, pixel) in pixels.chunks_exact_mut(3).enumerate() {
            let place = uvec2((index % SIDE) as u32, (index / SIDE) as u32).as_vec2();
            let at = (place + 0.5) / SIDE as f32 * 2.0 - 1.0;
            let height: f32 = sources
                .iter()
                .map(|source| ((at.distance(*source) / length) * TAU - 5.0 * turn).cos() / 2.0)
                .sum();
            pixel.copy_from_slice(&water(height));
        }
        let all = Rect::new(0.0, 0.0, screen_width(), screen_height());
        let filter = if smooth {
            FilterMode::Linear
        } else {
            FilterMode::Nearest
        };
        draw_pixels(Pixels::Rgb(&pixels), SIDE as u32, SIDE as u32, all, filter);
        next_frame().await
    }
}

/// Deep blue for -1, foam for 1.
fn water(height: f32) -> [u8; 3] {
    let (deep, mid, foam) = (
        vec3(3.0, 7.0, 30.0),
        vec3(0.0, 119.0, 182.0),
        vec3(222.0, 247.0, 255.0),
    );
    let color = match height < 0.0 {
        true => mid.lerp(deep, -height),
        false => mid.lerp(foam, height * height),
    };
    color.to_array().map(|part| part as u8)
}
