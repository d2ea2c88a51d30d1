//! Ribbons of Truchet tiles that turn in a wave from the middle, and weave a new path each time.
use kinora::prelude::*;

pub fn sketch() -> Sketch {
    Sketch::new("truchet", truchet)
        .size(640, 640)
        .fps(30)
        .duration(8.0)
        .seed(3)
}

async fn truchet() {
    // For each tile of the largest grid: which way it lies, and which way it turns.
    let tiles: Vec<(bool, bool)> = (0..MOST * MOST)
        .map(|_| (rand::gen_range(0, 2) == 0, rand::gen_range(0, 2) == 0))
        .collect();
    loop {
        clear_background(Color::from_hex(0x14213d));
        let across = slider("tiles", 8, 3..=MOST);
        let delay = slider("delay", 0.55, 0.0..=0.8);
        let ribbon = color("ribbon", Color::from_hex(0xf4ead5));
        let thread = color("thread", Color::from_hex(0xe4572e));
        let size = screen_width().min(screen_height()) / across as f32;
        let middle = vec2(screen_width(), screen_height()) / 2.0;
        let [columns, rows] =
            [middle.x, middle.y].map(|half| (2.0 * half / size - 0.01).ceil() as usize);
        let corner = middle - vec2(columns as f32, rows as f32) * size / 2.0;
        for (width, paint) in [(0.44, ribbon), (0.12, thread)] {
            for tile in 0..rows * columns {
                let (row, column) = (tile / columns, tile % columns);
                let (lies, clockwise) = tiles[row % MOST * MOST + column % MOST];
                let center = corner + (vec2(column as f32, row as f32) + 0.5) * size;
                let late = delay * center.distance(middle) / middle.length();
                let turned = 90.0 * turns(playhead(), late, 1.0 - delay);
                let rotation = if lies { 90.0 } else { 0.0 };
                let rotation = rotation + if clockwise { turned } else { -turned };
                draw_tile(center, size, rotation, width, paint);
            }
        }
        next_frame().await
    }
}

/// Tiles across, at most, and points of an arc.
const MOST: usize = 24;
const ARC_STEPS: u32 = 12;

/// Quarter turns done at `time`: a tile turns twice in a loop, which brings it back to how it lay.
fn turns(time: f32, late: f32, long: f32) -> f32 {
    [0.0, 0.5]
        .iter()
        .map(|begin| {
            let part = ((time - begin - late / 2.0) / (long / 2.0)).clamp(0.0, 1.0);
            part * part * part * (part * (6.0 * part - 15.0) + 10.0)
        })
        .sum()
}

/// Two arcs around opposite corners, each from the middle of one side to that of the next.
fn draw_tile(center: Vec2, size: f32, rotation: f32, width: f32, paint: Color) {
    let stroke = Stroke::new(size * width).cap(Cap::Round);
    for side in [0.0, 180.0] {
        let way = Vec2::from_angle((rotation + side).to_radians());
        let corner = center + way.rotate(vec2(0.5, 0.5)) * size;
        let arc = (0..=ARC_STEPS).map(|step| {
            let angle = PI + PI / 2.0 * step as f32 / ARC_STEPS as f32;
            corner + way.rotate(Vec2::from_angle(angle)) * size / 2.0
        });
        draw_polyline(&arc.collect::<Vec<_>>(), &stroke, paint);
    }
}
