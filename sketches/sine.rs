//! A sine wave that moves along its axes: frame n shows sin(x + n / 10).
use kinora::plot::plotters::prelude::{
    ChartBuilder, Color as _, IntoDrawingArea, IntoFont, LineSeries,
};
use kinora::plot::{CanvasBackend, rgba};
use kinora::prelude::*;

pub fn sketch() -> Sketch {
    // 20 π frames would be one period: 63 frames are nearest to a whole one.
    Sketch::new("sine", sine)
        .size(640, 480)
        .fps(20)
        .duration(63.0 / 20.0)
}

/// Pixels of a chart in one of the canvas: the wave does not move in steps.
const FINE: u32 = 8;

async fn sine() {
    loop {
        clear_background(WHITE);
        if let Err(error) = chart(frame_index() as f64 / 10.0) {
            panic!("{error}");
        }
        next_frame().await
    }
}

fn chart(phase: f64) -> Result<(), Box<dyn std::error::Error>> {
    let all = canvas_rect();
    let area = CanvasBackend::new(all).fine(FINE).into_drawing_area();
    let font = |size: u32| ("sans-serif", size * FINE).into_font();
    let mut chart = ChartBuilder::on(&area)
        .margin(24 * FINE)
        .caption("sin(x + n / 10)", font(26))
        .x_label_area_size(36 * FINE)
        .y_label_area_size(48 * FINE)
        .build_cartesian_2d(0.0..std::f64::consts::TAU, -1.1..1.1)?;
    chart
        .configure_mesh()
        .x_labels(7)
        .y_labels(5)
        .label_style(font(15))
        .axis_style(rgba(BLACK).stroke_width(FINE))
        .bold_line_style(rgba(BLACK).mix(0.15).stroke_width(FINE))
        .light_line_style(rgba(BLACK).mix(0.0))
        .draw()?;
    let points = (0..100).map(|step| {
        let x = f64::from(step) / 99.0 * std::f64::consts::TAU;
        (x, (x + phase).sin())
    });
    let blue = rgba(Color::from_hex(0x1f77b4)).stroke_width(2 * FINE);
    chart.draw_series(LineSeries::new(points, blue))?;
    Ok(())
}
