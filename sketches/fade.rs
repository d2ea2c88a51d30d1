//! A sky from night to noon and back: every frame is a pure function of the time.
use kinora::prelude::*;

pub fn sketch() -> Sketch {
    Sketch::new("fade", fade)
        .size(640, 480)
        .fps(30)
        .duration(8.0)
}

async fn fade() {
    // Where each star is, in parts of the canvas, and how bright.
    let stars: Vec<Vec3> = (0..160)
        .map(|_| [(); 3].map(|()| rand::gen_range(0.0, 1.0)).into())
        .collect();
    loop {
        sky(playhead(), &stars);
        next_frame().await
    }
}

/// The picture at a time from 0, midnight, to 1, the next.
fn sky(time: f32, stars: &[Vec3]) {
    let (width, height) = (screen_width(), screen_height());
    // 0 at midnight, 1 at noon.
    let day = swing(time);
    let dusk = ping_pong(day).powi(2);
    let mix = |from, to, part| lerp_color(Color::from_hex(from), Color::from_hex(to), part);
    let orange = Color::from_hex(0xf77f00);
    let low = lerp_color(mix(0x14213d, 0xcaf0f8, day), orange, dusk);
    let stops = [(0.0, mix(0x03071e, 0x48bfe3, day)), (0.8, low)];
    let air = Gradient::linear(Vec2::ZERO, vec2(0.0, height), &stops);
    draw_path(&canvas_rect().into(), air);

    for star in stars {
        let shine = (1.0 - day).powi(3) * (0.3 + 0.6 * star.z);
        let at = vec2(star.x * width, star.y * height * 0.75);
        draw_circle(at.x, at.y, 0.5 + star.z, WHITE.with_alpha(shine));
    }
    let place = |angle: f32| {
        let horizon = vec2(width / 2.0, height * 0.82);
        horizon + Vec2::from_angle(angle) * vec2(width * 0.38, height * 0.6)
    };
    let sun = place(time * TAU + PI / 2.0);
    let size = height / 13.0;
    let warm = mix(0xfff3b0, 0xff7b00, dusk);
    let glow = [(0.0, warm.with_alpha(0.6)), (1.0, warm.with_alpha(0.0))];
    let shine = Gradient::radial(sun, size * 5.0, &glow);
    draw_path(&Path::circle(sun, size * 5.0), shine);
    draw_circle(sun.x, sun.y, size, warm);
    let moon = place(time * TAU - PI / 2.0);
    draw_circle(moon.x, moon.y, size * 0.8, Color::from_hex(0xe9ecef));

    let hills = Noise::simplex().octaves(2);
    for depth in [0.0, 1.0, 2.0] {
        let crest = |step: u32| {
            let x = step as f32 / 60.0;
            let rise = 0.05 * hills.at([x * 1.5, depth * 5.0]);
            vec2(x * width, height * (0.76 + 0.07 * depth - rise))
        };
        let mut corners: Vec<Vec2> = (0..=60).map(crest).collect();
        corners.extend([vec2(width, height), vec2(0.0, height)]);
        let near = mix(0x354f52, 0x081c15, depth / 2.0);
        let dark = Color::from_hex(0x03071e);
        draw_polygon(&corners, lerp_color(dark, near, 0.25 + 0.75 * day));
    }
}
