//! Textures under transforms.

use macroquad::color::{BLANK, Color};
use macroquad::math::{Affine2, Rect, Vec2, vec2};
use macroquad::miniquad;
use macroquad::texture::{self as quad, DrawTextureParams, FilterMode, Image, Texture2D};
use macroquad::window::get_internal_gl;

use super::ink::{CORNERS, draw_placed};
use super::sheet::{self, Mark};
use crate::stage::paint::Source;
use crate::stage::transform::transform;

/// Draws a texture as large as it is, its top left corner at (`x`, `y`), its colours multiplied by `color`.
pub fn draw_texture(texture: &Texture2D, x: f32, y: f32, color: Color) {
    draw_texture_ex(texture, x, y, color, DrawTextureParams::default());
}

/// Draws a texture as `params` says: a part of it, in another size, flipped, turned around a point.
pub fn draw_texture_ex(
    texture: &Texture2D,
    x: f32,
    y: f32,
    color: Color,
    params: DrawTextureParams,
) {
    if sheet::takes(|| mark(texture, vec2(x, y), color, &params)) {
        return;
    }
    if transform() == Affine2::IDENTITY {
        quad::draw_texture_ex(texture, x, y, color, params);
        return;
    }
    let (corners, uvs) = placed(texture, vec2(x, y), &params);
    draw_placed(corners, uvs, color, Source::Texture, texture);
}

/// The part that is drawn, as a picture of its own: whole pixels.
fn mark(texture: &Texture2D, at: Vec2, color: Color, params: &DrawTextureParams) -> Mark {
    let image = texture.get_texture_data();
    let all = Rect::new(0.0, 0.0, texture.width(), texture.height());
    let source = params.source.unwrap_or(all);
    if source.w == 0.0 || source.h == 0.0 {
        let nothing = Image::gen_image_color(1, 1, BLANK);
        return Mark::picture(nothing, Affine2::IDENTITY, color, FilterMode::Nearest);
    }
    let part = upright(source).intersect(all).unwrap_or_default();
    let (low, high) = (part.point().floor(), (part.point() + part.size()).ceil());
    let image = match (high - low).min_element() >= 1.0 {
        true => image.sub_image(Rect::new(low.x, low.y, high.x - low.x, high.y - low.y)),
        false => Image::gen_image_color(1, 1, BLANK),
    };
    let (places, _) = placed(texture, at, params);
    let [mut corner, mut right, mut down] =
        [places[0], places[1] - places[0], places[3] - places[0]];
    if params.flip_x {
        (corner, right) = (corner + right, -right);
    }
    if params.flip_y {
        (corner, down) = (corner + down, -down);
    }
    // From pixels of the source to those of the part.
    let to_place = Affine2::from_cols(right / source.w, down / source.h, corner);
    let place = to_place * Affine2::from_translation(low - source.point());
    Mark::picture(image, place, color, filter_of(texture))
}

/// The same rectangle with a width and a height greater than 0.
fn upright(rect: Rect) -> Rect {
    let (low, high) = (
        rect.point().min(rect.point() + rect.size()),
        rect.size().abs(),
    );
    Rect::new(low.x, low.y, high.x, high.y)
}

/// Whether a texture is smooth where it is enlarged.
fn filter_of(texture: &Texture2D) -> FilterMode {
    // SAFETY: the reference to macroquad's context ends with this statement, so no second one is alive.
    let gl = unsafe { get_internal_gl() }.quad_context;
    match gl.texture_params(texture.raw_miniquad_id()).mag_filter {
        miniquad::FilterMode::Nearest => FilterMode::Nearest,
        miniquad::FilterMode::Linear => FilterMode::Linear,
    }
}

/// The corners of what is drawn, from the top left one around, and their places in the texture.
fn placed(texture: &Texture2D, at: Vec2, params: &DrawTextureParams) -> ([Vec2; 4], [Vec2; 4]) {
    let whole = texture.size();
    let source = params
        .source
        .unwrap_or(Rect::new(0.0, 0.0, whole.x, whole.y));
    let size = params.dest_size.unwrap_or(source.size());
    let flip = [params.flip_x, params.flip_y].map(|is_flipped| f32::from(u8::from(is_flipped)));
    let pivot = params.pivot.unwrap_or(at + size / 2.0);
    let turn = Vec2::from_angle(params.rotation);
    let places = CORNERS.map(|corner| pivot + turn.rotate(at + size * corner - pivot));
    let uvs = CORNERS.map(|corner| {
        let part = (corner - Vec2::from(flip)).abs();
        (source.point() + source.size() * part) / whole
    });
    (places, uvs)
}
