//! Gaussian blur. One that is not narrow is one of a smaller picture: each halving is a blur by itself, and so is enlarging,
//! and what is left of the variance is done along rows and columns.

use super::pass::Pass;
use super::{scratch, shaders};
use crate::stage::ground::Ground;

/// The most that is done without halving, in pixels.
const NARROW: f32 = 2.0;

/// The most that is left to do after a wide one has been halved, in pixels, so that squares and going straight from pixel to
/// pixel are good enough. What is neither narrow nor wide is halved and enlarged with more care.
const WIDE: f32 = 6.0;

/// Less than this is not seen, in pixels.
const LEAST: f32 = 0.1;

/// Blurs by a standard deviation in pixels: where the outcome is, and what part of it in each direction belongs to the
/// picture. A deviation that is not wide changes the picture itself.
pub(super) fn blur(picture: &Ground, deviation: f32) -> (Ground, [f32; 2]) {
    let whole = [1.0, 1.0];
    if deviation.is_nan() || deviation < LEAST {
        return (*picture, whole);
    }
    // Of more, everything is one colour.
    let deviation = deviation.min(picture.pixels.0.max(picture.pixels.1) as f32);
    if deviation <= NARROW {
        along_both(picture, deviation, whole);
        return (*picture, whole);
    }
    if deviation <= WIDE {
        of_half(picture, deviation);
        return (*picture, whole);
    }
    let halvings = (deviation / WIDE).log2().ceil().min(12.0) as u32;
    let mut small = *picture;
    for level in 0..halvings as usize {
        small = halved(&small, level, shaders::ENLARGE);
    }
    let times = (1u32 << halvings) as f32;
    let span = span(picture, &small, times);
    // What is lost by squares is the variance of a box of points; by going straight from pixel to pixel, the mean of that of
    // two points beside a place between them.
    let lost = (times * times - 1.0) / 12.0 + times * times / 6.0;
    let left = (deviation * deviation - lost).max(0.0).sqrt();
    along_both(&small, left / times, span);
    (small, span)
}

/// Blurs a picture by way of one of half its size, where both ways keep thin lines in their places.
fn of_half(picture: &Ground, deviation: f32) {
    let small = halved(picture, 0, shaders::HALVE);
    let span = span(picture, &small, 2.0);
    // In pixels of the picture, the variance of four points weighted 1 3 3 1, and of a cubic B-spline, which is that of four
    // boxes.
    let lost = 0.75 + 4.0 / 3.0;
    let left = (deviation * deviation - lost).max(0.0).sqrt();
    along_both(&small, left / 2.0, span);
    let size = [small.pixels.0 as f32, small.pixels.1 as f32];
    Pass::new(shaders::SPLINE, false)
        .with("span", &span)
        .with("small", &size)
        .with("small_texel", &size.map(f32::recip))
        .draw(&small, picture);
}

/// The picture at half its size, by a shader that has the place of a pixel in it as `uv * span`.
fn halved(picture: &Ground, level: usize, shader: &str) -> Ground {
    let pixels = (picture.pixels.0.div_ceil(2), picture.pixels.1.div_ceil(2));
    let half = Ground {
        is_opaque: picture.is_opaque,
        ..scratch::picture(pixels, 3 + level)
    };
    let span = span(&half, picture, 0.5);
    let pass = Pass::new(shader, false);
    pass.with("span", &span).draw(picture, &half);
    half
}

/// What part of another picture, whose pixels are so many `times` as large, one picture is.
fn span(picture: &Ground, other: &Ground, times: f32) -> [f32; 2] {
    let part = |pixels: u32, others: u32| pixels as f32 / (times * others as f32);
    [
        part(picture.pixels.0, other.pixels.0),
        part(picture.pixels.1, other.pixels.1),
    ]
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
