//! Fragment shaders over a whole picture, past macroquad's own state: it has room for 32 pipelines, and camera and material
//! of a sketch stay as they are.

use macroquad::miniquad::{
    Bindings, BlendState, BufferLayout, BufferSource, BufferType, BufferUsage, PassAction,
    Pipeline, PipelineParams, RenderPass, RenderingBackend, ShaderId, ShaderMeta, ShaderSource,
    TextureId, UniformBlockLayout, UniformDesc, VertexAttribute, VertexFormat,
};

use super::context::with_gl;

/// One triangle that covers everything; `uv` over it is 0 to 1, from the bottom left, as rows lie in memory.
const VERTEX: &str = r#"#version 100
attribute vec2 position;
varying highp vec2 uv;
void main() {
    gl_Position = vec4(position * 2.0 - 1.0, 0, 1);
    uv = position;
}"#;

/// Its corners.
const TRIANGLE: [f32; 6] = [0.0, 0.0, 2.0, 0.0, 0.0, 2.0];

/// How colours and alpha join those that are there.
pub(crate) type Blending = (BlendState, BlendState);

/// A shader, compiled.
pub(crate) struct Shader {
    program: ShaderId,
    pipeline: Pipeline,
    bindings: Bindings,
}

impl Shader {
    /// Of the source of a fragment shader in GLSL 100, the names of its samplers, and its uniforms. Without `blending` it
    /// replaces what is there.
    ///
    /// # Errors
    /// What the compiler says.
    pub fn new(
        fragment: &str,
        samplers: &[String],
        uniforms: Vec<UniformDesc>,
        blending: Option<Blending>,
    ) -> Result<Shader, String> {
        let meta = ShaderMeta {
            images: samplers.to_vec(),
            uniforms: UniformBlockLayout { uniforms },
        };
        let source = ShaderSource::Glsl {
            vertex: VERTEX,
            fragment,
        };
        let (color_blend, alpha_blend) = blending.unzip();
        let params = PipelineParams {
            color_blend,
            alpha_blend,
            ..PipelineParams::default()
        };
        with_gl(|gl| {
            let program = gl
                .new_shader(source, meta)
                .map_err(|error| error.to_string())?;
            let attributes = [VertexAttribute::new("position", VertexFormat::Float2)];
            let pipeline =
                gl.new_pipeline(&[BufferLayout::default()], &attributes, program, params);
            let bindings = Bindings {
                vertex_buffers: vec![gl.new_buffer(
                    BufferType::VertexBuffer,
                    BufferUsage::Immutable,
                    BufferSource::slice(&TRIANGLE),
                )],
                index_buffer: gl.new_buffer(
                    BufferType::IndexBuffer,
                    BufferUsage::Immutable,
                    BufferSource::slice(&[0u16, 1, 2]),
                ),
                images: vec![],
            };
            Ok(Shader {
                program,
                pipeline,
                bindings,
            })
        })
    }

    /// Has OpenGL forget it. At the end of the program OpenGL is gone before the shaders are: so this is no `Drop`.
    pub fn forget(self) {
        with_gl(|gl| {
            gl.delete_pipeline(self.pipeline);
            gl.delete_shader(self.program);
            gl.delete_buffer(self.bindings.vertex_buffers[0]);
            gl.delete_buffer(self.bindings.index_buffer);
        });
    }

    /// Draws with these pictures, as many as there are samplers, and the numbers of all uniforms, one after the other.
    pub fn draw(&mut self, onto: RenderPass, pictures: &[TextureId], numbers: &[f32]) {
        with_gl(|gl| {
            gl.begin_pass(Some(onto), PassAction::Nothing);
            self.fill(gl, pictures, numbers);
            gl.end_render_pass();
        });
    }

    /// The same in the pass and the viewport that are set.
    pub fn fill(&mut self, gl: &mut dyn RenderingBackend, pictures: &[TextureId], numbers: &[f32]) {
        self.bindings.images.clear();
        self.bindings.images.extend_from_slice(pictures);
        gl.apply_pipeline(&self.pipeline);
        gl.apply_bindings(&self.bindings);
        if !numbers.is_empty() {
            gl.apply_uniforms_from_bytes(numbers.as_ptr().cast(), size_of_val(numbers));
        }
        gl.draw(0, 3, 1);
    }
}
