//! Starlings at dusk: a flock that keeps together, keeps apart, and turns as one.
use kinora::prelude::*;

pub fn sketch() -> Sketch {
    Sketch::new("boids", boids)
        .size(960, 540)
        .fps(30)
        .duration(12.0)
        .seed(3)
}

/// How far a bird sees, and from where on another is too near.
const SIGHT: f32 = 36.0;
const TOO_NEAR: f32 = 14.0;

#[derive(Clone)]
struct Bird {
    at: Vec2,
    velocity: Vec2,
    size: f32,
    flap: f32,
    /// How far behind the others it follows.
    lag: f32,
}

async fn boids() {
    let size = canvas_size();
    let sky = Palette::hex(&[0x3f4a78, 0x94708f, 0xe59a86, 0xfadcae]);
    let dusk = Gradient::linear(Vec2::ZERO, vec2(0.0, size.y), &sky.stops());
    let mut flock: Vec<Bird> = vec![];
    loop {
        let time = get_time() as f32;
        let count = slider("birds", 900, 50..=1500);
        let together = slider("together", 1.0, 0.0..=3.0);
        let aligned = slider("aligned", 1.0, 0.0..=3.0);
        let apart = slider("apart", 1.0, 0.0..=3.0);
        flock.resize_with(count, || {
            let lag = rand::gen_range(0.0, 0.9) + rand::gen_range(0.0, 0.9);
            Bird {
                at: size * eight(time - lag) + on_circle(rand::gen_range(10.0, 70.0)),
                velocity: size * (eight(time - lag) - eight(time - lag - 0.1)) / 0.1,
                size: rand::gen_range(1.4f32, 3.2),
                flap: rand::gen_range(0.0, TAU),
                lag,
            }
        });

        let before = flock.clone();
        for bird in &mut flock {
            let (mut middle, mut heading, mut away) = (Vec2::ZERO, Vec2::ZERO, Vec2::ZERO);
            let mut seen = 0.0;
            for other in &before {
                let to = other.at - bird.at;
                let square = to.length_squared();
                if square < SIGHT * SIGHT && square > 0.0 {
                    let distance = square.sqrt();
                    middle += to;
                    heading += other.velocity - bird.velocity;
                    away -= to / distance * (1.0 - distance / TOO_NEAR).max(0.0);
                    seen += 1.0;
                }
            }
            let mut push = (size * eight(time - bird.lag) - bird.at) * 4.0 + away * 260.0 * apart;
            if seen > 0.0 {
                push += middle / seen * 2.5 * together + heading / seen * 2.0 * aligned;
            }
            bird.velocity = (bird.velocity + push * get_frame_time()).clamp_length(80.0, 260.0);
        }

        draw_path(&canvas_rect().into(), &dusk);
        let sun = Color::from_hex(0xfff1cf).with_alpha(0.75);
        draw_circle(size.x * 0.7, size.y * 0.78, size.min_element() * 0.09, sun);
        for bird in &mut flock {
            bird.at += bird.velocity * get_frame_time();
            bird.flap += 40.0 / bird.size * get_frame_time();
            let ahead = bird.velocity.normalize_or_zero() * bird.size;
            let wing = ahead.perp() * (1.6 + 0.8 * bird.flap.sin());
            let (beak, tail) = (bird.at + ahead * 1.6, bird.at - ahead);
            let shade = Color::from_hex(0x221a33).with_alpha(0.25 + 0.2 * bird.size);
            draw_triangle(beak, tail + wing, bird.at, shade);
            draw_triangle(beak, tail - wing, bird.at, shade);
        }
        next_frame().await
    }
}

/// Where the flock wants to be: on an eight across the sky, in parts of the canvas.
fn eight(time: f32) -> Vec2 {
    let angle = TAU * time / 12.0;
    vec2(0.5 - 0.27 * angle.cos(), 0.47 + 0.2 * (2.0 * angle).sin())
}
