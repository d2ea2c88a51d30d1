//! The set of Mandelbrot fills in from the top, row by row, as bytes of a texture.
use macroquad::prelude::*;

const W: usize = 360;
const H: usize = 270;

fn window_conf() -> Conf {
    Conf {
        window_title: "Fractal".to_owned(),
        window_width: W as i32,
        window_height: H as i32,
        ..Default::default()
    }
}

fn steps(x: f32, y: f32) -> u32 {
    let (mut a, mut b) = (0.0f32, 0.0f32);
    for step in 0..60 {
        if a * a + b * b > 4.0 {
            return step;
        }
        (a, b) = (a * a - b * b + x, 2.0 * a * b + y);
    }
    60
}

fn row(bytes: &mut [u8], y: usize) {
    for x in 0..W {
        let steps = steps((x as f32 - 250.0) / 110.0, (y as f32 - 135.0) / 110.0);
        let color = match steps {
            60 => [12, 10, 30, 255],
            _ => [
                (steps * 12).min(255) as u8,
                (40 + steps * 5).min(255) as u8,
                (120 + steps * 2) as u8,
                255,
            ],
        };
        bytes[(y * W + x) * 4..][..4].copy_from_slice(&color);
    }
}

#[macroquad::main(window_conf)]
async fn main() {
    let mut bytes = vec![255; W * H * 4];
    let texture = Texture2D::from_rgba8(W as u16, H as u16, &bytes);
    let mut done = 0;
    loop {
        if done < H {
            for y in done..done + 6 {
                row(&mut bytes, y);
            }
            done += 6;
            texture.update_from_bytes(W as u32, H as u32, &bytes);
        }
        draw_texture(&texture, 0.0, 0.0, WHITE);
        draw_rectangle(0.0, done as f32, W as f32, 3.0, ORANGE);
        next_frame().await
    }
}
