//! Neon tubes turn in a dark room, as an old film would have seen them: they glow, fringe and flicker.
use kinora::prelude::*;

pub fn sketch() -> Sketch {
    Sketch::new("halation", halation)
        .size(640, 640)
        .fps(30)
        .duration(8.0)
        .seed(6)
}

async fn halation() {
    let neon = Palette::hex(&[0xff3864, 0xff7a3d, 0xf9c80e, 0x2de2e6, 0x6f5bff]);
    let wander = Noise::simplex();
    let triangle = [-90.0f32, 30.0, 150.0].map(|turn| Vec2::from_angle(turn.to_radians()) * 0.14);
    loop {
        clear_background(Color::from_hex(0x08060f));
        let count = slider("tubes", 8, 1..=16);
        let glow = slider("glow", 1.2, 0.0..=3.0);
        let fringe = slider("fringe", 3.0, 0.0..=12.0);
        let vignette = slider("vignette", 0.5, 0.0..=1.0);
        let grain = slider("grain", 0.12, 0.0..=1.0);

        let canvas = canvas_size();
        let unit = canvas.min_element() / 2.0;
        translate(canvas.x / 2.0, canvas.y / 2.0);
        scale(unit, unit);
        let flicker = 1.0 + 0.4 * wander.looped(0.0f32, playhead(), 8.0).min(0.0);
        draw_tube(&Path::polygon(&triangle), WHITE, flicker);
        for tube in 0..count {
            let part = tube as f32 / count as f32;
            let way = if tube % 2 == 0 { 1.0 } else { -1.0 };
            let rounds = way * (1 + tube % 3) as f32;
            let from = TAU * (rounds * playhead() + part * 2.618);
            let place = 7.3 * (tube + 1) as f32;
            let long = PI * (1.0 + 0.7 * wander.looped(place, playhead(), 0.4));
            let bend = Path::new().arc(Vec2::ZERO, Vec2::splat(0.27 + 0.55 * part), from, long);
            draw_tube(&bend, neon.at(part), 1.0);
        }
        filter(&Filter::bloom(0.3, 16.0, glow));
        filter(&Filter::chromatic_aberration(fringe));
        filter(&Filter::vignette(vignette));
        filter(&Filter::grain(grain));
        next_frame().await
    }
}

/// A tube is white where the gas glows, and has its colour around that.
fn draw_tube(path: &Path, color: Color, light: f32) {
    let round = |width: f32| Stroke::new(width).cap(Cap::Round).join(Join::Round);
    draw_path_lines(path, &round(0.026), lerp_color(BLACK, color, light));
    draw_path_lines(path, &round(0.009), lerp_color(color, WHITE, 0.8 * light));
}
