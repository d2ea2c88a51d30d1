//! The long fading line of a harmonograph, whose four pendulums change their phase.
use kinora::prelude::*;

pub fn sketch() -> Sketch {
    Sketch::new("harmonograph", harmonograph)
        .size(720, 720)
        .fps(30)
        .duration(12.0)
        .seed(11)
}

/// Two of them move the pen across, two along.
struct Pendulum {
    swings: f32,
    phase: f32,
    /// Whole turns of the phase in a movie.
    turns: f32,
}

async fn harmonograph() {
    let pendulums =
        [(2.0, 1.0), (3.0, -1.0), (3.0, 0.0), (2.0, 1.0)].map(|(swings, turns)| Pendulum {
            swings: swings + rand::gen_range(-0.01, 0.01),
            phase: rand::gen_range(0.0, TAU),
            turns,
        });
    loop {
        clear_background(Color::from_hex(0x0c1416));
        let decay = slider("decay", 0.03, 0.0..=0.08);
        let swings = slider("swings", 45, 5..=90);
        let first = color("first", Color::from_hex(0xf0c987));
        let last = color("last", Color::from_hex(0x2a9d9d));
        let stroke = Stroke::new(slider("width", 0.9, 0.4..=3.0));

        let middle = canvas_size() / 2.0;
        let points: Vec<Vec2> = (0..swings * 150)
            .map(|step| {
                let time = step as f32 / 150.0;
                let [a, b, c, d] = pendulums.each_ref().map(|pendulum| {
                    let phase = pendulum.phase + TAU * pendulum.turns * playhead();
                    (TAU * pendulum.swings * time + phase).sin()
                });
                middle
                    + middle.min_element() * 0.45 * vec2(a + b, c + d) * (-decay * time * 2.0).exp()
            })
            .collect();
        set_blend(Blend::Add);
        let pieces = points.len().div_ceil(100);
        for piece in 0..pieces {
            let end = points.len().min(piece * 100 + 101);
            let part = piece as f32 / pieces as f32;
            let ink = Color::from_vec(first.to_vec().lerp(last.to_vec(), part));
            draw_polyline(&points[piece * 100..end], &stroke, ink.with_alpha(0.5));
        }
        set_blend(Blend::Normal);
        next_frame().await
    }
}
