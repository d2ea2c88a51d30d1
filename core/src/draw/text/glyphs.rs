//! Letters in pixels, kept in one texture.

use std::cell::RefCell;
use std::collections::HashMap;

use ab_glyph::GlyphId;
use etagere::{BucketedAtlasAllocator, size2};
use macroquad::math::{Rect, Vec2, ivec2, vec2};
use macroquad::texture::{FilterMode, Image, Texture2D};

use super::typeface::{Raster, Typeface};
use crate::stage::now::frames_played;

/// Texels along a side of the texture.
const SIDE: i32 = 1024;

/// Texels beside each letter that stay clear, so that none is seen beside another.
const MARGIN: i32 = 1;

/// Places between two pixels, along each side, at which a letter is drawn anew: text that moves does not jump.
const PLACES: f32 = 4.0;

/// A letter at one size and angle and place between the pixels.
#[derive(PartialEq, Eq, Hash)]
struct Key {
    typeface: Typeface,
    glyph: GlyphId,
    size: u32,
    angle: u32,
    place: (u8, u8),
}

/// Where a letter is in the texture, in parts of it, and where it goes, in pixels from the whole pixel of its origin.
#[derive(Clone, Copy)]
pub(super) struct Placed {
    pub source: Rect,
    pub dest: Rect,
}

struct Glyphs {
    texture: Texture2D,
    allocator: BucketedAtlasAllocator,
    placed: HashMap<Key, Option<Placed>>,
    /// Full ones, which shapes of this frame may still be drawn with.
    full: Vec<Texture2D>,
    frame: u64,
}

thread_local! {
    static GLYPHS: RefCell<Option<Glyphs>> = const { RefCell::new(None) };
}

/// A letter of `size` pixels an em, turned clockwise by `angle` radians, at `at`, in pixels: the whole pixel it is counted
/// from, the texture, and where. `None` for one that shows nothing, or is too large.
pub(super) fn place(
    typeface: &Typeface,
    glyph: GlyphId,
    size: f32,
    angle: f32,
    at: Vec2,
) -> Option<(Vec2, Texture2D, Placed)> {
    let steps = (at * PLACES).round();
    let whole = (steps / PLACES).floor();
    let between = (steps - whole * PLACES).as_uvec2();
    let key = Key {
        typeface: typeface.clone(),
        glyph,
        size: size.to_bits(),
        angle: angle.to_bits(),
        place: (between.x as u8, between.y as u8),
    };
    GLYPHS.with_borrow_mut(|glyphs| {
        let glyphs = glyphs.get_or_insert_with(Glyphs::new);
        let placed = glyphs.find(key, between.as_vec2() / PLACES)?;
        Some((whole, glyphs.texture.clone(), placed))
    })
}

impl Glyphs {
    fn new() -> Glyphs {
        Glyphs {
            texture: empty(),
            allocator: BucketedAtlasAllocator::new(size2(SIDE, SIDE)),
            placed: HashMap::new(),
            full: vec![],
            frame: 0,
        }
    }

    fn find(&mut self, key: Key, between: Vec2) -> Option<Placed> {
        let frame = frames_played();
        if frame != self.frame {
            self.frame = frame;
            self.full.clear();
        }
        if let Some(placed) = self.placed.get(&key) {
            return *placed;
        }
        let (size, angle) = (f32::from_bits(key.size), f32::from_bits(key.angle));
        let raster = key.typeface.rasterize(key.glyph, size, angle, between);
        let placed = raster.and_then(|raster| self.add(&raster));
        self.placed.insert(key, placed);
        placed
    }

    fn add(&mut self, raster: &Raster) -> Option<Placed> {
        let width = raster.width as i32;
        let height = (raster.coverage.len() / raster.width.max(1)) as i32;
        let room = size2(width + 2 * MARGIN, height + 2 * MARGIN);
        let room = match self.allocator.allocate(room) {
            Some(room) => room,
            None => {
                self.full
                    .push(std::mem::replace(&mut self.texture, empty()));
                self.allocator.clear();
                self.placed.clear();
                self.allocator.allocate(room)?
            }
        };
        let at = ivec2(room.rectangle.min.x, room.rectangle.min.y);
        self.upload(at, width, height, &raster.coverage);
        let inside = (at + MARGIN).as_vec2() / SIDE as f32;
        let pixels = vec2(width as f32, height as f32);
        let part = pixels / SIDE as f32;
        Some(Placed {
            source: Rect::new(inside.x, inside.y, part.x, part.y),
            dest: Rect::new(raster.left as f32, raster.top as f32, pixels.x, pixels.y),
        })
    }

    /// White, with as much alpha as is covered; the margin too, because another letter may have been there.
    fn upload(&self, at: macroquad::math::IVec2, width: i32, height: i32, coverage: &[u8]) {
        let (across, down) = (width + 2 * MARGIN, height + 2 * MARGIN);
        let mut bytes = [255, 255, 255, 0].repeat((across * down) as usize);
        for (index, &covered) in coverage.iter().enumerate() {
            let (x, y) = (index as i32 % width + MARGIN, index as i32 / width + MARGIN);
            bytes[((y * across + x) * 4 + 3) as usize] = covered;
        }
        let image = Image {
            bytes,
            width: across as u16,
            height: down as u16,
        };
        self.texture.update_part(&image, at.x, at.y, across, down);
    }
}

fn empty() -> Texture2D {
    let clear = [255, 255, 255, 0].repeat((SIDE * SIDE) as usize);
    let texture = Texture2D::from_rgba8(SIDE as u16, SIDE as u16, &clear);
    texture.set_filter(FilterMode::Linear);
    texture
}
