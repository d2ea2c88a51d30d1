//! Gaussian blur. A wide one is one of a smaller picture: each halving is a blur by itself, and so is enlarging, and what is
//! left of the variance is done along rows and columns.

use super::pass::Pass;
use super::{scratch, shaders};
use crate::stage::ground::Ground;

/// The most that is done without halving, in pixels.
const WIDEST: f32 = 6.0;

/// Less than this is not seen, in pixels.
const LEAST: f32 = 0.1;

/// Blurs by a standard deviation in pixels: where the outcome is, and what part of it in each direction belongs to the
/// picture. A small deviation changes the picture itself.
pub(super) fn blur(picture: &Ground, deviation: f32) -> (Ground, [f32; 2]) {
    if deviation.is_nan() || deviation < LEAST {
        return (*picture, [1.0, 1.0]);
    }
    let halvings = (deviation / WIDEST).log2().ceil().clamp(0.0, 12.0) as u32;
    let mut small = *picture;
    for level in 0..halvings as usize {
        let pixels = (small.pixels.0.div_ceil(2), small.pixels.1.div_ceil(2));
        let half = Ground {
            is_opaque: small.is_opaque,
            ..scratch::picture(pixels, 3 + level)
        };
        let span = [
            2.0 * pixels.0 as f32 / small.pixels.0 as f32,
            2.0 * pixels.1 as f32 / small.pixels.1 as f32,
        ];
        let pass = Pass::new(shaders::ENLARGE, false);
        pass.with("span", &span).draw(&small, &half);
        small = half;
    }
    let times = (1u32 << halvings) as f32;
    let span = [
        picture.pixels.0 as f32 / (times * small.pixels.0 as f32),
        picture.pixels.1 as f32 / (times * small.pixels.1 as f32),
    ];
    let left = deviation * deviation - lost(times);
    along_both(&small, left.max(0.0).sqrt() / times, span);
    (small, span)
}

/// The variance, in pixels, of what is made so many times smaller by means of squares, and larger again by going straight
/// from pixel to pixel: that of a box of points, and the mean of that of two points beside a place between them.
fn lost(times: f32) -> f32 {
    match times > 1.0 {
        true => (times * times - 1.0) / 12.0 + times * times / 6.0,
        false => 0.0,
    }
}

/// The picture ends at `edge`, a part of it in each direction.
fn along_both(picture: &Ground, deviation: f32, edge: [f32; 2]) {
    let aside = Ground {
        is_opaque: picture.is_opaque,
        ..scratch::picture(picture.pixels, 1)
    };
    let (width, height) = picture.pixels;
    // As far as three deviations.
    let pairs = (1.5 * deviation).ceil().max(1.0);
    let shader = shaders::BLUR.replace("PAIRS", &pairs.to_string());
    let along = |texel: [f32; 2]| {
        let pass = Pass::new(&shader, false);
        pass.with("texel", &texel)
            .with("deviation", &[deviation])
            .with("edge", &edge)
    };
    along([1.0 / width as f32, 0.0]).draw(picture, &aside);
    along([0.0, 1.0 / height as f32]).draw(&aside, picture);
}
