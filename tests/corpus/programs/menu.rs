//! A window of settings with labels, buttons, sliders and a bar that fills up.
use macroquad::prelude::*;
use macroquad::ui::{
    hash, root_ui,
    widgets::{self, Group},
};

#[derive(Default)]
struct Settings {
    name: String,
    volume: f32,
    speed: f32,
    fullscreen: bool,
    difficulty: usize,
    clicks: u32,
}

#[macroquad::main("Menu")]
async fn main() {
    let mut settings = Settings {
        name: "player one".to_string(),
        volume: 70.0,
        speed: 2.5,
        fullscreen: true,
        difficulty: 1,
        ..Default::default()
    };

    loop {
        let t = get_time().min(0.8) as f32 / 0.8;
        clear_background(Color::from_rgba(72, 96, 120, 255));
        for i in 0..5 {
            draw_rectangle(
                0.0,
                500.0 - i as f32 * 20.0,
                800.0 * t,
                12.0,
                Color::new(1.0, 1.0, 1.0, 0.1),
            );
        }

        widgets::Window::new(hash!(), vec2(60.0, 60.0), vec2(360.0, 330.0))
            .label("Settings")
            .titlebar(true)
            .ui(&mut root_ui(), |ui| {
                ui.label(None, "Choose how to play");
                ui.input_text(hash!(), "name", &mut settings.name);
                ui.slider(hash!(), "volume", 0.0..100.0, &mut settings.volume);
                ui.slider(hash!(), "speed", 1.0..4.0, &mut settings.speed);
                ui.checkbox(hash!(), "fullscreen", &mut settings.fullscreen);
                ui.combo_box(
                    hash!(),
                    "difficulty",
                    &["easy", "fair", "hard"],
                    &mut settings.difficulty,
                );
                ui.separator();
                Group::new(hash!(), vec2(340.0, 70.0)).ui(ui, |ui| {
                    ui.label(None, "loading the world");
                    widgets::ProgressBar::new()
                        .label("world")
                        .ui(ui, t * 0.6, "");
                });
                if ui.button(None, "Play") {
                    settings.clicks += 1;
                }
                ui.same_line(60.0);
                if ui.button(None, "Leave") {
                    settings.clicks = 0;
                }
            });
        root_ui().window(hash!(), vec2(460.0, 120.0), vec2(240.0, 140.0), |ui| {
            ui.label(None, &format!("clicked {} times", settings.clicks));
            ui.tree_node(hash!(), "help", |ui| {
                ui.label(None, "there is none");
            });
            ui.button(vec2(20.0, 80.0), "Credits");
        });
        root_ui().label(vec2(60.0, 30.0), "Main menu");
        next_frame().await
    }
}
