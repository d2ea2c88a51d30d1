//! Words in two fonts: measured, framed, turned, wrapped, and written letter by letter.
use macroquad::prelude::*;

#[macroquad::main("Letters")]
async fn main() {
    let hack = load_ttf_font("assets/Hack-Regular.ttf")
        .await
        .expect("the font is there");
    let poem = load_string("assets/poem.txt")
        .await
        .expect("the poem is there");
    let advice = wrap_text(
        "Long lines are broken where a word would stick out of the frame.",
        Some(&hack),
        18,
        1.0,
        250.0,
    );

    loop {
        let t = get_time().min(0.8) / 0.8;
        clear_background(Color::from_rgba(250, 246, 236, 255));

        let title = "Letters";
        let params = TextParams {
            font: Some(&hack),
            font_size: 64,
            color: DARKBLUE,
            ..Default::default()
        };
        let size = measure_text(title, Some(&hack), 64, 1.0);
        let x = 400.0 - size.width / 2.0;
        draw_rectangle(
            x - 12.0,
            100.0 - size.offset_y - 12.0,
            size.width + 24.0,
            size.height + 24.0,
            GOLD,
        );
        draw_text_ex(title, x, 100.0, params);

        let shown = (poem.chars().count() as f64 * t) as usize;
        let written: String = poem.chars().take(shown).collect();
        draw_multiline_text(&written, 60.0, 210.0, 32.0, Some(1.1), DARKGRAY);

        draw_rectangle(50.0, 390.0, 270.0, 110.0, WHITE);
        draw_multiline_text_ex(
            &advice,
            60.0,
            416.0,
            Some(1.2),
            TextParams {
                font: Some(&hack),
                font_size: 18,
                color: BLACK,
                ..Default::default()
            },
        );

        for i in 0..6 {
            let turn = i as f32 * 1.05 + t as f32 * 0.5;
            let color = Color::new(0.8, 0.15 * i as f32, 0.3, 1.0);
            let place = vec2(580.0, 420.0) + Vec2::from_angle(turn) * 40.0;
            draw_text_ex(
                "spoke",
                place.x,
                place.y,
                TextParams {
                    font_size: 30,
                    rotation: turn,
                    color,
                    ..Default::default()
                },
            );
        }
        let center = get_text_center("~ fin ~", Some(&hack), 24, 1.0, 0.0);
        draw_text_ex(
            "~ fin ~",
            400.0 - center.x,
            560.0 - center.y,
            TextParams {
                font: Some(&hack),
                font_size: 24,
                font_scale: 1.0,
                color: MAROON,
                ..Default::default()
            },
        );
        next_frame().await
    }
}
