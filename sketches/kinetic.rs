//! Words that arrive letter by letter, stand, and fall apart again.
use kinora::prelude::*;

pub fn sketch() -> Sketch {
    Sketch::new("kinetic", kinetic)
        .size(960, 540)
        .fps(30)
        .duration(9.0)
}

const WORDS: [(&str, u32); 3] = [
    ("draw", 0xf94144),
    ("in code", 0xf9c74f),
    ("keep it", 0x43aa8b),
];

async fn kinetic() {
    loop {
        let size = slider("size", 0.36, 0.1..=0.5) * screen_height();
        let hollow = toggle("outlines", true);
        clear_background(Color::from_hex(0x10151f));
        let place = playhead() * WORDS.len() as f32;
        let (word, hex) = WORDS[place as usize % WORDS.len()];
        let part = place.fract();
        let middle = vec2(screen_width(), screen_height()) / 2.0;
        let whole = Text::new(word).size(size);
        let mut x = middle.x - whole.bounds(0.0, 0.0).w / 2.0;
        for (index, letter) in word.chars().enumerate() {
            let text = Text::new(letter.to_string()).size(size);
            let width = text.bounds(0.0, 0.0).w;
            let late = index as f32 / word.len() as f32 * 0.18;
            // From -1, before it has come, over 0 to 1, when it has gone.
            let come = 1.0 - ease((part - late + 0.08) / 0.28);
            let gone = ease((part - 0.72 - late) / 0.22);
            let side = if index % 2 == 0 { 1.0 } else { -1.0 };
            let shift = vec2(0.0, side * screen_height() * (gone * gone - come));
            let turn = side * (gone * 0.8 - come * 1.6);
            let at = vec2(x + width / 2.0, middle.y) + shift;
            let shape = text
                .path(-width / 2.0, size * 0.3)
                .transformed(Affine2::from_angle_translation(turn, at));
            let color = Color::from_hex(hex);
            if hollow {
                for echo in 1..=3 {
                    let behind = Affine2::from_translation(vec2(0.0, shift.y * 0.12 * echo as f32));
                    let faint = color.with_alpha(0.45 / echo as f32);
                    draw_path_lines(&shape.transformed(behind), &Stroke::new(1.5), faint);
                }
            }
            draw_path(&shape, color);
            let weight = Stroke::new(size * 0.035).join(Join::Round);
            draw_path_lines(&shape, &weight, color);
            x += width;
        }
        let under = screen_width() * 0.3 * ease(part / 0.4) * (1.0 - ease((part - 0.72) / 0.25));
        let y = middle.y + size * 0.55;
        let line = [vec2(middle.x - under, y), vec2(middle.x + under, y)];
        draw_polyline(
            &line,
            &Stroke::new(3.0).cap(Cap::Round),
            WHITE.with_alpha(0.8),
        );
        next_frame().await
    }
}

/// From 0 to 1, slow at both ends.
fn ease(part: f32) -> f32 {
    let part = part.clamp(0.0, 1.0);
    part * part * (3.0 - 2.0 * part)
}
