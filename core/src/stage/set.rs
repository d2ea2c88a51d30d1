//! What a sketch has set: camera, material, how it blends.

use std::cell::RefCell;
use std::rc::Rc;

use macroquad::material::Material;
use macroquad::math::{Affine2, Mat4};
use macroquad::miniquad;
use macroquad::window::get_internal_gl;

use super::now::{Scene, scene};
use super::paint::{Blend, Surface};
use super::raster::Raster;
use crate::canvas::depth::Depth;

/// A camera as macroquad's own is told it.
#[derive(Clone, Copy)]
pub(super) struct View {
    pub matrix: Mat4,
    pub depth: bool,
    /// A target of the sketch's own; `None` is the canvas.
    pub own: Option<miniquad::RenderPass>,
    pub viewport: Option<(i32, i32, i32, i32)>,
    pub raster: Raster,
    /// The default camera, whose matrix follows the size of the canvas.
    pub is_default: bool,
}

impl View {
    /// The same on the canvas of today, which may have another size.
    pub fn renewed(self) -> View {
        match self.is_default {
            true => scene(Scene::default_view).unwrap_or(self),
            false => self,
        }
    }

    /// The same on another part of its target.
    pub fn with_viewport(self, viewport: Option<(i32, i32, i32, i32)>) -> View {
        let size = self
            .own
            .map(size_of)
            .or_else(|| scene(Scene::canvas_pixels));
        let (width, height) = size.unwrap_or((1, 1));
        let part = viewport.unwrap_or((0, 0, width, height));
        View {
            viewport,
            raster: Raster::new(self.matrix, part, self.depth),
            ..self
        }
    }

    /// The pixels under it; with `has_yielded`, under the camera that macroquad has set for its own things, if it has.
    pub fn raster_now(&self, has_yielded: bool) -> Raster {
        if !has_yielded {
            return self.raster;
        }
        // SAFETY: the reference to macroquad's context ends with this function, and nothing else of it is called.
        let gl = unsafe { get_internal_gl() }.quad_gl;
        let matrix = gl.get_projection_matrix();
        match matrix == self.matrix {
            true => self.raster,
            false => {
                let (width, height) = scene(Scene::canvas_pixels).unwrap_or((1, 1));
                Raster::new(matrix, (0, 0, width, height), gl.is_depth_test_enabled())
            }
        }
    }
}

impl Scene {
    /// Pixels of the canvas on one unit.
    pub fn density(&self) -> f32 {
        self.pixels.width() as f32 / self.size.width() as f32
    }

    /// Of the canvas, in pixels.
    pub fn canvas_pixels(&self) -> (i32, i32) {
        (self.pixels.width() as i32, self.pixels.height() as i32)
    }

    pub fn default_view(&self) -> View {
        let (width, height) = (self.size.width() as f32, self.size.height() as f32);
        let matrix = Mat4::orthographic_rh_gl(0.0, width, height, 0.0, -1.0, 1.0);
        let (across, down) = self.canvas_pixels();
        View {
            matrix,
            depth: false,
            own: None,
            viewport: None,
            raster: Raster::new(matrix, (0, 0, across, down), false),
            is_default: true,
        }
    }
}

pub(super) fn size_of(pass: miniquad::RenderPass) -> (i32, i32) {
    // SAFETY: the reference to macroquad's context ends with this function, so no second one is alive.
    let gl = unsafe { get_internal_gl() }.quad_context;
    let texture = gl.render_pass_texture(pass);
    let (width, height) = gl.texture_size(texture);
    (width as i32, height as i32)
}

/// How what is drawn comes to where it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Place {
    /// By the canvas's pass.
    #[default]
    Canvas,
    /// By framebuffer 0, which the canvas stands in for: so macroquad and all that is built on it behave as in a window.
    StandIn,
    /// By framebuffer 0, which is the window.
    Window,
}

/// What the sketch has set.
#[derive(Default)]
pub(super) struct Set {
    pub view: Option<View>,
    /// What shapes go through before they come to the camera.
    pub transform: Affine2,
    /// The pixels under both of them, where there is a transform.
    pub transformed: Option<Raster>,
    /// The layer that is painted on, which stands for the canvas.
    pub layer: Option<View>,
    /// Its depth buffer, for cameras that ask for one.
    pub layer_depth: Option<Rc<Depth>>,
    pub stack: Vec<View>,
    pub material: Option<Material>,
    /// What bars are painted with, if it is what the sketch draws with now instead of the default.
    pub bars: Option<Material>,
    pub blend: Blend,
    pub place: Place,
    pub is_unseen: bool,
    /// The frame is macroquad's now: its coroutines and nodes draw, and its UI.
    pub has_yielded: bool,
}

impl Set {
    pub fn surface(&self) -> Surface {
        Surface {
            blend: self.blend,
            depth: self.view.is_some_and(|view| view.depth),
            is_canvas: self.view.is_none_or(|view| view.own.is_none()),
        }
    }

    /// The pixels under the camera and the transform.
    pub fn raster(&self) -> Option<Raster> {
        match self.transformed {
            Some(transformed) if !self.has_yielded => Some(transformed),
            _ if self.transform == Affine2::IDENTITY => {
                Some(self.view?.raster_now(self.has_yielded))
            }
            _ => Some(
                self.view?
                    .raster_now(self.has_yielded)
                    .under(self.transform),
            ),
        }
    }

    /// Sees how the pixels lie, after the camera or the transform has changed.
    pub fn look(&mut self) {
        self.transformed = match (self.view, self.transform == Affine2::IDENTITY) {
            (Some(view), false) => Some(view.raster.under(self.transform)),
            _ => None,
        };
    }

    /// The layer's pass with depth, where `view` draws on it so.
    pub fn deep_layer(&self, view: &View) -> Option<Rc<Depth>> {
        let layer = self.layer.and_then(|layer| layer.own);
        let is_deep = view.depth && view.own.is_some() && view.own == layer;
        self.layer_depth.clone().filter(|_| is_deep)
    }

    /// What is drawn now is never seen.
    pub fn is_left_out(&self) -> bool {
        self.is_unseen && self.view.is_some_and(|view| view.own.is_none())
    }
}

thread_local! {
    pub(super) static SET: RefCell<Set> = RefCell::default();
}

/// Forgets what macroquad has batched, if it is for a canvas that nobody will see.
pub(super) fn leave_out() {
    if SET.with_borrow(Set::is_left_out) {
        // SAFETY: the reference to macroquad's context ends with this statement, so no second one is alive.
        unsafe { get_internal_gl() }.quad_gl.clear_draw_calls();
    }
}
