//! A table of Lissajous curves: each column and each row swings at its own rate, and their phase goes round.
use kinora::prelude::*;

pub fn sketch() -> Sketch {
    Sketch::new("lissajous", lissajous)
        .size(720, 720)
        .fps(30)
        .duration(10.0)
        .stateless()
}

async fn lissajous() {
    loop {
        clear_background(Color::from_hex(0x14101f));
        let count = slider("curves", 6, 1..=9);
        let glow = slider("glow", 0.7, 0.0..=1.0);
        let across = color("across", Color::from_hex(0xffb347));
        let down = color("down", Color::from_hex(0x8a4bff));

        let inner = inset(canvas_rect(), canvas_size().min_element() * 0.04);
        set_blend(Blend::Screen);
        for (place, tile) in Grid::squares(count, count, inner).iter() {
            let (column, row) = (place.x as usize + 1, place.y as usize + 1);
            let (middle, cell) = (tile.center(), tile.w);
            let point = |turn: f32| {
                let phase = TAU * (playhead() + 0.25);
                let (x, y) = (column as f32 * turn + phase, row as f32 * turn);
                middle + cell * 0.39 * vec2(x.sin(), y.sin())
            };
            let place = 0.5 + (column as f32 - row as f32) / count as f32 / 2.0;
            let ink = Color::from_vec(down.to_vec().lerp(across.to_vec(), place));
            // Rates with a common divisor go round their curve as many times.
            let rounds = (1..=count)
                .filter(|n| row % n == 0 && column % n == 0)
                .max()
                .unwrap_or(1);
            let length = (row + column) as f32 / rounds as f32;
            let steps = (length * cell * 0.9) as u32;
            for step in 0..steps {
                let behind = step as f32 / steps as f32;
                let at = point(TAU * (playhead() - behind / rounds as f32));
                let light = 0.25 + glow * (1.0 - behind).powi(3);
                draw_circle(at.x, at.y, 1.2, ink.with_alpha(light));
            }
            let pen = point(TAU * playhead());
            draw_circle(pen.x, pen.y, cell * 0.06, ink.with_alpha(0.35));
            draw_circle(pen.x, pen.y, cell * 0.025, WHITE);
        }
        set_blend(Blend::Normal);
        next_frame().await
    }
}
