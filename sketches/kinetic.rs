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
    // How far from its place a letter is before it comes, and on the other side when it has gone.
    let way = Keyframes::from(-1.0)
        .ease_to(0.24, 0.0, Ease::CubicOut)
        .to(0.66, 0.0)
        .ease_to(0.84, 1.0, Ease::CubicIn);
    let line = Keyframes::from(0.0)
        .ease_to(0.4, 0.3, Ease::SineInOut)
        .to(0.72, 0.3)
        .ease_to(0.97, 0.0, Ease::SineInOut);
    loop {
        let size = slider("size", 0.36, 0.1..=0.5) * screen_height();
        let hollow = toggle("outlines", true);
        clear_background(Color::from_hex(0x10151f));
        let place = playhead() * WORDS.len() as f32;
        let (word, hex) = WORDS[place as usize % WORDS.len()];
        let part = place.fract();
        let color = Color::from_hex(hex);
        translate(screen_width() / 2.0, screen_height() / 2.0);
        let mut x = -Text::new(word).size(size).bounds(0.0, 0.0).w / 2.0;
        for (index, letter) in word.chars().enumerate() {
            let text = Text::new(letter).size(size);
            let width = text.bounds(0.0, 0.0).w;
            let shape = text.path(-width / 2.0, size * 0.3);
            let late = index as f32 / word.len() as f32 * 0.18;
            let side = if index % 2 == 0 { 1.0 } else { -1.0 };
            let off = side * way.at(part - late);
            for echo in (0..=3).rev() {
                let _moved = push();
                let far = screen_height() * (1.0 + 0.12 * echo as f32);
                translate(x + width / 2.0, off * far);
                rotate(off * 1.2);
                if echo == 0 {
                    let weight = Stroke::new(size * 0.035).join(Join::Round);
                    draw_path(&shape, color);
                    draw_path_lines(&shape, &weight, color);
                } else if hollow {
                    let faint = color.with_alpha(0.45 / echo as f32);
                    draw_path_lines(&shape, &Stroke::new(1.5), faint);
                }
            }
            x += width;
        }
        let (half, y) = (screen_width() * line.at(part), size * 0.55);
        draw_line(-half, y, half, y, 3.0, WHITE.with_alpha(0.8));
        next_frame().await
    }
}
