//! Fonts: their letters' shapes and widths.

use std::cell::RefCell;
use std::hash::{Hash, Hasher};
use std::rc::Rc;

use ab_glyph::{Font, FontVec, GlyphId, OutlineCurve};
use ab_glyph_rasterizer::Rasterizer;
use macroquad::math::{Affine2, Vec2, vec2};

use crate::KinoraError;
use crate::draw::Path;

/// How far a letter's edge may lie beside its curve, in pixels.
const FLATNESS: f32 = 0.02;

/// A font, from a file of the kind TrueType or OpenType. Copies of it share what it holds.
#[derive(Clone)]
pub struct Typeface {
    font: Rc<FontVec>,
}

impl Typeface {
    /// Reads the bytes of a `.ttf` or `.otf` file; of a collection, the first font.
    ///
    /// # Errors
    /// [`KinoraError::Typeface`] if they are none.
    pub fn from_bytes(bytes: impl Into<Vec<u8>>) -> Result<Typeface, KinoraError> {
        let font =
            FontVec::try_from_vec_and_index(bytes.into(), 0).map_err(|_| KinoraError::Typeface)?;
        Ok(Typeface {
            font: Rc::new(font),
        })
    }

    /// Hack, whose letters are all of one width.
    pub fn monospace() -> Typeface {
        Typeface::bundled(1, epaint_default_fonts::HACK_REGULAR)
    }

    /// Each is read once.
    fn bundled(place: usize, bytes: &'static [u8]) -> Typeface {
        thread_local! {
            static READ: RefCell<[Option<Typeface>; 2]> = RefCell::default();
        }
        READ.with_borrow_mut(|read| {
            let parse = || Typeface::from_bytes(bytes).expect("a font that is bundled is one");
            read[place].get_or_insert_with(parse).clone()
        })
    }

    pub(super) fn glyph(&self, letter: char) -> GlyphId {
        self.font.glyph_id(letter)
    }

    /// Units of the font's own in one em, by which everything else here is divided.
    fn em(&self) -> f32 {
        self.font.units_per_em().unwrap_or(1000.0)
    }

    /// From the baseline to the top of the letters, in em.
    pub(super) fn ascent(&self) -> f32 {
        self.font.ascent_unscaled() / self.em()
    }

    /// From the baseline to the bottom of the letters, downward, in em.
    pub(super) fn descent(&self) -> f32 {
        -self.font.descent_unscaled() / self.em()
    }

    /// How far the next letter is, in em.
    pub(super) fn advance(&self, glyph: GlyphId) -> f32 {
        self.font.h_advance_unscaled(glyph) / self.em()
    }

    /// How much farther it is if the next one is that, in em.
    pub(super) fn kern(&self, glyph: GlyphId, next: GlyphId) -> f32 {
        self.font.kern_unscaled(glyph, next) / self.em()
    }

    /// The shape of a letter of `size` units an em, its origin at `at`.
    pub(super) fn outline(&self, glyph: GlyphId, size: f32, at: Vec2) -> Path {
        let Some(outline) = self.font.outline(glyph) else {
            return Path::new();
        };
        let scale = size / self.em();
        // A font's y goes up.
        let place = |point: ab_glyph::Point| at + vec2(point.x, -point.y) * scale;
        let mut path = Path::new();
        let mut last = None;
        for curve in outline.curves {
            let from = match &curve {
                OutlineCurve::Line(from, _)
                | OutlineCurve::Quad(from, ..)
                | OutlineCurve::Cubic(from, ..) => place(*from),
            };
            if last != Some(from) {
                path = path.close().move_to(from);
            }
            let to = match curve {
                OutlineCurve::Line(_, to) => {
                    path = path.line_to(place(to));
                    to
                }
                OutlineCurve::Quad(_, control, to) => {
                    path = path.quad_to(place(control), place(to));
                    to
                }
                OutlineCurve::Cubic(_, a, b, to) => {
                    path = path.cubic_to(place(a), place(b), place(to));
                    to
                }
            };
            last = Some(place(to));
        }
        path.close()
    }

    /// A letter in pixels: `size` of them an em, turned clockwise by `angle` radians, its origin at `at`. `None` for one
    /// that shows nothing.
    pub(super) fn rasterize(
        &self,
        glyph: GlyphId,
        size: f32,
        angle: f32,
        at: Vec2,
    ) -> Option<Raster> {
        let turn = Affine2::from_angle_translation(angle, at);
        let outline = self.outline(glyph, size, Vec2::ZERO).transformed(turn);
        let parts = outline.flattened(FLATNESS);
        let points = || parts.iter().flat_map(|(points, _)| points);
        let low = points().copied().reduce(Vec2::min)?.floor();
        let high = points().copied().reduce(Vec2::max)?.ceil();
        let (width, height) = ((high.x - low.x) as usize, (high.y - low.y) as usize);
        let mut rasterizer = Rasterizer::new(width, height);
        for (points, _) in &parts {
            for (index, &from) in points.iter().enumerate() {
                let to = points[(index + 1) % points.len()];
                let [from, to] = [from - low, to - low].map(|at| ab_glyph::point(at.x, at.y));
                rasterizer.draw_line(from, to);
            }
        }
        let mut coverage = vec![0; width * height];
        rasterizer.for_each_pixel(|index, covered| {
            coverage[index] = (covered.min(1.0) * 255.0).round() as u8;
        });
        Some(Raster {
            left: low.x as i32,
            top: low.y as i32,
            width,
            coverage,
        })
    }
}

/// A letter in pixels.
pub(super) struct Raster {
    /// Of its first pixel, from the place it was drawn at.
    pub left: i32,
    pub top: i32,
    /// Pixels in a row.
    pub width: usize,
    /// 0 to 255, the top row first.
    pub coverage: Vec<u8>,
}

/// Ubuntu Light.
impl Default for Typeface {
    fn default() -> Typeface {
        Typeface::bundled(0, epaint_default_fonts::UBUNTU_LIGHT)
    }
}

impl std::fmt::Debug for Typeface {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Typeface")
            .field("glyphs", &self.font.glyph_count())
            .finish_non_exhaustive()
    }
}

/// The same font, not one with the same letters.
impl PartialEq for Typeface {
    fn eq(&self, other: &Typeface) -> bool {
        Rc::ptr_eq(&self.font, &other.font)
    }
}

impl Eq for Typeface {}

impl Hash for Typeface {
    fn hash<H: Hasher>(&self, state: &mut H) {
        Rc::as_ptr(&self.font).hash(state);
    }
}
