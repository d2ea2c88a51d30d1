//! Layers: drawings that stay from frame to frame, for trails, feedback and masks.

use std::cell::RefCell;
use std::rc::Rc;

use macroquad::color::{BLANK, Color, WHITE};
use macroquad::math::{Affine2, Rect, Vec2, vec2};
use macroquad::miniquad::RenderPass;
use macroquad::texture::{FilterMode, Image, RenderTarget, Texture2D, render_target};

use super::ink::{CORNERS, draw_placed};
use super::sheet::{self, Mark};
use crate::canvas::depth::Depth;
use crate::stage::aside::{Aside, canvas_extent, drawn_on, ground_extent};
use crate::stage::camera::{clear_background, raster};
use crate::stage::ground::Ground;
use crate::stage::material::blended;
use crate::stage::paint::{Blend, Source};
use crate::stage::transform::{apply_transform, to_canvas};

/// A drawing beside the canvas, clear at first, that keeps what is drawn on it. What is cloned is the same layer.
///
/// ```no_run
/// use kinora::prelude::*;
///
/// # async fn comet() {
/// let trail = Layer::new();
/// loop {
///     trail.fade(0.05);
///     let at = Vec2::from_angle(playhead() * TAU) * 200.0;
///     trail.paint(|| draw_circle(320.0 + at.x, 240.0 + at.y, 20.0, ORANGE));
///     clear_background(BLACK);
///     trail.draw();
///     next_frame().await
/// }
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Layer(Rc<Kept>);

#[derive(Debug)]
struct Kept {
    /// Before the target: it is dropped first, and its pass is over the target's texture.
    depth: Rc<Depth>,
    /// Its rows lie bottom-up, as those of the canvas, and its colours are premultiplied.
    target: RenderTarget,
    /// In units.
    size: Vec2,
}

/// Layers that are kept for those who need one for a moment.
const KEPT: usize = 8;

thread_local! {
    static FREE: RefCell<Vec<Layer>> = const { RefCell::new(vec![]) };
}

impl Layer {
    /// One that is as large as the canvas is now, with as many pixels.
    #[expect(clippy::new_without_default, reason = "its size is that of the canvas")]
    pub fn new() -> Layer {
        let (size, pixels) = canvas_extent().unwrap_or((Vec2::ONE, (1, 1)));
        Layer::of(size, pixels)
    }

    /// One of another size, in units of the canvas, and with as many pixels on each as the canvas has. It has one pixel at
    /// least, and at most 16384 in each direction.
    pub fn sized(width: f32, height: f32) -> Layer {
        let density = canvas_extent().map_or(1.0, |(size, pixels)| pixels.0 as f32 / size.x);
        let [x, y] = [width, height].map(|length| {
            let pixels = (length * density).round() as u32;
            pixels.clamp(1, 16384)
        });
        Layer::of(vec2(x as f32, y as f32) / density, (x, y))
    }

    fn of(size: Vec2, (width, height): (u32, u32)) -> Layer {
        let target = render_target(width, height);
        let depth = Depth::new(target.texture.raw_miniquad_id(), (width, height));
        let layer = Layer(Rc::new(Kept {
            target,
            depth: depth.into(),
            size,
        }));
        layer.clear(BLANK);
        layer
    }

    /// Width and height in units.
    pub fn size(&self) -> Vec2 {
        self.0.size
    }

    /// Draws on the layer whatever `draw` draws, in units from its top left corner. It begins with no transform, no camera
    /// and no material, blended normally; what it sets holds until its end. The layer stands for the canvas: a camera without a
    /// target of its own shows on it. One with depth finds an empty depth buffer at the beginning of each painting.
    pub fn paint<R>(&self, draw: impl FnOnce() -> R) -> R {
        let _aside = Aside::begin(self.pass(), &self.0.depth, self.0.size);
        draw()
    }

    /// Fills it with one colour; with [`BLANK`] there is nothing on it any more.
    pub fn clear(&self, color: Color) {
        self.paint(|| clear_background(color));
    }

    /// Draws it from the origin on, as [`set_blend`](crate::stage::names::set_blend) says.
    pub fn draw(&self) {
        self.draw_in(Rect::new(0.0, 0.0, self.0.size.x, self.0.size.y), WHITE);
    }

    /// Draws it from the origin on, blended so, and with that opacity, 0 to 1.
    pub fn draw_with(&self, blend: Blend, opacity: f32) {
        let all = Rect::new(0.0, 0.0, self.0.size.x, self.0.size.y);
        blended(blend, || self.draw_in(all, WHITE.with_alpha(opacity)));
    }

    /// Draws it into a rectangle, its colours multiplied by `tint`.
    ///
    /// # Panics
    /// On itself.
    pub fn draw_in(&self, dest: Rect, tint: Color) {
        assert!(
            drawn_on() != Some(self.pass()),
            "a layer cannot be drawn on itself: draw it on another one, and that on it"
        );
        if sheet::takes(|| self.mark(dest, tint)) || raster().is_none() {
            return;
        }
        let corners = CORNERS.map(|part| dest.point() + dest.size() * part);
        let uvs = CORNERS.map(|part| vec2(part.x, 1.0 - part.y));
        let texture = &self.0.target.texture;
        draw_placed(corners, uvs, tint, Source::Premultiplied, texture);
    }

    fn mark(&self, dest: Rect, tint: Color) -> Mark {
        let image = self.image();
        let pixels = vec2(f32::from(image.width), f32::from(image.height));
        let place = Affine2::from_scale_angle_translation(dest.size() / pixels, 0.0, dest.point());
        Mark::picture(image, place, tint, FilterMode::Linear)
    }

    /// A copy of its pixels, the top row first, with straight alpha.
    pub fn image(&self) -> Image {
        self.ground();
        let mut image = self.0.target.texture.get_texture_data();
        let row = usize::from(image.width) * 4;
        let rows = image.bytes.chunks_exact(row).rev();
        image.bytes = rows.flatten().copied().collect();
        for pixel in image.bytes.chunks_exact_mut(4) {
            let alpha = u32::from(pixel[3].max(1));
            for part in &mut pixel[..3] {
                *part = ((u32::from(*part) * 255 + alpha / 2) / alpha).min(255) as u8;
            }
        }
        image
    }

    /// Its pixels, for a material: the lowest row first, colours premultiplied by their alpha.
    pub fn texture(&self) -> Texture2D {
        self.0.target.texture.clone()
    }

    /// An empty one for everything that is drawn on now, to be given back.
    pub(super) fn borrow() -> Layer {
        let (size, pixels) = ground_extent().unwrap_or((Vec2::ONE, (1, 1)));
        let free = FREE.with_borrow_mut(|free| {
            let place = free.iter().position(|it| it.is_as(size, pixels))?;
            Some(free.swap_remove(place))
        });
        match free {
            Some(layer) => {
                layer.clear(BLANK);
                layer
            }
            None => Layer::of(size, pixels),
        }
    }

    /// Keeps it for the next one who needs a layer for a moment.
    pub(super) fn give_back(self) {
        FREE.with_borrow_mut(|free| {
            free.push(self);
            if free.len() > KEPT {
                free.remove(0);
            }
        });
    }

    fn is_as(&self, size: Vec2, pixels: (u32, u32)) -> bool {
        let texture = &self.0.target.texture;
        self.0.size == size && (texture.width() as u32, texture.height() as u32) == pixels
    }

    /// What has been drawn on it until now.
    pub(super) fn ground(&self) -> Ground {
        Ground::of(self.pass(), self.0.target.texture.width() / self.0.size.x)
    }

    fn pass(&self) -> RenderPass {
        self.0.target.render_pass.raw_miniquad_id()
    }
}

/// Draws what macroquad draws by itself, as its text. Where shapes are kept, that becomes a picture of its pixels.
pub(super) fn pictured<R>(draw: impl FnOnce() -> R) -> R {
    let Some(place) = to_canvas().filter(|_| sheet::is_kept()) else {
        return draw();
    };
    let layer = Layer::borrow();
    let drawn = layer.paint(|| {
        apply_transform(place);
        draw()
    });
    let image = layer.image();
    let part = seen(&image);
    let density = f32::from(image.width) / layer.size().x;
    let (corner, pixel) = (part.point() / density, Vec2::splat(1.0 / density));
    let placed = Affine2::from_scale_angle_translation(pixel, 0.0, corner);
    if part.w > 0.0 && place.matrix2.determinant() != 0.0 {
        sheet::takes(|| {
            let place = place.inverse() * placed;
            Mark::picture(image.sub_image(part), place, WHITE, FilterMode::Linear)
        });
    }
    layer.give_back();
    drawn
}

/// The part of a picture that has something on it.
fn seen(image: &Image) -> Rect {
    let width = usize::from(image.width);
    let pixels = image.bytes.chunks_exact(4).enumerate();
    let seen = pixels.filter(|(_, pixel)| pixel[3] > 0);
    let places = seen.map(|(index, _)| vec2((index % width) as f32, (index / width) as f32));
    let bounds = places.fold(None, |bounds, at| match bounds {
        None => Some((at, at)),
        Some((low, high)) => Some((at.min(low), at.max(high))),
    });
    bounds.map_or(Rect::default(), |(low, high): (Vec2, Vec2)| {
        let size = high - low + 1.0;
        Rect::new(low.x, low.y, size.x, size.y)
    })
}
