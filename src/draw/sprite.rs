//! Small discs, of which there are often many: one quad each, with a picture of a disc.
//!
//! One texture holds discs of 64 radii, each 1.06 times the one before. A disc is drawn with the next one in size, at
//! its exact radius: what is not exact is the width of its edge, by at most 3 %.

use std::cell::OnceCell;

use macroquad::color::Color;
use macroquad::math::{Vec2, Vec4, vec2};
use macroquad::models::Vertex;
use macroquad::texture::{FilterMode, Texture2D};

use super::ink::push;
use crate::stage::camera::{has_default_material, raster};

/// Texels along a side of a disc's cell, cells along a side of the texture.
const CELL: usize = 64;
const CELLS: usize = 8;

/// The radii of the first and the last disc, in pixels.
const SMALLEST: f32 = 0.5;
const LARGEST: f32 = 24.0;

/// Half the width of an edge, in pixels.
const FEATHER: f32 = 0.5;

/// Texels that a cell keeps clear at each side, so that no disc is seen beside another.
const MARGIN: f32 = 1.0;

thread_local! {
    static DISCS: OnceCell<Texture2D> = const { OnceCell::new() };
}

/// Draws the disc if it is one of those that a picture does for; whether it is.
pub(super) fn draw(center: Vec2, radius: f32, color: Color) -> bool {
    let Some(raster) = raster() else {
        return true;
    };
    let pixels = radius * raster.density();
    if pixels > LARGEST || !raster.is_uniform() || !raster.is_smooth() || !has_default_material() {
        return false;
    }
    // A disc smaller than a pixel is seen as a faint one of that size.
    let shown = pixels.max(SMALLEST);
    let faint = (pixels / shown).powi(2);
    let cell = cell_of(shown);
    let half = shown * (radius / pixels) * (reach(cell) / radius_of(cell));
    let mut rgba: [u8; 4] = color.into();
    rgba[3] = (color.a * faint * 255.0) as u8;
    let corner = vec2((cell % CELLS) as f32, (cell / CELLS) as f32) / CELLS as f32;
    let inset = MARGIN / (CELL * CELLS) as f32;
    let (low, high) = (corner + inset, corner + 1.0 / CELLS as f32 - inset);
    let vertex = |x: f32, y: f32, uv: Vec2| Vertex {
        position: (center + vec2(x, y) * half).extend(0.0),
        uv,
        color: rgba,
        normal: Vec4::ZERO,
    };
    let corners = [
        vertex(-1.0, -1.0, low),
        vertex(1.0, -1.0, vec2(high.x, low.y)),
        vertex(1.0, 1.0, high),
        vertex(-1.0, 1.0, vec2(low.x, high.y)),
    ];
    DISCS.with(|discs| {
        push(
            &corners,
            &[0, 1, 2, 0, 2, 3],
            Some(discs.get_or_init(paint)),
        );
    });
    true
}

/// The cell whose disc is the nearest in size, of a radius in pixels.
fn cell_of(radius: f32) -> usize {
    let last = (CELLS * CELLS - 1) as f32;
    let place = (radius / SMALLEST).ln() / (LARGEST / SMALLEST).ln() * last;
    place.round().clamp(0.0, last) as usize
}

fn radius_of(cell: usize) -> f32 {
    let last = (CELLS * CELLS - 1) as f32;
    SMALLEST * (LARGEST / SMALLEST).powf(cell as f32 / last)
}

/// From the middle of a disc to where its picture ends, in pixels.
fn reach(cell: usize) -> f32 {
    radius_of(cell) + FEATHER
}

/// Every disc, white, with as much alpha as it covers.
fn paint() -> Texture2D {
    let side = CELL * CELLS;
    let mut rgba = vec![255; side * side * 4];
    for (index, pixel) in rgba.chunks_exact_mut(4).enumerate() {
        let (x, y) = (index % side, index / side);
        let cell = y / CELL * CELLS + x / CELL;
        let half = CELL as f32 / 2.0;
        let from_middle = |place: usize| (place % CELL) as f32 + 0.5 - half;
        // As many pixels from the middle as the disc would have them.
        let scale = reach(cell) / (half - MARGIN);
        let distance = vec2(from_middle(x), from_middle(y)).length() * scale;
        let coverage =
            (radius_of(cell) - distance + FEATHER).clamp(0.0, (2.0 * radius_of(cell)).min(1.0));
        pixel[3] = (coverage * 255.0).round() as u8;
    }
    let texture = Texture2D::from_rgba8(side as u16, side as u16, &rgba);
    texture.set_filter(FilterMode::Linear);
    texture
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_disc_is_at_most_a_thirtieth_off() {
        for step in 0..1000 {
            let radius = SMALLEST + (LARGEST - SMALLEST) * step as f32 / 999.0;
            let ratio = radius_of(cell_of(radius)) / radius;
            assert!((0.969..1.032).contains(&ratio), "{radius}: {ratio}");
        }
    }
}
