//! Credits roll up and stand for a while, then the program ends by itself.
use macroquad::prelude::*;

fn window_conf() -> Conf {
    Conf {
        window_title: "Credits".to_owned(),
        window_width: 480,
        window_height: 360,
        ..Default::default()
    }
}

#[macroquad::main(window_conf)]
async fn main() {
    set_pc_assets_folder("assets");
    let text = load_string("credits.txt")
        .await
        .unwrap_or_else(|_| "# THE END".to_string());
    let mut frame = 0;

    while frame < 200 || get_time() < 8.0 {
        frame += 1;
        let roll = 1.0 - frame.min(45) as f32 / 45.0;
        clear_background(BLACK);
        for i in 0..30u32 {
            // Stars on both sides, none behind the words.
            let (x, y) = ((i * 7919 % 170 + 390) % 480, i * 6007 % 360);
            draw_rectangle(x as f32, y as f32, 3.0, 3.0, GRAY);
        }
        let mut y = 70.0 + roll * 360.0;
        for line in text.lines() {
            let (line, size, color) = match line.strip_prefix("# ") {
                Some(head) => (head, 36, GOLD),
                None => (line, 26, WHITE),
            };
            y += if size == 36 { 20.0 } else { 0.0 };
            let width = measure_text(line, None, size, 1.0).width;
            draw_text(line, 240.0 - width / 2.0, y, size as f32, color);
            y += 30.0;
        }
        next_frame().await
    }
    info!("seen by {} frames", frame);
}
