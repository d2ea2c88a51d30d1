//! Triangles on their way to macroquad.

use std::cell::{Cell, RefCell};

use macroquad::color::Color;
use macroquad::math::{Affine2, Vec2, Vec4, vec2, vec4};
use macroquad::models::Vertex;
use macroquad::prelude::DrawMode;
use macroquad::texture::Texture2D;
use macroquad::window::get_internal_gl;

use super::edges;
use crate::stage::bar::Bar;
use crate::stage::camera::raster;
use crate::stage::material::{has_default_material, painted, use_bars};
use crate::stage::paint::Source;
use crate::stage::raster::Raster;
use crate::stage::transform::transform;

/// Vertices and indices of one of macroquad's draw calls, less than which it takes.
const MOST_VERTICES: usize = 9_999;
const MOST_INDICES: usize = 4_998;

/// Pixels from which on the inside of a shape is worth a draw call of its own, without a texture: on software GL a draw
/// call costs about as much as sampling a few thousand.
pub(super) const LARGE: f32 = 128.0 * 128.0;

/// So many shapes without a picture, one after the other, are worth a draw call of their own.
const RUN: u32 = 32;

/// Less slanted than this is upright: a thousandth of a pixel in a hundred.
const UPRIGHT: f32 = 1e-5;

/// Triangles of one colour, gathered and then drawn at once. Lengths are in units of the camera that is set.
pub(super) struct Ink {
    vertices: Vec<Vertex>,
    indices: Vec<u32>,
    /// Of one portion, as macroquad takes them.
    short: Vec<u16>,
    color: Color,
    rgba: [u8; 4],
    pub raster: Raster,
    rims: Rims,
}

/// What makes edges fade out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rims {
    /// The texture of [`edges`], which is exact.
    Texture,
    /// The alpha of the vertices, where the texture is another one.
    Alpha,
}

/// An edge that a corner belongs to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rim {
    /// How far the edge fades to either side, along its normal.
    pub reach: f32,
    slant: f32,
}

#[derive(Default)]
struct Buffers {
    vertices: Vec<Vertex>,
    indices: Vec<u32>,
    short: Vec<u16>,
}

thread_local! {
    /// Kept from shape to shape: three buffers less to ask for.
    static BUFFERS: Cell<Buffers> = Cell::default();
    /// Corners that have gone through a transform.
    static MOVED: RefCell<Vec<Vertex>> = RefCell::default();
    /// How many shapes without a picture there were since the last with one.
    static PLAIN: Cell<u32> = const { Cell::new(RUN) };
}

impl Ink {
    /// `None` while nothing that is drawn is seen.
    pub fn new(color: Color) -> Option<Ink> {
        let rims = match has_default_material() {
            true => Rims::Texture,
            false => Rims::Alpha,
        };
        Ink::with_rims(color, rims)
    }

    /// For a texture of its own, with [`draw_textured`](Self::draw_textured).
    pub fn textured(color: Color) -> Option<Ink> {
        Ink::with_rims(color, Rims::Alpha)
    }

    fn with_rims(color: Color, rims: Rims) -> Option<Ink> {
        let raster = raster()?;
        let mut buffers = BUFFERS.take();
        buffers.vertices.clear();
        buffers.indices.clear();
        Some(Ink {
            vertices: buffers.vertices,
            indices: buffers.indices,
            short: buffers.short,
            color,
            rgba: color.into(),
            raster,
            rims,
        })
    }

    /// The edge whose normal, of length 1, is that.
    pub fn rim(&self, normal: Vec2) -> Rim {
        let edge = self.raster.edge(normal);
        Rim {
            reach: match self.rims {
                Rims::Texture => edge.reach,
                // A straight slope is nearest to the exact curve when it is a pixel wide.
                Rims::Alpha => edge.pixel / 2.0,
            },
            slant: edge.slant,
        }
    }

    /// Adds a corner at the inner end of an edge's rim, where a part `coverage`, 0 to 1, of the colour is seen; its
    /// number.
    pub fn inner(&mut self, at: Vec2, coverage: f32, rim: Rim) -> u32 {
        self.add(at, coverage, edges::straight(1.0, rim.slant))
    }

    /// Adds a corner at the outer end, where nothing of it is left.
    pub fn outer(&mut self, at: Vec2, coverage: f32, rim: Rim) -> u32 {
        match self.rims {
            Rims::Texture => self.add(at, coverage, edges::straight(0.0, rim.slant)),
            Rims::Alpha => self.add(at, 0.0, Vec2::ZERO),
        }
    }

    /// Whether pictures of cuts across bars do for what is drawn.
    pub fn has_cuts(&self) -> bool {
        self.rims == Rims::Texture && self.raster.is_uniform() && self.raster.is_smooth()
    }

    /// Adds a corner at an end of a cut, which is at that place of the texture.
    pub fn add_cut(&mut self, at: Vec2, coverage: f32, cut: Vec2) -> u32 {
        self.add(at, coverage, cut)
    }

    fn add(&mut self, at: Vec2, coverage: f32, uv: Vec2) -> u32 {
        let mut color = self.rgba;
        if coverage < 1.0 {
            color[3] = (self.color.a * coverage * 255.0 + 0.5) as u8;
        }
        self.vertices.push(Vertex {
            position: at.extend(0.0),
            uv,
            color,
            normal: Vec4::ZERO,
        });
        self.vertices.len() as u32 - 1
    }

    /// How many corners there are.
    pub fn vertices(&self) -> usize {
        self.vertices.len()
    }

    /// Adds a triangle of three corners.
    pub fn triangle(&mut self, a: u32, b: u32, c: u32) {
        self.indices.extend([a, b, c]);
    }

    /// Adds two triangles between the corners `a` to `b` of one side and `c` to `d` of the other.
    pub fn quad(&mut self, a: u32, b: u32, c: u32, d: u32) {
        self.indices.extend([a, b, c, b, d, c]);
    }

    /// Gives each corner the place in a texture that `uv` says, for a texture or a material of the sketch's own.
    pub fn map_uv(&mut self, uv: impl Fn(Vec2) -> Vec2) {
        if self.rims == Rims::Alpha {
            for vertex in &mut self.vertices {
                vertex.uv = uv(vertex.position.truncate());
            }
        }
    }

    /// Draws everything in its colour.
    pub fn draw(mut self) {
        match self.rims {
            Rims::Alpha => self.push(None),
            Rims::Texture => {
                if is_large(&self.raster, &self.vertices) {
                    self.draw_inside();
                }
                PLAIN.set(0);
                edges::with_texture(|texture| self.push(Some(texture)));
            }
        }
        self.recycle();
    }

    /// Draws the triangles that lie in no rim, and takes them out.
    fn draw_inside(&mut self) {
        let full = edges::full().x;
        let is_inside = |index: &u32| self.vertices[*index as usize].uv.x == full;
        let triangles = self.indices.chunks_exact(3);
        let (inside, rims): (Vec<_>, Vec<_>) =
            triangles.partition(|triangle| triangle.iter().all(is_inside));
        let rims = rims.concat();
        self.indices = inside.concat();
        let whole = self
            .indices
            .iter()
            .map(|&index| &self.vertices[index as usize]);
        painted(inside_source(whole), || self.push(None));
        self.indices = rims;
    }

    /// Draws everything with a texture whose colours are multiplied with its own.
    pub fn draw_textured(mut self, source: Source, texture: &Texture2D) {
        match source {
            Source::Texture => self.push(Some(texture)),
            _ => painted(source, || self.push(Some(texture))),
        }
        self.recycle();
    }

    fn recycle(self) {
        BUFFERS.set(Buffers {
            vertices: self.vertices,
            indices: self.indices,
            short: self.short,
        });
    }

    /// Hands everything to macroquad, in portions that it takes.
    fn push(&mut self, texture: Option<&Texture2D>) {
        self.short.clear();
        if self.vertices.len() <= MOST_VERTICES && self.indices.len() <= MOST_INDICES {
            self.short
                .extend(self.indices.iter().map(|&index| index as u16));
            push(&self.vertices, &self.short, texture);
            return;
        }
        let mut portion = vec![];
        let mut places = vec![None; self.vertices.len()];
        for triangle in self.indices.chunks_exact(3) {
            if portion.len() + 3 > MOST_VERTICES || self.short.len() + 3 > MOST_INDICES {
                push(&portion, &self.short, texture);
                portion.clear();
                self.short.clear();
                places.fill(None);
            }
            for &index in triangle {
                let place = *places[index as usize].get_or_insert_with(|| {
                    portion.push(self.vertices[index as usize]);
                    portion.len() as u16 - 1
                });
                self.short.push(place);
            }
        }
        push(&portion, &self.short, texture);
    }
}

/// Corners of the square of side 1, as [`QUAD`] goes through them.
pub(super) const CORNERS: [Vec2; 4] = [
    vec2(0.0, 0.0),
    vec2(1.0, 0.0),
    vec2(1.0, 1.0),
    vec2(0.0, 1.0),
];

/// Two triangles between the corners of a rectangle.
const QUAD: [u16; 6] = [0, 1, 2, 0, 2, 3];

/// Draws a small disc as one rectangle with a picture of it, if there is one; whether it did.
pub(super) fn draw_disc(center: Vec2, radius: f32, color: Color) -> bool {
    let Some(raster) = raster() else {
        return true;
    };
    let pixels = radius * raster.density();
    let fits = pixels <= edges::LARGEST && raster.is_uniform() && raster.is_smooth();
    if !fits || !has_default_material() {
        return false;
    }
    // A disc smaller than a pixel is seen as a faint one of that size.
    let shown = pixels.max(edges::smallest_disc());
    let (picture, reach) = edges::disc(shown);
    // Upright on the pixels, whatever the camera and the transform are turned by: so are the pixels of its picture.
    let [right, down] = raster.sides_of_pixels().map(|side| side * (shown * reach));
    let mut rgba: [u8; 4] = color.into();
    rgba[3] = (color.a * (pixels / shown).powi(2) * 255.0) as u8;
    let corners = CORNERS.map(|part| Vertex {
        position: (center + right * (2.0 * part.x - 1.0) + down * (2.0 * part.y - 1.0)).extend(0.0),
        uv: picture.point() + picture.size() * part,
        color: rgba,
        normal: Vec4::ZERO,
    });
    push_pictured(&corners, &QUAD);
    true
}

/// Draws a rectangle whose shader knows what it covers, if it is a thin one, or a small one that is upright on the pixels;
/// whether it did. What it takes is said at [`Ink::block`].
pub(super) fn draw_bar(center: Vec2, axis: Vec2, half: Vec2, color: Color) -> bool {
    let Some(raster) = raster() else {
        return true;
    };
    if !raster.is_smooth() {
        return false;
    }
    let across = raster.edge(axis.perp());
    let along = match raster.is_uniform() {
        true => across,
        false => raster.edge(axis),
    };
    let size = half * 2.0 / vec2(along.pixel, across.pixel);
    // Only an upright one has ends that fade as straight as the shader has them: of a thin one they are short.
    let fits = match along.slant.max(across.slant) < UPRIGHT {
        true => size.x * size.y < LARGE,
        false => raster.is_uniform() && size.y <= edges::THICKEST,
    };
    if !fits || size.x < 1.0 || !use_bars() {
        return false;
    }
    let bar = Bar::new(size.x, size.y, across.slant);
    let reach = bar.reach();
    let out = axis * (reach.0 * along.pixel);
    let aside = axis.perp() * (reach.1 * across.pixel);
    let (rgba, normal) = (color.into(), bar.normal());
    // Written out, because tens of thousands a frame are drawn: a closure for the four takes a third longer.
    let corner = |at: Vec2, signs: Vec4| Vertex {
        position: at.extend(0.0),
        uv: edges::full(),
        color: rgba,
        normal: normal * signs,
    };
    let (near, far) = (center - out, center + out);
    push_plain(&[
        corner(near - aside, vec4(-1.0, -1.0, 1.0, 1.0)),
        corner(far - aside, vec4(1.0, -1.0, 1.0, 1.0)),
        corner(far + aside, vec4(1.0, 1.0, 1.0, 1.0)),
        corner(near + aside, vec4(-1.0, 1.0, 1.0, 1.0)),
    ]);
    true
}

/// Draws the rectangle of four corners with a picture, as a letter.
pub(super) fn draw_pictured(corners: &[Vertex; 4], texture: &Texture2D) {
    push(corners, &QUAD, Some(texture));
}

/// Draws the rectangle of four corners, in the order of [`CORNERS`], with a picture, of which `uvs` are at them. Where transform
/// and camera turn it against the pixels, its edges are smooth.
pub(super) fn draw_placed(
    corners: [Vec2; 4],
    uvs: [Vec2; 4],
    color: Color,
    source: Source,
    texture: &Texture2D,
) {
    let Some(mut ink) = Ink::textured(color) else {
        return;
    };
    let (right, down) = (corners[1] - corners[0], corners[3] - corners[0]);
    if right == Vec2::ZERO || down == Vec2::ZERO {
        return;
    }
    let axis = right.normalize_or_zero();
    let slant = |normal| ink.raster.edge(normal).slant;
    let is_turned = slant(Vec2::X).max(slant(Vec2::Y)) > UPRIGHT;
    if is_turned && has_default_material() {
        let half = vec2(right.length(), down.length()) / 2.0;
        ink.block((corners[0] + corners[2]) / 2.0, axis, half);
        ink.map_uv(|at| {
            let from_corner = at - corners[0];
            let part = |side: Vec2| from_corner.dot(side) / side.length_squared();
            let (x, y) = (part(right).clamp(0.0, 1.0), part(down).clamp(0.0, 1.0));
            uvs[0] + (uvs[1] - uvs[0]) * x + (uvs[3] - uvs[0]) * y
        });
    } else {
        for (at, uv) in corners.into_iter().zip(uvs) {
            ink.add(at, 1.0, uv);
        }
        ink.indices.extend(QUAD.map(u32::from));
    }
    ink.draw_textured(source, texture);
}

/// Draws the rectangle of four corners as it is, with hard edges.
pub(super) fn draw_quad(raster: &Raster, mut corners: [Vertex; 4]) {
    if !has_default_material() {
        push(&corners, &QUAD, None);
    } else if is_large(raster, &corners) {
        painted(inside_source(&corners), || push(&corners, &QUAD, None));
    } else {
        for corner in &mut corners {
            corner.uv = edges::full();
        }
        push_plain(&corners);
    }
}

/// What the inside of a shape with these corners is painted with.
pub(super) fn inside_source<'a>(corners: impl IntoIterator<Item = &'a Vertex>) -> Source {
    match corners.into_iter().all(|corner| corner.color[3] == 255) {
        true => Source::Opaque,
        false => Source::Plain,
    }
}

fn is_large(raster: &Raster, vertices: &[Vertex]) -> bool {
    let places = || vertices.iter().map(|vertex| vertex.position.truncate());
    let low = places().reduce(Vec2::min).unwrap_or_default();
    let high = places().reduce(Vec2::max).unwrap_or_default();
    let size = (high - low) * raster.density();
    size.x * size.y >= LARGE
}

/// A rectangle whose corners are where the texture of [`edges`] is white. It stays in one draw call with the shapes that
/// have a picture there, until it is one of many that have none: macroquad's white pixel costs nothing to sample.
fn push_plain(corners: &[Vertex; 4]) {
    let run = PLAIN.get();
    if run >= RUN {
        push(corners, &QUAD, None);
        return;
    }
    PLAIN.set(run + 1);
    edges::with_texture(|texture| push(corners, &QUAD, Some(texture)));
}

/// Triangles with pictures of the texture of [`edges`].
fn push_pictured(vertices: &[Vertex], indices: &[u16]) {
    PLAIN.set(0);
    edges::with_texture(|texture| push(vertices, indices, Some(texture)));
}

/// Triangles with a texture, or without one, as macroquad batches them.
pub(super) fn push(vertices: &[Vertex], indices: &[u16], texture: Option<&Texture2D>) {
    if indices.is_empty() {
        return;
    }
    // SAFETY: the reference to macroquad's context ends with this function, so no second one is alive.
    let gl = unsafe { get_internal_gl() }.quad_gl;
    gl.texture(texture);
    gl.draw_mode(DrawMode::Triangles);
    let transform = transform();
    if transform == Affine2::IDENTITY {
        gl.geometry(vertices, indices);
        return;
    }
    MOVED.with_borrow_mut(|moved| {
        moved.clear();
        moved.extend(vertices.iter().map(|vertex| {
            Vertex {
                position: transform
                    .transform_point2(vertex.position.truncate())
                    .extend(vertex.position.z),
                ..*vertex
            }
        }));
        gl.geometry(moved, indices);
    });
}
