//! Double pendulums that begin almost alike swing as one, fan out into chaos, and find back.
use kinora::prelude::*;

pub fn sketch() -> Sketch {
    Sketch::new("pendulum", pendulum)
        .size(720, 720)
        .fps(30)
        .duration(12.0)
}

/// Angles from straight down of both arms, and how fast they turn.
type State = [f64; 4];

const STEPS_A_SECOND: f64 = 300.0;

async fn pendulum() {
    let inks = Palette::hex(&[0xff4f79, 0xffb347, 0x3ddbb4, 0x4f7dff]);
    let mut states: Vec<State> = vec![];
    let (mut before, mut spread_before) = (0.0, 0.0);
    loop {
        clear_background(Color::from_hex(0x0d1017));
        let count = slider("pendulums", 200, 2..=400);
        let spread = slider("spread", 0.1, 0.001..=0.5);
        let longest = slider("seconds", 5.0, 1.0..=12.0);
        let light = slider("light", 0.3, 0.02..=1.0);

        // Time runs to its end and back again: chaos undoes itself.
        let time = longest * swing(playhead()) as f64;
        if states.len() != count || spread != spread_before {
            let first = |index| 2.1 + spread * index as f64 / count as f64;
            states = (0..count)
                .map(|index| [first(index), 2.5, 0.0, 0.0])
                .collect();
            (before, spread_before) = (0.0, spread);
        }
        let steps = ((time - before).abs() * STEPS_A_SECOND).ceil();
        for state in &mut states {
            for _ in 0..steps as u32 {
                *state = step(*state, (time - before) / steps);
            }
        }
        before = time;

        let size = canvas_size();
        let pivot = size * vec2(0.5, 0.48);
        let arm = size.min_element() * 0.225;
        let hang = |angle: f64| arm * vec2(angle.sin() as f32, angle.cos() as f32);
        let stroke = Stroke::new(1.0);
        set_blend(Blend::Screen);
        for (index, state) in states.iter().enumerate() {
            let ink = inks.at(index as f32 / count as f32);
            let elbow = pivot + hang(state[0]);
            let end = elbow + hang(state[1]);
            draw_polyline(&[pivot, elbow, end], &stroke, ink.with_alpha(light));
            draw_circle(end.x, end.y, 1.8, ink);
        }
        set_blend(Blend::Normal);
        draw_circle(pivot.x, pivot.y, 4.0, Color::from_hex(0xf3efe6));
        next_frame().await
    }
}

/// A step of the classical Runge-Kutta method.
fn step(state: State, time: f64) -> State {
    let moved = |rate: State, time: f64| std::array::from_fn(|i| state[i] + rate[i] * time);
    let a = rate(state);
    let b = rate(moved(a, time / 2.0));
    let c = rate(moved(b, time / 2.0));
    let d = rate(moved(c, time));
    let mean = std::array::from_fn(|i| (a[i] + 2.0 * b[i] + 2.0 * c[i] + d[i]) / 6.0);
    moved(mean, time)
}

/// Equal masses on equal arms of 1 m: <https://www.myphysicslab.com/pendulum/double-pendulum-en.html>.
fn rate([first, second, first_rate, second_rate]: State) -> State {
    const GRAVITY: f64 = 9.81;
    let (sin, cos) = (first - second).sin_cos();
    let divisor = 3.0 - (2.0 * (first - second)).cos();
    let first_pull = -3.0 * GRAVITY * first.sin()
        - GRAVITY * (first - 2.0 * second).sin()
        - 2.0 * sin * (second_rate.powi(2) + first_rate.powi(2) * cos);
    let second_pull = 2.0
        * sin
        * (2.0 * first_rate.powi(2) + 2.0 * GRAVITY * first.cos() + second_rate.powi(2) * cos);
    [
        first_rate,
        second_rate,
        first_pull / divisor,
        second_pull / divisor,
    ]
}
