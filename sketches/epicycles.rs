//! Circles that roll on circles draw a letter: its Fourier series at work.
use kinora::prelude::*;

pub fn sketch() -> Sketch {
    Sketch::new("epicycles", epicycles)
        .size(720, 720)
        .fps(30)
        .duration(10.0)
}

/// An arm that turns `turns` times while the pen goes round the shape once.
struct Arm {
    turns: f32,
    start: Vec2,
}

async fn epicycles() {
    let (mut drawn, mut arms) = ("", vec![]);
    loop {
        clear_background(Color::from_hex(0x1b1426));
        let letter = text("letter", "k");
        let count = slider("circles", 150, 1..=200);
        let ink = color("ink", Color::from_hex(0xffc857));
        if letter != drawn {
            (drawn, arms) = (letter, series(&outline(letter)));
        }

        let middle = canvas_size() / 2.0;
        let radius = middle.min_element() * 0.7;
        let arms = &arms[..arms.len().min(count)];
        let turned = |arm: &Arm, part: f32| {
            radius * Vec2::from_angle(TAU * arm.turns * part).rotate(arm.start)
        };
        for step in 0..1500 {
            let behind = step as f32 / 1500.0;
            let reach = arms.iter().map(|arm| turned(arm, playhead() - behind));
            let at = middle + reach.sum::<Vec2>();
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

/// Points all round a letter, in the square from -1 to 1.
fn outline(letter: &str) -> Vec<Vec2> {
    let path = Text::new(letter).size(100.0).path(0.0, 0.0);
    let bounds = path.bounds();
    let half = bounds.size().max_element() / 2.0;
    let points = path.points(path.length() / 512.0).into_iter();
    points.map(|at| (at - bounds.center()) / half).collect()
}

/// The discrete Fourier transform of points as complex numbers, the longest arm first.
fn series(points: &[Vec2]) -> Vec<Arm> {
    let count = points.len() as f32;
    let half = points.len() as i32 / 2;
    let mut arms: Vec<Arm> = (-half..half)
        .map(|turns| {
            let turns = turns as f32;
            let turned = |(index, point): (usize, &Vec2)| {
                Vec2::from_angle(-TAU * turns * index as f32 / count).rotate(*point)
            };
            let start = points.iter().enumerate().map(turned).sum::<Vec2>() / count;
            Arm { turns, start }
        })
        .collect();
    arms.sort_by(|a, b| b.start.length().total_cmp(&a.start.length()));
    arms
}
