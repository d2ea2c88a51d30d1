//! A ball that bounces between two walls.

use macroquad::prelude::*;

#[macroquad::main("Bounce")]
async fn main() {
    let (mut place, mut speed) = (40.0, 4.0);
    loop {
        place += speed;
        if !(20.0..screen_width() - 20.0).contains(&place) {
            speed = -speed;
        }
        clear_background(DARKBLUE);
        draw_circle(place, screen_height() / 2.0, 20.0, YELLOW);
        next_frame().await
    }
}
