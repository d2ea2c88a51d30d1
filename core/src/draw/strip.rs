//! Bands: lines, outlines, rings. A band is a row of cross-sections, joined by two edges that fade out over a pixel.

use std::f32::consts::PI;

use macroquad::math::Vec2;

use super::ink::Ink;
use super::sides::sides;
use super::solid::plateau;

/// A cut across a band.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Section {
    /// The middle of the cut.
    pub center: Vec2,
    /// From there to the left edge; the right one is as far on the other side.
    pub half: Vec2,
    /// The normal of the left edge, of length 1: where edges meet at a mitre it is not the direction of the cut.
    pub normal: Vec2,
}

impl Section {
    /// A cut at a right angle to the band.
    pub fn straight(center: Vec2, half: Vec2) -> Section {
        Section {
            center,
            half,
            normal: half.normalize_or_zero(),
        }
    }

    /// The cut between two points of the edges.
    pub fn between(left: Vec2, right: Vec2, normal: Vec2) -> Section {
        Section {
            center: (left + right) / 2.0,
            half: (left - right) / 2.0,
            normal,
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
        if self.thin_band(sections, ends) {
            return;
        }
        let toward = |from: &Section, to: &Section| (to.center - from.center).normalize_or_zero();
        let backward = toward(inside.first().unwrap_or(last), first);
        let forward = toward(inside.last().unwrap_or(first), last);
        let start = match ends {
            Ends::Flat => self.end(*first, backward),
            Ends::Closed | Ends::Round => self.cut(*first),
        };
        let mut before = start;
        for &section in inside {
            let cut = self.cut(section);
            self.bridge(before, cut);
            before = cut;
        }
        let stop = match ends {
            Ends::Flat => self.end(*last, forward),
            Ends::Closed | Ends::Round => self.cut(*last),
        };
        self.bridge(before, stop);
        match ends {
            Ends::Flat => {}
            Ends::Closed => self.bridge(stop, start),
            Ends::Round => {
                self.round(*last, stop);
                let [a, b, c, d] = start;
                let turned = Section {
                    half: -first.half,
                    ..*first
                };
                self.round(turned, [d, c, b, a]);
            }
        }
    }

    /// Draws a band that is thin, and as thick everywhere; whether it did.
    fn thin_band(&mut self, sections: &[Section], ends: Ends) -> bool {
        let thickness = |section: &Section| section.half.dot(section.normal);
        let half = thickness(&sections[0]);
        let is_even = |section: &Section| (thickness(section) - half).abs() <= 0.01 * half;
        if !sections.iter().all(is_even) {
            return false;
        }
        let mut centers: Vec<_> = sections.iter().map(|section| section.center).collect();
        centers.dedup();
        self.hairline(&centers, half, ends)
    }

    /// The cut where a band that ends at a section still has its full colour; and what fades from there on, outward.
    fn end(&mut self, section: Section, outward: Vec2) -> Cut {
        let rim = self.rim(outward);
        let moved = |by: f32| Section {
            center: section.center + outward * by,
            ..section
        };
        let cut = self.cut(moved(-rim.reach));
        if self.raster.is_smooth() {
            let (length, reach, full) = self.across(section);
            let left = section.half.normalize_or_zero();
            let inner = left * (length - reach).abs();
            let across = [
                left * (length + reach),
                inner,
                -inner,
                -left * (length + reach),
            ];
            let [near, far] = [-rim.reach, rim.reach].map(|by| {
                let center = section.center + outward * by;
                across.map(|offset| center + offset)
            });
            let near = [near[1], near[2]].map(|at| self.inner(at, full, rim));
            let far = far.map(|at| self.outer(at, full, rim));
            self.quad(near[0], far[1], near[1], far[2]);
            self.quad(cut[0], far[0], cut[1], far[1]);
            self.quad(cut[2], far[2], cut[3], far[3]);
        }
        cut
    }

    /// Half a circle from the left end of the cut of a section, forward, to its right end.
    fn round(&mut self, section: Section, cut: Cut) {
        let (radius, _, full) = self.across(section);
        let left = section.half.normalize_or_zero();
        let steps = sides(radius * self.raster.density()).div_ceil(2).max(2);
        let rim = self.rim(section.normal);
        let center = self.inner(section.center, full, rim);
        let (mut edge, mut core) = (cut[0], cut[1]);
        for step in 1..=steps {
            let (next_edge, next_core) = if step == steps {
                (cut[3], cut[2])
            } else {
                let angle = -PI * step as f32 / steps as f32;
                let out = Vec2::from_angle(angle).rotate(left);
                let rim = self.rim(out);
                let at = |reach: f32| section.center + out * reach;
                (
                    self.outer(at(radius + rim.reach), full, rim),
                    self.inner(at((radius - rim.reach).abs()), full, rim),
                )
            };
            self.triangle(center, core, next_core);
            self.quad(core, edge, next_core, next_edge);
            (edge, core) = (next_edge, next_core);
        }
    }

    fn bridge(&mut self, from: Cut, to: Cut) {
        for lane in 0..3 {
            if lane == 1 || self.raster.is_smooth() {
                self.quad(from[lane], from[lane + 1], to[lane], to[lane + 1]);
            }
        }
    }

    fn cut(&mut self, section: Section) -> Cut {
        let (length, reach, full) = self.across(section);
        let left = section.half.normalize_or_zero();
        let rim = self.rim(section.normal);
        let (outer, inner) = (left * (length + reach), left * (length - reach).abs());
        [
            self.outer(section.center + outer, full, rim),
            self.inner(section.center + inner, full, rim),
            self.inner(section.center - inner, full, rim),
            self.outer(section.center - outer, full, rim),
        ]
    }

    /// Half the length of a cut, how far its rims reach along it, and how much of the colour is seen between them.
    fn across(&self, section: Section) -> (f32, f32, f32) {
        let length = section.half.length();
        let slope = section.half.normalize_or_zero().dot(section.normal);
        let reach = self.rim(section.normal).reach / slope.abs().max(0.1);
        (length, reach, plateau(length, reach))
    }
}
