//! A window that asks for nearly everything: size, samples, fine pixels, the whole screen and Wayland.
use macroquad::miniquad::conf::{LinuxBackend, Platform};
use macroquad::prelude::*;

fn window_conf() -> macroquad::conf::Conf {
    let miniquad_conf = Conf {
        window_title: "All of it".to_owned(),
        window_width: 640,
        window_height: 360,
        high_dpi: true,
        fullscreen: true,
        sample_count: 4,
        window_resizable: true,
        platform: Platform {
            linux_backend: LinuxBackend::WaylandWithX11Fallback,
            swap_interval: Some(1),
            ..Default::default()
        },
        ..Default::default()
    };
    macroquad::conf::Conf {
        miniquad_conf,
        default_filter_mode: FilterMode::Nearest,
        ..Default::default()
    }
}

/// The number of sides of the first polygon, if there is no file that says another.
async fn sides() -> Result<i32, macroquad::Error> {
    let text = load_string("no such file").await?;
    text.trim()
        .parse()
        .map_err(|_| macroquad::Error::UnknownError("it is no number"))
}

#[macroquad::main(window_conf)]
#[allow(clippy::needless_range_loop)]
pub async fn main() {
    let first = match sides().await {
        Ok(sides) => sides,
        Err(macroquad::Error::FileError { .. }) => 3,
        Err(_) => 9,
    };
    loop {
        let t = get_time().min(0.8) as f32;
        let (w, h) = (screen_width(), screen_height());
        let unit = w.min(h) / 10.0;
        clear_background(Color::from_rgba(30, 36, 48, 255));
        for i in 0..8 {
            let turn = i as f32 * std::f32::consts::TAU / 8.0 + t;
            let at = vec2(w, h) / 2.0 + Vec2::from_angle(turn) * unit * 3.0;
            draw_poly(
                at.x,
                at.y,
                (first + i) as u8,
                unit,
                turn.to_degrees(),
                Color::new(0.3 + 0.08 * i as f32, 0.6, 0.9 - 0.08 * i as f32, 1.0),
            );
        }
        draw_circle(w / 2.0, h / 2.0, unit * 1.2, WHITE);
        next_frame().await
    }
}
