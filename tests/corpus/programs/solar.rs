//! Planets set off from a line and go around their sun, each at its own speed.
use macroquad::color;
use macroquad::experimental::coroutines;
use macroquad::input::{is_key_pressed, show_mouse, KeyCode};
use macroquad::logging::info;
use macroquad::math::{vec2, Rect, Vec2};
use macroquad::rand::gen_range;
use macroquad::shapes::{draw_circle, draw_circle_lines, draw_rectangle};
use macroquad::text::draw_text;
use macroquad::time::get_time;
use macroquad::ui::{hash, root_ui, widgets};
use macroquad::window::*;

struct Planet {
    distance: f32,
    speed: f32,
    size: f32,
    color: color::Color,
}

impl Planet {
    fn place(&self, sun: Vec2, time: f32) -> Vec2 {
        sun + Vec2::from_angle(self.speed * time) * self.distance
    }
}

#[macroquad::main("Solar")]
async fn main() {
    macroquad::rand::srand(7);
    show_mouse(false);
    let colors = [
        color::GRAY,
        color::GOLD,
        color::BLUE,
        color::RED,
        color::BEIGE,
        color::SKYBLUE,
    ];
    let planets: Vec<Planet> = (0..6)
        .map(|i| Planet {
            distance: 70.0 + i as f32 * 40.0,
            speed: 4.0 / (1.0 + i as f32 * 0.6) + gen_range(-0.2, 0.2),
            size: gen_range(7.0, 18.0),
            color: colors[i],
        })
        .collect();
    coroutines::start_coroutine(async {
        coroutines::wait_seconds(0.5).await;
        info!("half a second around the sun");
    });
    let space = Rect::new(0.0, 0.0, screen_width(), screen_height());
    let sun: Vec2 = space.center();

    loop {
        if is_key_pressed(KeyCode::Escape) {
            macroquad::miniquad::window::quit();
        }
        clear_background(color::BLACK);
        draw_rectangle(
            0.0,
            0.0,
            space.w,
            space.h,
            color::Color::new(0.02, 0.03, 0.1, 1.0),
        );
        let time = get_time().min(0.8) as f32;
        draw_circle(sun.x, sun.y, 36.0, color::YELLOW);
        for planet in &planets {
            let at = planet.place(sun, time);
            draw_circle(at.x, at.y, planet.size, planet.color);
        }
        let home = planets[2].place(sun, time);
        draw_circle_lines(home.x, home.y, planets[2].size + 6.0, 3.0, color::WHITE);
        draw_text("home", home.x + 24.0, home.y, 24.0, color::WHITE);
        widgets::Window::new(hash!(), vec2(20.0, 20.0), vec2(150.0, 60.0))
            .label("clock")
            .ui(&mut root_ui(), |ui| {
                ui.label(None, &format!("{:.2} years", time))
            });
        next_frame().await;
    }
}
