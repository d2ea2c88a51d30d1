//! Rockets burst over a town, one after the other.
//! Different in every window: the seed comes from the clock.
use macroquad::prelude::*;
use macroquad_particles::{BlendMode, ColorCurve, Curve, Emitter, EmitterConfig, Interpolation};

fn burst(color: Color) -> Emitter {
    Emitter::new(EmitterConfig {
        lifetime: 1.2,
        lifetime_randomness: 0.4,
        emitting: false,
        initial_direction_spread: std::f32::consts::TAU,
        initial_velocity: 220.0,
        initial_velocity_randomness: 0.7,
        linear_accel: -1.0,
        size: 5.0,
        size_curve: Some(Curve {
            points: vec![(0.0, 1.0), (0.6, 0.8), (1.0, 0.0)],
            interpolation: Interpolation::Linear,
            resolution: 20,
        }),
        gravity: vec2(0.0, 90.0),
        blend_mode: BlendMode::Additive,
        colors_curve: ColorCurve {
            start: WHITE,
            mid: color,
            end: Color::new(color.r, color.g, color.b, 0.0),
        },
        ..Default::default()
    })
}

#[macroquad::main("Fireworks")]
async fn main() {
    rand::srand(macroquad::miniquad::date::now() as u64);
    let mut rockets = [RED, GOLD, SKYBLUE, LIME].map(|color| (burst(color), Vec2::ZERO));
    let mut next = 0.0;

    loop {
        if get_time() > next {
            next = get_time() + rand::gen_range(0.1, 0.5);
            let place = vec2(rand::gen_range(80.0, 720.0), rand::gen_range(60.0, 320.0));
            let which = rand::gen_range(0, rockets.len());
            rockets[which].1 = place;
            rockets[which].0.emit(Vec2::ZERO, 80);
        }
        clear_background(Color::from_rgba(8, 8, 26, 255));
        for (burst, place) in &mut rockets {
            burst.draw(*place);
        }
        for i in 0..10 {
            let tall = 60.0 + (i * 53 % 90) as f32;
            draw_rectangle(
                i as f32 * 80.0,
                600.0 - tall,
                78.0,
                tall,
                Color::from_rgba(30, 30, 44, 255),
            );
            draw_rectangle(i as f32 * 80.0 + 20.0, 612.0 - tall, 12.0, 16.0, GOLD);
        }
        draw_fps();
        next_frame().await
    }
}
