//! Text: any font, sharp at any size, aligned, wrapped and measured.

mod glyphs;
mod quad;
mod typeface;

use macroquad::color::Color;
use macroquad::math::{Affine2, Rect, Vec2, vec2};
use macroquad::models::Vertex;

use super::ink::{CORNERS, draw_pictured};
use super::path::Path;
use super::sheet::{self, Mark};
use super::{Fill, draw_path};
use crate::stage::camera::raster;
pub use quad::{draw_fps, draw_multiline_text, draw_multiline_text_ex, draw_text, draw_text_ex};
pub use typeface::Typeface;

/// Letters of more pixels an em are drawn as shapes: their edges are as good, and the texture would soon be full.
const LARGEST_IN_PIXELS: f32 = 64.0;

/// Which part of a line is at the place it is drawn at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// Its left end.
    #[default]
    Left,
    /// Its middle.
    Center,
    /// Its right end.
    Right,
}

/// Which height of the text is at the place it is drawn at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Baseline {
    /// The line that the letters of the first line stand on, as in macroquad.
    #[default]
    Alphabetic,
    /// The top of the first line.
    Top,
    /// The middle of all lines.
    Middle,
    /// The bottom of the last line.
    Bottom,
}

/// Text with all that says how it looks. Lengths are in units of the camera that is set.
///
/// ```no_run
/// use kinora::prelude::*;
///
/// # fn frame() {
/// let title = Text::new("A movie you could hold").size(48.0).align(Align::Center);
/// title.draw(screen_width() / 2.0, 100.0, BLACK);
/// let outline = title.path(320.0, 200.0);
/// draw_path_lines(&outline, &Stroke::new(1.0), RED);
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Text {
    text: String,
    typeface: Typeface,
    size: f32,
    align: Align,
    baseline: Baseline,
    wrap: Option<f32>,
    line_height: f32,
    rotation: f32,
}

/// A letter and where it stands, from the left of its line on its baseline.
struct Letter {
    glyph: ab_glyph::GlyphId,
    at: Vec2,
}

impl Text {
    /// Text of 20 units in the default font, aligned left on its baseline.
    pub fn new(text: impl Into<String>) -> Text {
        Text {
            text: text.into(),
            typeface: Typeface::default(),
            size: 20.0,
            align: Align::Left,
            baseline: Baseline::Alphabetic,
            wrap: None,
            line_height: 1.25,
            rotation: 0.0,
        }
    }

    /// Another font.
    #[must_use]
    pub fn typeface(mut self, typeface: &Typeface) -> Text {
        self.typeface = typeface.clone();
        self
    }

    /// Size of an em, about the distance of two lines of print.
    #[must_use]
    pub fn size(mut self, size: f32) -> Text {
        self.size = size;
        self
    }

    /// Which part of each line is at the place it is drawn at.
    #[must_use]
    pub fn align(mut self, align: Align) -> Text {
        self.align = align;
        self
    }

    /// Which height of it is at the place it is drawn at.
    #[must_use]
    pub fn baseline(mut self, baseline: Baseline) -> Text {
        self.baseline = baseline;
        self
    }

    /// Breaks lines between words so that none is wider, but for a single word that is.
    #[must_use]
    pub fn wrap(mut self, width: f32) -> Text {
        self.wrap = Some(width);
        self
    }

    /// Distance of two lines in sizes; 1.25 if nothing is said.
    #[must_use]
    pub fn line_height(mut self, sizes: f32) -> Text {
        self.line_height = sizes;
        self
    }

    /// Turns it clockwise by an angle in radians, around the place it is drawn at.
    #[must_use]
    pub fn rotation(mut self, angle: f32) -> Text {
        self.rotation = angle;
        self
    }

    /// Where it would be without a [`rotation`](Self::rotation), drawn at (`x`, `y`): as wide as its widest line, from the top of the first to the bottom of the
    /// last.
    pub fn bounds(&self, x: f32, y: f32) -> Rect {
        let lines = self.lines();
        let width = lines
            .iter()
            .map(|line| self.width(line))
            .fold(0.0, f32::max);
        let height = self.height(lines.len());
        let top = y + self.first_baseline(lines.len()) - self.typeface.ascent() * self.size;
        Rect::new(x + self.start(width), top, width, height)
    }

    /// Draws it.
    pub fn draw(&self, x: f32, y: f32, color: Color) {
        if sheet::takes(|| Mark::fill(self.path(x, y), color)) {
            return;
        }
        let Some(raster) = raster() else {
            return;
        };
        let pixels = self.size * raster.density();
        let is_upright = raster.is_uniform() && raster.is_upright();
        if !is_upright || !(0.5..=LARGEST_IN_PIXELS).contains(&pixels) {
            draw_path(&self.path(x, y), color);
            return;
        }
        let place = self.place(x, y);
        // Letters are kept as they are read; the canvas has its rows bottom-up.
        let turn = vec2(1.0, raster.to_pixels.matrix2.y_axis.y.signum());
        let to_units = raster.to_pixels.inverse();
        for letter in self.letters() {
            let at = place.transform_point2(letter.at);
            let at = raster.to_pixels.transform_point2(at) * turn;
            let Some((whole, texture, placed)) =
                glyphs::place(&self.typeface, letter.glyph, pixels, self.rotation, at)
            else {
                continue;
            };
            let corners = CORNERS.map(|part| {
                let pixel = whole + placed.dest.point() + placed.dest.size() * part;
                let at = to_units.transform_point2(pixel * turn);
                let uv = placed.source.point() + placed.source.size() * part;
                Vertex::new(at.x, at.y, 0.0, uv.x, uv.y, color)
            });
            draw_pictured(&corners, &texture);
        }
    }

    /// Draws it in a [`Color`] or a [`Gradient`](super::Gradient).
    pub fn fill(&self, x: f32, y: f32, fill: impl Into<Fill>) {
        match fill.into() {
            Fill::Color(color) => self.draw(x, y, color),
            gradient => draw_path(&self.path(x, y), gradient),
        }
    }

    /// The shapes of its letters, drawn at (`x`, `y`).
    pub fn path(&self, x: f32, y: f32) -> Path {
        let letters = self.letters();
        letters
            .into_iter()
            .fold(Path::new(), |path, letter| {
                path.and(&self.typeface.outline(letter.glyph, self.size, letter.at))
            })
            .transformed(self.place(x, y))
    }

    /// From where the letters stand to where they are drawn.
    fn place(&self, x: f32, y: f32) -> Affine2 {
        Affine2::from_angle_translation(self.rotation, vec2(x, y))
    }

    /// Every letter where it stands when the text is drawn at the origin.
    fn letters(&self) -> Vec<Letter> {
        let lines = self.lines();
        let mut baseline = self.first_baseline(lines.len());
        let mut letters = vec![];
        for line in &lines {
            let mut x = self.start(self.width(line));
            for (glyph, advance) in self.advances(line) {
                letters.push(Letter {
                    glyph,
                    at: vec2(x, baseline),
                });
                x += advance;
            }
            baseline += self.line_height * self.size;
        }
        letters
    }

    /// The text as it is broken.
    fn lines(&self) -> Vec<String> {
        let Some(wrap) = self.wrap else {
            return self.text.lines().map(String::from).collect();
        };
        let mut lines = vec![];
        for paragraph in self.text.lines() {
            let mut line = String::new();
            for word in paragraph.split_whitespace() {
                let longer = match line.is_empty() {
                    true => word.to_owned(),
                    false => format!("{line} {word}"),
                };
                if line.is_empty() || self.width(&longer) <= wrap {
                    line = longer;
                } else {
                    lines.push(std::mem::replace(&mut line, word.to_owned()));
                }
            }
            lines.push(line);
        }
        lines
    }

    fn width(&self, line: &str) -> f32 {
        self.advances(line).map(|(_, advance)| advance).sum()
    }

    /// Letters of a line, and how far it is to the next.
    fn advances<'a>(
        &'a self,
        line: &'a str,
    ) -> impl Iterator<Item = (ab_glyph::GlyphId, f32)> + 'a {
        let face = &self.typeface;
        let mut letters = line.chars().map(|letter| face.glyph(letter)).peekable();
        std::iter::from_fn(move || {
            let glyph = letters.next()?;
            let kern = letters.peek().map_or(0.0, |&next| face.kern(glyph, next));
            Some((glyph, (face.advance(glyph) + kern) * self.size))
        })
    }

    /// From the place it is drawn at to the left end of a line of that width.
    fn start(&self, width: f32) -> f32 {
        match self.align {
            Align::Left => 0.0,
            Align::Center => -width / 2.0,
            Align::Right => -width,
        }
    }

    /// From the place it is drawn at down to the first baseline.
    fn first_baseline(&self, lines: usize) -> f32 {
        let ascent = self.typeface.ascent() * self.size;
        match self.baseline {
            Baseline::Alphabetic => 0.0,
            Baseline::Top => ascent,
            Baseline::Middle => ascent - self.height(lines) / 2.0,
            Baseline::Bottom => ascent - self.height(lines),
        }
    }

    /// From the top of the first line to the bottom of the last.
    fn height(&self, lines: usize) -> f32 {
        let one = self.typeface.ascent() + self.typeface.descent();
        (one + lines.saturating_sub(1) as f32 * self.line_height) * self.size
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Text {
        Text::new(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_measured_aligned_and_wrapped() {
        let line = Text::new("kinora").size(100.0);
        let bounds = line.bounds(10.0, 200.0);
        assert!((250.0..330.0).contains(&bounds.w), "{bounds:?}");
        assert!(bounds.y < 130.0 && bounds.bottom() > 210.0, "{bounds:?}");
        let twice = line.clone().size(200.0).bounds(10.0, 200.0);
        assert!((twice.w - 2.0 * bounds.w).abs() < 1e-2);
        let centered = line.clone().align(Align::Center).baseline(Baseline::Middle);
        let middle = centered.bounds(10.0, 200.0).center();
        assert!(middle.distance(vec2(10.0, 200.0)) < 1e-3, "{middle}");
        let right = line.clone().align(Align::Right).bounds(10.0, 200.0);
        assert!((right.right() - 10.0).abs() < 1e-3);

        let text = Text::new("one two three four\n\nfive").wrap(100.0);
        let lines = text.lines();
        assert!(
            lines.iter().all(|line| text.width(line) <= 100.0),
            "{lines:?}"
        );
        assert_eq!(lines.concat().replace(' ', ""), "onetwothreefourfive");
        assert_eq!(lines[lines.len() - 2..], ["", "five"]);
    }

    #[test]
    fn letters_have_shapes_and_their_holes() {
        let parts = |text: &str| {
            let path = Text::new(text).size(50.0).path(0.0, 0.0);
            path.events()
                .filter(|event| matches!(event, lyon::path::PathEvent::Begin { .. }))
                .count()
        };
        assert_eq!(
            (parts("l"), parts("o"), parts("i"), parts(" ")),
            (1, 2, 2, 0)
        );
    }

    #[test]
    fn what_is_no_font_is_told_so() {
        let error = Typeface::from_bytes(*b"no font at all").unwrap_err();
        assert!(error.to_string().contains("font"), "{error}");
    }
}
