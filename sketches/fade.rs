//! A sky from night to noon and back: every frame is a pure function of the time.
use kinora::prelude::*;

pub fn sketch() -> Sketch {
    Sketch::new("fade", fade)
        .size(640, 480)
        .fps(30)
        .duration(8.0)
}

async fn fade() {
    loop {
        sky(playhead());
        next_frame().await
    }
}

/// The picture at a time from 0, midnight, to 1, the next.
fn sky(time: f32) {
    let (width, height) = (screen_width(), screen_height());
    // 0 at midnight, 1 at noon.
    let day = (1.0 - (time * TAU).cos()) / 2.0;
    let dusk = (1.0 - (2.0 * day - 1.0).abs()).powi(2);
    let top = mix(Color::from_hex(0x03071e), Color::from_hex(0x48bfe3), day);
    let low = mix(Color::from_hex(0x14213d), Color::from_hex(0xcaf0f8), day);
    let low = mix(low, Color::from_hex(0xf77f00), dusk);
    let all = Path::rectangle(0.0, 0.0, width, height);
    let stops = [(0.0, top), (0.8, low)];
    draw_path(
        &all,
        Gradient::linear(Vec2::ZERO, vec2(0.0, height), &stops),
    );

    stars(1.0 - day);
    let place = |angle: f32| {
        let horizon = vec2(width / 2.0, height * 0.82);
        horizon + Vec2::from_angle(angle) * vec2(width * 0.38, height * 0.6)
    };
    let sun = place(time * TAU + PI / 2.0);
    let size = height / 13.0;
    let warm = mix(Color::from_hex(0xfff3b0), Color::from_hex(0xff7b00), dusk);
    let glow = [(0.0, warm.with_alpha(0.6)), (1.0, warm.with_alpha(0.0))];
    draw_path(
        &Path::circle(sun, size * 5.0),
        Gradient::radial(sun, size * 5.0, &glow),
    );
    draw_circle(sun.x, sun.y, size, warm);
    let moon = place(time * TAU - PI / 2.0);
    draw_circle(moon.x, moon.y, size * 0.8, Color::from_hex(0xe9ecef));
    hills(day);
}

/// The same ones every night.
fn stars(night: f32) {
    for star in 0..160 {
        // A number between 0 and 1 that looks like chance and is none.
        let chance =
            |salt: f32| ((star as f32 * 12.9898 + salt).sin() * 43_758.547).rem_euclid(1.0);
        let x = chance(0.0) * screen_width();
        let y = chance(1.0) * screen_height() * 0.75;
        let shine = night.powi(3) * (0.3 + 0.6 * chance(2.0));
        draw_circle(x, y, 0.5 + chance(3.0), WHITE.with_alpha(shine));
    }
}

fn hills(day: f32) {
    let (width, height) = (screen_width(), screen_height());
    for row in 0..3 {
        let depth = row as f32;
        let crest = |x: f32| {
            let wave = (x * (3.0 + depth) + depth * 2.0).sin() + (x * 7.0 + depth).sin() * 0.4;
            height * (0.76 + 0.07 * depth - 0.03 * wave)
        };
        let steps = (0..=60).map(|step| step as f32 / 60.0);
        let mut corners: Vec<_> = steps.map(|x| vec2(x * width, crest(x))).collect();
        corners.extend([vec2(width, height), vec2(0.0, height)]);
        let near = mix(
            Color::from_hex(0x354f52),
            Color::from_hex(0x081c15),
            depth / 2.0,
        );
        draw_polygon(
            &corners,
            mix(Color::from_hex(0x03071e), near, 0.25 + 0.75 * day),
        );
    }
}

fn mix(a: Color, b: Color, part: f32) -> Color {
    Color::from_vec(a.to_vec().lerp(b.to_vec(), part))
}
