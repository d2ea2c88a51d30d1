//! Drawing inside of a path.

use std::cell::RefCell;

use macroquad::color::{BLANK, WHITE};
use macroquad::math::Vec2;

use super::fill::draw_path;
use super::filter::Filter;
use super::layer::Layer;
use super::path::Path;
use crate::stage::aside::ground_size;
use crate::stage::transform::{apply_transform, reset_transform, to_canvas, with_transform};

/// Layers that are kept for the next time.
const KEPT: usize = 8;

thread_local! {
    static FREE: RefCell<Vec<Layer>> = const { RefCell::new(vec![]) };
}

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
    let [inside, shape] = [(); 2].map(|()| blank());
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
    FREE.with_borrow_mut(|free| {
        free.extend([inside, shape]);
        free.truncate(KEPT);
    });
    drawn
}

/// An empty layer for everything that is drawn on now.
fn blank() -> Layer {
    let (size, pixels) = ground_size().unwrap_or((Vec2::ONE, (1, 1)));
    let free = FREE.with_borrow_mut(|free| {
        let place = free
            .iter()
            .position(|it| (it.size(), it.pixels()) == (size, pixels))?;
        Some(free.swap_remove(place))
    });
    let layer = free.unwrap_or_else(|| Layer::of(size, pixels));
    layer.clear(BLANK);
    layer
}
