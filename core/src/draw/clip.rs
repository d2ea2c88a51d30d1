//! Drawing inside of a path.

use macroquad::color::WHITE;

use super::fill::draw_path;
use super::filter::Filter;
use super::layer::Layer;
use super::path::Path;
use crate::stage::transform::{apply_transform, reset_transform, to_canvas, with_transform};

/// Shows what `draw` draws only inside of a path, whose edge is smooth. The path is in the units of the transform that is set,
/// and so is what is drawn.
///
/// ```no_run
/// # use kinora::prelude::*;
/// # fn frame() {
/// with_clip(&Path::circle(vec2(200.0, 200.0), 80.0), || {
///     for x in 0..20 {
///         draw_rectangle(x as f32 * 20.0, 0.0, 10.0, 400.0, RED);
///     }
/// });
/// # }
/// ```
pub fn with_clip<R>(path: &Path, draw: impl FnOnce() -> R) -> R {
    let place = to_canvas().unwrap_or_default();
    let [inside, shape] = [(); 2].map(|()| Layer::borrow());
    let drawn = inside.paint(|| {
        apply_transform(place);
        draw()
    });
    shape.paint(|| {
        apply_transform(place);
        draw_path(path, WHITE);
    });
    inside.filter(&Filter::mask(&shape));
    // The layer lies on the canvas, whatever the units are.
    with_transform(|| {
        reset_transform();
        if let Some(back) = to_canvas().filter(|it| it.matrix2.determinant() != 0.0) {
            apply_transform(back.inverse());
        }
        inside.draw();
    });
    inside.give_back();
    shape.give_back();
    drawn
}
