//! The shaders of the filters: what is in their `main`. Colours are premultiplied. Where a pixel is
//! looked for exactly, nothing is divided: a software GL does that to 12 bits only, which is a part of a pixel.

/// Before every one of them.
pub(super) const HEAD: &str = "#version 100
precision highp float;
varying vec2 uv;
uniform sampler2D canvas;
";

/// After the uniforms, of kinora's own. `opaque` is 1 where there is no alpha; `uv` counts from the bottom left corner.
pub(super) const FUNCTIONS: &str = "
vec4 at(vec2 place) {
    vec4 color = texture2D(canvas, place);
    return vec4(color.rgb, max(color.a, opaque));
}
vec4 straight(vec4 color) {
    return vec4(color.rgb / max(color.a, 1.0 / 255.0), color.a);
}
vec4 premultiplied(vec3 color, float alpha) {
    return vec4(color * alpha, alpha);
}
float luma(vec3 color) {
    return dot(color, vec3(0.2126, 0.7152, 0.0722));
}
";

/// Another size: `span` is what part of the picture it is.
pub(super) const ENLARGE: &str = "gl_FragColor = at(uv * span);";

/// Alpha is rounded down, and what is left of the colour has to it what it had before.
pub(super) const FADE: &str = "
    vec4 color = at(uv);
    float left = max(color.a * (1.0 - part) - 1.0 / 255.0, 0.0);
    left = floor(left * 255.0 + 0.5) / 255.0;
    gl_FragColor = vec4(min(color.rgb * (left / max(color.a, 1.0 / 255.0)), left), left);";

/// Along one direction, whose `texel` is one pixel: of so many `PAIRS` of pixels to either side. Two pixels are one sample
/// between them, and weights go on by products (Ken Turkowski, Incremental Computation of the Gaussian, GPU Gems 3). The
/// picture ends at `edge`, where it is mirrored: as what is made smaller is, too.
pub(super) const BLUR: &str = "
    vec3 weight;
    weight.x = 1.0;
    weight.y = exp(-0.5 / (deviation * deviation));
    weight.z = weight.y * weight.y;
    vec4 sum = at(uv);
    float total = 1.0;
    for (int pair = 0; pair < PAIRS; pair++) {
        weight.xy *= weight.yz;
        float near = weight.x;
        weight.xy *= weight.yz;
        float far = weight.x;
        float both = near + far;
        float place = float(2 * pair) + 1.0 + far / max(both, 1e-20);
        vec2 before = edge - abs(edge - abs(uv - place * texel));
        vec2 after = edge - abs(edge - abs(uv + place * texel));
        sum += both * (at(before) + at(after));
        total += 2.0 * both;
    }
    gl_FragColor = sum / total;";

/// At half its size: of four pixels in a row those in the middle count three times, in both directions, which is four samples
/// between them.
pub(super) const HALVE: &str = "
    vec2 low = abs(uv * span - 0.75 * texel);
    vec2 high = 1.0 - abs(1.0 - (uv * span + 0.75 * texel));
    vec4 lower = at(low) + at(vec2(high.x, low.y));
    vec4 upper = at(vec2(low.x, high.y)) + at(high);
    gl_FragColor = 0.25 * (lower + upper);";

/// Larger by a cubic B-spline, of which four samples between pixels are all sixteen (Sigg and Hadwiger, Fast Third-Order
/// Texture Filtering, GPU Gems 2). `span` is what part of the `small` picture it is, beyond which it is mirrored.
pub(super) const SPLINE: &str = "
    vec2 pixel = uv * span * small - 0.5;
    vec2 t = fract(pixel);
    vec2 middle = floor(pixel) + 0.5;
    vec2 s = 1.0 - t;
    vec2 far = s * s * s;
    vec2 both = far + 4.0 + t * t * (3.0 * t - 6.0);
    vec2 beyond = t * t * t;
    vec2 after = middle + 1.0 + beyond / (6.0 - both);
    vec2 before = middle - far / both;
    before = span - abs(span - abs(before * small_texel));
    after = span - abs(span - abs(after * small_texel));
    vec2 part = both / 6.0;
    vec4 lower = mix(at(vec2(after.x, before.y)), at(before), part.x);
    vec4 upper = mix(at(after), at(vec2(before.x, after.y)), part.x);
    gl_FragColor = mix(upper, lower, part.y);";

/// What is above the threshold.
pub(super) const BRIGHT: &str = "
    vec4 color = at(uv);
    vec3 over = max(straight(color).rgb - threshold, 0.0) / (1.0 - threshold);
    float part = max(max(over.r, over.g), over.b);
    gl_FragColor = vec4(over, part) * color.a;";

pub(super) const GLOW: &str =
    "gl_FragColor = clamp(strength * texture2D(canvas, uv * span), 0.0, 1.0);";

pub(super) const GRAIN: &str = "
    vec4 color = at(uv);
    vec2 grain = floor(vec2(uv.x, 1.0 - uv.y) * size) + offset;
    float noise = texture2D(grains, (mod(grain, 256.0) + 0.5) / 256.0).r - 0.5;
    gl_FragColor = vec4(clamp(color.rgb + noise * strength * color.a, 0.0, color.a), color.a);";

pub(super) const VIGNETTE: &str = "
    vec4 color = at(uv);
    float from_middle = length(uv - 0.5) * 1.41421356;
    float light = 1.0 - strength * smoothstep(0.3, 1.0, from_middle);
    gl_FragColor = vec4(color.rgb * light, color.a);";

/// Each of `count` pixels is the mean of `side` pixels in a row or in a column, which `along` says; the last one is that of
/// what is left of `extent` pixels.
pub(super) const MEAN: &str = "
    vec2 place = vec2(uv.x, 1.0 - uv.y);
    float begin = floor(dot(place, along) * count) * side;
    float end = min(begin + side, extent);
    vec4 sum = vec4(0.0);
    for (int index = 0; index < 16384; index++) {
        float pixel = floor(begin) + float(index);
        if (pixel >= end) break;
        float part = min(end, pixel + 1.0) - max(begin, pixel);
        vec2 middle = mix(place, (pixel + 0.5) * texel, along);
        sum += part * at(vec2(middle.x, 1.0 - middle.y));
    }
    gl_FragColor = sum / (end - begin);";

pub(super) const SQUARES: &str = "
    vec2 square = floor(vec2(uv.x, 1.0 - uv.y) * pixels / side);
    vec2 place = (square + 0.5) / counts;
    gl_FragColor = texture2D(canvas, vec2(place.x, 1.0 - place.y));";

pub(super) const POSTERIZE: &str = "
    vec4 color = straight(at(uv));
    gl_FragColor = premultiplied(floor(color.rgb * steps + 0.5) / steps, color.a);";

pub(super) const THRESHOLD: &str = "
    vec4 color = straight(at(uv));
    gl_FragColor = premultiplied(vec3(step(level, luma(color.rgb))), color.a);";

pub(super) const GRAY: &str = "
    vec4 color = at(uv);
    gl_FragColor = vec4(vec3(luma(color.rgb)), color.a);";

pub(super) const INVERT: &str = "
    vec4 color = at(uv);
    gl_FragColor = vec4(color.a - color.rgb, color.a);";

/// Exactly between the four pixels around: samplers have 8 bits for it.
pub(super) const DISPLACE: &str = "
    vec4 map = texture2D(by, uv);
    vec2 offset = (map.rg - 0.5 * map.a) * distance * density;
    vec2 pixel = uv * pixels + vec2(offset.x, -offset.y) - 0.5;
    vec2 part = fract(pixel);
    vec2 corner = (floor(pixel) + 0.5) * texel;
    vec4 lower = mix(at(corner), at(corner + vec2(texel.x, 0.0)), part.x);
    vec4 upper = mix(at(corner + vec2(0.0, texel.y)), at(corner + texel), part.x);
    gl_FragColor = mix(lower, upper, part.y);";

pub(super) const CHROMATIC_ABERRATION: &str = "
    vec2 outward = (uv - 0.5) * 2.0 * distance / length(size);
    vec4 red = at(uv - outward);
    vec4 green = at(uv);
    vec4 blue = at(uv + outward);
    float alpha = max(max(red.a, green.a), blue.a);
    gl_FragColor = vec4(red.r, green.g, blue.b, alpha);";

pub(super) const MASK: &str = "gl_FragColor = at(uv) * texture2D(by, uv).a;";
