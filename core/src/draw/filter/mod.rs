//! Filters: what changes a whole picture, a layer's or the canvas's. Each runs on the GPU, the same in the window and in an
//! export; lengths are in units, so that a picture of more pixels looks the same.

mod blur;
mod kept;
mod pass;
mod scratch;
mod shaders;
mod uniform;
mod words;

use macroquad::texture::{FilterMode, Image, Texture2D};

use super::layer::Layer;
use super::sheet;
use crate::stage::ground::{Ground, frame};
use pass::{Pass, Picture};
pub use uniform::Uniform;

/// What changes a picture as a whole.
///
/// ```no_run
/// use kinora::prelude::*;
///
/// # fn frame(layer: &Layer) {
/// layer.filter(&Filter::blur(8.0));
/// layer.draw();
/// filter(&Filter::bloom(0.7, 20.0, 0.8));
/// filter(&Filter::shader("gl_FragColor = texture2D(canvas, uv + 0.01 * sin(time + 20.0 * uv.yx));"));
/// # }
/// ```
#[must_use]
#[derive(Debug, Clone)]
pub struct Filter(Kind);

#[derive(Debug, Clone)]
enum Kind {
    Blur(f32),
    Bloom {
        threshold: f32,
        radius: f32,
        strength: f32,
    },
    Grain(f32),
    Pixelate(f32),
    /// One shader for every pixel.
    Pass(Pass),
}

/// Changes everything that has been drawn on the canvas until now; in [`Layer::paint`], everything on that layer.
///
/// # Panics
/// If a shader of one's own does not compile; the message says why.
pub fn filter(filter: &Filter) {
    if sheet::refuses("a filter") {
        return;
    }
    if let Some(ground) = Ground::now() {
        filter.0.apply(&ground);
    }
}

impl Layer {
    /// Changes everything that has been drawn on it until now.
    ///
    /// # Panics
    /// If a shader of one's own does not compile; the message says why.
    pub fn filter(&self, filter: &Filter) {
        filter.0.apply(&self.ground());
    }

    /// Takes a part of its opacity away, 0 to 1, and a 255th more, so that nothing stays for ever: done in each frame, what is
    /// drawn becomes a trail.
    pub fn fade(&self, part: f32) {
        if part > 0.0 {
            let pass = Pass::new(shaders::FADE, false);
            pass.with("part", &[part.min(1.0)]).change(&self.ground());
        }
    }
}

impl Filter {
    /// Blurs by a Gaussian whose standard deviation is `radius`, in units, as CSS's `blur()`. Beyond its edges the picture is
    /// mirrored.
    pub fn blur(radius: f32) -> Filter {
        Filter(Kind::Blur(radius))
    }

    /// Lets what is bright shine: of each colour, what is above `threshold`, 0 to 1, stretched to the whole range, is blurred
    /// as by [`blur`](Self::blur) and added `strength` times, as [`Blend::Screen`](crate::stage::names::Blend::Screen) adds.
    pub fn bloom(threshold: f32, radius: f32, strength: f32) -> Filter {
        Filter(Kind::Bloom {
            threshold,
            radius,
            strength,
        })
    }

    /// Film grain: grey noise with grains of one unit, another in each frame. At `strength` 1 it takes away or adds half of
    /// white at most; its standard deviation is a seventh.
    pub fn grain(strength: f32) -> Filter {
        Filter(Kind::Grain(strength))
    }

    /// Darkens toward the corners, which lose that part of their light, 0 to 1.
    pub fn vignette(strength: f32) -> Filter {
        Filter::pass(shaders::VIGNETTE).set("strength", strength)
    }

    /// Makes squares of that `side`, in units, each of the mean of its pixels, from the top left corner on.
    pub fn pixelate(side: f32) -> Filter {
        Filter(Kind::Pixelate(side))
    }

    /// Leaves so many steps of red, green and blue each, 2 at least.
    pub fn posterize(levels: u32) -> Filter {
        Filter::pass(shaders::POSTERIZE).set("steps", levels.max(2) as f32 - 1.0)
    }

    /// White where the luma (BT.709's, of the sRGB values) is `level` or more, 0 to 1, black elsewhere.
    pub fn threshold(level: f32) -> Filter {
        Filter::pass(shaders::THRESHOLD).set("level", level)
    }

    /// Without colours: each pixel has its luma (BT.709's).
    pub fn gray() -> Filter {
        Filter::pass(shaders::GRAY)
    }

    /// The opposite of each colour.
    pub fn invert() -> Filter {
        Filter::pass(shaders::INVERT)
    }

    /// Takes each pixel from somewhere else: where red of `by` is 1, from half of `distance`, in units, further right, where
    /// it is 0, from as far left; by green, from below and above. Grey, and nothing, leave it (SVG's `feDisplacementMap`).
    pub fn displace(by: &Layer, distance: f32) -> Filter {
        let filter = Filter::pass(shaders::DISPLACE).set("distance", distance);
        filter.layer("by", by)
    }

    /// A cheap lens: red is larger and blue smaller, by `distance` units in the corners.
    pub fn chromatic_aberration(distance: f32) -> Filter {
        Filter::pass(shaders::CHROMATIC_ABERRATION).set("distance", distance)
    }

    /// Keeps what lies where there is something on the other layer, as much as that is opaque. Where nothing is kept, a canvas
    /// without alpha is black.
    pub fn mask(by: &Layer) -> Filter {
        Filter::pass(shaders::MASK).layer("by", by)
    }

    /// A fragment shader of one's own in GLSL 100: the statements of its `main`; or functions and a `void main() { … }`; or a
    /// whole shader that begins with `#version`.
    ///
    /// It sets `gl_FragColor`, premultiplied by its alpha, and has `sampler2D canvas`, what is there now; `vec2 uv`, the place
    /// from the bottom left corner, 0 to 1; `vec2 size` in units; `float time` in seconds and `float playhead`; each parameter
    /// of the sketch under its name, with an underscore for what is no letter (a color as a `vec4`); and what
    /// [`set`](Self::set) and [`layer`](Self::layer) give it. A whole shader declares what it uses.
    pub fn shader(source: &str) -> Filter {
        Filter(Kind::Pass(Pass::new(source, true)))
    }

    /// Gives a shader a number as `uniform float NAME`, a vector or a colour as `vec2` to `vec4`, a list of them as an array,
    /// `uniform vec2 NAME[COUNT]`. What is to change from frame to frame is set so: a shader is compiled once for each source
    /// and each length of its lists, and the 64 that were used last are kept.
    ///
    /// # Panics
    /// For a list without elements.
    pub fn set(mut self, name: &str, value: impl Into<Uniform>) -> Filter {
        if let Kind::Pass(pass) = &mut self.0 {
            pass.set(name, value.into());
        }
        self
    }

    /// Gives a shader a layer, as `uniform sampler2D NAME`.
    pub fn layer(mut self, name: &str, layer: &Layer) -> Filter {
        if let Kind::Pass(pass) = &mut self.0 {
            pass.layer(name, layer);
        }
        self
    }

    fn pass(source: &str) -> Filter {
        Filter(Kind::Pass(Pass::new(source, false)))
    }
}

impl Kind {
    fn apply(&self, ground: &Ground) {
        match self {
            Kind::Blur(radius) => {
                let (blurred, span) = blur::blur(ground, radius * ground.density);
                if blurred.pass != ground.pass {
                    let pass = Pass::new(shaders::ENLARGE, false);
                    pass.with("span", &span).draw(&blurred, ground);
                }
            }
            Kind::Bloom {
                threshold,
                radius,
                strength,
            } => {
                let bright = scratch::picture(ground.pixels, 0);
                Pass::new(shaders::BRIGHT, false)
                    .with("threshold", &[threshold.clamp(0.0, 0.999)])
                    .draw(ground, &bright);
                let (glow, span) = blur::blur(&bright, radius * ground.density);
                Pass::new(shaders::GLOW, false)
                    .with("span", &span)
                    .with("strength", &[*strength])
                    .added()
                    .draw(&glow, ground);
            }
            Kind::Grain(strength) => {
                // Anywhere in the picture of grains, another place in each frame.
                let turn = frame().wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes();
                Pass::new(shaders::GRAIN, false)
                    .with("strength", &[*strength])
                    .with("offset", &[f32::from(turn[0]), f32::from(turn[1])])
                    .picture("grains", Picture::Texture(grains()))
                    .change(ground);
            }
            Kind::Pixelate(side) => pixelate(ground, side * ground.density),
            Kind::Pass(pass) => pass.change(ground),
        }
    }
}

/// With squares of so many pixels.
fn pixelate(ground: &Ground, side: f32) {
    if side.is_nan() || side <= 1.0 {
        return;
    }
    let (width, height) = ground.pixels;
    let side = side.min(width.max(height) as f32);
    let count = |pixels: u32| (pixels as f32 / side).ceil().max(1.0);
    let (columns, rows) = (count(width), count(height));
    let mean = |along: [f32; 2], count: f32, length: u32| {
        let pass = Pass::new(shaders::MEAN, false).with("along", &along);
        let pass = pass.with("side", &[side]).with("count", &[count]);
        pass.with("extent", &[length as f32])
    };
    let narrow = scratch::picture((columns as u32, height), 1);
    let small = scratch::picture((columns as u32, rows as u32), 2);
    mean([1.0, 0.0], columns, width).draw(ground, &narrow);
    mean([0.0, 1.0], rows, height).draw(&narrow, &small);
    Pass::new(shaders::SQUARES, false)
        .with("counts", &[columns, rows])
        .with("pixels", &[width as f32, height as f32])
        .with("side", &[side])
        .draw(&small, ground);
}

/// 256 × 256 pixels of noise: each the mean of four bytes by chance, always the same.
fn grains() -> Texture2D {
    thread_local! {
        static GRAINS: std::cell::OnceCell<Texture2D> = const { std::cell::OnceCell::new() };
    }
    let paint = || {
        let numbers = macroquad::rand::RandGenerator::new();
        numbers.srand(1);
        let grain = |_| {
            let sum: u32 = numbers.rand().to_le_bytes().map(u32::from).iter().sum();
            let gray = (sum / 4) as u8;
            [gray, gray, gray, 255]
        };
        let image = Image {
            width: GRAINS_SIDE,
            height: GRAINS_SIDE,
            bytes: (0..u32::from(GRAINS_SIDE).pow(2)).flat_map(grain).collect(),
        };
        let texture = Texture2D::from_image(&image);
        texture.set_filter(FilterMode::Nearest);
        texture
    };
    GRAINS.with(|grains| grains.get_or_init(paint).clone())
}

/// As the shader has it.
const GRAINS_SIDE: u16 = 256;
