//! Conway's game of life, sown in a mirror: cells are born bright, glow out as they age, and leave a shadow.
use kinora::prelude::*;

pub fn sketch() -> Sketch {
    Sketch::new("life", life)
        .size(640, 640)
        .fps(30)
        .duration(12.0)
        .seed(2)
}

const LONG_DEAD: i32 = -1000;
const GLIDER: [(i32, i32); 5] = [(0, -1), (1, 0), (-1, 1), (0, 1), (1, 1)];

async fn life() {
    let embers = Palette::hex(&[0xfff6e0, 0xffd166, 0xff8c61, 0xd1495b, 0x7b3f78, 0x4b4488]);
    // Of a living cell the steps since its birth, from 1; of a dead one, below 0, those since its death.
    let mut ages = Grid::default();
    let mut sown = None;
    let mut passed = 0.0;
    loop {
        clear_background(Color::from_hex(0x10122b));
        let canvas = canvas_size();
        let size = canvas.min_element() / (slider("cells", 56, 10..=120) as f32 + 4.0);
        let cells = (canvas / size).round().as_ivec2() - 4;
        let mirror = choice("mirror", &["four ways", "left and right", "none"]);
        if button("sow") || sown != Some((cells, mirror)) {
            ages = sow(cells, mirror);
            sown = Some((cells, mirror));
        }
        passed += get_frame_time() * slider("steps a second", 9.0, 1.0..=30.0);
        while passed >= 1.0 {
            ages = ages.map(|at, &age| {
                let neighbours = ages.neighbors(at).filter(|age| **age > 0).count();
                match (age > 0, neighbours) {
                    (true, 2 | 3) => age + 1,
                    (true, _) => -1,
                    (false, 3) => 1,
                    (false, _) => (age - 1).max(LONG_DEAD),
                }
            });
            passed -= 1.0;
        }

        let corner = (canvas - cells.as_vec2() * size) / 2.0;
        if is_mouse_button_down(MouseButton::Left) {
            let at = (Vec2::from(mouse_position()) - corner) / size;
            for part in GLIDER {
                ages[at.floor().as_ivec2() + IVec2::from(part)] = 1;
            }
        }
        for (place, &since) in ages.iter() {
            let at = corner + (place.as_vec2() + 0.5) * size;
            let age = since.unsigned_abs() as f32 - 1.0 + passed;
            let (radius, ink) = if since > 0 {
                (0.16 + 0.28 * age.min(1.0).sqrt(), embers.at(age / 10.0))
            } else {
                let shade = 0.6 * (-age / 9.0).exp();
                let shadow = embers.at(0.5 + age / 10.0).with_alpha(shade);
                (0.44 - 0.2 * (age / 2.0).min(1.0), shadow)
            };
            draw_circle(at.x, at.y, size * radius, ink);
        }
        next_frame().await
    }
}

fn sow(cells: IVec2, mirror: &str) -> Grid<i32> {
    let mut ages = Grid::filled(cells.x as usize, cells.y as usize, LONG_DEAD);
    let end = cells - 1;
    for _ in 0..cells.x * cells.y / 11 {
        let [x, y] = [cells.x, cells.y].map(|side| rand::gen_range(side / 6, side * 5 / 6));
        ages[ivec2(x, y)] = 1;
        if mirror != "none" {
            ages[ivec2(end.x - x, y)] = 1;
        }
        if mirror == "four ways" {
            ages[ivec2(x, end.y - y)] = 1;
            ages[end - ivec2(x, y)] = 1;
        }
    }
    ages
}
