//! Ribbons of Truchet tiles that turn in a wave from the middle, and weave a new path each time.
use kinora::prelude::*;

pub fn sketch() -> Sketch {
    Sketch::new("truchet", truchet)
        .size(640, 640)
        .fps(30)
        .duration(8.0)
        .seed(3)
}

/// Tiles across, at most.
const MOST: usize = 24;

async fn truchet() {
    // For each tile of the largest grid: which way it lies, and which way it turns.
    let coin = || rand::gen_range(0, 2) == 0;
    let ways = Grid::from_fn(MOST, MOST, |_| (coin(), coin()));
    // Around a corner, from the middle of one side to that of the next.
    let half = Vec2::splat(0.5);
    let arc = Path::new().arc(half, half, PI, PI / 2.0);
    loop {
        clear_background(Color::from_hex(0x14213d));
        let across = slider("tiles", 8, 3..=MOST);
        let delay = slider("delay", 0.55, 0.0..=0.8);
        let ribbon = color("ribbon", Color::from_hex(0xf4ead5));
        let thread = color("thread", Color::from_hex(0xe4572e));
        let size = canvas_size().min_element() / across as f32;
        let middle = canvas_size() / 2.0;
        let count = (2.0 * middle / size - 0.01).ceil();
        let (corner, whole) = (middle - count * size / 2.0, count * size);
        let all = Rect::new(corner.x, corner.y, whole.x, whole.y);
        let tiles = Grid::tiles(count.x as usize, count.y as usize, all, 0.0);
        for (width, paint) in [(0.44, ribbon), (0.12, thread)] {
            let stroke = Stroke::new(width).cap(Cap::Round);
            for (place, tile) in tiles.iter() {
                let (lies, clockwise) = ways[place];
                let center = tile.center();
                // A tile turns twice in a loop, which brings it back to how it lay.
                let late = delay * center.distance(middle) / middle.length();
                let turned = |begin: f32| {
                    let since = playhead() - begin - late / 2.0;
                    PI / 2.0 * Ease::CubicInOut.at(since * 2.0 / (1.0 - delay))
                };
                let turned = turned(0.0) + turned(0.5);
                let _tile = push();
                translate(center.x, center.y);
                scale(size, size);
                rotate(if lies { PI / 2.0 } else { 0.0 });
                rotate(if clockwise { turned } else { -turned });
                draw_path_lines(&arc, &stroke, paint);
                rotate(PI);
                draw_path_lines(&arc, &stroke, paint);
            }
        }
        next_frame().await
    }
}
