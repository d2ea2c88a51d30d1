//! Bands: lines, outlines, rings. A band is a row of cross-sections, joined by two edges that fade out over a pixel.

use std::f32::consts::PI;

use macroquad::math::Vec2;

use super::ink::Ink;
use super::round::sides;

/// A cut across a band.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Section {
    /// The middle of the cut.
    pub center: Vec2,
    /// From there to the left edge; the right one is as far on the other side.
    pub half: Vec2,
    /// How much longer the cut is than the band is wide: 1 where it is at a right angle, more at a mitre.
    pub stretch: f32,
}

impl Section {
    /// The cut between two points of the edges.
    pub fn between(left: Vec2, right: Vec2) -> Section {
        Section {
            center: (left + right) / 2.0,
            half: (left - right) / 2.0,
            stretch: 1.0,
        }
    }
}

/// Four vertices: the edges' ends where nothing is left of the colour, and between them where it is full.
type Cut = [u32; 4];

/// How a band ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ends {
    /// The last section is joined to the first.
    Closed,
    /// Straight.
    Flat,
    /// In half a circle around the first and the last section.
    Round,
}

impl Ink {
    /// Draws the band of these sections, of which there are two at least.
    pub fn band(&mut self, sections: &[Section], ends: Ends) {
        let [first, inside @ .., last] = sections else {
            return;
        };
        let toward = |from: &Section, to: &Section| (to.center - from.center).normalize_or_zero();
        let backward = toward(inside.first().unwrap_or(last), first);
        let forward = toward(inside.last().unwrap_or(first), last);
        let start = match ends {
            Ends::Flat => self.end(*first, backward),
            Ends::Closed | Ends::Round => self.cut(*first, 1.0),
        };
        let mut before = start;
        for &section in inside {
            before = self.join(before, section, 1.0);
        }
        match ends {
            Ends::Closed => {
                before = self.join(before, *last, 1.0);
                self.bridge(before, start);
            }
            Ends::Flat => {
                let [inner, outer] = self.fade(*last, forward);
                before = self.join(before, inner, 1.0);
                self.join(before, outer, 0.0);
            }
            Ends::Round => {
                before = self.join(before, *last, 1.0);
                self.round(*last, before);
                let [a, b, c, d] = start;
                let turned = Section {
                    half: -first.half,
                    ..*first
                };
                self.round(turned, [d, c, b, a]);
            }
        }
    }

    /// Half a circle from the left end of the cut of a section, forward, to its right end.
    fn round(&mut self, section: Section, cut: Cut) {
        let radius = section.half.length();
        let left = section.half.normalize_or_zero();
        let steps = sides(radius * self.raster.density()).div_ceil(2).max(2);
        let full = self.coverage(cut[1]);
        let center = self.vertex(section.center, Vec2::ZERO, full);
        let (mut edge, mut core) = (cut[0], cut[1]);
        for step in 1..=steps {
            let (next_edge, next_core) = if step == steps {
                (cut[3], cut[2])
            } else {
                let angle = -PI * step as f32 / steps as f32;
                let out = Vec2::from_angle(angle).rotate(left);
                let feather = self.raster.feather(out);
                let at = |reach: f32| section.center + out * reach;
                (
                    self.vertex(at(radius + feather), Vec2::ZERO, 0.0),
                    self.vertex(at((radius - feather).abs()), Vec2::ZERO, full),
                )
            };
            self.triangle(center, core, next_core);
            self.quad(core, edge, next_core, next_edge);
            (edge, core) = (next_edge, next_core);
        }
    }

    /// The faded end of a band, which begins here.
    fn end(&mut self, section: Section, outward: Vec2) -> Cut {
        let [inner, outer] = self.fade(section, outward);
        let start = self.cut(outer, 0.0);
        self.join(start, inner, 1.0)
    }

    /// The sections where an end is still full, and where nothing is left of it.
    fn fade(&self, section: Section, outward: Vec2) -> [Section; 2] {
        let feather = self.raster.feather(outward);
        [-feather, feather].map(|by| Section {
            center: section.center + outward * by,
            ..section
        })
    }

    fn join(&mut self, before: Cut, section: Section, coverage: f32) -> Cut {
        let cut = self.cut(section, coverage);
        self.bridge(before, cut);
        cut
    }

    fn bridge(&mut self, from: Cut, to: Cut) {
        for lane in 0..3 {
            if lane != 1 && !self.raster.is_smooth() {
                continue;
            }
            self.quad(from[lane], from[lane + 1], to[lane], to[lane + 1]);
        }
    }

    fn cut(&mut self, section: Section, coverage: f32) -> Cut {
        let Section {
            center,
            half,
            stretch,
        } = section;
        let length = half.length();
        let left = half.normalize_or_zero();
        let feather = self.raster.feather(left) * stretch;
        // Thinner than its edges, a band has a plateau of less than its full colour.
        let full = match feather > 0.0 {
            true => (length / feather).min(1.0),
            false => 1.0,
        };
        let (outer, inner) = (left * (length + feather), left * (length - feather).abs());
        [
            self.vertex(center + outer, Vec2::ZERO, 0.0),
            self.vertex(center + inner, Vec2::ZERO, coverage * full),
            self.vertex(center - inner, Vec2::ZERO, coverage * full),
            self.vertex(center - outer, Vec2::ZERO, 0.0),
        ]
    }
}
