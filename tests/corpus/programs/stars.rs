//! A sky of still particles in two colours, over which one short burst flies apart.
use macroquad::prelude::*;
use macroquad_particles::{ColorCurve, EmissionShape, Emitter, EmitterConfig, ParticleShape};

fn sky(amount: u32, size: f32, color: Color) -> Emitter {
    Emitter::new(EmitterConfig {
        emission_shape: EmissionShape::Rect {
            width: 620.0,
            height: 300.0,
        },
        lifetime: 1.0e6,
        explosiveness: 1.0,
        amount,
        initial_velocity: 0.0,
        size,
        size_randomness: 0.5,
        colors_curve: ColorCurve {
            start: color,
            mid: color,
            end: color,
        },
        ..Default::default()
    })
}

fn window_conf() -> Conf {
    Conf {
        window_title: "Stars".to_owned(),
        window_width: 640,
        window_height: 400,
        ..Default::default()
    }
}

#[macroquad::main(window_conf)]
async fn main() {
    rand::srand(7);
    let mut small = sky(120, 2.0, Color::from_rgba(150, 170, 220, 255));
    let mut large = sky(30, 4.0, Color::from_rgba(255, 240, 190, 255));
    let mut burst = Emitter::new(EmitterConfig {
        one_shot: true,
        lifetime: 0.6,
        explosiveness: 1.0,
        amount: 60,
        shape: ParticleShape::Circle { subdivisions: 12 },
        initial_direction_spread: std::f32::consts::TAU,
        initial_velocity: 260.0,
        initial_velocity_randomness: 0.6,
        size: 6.0,
        gravity: vec2(0.0, 120.0),
        colors_curve: ColorCurve {
            start: WHITE,
            mid: ORANGE,
            end: Color::new(1.0, 0.2, 0.1, 0.0),
        },
        ..Default::default()
    });

    loop {
        clear_background(Color::from_rgba(10, 12, 34, 255));
        small.draw(vec2(320.0, 160.0));
        large.draw(vec2(320.0, 160.0));
        burst.draw(vec2(320.0, 180.0));
        draw_triangle(
            vec2(-60.0, 400.0),
            vec2(180.0, 250.0),
            vec2(420.0, 400.0),
            Color::from_rgba(30, 30, 50, 255),
        );
        draw_triangle(
            vec2(240.0, 400.0),
            vec2(470.0, 220.0),
            vec2(720.0, 400.0),
            Color::from_rgba(22, 22, 40, 255),
        );
        next_frame().await
    }
}
