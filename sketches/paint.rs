//! A brush paints poppies, until you press the mouse: then the paper and the brush are yours.
use kinora::prelude::*;

pub fn sketch() -> Sketch {
    Sketch::new("paint", paint)
        .size(640, 640)
        .fps(30)
        .duration(10.0)
        .seed(11)
}

const PAPER: u32 = 0xf6f0e1;
const POPPY: u32 = 0xd8412f;
const LEAF: u32 = 0x5b7553;
const SKY: u32 = 0xb9d3d3;
const INK: u32 = 0x22252f;
/// Where the head of each is, where its foot, and how large it is, in parts of the canvas.
const FLOWERS: [(f32, f32, f32, f32); 3] = [
    (0.27, 0.43, 0.4, 0.12),
    (0.7, 0.3, 0.6, 0.14),
    (0.49, 0.61, 0.5, 0.1),
];

async fn paint() {
    let size = canvas_size();
    let bristles: Vec<Vec3> = (0..70)
        .map(|_| in_circle(1.0).extend(rand::gen_range(-1.0, 1.0)))
        .collect();
    let mut demonstration = poppies(size);
    let mut painted = 0;
    let mut last = None;
    let paper = Layer::new();
    paper.clear(Color::from_hex(PAPER));
    loop {
        let hex = match choice("paint", &["poppy", "leaf", "sky", "ink", "paper"]) {
            "poppy" => POPPY,
            "leaf" => LEAF,
            "sky" => SKY,
            "ink" => INK,
            _ => PAPER,
        };
        let width = slider("brush", 30.0, 2.0..=100.0);
        let is_down = is_mouse_button_down(MouseButton::Left);
        if button("clear") || is_down && !demonstration.is_empty() {
            demonstration.clear();
            paper.clear(Color::from_hex(PAPER));
        }

        if is_down {
            let to = Vec2::from(mouse_position());
            let from = last.replace(to).unwrap_or(to - Vec2::X);
            paper.paint(|| draw_stroke(&[from, to], width, hex, &bristles));
        } else {
            last = None;
            let until = (get_time() / 8.5 * demonstration.len() as f64) as usize;
            let until = until.min(demonstration.len());
            paper.paint(|| {
                for (ends, width, hex) in &demonstration[painted.min(until)..until] {
                    draw_stroke(ends, *width, *hex, &bristles);
                }
            });
            painted = until;
        }
        paper.draw();
        next_frame().await
    }
}

fn draw_stroke([from, to]: &[Vec2; 2], width: f32, hex: u32, bristles: &[Vec3]) {
    for bristle in bristles {
        let aside = bristle.truncate() * width / 2.0;
        let shade = Color::from_hex(hex).to_vec() * (1.0 + 0.1 * bristle.z);
        let paint = Color::from_vec(shade).with_alpha(0.8);
        let (from, to, thick) = (*from + aside, *to + aside, (width * 0.06).max(1.0));
        draw_line(from.x, from.y, to.x, to.y, thick, paint);
    }
}

/// A sky in broad strokes, flowers, and grass, as short strokes of the brush: ends, width, colour.
fn poppies(size: Vec2) -> Vec<([Vec2; 2], f32, u32)> {
    let mut strokes = vec![];
    // In parts of the canvas, along the curve `at` from 0 to 1.
    let mut stroke = |hex: u32, width: f32, steps: u32, at: &dyn Fn(f32) -> Vec2| {
        let unit = size.min_element();
        let place = |step: u32| size / 2.0 + (at(step as f32 / steps as f32) - 0.5) * unit;
        let ends = (0..steps).map(|step| [place(step), place(step + 1)]);
        strokes.extend(ends.map(|ends| (ends, width * unit, hex)));
    };
    for row in [0.0f32, 1.0, 2.0, 3.0] {
        stroke(SKY, 0.11, 60, &|t| {
            let x = if row % 2.0 == 0.0 { t } else { 1.0 - t };
            let y = 0.2 + 0.1 * row + 0.012 * (9.0 * x + row).sin();
            vec2(0.13 + 0.05 * (row * 2.4).sin() + 0.72 * x, y)
        });
    }
    for (x, y, foot, radius) in FLOWERS {
        let (head, foot) = (vec2(x, y), vec2(foot, 0.9));
        let bend = vec2(foot.x, head.y.lerp(foot.y, 0.4));
        let stem = |t| foot.lerp(bend, t).lerp(bend.lerp(head, t), t);
        stroke(LEAF, 0.016, 40, &stem);
        for petal in 0..5 {
            let way = Vec2::from_angle(petal as f32 * TAU / 5.0 + head.x * 9.0);
            stroke(POPPY, radius * 0.5, 40, &|t| {
                let curl = Vec2::from_angle(2.0 * TAU * t) * 0.3 * (1.0 - t);
                head + way.rotate(vec2(0.55, 0.0) + curl) * radius
            });
        }
        let spiral = |t| head + Vec2::from_angle(3.0 * TAU * t) * radius * 0.16 * t;
        stroke(INK, radius * 0.16, 30, &spiral);
    }
    for blade in 0..26 {
        let x = 0.14 + 0.028 * blade as f32;
        let (lean, high) = (rand::gen_range(-0.05, 0.05), rand::gen_range(0.06, 0.2));
        let blade = |t| vec2(x + lean * t * t, 0.91 - high * t);
        stroke(LEAF, 0.011, 12, &blade);
    }
    strokes
}
