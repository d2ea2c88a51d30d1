//! Cameras that end on the canvas, never on the bare window.

use std::cell::Cell;

use macroquad::camera as quad;
use macroquad::camera::{Camera2D, Camera3D};
use macroquad::color::Color;
use macroquad::math::Mat4;
use macroquad::texture::RenderPass;

use super::now::{Scene, scene};
use super::raster::Raster;
use super::set::{SET, Set, View, leave_out, size_of};
use super::view::{fill_canvas, set};

/// What [`set_camera`] takes: macroquad's trait of the same name, which knows the canvas too.
pub trait Camera {
    /// From the camera's world to clip space, y up as in a window.
    fn matrix(&self) -> Mat4;
    /// Whether what is nearer hides what is farther.
    fn depth_enabled(&self) -> bool;
    /// Where it draws; `None` is the canvas.
    fn render_pass(&self) -> Option<RenderPass>;
    /// The part it draws to: x, y from the bottom left, width, height.
    fn viewport(&self) -> Option<(i32, i32, i32, i32)>;
}

impl Camera for Camera2D {
    fn matrix(&self) -> Mat4 {
        quad::Camera::matrix(self)
    }
    fn depth_enabled(&self) -> bool {
        quad::Camera::depth_enabled(self)
    }
    fn render_pass(&self) -> Option<RenderPass> {
        quad::Camera::render_pass(self)
    }
    fn viewport(&self) -> Option<(i32, i32, i32, i32)> {
        self.viewport
    }
}

impl Camera for Camera3D {
    fn matrix(&self) -> Mat4 {
        // macroquad would take the aspect of the window.
        let layer = SET.with_borrow(|set| set.layer.and_then(|layer| layer.own));
        let canvas = || scene(|scene| (scene.size.width() as i32, scene.size.height() as i32));
        let size = layer.map(size_of).or_else(canvas);
        let aspect = match (self.aspect, &self.render_target) {
            (None, None) => size.map(|(width, height)| width as f32 / height as f32),
            (aspect, _) => aspect,
        };
        quad::Camera::matrix(&Camera3D {
            aspect,
            render_target: self.render_target.clone(),
            ..*self
        })
    }
    fn depth_enabled(&self) -> bool {
        quad::Camera::depth_enabled(self)
    }
    fn render_pass(&self) -> Option<RenderPass> {
        quad::Camera::render_pass(self)
    }
    fn viewport(&self) -> Option<(i32, i32, i32, i32)> {
        self.viewport
    }
}

/// Draws through `camera` from here on: onto its own render target if it has one, else onto the canvas.
pub fn set_camera(camera: &dyn Camera) {
    let Some(scene) = scene(Scene::clone) else {
        return;
    };
    let depth = camera.depth_enabled();
    let target = camera.render_pass().map(|pass| pass.raw_miniquad_id());
    let layer = SET.with_borrow(|set| set.layer.and_then(|layer| layer.own));
    let (own, size, density) = match (target, layer) {
        (Some(target), _) => (Some(target), size_of(target), 1.0),
        (None, Some(layer)) => (Some(layer), size_of(layer), scene.density()),
        (None, None) => (None, scene.canvas_pixels(), scene.density()),
    };
    let scaled = |n: i32| (n as f32 * density).round() as i32;
    let viewport = camera
        .viewport()
        .map(|(x, y, width, height)| (scaled(x), scaled(y), scaled(width), scaled(height)));
    let matrix = camera.matrix();
    let all = (0, 0, size.0, size.1);
    set(View {
        matrix,
        depth,
        own,
        viewport,
        raster: Raster::new(matrix, viewport.unwrap_or(all), depth),
        is_default: false,
    });
}

/// One unit is one pixel of the canvas, the origin its top left corner.
pub fn set_default_camera() {
    let layer = SET.with_borrow(|set| set.layer);
    if let Some(view) = layer.or_else(|| scene(Scene::default_view)) {
        set(view);
    }
}

/// Remembers the camera for [`pop_camera_state`].
pub fn push_camera_state() {
    SET.with_borrow_mut(|set| set.stack.extend(set.view));
}

/// Goes back to the camera of the last [`push_camera_state`]. In a program it keeps the viewport of the camera before,
/// as macroquad does.
pub fn pop_camera_state() {
    let (popped, current) = SET.with_borrow_mut(|set| (set.stack.pop(), set.view));
    if let Some(view) = popped {
        let view = view.renewed();
        set(match (current, scene(|scene| scene.is_program)) {
            (Some(current), Some(true)) => view.with_viewport(current.viewport),
            _ => view,
        });
    }
}

thread_local! {
    /// How often the canvas has been filled with one colour.
    static CLEARS: Cell<u64> = const { Cell::new(0) };
}

/// What is drawn now, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Canvased {
    /// On the canvas.
    Flat,
    /// On the canvas, by a camera that hides what is behind something else.
    Deep,
    /// On a part of the canvas.
    Part,
    /// Nowhere.
    Unseen,
    /// On another target, or by macroquad at the end of the frame.
    Elsewhere,
}

/// Where what is drawn now comes.
pub(crate) fn canvased() -> Canvased {
    SET.with_borrow(|set| match set.view {
        Some(view) if view.own.is_none() && !set.has_yielded => match (set.is_unseen, view.depth) {
            (true, _) => Canvased::Unseen,
            (false, true) => Canvased::Deep,
            (false, false) if view.viewport.is_some() => Canvased::Part,
            (false, false) => Canvased::Flat,
        },
        _ => Canvased::Elsewhere,
    })
}

/// How often the canvas has been filled with one colour.
pub(crate) fn clears() -> u64 {
    CLEARS.get()
}

/// Fills the canvas, or the camera's render target, with one colour.
pub fn clear_background(color: Color) {
    let own = SET.with_borrow(|set| set.view.and_then(|view| view.own));
    let layer = SET.with_borrow(|set| set.layer.and_then(|layer| layer.own));
    // What is on a layer, and on a canvas that keeps its transparency, is premultiplied.
    let is_premultiplied = match own {
        Some(_) => own == layer,
        None => scene(|scene| scene.canvas.has_alpha()) == Some(true),
    };
    let color = match is_premultiplied {
        true => Color::new(
            color.r * color.a,
            color.g * color.a,
            color.b * color.a,
            color.a,
        ),
        false => color,
    };
    if SET.with_borrow(|set| set.view.is_none_or(|view| view.own.is_none())) {
        CLEARS.set(CLEARS.get() + 1);
    }
    if SET.with_borrow(Set::is_left_out) {
        leave_out();
    } else if !fill_canvas(color) {
        macroquad::window::clear_background(color);
        let is_deep = SET.with_borrow(|set| set.view.is_some_and(|view| view.depth));
        if own.is_some() && own == layer && !is_deep {
            // What has depth by another camera only: a camera with depth has cleared its own.
            let depth = SET.with_borrow(|set| set.layer_depth.clone());
            depth.inspect(|depth| depth.clear());
        }
    }
}

/// The same also while nothing that is drawn is seen, for what macroquad keeps from one frame to the next.
pub(crate) fn any_raster() -> Option<Raster> {
    SET.with_borrow(Set::raster)
}

/// The pixels under the camera that is set; `None` while nothing that is drawn is seen.
pub(crate) fn raster() -> Option<Raster> {
    SET.with_borrow(|set| match set.is_left_out() {
        true => None,
        false => set.raster(),
    })
}
