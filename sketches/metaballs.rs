//! Metaballs cut out of paper, sheet upon sheet: where two come near each other, their outlines flow together.
use kinora::prelude::*;

pub fn sketch() -> Sketch {
    Sketch::new("metaballs", metaballs)
        .size(600, 600)
        .fps(30)
        .duration(8.0)
        .seed(3)
        .stateless()
}

/// Where the light comes from: the top left.
const LIGHT: Vec2 = vec2(-0.6, -0.8);

async fn metaballs() {
    let papers = [
        0x12263f, 0x1d4a63, 0x2f7f86, 0x8fb996, 0xf2d492, 0xf29559, 0xd9484a,
    ];
    let sheets = papers.map(|hex| Color::from_hex(hex).to_vec().truncate());
    let wander = Noise::simplex();
    loop {
        let count = slider("balls", 8, 1..=16);
        let swell = slider("size", 1.0, 0.3..=2.0);
        let depth = slider("shadow", 0.42, 0.0..=1.0);
        let size = canvas_size();
        let (unit, density) = (size.min_element(), screen_dpi_scale());
        let balls: Vec<Vec3> = (0..count)
            .map(|ball| {
                let number = ball as f32;
                let [x, y] = [0.0, 50.0]
                    .map(|axis| wander.looped(vec2(number * 7.31, axis), playhead(), 0.35));
                // Steps of the golden ratio: radii well mixed.
                let radius = unit * swell * (0.045 + 0.05 * (number * 0.618).fract());
                (size * (0.5 + 0.55 * vec2(x, y))).extend(radius)
            })
            .collect();

        let paint = |at: Vec2| {
            let (level, slope) = stack(&balls, at);
            let steep = slope.length().max(1e-6);
            let toward = 0.35 + 0.65 * slope.dot(LIGHT).max(0.0) / steep;
            // A sheet, in the shadow of the one on it.
            let sheet = |number: usize, level: f32| {
                let edge = (number as f32 + 1.0 - level) / steep / unit;
                match number + 1 < sheets.len() {
                    true => sheets[number] * (1.0 - depth * (-54.0 * edge).exp() * toward),
                    false => sheets[number],
                }
            };
            let number = (level.max(0.0) as usize).min(sheets.len() - 1);
            let above = (level - number as f32) / steep * density;
            match number > 0 && above < 1.0 {
                // Half way over the edge.
                true => sheet(number - 1, number as f32).lerp(sheet(number, level), above),
                false => sheet(number, level),
            }
        };
        let pixels = (size * density).round().as_uvec2();
        let picture = Grid::from_fn(pixels.x as usize, pixels.y as usize, |pixel| {
            Color::from_vec(paint((pixel.as_vec2() + 0.5) / density).extend(1.0))
        });
        picture.draw(canvas_rect(), FilterMode::Linear);
        next_frame().await
    }
}

/// How many sheets lie at a place, counted smoothly, and how fast that changes. Balls are places and radii.
fn stack(balls: &[Vec3], at: Vec2) -> (f32, Vec2) {
    let (mut field, mut slope) = (0.0, Vec2::ZERO);
    for ball in balls {
        let way = at - ball.truncate();
        let square = way.length_squared() + 1.0;
        let strength = ball.z * ball.z / square;
        field += strength;
        slope -= way * (2.0 * strength / square);
    }
    (2.3 * field.ln() + 2.6, slope * 2.3 / field)
}
