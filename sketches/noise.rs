//! Every pixel a random colour, 20 times a second.
use kinora::prelude::*;

pub fn sketch() -> Sketch {
    Sketch::new("noise", noise)
        .size(640, 480)
        .fps(20)
        .duration(5.0)
        .seed(1896)
}

async fn noise() {
    let (width, height) = (screen_width(), screen_height());
    let mut image = Image::gen_image_color(width as u16, height as u16, BLACK);
    let texture = Texture2D::from_image(&image);
    loop {
        for pixel in image.get_image_data_mut() {
            let [r, g, b, _] = rand::rand().to_le_bytes();
            *pixel = [r, g, b, 255];
        }
        texture.update(&image);
        draw_texture(&texture, 0.0, 0.0, WHITE);
        next_frame().await
    }
}
