//! Fireworks over a bay: each spark draws the arc that it has flown, and the water shows it again.
use kinora::prelude::*;

pub fn sketch() -> Sketch {
    Sketch::new("particles", particles)
        .size(960, 540)
        .fps(30)
        .duration(DURATION)
        .seed(21)
}

const DURATION: f32 = 10.0;
const PALETTE: [u32; 5] = [0xffc46b, 0xff7a59, 0xff5d8f, 0x7fd1e8, 0xffe3b0];
/// The shore, in parts of the height.
const SHORE: f32 = 0.76;
const HILLS: [(f32, f32, f32); 3] = [(0.1, 0.36, 0.05), (0.82, 0.28, 0.04), (1.0, 0.2, 0.075)];
const ROCKETS: usize = 12;

async fn particles() {
    let rockets: Vec<Rocket> = (0..ROCKETS)
        .map(|index| {
            let column = (index * 5 % ROCKETS) as f32 + rand::gen_range(0.2, 0.8);
            let x = 0.12 + 0.76 * column / ROCKETS as f32;
            let at = vec2(x, rand::gen_range(0.2, 0.4));
            let time = (index as f32 + rand::gen_range(0.0, 0.7)) * DURATION / ROCKETS as f32;
            Rocket::new(time, at, PALETTE[index % PALETTE.len()])
        })
        .collect();
    loop {
        let size = vec2(screen_width(), screen_height());
        let now = playhead() * DURATION;
        let flashes = rockets.iter().map(|rocket| (-4.0 * rocket.age(now)).exp());
        let light = (0.72 + 0.28 * flashes.sum::<f32>()).min(1.0);
        backdrop(0.0, SHORE, [0x070a1f, 0x2b2f63], light);
        backdrop(SHORE, 1.0, [0x20265a, 0x05060f], light);
        let sparks = slider("sparks", 150, 10..=MOST);
        let trail = slider("trail", 0.4, 0.05..=1.0);
        let fall = slider("gravity", 0.16, 0.0..=0.5);
        set_blend(Blend::Add);
        for rocket in &rockets {
            rocket.draw(now, sparks, trail, fall);
        }
        set_blend(Blend::Normal);
        // Hills, and the same below in the water.
        for (x, long, high) in HILLS {
            let (at, half) = (vec2(x, SHORE) * size, vec2(long, high) * size);
            draw_ellipse(at.x, at.y, half.x, half.y, 0.0, Color::from_hex(0x080a1c));
        }
        next_frame().await
    }
}

/// From one height to another, in parts of the canvas.
fn backdrop(from: f32, to: f32, [first, last]: [u32; 2], light: f32) {
    let [from, to] = [from, to].map(|part| part * screen_height());
    let lit = |hex| Color::from_vec((Color::from_hex(hex).to_vec() * light).with_w(1.0));
    let colors = Gradient::linear(
        vec2(0.0, from),
        vec2(0.0, to),
        &[(0.0, lit(first)), (1.0, lit(last))],
    );
    draw_path(
        &Path::rectangle(0.0, from, screen_width(), to - from),
        colors,
    );
}

/// Sparks of a rocket, and steps of a trail.
const MOST: usize = 300;
const STEPS: u32 = 6;
/// How fast the air slows a spark down, and how long a rocket rises, in seconds.
const DRAG: f32 = 2.4;
const RISE: f32 = 1.2;

struct Rocket {
    /// When it bursts, in seconds.
    time: f32,
    /// Where, in parts of the canvas.
    at: Vec2,
    paint: Color,
    /// The speed of each spark at first, and the seconds for which it glows.
    sparks: Vec<(Vec2, f32)>,
}

impl Rocket {
    fn new(time: f32, at: Vec2, hex: u32) -> Rocket {
        let power = rand::gen_range(0.6, 0.95);
        let sparks = (0..MOST).map(|_| {
            // A direction in space, of which the canvas shows two sides.
            let (turn, depth) = (rand::gen_range(0.0, TAU), rand::gen_range(-1.0f32, 1.0));
            let way = Vec2::from_angle(turn) * (1.0 - depth * depth).sqrt();
            let speed = power * rand::gen_range(0.8, 1.0);
            (way * speed, rand::gen_range(1.4, 2.8))
        });
        Rocket {
            time,
            at,
            paint: Color::from_hex(hex),
            sparks: sparks.collect(),
        }
    }

    /// Seconds since it burst. It is above `DURATION - RISE` while it rises for the next time.
    fn age(&self, now: f32) -> f32 {
        (now - self.time).rem_euclid(DURATION)
    }

    fn draw(&self, now: f32, sparks: usize, trail: f32, fall: f32) {
        let age = self.age(now);
        let canvas = vec2(screen_width(), screen_height());
        let burst = self.at * canvas;
        let risen = age - (DURATION - RISE);
        draw_trail(risen, 0.3, self.paint.with_alpha(0.5), |time| {
            let left = 1.0 - time / RISE;
            burst + vec2(0.05 * left, (SHORE - self.at.y) * left * left) * canvas.y
        });
        for &(speed, life) in self.sparks[..sparks].iter().filter(|spark| age < spark.1) {
            let hot = self.paint.to_vec().lerp(Vec4::ONE, (-4.0 * age).exp());
            let glow = Color::from_vec(hot).with_alpha(0.95 * (1.0 - age / life));
            draw_trail(age, trail, glow, |time| {
                // Motion under gravity, against a drag that grows with the speed.
                let slowed = (1.0 - (-DRAG * time).exp()) / DRAG;
                burst + (speed * slowed + vec2(0.0, fall * (time - slowed))) * canvas.y
            });
        }
    }
}

/// Draws where something was for the `long` seconds before `time`, thinner and dimmer with age, and its glitter in the
/// water.
fn draw_trail(time: f32, long: f32, paint: Color, place: impl Fn(f32) -> Vec2) {
    let height = screen_height();
    for step in 0..STEPS {
        let [old, new] = [step, step + 1].map(|step| step as f32 / STEPS as f32);
        let ends = [old, new].map(|part| place(time - long.min(time) * (1.0 - part)));
        if time <= 0.0 || ends.iter().any(|end| end.y > SHORE * height) {
            continue;
        }
        let thick = (0.6 + 1.6 * new) * height / 540.0;
        let [from, to] = ends;
        let glow = |light: f32| paint.with_alpha(paint.a * light * new * new);
        draw_line(from.x, from.y, to.x, to.y, thick, glow(1.0));
        let deep = height - to.y / SHORE * (1.0 - SHORE);
        draw_circle(to.x, deep, thick * 0.7, glow(0.7));
    }
}
