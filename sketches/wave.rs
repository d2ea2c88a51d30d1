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
    // From the deep to the foam.
    let water = Palette::hex(&[0x03071e, 0x0077b6, 0xdef7ff]);
    let mut pixels = vec![0; SIDE * SIDE * 4];
    loop {
        let turn = playhead() * TAU;
        let length = slider("length", 0.34, 0.05..=0.6);
        let smooth = toggle("smooth", true);
        // In the square from -1 to 1. Both sources go round once.
        let sources = [0.0, PI].map(|ahead| Vec2::from_angle(turn + ahead) * 0.4);
        for (index, pixel) in pixels.chunks_exact_mut(4).enumerate() {
            let place = uvec2((index % SIDE) as u32, (index / SIDE) as u32).as_vec2();
            let at = (place + 0.5) / SIDE as f32 * 2.0 - 1.0;
            let height: f32 = sources
                .iter()
                .map(|source| ((at.distance(*source) / length) * TAU - 5.0 * turn).cos() / 2.0)
                .sum();
            let color = water.at(0.5 + height.min(height * height) / 2.0);
            pixel.copy_from_slice(&<[u8; 4]>::from(color));
        }
        let all = Rect::new(0.0, 0.0, screen_width(), screen_height());
        let filter = match smooth {
            true => FilterMode::Linear,
            false => FilterMode::Nearest,
        };
        draw_pixels(Pixels::Rgba(&pixels), SIDE as u32, SIDE as u32, all, filter);
        next_frame().await
    }
}
