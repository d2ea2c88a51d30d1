//! Filled convex shapes: the full colour inside, and around it a rim in which the colour fades to nothing. The rim
//! keeps red, green and blue: blending with straight alpha then leaves no fringe on any background.

use macroquad::math::{Vec2, vec2};

use super::ink::Ink;

/// A turn of less than this, as the cosine between the normals of two sides, belongs to a curve: it has no corner.
pub(super) const CURVE: f32 = 0.97;

/// Sharper corners than this get two points on their rim: one far out would be seen.
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
        // The inner corners come first, and are filled; then, for each, those of the rims of its two sides.
        let mut before = normal(count - 1);
        let mut bends = Vec::with_capacity(count);
        for index in 0..count {
            let after = normal(index);
            let bend = Bend::new(around(index), before, after);
            let rim = self.rim(bend.bisector);
            let inset = |normal| self.rim(normal).reach.min(thickness / 2.0);
            let at = bend.at - bend.offset(inset(before), inset(after));
            self.inner(at, plateau(thickness / 2.0, rim.reach), rim);
            bends.push((bend, at));
            before = after;
        }
        halve(count as u32, &mut |[a, b, c]| {
            self.triangle(first + a, first + b, first + c)
        });
        if !self.raster.is_smooth() {
            return;
        }
        let ends: Vec<_> = bends
            .iter()
            .enumerate()
            .map(|(index, (bend, at))| self.bend(bend, *at, first + index as u32, thickness))
            .collect();
        for (index, &(_, [inner, outer])) in ends.iter().enumerate() {
            let ([next_inner, next_outer], _) = ends[(index + 1) % count];
            self.quad(inner, outer, next_inner, next_outer);
        }
    }

    /// The corners of the rims that end and begin at a bend: (inner, outer) of each.
    fn bend(
        &mut self,
        bend: &Bend,
        inner: Vec2,
        number: u32,
        thickness: f32,
    ) -> ([u32; 2], [u32; 2]) {
        let half = thickness / 2.0;
        let reach = |normal| self.rim(normal).reach;
        let offset = bend.offset(reach(bend.before), reach(bend.after));
        if bend.cosine > CURVE {
            let rim = self.rim(bend.bisector);
            let outer = self.outer(bend.at + offset, plateau(half, rim.reach), rim);
            return ([number, outer], [number, outer]);
        }
        // Two sides of different slants have different rims.
        let is_sharp = bend.is_sharp();
        let mut side = |normal: Vec2| {
            let rim = self.rim(normal);
            let out = match is_sharp {
                true => normal * rim.reach,
                false => offset,
            };
            let coverage = plateau(half, rim.reach);
            [
                self.inner(inner, coverage, rim),
                self.outer(bend.at + out, coverage, rim),
            ]
        };
        let (end, begin) = (side(bend.before), side(bend.after));
        if is_sharp {
            self.triangle(number, end[1], begin[1]);
        }
        (end, begin)
    }

    /// Fills the rectangle around `center` that reaches `half.x` units along `axis`, of length 1, and `half.y` across.
    /// For a material of the sketch's own, `uv` is (0, 0) at the corner against both, (1, 1) at the one along both.
    pub fn block(&mut self, center: Vec2, axis: Vec2, half: Vec2) {
        let across = axis.perp();
        let half = half.abs();
        let rims = [self.rim(axis), self.rim(across)];
        let reach = vec2(rims[0].reach, rims[1].reach);
        let coverage = plateau(half.x, reach.x) * plateau(half.y, reach.y);
        let place = |reach: Vec2, (x, y): (f32, f32)| {
            center + axis * (reach.x * x) + across * (reach.y * y)
        };
        let (within, beyond) = ((half - reach).abs(), half + reach);
        let corners = [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)];
        let inside = corners.map(|corner| self.inner(place(within, corner), coverage, rims[1]));
        self.quad(inside[0], inside[1], inside[3], inside[2]);
        if self.raster.is_smooth() {
            for side in 0..4 {
                let rim = rims[(side + 1) % 2];
                let [from, to] = [corners[side], corners[(side + 1) % 4]];
                // The sides along the axis have the rim of the inside; the others need corners of their own.
                let [a, b] = match side % 2 {
                    0 => [inside[side], inside[(side + 1) % 4]],
                    _ => [from, to].map(|corner| self.inner(place(within, corner), coverage, rim)),
                };
                let [c, d] =
                    [from, to].map(|corner| self.outer(place(beyond, corner), coverage, rim));
                self.quad(a, c, b, d);
            }
        }
        self.map_uv(|at| {
            let from_center = vec2((at - center).dot(axis), (at - center).dot(across));
            (from_center / half + 1.0) / 2.0
        });
    }
}

/// Cuts a polygon of so many corners into triangles of them, halving it each time: few large triangles. A fan's thin
/// ones, which meet in one point, cost llvmpipe, which shades in blocks, a third more.
pub(super) fn halve(corners: u32, triangle: &mut impl FnMut([u32; 3])) {
    fn between(from: u32, to: u32, corners: u32, triangle: &mut impl FnMut([u32; 3])) {
        let middle = from.midpoint(to);
        if middle != from {
            triangle([from, middle, to % corners]);
            between(from, middle, corners, triangle);
            between(middle, to, corners, triangle);
        }
    }
    between(0, corners / 2, corners, triangle);
    between(corners / 2, corners, corners, triangle);
}

/// The most that is covered of a pixel by something that reaches `half` to either side of its middle: all, or where its
/// rims, of that reach, overlap, as much as it has of their width.
pub(super) fn plateau(half: f32, reach: f32) -> f32 {
    match reach > 0.0 {
        true => (half / reach).min(1.0),
        false => 1.0,
    }
}

/// A corner between two sides.
pub(super) struct Bend {
    pub at: Vec2,
    /// The normals of the sides, of length 1.
    pub before: Vec2,
    pub after: Vec2,
    bisector: Vec2,
    /// Between the normals.
    cosine: f32,
}

impl Bend {
    /// Between two sides with these normals.
    pub fn new(at: Vec2, before: Vec2, after: Vec2) -> Bend {
        Bend {
            at,
            before,
            after,
            bisector: (before + after).normalize_or_zero(),
            cosine: before.dot(after),
        }
    }

    /// Whether the rims of its sides end apart: where they would meet is far out.
    pub fn is_sharp(&self) -> bool {
        self.cosine < SHARP
    }

    /// To where the sides meet when each is moved outward by so much.
    pub fn offset(&self, before: f32, after: f32) -> Vec2 {
        if self.cosine > CURVE {
            return self.bisector * ((before + after) / 2.0);
        }
        let (a, b) = (self.before, self.after);
        vec2(before * b.y - after * a.y, after * a.x - before * b.x) / a.perp_dot(b)
    }
}
