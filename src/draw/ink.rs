//! Triangles on their way to macroquad.

use std::cell::Cell;

use macroquad::color::Color;
use macroquad::math::{Vec2, Vec4};
use macroquad::models::Vertex;
use macroquad::prelude::DrawMode;
use macroquad::texture::Texture2D;
use macroquad::window::get_internal_gl;

use crate::stage::camera::{has_default_material, painted, raster};
use crate::stage::paint::Source;
use crate::stage::raster::Raster;

/// Vertices and indices of one of macroquad's draw calls, less than which it takes.
const MOST_VERTICES: usize = 9_999;
const MOST_INDICES: usize = 4_998;

/// Pixels from which on a shape is worth a draw call of its own, without a texture: on software GL a draw call costs
/// about as much as sampling a few thousand.
const LARGE: f32 = 128.0 * 128.0;

/// Triangles of one colour, gathered and then drawn at once. Lengths are in units of the camera that is set.
pub(super) struct Ink {
    vertices: Vec<Vertex>,
    indices: Vec<u32>,
    /// Of one portion, as macroquad takes them.
    short: Vec<u16>,
    color: Color,
    rgba: [u8; 4],
    pub raster: Raster,
}

thread_local! {
    /// Kept from shape to shape: three buffers less to ask for.
    static BUFFERS: Cell<(Vec<Vertex>, Vec<u32>, Vec<u16>)> = Cell::default();
}

impl Ink {
    /// `None` while nothing that is drawn is seen.
    pub fn new(color: Color) -> Option<Ink> {
        let raster = raster()?;
        let (mut vertices, mut indices, short) = BUFFERS.take();
        vertices.clear();
        indices.clear();
        Some(Ink {
            vertices,
            indices,
            short,
            color,
            rgba: color.into(),
            raster,
        })
    }

    /// Adds a corner whose colour counts as much as `coverage`, 0 to 1; its number.
    pub fn vertex(&mut self, at: Vec2, uv: Vec2, coverage: f32) -> u32 {
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

    /// How much of the colour there is at that corner, 0 to 1.
    pub fn coverage(&self, corner: u32) -> f32 {
        let alpha = f32::from(self.vertices[corner as usize].color[3]);
        match self.rgba[3] {
            0 => 0.0,
            most => alpha / f32::from(most),
        }
    }

    /// Adds a triangle of three corners.
    pub fn triangle(&mut self, a: u32, b: u32, c: u32) {
        self.indices.extend([a, b, c]);
    }

    /// Adds two triangles between the corners `a` to `b` of one side and `c` to `d` of the other.
    pub fn quad(&mut self, a: u32, b: u32, c: u32, d: u32) {
        self.indices.extend([a, b, c, b, d, c]);
    }

    /// Gives each corner the place in a texture that `uv` says.
    pub fn map_uv(&mut self, uv: impl Fn(Vec2) -> Vec2) {
        for vertex in &mut self.vertices {
            vertex.uv = uv(vertex.position.truncate());
        }
    }

    /// Draws everything in its colour.
    pub fn draw(mut self) {
        if is_large(&self.raster, &self.vertices) && has_default_material() {
            painted(Source::Plain, || self.push(None));
        } else {
            self.push(None);
        }
        self.recycle();
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
        BUFFERS.set((self.vertices, self.indices, self.short));
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

/// Draws the rectangle of four corners.
pub(super) fn draw_quad(raster: &Raster, corners: [Vertex; 4]) {
    let draw = || push(&corners, &[0, 1, 2, 0, 2, 3], None);
    if is_large(raster, &corners) && has_default_material() {
        painted(Source::Plain, draw);
    } else {
        draw();
    }
}

fn is_large(raster: &Raster, vertices: &[Vertex]) -> bool {
    let places = || vertices.iter().map(|vertex| vertex.position.truncate());
    let low = places().reduce(Vec2::min).unwrap_or_default();
    let high = places().reduce(Vec2::max).unwrap_or_default();
    let size = (high - low) * raster.density();
    size.x * size.y >= LARGE
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
    gl.geometry(vertices, indices);
}
