//! Circles that roll on circles draw a shape: its Fourier series at work.
use kinora::prelude::*;

pub fn sketch() -> Sketch {
    Sketch::new("epicycles", epicycles)
        .size(720, 720)
        .fps(30)
        .duration(10.0)
}

/// About how many points are taken of a shape.
const SAMPLES: f32 = 512.0;

/// The corners of a k: x, y, x, y …
const LETTER: [f32; 22] = [
    -0.62, -1.0, -0.22, -1.0, -0.22, -0.1, 0.3, -0.62, 0.8, -0.62, 0.12, 0.05, 0.85, 1.0, 0.36,
    1.0, -0.22, 0.24, -0.22, 1.0, -0.62, 1.0,
];

/// An arm that turns `turns` times while the pen goes round the shape once.
struct Arm {
    turns: f32,
    start: Vec2,
}

async fn epicycles() {
    let mut drawn = "";
    let mut arms = vec![];
    loop {
        clear_background(Color::from_hex(0x1b1426));
        let shape = choice("shape", &["letter", "heart", "star"]);
        let count = slider("circles", 150, 1..=200);
        let ink = color("ink", Color::from_hex(0xffc857));
        if shape != drawn {
            drawn = shape;
            arms = series(&outline(shape));
        }

        let middle = vec2(screen_width(), screen_height()) / 2.0;
        let radius = middle.min_element() * 0.7;
        let arms = &arms[..arms.len().min(count)];
        let turned = |arm: &Arm, part: f32| {
            radius * Vec2::from_angle(TAU * arm.turns * part).rotate(arm.start)
        };
        for step in 0..1500 {
            let behind = step as f32 / 1500.0;
            let reach: Vec2 = arms
                .iter()
                .map(|arm| turned(arm, playhead() - behind))
                .sum();
            let at = middle + reach;
            draw_circle(at.x, at.y, 2.4, ink.with_alpha((1.0 - behind).powf(1.5)));
        }
        let circle = Color::from_hex(0x8f7fd4).with_alpha(0.45);
        let rod = Color::from_hex(0xe8e2ff).with_alpha(0.85);
        let mut joint = middle;
        for arm in arms {
            let next = joint + turned(arm, playhead());
            draw_circle_lines(joint.x, joint.y, joint.distance(next), 1.0, circle);
            draw_line(joint.x, joint.y, next.x, next.y, 1.3, rod);
            joint = next;
        }
        draw_circle(joint.x, joint.y, 5.0, WHITE);
        next_frame().await
    }
}

/// Points all round a shape, each coordinate from -1 to 1.
fn outline(shape: &str) -> Vec<Vec2> {
    let corners: Vec<Vec2> = match shape {
        "heart" => (0..90)
            .map(|step| {
                // https://mathworld.wolfram.com/HeartCurve.html
                let t = TAU * step as f32 / 90.0;
                let y = 13.0 * t.cos()
                    - 5.0 * (2.0 * t).cos()
                    - 2.0 * (3.0 * t).cos()
                    - (4.0 * t).cos();
                vec2(16.0 * t.sin().powi(3), -y - 2.5) / 16.0
            })
            .collect(),
        "star" => (0..10)
            .map(|corner| {
                let reach = if corner % 2 == 0 { 1.05 } else { 0.45 };
                Vec2::from_angle(PI * (corner as f32 / 5.0 - 0.5)) * reach
            })
            .collect(),
        _ => LETTER.chunks_exact(2).map(Vec2::from_slice).collect(),
    };
    let sides = || corners.iter().zip(corners.iter().cycle().skip(1));
    let around: f32 = sides().map(|(from, to)| from.distance(*to)).sum();
    let mut points = vec![];
    for (from, to) in sides() {
        let count = (SAMPLES * from.distance(*to) / around).round();
        points.extend((0..count as u32).map(|step| from.lerp(*to, step as f32 / count)));
    }
    points
}

/// The discrete Fourier transform of points as complex numbers, the longest arm first.
fn series(points: &[Vec2]) -> Vec<Arm> {
    let count = points.len() as f32;
    let half = points.len() as i32 / 2;
    let mut arms: Vec<Arm> = (-half..half)
        .map(|turns| {
            let turned = |(index, point): (usize, &Vec2)| {
                Vec2::from_angle(-TAU * turns as f32 * index as f32 / count).rotate(*point)
            };
            let start = points.iter().enumerate().map(turned).sum::<Vec2>() / count;
            Arm {
                turns: turns as f32,
                start,
            }
        })
        .collect();
    arms.sort_by(|a, b| b.start.length().total_cmp(&a.start.length()));
    arms
}
