//! Camera and material of the sketch, in macroquad's context while the sketch is being polled and kept between: a
//! sketch that sets them once before its loop finds them again. A program finds what it would find under macroquad.

use macroquad::camera as quad;
use macroquad::color::Color;
use macroquad::math::{Affine2, Mat4};
use macroquad::miniquad;
use macroquad::texture::RenderPass;
use macroquad::window::get_internal_gl;

use super::Onto;
use super::material::{leave_bars, use_default_material, use_paint};
use super::now::{Scene, scene};
use super::paint::Source;
use super::set::{Place, SET, Set, View, leave_out};
use crate::canvas::framebuffer;

impl View {
    /// Tells macroquad, which draws first what is batched for the camera before.
    fn apply(self, place: Place) {
        leave_out();
        quad::set_camera(&self);
        let deep = SET.with_borrow(|set| set.deep_layer(&self));
        let pass = match deep {
            Some(depth) => Some(depth.pass()),
            None => self.own.or_else(|| self.pass_of(place)),
        };
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

/// Draws through `view` from here on.
pub(super) fn set(view: View) {
    view.apply(SET.with_borrow(|set| set.place));
    let is_default = SET.with_borrow_mut(|set| {
        set.view = Some(view);
        set.look();
        set.material.is_none()
    });
    if is_default {
        use_default_material();
    }
}

/// Draws what is batched; whether it goes onto the canvas, and not straight to the window.
pub(super) fn flush() -> bool {
    leave_out();
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
        (set.transform, set.transformed) = (Affine2::IDENTITY, None);
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
        (kept.transform, kept.transformed) = (Affine2::IDENTITY, None);
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
        framebuffer::can_stand_in() && (width as i32, height as i32) == self.canvas_pixels()
    }
}
