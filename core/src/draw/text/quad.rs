//! macroquad's text, with as many pixels as it is shown with.

use macroquad::color::{Color, WHITE};
use macroquad::math::{Affine2, Mat3, Mat4};
use macroquad::text::{self as quad, TextDimensions, TextParams};
use macroquad::window::get_internal_gl;

use crate::draw::layer::pictured;
use crate::stage::camera::any_raster;
use crate::stage::names::get_fps;
use crate::stage::transform::transform;

/// Pixels of a letter; macroquad keeps every size that was ever drawn.
const LARGEST: f32 = 512.0;

/// Draws one line of text, its left end on its baseline at (`x`, `y`), in macroquad's font or that of
/// [`set_default_font`](macroquad::text::set_default_font); what it measures, in units.
pub fn draw_text(
    text: impl AsRef<str>,
    x: f32,
    y: f32,
    font_size: f32,
    color: Color,
) -> TextDimensions {
    draw_text_ex(text, x, y, params(font_size, color))
}

/// Draws one line of text with a font, a rotation (in radians) and the rest of what `params` says; what it measures.
pub fn draw_text_ex(text: impl AsRef<str>, x: f32, y: f32, params: TextParams) -> TextDimensions {
    under_transform(|| quad::draw_text_ex(text, x, y, sharp(params)))
}

/// Draws lines of text, `line_distance_factor` font sizes apart.
pub fn draw_multiline_text(
    text: impl AsRef<str>,
    x: f32,
    y: f32,
    font_size: f32,
    line_distance_factor: Option<f32>,
    color: Color,
) -> TextDimensions {
    draw_multiline_text_ex(text, x, y, line_distance_factor, params(font_size, color))
}

/// Draws lines of text with what `params` says, `line_distance_factor` font sizes apart.
pub fn draw_multiline_text_ex(
    text: impl AsRef<str>,
    x: f32,
    y: f32,
    line_distance_factor: Option<f32>,
    params: TextParams,
) -> TextDimensions {
    let params = sharp(params);
    under_transform(|| quad::draw_multiline_text_ex(text, x, y, line_distance_factor, params))
}

/// Draws the frame rate into the top left corner.
pub fn draw_fps() {
    draw_text(format!("FPS: {}", get_fps()), 0.0, 16.0, 32.0, WHITE);
}

/// What macroquad draws goes through the transform that is set, too: as its matrix, which ends a draw call where it
/// changes.
fn under_transform<R>(draw: impl FnOnce() -> R) -> R {
    pictured(|| {
        let transform = transform();
        under(transform, draw)
    })
}

fn under<R>(transform: Affine2, draw: impl FnOnce() -> R) -> R {
    if transform == Affine2::IDENTITY {
        return draw();
    }
    let gl = || {
        // SAFETY: the reference to macroquad's context ends with the statement that asks for it.
        unsafe { get_internal_gl() }.quad_gl
    };
    gl().push_model_matrix(matrix(transform));
    let drawn = draw();
    gl().pop_model_matrix();
    drawn
}

fn matrix(transform: Affine2) -> Mat4 {
    let linear = Mat4::from_mat3(Mat3::from_mat2(transform.matrix2));
    Mat4::from_translation(transform.translation.extend(0.0)) * linear
}

fn params(font_size: f32, color: Color) -> TextParams<'static> {
    TextParams {
        font_size: font_size as u16,
        color,
        ..TextParams::default()
    }
}

/// The same size on the canvas, from letters of as many pixels.
fn sharp(params: TextParams) -> TextParams {
    // Also of text that nobody sees: what later letters look like depends on all that macroquad has kept before.
    let density = any_raster().map_or(1.0, |raster| raster.density());
    let units = f32::from(params.font_size) * params.font_scale;
    let mut pixels = units * density;
    if transform() != Affine2::IDENTITY {
        // A size that changes from frame to frame has four to an octave: macroquad keeps the letters of each.
        pixels = (pixels.log2() * 4.0).ceil() / 4.0;
        pixels = pixels.exp2();
    }
    let pixels = pixels.round().clamp(1.0, LARGEST);
    if density == 1.0 || units <= 0.0 {
        return params;
    }
    TextParams {
        font_size: pixels as u16,
        font_scale: units / pixels,
        ..params
    }
}
