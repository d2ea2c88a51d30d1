//! What shapes are filled with: a colour, or colours that change from place to place.

use std::cell::RefCell;
use std::collections::HashMap;

use macroquad::color::Color;
use macroquad::math::{Vec2, vec2};
use macroquad::texture::{FilterMode, Texture2D};

use super::ink::Ink;
use crate::stage::paint::Source;
use crate::tools::color::rgba8;

/// Texels of a gradient.
const TEXELS: usize = 512;

/// Gradients that are remembered; more, and all are forgotten and made again.
const REMEMBERED: usize = 64;

/// A gradient along a line or around a point, in units of the camera that is set.
///
/// ```
/// use kinora::prelude::*;
///
/// let dawn = Gradient::linear(vec2(0.0, 0.0), vec2(0.0, 480.0), &[(0.0, DARKBLUE), (1.0, ORANGE)]);
/// let glow = Gradient::radial(vec2(320.0, 240.0), 100.0, &[(0.0, WHITE), (1.0, WHITE.with_alpha(0.0))]);
/// let heat = Gradient::linear(vec2(0.0, 0.0), vec2(640.0, 0.0), &ColorMap::Inferno.stops());
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Gradient {
    pub(super) shape: Shape,
    pub(super) stops: Vec<(f32, Color)>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Shape {
    Linear { from: Vec2, to: Vec2 },
    Radial { center: Vec2, radius: f32 },
}

impl Gradient {
    /// Changes from `from` to `to`, and is the same across that direction.
    ///
    /// `stops` are places from 0 to 1 with their colors. Between them colors are mixed as sRGB values, premultiplied, as
    /// CSS does it; before the first and after the last nothing changes any more.
    pub fn linear(from: Vec2, to: Vec2, stops: &[(f32, Color)]) -> Gradient {
        Gradient::new(Shape::Linear { from, to }, stops)
    }

    /// Changes from `center` (0) to `radius` away from it (1), the same in all directions.
    pub fn radial(center: Vec2, radius: f32, stops: &[(f32, Color)]) -> Gradient {
        Gradient::new(Shape::Radial { center, radius }, stops)
    }

    fn new(shape: Shape, stops: &[(f32, Color)]) -> Gradient {
        let mut stops = stops.to_vec();
        stops.sort_by(|a, b| a.0.total_cmp(&b.0));
        Gradient { shape, stops }
    }

    /// Whether it is along a line without length.
    pub(super) fn is_point(&self) -> bool {
        matches!(self.shape, Shape::Linear { from, to } if from == to)
    }

    /// The color at the end.
    pub(super) fn last(&self) -> Color {
        self.at(1.0)
    }

    /// The color at a place from 0 to 1; without stops, nothing.
    pub(super) fn at(&self, place: f32) -> Color {
        let after = self.stops.partition_point(|stop| stop.0 <= place);
        let (Some(&low), Some(&high)) = (
            self.stops.get(after.saturating_sub(1)),
            self.stops.get(after).or(self.stops.last()),
        ) else {
            return Color::new(0.0, 0.0, 0.0, 0.0);
        };
        let part = match high.0 > low.0 {
            true => ((place - low.0) / (high.0 - low.0)).clamp(0.0, 1.0),
            false => 0.0,
        };
        let (a, b) = (low.1, high.1);
        let alpha = a.a + (b.a - a.a) * part;
        let mixed = |a: f32, a_alpha: f32, b: f32, b_alpha: f32| {
            let premultiplied = a * a_alpha * (1.0 - part) + b * b_alpha * part;
            premultiplied / alpha.max(f32::MIN_POSITIVE)
        };
        if alpha <= 0.0 {
            return Color { a: 0.0, ..a };
        }
        Color::new(
            mixed(a.r, a.a, b.r, b.a),
            mixed(a.g, a.a, b.g, b.a),
            mixed(a.b, a.a, b.b, b.a),
            alpha,
        )
    }

    /// Draws the triangles with its colors.
    pub(super) fn draw(&self, mut ink: Ink) {
        let texel = (TEXELS - 1) as f32 / TEXELS as f32;
        let source = match self.shape {
            Shape::Linear { from, to } => {
                let along = to - from;
                let length = along.length_squared().max(f32::MIN_POSITIVE);
                let start = 0.5 / TEXELS as f32;
                ink.map_uv(|at| vec2((at - from).dot(along) / length * texel + start, 0.5));
                Source::Texture
            }
            Shape::Radial { center, radius } => {
                let radius = radius.abs().max(f32::MIN_POSITIVE);
                ink.map_uv(|at| (at - center) / radius * texel);
                Source::Radial
            }
        };
        ink.draw_textured(source, &self.texture());
    }

    /// Its colours in a row.
    fn texture(&self) -> Texture2D {
        thread_local! {
            static MADE: RefCell<HashMap<Vec<[u32; 5]>, Texture2D>> = RefCell::default();
        }
        let bits = |&(place, color): &(f32, Color)| {
            [place, color.r, color.g, color.b, color.a].map(f32::to_bits)
        };
        let key: Vec<_> = self.stops.iter().map(bits).collect();
        MADE.with_borrow_mut(|made| {
            if made.len() >= REMEMBERED && !made.contains_key(&key) {
                made.clear();
            }
            let paint = || {
                let rgba: Vec<u8> = (0..TEXELS)
                    .flat_map(|texel| rgba8(self.at(texel as f32 / (TEXELS - 1) as f32)))
                    .collect();
                let texture = Texture2D::from_rgba8(TEXELS as u16, 1, &rgba);
                texture.set_filter(FilterMode::Linear);
                texture
            };
            made.entry(key).or_insert_with(paint).clone()
        })
    }
}

/// What a path is filled with: a [`Color`] or a [`Gradient`].
#[derive(Debug, Clone)]
pub enum Fill {
    /// One color everywhere.
    Color(Color),
    /// Colors that change from place to place.
    Gradient(Gradient),
}

impl From<Color> for Fill {
    fn from(color: Color) -> Fill {
        Fill::Color(color)
    }
}

impl From<Gradient> for Fill {
    fn from(gradient: Gradient) -> Fill {
        Fill::Gradient(gradient)
    }
}

impl From<&Gradient> for Fill {
    fn from(gradient: &Gradient) -> Fill {
        Fill::Gradient(gradient.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use macroquad::color::{BLACK, WHITE};

    #[test]
    fn colours_are_mixed_between_their_stops_and_stay_beyond_them() {
        let gradient = Gradient::linear(Vec2::ZERO, Vec2::X, &[(0.75, WHITE), (0.25, BLACK)]);
        for (place, gray) in [(0.0, 0.0), (0.25, 0.0), (0.5, 0.5), (0.75, 1.0), (1.0, 1.0)] {
            assert_eq!(gradient.at(place).r, gray, "{place}");
        }
        // A color that fades out keeps its hue, whatever the clear one is called.
        let clear = Color::new(0.0, 0.0, 0.0, 0.0);
        let fade = Gradient::linear(Vec2::ZERO, Vec2::X, &[(0.0, WHITE), (1.0, clear)]);
        assert_eq!(fade.at(0.5), Color::new(1.0, 1.0, 1.0, 0.5));
        assert_eq!(Gradient::radial(Vec2::ZERO, 1.0, &[]).at(0.5).a, 0.0);
    }
}
