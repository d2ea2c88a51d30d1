//! Drawing on a target of one's own for a while: what the sketch has set is set again after it.

use std::rc::Rc;

use macroquad::camera as quad;
use macroquad::material::Material;
use macroquad::math::{Affine2, Mat4, Vec2};
use macroquad::miniquad::RenderPass;
use macroquad::window::get_internal_gl;

use super::material::{gl_use_material, set_blend};
use super::now::{Scene, scene};
use super::paint::Blend;
use super::raster::Raster;
use super::set::{SET, View, size_of};
use super::transform::set_transform;
use super::view::set;
use crate::canvas::depth::Depth;

/// x and y from the bottom left, width, height, in pixels.
type Viewport = Option<(i32, i32, i32, i32)>;

/// Until it is dropped, everything is drawn on the target, which stands for the canvas: also what a camera without a target
/// of its own shows.
pub(crate) struct Aside {
    view: View,
    layer: Option<View>,
    layer_depth: Option<Rc<Depth>>,
    transform: Affine2,
    material: Option<Material>,
    blend: Blend,
    /// It was a camera of macroquad's own, which draws nodes at the end of a frame, with this viewport.
    macroquads: Option<Viewport>,
}

impl Aside {
    /// Draws on the target of `pass`, which is `size` units, from its top left corner on; without a transform, with the
    /// default material, blended normally. A camera that asks for depth draws with `depth`. `None` outside of a sketch.
    pub fn begin(pass: RenderPass, depth: &Rc<Depth>, size: Vec2) -> Option<Aside> {
        let before = SET.with_borrow_mut(|set| {
            Some(Aside {
                view: set.view?,
                layer: set.layer,
                layer_depth: set.layer_depth.replace(depth.clone()),
                transform: set.transform,
                material: set.material.take(),
                blend: set.blend,
                macroquads: set.has_yielded.then(viewport),
            })
        })?;
        if before.macroquads.is_some() {
            quad::push_camera_state();
        }
        set_blend(Blend::Normal);
        let matrix = Mat4::orthographic_rh_gl(0.0, size.x, size.y, 0.0, -1.0, 1.0);
        let (width, height) = size_of(pass);
        let layer = View {
            matrix,
            depth: false,
            own: Some(pass),
            viewport: None,
            raster: Raster::new(matrix, (0, 0, width, height), false),
            is_default: false,
        };
        SET.with_borrow_mut(|set| set.layer = Some(layer));
        set(layer);
        // What was drawn with it before has come to the layer by now.
        depth.clear();
        set_transform(Affine2::IDENTITY);
        Some(before)
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        SET.with_borrow_mut(|set| {
            set.layer = self.layer;
            set.layer_depth = self.layer_depth.take();
        });
        set(self.view.renewed());
        if let Some(viewport) = self.macroquads {
            quad::pop_camera_state();
            // SAFETY: the reference to macroquad's context ends with this statement, so no second one is alive.
            unsafe { get_internal_gl() }.quad_gl.viewport(viewport);
        }
        set_transform(self.transform);
        match self.material.take() {
            Some(material) => gl_use_material(&material),
            None => SET.with_borrow_mut(|set| set.material = None),
        }
        set_blend(self.blend);
    }
}

/// What part of its target macroquad's camera draws to; `None` is all of it.
fn viewport() -> Viewport {
    // SAFETY: the reference to macroquad's context ends with this statement, so no second one is alive.
    let viewport = unsafe { get_internal_gl() }.quad_gl.get_viewport();
    // Where none is set, macroquad names the window, in its own units.
    let window = [
        macroquad::window::screen_width(),
        macroquad::window::screen_height(),
    ];
    let [width, height] = window.map(|length| length as i32);
    Some(viewport).filter(|viewport| *viewport != (0, 0, width, height))
}

/// The target of its own that what is drawn now is drawn on.
pub(crate) fn drawn_on() -> Option<RenderPass> {
    SET.with_borrow(|set| set.view.and_then(|view| view.own))
}

/// Units and pixels of the canvas. `None` outside of a sketch.
pub(crate) fn canvas_extent() -> Option<(Vec2, (u32, u32))> {
    scene(|scene: &Scene| {
        let size = Vec2::new(scene.size.width() as f32, scene.size.height() as f32);
        (size, (scene.pixels.width(), scene.pixels.height()))
    })
}

/// Units and pixels of what stands for the canvas now. `None` outside of a sketch.
pub(crate) fn ground_extent() -> Option<(Vec2, (u32, u32))> {
    let layer = SET.with_borrow(|set| set.layer.and_then(|layer| Some((layer.own?, layer.raster))));
    let Some((pass, raster)) = layer else {
        return canvas_extent();
    };
    let (width, height) = size_of(pass);
    let pixels = Vec2::new(width as f32, height as f32);
    Some((pixels / raster.density(), (width as u32, height as u32)))
}
