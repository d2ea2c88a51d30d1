//! Filled convex shapes: the full colour inside, and around it a rim in which the colour fades to nothing. The rim
//! keeps red, green and blue: blending with straight alpha then leaves no fringe on any background.

use macroquad::math::{Vec2, vec2};

use super::ink::Ink;

/// Sharper corners than this, as the cosine between the normals of their sides, get two points on their rim: one far
/// out would be seen.
const SHARP: f32 = -0.2;

impl Ink {
    /// Fills the polygon of `corners`, which go round once, either way, and turn one way only. `thickness` is the
    /// diameter of the largest circle in it, in units: a shape thinner than its rims has no full colour.
    pub fn convex(&mut self, corners: &[Vec2], thickness: f32) {
        let count = corners.len();
        if count < 3 {
            return;
        }
        let around = |index: usize| corners[index % count];
        let area: f32 = (0..count)
            .map(|index| around(index).perp_dot(around(index + 1)))
            .sum();
        let outward = area.signum();
        let normal = |index: usize| {
            let side = around(index + 1) - around(index);
            vec2(side.y, -side.x).normalize_or_zero() * outward
        };
        let first = self.vertices() as u32;
        // The inner corners come first, and are filled; (inner, first, last) of each corner's rim follow.
        let mut rim = Vec::with_capacity(2 * count);
        let mut before = normal(count - 1);
        for index in 0..count {
            let after = normal(index);
            let bisector = (before + after).normalize_or_zero();
            let feather = self.raster.feather(bisector);
            let inset = feather.min(thickness / 2.0);
            let coverage = match feather > 0.0 {
                true => (thickness / 2.0 / feather).min(1.0),
                false => 1.0,
            };
            // A corner's rim is as wide as that of its sides: the bisector is longer by 1 / cos of half the angle.
            let stretch = 1.0 / bisector.dot(after).max(0.1);
            let at = around(index);
            self.vertex(at - bisector * inset * stretch, Vec2::ZERO, coverage);
            if before.dot(after) < SHARP {
                rim.push((index, at + before * self.raster.feather(before)));
                rim.push((index, at + after * self.raster.feather(after)));
            } else {
                rim.push((index, at + bisector * feather * stretch));
            }
            before = after;
        }
        self.fill(first, 0, count as u32 / 2, count as u32);
        self.fill(first, count as u32 / 2, count as u32, count as u32);
        if !self.raster.is_smooth() {
            return;
        }
        let outer: Vec<_> = rim
            .iter()
            .map(|&(index, at)| (first + index as u32, self.vertex(at, Vec2::ZERO, 0.0)))
            .collect();
        for (index, &(inner, edge)) in outer.iter().enumerate() {
            let (next_inner, next_edge) = outer[(index + 1) % outer.len()];
            match inner == next_inner {
                true => self.triangle(inner, edge, next_edge),
                false => self.quad(inner, edge, next_inner, next_edge),
            }
        }
    }

    /// Fills the polygon between the vertices `from` to `to` of `count` ones after `first`, halving it each time: few
    /// large triangles. A fan's thin ones, which meet in one point, cost llvmpipe, which shades in blocks, a third more.
    fn fill(&mut self, first: u32, from: u32, to: u32, count: u32) {
        let middle = from.midpoint(to);
        if middle == from {
            return;
        }
        let [a, b, c] = [from, middle, to].map(|corner| first + corner % count);
        self.triangle(a, b, c);
        self.fill(first, from, middle, count);
        self.fill(first, middle, to, count);
    }

    /// Fills the rectangle around `center` that reaches `half.x` units along `axis`, of length 1, and `half.y` across.
    /// `uv` is (0, 0) at the corner against both, (1, 1) at the one along both.
    pub fn block(&mut self, center: Vec2, axis: Vec2, half: Vec2) {
        let across = axis.perp();
        let half = half.abs();
        let feather = vec2(self.raster.feather(axis), self.raster.feather(across));
        let uv = |reach: Vec2| match half.min_element() > 0.0 {
            true => (reach / half + 1.0) / 2.0,
            false => Vec2::ZERO,
        };
        let mut ring = |reach: Vec2, coverage: f32| {
            [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)].map(|(x, y)| {
                let reach = reach * vec2(x, y);
                self.vertex(
                    center + axis * reach.x + across * reach.y,
                    uv(reach),
                    coverage,
                )
            })
        };
        if feather == Vec2::ZERO {
            let [a, b, c, d] = ring(half, 1.0);
            self.quad(a, b, d, c);
            return;
        }
        // Thinner than its rims, each pixel gets the part of it that is covered: a plateau of less than 1.
        let coverage = (half / feather).min(Vec2::ONE);
        let inner = ring((half - feather).abs(), coverage.x * coverage.y);
        let outer = ring(half + feather, 0.0);
        let [a, b, c, d] = inner;
        self.quad(a, b, d, c);
        for side in 0..4 {
            let next = (side + 1) % 4;
            self.quad(inner[side], outer[side], inner[next], outer[next]);
        }
    }
}
