//! Splinters of coloured glass drift between mirrors, which make stars of them.
use kinora::prelude::*;

pub fn sketch() -> Sketch {
    Sketch::new("kaleidoscope", kaleidoscope)
        .size(720, 720)
        .fps(30)
        .duration(10.0)
        .seed(8)
        .stateless()
}

/// Sides of a splinter, and how far it reaches along and across.
const CUTS: [(u8, f32, f32); 4] = [
    (3, 1.0, 0.55),
    (4, 1.0, 0.3),
    (60, 0.55, 0.55),
    (5, 1.0, 0.8),
];

async fn kaleidoscope() {
    let glass = Palette::hex(&[0xd81e5b, 0x0fa3b1, 0xd99a00, 0x5438dc, 0xe0592a]);
    let wander = Noise::simplex();
    loop {
        clear_background(Color::from_hex(0x0b1026));
        let mirrors = slider("mirrors", 8, 3..=16);
        let splinters = slider("splinters", 14, 1..=30);
        let change = slider("change", 0.5, 0.0..=1.5);
        let light = slider("light", 0.6, 0.1..=1.0);
        let unit = canvas_size().min_element() * 0.43;
        set_blend(Blend::Screen);
        translate(screen_width() / 2.0, screen_height() / 2.0);
        for wedge in 0..2 * mirrors {
            let _mirrored = push();
            rotate(TAU * (wedge / 2) as f32 / mirrors as f32);
            scale(unit, if wedge % 2 == 0 { unit } else { -unit });
            for index in 0..splinters {
                let drift = |what: f32| {
                    let place = vec2(index as f32 * 7.31, what * 3.77);
                    wander.looped(place, playhead(), change)
                };
                // From the middle outward, each on as large an area.
                let far = ((index as f32 + 0.5) / splinters as f32).sqrt();
                let (sides, along, across) = CUTS[index % CUTS.len()];
                // Steps of the golden ratio: sizes well mixed.
                let size = 0.1 + 0.13 * (index as f32 * 0.618).fract();
                let _moved = push();
                rotate((0.5 + 0.8 * drift(0.0)) * PI / mirrors as f32);
                translate(0.08 + 0.8 * far + 0.12 * drift(1.0), 0.0);
                rotate(5.0 * drift(2.0) + index as f32);
                scale(size * along, size * across);
                let tint = glass.color(index).with_alpha(light);
                draw_poly(0.0, 0.0, sides, 1.0, 0.0, tint);
            }
        }
        set_blend(Blend::Normal);
        next_frame().await
    }
}
