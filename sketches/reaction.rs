//! Two chemicals that feed on each other and grow into a coral: reaction and diffusion.
use kinora::prelude::*;

pub fn sketch() -> Sketch {
    Sketch::new("reaction", reaction)
        .size(600, 600)
        .fps(30)
        .duration(12.0)
        .seed(7)
}

const STEPS_A_SECOND: f32 = 420.0;

async fn reaction() {
    let mut dish = seeded();
    // From the dark of the sea to the light of the coral.
    let coral = Palette::hex(&[0x0b132b, 0x1c2541, 0xb5446e, 0xf29e6d, 0xffe8c8]).resampled(256);
    loop {
        // Pearson's parameters ("Complex Patterns in a Simple System", 1993).
        let feed = slider("feed", 0.0545, 0.01..=0.1);
        let kill = slider("kill", 0.062, 0.045..=0.07);
        if button("again") {
            dish = seeded();
        }
        for _ in 0..(STEPS_A_SECOND * get_frame_time()).round() as usize {
            // The model of Gray and Scott.
            dish = dish.map(|place, &cell| {
                let at = |x, y| dish[place + ivec2(x, y)];
                let beside = at(-1, 0) + at(1, 0) + at(0, -1) + at(0, 1);
                let across = at(-1, -1) + at(1, -1) + at(-1, 1) + at(1, 1);
                let spread = beside * 0.2 + across * 0.05 - cell;
                let eaten = cell.x * cell.y * cell.y;
                let fed = spread.x - eaten + feed * (1.0 - cell.x);
                let grown = 0.5 * spread.y + eaten - (kill + feed) * cell.y;
                cell + vec2(fed, grown)
            });
        }
        let colors = dish.map(|_, cell| coral.color((cell.y * 700.0).min(255.0) as usize));
        colors.draw(canvas_rect(), FilterMode::Linear);
        next_frame().await
    }
}

/// How much of each chemical is in a cell: full of the first, with some spots of the second.
fn seeded() -> Grid<Vec2> {
    let mut dish = Grid::filled(150, 150, Vec2::X);
    for _ in 0..14 {
        let spot = ivec2(rand::gen_range(0, 150), rand::gen_range(0, 150));
        for part in 0..36 {
            dish[spot + ivec2(part % 6, part / 6)] = vec2(0.5, 0.5);
        }
    }
    dish
}
