//! One shader that goes over every pixel of a picture.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use macroquad::miniquad::{BlendFactor, BlendState, BlendValue, Equation, TextureId, UniformDesc};
use macroquad::texture::Texture2D;

use super::kept::Kept;
use super::uniform::Uniform;
use super::words::{is_named, is_taken};
use super::{scratch, shaders};
use crate::canvas::shader::Shader;
use crate::draw::layer::Layer;
use crate::stage::ground::{Ground, told};

/// A shader with what it is told.
#[derive(Debug, Clone)]
pub(super) struct Pass {
    /// What is in its `main`, or that with functions before it, or all of it.
    source: Rc<str>,
    uniforms: BTreeMap<String, Uniform>,
    pictures: BTreeMap<String, Picture>,
    /// It is the sketch's own, and is told what the sketch knows.
    is_own: bool,
    /// What it says is added to what is there, as light of two projectors is.
    is_added: bool,
}

/// What is sampled beside the picture itself.
#[derive(Debug, Clone)]
pub(super) enum Picture {
    Layer(Layer),
    Texture(Texture2D),
}

impl Picture {
    fn texture(&self) -> TextureId {
        match self {
            // With what is still to be drawn on it.
            Picture::Layer(layer) => layer.ground().texture,
            Picture::Texture(texture) => texture.raw_miniquad_id(),
        }
    }
}

thread_local! {
    /// By their source, and what they are told.
    static COMPILED: RefCell<Kept<Shader>> = const { RefCell::new(Kept::new(MOST)) };
}

/// Shaders that are kept.
const MOST: usize = 64;

impl Pass {
    pub fn new(source: &str, is_own: bool) -> Pass {
        Pass {
            source: source.into(),
            uniforms: BTreeMap::new(),
            pictures: BTreeMap::new(),
            is_own,
            is_added: false,
        }
    }

    pub fn set(&mut self, name: &str, uniform: Uniform) {
        self.uniforms.insert(name.to_owned(), uniform);
    }

    pub fn layer(&mut self, name: &str, layer: &Layer) {
        let picture = Picture::Layer(layer.clone());
        self.pictures.insert(name.to_owned(), picture);
    }

    pub fn with(mut self, name: &str, numbers: &[f32]) -> Pass {
        self.set(name, Uniform::vector(numbers));
        self
    }

    pub fn picture(mut self, name: &str, picture: Picture) -> Pass {
        self.pictures.insert(name.to_owned(), picture);
        self
    }

    pub fn added(mut self) -> Pass {
        self.is_added = true;
        self
    }

    /// Changes a picture: a shader cannot write where it reads.
    pub fn change(&self, ground: &Ground) {
        let is_ground = |picture: &Picture| picture.texture() == ground.texture;
        let reads = !self.is_own
            || is_named(&self.source, "canvas")
            || self.pictures.values().any(is_ground);
        if !reads {
            return self.draw(&scratch::picture((1, 1), 0), ground);
        }
        let before = scratch::picture(ground.pixels, 0);
        let before = Ground {
            is_opaque: ground.is_opaque,
            ..before
        };
        let span = [1.0, 1.0];
        let copy = Pass::new(shaders::ENLARGE, false).with("span", &span);
        copy.draw(ground, &before);
        self.draw(&before, ground);
    }

    /// Draws over all of `onto` what the shader makes of `from`.
    pub fn draw(&self, from: &Ground, onto: &Ground) {
        let uniforms = self.told(from, onto);
        let mut pictures = vec![from.texture];
        // What is drawn on cannot be read meanwhile; `from` is what was there.
        let read = |picture: &Picture| match picture.texture() {
            own if own == onto.texture => from.texture,
            other => other,
        };
        pictures.extend(self.pictures.values().map(read));
        let fragment = self.fragment(&uniforms);
        let layout: Vec<UniformDesc> = uniforms.iter().map(|(name, it)| it.desc(name)).collect();
        let numbers: Vec<f32> = uniforms
            .values()
            .flat_map(|it| it.numbers().iter().copied())
            .collect();
        COMPILED.with_borrow_mut(|compiled| {
            let names = self.pictures.keys();
            let key = format!("{} {names:?} {layout:?} {fragment}", self.is_added);
            let (shader, forgotten) = compiled.get(key, || self.compile(&fragment, layout));
            shader.draw(onto.pass, &pictures, &numbers);
            if let Some(shader) = forgotten {
                shader.forget();
            }
        });
    }

    /// Everything that its source speaks of.
    fn told(&self, from: &Ground, onto: &Ground) -> BTreeMap<String, Uniform> {
        let mut uniforms = self.uniforms.clone();
        let mut tell = |name: &str, numbers: &[f32]| {
            let known = uniforms.entry(name.to_owned());
            known.or_insert_with(|| Uniform::vector(numbers));
        };
        let size = onto.size();
        tell("size", &[size.x, size.y]);
        if self.is_own {
            for (name, value) in told() {
                tell(&name, &value);
            }
        } else {
            let pixels = [from.pixels.0 as f32, from.pixels.1 as f32];
            tell("pixels", &pixels);
            tell("texel", &pixels.map(f32::recip));
            tell("density", &[onto.density]);
        }
        uniforms.retain(|name, _| {
            let is_free = !is_taken(name) && !self.pictures.contains_key(name);
            is_free && is_named(&self.source, name)
        });
        if !self.is_own {
            let opaque = f32::from(u8::from(from.is_opaque));
            uniforms.insert("opaque".to_owned(), opaque.into());
        }
        uniforms
    }

    /// The whole shader.
    fn fragment(&self, uniforms: &BTreeMap<String, Uniform>) -> String {
        let mut lines = self.source.lines().map(str::trim_start);
        if lines.any(|line| line.starts_with("#version")) {
            return self.source.to_string();
        }
        let uniforms = uniforms.iter();
        let uniforms: String = uniforms.map(|(name, it)| it.declared(name)).collect();
        let pictures = self.pictures.keys();
        let pictures: String = pictures
            .map(|name| format!("uniform sampler2D {name};\n"))
            .collect();
        let (head, source) = (shaders::HEAD, &self.source);
        let functions = if self.is_own { "" } else { shaders::FUNCTIONS };
        let begin = format!("{head}{uniforms}{pictures}{functions}");
        match source.contains("void main") {
            true => format!("{begin}{source}"),
            false => format!("{begin}void main() {{\n{source}\n}}"),
        }
    }

    fn compile(&self, fragment: &str, uniforms: Vec<UniformDesc>) -> Shader {
        let mut samplers = vec!["canvas".to_owned()];
        samplers.extend(self.pictures.keys().cloned());
        let blending = self.is_added.then(|| {
            let over = |what| {
                let rest = BlendFactor::OneMinusValue(what);
                BlendState::new(Equation::Add, BlendFactor::One, rest)
            };
            (over(BlendValue::SourceColor), over(BlendValue::SourceAlpha))
        });
        match Shader::new(fragment, &samplers, uniforms, blending) {
            Ok(shader) => shader,
            Err(why) => panic!("the shader of a filter does not compile: {}", why.trim()),
        }
    }
}
