//! Bands so thin that their two edges share pixels: each segment is one rectangle with a picture of its cut.

use macroquad::math::Vec2;

use super::edges;
use super::ink::Ink;
use super::strip::Ends;

/// In pixels: the diagonal of one, across which an edge fades that goes from corner to corner.
const THICKEST: f32 = std::f32::consts::SQRT_2;

/// Sharper turns than this, as the cosine of half of them, have no mitre.
const SHARP: f32 = 0.5;

impl Ink {
    /// Draws the line through `points` that reaches `half` units to either side, if it is thin; whether it did. Joins and
    /// caps are smaller than a pixel: the first are mitres where they can be, a round cap is as long as its area asks for.
    pub fn hairline(&mut self, points: &[Vec2], half: f32, ends: Ends) -> bool {
        let thickness = 2.0 * half * self.raster.density();
        if !self.has_cuts() || thickness > THICKEST || points.len() < 2 {
            return false;
        }
        // A thinner one is seen as a faint one of the least thickness that there is.
        let shown = thickness.max(edges::THINNEST);
        let coverage = thickness / shown;
        let half = half / coverage.max(f32::MIN_POSITIVE);
        let closed = ends == Ends::Closed;
        let count = points.len();
        let segments = if closed { count } else { count - 1 };
        let direction = |segment: usize| {
            let along = points[(segment + 1) % count] - points[segment % count];
            along.normalize_or_zero()
        };
        let cap = match ends {
            Ends::Round => half * std::f32::consts::FRAC_PI_4,
            Ends::Flat | Ends::Closed => 0.0,
        };
        for segment in 0..segments {
            let along = direction(segment);
            let last = (segment + segments - 1) % segments;
            let before = (closed || segment > 0).then(|| direction(last));
            let after = (closed || segment + 1 < segments).then(|| direction(segment + 1));
            let rim = self.raster.edge(along);
            let fade = rim.pixel / 2.0;
            let (picture, reach) = edges::bar(shown, rim.slant);
            let normal = along.perp() * (2.0 * half * reach);
            let (from, to) = (points[segment], points[(segment + 1) % count]);
            let cut = |at: Vec2, across: Vec2, coverage: f32| Cut {
                ends: [at - across, at + across],
                coverage,
                picture,
            };
            let start = match before {
                Some(before) => self.cut_across(cut(from, mitre(normal, before), coverage)),
                None => {
                    let faded = self.cut_across(cut(from - along * (cap + fade), normal, 0.0));
                    let whole = cut(from - along * (cap - fade), normal, coverage);
                    self.strip(faded, whole)
                }
            };
            match after {
                Some(after) => {
                    self.strip(start, cut(to, mitre(normal, after), coverage));
                }
                None => {
                    let whole = cut(to + along * (cap - fade), normal, coverage);
                    let whole = self.strip(start, whole);
                    self.strip(whole, cut(to + along * (cap + fade), normal, 0.0));
                }
            }
        }
        true
    }

    /// Draws from one cut to the next; the corners of that.
    fn strip(&mut self, from: [u32; 2], to: Cut) -> [u32; 2] {
        let to = self.cut_across(to);
        self.quad(from[0], from[1], to[0], to[1]);
        to
    }

    fn cut_across(&mut self, cut: Cut) -> [u32; 2] {
        [0, 1].map(|end| self.add_cut(cut.ends[end], cut.coverage, cut.picture[end]))
    }
}

/// A cut across a line: where its ends are, how much of its picture is seen, and where that is.
struct Cut {
    ends: [Vec2; 2],
    coverage: f32,
    picture: [Vec2; 2],
}

/// Half of the cut where a segment with that half meets one that goes in the direction of `beside`: to where their sides
/// meet, unless that is far out.
fn mitre(half: Vec2, beside: Vec2) -> Vec2 {
    let normal = half.normalize_or_zero();
    let bisector = (normal + beside.perp()).normalize_or_zero();
    let cosine = bisector.dot(normal);
    match cosine > SHARP {
        true => bisector * (half.length() / cosine),
        false => half,
    }
}
