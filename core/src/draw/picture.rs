//! Pictures from arrays.

use std::cell::RefCell;
use std::collections::HashMap;

use kinora_movie::frame::{AsPicture, Pixels, Size};
use macroquad::color::{Color, WHITE};
use macroquad::math::{Rect, vec2};
use macroquad::texture::{DrawTextureParams, FilterMode, Texture2D};

use super::texture::draw_texture_ex;
use crate::stage::now::frames_played;
use crate::tools::color::rgba8;
use crate::tools::grid::Grid;

/// Draws a picture that another part of the program has made, with the feature `image` an `RgbImage` and its relatives,
/// with the feature `ndarray` an array, at `dest`, in units of the camera that is set. It may be another one in each
/// frame: textures are used again, and as many are kept as one frame needs.
///
/// `filter` says what a pixel looks like that is drawn larger: a square ([`FilterMode::Nearest`]), or as if it flowed
/// into its neighbours ([`FilterMode::Linear`]).
///
/// # Panics
/// If it is no picture, as an array of two channels, or has a side of 0 or more than 16384 pixels; the window then says so
/// in the place of the sketch, and an export fails with the reason.
pub fn draw_picture(picture: &impl AsPicture, dest: Rect, filter: FilterMode) {
    let drawn = picture.as_picture().and_then(|picture| {
        let (width, height) = picture.size().unwrap_or_default();
        let size = Size::new(width as u32, height as u32)?;
        show(picture.fit(size)?, size, dest, filter);
        Ok(())
    });
    if let Err(error) = drawn {
        panic!("{error}");
    }
}

/// Draws the rows of pixels of a picture of `width` × `height`, the top row first, as [`draw_picture`] does.
///
/// ```no_run
/// # use kinora::prelude::*;
/// # fn frame(gray: &[u8]) {
/// let all = Rect::new(0.0, 0.0, screen_width(), screen_height());
/// draw_pixels(Pixels::Gray(gray), 100, 100, all, FilterMode::Nearest);
/// # }
/// ```
///
/// # Panics
/// If there are not exactly as many bytes as the picture has.
pub fn draw_pixels(pixels: Pixels<'_>, width: u32, height: u32, dest: Rect, filter: FilterMode) {
    let drawn = Size::new(width, height).and_then(|size| {
        show(pixels.check(size)?, size, dest, filter);
        Ok(())
    });
    if let Err(error) = drawn {
        panic!("{error}");
    }
}

impl Grid<Color> {
    /// Draws each cell as a pixel, the top row first, as [`draw_picture`] does.
    ///
    /// ```no_run
    /// # use kinora::prelude::*;
    /// # fn frame(heights: &Grid<f32>) {
    /// let colors = heights.map(|_, &height| ColorMap::Viridis.at(height));
    /// colors.draw(canvas_rect(), FilterMode::Linear);
    /// # }
    /// ```
    ///
    /// # Panics
    /// If it has no cells, or a side of more than 16384.
    pub fn draw(&self, dest: Rect, filter: FilterMode) {
        let rgba: Vec<u8> = self.cells().iter().copied().flat_map(rgba8).collect();
        let [width, height] = [self.columns(), self.rows()].map(|count| count as u32);
        draw_pixels(Pixels::Rgba(&rgba), width, height, dest, filter);
    }
}

/// Textures of one size and filter: what macroquad has batched is drawn later, so that each picture of a frame needs its
/// own, and the next frame has them again.
#[derive(Default)]
struct Kept {
    textures: Vec<Texture2D>,
    used: usize,
}

#[derive(Default)]
struct Pool {
    frame: u64,
    kept: HashMap<(Size, bool), Kept>,
    rgba: Vec<u8>,
}

thread_local! {
    static POOL: RefCell<Pool> = RefCell::default();
}

fn show(pixels: Pixels<'_>, size: Size, dest: Rect, filter: FilterMode) {
    let texture = POOL.with_borrow_mut(|pool| pool.texture(pixels, size, filter));
    let params = DrawTextureParams {
        dest_size: Some(vec2(dest.w, dest.h)),
        ..DrawTextureParams::default()
    };
    draw_texture_ex(&texture, dest.x, dest.y, WHITE, params);
}

impl Pool {
    /// One that no other picture of this frame has, with these pixels.
    fn texture(&mut self, pixels: Pixels<'_>, size: Size, filter: FilterMode) -> Texture2D {
        let frame = frames_played();
        if frame != self.frame {
            self.frame = frame;
            self.kept.retain(|_, kept| kept.used > 0);
            for kept in self.kept.values_mut() {
                kept.textures.truncate(kept.used);
                kept.used = 0;
            }
        }
        self.rgba.clear();
        to_rgba(pixels, &mut self.rgba);
        let kept = self
            .kept
            .entry((size, filter == FilterMode::Linear))
            .or_default();
        kept.used += 1;
        if let Some(texture) = kept.textures.get(kept.used - 1) {
            texture.update_from_bytes(size.width(), size.height(), &self.rgba);
            return texture.clone();
        }
        let (width, height) = (size.width() as u16, size.height() as u16);
        let texture = Texture2D::from_rgba8(width, height, &self.rgba);
        texture.set_filter(filter);
        kept.textures.push(texture.clone());
        texture
    }
}

fn to_rgba(pixels: Pixels<'_>, rgba: &mut Vec<u8>) {
    match pixels {
        Pixels::Rgba(bytes) => rgba.extend_from_slice(bytes),
        Pixels::Rgb(bytes) => {
            let pixels = bytes.chunks_exact(3);
            rgba.extend(pixels.flat_map(|rgb| [rgb[0], rgb[1], rgb[2], 255]));
        }
        Pixels::Bgr(bytes) => {
            let pixels = bytes.chunks_exact(3);
            rgba.extend(pixels.flat_map(|bgr| [bgr[2], bgr[1], bgr[0], 255]));
        }
        Pixels::Gray(bytes) => rgba.extend(bytes.iter().flat_map(|&gray| [gray, gray, gray, 255])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_pixels_becomes_rgba() {
        let rgba = |pixels: Pixels<'_>| {
            let mut bytes = vec![];
            to_rgba(pixels, &mut bytes);
            bytes
        };
        assert_eq!(rgba(Pixels::Rgb(&[1, 2, 3])), [1, 2, 3, 255]);
        assert_eq!(rgba(Pixels::Bgr(&[3, 2, 1])), [1, 2, 3, 255]);
        assert_eq!(rgba(Pixels::Gray(&[7])), [7, 7, 7, 255]);
        assert_eq!(rgba(Pixels::Rgba(&[1, 2, 3, 4])), [1, 2, 3, 4]);
    }
}
