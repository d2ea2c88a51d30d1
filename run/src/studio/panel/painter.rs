//! Paints what egui has laid out, by miniquad, straight on the window.

use std::collections::HashMap;

use egui::epaint::{Mesh, Primitive, Vertex};
use egui::{ClippedPrimitive, ImageData, Rect, TextureFilter, TextureId, TexturesDelta};
use macroquad::miniquad::window::screen_size;
use macroquad::miniquad::{
    self, Bindings, BlendFactor, BlendState, BlendValue, BufferId, BufferLayout, BufferSource,
    BufferType, BufferUsage, Equation, FilterMode, PassAction, Pipeline, PipelineParams,
    RenderingBackend, ShaderMeta, ShaderSource, TextureFormat, TextureParams, UniformBlockLayout,
    UniformDesc, UniformType, UniformsSource, VertexAttribute, VertexFormat,
};

/// Bytes that a buffer has room for at first.
const ROOM: usize = 256 << 10;

/// egui's textures, and what meshes are drawn with.
pub struct Painter {
    pipeline: Pipeline,
    vertices: BufferId,
    indices: BufferId,
    textures: HashMap<TextureId, miniquad::TextureId>,
}

impl Painter {
    /// In an open window.
    pub fn new(gl: &mut dyn RenderingBackend) -> Painter {
        let source = ShaderSource::Glsl {
            vertex: VERTEX,
            fragment: FRAGMENT,
        };
        let meta = ShaderMeta {
            images: vec!["Texture".into()],
            uniforms: UniformBlockLayout {
                uniforms: vec![UniformDesc::new("points", UniformType::Float2)],
            },
        };
        let shader = gl
            .new_shader(source, meta)
            .expect("the shader compiles wherever macroquad's does");
        // As egui's vertices are: place in points, place in the texture, R, G, B and A with premultiplied alpha.
        let attributes = [
            VertexAttribute::new("position", VertexFormat::Float2),
            VertexAttribute::new("texcoord", VertexFormat::Float2),
            VertexAttribute::new("color0", VertexFormat::Byte4),
        ];
        let params = PipelineParams {
            color_blend: Some(BlendState::new(
                Equation::Add,
                BlendFactor::One,
                BlendFactor::OneMinusValue(BlendValue::SourceAlpha),
            )),
            ..PipelineParams::default()
        };
        Painter {
            pipeline: gl.new_pipeline(&[BufferLayout::default()], &attributes, shader, params),
            vertices: new_buffer(gl, BufferType::VertexBuffer, ROOM),
            indices: new_buffer(gl, BufferType::IndexBuffer, ROOM),
            textures: HashMap::new(),
        }
    }

    /// Draws over what is in the window, where a point is `density` pixels.
    pub fn paint(
        &mut self,
        gl: &mut dyn RenderingBackend,
        textures: TexturesDelta,
        primitives: Vec<ClippedPrimitive>,
        density: f32,
    ) {
        for (id, change) in textures.set {
            let (filter, image) = (change.options.magnification, change.image);
            self.change_texture(gl, id, change.pos, filter, &image);
        }
        gl.begin_default_pass(PassAction::Nothing);
        gl.apply_pipeline(&self.pipeline);
        let (width, height) = screen_size();
        let points = [width / density, height / density];
        gl.apply_uniforms(UniformsSource::table(&points));
        for ClippedPrimitive {
            clip_rect,
            primitive,
        } in primitives
        {
            // There are no callbacks in the panel.
            if let Primitive::Mesh(mesh) = primitive {
                let [x, y, width, height] = scissors(clip_rect * density, (width, height));
                gl.apply_scissor_rect(x, y, width, height);
                self.draw(gl, mesh);
            }
        }
        gl.end_render_pass();
        for id in textures.free {
            if let Some(texture) = self.textures.remove(&id) {
                gl.delete_texture(texture);
            }
        }
    }

    fn draw(&mut self, gl: &mut dyn RenderingBackend, mesh: Mesh) {
        let Some(&texture) = self.textures.get(&mesh.texture_id) else {
            return;
        };
        for part in mesh.split_to_u16() {
            let (vertices, indices) = (part.vertices.as_slice(), part.indices.as_slice());
            make_room(
                gl,
                &mut self.vertices,
                BufferType::VertexBuffer,
                size_of_val(vertices),
            );
            make_room(
                gl,
                &mut self.indices,
                BufferType::IndexBuffer,
                size_of_val(indices),
            );
            gl.buffer_update(self.vertices, BufferSource::slice::<Vertex>(vertices));
            gl.buffer_update(self.indices, BufferSource::slice(indices));
            gl.apply_bindings(&Bindings {
                vertex_buffers: vec![self.vertices],
                index_buffer: self.indices,
                images: vec![texture],
            });
            gl.draw(0, indices.len() as i32, 1);
        }
    }

    /// Makes a texture of `image`, or changes the part of one that is at `place`.
    fn change_texture(
        &mut self,
        gl: &mut dyn RenderingBackend,
        id: TextureId,
        place: Option<[usize; 2]>,
        filter: TextureFilter,
        image: &ImageData,
    ) {
        let [width, height] = image.size();
        let rgba: Vec<u8> = match image {
            ImageData::Color(image) => image.pixels.iter().flat_map(|c| c.to_array()).collect(),
            ImageData::Font(image) => image
                .srgba_pixels(None)
                .flat_map(|c| c.to_array())
                .collect(),
        };
        let (width, height) = (width as u32, height as u32);
        if let Some([x, y]) = place {
            if let Some(&texture) = self.textures.get(&id) {
                let (x, y) = (x as i32, y as i32);
                gl.texture_update_part(texture, x, y, width as i32, height as i32, &rgba);
            }
            return;
        }
        let filter = match filter {
            TextureFilter::Nearest => FilterMode::Nearest,
            TextureFilter::Linear => FilterMode::Linear,
        };
        let params = TextureParams {
            format: TextureFormat::RGBA8,
            min_filter: filter,
            mag_filter: filter,
            width,
            height,
            ..TextureParams::default()
        };
        let texture = gl.new_texture_from_data_and_format(&rgba, params);
        if let Some(before) = self.textures.insert(id, texture) {
            gl.delete_texture(before);
        }
    }
}

fn new_buffer(gl: &mut dyn RenderingBackend, kind: BufferType, bytes: usize) -> BufferId {
    let room = match kind {
        BufferType::VertexBuffer => BufferSource::empty::<Vertex>(bytes / size_of::<Vertex>()),
        BufferType::IndexBuffer => BufferSource::empty::<u16>(bytes / size_of::<u16>()),
    };
    gl.new_buffer(kind, BufferUsage::Stream, room)
}

/// Takes a larger buffer where `bytes` do not fit.
fn make_room(gl: &mut dyn RenderingBackend, buffer: &mut BufferId, kind: BufferType, bytes: usize) {
    if gl.buffer_size(*buffer) < bytes {
        gl.delete_buffer(*buffer);
        *buffer = new_buffer(gl, kind, bytes);
    }
}

/// A part of the window, in pixels from its top left, as OpenGL has it: left, bottom, width and height.
fn scissors(part: Rect, (width, height): (f32, f32)) -> [i32; 4] {
    let whole = |at: f32, most: f32| at.round().clamp(0.0, most) as i32;
    let (left, right) = (whole(part.min.x, width), whole(part.max.x, width));
    let (top, bottom) = (whole(part.min.y, height), whole(part.max.y, height));
    let (across, down) = ((right - left).max(0), (bottom - top).max(0));
    [left, height as i32 - bottom, across, down]
}

const VERTEX: &str = r#"#version 100
attribute vec2 position;
attribute vec2 texcoord;
attribute vec4 color0;
varying highp vec2 uv;
varying lowp vec4 color;
uniform vec2 points;
void main() {
    vec2 place = position / points * 2.0 - 1.0;
    gl_Position = vec4(place.x, -place.y, 0.0, 1.0);
    color = color0 / 255.0;
    uv = texcoord;
}"#;

const FRAGMENT: &str = r#"#version 100
varying highp vec2 uv;
varying lowp vec4 color;
uniform sampler2D Texture;
void main() {
    gl_FragColor = color * texture2D(Texture, uv);
}"#;

#[cfg(test)]
mod tests {
    use super::*;
    use egui::pos2;

    #[test]
    fn a_part_is_counted_from_the_bottom_and_ends_at_the_window() {
        let part = |x0, y0, x1, y1| Rect::from_min_max(pos2(x0, y0), pos2(x1, y1));
        let window = (100.0, 80.0);
        assert_eq!(
            scissors(part(10.0, 20.0, 30.4, 50.6), window),
            [10, 29, 20, 31]
        );
        assert_eq!(
            scissors(part(-5.0, -5.0, 500.0, 500.0), window),
            [0, 0, 100, 80]
        );
        assert_eq!(
            scissors(part(30.0, 0.0, 20.0, 90.0), window),
            [30, 0, 0, 80]
        );
        let nothing = scissors(Rect::NOTHING, window);
        assert_eq!(nothing[2..], [0, 0]);
    }
}
