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

    /// What its corners say to the shader: at its far end and the side in the direction across. At the near end the first
    /// number has the other sign, at the other side the second.
    pub fn normal(&self) -> Vec4 {
        let (along, _) = self.reach();
        vec4(along, 1.0, self.thickness, MARK + self.sine)
    }
}

/// Vertex and fragment shader, the better first. What is the same at all corners need not be interpolated, where GLSL is
/// new enough to be told.
pub(super) fn shaders() -> Vec<[String; 2]> {
    const WORDS: [[[&str; 4]; 2]; 2] = [
        [
            ["130", "in", "out", "flat out"],
            ["130", "in", "in", "flat in"],
        ],
        [
            ["100", "attribute", "varying", "varying"],
            ["100", "varying", "varying", "varying"],
        ],
    ];
    let spelled = |shader: &str, [version, given, passed, same]: [&str; 4]| {
        format!("#version {version}\n{shader}")
            .replace("GIVEN", given)
            .replace("PASSED", passed)
            .replace("SAME", same)
    };
    WORDS
        .map(|[vertex, fragment]| [spelled(VERTEX, vertex), spelled(FRAGMENT, fragment)])
        .into()
}

/// `place` is the place in the texture; how far the pixel is from the middle line of the bar, in a unit in which the
/// slope of an edge has no factors; and how far from the middle of its length, in pixels. `bar` is the same at all corners:
/// where the slope ends and where its straight part does, from the edge on; half the width, in the same unit; and half the
/// length, with half a pixel. What is no bar lies in the middle of one that covers all.
///
/// Each vector is a cost for every triangle, so there are no more than these.
const VERTEX: &str = r#"
GIVEN vec3 position;
GIVEN vec2 texcoord;
GIVEN vec4 color0;
GIVEN vec4 normal;
PASSED lowp vec4 color;
PASSED highp vec4 place;
SAME highp vec4 bar;
uniform mat4 Model;
uniform mat4 Projection;
void main() {
    gl_Position = Projection * (Model * vec4(position, 1));
    color = color0 / 255.0;
    place = vec4(texcoord, 0.0, 0.0);
    bar = vec4(0.70710678, 0.0, 1.0, 1.0);
    if (normal.w >= 4096.0) {
        float sine = normal.w - 4096.0;
        float cosine = sqrt(1.0 - sine * sine);
        float widest = max(normal.z, cosine);
        float other = min(normal.z, cosine);
        float middle = max(other, sine);
        float least = min(other, sine);
        float unit = inversesqrt(2.0 * cosine * sine);
        float reach = (middle + least) / 2.0;
        place.zw = vec2(normal.y * (widest / 2.0 + reach) * unit, normal.x);
        bar = vec4(reach * unit, (middle - least) / 2.0 * unit, widest / 2.0 * unit, abs(normal.x));
    }
}"#;

/// With r and s, where the slope of an edge and its straight part end, the slope is 2 (r - s) where it is straight, and
/// r² - s² is covered at the edge itself: what the unit is chosen for.
const FRAGMENT: &str = r#"
PASSED lowp vec4 color;
PASSED highp vec4 place;
SAME highp vec4 bar;
uniform sampler2D Texture;
void main() {
    highp float aside = abs(place.z);
    highp float inside = min(bar.z - aside, bar.x);
    highp float over = inside - clamp(inside, -bar.y, bar.y);
    highp float beyond = max(bar.x - bar.z - aside, 0.0);
    highp float steep = bar.x - bar.y;
    highp float covered = steep * (bar.x + bar.y + 2.0 * inside) - over * abs(over) - beyond * beyond;
    lowp vec4 straight = color * texture2D(Texture, place.xy);
    straight.a *= max(covered * min(bar.w - abs(place.w), 1.0), 0.0);
    gl_FragColor = RESULT;
}"#;
