//! Thousands of particles drift along a smooth field and leave fine lines of light.
use kinora::prelude::*;

pub fn sketch() -> Sketch {
    Sketch::new("flow", flow)
        .size(960, 540)
        .fps(30)
        .duration(10.0)
        .seed(8)
}

struct Particle {
    at: Vec2,
    ink: Color,
    steps_left: u32,
}

async fn flow() {
    let size = canvas_size();
    let inks = Palette::hex(&[0xf2e3c6, 0xe9a15b, 0xd4574e, 0x2f8f8a, 0x1d5673]);
    let field = Noise::simplex().octaves(2);
    let lines = Layer::new();
    let mut particles: Vec<Particle> = vec![];
    loop {
        let count = slider("particles", 3500, 100..=8000);
        let swing = slider("swing", 0.9, 0.0..=3.0);
        let light = slider("light", 0.15, 0.02..=0.5);
        if button("clear") || particles.is_empty() {
            lines.clear(Color::from_hex(0x0b1220));
        }
        particles.resize_with(count, || born(size, &inks));
        lines.paint(|| {
            set_blend(Blend::Screen);
            for particle in &mut particles {
                let ink = particle.ink.with_alpha(light);
                for _ in 0..2 {
                    let turn = 4.0 * field.at(particle.at / size.min_element());
                    particle.at += Vec2::from_angle(turn * swing) * 0.8;
                    draw_circle(particle.at.x, particle.at.y, 0.6, ink);
                }
                particle.steps_left -= 1;
                if particle.steps_left == 0 {
                    *particle = born(size, &inks);
                }
            }
        });
        lines.draw();
        next_frame().await
    }
}

/// Neighbours have about the same ink. Some are born outside, or the edges would stay dark.
fn born(size: Vec2, inks: &Palette) -> Particle {
    let at = size * vec2(rand::gen_range(-0.05, 1.05), rand::gen_range(-0.05, 1.05));
    Particle {
        at,
        ink: inks.at(random_gaussian(at.y / size.y, 0.07)),
        steps_left: rand::gen_range(20, 160),
    }
}
