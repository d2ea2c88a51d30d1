//! Filled paths: lyon makes triangles of them, and the outer sides of these get rims.

use std::collections::HashMap;

use lyon::tessellation::{
    BuffersBuilder, FillOptions, FillRule, FillTessellator, FillVertex, VertexBuffers,
};
use macroquad::color::{Color, WHITE};
use macroquad::math::Vec2;

use super::gradient::Fill;
use super::ink::Ink;
use super::path::{Path, to_vec2, tolerance};
use super::sheet::{self, Mark};
use super::solid::Bend;
use crate::stage::material::has_default_material;

/// Fills a path with a [`Color`] or a [`Gradient`](super::Gradient).
pub fn draw_path(path: &Path, fill: impl Into<Fill>) {
    let fill = fill.into();
    if sheet::takes(|| Mark::fill(path.clone(), fill.clone())) {
        return;
    }
    match fill {
        Fill::Color(color) => {
            if let Some(mut ink) = Ink::new(color) {
                ink.fill_path(path);
                ink.draw();
            }
        }
        // A material of the sketch's own has its own texture.
        Fill::Gradient(gradient) if has_default_material() => {
            if let Some(mut ink) = Ink::textured(WHITE) {
                ink.fill_path(path);
                gradient.draw(ink);
            }
        }
        Fill::Gradient(gradient) => draw_path(path, gradient.last()),
    }
}

/// Fills the polygon of these corners, whichever way they go round, also one that is not convex.
pub fn draw_polygon(corners: &[Vec2], color: Color) {
    draw_path(&Path::polygon(corners), color);
}

impl Ink {
    /// Fills a path.
    pub fn fill_path(&mut self, path: &Path) {
        let rule = match path.is_even_odd() {
            true => FillRule::EvenOdd,
            false => FillRule::NonZero,
        };
        let options = FillOptions::tolerance(tolerance(&self.raster)).with_fill_rule(rule);
        let mut mesh: VertexBuffers<Vec2, u32> = VertexBuffers::new();
        let mut output =
            BuffersBuilder::new(&mut mesh, |vertex: FillVertex| to_vec2(vertex.position()));
        // It fails only for coordinates that are no numbers, which a path does not hold, or for more vertices than there
        // are numbers for them; what it made until then is drawn.
        let _ = FillTessellator::new().tessellate(path.events(), &options, &mut output);
        separate(&mut mesh);
        self.rimmed(&mesh.vertices, &mesh.indices);
    }

    /// Adds triangles, moves their outer sides inward by a rim, and puts the rims around them.
    fn rimmed(&mut self, places: &[Vec2], indices: &[u32]) {
        let sides = outer_sides(places, indices);
        let normal = |(from, to): (u32, u32)| {
            let along = places[to as usize] - places[from as usize];
            -along.perp().normalize_or_zero()
        };
        // The normals of the side that ends in a corner, and of the one that begins there.
        let mut meeting = vec![[None; 2]; places.len()];
        for &side in &sides {
            meeting[side.1 as usize][0] = Some(normal(side));
            meeting[side.0 as usize][1] = Some(normal(side));
        }
        let bend_at = |corner: u32| -> Option<Bend> {
            let [before, after] = meeting[corner as usize];
            Some(Bend::new(places[corner as usize], before?, after?))
        };
        let first = self.vertices() as u32;
        let mut inner = Vec::with_capacity(places.len());
        for (corner, &at) in places.iter().enumerate() {
            let moved = bend_at(corner as u32).map_or(at, |bend| at - self.offset(&bend));
            let rim = self.rim(Vec2::X);
            self.inner(moved, 1.0, rim);
            inner.push(moved);
        }
        for triangle in indices.chunks_exact(3) {
            self.triangle(
                first + triangle[0],
                first + triangle[1],
                first + triangle[2],
            );
        }
        if !self.raster.is_smooth() {
            return;
        }
        for &side in &sides {
            let across = normal(side);
            let rim = self.rim(across);
            let mut corner = |number: u32| {
                let at = places[number as usize];
                let out = match bend_at(number) {
                    Some(bend) if !bend.is_sharp() => self.offset(&bend),
                    _ => across * rim.reach,
                };
                [
                    self.inner(inner[number as usize], 1.0, rim),
                    self.outer(at + out, 1.0, rim),
                ]
            };
            let ([a, b], [c, d]) = (corner(side.0), corner(side.1));
            self.quad(a, b, c, d);
        }
        // Where a corner is sharp, the rims of its sides end apart.
        for corner in 0..places.len() as u32 {
            let Some(bend) = bend_at(corner).filter(Bend::is_sharp) else {
                continue;
            };
            let [before, after] = [bend.before, bend.after];
            let rims = [self.rim(before), self.rim(after)];
            let tip = self.inner(inner[corner as usize], 1.0, rims[0]);
            let [a, b] = [(before, rims[0]), (after, rims[1])]
                .map(|(normal, rim)| self.outer(bend.at + normal * rim.reach, 1.0, rim));
            self.triangle(tip, a, b);
        }
    }

    fn offset(&self, bend: &Bend) -> Vec2 {
        let reach = |normal| self.rim(normal).reach;
        bend.offset(reach(bend.before), reach(bend.after))
    }
}

/// Gives parts of the path that only touch in a corner a corner each: each has its own rims there.
fn separate(mesh: &mut VertexBuffers<Vec2, u32>) {
    let mut begins = vec![0; mesh.vertices.len()];
    for (from, _) in outer_sides(&mesh.vertices, &mesh.indices) {
        begins[from as usize] += 1;
    }
    let shared = (0..begins.len() as u32).filter(|&corner| begins[corner as usize] > 1);
    for corner in shared {
        // Indices of the triangles at the corner, by part: those of one part have sides from it in common.
        let mut parts: Vec<(Vec<usize>, Vec<u32>)> = vec![];
        for first in (0..mesh.indices.len()).step_by(3) {
            let triangle = &mesh.indices[first..first + 3];
            let Some(at) = triangle.iter().position(|&index| index == corner) else {
                continue;
            };
            let mut part = (
                vec![first + at],
                vec![triangle[(at + 1) % 3], triangle[(at + 2) % 3]],
            );
            parts.retain(|(indices, others)| {
                let is_same = others.iter().any(|other| part.1.contains(other));
                if is_same {
                    part.0.extend(indices);
                    part.1.extend(others);
                }
                !is_same
            });
            parts.push(part);
        }
        for (indices, _) in parts.into_iter().skip(1) {
            mesh.vertices.push(mesh.vertices[corner as usize]);
            for index in indices {
                mesh.indices[index] = mesh.vertices.len() as u32 - 1;
            }
        }
    }
}

/// Sides that only one triangle has, each in the direction in which what is filled lies to its left.
fn outer_sides(places: &[Vec2], indices: &[u32]) -> Vec<(u32, u32)> {
    let mut sides: HashMap<(u32, u32), (u32, u32)> = HashMap::new();
    let mut order = vec![];
    for triangle in indices.chunks_exact(3) {
        let [a, b, c] = [triangle[0], triangle[1], triangle[2]];
        let place = |corner: u32| places[corner as usize];
        let is_left = (place(b) - place(a)).perp_dot(place(c) - place(a)) > 0.0;
        let around = match is_left {
            true => [(a, b), (b, c), (c, a)],
            false => [(b, a), (c, b), (a, c)],
        };
        for (from, to) in around {
            let key = (from.min(to), from.max(to));
            // Of a second triangle: the side lies inside.
            if sides.remove(&key).is_none() {
                sides.insert(key, (from, to));
                order.push(key);
            }
        }
    }
    // In the order of the triangles: a map's own order is another on every run.
    order
        .into_iter()
        .filter_map(|key| sides.remove(&key))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outer_sides_of_two_triangles_leave_out_the_one_between_them() {
        let places = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)].map(Vec2::from);
        // Whichever way the triangles go round.
        for indices in [[0, 1, 2, 0, 2, 3], [0, 2, 1, 3, 2, 0]] {
            let mut sides = outer_sides(&places, &indices);
            sides.sort();
            assert_eq!(sides, [(0, 1), (1, 2), (2, 3), (3, 0)]);
        }
    }

    #[test]
    fn parts_that_touch_in_a_corner_get_a_corner_each() {
        // Two triangles with one corner in common, and one that shares a side with the second.
        let corners = [
            (0.0, 0.0),
            (1.0, 0.0),
            (1.0, 1.0),
            (-1.0, 0.0),
            (-1.0, -1.0),
            (0.0, -2.0),
        ];
        let mut mesh = VertexBuffers {
            vertices: corners.map(Vec2::from).to_vec(),
            indices: vec![0, 1, 2, 0, 3, 4, 0, 5, 4],
        };
        separate(&mut mesh);
        assert_eq!(mesh.vertices.len(), 7);
        assert_eq!(mesh.vertices[6], mesh.vertices[0]);
        let begins = outer_sides(&mesh.vertices, &mesh.indices).into_iter();
        let begins: Vec<_> = begins.map(|(from, _)| from).collect();
        let distinct: std::collections::HashSet<_> = begins.iter().collect();
        assert_eq!(begins.len(), distinct.len());
    }
}
