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
        let (width, height) = (screen_width(), screen_height());
        let unit = width.min(height);
        let ground = height - unit * 0.13;
        let paper = Color::from_hex(0xf7e8d4);
        let bark = Color::from_hex(0x35222c);
        clear_background(paper);
        let risen = (playhead() / 0.3).min(1.0) * PI / 2.0;
        let sun = ground + unit * (0.35 - 0.77 * risen.sin());
        draw_circle(width / 2.0, sun, unit * 0.33, Color::from_hex(0xf4bd93));

        let wind = slider("wind", 1.0, 0.0..=4.0);
        let angle = slider("angle", 23.0, 5.0..=60.0);
        let leaves = color("blossom", Color::from_hex(0xd9475f));
        // How far from the root it has grown, in twigs.
        let grown = 1.0 - (1.0 - (playhead() / 0.6).min(1.0)).powi(2);
        let reach = grown * (LEVELS as f32 + 4.5);
        let mut branches = vec![];
        let mut twig = Twig {
            at: vec2(width / 2.0, ground),
            heading: -PI / 2.0,
            length: unit * 0.096,
            from_root: 0.0,
        };
        for &(symbol, chance) in &word {
            let age = reach - twig.from_root;
            match symbol {
                '[' => {
                    branches.push(twig);
                    twig.length *= 0.83;
                }
                ']' => twig = branches.pop().unwrap_or(twig),
                '+' => twig.heading += (angle + 9.0 * chance).to_radians(),
                '-' => twig.heading -= (angle + 9.0 * chance).to_radians(),
                'F' => {
                    let gust = (TAU * (4.0 * playhead() - 0.7 * twig.at.x / unit)).sin();
                    twig.heading += 0.006 * wind * (gust + 0.5) * twig.from_root + 0.1 * chance;
                    let from = twig.at;
                    twig.at += Vec2::from_angle(twig.heading) * twig.length * age.clamp(0.0, 1.0);
                    twig.from_root += 1.0;
                    if age > 0.0 {
                        let thick =
                            |twigs: f32| unit * (0.0042 * age * 0.72f32.powf(twigs) + 0.0012);
                        let parts = thick(twig.from_root).ceil();
                        for part in 0..parts as u32 {
                            let [near, far] = [part, part + 1].map(|part| part as f32 / parts);
                            let [from, to] = [near, far].map(|part| from.lerp(twig.at, part));
                            let thick = thick(twig.from_root + far);
                            draw_line(from.x, from.y, to.x, to.y, thick, bark);
                            draw_circle(to.x, to.y, thick / 2.0, bark);
                        }
                    }
                }
                _ => {
                    let open = (age / 1.5).clamp(0.0, 1.0);
                    let radius = unit * (0.0065 + 0.0025 * chance) * open;
                    draw_circle(twig.at.x, twig.at.y, radius, leaves.with_alpha(0.75));
                }
            }
        }
        draw_rectangle(0.0, ground, width, height - ground, bark);
        for petal in &petals {
            let fallen = (playhead() - 0.55 - 0.25 * petal.z) / 0.2;
            let x = 0.25
                + 0.5 * petal.x
                + wind * fallen * (0.12 + 0.03 * (TAU * (fallen + petal.z)).sin());
            let y = ground - unit * (0.35 + 0.3 * petal.y) * (1.0 - fallen.max(0.0) * fallen);
            if (0.0..1.0).contains(&fallen) {
                draw_circle(width / 2.0 + (x - 0.5) * unit, y, unit * 0.005, leaves);
            }
        }
        // The day ends, and the ground is bare again.
        let dusk = ((playhead() - 0.94) / 0.06).max(0.0);
        draw_rectangle(0.0, 0.0, width, ground, paper.with_alpha(dusk));
        next_frame().await
    }
}

#[derive(Clone, Copy)]
struct Twig {
    at: Vec2,
    heading: f32,
    length: f32,
    /// Twigs from the ground to it.
    from_root: f32,
}

/// The tree as a word: F is a twig, + and - turn, brackets hold a branch, X is a bud. Each symbol comes with a number
/// from -1 to 1, so that no two twigs are alike.
fn write(levels: usize) -> Vec<(char, f32)> {
    let mut word = "FFX".to_owned();
    for _ in 0..levels {
        let rewritten = word.chars().map(|symbol| match symbol {
            'X' => ["[+FX][-FX]", "F[+X][-X]", "[-FX][+FX]FX", "[-FX]+FX"][rand::gen_range(0, 4)]
                .to_owned(),
            other => other.to_string(),
        });
        word = rewritten.collect();
    }
    word.chars()
        .map(|symbol| (symbol, rand::gen_range(-1.0, 1.0)))
        .collect()
}
