//! Conway's game of life, forty generations from a random start, as one small picture.
use macroquad::prelude::*;

const W: usize = 80;
const H: usize = 60;

fn neighbours(cells: &[bool], x: usize, y: usize) -> usize {
    let mut count = 0;
    for dy in [H - 1, 0, 1] {
        for dx in [W - 1, 0, 1] {
            if (dx, dy) != (0, 0) && cells[(y + dy) % H * W + (x + dx) % W] {
                count += 1;
            }
        }
    }
    count
}

#[macroquad::main("Game of Life")]
async fn main() {
    rand::srand(42);
    let mut cells: Vec<bool> = (0..W * H).map(|_| rand::gen_range(0, 5) == 0).collect();
    let mut age = vec![0u8; W * H];
    let mut image = Image::gen_image_color(W as u16, H as u16, BLACK);
    let texture = Texture2D::from_image(&image);
    texture.set_filter(FilterMode::Nearest);
    let mut generation = 0;

    loop {
        if generation < 40 || is_key_down(KeyCode::Space) {
            generation += 1;
            cells = (0..W * H)
                .map(|i| {
                    matches!(
                        (cells[i], neighbours(&cells, i % W, i / W)),
                        (_, 3) | (true, 2)
                    )
                })
                .collect();
            for (age, alive) in age.iter_mut().zip(&cells) {
                *age = if *alive { age.saturating_add(12) } else { 0 };
            }
            for (i, alive) in cells.iter().enumerate() {
                let color = if *alive {
                    Color::from_rgba(90 + age[i] / 2, 220 - age[i] / 2, 160, 255)
                } else {
                    Color::from_rgba(16, 18, 32, 255)
                };
                image.set_pixel((i % W) as u32, (i / W) as u32, color);
            }
            texture.update(&image);
        }

        draw_texture_ex(
            &texture,
            0.0,
            0.0,
            WHITE,
            DrawTextureParams {
                dest_size: Some(vec2(screen_width(), screen_height())),
                ..Default::default()
            },
        );
        draw_rectangle(0.0, 0.0, 200.0, 34.0, Color::new(0.0, 0.0, 0.0, 0.6));
        draw_text(&format!("generation {generation}"), 10.0, 24.0, 26.0, WHITE);
        next_frame().await
    }
}
