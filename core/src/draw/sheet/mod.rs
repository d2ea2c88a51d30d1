//! What is drawn on the canvas in one frame, as the shapes that it was: for pictures of vectors.
//!
//! Between [`begin`] and [`end`], what has a shape does not come onto the canvas: what is there at the end was drawn by
//! something that has none.

mod svg;

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use macroquad::color::{Color, WHITE};
use macroquad::math::Affine2;
use macroquad::texture::{FilterMode, Image};

use super::gradient::Fill;
use super::path::Path;
use super::stroke::Stroke;
use crate::stage::camera::{Canvased, canvased, clears};
use crate::stage::material::{blend, has_default_material};
use crate::stage::paint::Blend;
use crate::stage::transform::to_canvas;

/// What was drawn, from the bottom up.
#[derive(Debug, Default)]
pub struct Sheet {
    items: Vec<Item>,
    /// What has no shapes.
    refused: BTreeSet<&'static str>,
    /// How often the canvas was cleared.
    clears: u64,
}

/// Something that was drawn.
#[derive(Debug)]
struct Item {
    mark: Mark,
    /// From its units to those of the canvas.
    place: Affine2,
    blend: Blend,
}

/// A shape.
#[derive(Debug)]
pub(super) enum Mark {
    Fill(Path, Fill),
    Line(Path, Stroke, Color),
    /// A picture with its top left corner at the origin, one unit a pixel; where it lies; and whether it is smooth where it is
    /// enlarged.
    Picture(Image, Affine2, FilterMode),
}

impl Mark {
    pub fn fill(path: Path, fill: impl Into<Fill>) -> Mark {
        Mark::Fill(path, fill.into())
    }

    pub fn line(path: Path, stroke: Stroke, color: Color) -> Mark {
        Mark::Line(path, stroke, color)
    }

    /// A picture whose pixels lie where `place` says, its colours multiplied by `tint`.
    pub fn picture(mut image: Image, place: Affine2, tint: Color, filter: FilterMode) -> Mark {
        if tint != WHITE {
            let parts = tint.to_vec().to_array();
            for pixel in image.bytes.chunks_exact_mut(4) {
                for (part, by) in pixel.iter_mut().zip(parts) {
                    *part = (f32::from(*part) * by).round() as u8;
                }
            }
        }
        Mark::Picture(image, place, filter)
    }
}

thread_local! {
    static IS_ON: Cell<bool> = const { Cell::new(false) };
    static SHEET: RefCell<Sheet> = RefCell::default();
}

/// From here on, what is drawn on the canvas is kept as what it is, and not drawn.
pub fn begin() {
    IS_ON.set(true);
    SHEET.take();
}

/// What was drawn since.
///
/// # Errors
/// The names of what has no shapes, in words.
pub fn end() -> Result<Sheet, Vec<&'static str>> {
    IS_ON.set(false);
    let mut sheet = SHEET.take();
    sheet.forget_covered();
    match sheet.refused.is_empty() {
        true => Ok(sheet),
        false => Err(sheet.refused.into_iter().collect()),
    }
}

/// Keeps a shape, if shapes are kept; whether it did, and nothing is to be drawn.
pub(super) fn takes(mark: impl FnOnce() -> Mark) -> bool {
    if !IS_ON.get() {
        return false;
    }
    match canvased() {
        Canvased::Elsewhere => return false,
        Canvased::Unseen => return true,
        Canvased::Deep => refuse("a camera with depth"),
        Canvased::Part => refuse("a camera with a viewport"),
        Canvased::Flat => {}
    }
    if !has_default_material() {
        refuse("a material");
    }
    let blend = blend();
    match blend {
        Blend::Add => refuse("Blend::Add"),
        Blend::Erase => refuse("Blend::Erase"),
        Blend::Normal | Blend::Multiply | Blend::Screen => {}
    }
    if let Some(place) = to_canvas().filter(|place| place.is_finite()) {
        let mark = mark();
        SHEET.with_borrow_mut(|sheet| {
            sheet.forget_covered();
            sheet.items.push(Item { mark, place, blend });
        });
    }
    true
}

/// Whether what is drawn now is kept.
pub(super) fn is_kept() -> bool {
    IS_ON.get() && !matches!(canvased(), Canvased::Elsewhere | Canvased::Unseen)
}

/// Whether what is drawn on the canvas now is kept; if so, notes that there is something that has no shapes.
pub(super) fn refuses(what: &'static str) -> bool {
    let is_kept = IS_ON.get() && canvased() != Canvased::Elsewhere;
    if is_kept {
        refuse(what);
    }
    is_kept
}

fn refuse(what: &'static str) {
    SHEET.with_borrow_mut(|sheet| {
        sheet.forget_covered();
        sheet.refused.insert(what);
    });
}

impl Sheet {
    /// Forgets what was drawn before the canvas was filled with one colour.
    fn forget_covered(&mut self) {
        let clears = clears();
        if self.clears != clears {
            self.items.clear();
            self.refused.clear();
            self.clears = clears;
        }
    }
}
