//! Two circular waves that meet, as an array of 100 × 100 numbers.
use kinora::prelude::*;

pub fn sketch() -> Sketch {
    Sketch::new("wave", wave)
        .size(600, 600)
        .fps(30)
        .duration(4.0)
}

async fn wave() {
    // From the deep to the foam.
    let water = Palette::hex(&[0x03071e, 0x0077b6, 0xdef7ff]);
    loop {
        let turn = playhead() * TAU;
        let length = slider("length", 0.34, 0.05..=0.6);
        let smooth = toggle("smooth", true);
        // In the square from -1 to 1. Both sources go round once.
        let sources = [0.0, PI].map(|ahead| Vec2::from_angle(turn + ahead) * 0.4);
        let heights = Grid::from_fn(100, 100, |place| {
            let at = (place.as_vec2() + 0.5) / 50.0 - 1.0;
            let far = sources.map(|source| at.distance(source) / length);
            far.iter()
                .map(|far| (TAU * far - 5.0 * turn).cos() / 2.0)
                .sum::<f32>()
        });
        let colors = heights.map(|_, &height| water.at(0.5 + height.min(height * height) / 2.0));
        let filters = [FilterMode::Nearest, FilterMode::Linear];
        colors.draw(canvas_rect(), filters[usize::from(smooth)]);
        next_frame().await
    }
}
