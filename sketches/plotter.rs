//! Islands in lines alone, for a pen plotter: kinora still plotter -o plotter.svg.
use kinora::prelude::*;

pub fn sketch() -> Sketch {
    Sketch::new("plotter", plotter)
        .size(720, 720)
        .fps(30)
        .duration(8.0)
        .seed(4)
        .stateless()
}

/// Places along a line.
const STEPS: usize = 360;

async fn plotter() {
    loop {
        clear_background(Color::from_hex(0xf4efe4));
        let lines = slider("lines", 76, 8..=140);
        let height = slider("height", 0.55, 0.0..=1.2);
        let detail = slider("detail", 1.8, 0.5..=5.0);
        let change = slider("change", 0.2, 0.0..=1.0);
        let pen = Stroke::new(slider("pen", 1.1, 0.3..=3.0)).join(Join::Round);
        let ink = color("ink", Color::from_hex(0x1c2b3f));

        let size = canvas_size();
        let (middle, unit) = (size / 2.0, size.min_element());
        for margin in [0.036, 0.044].map(|part| part * unit) {
            draw_path_lines(&inset(canvas_rect(), margin).into(), &pen, ink);
        }

        let land = Noise::simplex().octaves(4).gain(0.45);
        // How high the lines before have come, from the front to the back: what lies below is hidden.
        let mut skyline = [f32::INFINITY; STEPS + 1];
        for line in (0..lines).rev() {
            let y = lerp(-1.0, 1.0, (line as f32 + 0.5) / lines as f32);
            let mut seen = vec![];
            for (step, sky) in skyline.iter_mut().enumerate() {
                let at = vec2(lerp(-1.0, 1.0, step as f32 / STEPS as f32), y);
                // The sea ends in a circle, and is flat there.
                let inside = 1.0 - at.length_squared();
                let rise = 0.1 + land.looped(at * detail * vec2(1.0, 1.6), playhead(), change);
                let rise = height * rise.max(0.0) * (1.6 * inside).min(1.0);
                let place = middle + (at - vec2(0.0, rise)) * unit * 0.36;
                if inside > 0.0 && place.y < *sky {
                    *sky = place.y;
                    seen.push(place);
                } else if !seen.is_empty() {
                    // A line ends outside of the circle, so that this comes after each part.
                    draw_polyline(&seen, &pen, ink);
                    seen.clear();
                }
            }
        }
        next_frame().await
    }
}
