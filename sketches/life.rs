//! Conway's game of life, sown in a mirror: cells are born bright, glow out as they age, and leave a shadow.
use kinora::prelude::*;

pub fn sketch() -> Sketch {
    Sketch::new("life", life)
        .size(640, 640)
        .fps(30)
        .duration(12.0)
        .seed(2)
}

async fn life() {
    let embers = Palette::hex(&[0xfff6e0, 0xffd166, 0xff8c61, 0xd1495b, 0x7b3f78, 0x4b4488]);
    let mut grid = Grid::default();
    let mut sown = None;
    let mut passed = 0.0;
    loop {
        clear_background(Color::from_hex(0x10122b));
        let canvas = vec2(screen_width(), screen_height());
        let size = canvas.min_element() / (slider("cells", 56, 10..=120) as f32 + 4.0);
        let cells = (canvas / size).round().as_ivec2() - 4;
        let mirror = choice("mirror", &["four ways", "left and right", "none"]);
        if button("sow") || sown != Some((cells, mirror)) {
            grid = Grid::sow(cells, mirror);
            sown = Some((cells, mirror));
        }
        passed += get_frame_time() * slider("steps a second", 9.0, 1.0..=30.0);
        while passed >= 1.0 {
            grid = grid.next();
            passed -= 1.0;
        }

        let corner = (canvas - cells.as_vec2() * size) / 2.0;
        if is_mouse_button_down(MouseButton::Left) {
            let at = (Vec2::from(mouse_position()) - corner) / size;
            grid.seed_glider(at.floor().as_ivec2());
        }
        for (index, &since) in grid.ages.iter().enumerate() {
            let place = ivec2(index as i32 % cells.x, index as i32 / cells.x);
            let at = corner + (place.as_vec2() + 0.5) * size;
            let age = since.unsigned_abs() as f32 - 1.0 + passed;
            if since > 0 {
                let radius = size * (0.16 + 0.28 * age.min(1.0).sqrt());
                draw_circle(at.x, at.y, radius, embers.at(age / 10.0));
            } else {
                let shade = 0.6 * (-age / 9.0).exp();
                let shadow = embers.at(0.5 + age / 10.0).with_alpha(shade);
                let radius = size * (0.44 - 0.2 * (age / 2.0).min(1.0));
                draw_circle(at.x, at.y, radius, shadow);
            }
        }
        next_frame().await
    }
}

/// Cells on a torus.
#[derive(Default)]
struct Grid {
    cells: IVec2,
    /// Of a living cell the steps since its birth, from 1; of a dead one, below 0, those since its death.
    ages: Vec<i32>,
}

const LONG_DEAD: i32 = -1000;

impl Grid {
    fn sow(cells: IVec2, mirror: &str) -> Grid {
        let dead = vec![LONG_DEAD; (cells.x * cells.y) as usize];
        let mut grid = Grid { cells, ages: dead };
        let end = cells - 1;
        for _ in 0..cells.x * cells.y / 11 {
            let [x, y] = [cells.x, cells.y].map(|side| rand::gen_range(side / 6, side * 5 / 6));
            let at = ivec2(x, y);
            *grid.age(at) = 1;
            if mirror != "none" {
                *grid.age(ivec2(end.x - at.x, at.y)) = 1;
            }
            if mirror == "four ways" {
                *grid.age(ivec2(at.x, end.y - at.y)) = 1;
                *grid.age(end - at) = 1;
            }
        }
        grid
    }

    fn index(&self, at: IVec2) -> usize {
        let at = at.rem_euclid(self.cells);
        (at.y * self.cells.x + at.x) as usize
    }

    fn age(&mut self, at: IVec2) -> &mut i32 {
        let index = self.index(at);
        &mut self.ages[index]
    }

    fn seed_glider(&mut self, at: IVec2) {
        for (x, y) in [(0, -1), (1, 0), (-1, 1), (0, 1), (1, 1)] {
            *self.age(at + ivec2(x, y)) = 1;
        }
    }

    fn next(&self) -> Grid {
        let around = |index: usize| {
            let at = ivec2(index as i32 % self.cells.x, index as i32 / self.cells.x);
            let block = (-1..=1).flat_map(|y| (-1..=1).map(move |x| at + ivec2(x, y)));
            block.filter(|&at| self.ages[self.index(at)] > 0).count()
        };
        let ages = self.ages.iter().enumerate().map(|(index, &age)| {
            // The cell itself is counted too.
            match (age > 0, around(index)) {
                (true, 3 | 4) => age + 1,
                (true, _) => -1,
                (false, 3) => 1,
                (false, _) => (age - 1).max(LONG_DEAD),
            }
        });
        Grid {
            cells: self.cells,
            ages: ages.collect(),
        }
    }
}
