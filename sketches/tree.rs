//! A tree that an L-system writes: it grows before the evening sun, blossoms, and sways in the wind.
use kinora::prelude::*;

pub fn sketch() -> Sketch {
    Sketch::new("tree", tree)
        .size(640, 640)
        .fps(30)
        .duration(12.0)
        .seed(3)
}

/// Each adds a twig between the ground and every bud.
const LEVELS: usize = 8;

async fn tree() {
    let word = write(LEVELS);
    let petals: Vec<Vec3> = (0..60)
        .map(|_| [(); 3].map(|()| rand::gen_range(0.0, 1.0)).into())
        .collect();
    loop {
        let paper = Color::from_hex(0xf7e8d4);
        let bark = Color::from_hex(0x35222c);
        clear_background(paper);
        // The shorter side of the canvas is one unit long, and the tree's foot the origin.
        let size = canvas_size();
        let unit = size.min_element();
        let (wide, high) = (size / unit).into();
        translate(size.x / 2.0, size.y - unit * 0.13);
        scale(unit, unit);
        let sun = 0.35 - 0.77 * Ease::SineOut.at(playhead() / 0.3);
        draw_circle(0.0, sun, 0.33, Color::from_hex(0xf4bd93));

        let wind = slider("wind", 1.0, 0.0..=4.0);
        let angle = slider("angle", 23.0, 5.0..=60.0);
        let leaves = color("blossom", Color::from_hex(0xd9475f));
        // How far from the root it has grown, in twigs.
        let reach = Ease::QuadOut.at(playhead() / 0.6) * (LEVELS as f32 + 4.5);
        let root = push();
        rotate(-PI / 2.0);
        let (mut length, mut from_root) = (0.096, 0.0);
        let mut branches = vec![];
        for &(symbol, chance) in &word {
            let age = reach - from_root;
            match symbol {
                '[' => {
                    branches.push((push(), length, from_root));
                    length *= 0.83;
                }
                ']' => (_, length, from_root) = branches.pop().expect("it was begun"),
                '+' => rotate((angle + 9.0 * chance).to_radians()),
                '-' => rotate(-(angle + 9.0 * chance).to_radians()),
                'F' => {
                    let x = from_local(Vec2::ZERO).x / unit;
                    let gust = (TAU * (4.0 * playhead() - 0.7 * x)).sin();
                    rotate(0.006 * wind * (gust + 0.5) * from_root + 0.1 * chance);
                    from_root += 1.0;
                    let grown = length * age.clamp(0.0, 1.0);
                    let half = |twigs| 0.0021 * age * 0.72f32.powf(twigs) + 0.0006;
                    let (from, to) = (half(from_root), half(from_root + 1.0));
                    if age > 0.0 {
                        let corners = [(0.0, -from), (grown, -to), (grown, to), (0.0, from)];
                        draw_polygon(&corners.map(Vec2::from), bark);
                        draw_circle(grown, 0.0, to, bark);
                    }
                    translate(grown, 0.0);
                }
                _ => {
                    let open = (age / 1.5).clamp(0.0, 1.0);
                    let radius = (0.0065 + 0.0025 * chance) * open;
                    draw_circle(0.0, 0.0, radius, leaves.with_alpha(0.75));
                }
            }
        }
        drop(root);

        draw_rectangle(-wide / 2.0, 0.0, wide, 1.0, bark);
        for petal in &petals {
            let fallen = (playhead() - 0.55 - 0.25 * petal.z) / 0.2;
            let gust = 0.12 + 0.03 * (TAU * (fallen + petal.z)).sin();
            let x = 0.5 * petal.x - 0.25 + wind * fallen * gust;
            let y = -(0.35 + 0.3 * petal.y) * (1.0 - fallen * fallen);
            if (0.0..1.0).contains(&fallen) {
                draw_circle(x, y, 0.005, leaves);
            }
        }
        // The day ends, and the ground is bare again.
        let dusk = norm(playhead(), 0.94, 1.0).max(0.0);
        draw_rectangle(-wide / 2.0, -high, wide, high, paper.with_alpha(dusk));
        next_frame().await
    }
}

/// The tree as a word: F is a twig, + and - turn, brackets hold a branch, X is a bud. Each symbol comes with a number
/// from -1 to 1, so that no two twigs are alike.
fn write(levels: usize) -> Vec<(char, f32)> {
    const BUDS: [&str; 4] = ["[+FX][-FX]", "F[+X][-X]", "[-FX][+FX]FX", "[-FX]+FX"];
    let mut word = "FFX".to_owned();
    for _ in 0..levels {
        let rewritten = word.chars().map(|symbol| match symbol {
            'X' => BUDS[rand::gen_range(0, BUDS.len())].to_owned(),
            other => other.to_string(),
        });
        word = rewritten.collect();
    }
    word.chars()
        .map(|symbol| (symbol, rand::gen_range(-1.0, 1.0)))
        .collect()
}
