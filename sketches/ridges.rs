//! Ridge behind ridge in the morning mist, rising and sinking like a slow sea.
use kinora::prelude::*;

pub fn sketch() -> Sketch {
    Sketch::new("ridges", ridges)
        .size(960, 540)
        .fps(30)
        .duration(10.0)
        .seed(5)
        .stateless()
}

/// Places along a ridge.
const STEPS: usize = 480;

async fn ridges() {
    let sky = Palette::hex(&[0x2f4468, 0x8a7f9e, 0xf0b79a, 0xfbe3c0]);
    let rocks = Palette::hex(&[0xc79aa0, 0x8b7596, 0x4e5578, 0x263553, 0x0d1a2b]);
    let (sun, mist) = (Color::from_hex(0xfff4de), Color::from_hex(0xf4cfb4));
    let glow = [(0.0, sun.with_alpha(0.75)), (1.0, sun.with_alpha(0.0))];
    let (swell, cliffs) = (Noise::simplex(), Noise::simplex().octaves(6));
    loop {
        let count = slider("ridges", 7, 2..=12);
        let steep = slider("height", 0.17, 0.0..=0.4);
        let haze = slider("mist", 0.8, 0.0..=1.0);
        let change = slider("change", 0.25, 0.0..=1.0);
        let (width, height) = (screen_width(), screen_height());
        let dawn = Gradient::linear(Vec2::ZERO, vec2(0.0, height * 0.62), &sky.stops());
        draw_path(&canvas_rect().into(), dawn);
        let place = vec2(width * 0.66, height * 0.34);
        let shine = Gradient::radial(place, height / 2.0, &glow);
        draw_path(&Path::circle(place, height / 2.0), shine);
        draw_circle(place.x, place.y, height * 0.07, sun);

        for row in 0..count {
            let near = (row + 1) as f32 / count as f32;
            let foot = height * lerp(0.46, 0.93, near);
            // The mountains stay as they are, on a ground that moves; they are sharp where the noise is near 0.
            let crest = |step: usize| {
                let x = width * step as f32 / STEPS as f32;
                let at = vec2(x / height * lerp(2.2, 1.1, near), row as f32 * 7.3);
                let ground = swell.looped(at, playhead(), change);
                let rise = 0.6 * ground + 0.3 - 0.9 * cliffs.at(at * vec2(2.0, 1.0)).abs();
                vec2(x, foot - height * steep * rise)
            };
            let mut corners: Vec<Vec2> = (0..=STEPS).map(crest).collect();
            corners.extend([vec2(width, height), vec2(0.0, height)]);
            let rock = rocks.at(near);
            let veiled = lerp_color(rock, mist, haze * (1.0 - near * near));
            let top = vec2(0.0, foot - height * steep);
            let valley = top + vec2(0.0, height * 0.34);
            let fill = Gradient::linear(top, valley, &[(0.0, rock), (1.0, veiled)]);
            draw_path(&Path::polygon(&corners), fill);
        }
        next_frame().await
    }
}
