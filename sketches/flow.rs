//! Thousands of particles drift along a smooth field and leave fine lines of light.
use kinora::prelude::*;

pub fn sketch() -> Sketch {
    Sketch::new("flow", flow)
        .size(960, 540)
        .fps(30)
        .duration(10.0)
        .seed(8)
}

const INKS: [u32; 5] = [0xf2e3c6, 0xe9a15b, 0xd4574e, 0x2f8f8a, 0x1d5673];

struct Particle {
    at: Vec2,
    ink: Color,
    steps_left: u32,
}

async fn flow() {
    let size = vec2(screen_width(), screen_height());
    let pixels = size * screen_dpi_scale();
    let target = render_target(pixels.x as u32, pixels.y as u32);
    let drawing = Camera2D {
        render_target: Some(target.clone()),
        ..Camera2D::from_display_rect(Rect::new(0.0, 0.0, size.x, size.y))
    };
    let waves: Vec<(Vec2, f32)> = (0..6)
        .map(|_| {
            let direction = Vec2::from_angle(rand::gen_range(0.0, TAU));
            (
                direction * rand::gen_range(1.0, 7.0),
                rand::gen_range(0.0, TAU),
            )
        })
        .collect();
    let mut particles: Vec<Particle> = vec![];
    loop {
        let count = slider("particles", 3500, 100..=8000);
        let swing = slider("swing", 0.9, 0.0..=3.0);
        let light = slider("light", 0.15, 0.02..=0.5);
        set_camera(&drawing);
        if button("clear") || particles.is_empty() {
            clear_background(Color::from_hex(0x0b1220));
        }
        set_blend(Blend::Screen);
        particles.resize_with(count, || born(size));
        for particle in &mut particles {
            let ink = particle.ink.with_alpha(light);
            for _ in 0..2 {
                let place = particle.at / size.min_element();
                let turn: f32 = waves
                    .iter()
                    .map(|(wave, phase)| (wave.dot(place) + phase).sin())
                    .sum();
                particle.at += Vec2::from_angle(turn * swing) * 0.8;
                draw_circle(particle.at.x, particle.at.y, 0.6, ink);
            }
            particle.steps_left -= 1;
            if particle.steps_left == 0 {
                *particle = born(size);
            }
        }
        set_blend(Blend::Normal);
        set_default_camera();
        let whole = DrawTextureParams {
            dest_size: Some(size),
            flip_y: true,
            ..Default::default()
        };
        draw_texture_ex(&target.texture, 0.0, 0.0, WHITE, whole);
        next_frame().await
    }
}

/// Neighbours have about the same ink. Some are born outside, or the edges would stay dark.
fn born(size: Vec2) -> Particle {
    let at = size * vec2(rand::gen_range(-0.05, 1.05), rand::gen_range(-0.05, 1.05));
    let band = at.y / size.y + rand::gen_range(-0.12, 0.12);
    let ink = (band * INKS.len() as f32).clamp(0.0, INKS.len() as f32 - 1.0) as usize;
    Particle {
        at,
        ink: Color::from_hex(INKS[ink]),
        steps_left: rand::gen_range(20, 160),
    }
}
