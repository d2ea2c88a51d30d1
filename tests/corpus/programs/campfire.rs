//! Smoke and sparks rise from a fire, by two emitters that are described in a file.
//! Different in every window: the particles fly at random and never rest.
use macroquad::prelude::*;
use macroquad_particles::{Emitter, EmitterConfig};
use nanoserde::DeJson;

#[macroquad::main("Campfire")]
async fn main() {
    let json = load_string("assets/fire.json").await.unwrap();
    let config: EmitterConfig = DeJson::deserialize_json(&json).unwrap();
    let puff = load_texture("assets/puff.png").await.unwrap();
    let mut fire = Emitter::new(EmitterConfig {
        texture: Some(puff.clone()),
        ..config.clone()
    });
    let mut sparks = Emitter::new(EmitterConfig {
        amount: 30,
        size: 4.0,
        initial_velocity: 260.0,
        initial_direction_spread: 1.2,
        ..config
    });

    loop {
        clear_background(Color::from_rgba(20, 22, 34, 255));
        draw_rectangle(0.0, 480.0, 800.0, 120.0, Color::from_rgba(36, 32, 34, 255));
        for (turn, color) in [(0.3, BROWN), (-0.3, DARKBROWN)] {
            draw_rectangle_ex(
                400.0,
                500.0,
                220.0,
                30.0,
                DrawRectangleParams {
                    offset: vec2(0.5, 0.5),
                    rotation: turn,
                    color,
                },
            );
        }
        fire.draw(vec2(400.0, 480.0));
        sparks.draw(vec2(400.0, 470.0));
        next_frame().await
    }
}
