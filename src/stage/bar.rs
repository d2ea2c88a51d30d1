//! Bars: rectangles that a shader paints, exactly as much of each pixel as they cover across, in one draw call with all
//! that macroquad's own material paints. So a line takes two triangles, as macroquad's jagged one does.
//!
//! Of a pixel, a bar covers the convolution of three boxes across it: the bar's own, as wide as it is thick, and two that
//! make the pixel, as wide as the cosine and the sine of the bar's slant. Which of them is the bar's does not matter to the
//! shape, and where the widest is taken for it, what is left is the slope of one edge, with a correction near the middle.
//! Lengthwise the ends fade over a pixel, which is exact where the bar is upright.

use macroquad::math::{Vec4, vec4};

/// `normal.w` of a vertex of a bar is this and the sine of its slant. In what macroquad draws it is 0.
const MARK: f32 = 4096.0;

/// The least sine. Nothing less could be seen: a part of 400 of a pixel's colour.
const FLATTEST: f32 = 0.01;

/// How a bar lies on the pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Bar {
    /// In pixels.
    half_length: f32,
    thickness: f32,
    sine: f32,
    cosine: f32,
}

impl Bar {
    /// Of that size in pixels. `slant` is that of its [`Edge`](super::raster::Edge)s.
    pub fn new(length: f32, thickness: f32, slant: f32) -> Bar {
        let sine = (slant * std::f32::consts::FRAC_1_SQRT_2).max(FLATTEST);
        Bar {
            half_length: length / 2.0,
            thickness,
            sine,
            cosine: (1.0 - sine * sine).sqrt(),
        }
    }

    /// How far from its middle, along and across, is the last place in pixels where the middle of a pixel can be that it
    /// covers a part of.
    pub fn reach(&self) -> (f32, f32) {
        let across = (self.thickness + self.cosine + self.sine) / 2.0;
        (self.half_length + 0.5, across)
    }

    /// What its corner at that end and that side, both 1 or -1, says to the shader.
    pub fn normal(&self, end: f32, side: f32) -> Vec4 {
        let (along, _) = self.reach();
        vec4(along * end, side, self.thickness, MARK + self.sine)
    }
}

/// Vertex and fragment shader, the better first. What is the same at all corners need not be interpolated, and what lies
/// flat need not be divided by its distance, where GLSL is new enough to be told.
pub(super) fn shaders() -> Vec<[String; 2]> {
    const WORDS: [[[&str; 4]; 2]; 2] = [
        [
            ["130", "in", "noperspective out", "flat out"],
            ["130", "in", "noperspective in", "flat in"],
        ],
        [
            ["100", "attribute", "varying", "varying"],
            ["100", "varying", "varying", "varying"],
        ],
    ];
    let spelled = |shader: &str, [version, given, straight, same]: [&str; 4]| {
        let passed = straight.trim_start_matches("noperspective ");
        format!("#version {version}\n{shader}")
            .replace("GIVEN", given)
            .replace("PASSED", passed)
            .replace("STRAIGHT", straight)
            .replace("SAME", same)
    };
    WORDS
        .map(|[vertex, fragment]| [spelled(VERTEX, vertex), spelled(FRAGMENT, fragment)])
        .into()
}

/// `place` is how far the edges at both sides are, in a unit in which the slope has no factors, and the ends in pixels.
/// `edge` is the same at all corners: where the slope ends and where its straight part does, from the edge on; how steep
/// that is; half of what is covered at most. What is no bar is covered by 1.
const VERTEX: &str = r#"
GIVEN vec3 position;
GIVEN vec2 texcoord;
GIVEN vec4 color0;
GIVEN vec4 normal;
PASSED mediump vec2 uv;
PASSED lowp vec4 color;
STRAIGHT highp vec4 place;
SAME highp vec4 edge;
uniform mat4 Model;
uniform mat4 Projection;
void main() {
    gl_Position = Projection * (Model * vec4(position, 1));
    color = color0 / 255.0;
    uv = texcoord;
    place = vec4(0.0, 0.0, 1.0, 1.0);
    edge = vec4(0.0, 0.0, 0.0, 1.0);
    if (normal.w >= 4096.0) {
        float sine = normal.w - 4096.0;
        float cosine = sqrt(1.0 - sine * sine);
        float widest = max(normal.z, cosine);
        float other = min(normal.z, cosine);
        float middle = max(other, sine);
        float least = min(other, sine);
        float unit = inversesqrt(2.0 * cosine * sine);
        float reach = (middle + least) / 2.0;
        float across = normal.y * (widest / 2.0 + reach);
        float along = abs(normal.x);
        place.xy = vec2(widest / 2.0 - across, widest / 2.0 + across) * unit;
        place.zw = vec2(along - normal.x, along + normal.x);
        float steepness = least / (cosine * sine);
        edge = vec4(reach * unit, (middle - least) / 2.0 * unit, steepness / unit, steepness * middle / 2.0);
    }
}"#;

const FRAGMENT: &str = r#"
PASSED mediump vec2 uv;
PASSED lowp vec4 color;
STRAIGHT highp vec4 place;
SAME highp vec4 edge;
uniform sampler2D Texture;
void main() {
    highp float inside = min(min(place.x, place.y), edge.x);
    highp float over = inside - clamp(inside, -edge.y, edge.y);
    highp float beyond = max(edge.x - max(place.x, place.y), 0.0);
    highp float covered = edge.w + inside * edge.z - over * abs(over) - beyond * beyond;
    lowp vec4 straight = color * texture2D(Texture, uv);
    straight.a *= max(covered * min(min(place.z, place.w), 1.0), 0.0);
    gl_FragColor = RESULT;
}"#;
