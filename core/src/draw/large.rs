//! Large discs: an inside without a texture, and around it a rim whose shader knows the disc. So it takes few triangles,
//! where edges of straight lines would take hundreds.

use std::f32::consts::{PI, TAU};

use macroquad::color::Color;
use macroquad::math::{Mat2, Vec2, Vec4};
use macroquad::models::Vertex;

use super::ink::{LARGE, inside_source, push};
use super::solid::halve;
use crate::stage::camera::raster;
use crate::stage::material::{has_default_material, painted};
use crate::stage::paint::Source;

/// The smallest radius of curvature, in pixels, at which the edge is straight to a pixel: 1 / (8 · 32) pixels off.
const STRAIGHT: f32 = 32.0;

/// How far outside of the disc a pixel's middle can be that has a part of it, in pixels, and a little more.
const REACH: f32 = std::f32::consts::FRAC_1_SQRT_2 + 0.05;

/// How far the sides of the rim's inner polygon lie inside its circle, in pixels: more would have the shader paint what
/// is whole, less would be more triangles.
const SAGITTA: f32 = 1.0;

/// The longest radius, in pixels, at which numbers of 32 bits still place the edge to a thousandth of one.
const LONGEST: f32 = 16_384.0;

/// Draws the ellipse with the half axes `half`, turned by `rotation`, if it is large and nowhere sharply bent; whether it
/// did.
pub(super) fn draw_large_ellipse(center: Vec2, half: Vec2, rotation: f32, color: Color) -> bool {
    let Some(raster) = raster() else {
        return true;
    };
    // From the circle of radius 1 to units, and to pixels.
    let to_units = Mat2::from_angle(rotation) * Mat2::from_diagonal(half);
    let to_pixels = raster.to_pixels.matrix2 * to_units;
    let (longest, shortest) = radii(to_pixels);
    let is_large = 4.0 * longest * shortest >= LARGE && longest <= LONGEST;
    let is_straight = shortest * shortest >= STRAIGHT * longest;
    if !is_large || !is_straight || !raster.is_smooth() || !has_default_material() {
        return false;
    }

    let sides = (PI / (1.0 - SAGITTA / longest).acos()).ceil();
    let reach = REACH / shortest;
    // The outer polygon touches its circle with its sides, the inner one is within its own.
    let (inner, outer) = (1.0 - reach, (1.0 + reach) / (PI / sides).cos());
    let to_circle = to_pixels.inverse();
    let rgba: [u8; 4] = color.into();
    let corner = |direction: Vec2, radius: f32| Vertex {
        position: (center + to_units * (direction * radius)).extend(0.0),
        uv: to_pixels * (direction * radius),
        color: rgba,
        normal: Vec4::from((to_circle.x_axis, to_circle.y_axis)),
    };
    let sides = sides as u16;
    let directions =
        (0..sides).map(|side| Vec2::from_angle(f32::from(side) * TAU / f32::from(sides)));
    let corners: Vec<Vertex> = directions
        .flat_map(|direction| [corner(direction, inner), corner(direction, outer)])
        .collect();

    let mut triangles = vec![];
    halve(u32::from(sides), &mut |corners| {
        triangles.extend(corners.map(|corner| 2 * corner as u16));
    });
    painted(inside_source(&corners), || push(&corners, &triangles, None));

    triangles.clear();
    for side in 0..sides {
        let (a, b) = (2 * side, 2 * ((side + 1) % sides));
        triangles.extend([a, a + 1, b, a + 1, b + 1, b]);
    }
    painted(Source::Disc, || push(&corners, &triangles, None));
    true
}

/// The longest and the shortest radius of the ellipse that a matrix makes of the circle of radius 1: its singular
/// values.
fn radii(matrix: Mat2) -> (f32, f32) {
    let squares = matrix.x_axis.length_squared() + matrix.y_axis.length_squared();
    let product = matrix.determinant().abs();
    let difference = (squares * squares - 4.0 * product * product)
        .max(0.0)
        .sqrt();
    let longest = ((squares + difference) / 2.0).sqrt();
    match longest > 0.0 {
        true => (longest, product / longest),
        false => (0.0, 0.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use macroquad::math::vec2;

    #[test]
    fn the_radii_of_a_turned_and_stretched_circle() {
        let matrix =
            Mat2::from_angle(1.0) * Mat2::from_diagonal(vec2(3.0, -8.0)) * Mat2::from_angle(0.4);
        let (longest, shortest) = radii(matrix);
        assert!((longest - 8.0).abs() < 1e-4, "{longest}");
        assert!((shortest - 3.0).abs() < 1e-4, "{shortest}");
        assert_eq!(radii(Mat2::ZERO), (0.0, 0.0));
    }
}
