//! Charts: what [`plotters`] draws, on the canvas of a sketch.
//!
//! ```no_run
//! use kinora::plot::{CanvasBackend, plotters::prelude::*};
//! use kinora::prelude::{Rect, screen_height, screen_width};
//!
//! fn chart() -> Result<(), Box<dyn std::error::Error>> {
//!     let all = Rect::new(0.0, 0.0, screen_width(), screen_height());
//!     let area = CanvasBackend::new(all).into_drawing_area();
//!     area.fill(&WHITE)?;
//!     let mut chart = ChartBuilder::on(&area)
//!         .margin(20)
//!         .x_label_area_size(30)
//!         .y_label_area_size(40)
//!         .build_cartesian_2d(0.0..6.3, -1.0..1.0)?;
//!     chart.configure_mesh().draw()?;
//!     let points = (0..100).map(|step| f64::from(step) * 0.063);
//!     chart.draw_series(LineSeries::new(points.map(|x| (x, x.sin())), &BLUE))?;
//!     Ok(())
//! }
//! ```

use std::convert::Infallible;
use std::f32::consts::{FRAC_PI_2, PI};

use kinora_movie::frame::Pixels;
use macroquad::color::Color;
use macroquad::math::{Affine2, Rect, Vec2, vec2};
use macroquad::texture::FilterMode;
pub use plotters;
use plotters::style::RGBAColor;
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    FontFamily, FontStyle, FontTransform,
};

use crate::draw::{
    Align, Baseline, Join, Path, Stroke, Text, Typeface, draw_circle, draw_circle_lines, draw_line,
    draw_path, draw_path_lines, draw_pixels, draw_polygon, draw_polyline, draw_rectangle,
};

/// A part of the canvas as a place for charts. What is drawn on it is seen at once, with the smooth shapes of kinora.
///
/// plotters counts in whole pixels. Where a chart moves, that can be seen: [`fine`](Self::fine) gives it more of them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CanvasBackend {
    dest: Rect,
    steps: u32,
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

/// A font's size in plotters is the height of its lines; this many times that of its em.
const LINE: f32 = 1.24;

impl CanvasBackend {
    /// The part of the canvas at `dest`, in units of the camera that is set. One unit is a pixel to plotters.
    pub fn new(dest: Rect) -> CanvasBackend {
        CanvasBackend { dest, steps: 1 }
    }

    /// Makes `steps` (1 to 64) pixels of plotters of one unit: lines go where they should and not to the next whole
    /// pixel. All that is said in pixels, as font sizes, line widths and margins, must then be as many times as large.
    #[must_use]
    pub fn fine(self, steps: u32) -> CanvasBackend {
        CanvasBackend {
            steps: steps.clamp(1, 64),
            ..self
        }
    }

    fn length(&self, pixels: impl Into<f64>) -> f32 {
        (pixels.into() / f64::from(self.steps)) as f32
    }

    /// The corner of a pixel.
    fn corner(&self, (x, y): BackendCoord) -> Vec2 {
        self.dest.point() + vec2(self.length(x), self.length(y))
    }

    /// The middle of a pixel, through which lines go.
    fn middle(&self, at: BackendCoord) -> Vec2 {
        self.corner(at) + self.length(0.5)
    }

    fn stroke(&self, style: &impl BackendStyle) -> Stroke {
        Stroke::new(self.length(style.stroke_width())).join(Join::Round)
    }

    fn text(&self, text: &str, style: &impl BackendTextStyle) -> Text {
        let typeface = match style.family() {
            FontFamily::Monospace => Typeface::monospace(),
            _ => Typeface::default(),
        };
        Text::new(text)
            .typeface(&typeface)
            .size(self.length(style.size()) / LINE)
    }
}

/// A color of kinora's as plotters takes it.
pub fn rgba(color: Color) -> RGBAColor {
    let [r, g, b, _]: [u8; 4] = color.into();
    RGBAColor(r, g, b, f64::from(color.a))
}

fn from_plotters(color: BackendColor) -> Color {
    let (r, g, b) = color.rgb;
    Color::from_rgba(r, g, b, 255).with_alpha(color.alpha as f32)
}

impl DrawingBackend for CanvasBackend {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        let size = self.dest.size() * self.steps as f32;
        (size.x.round() as u32, size.y.round() as u32)
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn {
        let (at, side) = (self.corner(point), self.length(1));
        draw_rectangle(at.x, at.y, side, side, from_plotters(color));
        Ok(())
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Drawn {
        let (from, to) = (self.middle(from), self.middle(to));
        let width = self.length(style.stroke_width());
        draw_line(
            from.x,
            from.y,
            to.x,
            to.y,
            width,
            from_plotters(style.color()),
        );
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let color = from_plotters(style.color());
        if fill {
            let (a, b) = (self.corner(upper_left), self.corner(bottom_right));
            draw_rectangle(a.x, a.y, b.x - a.x, b.y - a.y, color);
        } else {
            let (a, b) = (self.middle(upper_left), self.middle(bottom_right));
            let outline = Path::rectangle(a.x, a.y, b.x - a.x, b.y - a.y);
            let stroke = Stroke::new(self.length(style.stroke_width()));
            draw_path_lines(&outline, &stroke, color);
        }
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        let points: Vec<_> = path.into_iter().map(|at| self.middle(at)).collect();
        draw_polyline(&points, &self.stroke(style), from_plotters(style.color()));
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let (at, radius) = (self.middle(center), self.length(radius));
        let color = from_plotters(style.color());
        if fill {
            draw_circle(at.x, at.y, radius, color);
        } else {
            let width = self.length(style.stroke_width());
            draw_circle_lines(at.x, at.y, radius - width / 2.0, width, color);
        }
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vert: I,
        style: &S,
    ) -> Drawn {
        let corners: Vec<_> = vert.into_iter().map(|at| self.middle(at)).collect();
        draw_polygon(&corners, from_plotters(style.color()));
        Ok(())
    }

    fn draw_text<TStyle: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &TStyle,
        pos: BackendCoord,
    ) -> Drawn {
        let anchor = style.anchor();
        let placed = self
            .text(text, style)
            .align(match anchor.h_pos {
                HPos::Left => Align::Left,
                HPos::Center => Align::Center,
                HPos::Right => Align::Right,
            })
            .baseline(match anchor.v_pos {
                VPos::Top => Baseline::Top,
                VPos::Center => Baseline::Middle,
                VPos::Bottom => Baseline::Bottom,
            });
        let (at, color) = (self.corner(pos), from_plotters(style.color()));
        let angle = match style.transform() {
            FontTransform::None => 0.0,
            FontTransform::Rotate90 => FRAC_PI_2,
            FontTransform::Rotate180 => PI,
            FontTransform::Rotate270 => -FRAC_PI_2,
        };
        let turned = placed.clone().rotation(angle);
        match style.style() {
            FontStyle::Normal => turned.draw(at.x, at.y, color),
            FontStyle::Bold => {
                turned.draw(at.x, at.y, color);
                let weight = Stroke::new(self.length(style.size()) / 30.0).join(Join::Round);
                draw_path_lines(&turned.path(at.x, at.y), &weight, color);
            }
            FontStyle::Italic | FontStyle::Oblique => {
                let mut place = Affine2::from_angle_translation(angle, at);
                // Leaning by 12°, as slanted fonts do.
                place.matrix2.y_axis -= place.matrix2.x_axis * 12.0f32.to_radians().tan();
                draw_path(&placed.path(0.0, 0.0).transformed(place), color);
            }
        }
        Ok(())
    }

    fn estimate_text_size<TStyle: BackendTextStyle>(
        &self,
        text: &str,
        style: &TStyle,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let bounds = self.text(text, style).bounds(0.0, 0.0);
        let size = bounds.size() * self.steps as f32;
        Ok((size.x.ceil() as u32, size.y.ceil() as u32))
    }

    fn blit_bitmap(&mut self, pos: BackendCoord, (width, height): (u32, u32), src: &[u8]) -> Drawn {
        if width > 0 && height > 0 {
            let at = self.corner(pos);
            let dest = Rect::new(at.x, at.y, self.length(width), self.length(height));
            draw_pixels(Pixels::Rgb(src), width, height, dest, FilterMode::Nearest);
        }
        Ok(())
    }
}
