//! What macroquad's shapes are painted with on a canvas that keeps its transparency.
//!
//! macroquad blends alpha as it blends colours, which leaves a² where a shape of alpha a was drawn over nothing. These
//! materials draw the same, and add up alpha as the Porter-Duff operator "over" does: a + b · (1 - a). What is on the
//! canvas is then premultiplied colour; the read-back divides it.
//!
//! Lines of 3D (`draw_line_3d`, `draw_grid`) go through a pipeline that a material cannot have, and are not drawn.

use macroquad::material::{Material, MaterialParams, load_material};
use macroquad::miniquad::{
    BlendFactor, BlendState, BlendValue, Comparison, Equation, PipelineParams, ShaderSource,
};

/// One material for cameras without depth, one for those with.
#[derive(Clone)]
pub struct Paint {
    flat: Material,
    deep: Material,
}

impl Paint {
    /// Compiles the shader.
    pub fn new() -> Paint {
        let over = |source| {
            Some(BlendState::new(
                Equation::Add,
                source,
                BlendFactor::OneMinusValue(BlendValue::SourceAlpha),
            ))
        };
        let flat = PipelineParams {
            color_blend: over(BlendFactor::Value(BlendValue::SourceAlpha)),
            alpha_blend: over(BlendFactor::One),
            ..PipelineParams::default()
        };
        let deep = PipelineParams {
            depth_write: true,
            depth_test: Comparison::LessOrEqual,
            ..flat
        };
        let material = |pipeline_params| {
            let source = ShaderSource::Glsl {
                vertex: VERTEX,
                fragment: FRAGMENT,
            };
            let params = MaterialParams {
                pipeline_params,
                ..MaterialParams::default()
            };
            load_material(source, params).expect("the shader compiles wherever macroquad's does")
        };
        Paint {
            flat: material(flat),
            deep: material(deep),
        }
    }

    /// The one for a camera with or without depth.
    pub fn material(&self, depth: bool) -> &Material {
        match depth {
            true => &self.deep,
            false => &self.flat,
        }
    }
}

const VERTEX: &str = r#"#version 100
attribute vec3 position;
attribute vec2 texcoord;
attribute vec4 color0;
varying lowp vec2 uv;
varying lowp vec4 color;
uniform mat4 Model;
uniform mat4 Projection;
void main() {
    gl_Position = Projection * Model * vec4(position, 1);
    color = color0 / 255.0;
    uv = texcoord;
}"#;

const FRAGMENT: &str = r#"#version 100
varying lowp vec2 uv;
varying lowp vec4 color;
uniform sampler2D Texture;
void main() {
    gl_FragColor = color * texture2D(Texture, uv);
}"#;
