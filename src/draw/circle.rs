//! Filled circles with enough sides and anti-aliased edges.

use std::f32::consts::TAU;

use macroquad::color::Color;
use macroquad::math::{Vec2, vec2};
use macroquad::models::{Mesh, Vertex, draw_mesh};

use crate::stage::names::screen_dpi_scale;

/// The farthest that a side may lie inside the true circle, in pixels: a tenth of one is not seen.
const SAGITTA: f32 = 0.1;

/// Half the width of the edge over which the colour fades out, in pixels.
const FEATHER: f32 = 0.5;

const FEWEST_SIDES: f32 = 12.0;

/// Stays below the 10,000 vertices of one of macroquad's draw calls.
const MOST_SIDES: f32 = 2048.0;

/// Draws a filled circle around (`x`, `y`) with radius `r`.
///
/// Its edge fades out over one pixel, half inside and half outside of the true circle. Unlike macroquad's, which has
/// 20 sides at any size, it has as many as its radius needs.
pub fn draw_circle(x: f32, y: f32, r: f32, color: Color) {
    if !(r > 0.0 && r.is_finite()) {
        return;
    }
    draw_mesh(&disc(vec2(x, y), r, screen_dpi_scale(), color));
}

/// A polygon in the full colour, and around it a ring in which the colour fades to nothing. The ring keeps red,
/// green and blue: blending with straight alpha then leaves no dark fringe.
///
/// `density` is the number of pixels in one unit.
fn disc(center: Vec2, radius: f32, density: f32, color: Color) -> Mesh {
    let sides = sides(radius * density);
    let feather = FEATHER / density;
    let inner = (radius - feather).max(0.0);
    let outer = radius + feather;
    // A circle thinner than its feather has no full colour; its middle has what the true circle would cover.
    let middle = if radius < feather {
        color.with_alpha(color.a * radius / feather)
    } else {
        color
    };
    let faded = color.with_alpha(0.0);

    let mut vertices = Vec::with_capacity(2 * usize::from(sides));
    for side in 0..sides {
        let direction = Vec2::from_angle(f32::from(side) / f32::from(sides) * TAU);
        vertices.push(vertex(center + direction * inner, middle));
        vertices.push(vertex(center + direction * outer, faded));
    }
    let mut indices = Vec::with_capacity(9 * usize::from(sides));
    fill(&mut indices, 0, sides / 2, sides);
    fill(&mut indices, sides / 2, sides, sides);
    for side in 0..sides {
        let next = (side + 1) % sides;
        let [a, b, c, d] = [2 * side, 2 * side + 1, 2 * next, 2 * next + 1];
        indices.extend([a, b, c, b, d, c]);
    }
    Mesh {
        vertices,
        indices,
        texture: None,
    }
}

/// Fills the polygon between the inner vertices of the corners `from` to `to` of `sides`, halving the arc each time:
/// few large triangles. A fan's thin ones, which meet in the centre, cost llvmpipe, which shades in blocks, a third more.
fn fill(indices: &mut Vec<u16>, from: u16, to: u16, sides: u16) {
    let middle = from.midpoint(to);
    if middle == from {
        return;
    }
    indices.extend([from, middle, to].map(|corner| 2 * (corner % sides)));
    fill(indices, from, middle, sides);
    fill(indices, middle, to, sides);
}

/// Sides of a regular polygon whose sides lie at most [`SAGITTA`] inside its circle: the sagitta of an angle `a` is
/// r·(1 - cos(a / 2)).
fn sides(radius: f32) -> u16 {
    let half_angle = (1.0 - SAGITTA / radius).clamp(-1.0, 1.0).acos();
    (TAU / (2.0 * half_angle))
        .ceil()
        .clamp(FEWEST_SIDES, MOST_SIDES) as u16
}

fn vertex(at: Vec2, color: Color) -> Vertex {
    Vertex::new(at.x, at.y, 0.0, 0.0, 0.0, color)
}

#[cfg(test)]
mod tests {
    use super::*;
    use macroquad::color::GREEN;

    #[test]
    fn a_circle_has_the_sides_that_its_radius_needs() {
        assert_eq!(sides(1.0), 12);
        for radius in [3.0, 50.0, 500.0, 2000.0] {
            let sides = f32::from(sides(radius));
            let sagitta = radius * (1.0 - (TAU / sides / 2.0).cos());
            assert!(
                sagitta <= SAGITTA * 1.01,
                "{radius}: {sides} sides, {sagitta}"
            );
        }
    }

    #[test]
    fn the_triangles_fill_the_whole_circle_once() {
        for radius in [0.2, 3.0, 220.0] {
            let mesh = disc(Vec2::ZERO, radius, 1.0, GREEN);
            let corner = |index: u16| mesh.vertices[usize::from(index)].position.truncate();
            let triangles = mesh.indices.chunks_exact(3);
            let area: f32 = triangles
                .map(|t| {
                    (corner(t[1]) - corner(t[0]))
                        .perp_dot(corner(t[2]) - corner(t[0]))
                        .abs()
                        / 2.0
                })
                .sum();
            let sides = f32::from(sides(radius));
            let polygon = sides / 2.0 * (radius + FEATHER).powi(2) * (TAU / sides).sin();
            assert!(
                (area / polygon - 1.0).abs() < 1e-3,
                "{radius}: {area} of {polygon}"
            );
        }
    }

    #[test]
    fn nothing_lies_outside_the_circle_but_its_feather() {
        for radius in [0.2, 3.0, 220.0] {
            let mesh = disc(vec2(10.0, 20.0), radius, 2.0, GREEN);
            let farthest = mesh
                .vertices
                .iter()
                .map(|v| v.position.truncate().distance(vec2(10.0, 20.0)));
            assert!(farthest.fold(0.0, f32::max) <= radius + FEATHER / 2.0 + 1e-3);
            assert!(
                mesh.indices
                    .iter()
                    .all(|&index| usize::from(index) < mesh.vertices.len())
            );
        }
    }
}
