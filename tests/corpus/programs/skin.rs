//! A menu of a game with its own panel, buttons and letters.
use macroquad::prelude::*;
use macroquad::ui::{hash, root_ui, widgets, Skin};

const BUTTONS: [&str; 3] = ["New game", "Options", "Quit"];

async fn make_skin() -> Skin {
    let font = load_file("assets/Hack-Regular.ttf").await.unwrap();
    let panel = load_image("assets/panel.png").await.unwrap();
    let button = load_image("assets/button.png").await.unwrap();
    let hovered = load_image("assets/button_hovered.png").await.unwrap();

    let window_style = root_ui()
        .style_builder()
        .background(panel)
        .background_margin(RectOffset::new(12.0, 12.0, 12.0, 12.0))
        .build();
    let button_style = root_ui()
        .style_builder()
        .background(button)
        .background_hovered(hovered.clone())
        .background_clicked(hovered)
        .background_margin(RectOffset::new(12.0, 12.0, 12.0, 12.0))
        .margin(RectOffset::new(8.0, 8.0, 2.0, 2.0))
        .font(&font)
        .unwrap()
        .font_size(28)
        .text_color(WHITE)
        .build();
    let label_style = root_ui()
        .style_builder()
        .font(&font)
        .unwrap()
        .font_size(36)
        .text_color(GOLD)
        .build();
    Skin {
        window_style,
        button_style,
        label_style,
        ..root_ui().default_skin()
    }
}

#[macroquad::main("Skin")]
async fn main() {
    let skin = make_skin().await;
    let mut chosen: Option<&str> = None;

    loop {
        let t = get_time().min(0.6) as f32 / 0.6;
        clear_background(Color::from_rgba(30, 60, 64, 255));
        for i in 0..6 {
            let x = 80.0 + i as f32 * 130.0;
            draw_circle(
                x,
                640.0 - t * (100.0 + (i % 2) as f32 * 40.0),
                50.0,
                Color::from_rgba(50, 90, 84, 255),
            );
        }

        root_ui().push_skin(&skin);
        let top = 100.0 - 60.0 * (1.0 - t);
        let window = hash!();
        root_ui().move_window(window, vec2(240.0, top));
        widgets::Window::new(window, vec2(240.0, top), vec2(320.0, 340.0))
            .titlebar(false)
            .movable(false)
            .ui(&mut root_ui(), |ui| {
                ui.label(vec2(90.0, 20.0), "KINGDOM");
                for (i, text) in BUTTONS.iter().enumerate() {
                    let clicked = widgets::Button::new(*text)
                        .position(vec2(50.0, 90.0 + i as f32 * 75.0))
                        .size(vec2(220.0, 56.0))
                        .ui(ui);
                    if clicked {
                        chosen = Some(text);
                    }
                }
            });
        root_ui().pop_skin();
        if let Some(chosen) = chosen {
            draw_text(chosen, 20.0, 580.0, 30.0, WHITE);
        }
        next_frame().await
    }
}
