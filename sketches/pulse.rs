//! A green circle that breathes once a second.
use kinora::prelude::*;

pub fn sketch() -> Sketch {
    Sketch::new("pulse", pulse)
        .size(640, 480)
        .fps(20)
        .duration(5.0)
}

async fn pulse() {
    loop {
        clear_background(WHITE);
        let radius = slider("radius", 220.0, 0.0..=400.0) + 20.0 * (get_time() as f32 * TAU).sin();
        let green = color("color", Color::from_hex(0x00ff00));
        draw_circle(screen_width() / 2.0, screen_height() / 2.0, radius, green);
        next_frame().await
    }
}
