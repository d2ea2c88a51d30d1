//! A card for each palette, its colours side by side and mixed in OKLab, and below them the colour maps.
use kinora::prelude::*;

pub fn sketch() -> Sketch {
    Sketch::new("swatches", swatches)
        .size(960, 540)
        .fps(30)
        .duration(8.0)
        .seed(4)
        .stateless()
}

async fn swatches() {
    let breath = Noise::simplex();
    let ink = Color::from_hex(0x3a3a3c);
    loop {
        clear_background(Color::from_hex(0xece8df));
        let sway = slider("sway", 0.75, 0.0..=0.95);
        let gap = slider("gap", 0.09, 0.0..=0.2);
        scale(screen_width() / 960.0, screen_height() / 540.0);
        let cards = Grid::tiles(5, 2, Rect::new(40.0, 34.0, 880.0, 336.0), 20.0);
        for (index, (name, card)) in Palette::names().zip(cards.cells()).enumerate() {
            let _card = push();
            translate(card.x, card.y);
            draw_rounded_rectangle(1.0, 4.0, card.w, card.h, 9.0, BLACK.with_alpha(0.09));
            draw_rounded_rectangle(0.0, 0.0, card.w, card.h, 8.0, WHITE);
            let palette = Palette::named(name).expect("it is one of their names");
            let share = |strip: usize| {
                let place = vec2(strip as f32 * 5.3, index as f32 * 7.1);
                1.0 + sway * breath.looped(place, playhead(), 0.4)
            };
            let all: f32 = (0..palette.colors().len()).map(share).sum();
            let mut left = 12.0;
            for (strip, &color) in palette.colors().iter().enumerate() {
                // To the end: the next one covers it.
                draw_rectangle(left, 12.0, 148.0 - left, 74.0, color);
                left += 136.0 * share(strip) / all;
            }
            let turn = playhead() + gap * index as f32;
            let ramp = Rect::new(12.0, 94.0, 136.0, 26.0);
            draw_ramp(ramp, &palette.stops(), turn, |t| palette.at(t));
            Text::new(name).size(15.0).draw(12.0, 144.0, ink);
        }
        let places = Grid::tiles(9, 1, Rect::new(40.0, 406.0, 880.0, 64.0), 8.75);
        for (index, (map, &place)) in ColorMap::ALL.iter().zip(places.cells()).enumerate() {
            let turn = playhead() + 0.5 + gap * index as f32;
            draw_ramp(place, &map.stops(), turn, |t| map.at(t));
            let name = format!("{map:?}").to_lowercase();
            Text::new(name).size(15.0).draw(place.x, 492.0, ink);
        }
        next_frame().await
    }
}

/// All colours in a row, and a drop of the one that is picked at a moment.
fn draw_ramp(place: Rect, stops: &[(f32, Color)], moment: f32, color: impl Fn(f32) -> Color) {
    let (from, to) = (place.point(), vec2(place.right(), place.y));
    let shape = Path::rounded_rectangle(place.x, place.y, place.w, place.h, 6.0);
    draw_path(&shape, Gradient::linear(from, to, stops));
    let t = lerp(0.1, 0.9, swing(moment));
    let (x, y) = (place.x + t * place.w, place.center().y);
    draw_circle(x, y, 9.5, WHITE);
    draw_circle(x, y, 7.5, color(t));
}
