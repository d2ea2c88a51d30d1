//! What shapes, text and textures are painted with where macroquad's own material does not do.
//!
//! macroquad samples a white pixel for every plain shape, which on software GL is more work than all the rest. And it
//! blends alpha as it blends colours, which leaves a² where a shape of alpha a was drawn over nothing, and makes holes in
//! an opaque render target. The materials here add alpha up as the Porter-Duff operator "over" does: a + b · (1 - a).
//! What is on a canvas that keeps its transparency is then premultiplied; the read-back divides it.
//!
//! Lines of 3D (`draw_line_3d`, `draw_grid`) go through a pipeline that a material cannot have, and are not drawn on
//! such a canvas.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use macroquad::material::{Material, MaterialParams, load_material};
use macroquad::miniquad::{
    BlendFactor, BlendState, BlendValue, Comparison, Equation, PipelineParams, ShaderSource,
};

use macroquad::window::get_internal_gl;

use super::bar;

/// How colours join those that are there already, as layers do in a drawing program. Formulas are those of the W3C's
/// "Compositing and Blending" for premultiplied colours s (the shape's) and d (the canvas's).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Blend {
    /// The shape covers what is there: s + d · (1 - alpha).
    #[default]
    Normal,
    /// Light on light: s + d.
    Add,
    /// Ink on paper: s · d + d · (1 - alpha). Where the canvas is clear, nothing.
    Multiply,
    /// Two projectors: s + d - s · d.
    Screen,
    /// The shape takes away what is there, as much as it is opaque: d · (1 - alpha). Of a canvas without transparency, black is
    /// left.
    Erase,
}

/// Where a colour comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Source {
    /// The vertices and a texture, as in macroquad's material.
    Texture,
    /// The vertices alone: half of the work.
    Plain,
    /// The same where nothing shines through: what is there already need not be read.
    Opaque,
    /// The vertices, and around the edge of an ellipse as much of it as is covered. `texcoord` is the place in pixels from
    /// its middle, `normal` the two columns of the matrix that makes a circle of radius 1 of it.
    Disc,
    /// As [`Texture`](Self::Texture) whatever macroquad draws, and bars: rectangles whose vertices say in `normal` what is
    /// covered of a pixel, as [`bar`](super::bar) has it.
    Bar,
    /// The vertices and a texture whose colours are premultiplied by its alpha.
    Premultiplied,
    /// The vertices and a texture's first row, where the length of `uv` is the place on it.
    Radial,
}

/// Materials, compiled when they are first asked for.
#[derive(Clone)]
pub(super) struct Paints {
    /// The canvas keeps its transparency.
    alpha: bool,
    made: Rc<RefCell<HashMap<Kind, Material>>>,
}

/// So many materials are kept at most: macroquad has room for 28, those of a sketch among them.
const MOST: usize = 20;

/// The last says whether there is depth.
type Kind = (Source, Blend, bool);

/// What is painted on, and how.
#[derive(Debug, Clone, Copy)]
pub(super) struct Surface {
    pub blend: Blend,
    /// The camera hides what is behind something else.
    pub depth: bool,
    /// It is the canvas, and no target of the sketch's own.
    pub is_canvas: bool,
}

impl Paints {
    pub fn new(alpha: bool) -> Paints {
        Paints {
            alpha,
            made: Rc::default(),
        }
    }

    /// The material for that; `None` is macroquad's own. It alone draws lines of 3D, and its alpha does no harm on a
    /// canvas that keeps none.
    pub fn material(&self, source: Source, surface: Surface) -> Option<Material> {
        let Surface {
            blend,
            depth,
            is_canvas,
        } = surface;
        let is_plain = (source, blend) == (Source::Texture, Blend::Normal);
        if is_plain && (depth || is_canvas) && !self.alpha {
            return None;
        }
        // What is not replaced is blended, whether it is opaque or not.
        let source = match (source, blend) {
            (Source::Opaque, Blend::Normal) => source,
            (Source::Opaque, _) => Source::Plain,
            _ => source,
        };
        let mut made = self.made.borrow_mut();
        if made.len() >= MOST && !made.contains_key(&(source, blend, depth)) {
            // What is batched is drawn with them before they go.
            // SAFETY: the reference to macroquad's context ends with this statement, so no second one is alive.
            unsafe { get_internal_gl() }.flush();
            made.clear();
        }
        let material = made
            .entry((source, blend, depth))
            .or_insert_with(|| compile(source, blend, depth));
        Some(material.clone())
    }
}

fn compile(source: Source, blend: Blend, depth: bool) -> Material {
    let (color_blend, alpha_blend) = match (source, blend) {
        (Source::Opaque, Blend::Normal) => None,
        (Source::Premultiplied, _) => Some(blend.premultiplied_states()),
        _ => Some(blend.states()),
    }
    .unzip();
    let mut pipeline_params = PipelineParams {
        color_blend,
        alpha_blend,
        ..PipelineParams::default()
    };
    if depth {
        pipeline_params.depth_write = true;
        pipeline_params.depth_test = Comparison::LessOrEqual;
    }
    let own = |vertex: &str, fragment: &str| vec![[vertex.to_owned(), fragment.to_owned()]];
    let shaders = match source {
        Source::Texture => own(TEXTURE_VERTEX, TEXTURE_FRAGMENT),
        Source::Plain | Source::Opaque => own(PLAIN_VERTEX, PLAIN_FRAGMENT),
        Source::Disc => own(DISC_VERTEX, DISC_FRAGMENT),
        Source::Bar => bar::shaders(),
        Source::Premultiplied => own(TEXTURE_VERTEX, PREMULTIPLIED_FRAGMENT),
        Source::Radial => own(TEXTURE_VERTEX, RADIAL_FRAGMENT),
    };
    let result = match blend.is_premultiplied() {
        true => "vec4(straight.rgb * straight.a, straight.a)",
        false => "straight",
    };
    let compiled = shaders.iter().find_map(|[vertex, fragment]| {
        let fragment = &fragment.replace("RESULT", result);
        let params = MaterialParams {
            pipeline_params,
            ..MaterialParams::default()
        };
        load_material(ShaderSource::Glsl { vertex, fragment }, params).ok()
    });
    compiled.expect("the last shader compiles wherever macroquad's does")
}

impl Blend {
    /// Whether its formula takes colours that are premultiplied. The others take straight ones: with blending in 8 bits,
    /// as on software GL, a colour over the same colour then stays exactly what it is.
    fn is_premultiplied(self) -> bool {
        matches!(self, Blend::Multiply | Blend::Screen)
    }

    /// The same for colours that are premultiplied.
    fn premultiplied_states(self) -> (BlendState, BlendState) {
        use BlendFactor::{One, OneMinusValue};
        let (color, alpha) = self.states();
        let add = |destination| BlendState::new(Equation::Add, One, destination);
        match self {
            Blend::Normal => (add(OneMinusValue(BlendValue::SourceAlpha)), alpha),
            Blend::Add => (add(One), alpha),
            Blend::Multiply | Blend::Screen | Blend::Erase => (color, alpha),
        }
    }

    /// For colours and for alpha.
    fn states(self) -> (BlendState, BlendState) {
        use BlendFactor::{One, OneMinusValue, Value, Zero};
        use BlendValue::{DestinationColor, SourceAlpha, SourceColor};
        let add = |source, destination| BlendState::new(Equation::Add, source, destination);
        let over = add(One, OneMinusValue(SourceAlpha));
        match self {
            Blend::Normal => (add(Value(SourceAlpha), OneMinusValue(SourceAlpha)), over),
            Blend::Add => (add(Value(SourceAlpha), One), add(One, One)),
            Blend::Multiply => (
                add(Value(DestinationColor), OneMinusValue(SourceAlpha)),
                add(Zero, One),
            ),
            Blend::Screen => (add(One, OneMinusValue(SourceColor)), over),
            Blend::Erase => {
                let less = add(Zero, OneMinusValue(SourceAlpha));
                (less, less)
            }
        }
    }
}

const TEXTURE_VERTEX: &str = r#"#version 100
attribute vec3 position;
attribute vec2 texcoord;
attribute vec4 color0;
varying mediump vec2 uv;
varying lowp vec4 color;
uniform mat4 Model;
uniform mat4 Projection;
void main() {
    gl_Position = Projection * Model * vec4(position, 1);
    color = color0 / 255.0;
    uv = texcoord;
}"#;

const TEXTURE_FRAGMENT: &str = r#"#version 100
varying mediump vec2 uv;
varying lowp vec4 color;
uniform sampler2D Texture;
void main() {
    lowp vec4 straight = color * texture2D(Texture, uv);
    gl_FragColor = RESULT;
}"#;

const PREMULTIPLIED_FRAGMENT: &str = r#"#version 100
varying mediump vec2 uv;
varying lowp vec4 color;
uniform sampler2D Texture;
void main() {
    gl_FragColor = texture2D(Texture, uv) * vec4(color.rgb * color.a, color.a);
}"#;

const RADIAL_FRAGMENT: &str = r#"#version 100
varying mediump vec2 uv;
varying lowp vec4 color;
uniform sampler2D Texture;
void main() {
    lowp vec4 straight = color * texture2D(Texture, vec2(length(uv), 0.5));
    gl_FragColor = RESULT;
}"#;

const PLAIN_VERTEX: &str = r#"#version 100
attribute vec3 position;
attribute vec4 color0;
varying lowp vec4 color;
uniform mat4 Model;
uniform mat4 Projection;
void main() {
    gl_Position = Projection * Model * vec4(position, 1);
    color = color0 / 255.0;
}"#;

const PLAIN_FRAGMENT: &str = r#"#version 100
varying lowp vec4 color;
void main() {
    lowp vec4 straight = color;
    gl_FragColor = RESULT;
}"#;

const DISC_VERTEX: &str = r#"#version 100
attribute vec3 position;
attribute vec2 texcoord;
attribute vec4 color0;
attribute vec4 normal;
varying highp vec2 place;
varying highp vec4 to_circle;
varying lowp vec4 color;
uniform mat4 Model;
uniform mat4 Projection;
void main() {
    gl_Position = Projection * Model * vec4(position, 1);
    place = texcoord;
    to_circle = normal;
    color = color0 / 255.0;
}"#;

/// The distance to the edge is, to first order, the circle's equation divided by its slope. What is covered of a pixel is
/// what a straight edge at that distance covers: the integral of the pixel's width along the normal.
const DISC_FRAGMENT: &str = r#"#version 100
varying highp vec2 place;
varying highp vec4 to_circle;
varying lowp vec4 color;
void main() {
    highp mat2 matrix = mat2(to_circle.xy, to_circle.zw);
    highp vec2 on_circle = matrix * place;
    highp vec2 slope = on_circle * matrix;
    highp float from_middle = length(on_circle);
    highp float steepness = length(slope);
    highp float inside = (1.0 - from_middle) * from_middle / steepness;
    highp vec2 edge = abs(slope) / steepness;
    highp float cosine = max(edge.x, edge.y);
    highp float sine = min(edge.x, edge.y);
    highp float near = (cosine - sine) / 2.0;
    highp float depth = min(abs(inside), (cosine + sine) / 2.0);
    highp float over = max(depth - near, 0.0);
    highp float part = (min(depth, near) + over - over * over / max(2.0 * sine, 1e-6)) / cosine;
    lowp vec4 straight = vec4(color.rgb, color.a * (0.5 + sign(inside) * part));
    gl_FragColor = RESULT;
}"#;
