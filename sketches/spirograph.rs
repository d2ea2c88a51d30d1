//! Spirograph rosettes in three inks turn over each other and breathe.
use kinora::prelude::*;

pub fn sketch() -> Sketch {
    Sketch::new("spirograph", spirograph)
        .size(720, 720)
        .fps(30)
        .duration(8.0)
        .stateless()
}

/// Teeth of the ring and of the wheel, the place of the outermost pen on the wheel, the size, and the ink.
const ROSETTES: [(u32, u32, f32, f32, u32); 3] = [
    (24, 7, 0.95, 0.92, 0x17808a),
    (16, 5, 0.95, 0.6, 0xe4572e),
    (9, 4, 0.9, 0.36, 0xf2a71b),
];

async fn spirograph() {
    loop {
        clear_background(Color::from_hex(0xf6efe0));
        let lines = slider("lines", 6, 1..=12);
        let apart = slider("apart", 0.4, 0.0..=1.0);
        let breath = slider("breath", 0.1, 0.0..=0.4);
        let stroke = Stroke::new(slider("width", 1.2, 0.5..=4.0));
        let middle = canvas_size() / 2.0;
        set_blend(Blend::Multiply);
        for (index, (ring, wheel, reach, size, ink)) in ROSETTES.into_iter().enumerate() {
            // It looks the same again when it has turned by one tooth.
            let tooth = TAU / ring as f32;
            let sense = if index % 2 == 0 { 1.0 } else { -1.0 };
            let turned = sense * tooth * playhead();
            let wheel_radius = wheel as f32 / ring as f32;
            let orbit = 1.0 - wheel_radius;
            let radius = size * middle.min_element() / (orbit + wheel_radius * (reach + breath));
            for line in 0..lines {
                let inward = line as f32 / lines as f32;
                let wave = (TAU * (playhead() + inward / 2.0)).sin();
                let pen = wheel_radius * (reach - apart * inward + breath * wave);
                let steps = ring * 30;
                let points: Vec<Vec2> = (0..=steps)
                    .map(|step| {
                        let angle = TAU * (step * wheel) as f32 / steps as f32;
                        let rolled = -angle * orbit / wheel_radius;
                        let at = orbit * Vec2::from_angle(angle + turned)
                            + pen * Vec2::from_angle(rolled + turned);
                        middle + radius * at
                    })
                    .collect();
                draw_polyline(&points, &stroke, Color::from_hex(ink).with_alpha(0.7));
            }
        }
        set_blend(Blend::Normal);
        next_frame().await
    }
}
