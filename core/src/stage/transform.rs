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
pub(crate) fn to_canvas() -> Option<Affine2> {
    let pixels = any_raster()?.to_pixels;
    let (density, size) = scene(|scene| (scene.density(), scene.canvas_pixels()))?;
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

#[cfg(test)]
mod tests {
    use macroquad::math::{Mat3, vec3};
    use proptest::prelude::*;

    use super::*;

    #[derive(Debug, Clone, Copy)]
    enum Step {
        Translate(f32, f32),
        Rotate(f32),
        Scale(f32, f32),
        Shear(f32, f32),
    }

    impl Step {
        fn say(self) {
            match self {
                Step::Translate(x, y) => translate(x, y),
                Step::Rotate(angle) => rotate(angle),
                Step::Scale(x, y) => scale(x, y),
                Step::Shear(x, y) => shear(x, y),
            }
        }

        /// By hand, as textbooks have it: row by row.
        fn matrix(self) -> Mat3 {
            let rows = |a: [f32; 3], b: [f32; 3]| {
                Mat3::from_cols_array_2d(&[a, b, [0.0, 0.0, 1.0]]).transpose()
            };
            match self {
                Step::Translate(x, y) => rows([1.0, 0.0, x], [0.0, 1.0, y]),
                Step::Rotate(a) => rows([a.cos(), -a.sin(), 0.0], [a.sin(), a.cos(), 0.0]),
                Step::Scale(x, y) => rows([x, 0.0, 0.0], [0.0, y, 0.0]),
                Step::Shear(x, y) => rows([1.0, x, 0.0], [y, 1.0, 0.0]),
            }
        }
    }

    fn steps() -> impl Strategy<Value = Vec<Step>> {
        let number = || -2.0f32..2.0;
        let step = prop_oneof![
            (number(), number()).prop_map(|(x, y)| Step::Translate(50.0 * x, 50.0 * y)),
            (-7.0f32..7.0).prop_map(Step::Rotate),
            (number(), number()).prop_map(|(x, y)| Step::Scale(x, y)),
            (number(), number()).prop_map(|(x, y)| Step::Shear(x, y)),
        ];
        proptest::collection::vec(step, 0..6)
    }

    proptest! {
        #[test]
        fn they_are_their_matrices_one_after_the_other(
            outer in steps(), inner in steps(), x in -100.0f32..100.0, y in -100.0f32..100.0,
        ) {
            reset_transform();
            let product = |steps: &[Step]| {
                steps.iter().fold(Mat3::IDENTITY, |product, step| product * step.matrix())
            };
            let near = |by_hand: Mat3| {
                let wanted = by_hand * vec3(x, y, 1.0);
                let got = transform().transform_point2(vec2(x, y));
                let size = wanted.length().max(1.0) + by_hand.to_cols_array().iter().map(|it| it.abs()).sum::<f32>() * 100.0;
                prop_assert!(got.distance(wanted.truncate()) < 1e-4 * size, "{got} is not {wanted}");
                Ok(())
            };
            outer.iter().for_each(|step| step.say());
            near(product(&outer))?;
            {
                let _pushed = push();
                inner.iter().for_each(|step| step.say());
                near(product(&outer) * product(&inner))?;
            }
            near(product(&outer))?;
            with_transform(|| inner.iter().for_each(|step| step.say()));
            near(product(&outer))?;
        }
    }
}
