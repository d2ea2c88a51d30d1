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
/// The shore, in parts of the height.
const SHORE: f32 = 0.76;
const HILLS: [(f32, f32, f32); 3] = [(0.1, 0.36, 0.05), (0.82, 0.28, 0.04), (1.0, 0.2, 0.075)];
/// The sky and the water: from which height to which, and in which colours.
const AIR: [(f32, f32, u32, u32); 2] = [
    (0.0, SHORE, 0x070a1f, 0x2b2f63),
    (SHORE, 1.0, 0x20265a, 0x05060f),
];
const ROCKETS: usize = 12;

async fn particles() {
    let paints = Palette::hex(&[0xffc46b, 0xff7a59, 0xff5d8f, 0x7fd1e8, 0xffe3b0]);
    let rockets: Vec<Rocket> = (0..ROCKETS)
        .map(|index| {
            let column = (index * 5 % ROCKETS) as f32 + rand::gen_range(0.2, 0.8);
            let x = 0.12 + 0.76 * column / ROCKETS as f32;
            let at = vec2(x, rand::gen_range(0.2, 0.4));
            let time = (index as f32 + rand::gen_range(0.0, 0.7)) * DURATION / ROCKETS as f32;
            Rocket::new(time, at, paints.color(index))
        })
        .collect();
    let sky = Layer::new();
    loop {
        let size = canvas_size();
        let now = playhead() * DURATION;
        let flashes = rockets.iter().map(|rocket| (-4.0 * rocket.age(now)).exp());
        let light = (0.72 + 0.28 * flashes.sum::<f32>()).min(1.0);
        let lit = |hex| Color::from_vec((Color::from_hex(hex).to_vec() * light).with_w(1.0));
        for (from, to, first, last) in AIR {
            // To the end: the water covers the sky.
            let place = Rect::new(0.0, from * size.y, size.x, size.y);
            let (top, bottom) = (place.point(), vec2(0.0, to * size.y));
            let fill = Gradient::linear(top, bottom, &[(0.0, lit(first)), (1.0, lit(last))]);
            draw_path(&place.into(), fill);
        }
        let sparks = slider("sparks", 150, 10..=MOST);
        let trail = slider("trail", 0.4, 0.05..=1.0);
        let fall = slider("gravity", 0.16, 0.0..=0.5);
        sky.fade(1.0 - (-3.0 * get_frame_time() / trail).exp());
        sky.paint(|| {
            set_blend(Blend::Add);
            for rocket in &rockets {
                rocket.draw(now, sparks, fall);
            }
        });
        set_blend(Blend::Add);
        sky.draw();
        // Upside down; the water has room for less of it.
        let water = Rect::new(0.0, size.y, size.x, size.y * (1.0 - 1.0 / SHORE));
        sky.draw_in(water, WHITE.with_alpha(0.6));
        set_blend(Blend::Normal);
        // Hills, and the same below in the water.
        for (x, long, high) in HILLS {
            let (at, half) = (vec2(x, SHORE) * size, vec2(long, high) * size);
            draw_ellipse(at.x, at.y, half.x, half.y, 0.0, Color::from_hex(0x080a1c));
        }
        next_frame().await
    }
}

/// Sparks of a rocket.
const MOST: usize = 300;
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
    fn new(time: f32, at: Vec2, paint: Color) -> Rocket {
        let power = rand::gen_range(0.6, 0.95);
        let sparks = (0..MOST).map(|_| {
            // A direction in space, of which the canvas shows two sides.
            let depth: f32 = rand::gen_range(-1.0, 1.0);
            let way = on_circle((1.0 - depth * depth).sqrt());
            let speed = power * rand::gen_range(0.8, 1.0);
            (way * speed, rand::gen_range(1.4, 2.8))
        });
        Rocket {
            time,
            at,
            paint,
            sparks: sparks.collect(),
        }
    }

    /// Seconds since it burst. It is above `DURATION - RISE` while it rises for the next time.
    fn age(&self, now: f32) -> f32 {
        (now - self.time).rem_euclid(DURATION)
    }

    fn draw(&self, now: f32, sparks: usize, fall: f32) {
        let age = self.age(now);
        let canvas = canvas_size();
        let burst = self.at * canvas;
        draw_streak(age + RISE - DURATION, self.paint.with_alpha(0.5), |time| {
            let left = 1.0 - time / RISE;
            burst + vec2(0.05 * left, (SHORE - self.at.y) * left * left) * canvas.y
        });
        for &(speed, life) in self.sparks[..sparks].iter().filter(|spark| age < spark.1) {
            let hot = lerp_color(self.paint, WHITE, (-4.0 * age).exp());
            draw_streak(age, hot.with_alpha(0.95 * (1.0 - age / life)), |time| {
                // Motion under gravity, against a drag that grows with the speed.
                let slowed = (1.0 - (-DRAG * time).exp()) / DRAG;
                burst + (speed * slowed + vec2(0.0, fall * (time - slowed))) * canvas.y
            });
        }
    }
}

/// Draws the way that something has come since the frame before, as long as it is above the shore.
fn draw_streak(time: f32, glow: Color, place: impl Fn(f32) -> Vec2) {
    let [from, to] = [time - get_frame_time(), time].map(|time| place(time.max(0.0)));
    if time > 0.0 && from.y.max(to.y) < SHORE * screen_height() {
        draw_line(from.x, from.y, to.x, to.y, screen_height() / 270.0, glow);
    }
}
