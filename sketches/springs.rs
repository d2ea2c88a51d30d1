//! A cloth of dots on springs that shies away from the mouse while you press it, and else from something that wanders.
use kinora::prelude::*;

pub fn sketch() -> Sketch {
    Sketch::new("springs", springs)
        .size(960, 540)
        .fps(30)
        .duration(DURATION)
}

const DURATION: f32 = 8.0;

async fn springs() {
    let inks = Palette::hex(&[0x2b3a67, 0x7a4988, 0xe0566f, 0xf6a04d]);
    let mut dots = Grid::default();
    loop {
        clear_background(Color::from_hex(0xf7f1e5));
        let pitch = slider("pitch", 21.0, 14.0..=60.0);
        let reach = slider("reach", 165.0, 20.0..=400.0);
        let stiff = slider("stiff", 1.5, 0.3..=5.0);
        let damping = slider("damping", 0.17, 0.05..=1.0);

        let size = canvas_size();
        let count = ((size - 90.0).max(Vec2::ZERO) / pitch).floor() + 1.0;
        let corner = (size - (count - 1.0) * pitch) / 2.0;
        let homes = Grid::from_fn(count.x as usize, count.y as usize, |place| {
            corner + place.as_vec2() * pitch
        });
        let is_new = (dots.columns(), dots.rows()) != (homes.columns(), homes.rows());
        if is_new {
            dots = homes.map(|_, &home| Spring::at(home));
        }

        let seconds = get_frame_time();
        // They have moved for a while before they are first seen, so that the movie ends as it begins.
        let frames = if is_new { 90 } else { 1 };
        for behind in (0..frames).rev() {
            let finger = match is_mouse_button_down(MouseButton::Left) {
                true => Vec2::from(mouse_position()),
                false => size * wander(playhead() - behind as f32 * seconds / DURATION),
            };
            for (dot, &home) in dots.cells_mut().iter_mut().zip(homes.cells()) {
                let away = home - finger;
                let fear = smoothstep(reach, 0.0, away.length());
                let target = home + away.normalize_or_zero() * fear * reach * 0.5;
                *dot = dot.frequency(stiff).damping(damping);
                dot.follow(target, seconds);
            }
        }

        for (dot, &from) in dots.cells().iter().zip(homes.cells()) {
            let to = dot.value;
            let strain = from.distance(to) / reach * 2.4;
            let ink = inks.at(strain);
            draw_line(from.x, from.y, to.x, to.y, 1.0, ink.with_alpha(0.35));
            draw_circle(to.x, to.y, lerp(2.0, 5.2, strain.min(1.2)), ink);
        }
        next_frame().await
    }
}

/// A place on an eight, in parts of the canvas.
fn wander(turn: f32) -> Vec2 {
    let angle = TAU * turn;
    vec2(0.5 + 0.34 * angle.cos(), 0.5 + 0.27 * (2.0 * angle).sin())
}
