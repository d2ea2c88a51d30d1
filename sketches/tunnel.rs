//! A fall through a tunnel of hexagons: each frame is drawn into the next one, a little larger and turned.
use kinora::prelude::*;

pub fn sketch() -> Sketch {
    Sketch::new("tunnel", tunnel)
        .size(720, 720)
        .fps(30)
        .duration(DURATION)
}

const DURATION: f32 = 6.0;

async fn tunnel() {
    let [mut now, mut before] = [(); 2].map(|()| Layer::new());
    // So many fill the tunnel before the first frame is seen: the movie begins as it ends.
    let mut frames = 90;
    loop {
        clear_background(BLACK);
        let sides = slider("sides", 6, 3..=9);
        let speed = slider("speed", 1.4, 0.2..=3.0);
        let twist = slider("twist", 0.5, -2.0..=2.0);
        let bands = slider("bands", 12, 1..=30) as f32;
        let middle = canvas_size() / 2.0;
        let unit = middle.min_element() / 6.0;
        let seconds = get_frame_time();
        for behind in (0..frames).rev() {
            let phase = playhead() - behind as f32 * seconds / DURATION;
            std::mem::swap(&mut now, &mut before);
            now.paint(|| {
                translate(middle.x, middle.y);
                with_transform(|| {
                    let grown = (speed * seconds).exp();
                    scale(grown, grown);
                    rotate(twist * seconds);
                    translate(-middle.x, -middle.y);
                    before.draw();
                });
                let hue = 360.0 * phase + 20.0;
                let wall = oklch(lerp(0.2, 0.8, swing(bands * phase)), 0.15, hue);
                draw_poly(0.0, 0.0, sides, unit, 0.0, wall);
                for corner in 0..sides {
                    let way = Vec2::from_angle(TAU * corner as f32 / sides as f32);
                    let at = way * unit * 0.93;
                    draw_circle(at.x, at.y, unit * 0.04, oklch(0.97, 0.06, hue));
                }
            });
        }
        frames = 1;
        now.draw();
        let dark = Gradient::radial(middle, unit * 1.9, &[(0.0, BLACK), (1.0, BLANK)]);
        draw_path(&Path::circle(middle, unit * 1.9), dark);
        next_frame().await
    }
}
