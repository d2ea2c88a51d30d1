//! Charts of four kinds.

use kinora::prelude::*;

/// Lines with a legend, bars, points, a heat map.
pub async fn charts() {
    loop {
        if let Err(error) = four_charts() {
            panic!("{error}");
        }
        next_frame().await
    }
}

fn four_charts() -> Result<(), Box<dyn std::error::Error>> {
    use kinora::plot::CanvasBackend;
    use kinora::plot::plotters::prelude as plot;
    use kinora::plot::plotters::prelude::{Color as _, IntoDrawingArea as _};
    let all = Rect::new(0.0, 0.0, screen_width(), screen_height());
    let area = CanvasBackend::new(all).into_drawing_area();
    area.fill(&plot::WHITE)?;
    let areas = area.split_evenly((2, 2));

    let mut lines = plot::ChartBuilder::on(&areas[0])
        .caption("lines", ("sans-serif", 20))
        .margin(10)
        .x_label_area_size(30)
        .y_label_area_size(50)
        .build_cartesian_2d(0.0..10.0, -1.2..1.2)?;
    lines
        .configure_mesh()
        .x_desc("time")
        .y_desc("height")
        .draw()?;
    for (name, ahead, color) in [("sine", 0.0, plot::RED), ("cosine", 1.57, plot::BLUE)] {
        let points = (0..=200)
            .map(|step| f64::from(step) * 0.05)
            .map(|x| (x, (x + ahead).sin()));
        lines
            .draw_series(plot::LineSeries::new(points, color.stroke_width(2)))?
            .label(name)
            .legend(move |(x, y)| plot::PathElement::new(vec![(x, y), (x + 20, y)], color));
    }
    lines
        .configure_series_labels()
        .background_style(plot::WHITE.mix(0.8))
        .border_style(plot::BLACK)
        .draw()?;

    let mut bars = plot::ChartBuilder::on(&areas[1])
        .caption("bars", ("sans-serif", 20))
        .margin(10)
        .x_label_area_size(30)
        .y_label_area_size(50)
        .build_cartesian_2d(0..6, 0..10)?;
    bars.configure_mesh().draw()?;
    bars.draw_series((0..6).map(|bar| {
        plot::Rectangle::new(
            [(bar, 0), (bar + 1, bar + 3)],
            plot::GREEN.mix(0.6).filled(),
        )
    }))?;

    let mut points = plot::ChartBuilder::on(&areas[2])
        .margin(10)
        .x_label_area_size(30)
        .y_label_area_size(50)
        .build_cartesian_2d(0.0..1.0, 0.0..1.0)?;
    points.configure_mesh().draw()?;
    points.draw_series((0..150).map(|index| {
        let at = (
            f64::from(index) * 0.618 % 1.0,
            f64::from(index) * 0.755 % 1.0,
        );
        plot::Circle::new(at, 3, plot::MAGENTA.filled())
    }))?;
    points.draw_series([plot::Cross::new((0.5, 0.5), 10, plot::BLACK)])?;

    let cells = areas[3].margin(20, 20, 20, 20).split_evenly((12, 12));
    for (index, cell) in cells.iter().enumerate() {
        let heat = (index / 12 * (index % 12)) as f64 / 121.0;
        cell.fill(&plot::HSLColor(0.66 * (1.0 - heat), 0.9, 0.5))?;
    }
    Ok(())
}
