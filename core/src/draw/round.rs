//! Circles, ellipses and arcs: as many sides as they need, and smooth edges.

use std::f32::consts::TAU;

use macroquad::color::Color;
use macroquad::math::{Affine2, Vec2, vec2};

use super::ink::{Ink, draw_disc};
use super::large::draw_large_ellipse;
use super::path::Path;
use super::sheet::{self, Mark};
use super::sides::{is_drawable, sides};
use super::strip::{Ends, Section};
use super::stroke::Stroke;

/// Draws a filled circle around (`x`, `y`) with radius `r`.
///
/// Unlike macroquad's, which has 20 sides at any size, it is round, and its edge is anti-aliased.
pub fn draw_circle(x: f32, y: f32, r: f32, color: Color) {
    if !is_drawable(&[x, y, r]) || r <= 0.0 {
        return;
    }
    let shape = || Path::circle(vec2(x, y), r);
    if sheet::takes(|| Mark::fill(shape(), color)) || draw_disc(vec2(x, y), r, color) {
        return;
    }
    fill(vec2(x, y), vec2(r, r), 0.0, color);
}

/// Draws the outline of a circle: the ring from radius `r` outward to `r` + `thickness`.
pub fn draw_circle_lines(x: f32, y: f32, r: f32, thickness: f32, color: Color) {
    draw_ring(vec2(x, y), r, thickness, 0.0..TAU, color);
}

/// Draws a filled ellipse around (`x`, `y`) with the half axes `w` and `h`, turned clockwise by `rotation` degrees.
pub fn draw_ellipse(x: f32, y: f32, w: f32, h: f32, rotation: f32, color: Color) {
    if is_drawable(&[x, y, w, h, rotation]) && w != 0.0 && h != 0.0 {
        fill(vec2(x, y), vec2(w, h).abs(), rotation.to_radians(), color);
    }
}

/// Draws the outline of an ellipse, half of its `thickness` on either side.
pub fn draw_ellipse_lines(
    x: f32,
    y: f32,
    w: f32,
    h: f32,
    rotation: f32,
    thickness: f32,
    color: Color,
) {
    if !is_drawable(&[x, y, w, h, rotation, thickness]) {
        return;
    }
    let (center, half) = (vec2(x, y), vec2(w, h).abs());
    let shape = || placed_ellipse(center, half, rotation.to_radians());
    if sheet::takes(|| Mark::line(shape(), Stroke::new(thickness), color)) {
        return;
    }
    let Some(mut ink) = Ink::new(color) else {
        return;
    };
    let turn = Vec2::from_angle(rotation.to_radians());
    let sections: Vec<_> = directions(&ink, half.max_element() + thickness / 2.0)
        .map(|direction| {
            // The gradient of x²/w² + y²/h² is the normal.
            let normal = (direction / half.max(Vec2::splat(f32::MIN_POSITIVE))).normalize_or_zero();
            let at = center + turn.rotate(direction * half);
            Section::straight(at, turn.rotate(normal) * thickness / 2.0)
        })
        .collect();
    ink.band(&sections, Ends::Closed);
    ink.draw();
}

/// Draws a part of a ring from `radius` outward to `radius` + `thickness`: `arc` degrees of it, clockwise from
/// `rotation` degrees.
///
/// `sides` is what macroquad takes; here an arc is as round as its size needs.
#[expect(
    clippy::too_many_arguments,
    reason = "they are those of macroquad's function"
)]
pub fn draw_arc(
    x: f32,
    y: f32,
    sides: u8,
    radius: f32,
    rotation: f32,
    thickness: f32,
    arc: f32,
    color: Color,
) {
    let _ = sides;
    let (from, angle) = (rotation.to_radians(), arc.to_radians());
    draw_ring(vec2(x, y), radius, thickness, from..from + angle, color);
}

fn draw_ring(
    center: Vec2,
    radius: f32,
    thickness: f32,
    angles: std::ops::Range<f32>,
    color: Color,
) {
    if !is_drawable(&[
        center.x,
        center.y,
        radius,
        thickness,
        angles.start,
        angles.end,
    ]) {
        return;
    }
    let shape = || {
        let around = Path::new();
        let radii = Vec2::splat(radius + thickness / 2.0);
        let turn = angles.end - angles.start;
        let around = around.arc(center, radii, angles.start, turn.clamp(-TAU, TAU));
        match turn.abs() >= TAU {
            true => around.close(),
            false => around,
        }
    };
    if sheet::takes(|| Mark::line(shape(), Stroke::new(thickness), color)) {
        return;
    }
    let Some(mut ink) = Ink::new(color) else {
        return;
    };
    let angle = (angles.end - angles.start).clamp(-TAU, TAU);
    let all = sides((radius + thickness) * ink.raster.density());
    let closed = angle.abs() >= TAU;
    let steps = (all as f32 * angle.abs() / TAU).ceil().max(1.0) as u32;
    let last = if closed { steps - 1 } else { steps };
    let longer = reach(angle / steps as f32);
    let sections: Vec<_> = (0..=last)
        .map(|step| {
            let direction = Vec2::from_angle(angles.start + angle * step as f32 / steps as f32);
            let middle = center + direction * ((radius + thickness / 2.0) * longer);
            Section::straight(middle, direction * thickness / 2.0)
        })
        .collect();
    ink.band(&sections, if closed { Ends::Closed } else { Ends::Flat });
    ink.draw();
}

fn placed_ellipse(center: Vec2, half: Vec2, rotation: f32) -> Path {
    let place = Affine2::from_angle_translation(rotation, center);
    Path::ellipse(Vec2::ZERO, half).transformed(place)
}

fn fill(center: Vec2, half: Vec2, rotation: f32, color: Color) {
    let shape = || placed_ellipse(center, half, rotation);
    if sheet::takes(|| Mark::fill(shape(), color))
        || draw_large_ellipse(center, half, rotation, color)
    {
        return;
    }
    let Some(mut ink) = Ink::new(color) else {
        return;
    };
    let points = ellipse(&ink, center, half, rotation);
    ink.convex(&points, 2.0 * half.min_element());
    ink.map_uv(|at| {
        let direction = Vec2::from_angle(-rotation).rotate(at - center);
        direction / half
    });
    ink.draw();
}

/// Points around an ellipse.
fn ellipse(ink: &Ink, center: Vec2, half: Vec2, rotation: f32) -> Vec<Vec2> {
    let turn = Vec2::from_angle(rotation);
    directions(ink, half.max_element())
        .map(|direction| center + turn.rotate(direction * half))
        .collect()
}

/// Directions to the corners of a polygon that is as good as a circle of that radius, a little longer than 1.
fn directions(ink: &Ink, radius: f32) -> impl Iterator<Item = Vec2> + use<> {
    let sides = sides(radius * ink.raster.density());
    let angle = TAU / sides as f32;
    let longer = reach(angle);
    (0..sides).map(move |side| Vec2::from_angle(side as f32 * angle) * longer)
}

/// How much longer than the radius the way to the corners of a polygon is, between which there is that angle, if its
/// area is the circle's: without it, that is sin(angle) / angle of the circle's.
fn reach(angle: f32) -> f32 {
    match angle.sin() == 0.0 {
        true => 1.0,
        false => (angle / angle.sin()).abs().sqrt(),
    }
}
