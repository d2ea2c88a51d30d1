//! Four corners and a frame show that the picture fills the window, of the size that the program asked for.
use macroquad::prelude::*;

const SIZES: [(f32, f32); 3] = [(640.0, 480.0), (800.0, 600.0), (320.0, 240.0)];

fn window_conf() -> Conf {
    Conf {
        window_title: "Resize".to_owned(),
        window_width: 640,
        window_height: 480,
        window_resizable: false,
        ..Default::default()
    }
}

#[macroquad::main(window_conf)]
async fn main() {
    let mut chosen = 0;
    let mut fullscreen = false;
    set_fullscreen(fullscreen);
    request_new_screen_size(SIZES[chosen].0, SIZES[chosen].1);

    loop {
        if is_key_pressed(KeyCode::F11) {
            fullscreen = !fullscreen;
            set_fullscreen(fullscreen);
        }
        if is_key_pressed(KeyCode::Tab) {
            chosen = (chosen + 1) % SIZES.len();
            request_new_screen_size(SIZES[chosen].0, SIZES[chosen].1);
        }
        let t = get_time().min(0.8) as f32 / 0.8;
        let (w, h) = (screen_width(), screen_height());
        clear_background(Color::from_rgba(236, 230, 214, 255));
        draw_rectangle_lines(0.0, 0.0, w, h, 24.0, DARKBLUE);
        for (x, y, color) in [
            (0.0, 0.0, RED),
            (1.0, 0.0, GOLD),
            (0.0, 1.0, GREEN),
            (1.0, 1.0, BLUE),
        ] {
            let inner = vec2(50.0 + x * (w - 100.0), 50.0 + y * (h - 100.0));
            let at = vec2(w, h) / 2.0 + (inner - vec2(w, h) / 2.0) * t;
            draw_circle(at.x, at.y, 30.0, color);
        }
        let text = format!("{w:.0} x {h:.0} at {}", screen_dpi_scale());
        let size = measure_text(&text, None, 40, 1.0);
        draw_text(&text, (w - size.width) / 2.0, h / 2.0, 40.0, DARKBLUE);
        next_frame().await
    }
}
