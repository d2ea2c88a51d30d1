//! The pixels that are drawn on, for what changes them as a whole.

use std::collections::BTreeMap;

use macroquad::math::{Vec2, vec2};
use macroquad::miniquad::{RenderPass, TextureId};
use macroquad::window::get_internal_gl;

use super::host;
use super::now::{Scene, moment, scene};
use super::parameters::Value;
use super::set::{Place, SET, Set, size_of};
use super::shadow::playhead;
use super::view::flush;

/// A picture on the GPU. Its rows lie bottom-up, and its colours are premultiplied.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ground {
    pub pass: RenderPass,
    pub texture: TextureId,
    /// Width and height.
    pub pixels: (u32, u32),
    /// Pixels on one unit.
    pub density: f32,
    /// It keeps no transparency: what its alpha is means nothing.
    pub is_opaque: bool,
}

impl Ground {
    /// The canvas, or the target that the camera draws on, with everything that has been drawn until now. `None` where
    /// nobody will see it.
    pub fn now() -> Option<Ground> {
        if SET.with_borrow(Set::is_left_out) {
            return None;
        }
        let (own, place) = SET.with_borrow(|set| (set.view.and_then(|view| view.own), set.place));
        if own.is_none() {
            host::need_canvas();
            if place == Place::Window {
                return None;
            }
        }
        let density = scene(Scene::density)?;
        match own {
            Some(pass) => Some(Ground::of(pass, density)),
            None => scene(|scene| {
                scene.canvas.smooth();
                Ground {
                    is_opaque: !scene.canvas.has_alpha(),
                    ..Ground::of(scene.canvas.pass(), density)
                }
            }),
        }
    }

    /// That of a target, with everything that has been drawn on it until now.
    pub fn of(pass: RenderPass, density: f32) -> Ground {
        flush();
        // SAFETY: the reference to macroquad's context ends with this statement, so no second one is alive.
        let texture = unsafe { get_internal_gl() }
            .quad_context
            .render_pass_texture(pass);
        let (width, height) = size_of(pass);
        Ground {
            pass,
            texture,
            pixels: (width as u32, height as u32),
            density,
            is_opaque: false,
        }
    }

    /// Width and height in units.
    pub fn size(&self) -> Vec2 {
        vec2(self.pixels.0 as f32, self.pixels.1 as f32) / self.density
    }
}

/// What a shader of the sketch's own is told by itself: the clock, and each parameter that is a number or a colour, under
/// its name with an underscore for what no name in GLSL has.
pub(crate) fn told() -> BTreeMap<String, Vec<f32>> {
    let mut told = BTreeMap::from([
        ("time".to_owned(), vec![moment().time as f32]),
        ("playhead".to_owned(), vec![playhead()]),
    ]);
    scene(|scene| {
        for (name, value) in scene.parameters.borrow().named() {
            let numbers = match value {
                Value::Number(number) => vec![number as f32],
                Value::Toggle(is_on) | Value::Button(is_on) => vec![f32::from(u8::from(is_on))],
                Value::Choice(index) => vec![index as f32],
                Value::Color(color) => color.to_vec().to_array().to_vec(),
                Value::Text(_) => continue,
            };
            let plain = |letter: char| match letter.is_ascii_alphanumeric() {
                true => letter,
                false => '_',
            };
            let name = name.chars().map(plain).collect();
            told.entry(name).or_insert(numbers);
        }
    });
    told
}

/// A frame's number, for what changes by itself from frame to frame.
pub(crate) fn frame() -> u64 {
    moment().index
}
