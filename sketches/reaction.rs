//! Two chemicals that feed on each other and grow into a coral: reaction and diffusion.
use kinora::prelude::*;

pub fn sketch() -> Sketch {
    Sketch::new("reaction", reaction)
        .size(600, 600)
        .fps(30)
        .duration(12.0)
        .seed(7)
}

/// Cells along a side.
const SIDE: usize = 150;
const STEPS_A_SECOND: f32 = 420.0;

/// How much of each chemical is in a cell; the world goes round at its edges.
struct Dish {
    cells: Vec<Vec2>,
    next: Vec<Vec2>,
}

async fn reaction() {
    let mut dish = Dish::seeded();
    // From the dark of the sea to the light of the coral.
    let coral = Palette::hex(&[0x0b132b, 0x1c2541, 0xb5446e, 0xf29e6d, 0xffe8c8]);
    let shades: Vec<[u8; 4]> = (0..256)
        .map(|step| coral.at(step as f32 / 255.0).into())
        .collect();
    loop {
        // Pearson's parameters ("Complex Patterns in a Simple System", 1993).
        let feed = slider("feed", 0.0545, 0.01..=0.1);
        let kill = slider("kill", 0.062, 0.045..=0.07);
        if button("again") {
            dish = Dish::seeded();
        }
        for _ in 0..(STEPS_A_SECOND * get_frame_time()).round() as usize {
            dish.step(feed, kill);
        }
        let shade = |cell: &Vec2| shades[((cell.y * 700.0) as usize).min(255)];
        let pixels: Vec<u8> = dish.cells.iter().flat_map(shade).collect();
        let all = Rect::new(0.0, 0.0, screen_width(), screen_height());
        let side = SIDE as u32;
        draw_pixels(Pixels::Rgba(&pixels), side, side, all, FilterMode::Linear);
        next_frame().await
    }
}

impl Dish {
    /// Full of the first chemical, with some spots of the second.
    fn seeded() -> Dish {
        let mut cells = vec![Vec2::X; SIDE * SIDE];
        for _ in 0..14 {
            let (x, y) = (rand::gen_range(0, SIDE), rand::gen_range(0, SIDE));
            for (dx, dy) in (0..6).flat_map(|dx| (0..6).map(move |dy| (dx, dy))) {
                cells[(y + dy) % SIDE * SIDE + (x + dx) % SIDE] = vec2(0.5, 0.5);
            }
        }
        Dish {
            next: cells.clone(),
            cells,
        }
    }

    /// The model of Gray and Scott.
    fn step(&mut self, feed: f32, kill: f32) {
        for y in 0..SIDE {
            let above = (y + SIDE - 1) % SIDE * SIDE;
            let below = (y + 1) % SIDE * SIDE;
            let here = y * SIDE;
            for x in 0..SIDE {
                let (left, right) = ((x + SIDE - 1) % SIDE, (x + 1) % SIDE);
                let at = |row: usize, column: usize| self.cells[row + column];
                let cell = at(here, x);
                let beside = at(here, left) + at(here, right) + at(above, x) + at(below, x);
                let across =
                    at(above, left) + at(above, right) + at(below, left) + at(below, right);
                let spread = beside * 0.2 + across * 0.05 - cell;
                let eaten = cell.x * cell.y * cell.y;
                let change = vec2(
                    spread.x - eaten + feed * (1.0 - cell.x),
                    0.5 * spread.y + eaten - (kill + feed) * cell.y,
                );
                self.next[here + x] = cell + change;
            }
        }
        std::mem::swap(&mut self.cells, &mut self.next);
    }
}
