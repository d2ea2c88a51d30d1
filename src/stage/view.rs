//! Camera and material of the sketch, in macroquad's context while the sketch is being polled and kept between: a
//! sketch that sets them once before its loop finds them again. A program finds what it would find under macroquad.

use std::cell::RefCell;

use macroquad::camera as quad;
use macroquad::color::Color;
use macroquad::material::Material;
use macroquad::math::Mat4;
use macroquad::miniquad;
use macroquad::texture::RenderPass;
use macroquad::window::get_internal_gl;

use super::Onto;
use super::camera::{leave_bars, size_of, use_default_material, use_paint};
use super::now::{Scene, scene};
use super::paint::{Blend, Source, Surface};
use super::raster::Raster;
use crate::canvas::framebuffer;

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

    /// Tells macroquad, which draws first what is batched for the camera before.
    fn apply(self, place: Place) {
        leave_out();
        quad::set_camera(&self);
        let pass = self.own.or_else(|| self.pass_of(place));
        // SAFETY: the reference to macroquad's context ends with this statement, so no second one is alive.
        unsafe { get_internal_gl() }.quad_gl.render_pass(pass);
    }

    /// How macroquad draws on the canvas, or on what is instead of it; `None` is framebuffer 0.
    fn pass_of(self, place: Place) -> Option<miniquad::RenderPass> {
        if place == Place::Window {
            return None;
        }
        scene(|scene| {
            let pass = match self.depth {
                true => scene.canvas.pass_with_depth(),
                false => scene.canvas.pass(),
            };
            if place == Place::StandIn {
                // With depth the canvas is another framebuffer than before.
                framebuffer::stand_in(scene.canvas.framebuffer());
                return None;
            }
            Some(pass)
        })
        .flatten()
    }

    /// The same on another part of its target.
    pub fn with_viewport(self, viewport: Option<(i32, i32, i32, i32)>) -> View {
        let size = self.own.map(size_of).or_else(|| scene(Scene::canvas_size));
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
                let (width, height) = scene(Scene::canvas_size).unwrap_or((1, 1));
                Raster::new(matrix, (0, 0, width, height), gl.is_depth_test_enabled())
            }
        }
    }
}

impl quad::Camera for View {
    fn matrix(&self) -> Mat4 {
        self.matrix
    }
    fn depth_enabled(&self) -> bool {
        self.depth
    }
    /// macroquad's type of a pass cannot be made of miniquad's; [`View::apply`] sets it.
    fn render_pass(&self) -> Option<RenderPass> {
        None
    }
    fn viewport(&self) -> Option<(i32, i32, i32, i32)> {
        self.viewport
    }
}

impl Scene {
    /// Pixels of the canvas on one unit.
    pub fn density(&self) -> f32 {
        self.pixels.width() as f32 / self.size.width() as f32
    }

    /// Of the canvas, in pixels.
    pub fn canvas_size(&self) -> (i32, i32) {
        (self.pixels.width() as i32, self.pixels.height() as i32)
    }

    pub fn default_view(&self) -> View {
        let (width, height) = (self.size.width() as f32, self.size.height() as f32);
        let matrix = Mat4::orthographic_rh_gl(0.0, width, height, 0.0, -1.0, 1.0);
        let (across, down) = self.canvas_size();
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

/// How what is drawn comes to where it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Place {
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
    pub stack: Vec<View>,
    pub material: Option<Material>,
    /// What bars are painted with, if it is what the sketch draws with now instead of the default.
    pub bars: Option<Material>,
    pub blend: Blend,
    place: Place,
    is_unseen: bool,
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

/// Draws through `view` from here on.
pub(super) fn set(view: View) {
    view.apply(SET.with_borrow(|set| set.place));
    let is_default = SET.with_borrow_mut(|set| {
        set.view = Some(view);
        set.material.is_none()
    });
    if is_default {
        use_default_material();
    }
}

/// Draws what is batched; whether it goes onto the canvas, and not straight to the window.
pub(super) fn flush() -> bool {
    // SAFETY: the reference to macroquad's context ends with this statement, so no second one is alive.
    unsafe { get_internal_gl() }.flush();
    SET.with_borrow(|set| set.place != Place::Window)
}

/// Fills the canvas with one colour, and forgets what is batched, which that covers; whether the canvas is what is drawn
/// on.
pub(super) fn fill_canvas(color: Color) -> bool {
    let is_canvas = SET.with_borrow(|set| {
        let has_own_target = set.view.is_none_or(|view| view.own.is_some());
        set.place != Place::Window && !has_own_target && !set.has_yielded
    });
    if is_canvas {
        scene(|scene| scene.canvas.fill((color.r, color.g, color.b, color.a)));
        // SAFETY: the reference to macroquad's context ends with this statement, so no second one is alive.
        unsafe { get_internal_gl() }.quad_gl.clear_draw_calls();
    }
    is_canvas
}

/// The sketch has drawn its frame. What macroquad draws until the next one is for the canvas too, but no longer by
/// way of framebuffer 0, which is the window again.
pub(super) fn yield_frame() {
    let view = SET.with_borrow_mut(|set| {
        set.has_yielded = true;
        if set.place == Place::StandIn {
            set.place = Place::Canvas;
        }
        set.view
    });
    if let Some(view) = view {
        view.apply(SET.with_borrow(|set| set.place));
    }
    leave_bars();
    framebuffer::stand_in(0);
}

/// What a sketch has set, while macroquad's context serves the window.
pub(super) struct Kept(Set);

impl Kept {
    /// Before the first frame: the default camera and material.
    pub fn at_start() -> Kept {
        Kept(Set {
            view: scene(Scene::default_view),
            ..Set::default()
        })
    }

    /// Draws what is batched, and hands macroquad's context back to the window.
    pub fn take() -> Kept {
        leave_out();
        // It draws with the camera before, first.
        quad::set_default_camera();
        macroquad::material::gl_use_default_material();
        let mut kept = SET.take();
        kept.bars = None;
        if scene(|scene| scene.is_program) == Some(true) {
            // macroquad itself forgets these at the end of each frame, where it draws its nodes and its UI.
            kept.material = None;
            kept.view = kept.view.map(|view| view.with_viewport(None));
        }
        Kept(kept)
    }

    /// Gives the context to the sketch again.
    pub fn restore(&mut self, onto: Onto) {
        let mut kept = std::mem::take(&mut self.0);
        kept.is_unseen = onto == Onto::Nothing;
        kept.has_yielded = false;
        kept.place = match onto {
            Onto::Window => Place::Window,
            _ if scene(Scene::can_stand_in) == Some(true) => Place::StandIn,
            _ => Place::Canvas,
        };
        kept.view = kept.view.map(View::renewed);
        if let Some(view) = kept.view {
            if kept.place == Place::StandIn {
                // Also where the view has a target of its own: the sketch may draw on framebuffer 0 itself.
                scene(|scene| framebuffer::stand_in(scene.canvas.framebuffer()));
            }
            view.apply(kept.place);
        }
        match &kept.material {
            Some(material) => macroquad::material::gl_use_material(material),
            None => use_paint(Source::Texture, kept.surface()),
        }
        SET.set(kept);
    }
}

impl Scene {
    /// Whether the canvas can be framebuffer 0: miniquad takes the window's size for that one's.
    fn can_stand_in(&self) -> bool {
        let (width, height) = miniquad::window::screen_size();
        framebuffer::can_stand_in() && (width as i32, height as i32) == self.canvas_size()
    }
}
