//! Transforms: where shapes are drawn, turned, grown and slanted, until they are taken back. The camera stays, so that shapes
//! under a hundred transforms are one draw call: their corners are moved on the way to macroquad.

use macroquad::math::{Affine2, Mat2, Vec2, vec2};

use super::camera::any_raster;
use super::now::{frames_played, scene};
use super::set::{SET, size_of};

/// The transform that was set is set again when this is dropped.
#[must_use = "the transform is taken back when this is dropped: let it live as long as the transform is to hold"]
pub struct Pushed {
    before: Affine2,
    frame: u64,
}

/// Remembers the transform, and sets it again when what is returned is dropped. A frame begins without one.
///
/// ```no_run
/// # use kinora::prelude::*;
/// for index in 0..12 {
///     let _turned = push();
///     translate(200.0, 200.0);
///     rotate(TAU * index as f32 / 12.0);
///     draw_rectangle(100.0, -5.0, 60.0, 10.0, WHITE);
/// }
/// ```
pub fn push() -> Pushed {
    Pushed {
        before: transform(),
        frame: frames_played(),
    }
}

impl Drop for Pushed {
    fn drop(&mut self) {
        // One that has lived into another frame has nothing to take back.
        if self.frame == frames_played() {
            set_transform(self.before);
        }
    }
}

/// What `draw` transforms is taken back after it.
pub fn with_transform<R>(draw: impl FnOnce() -> R) -> R {
    let _pushed = push();
    draw()
}

/// Moves the origin by (x, y), in units of the transform that is set.
pub fn translate(x: f32, y: f32) {
    apply_transform(Affine2::from_translation(vec2(x, y)));
}

/// Turns around the origin, in radians: from the x axis to the y axis, which is clockwise where y points down.
pub fn rotate(angle: f32) {
    apply_transform(Affine2::from_angle(angle));
}

/// Stretches by `x` and `y` from the origin; what is less than 0 mirrors, too.
pub fn scale(x: f32, y: f32) {
    apply_transform(Affine2::from_scale(vec2(x, y)));
}

/// Slants: a point is moved along x by `x` times its y, and along y by `y` times its x. The tangents of the angles.
pub fn shear(x: f32, y: f32) {
    let slanted = Mat2::from_cols(vec2(1.0, y), vec2(x, 1.0));
    apply_transform(Affine2::from_mat2(slanted));
}

/// Any of them, before those that are set: the last one said is the first that a shape goes through.
pub fn apply_transform(next: Affine2) {
    set_transform(transform() * next);
}

/// Forgets the transform that is set.
pub fn reset_transform() {
    set_transform(Affine2::IDENTITY);
}

/// The transform that is set: from the units that shapes are given in to those of the camera.
pub fn transform() -> Affine2 {
    SET.with_borrow(|set| set.transform)
}

/// Where a place on the canvas, as the mouse's, is in the units that shapes are given in now, under camera and transform:
/// `to_local(mouse_position().into())`. `None` where all of them are on one line.
pub fn to_local(at: Vec2) -> Option<Vec2> {
    let to_canvas = to_canvas()?;
    let is_flat = to_canvas.matrix2.determinant() == 0.0;
    (!is_flat).then(|| to_canvas.inverse().transform_point2(at))
}

/// Where a place in the units that shapes are given in now is seen on the canvas.
pub fn from_local(at: Vec2) -> Vec2 {
    to_canvas().map_or(at, |to_canvas| to_canvas.transform_point2(at))
}

/// From the units that shapes are given in to those of the canvas.
fn to_canvas() -> Option<Affine2> {
    let pixels = any_raster()?.to_pixels;
    let (density, size) = scene(|scene| (scene.density(), scene.canvas_size()))?;
    let own = SET.with_borrow(|set| set.view.and_then(|view| view.own));
    let (_, height) = own.map_or(size, size_of);
    // Rows of pixels are counted from the bottom.
    let turned = Affine2::from_scale_angle_translation(
        vec2(1.0, -1.0) / density,
        0.0,
        vec2(0.0, height as f32 / density),
    );
    Some(turned * pixels)
}

pub(super) fn set_transform(transform: Affine2) {
    SET.with_borrow_mut(|set| {
        set.transform = transform;
        set.look();
    });
}
