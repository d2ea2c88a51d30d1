//! The title of a film: letters rise, notes fall onto the staff, and the needle plays them.
use kinora::prelude::*;

pub fn sketch() -> Sketch {
    Sketch::new("overture", overture)
        .size(960, 540)
        .fps(30)
        .duration(8.0)
        .stateless()
}

const TITLE: &str = "overture";

/// Where the note of each letter is, in lines of the staff from the top.
const TUNE: [f32; 8] = [3.0, 2.0, 2.5, 1.0, 1.5, 0.5, 2.0, 0.0];

async fn overture() {
    let (paper, ink) = (Color::from_hex(0xf4ede0), Color::from_hex(0x232323));
    let inks = Palette::hex(&[0xd7352b, 0x1f5aa6, 0xf2a516, 0x2a9d8f]);
    // Of the playhead: how deep a letter is, how large a note, how far the staff has come (1) and gone (2).
    let depth = Keyframes::from(1.0)
        .to(0.03, 1.0)
        .ease_to(0.12, 0.0, Ease::BackOut)
        .to(0.78, 0.0)
        .ease_to(0.84, 1.0, Ease::BackIn);
    let bloom = Keyframes::from(0.0)
        .to(0.14, 0.0)
        .ease_to(0.26, 1.0, Ease::ElasticOut)
        .to(0.76, 1.0)
        .ease_to(0.82, 0.0, Ease::BackIn);
    let staff = Keyframes::from(0.0)
        .ease_to(0.16, 1.0, Ease::ExpoOut)
        .to(0.8, 1.0)
        .ease_to(0.92, 2.0, Ease::ExpoIn);
    loop {
        clear_background(paper);
        let size = slider("size", 0.34, 0.1..=0.4) * screen_height();
        let hop = slider("hop", 0.13, 0.0..=0.4) * size;
        let (width, height) = (screen_width(), screen_height());
        let title = Text::new(TITLE).size(size).bounds(0.0, 0.0).w;
        let left = (width - title) / 2.0;
        let needle = left + title * map(playhead(), (0.36, 0.7), (-0.04, 1.04));
        let (foot, first, gap) = (height * 0.42, height * 0.63, height * 0.045);

        let mut x = left;
        let mut notes = vec![];
        for (index, letter) in TITLE.chars().enumerate() {
            let letter = Text::new(letter).size(size);
            let half = letter.bounds(0.0, 0.0).w / 2.0;
            let moment = playhead() - 0.012 * index as f32;
            let since = (needle - x - half) / width;
            let paint = lerp_color(ink, inks.color(index), smoothstep(0.0, 0.02, since));
            let jump = hop * swing((since / 0.12).clamp(0.0, 1.0));
            letter.draw(x, foot + depth.at(moment) * size - jump, paint);
            let line = first + TUNE[index] * gap;
            notes.push((vec2(x + half, line - jump), bloom.at(moment), paint));
            x += 2.0 * half;
        }
        // Letters rise from behind the paper.
        draw_rectangle(0.0, foot + size * 0.03, width, height, paper);

        for line in 0..5 {
            let come = staff.at(playhead() - 0.01 * line as f32);
            let [from, to] = [come - 1.0, come].map(|part| width * part.clamp(0.0, 1.0));
            let y = first + gap * line as f32;
            draw_line(from, y, to, y, 1.5, ink.with_alpha(0.5));
        }
        for (at, grown, paint) in notes {
            let _moved = push();
            translate(at.x, at.y);
            scale(grown * gap / 24.0, grown * gap / 24.0);
            draw_ellipse(0.0, 0.0, 16.0, 11.0, -20.0, paint);
            draw_line(13.8, -4.0, 13.8, -62.0, 2.6, paint);
        }
        let light = swing(norm(playhead(), 0.36, 0.7).clamp(0.0, 1.0)).powf(0.2);
        let (top, bottom) = (first - gap * 1.5, first + gap * 5.5);
        let red = inks.color(0).with_alpha(light);
        draw_line(needle, top, needle, bottom, 2.0, red);
        next_frame().await
    }
}
