//! Cameras and materials that end on the canvas, never on the bare window, and stay set from frame to frame.

use std::cell::RefCell;

use macroquad::camera as quad;
use macroquad::camera::{Camera2D, Camera3D};
use macroquad::color::Color;
use macroquad::material::Material;
use macroquad::math::Mat4;
use macroquad::miniquad;
use macroquad::texture::RenderPass;
use macroquad::window::get_internal_gl;

use super::Drawing;
use super::now::{Scene, scene};
use super::paint::{Blend, Source, Surface};
use super::raster::Raster;

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
        let canvas = || scene(|scene| scene.size.width() as f32 / scene.size.height() as f32);
        let aspect = match (self.aspect, &self.render_target) {
            (None, None) => canvas(),
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
    let own = camera.render_pass();
    let (pass, density) = match &own {
        Some(own) => (own.raw_miniquad_id(), 1.0),
        None if depth => (scene.canvas.pass_with_depth(), scene.density()),
        None => (scene.canvas.pass(), scene.density()),
    };
    let scaled = |n: i32| (n as f32 * density).round() as i32;
    let viewport = camera
        .viewport()
        .map(|(x, y, width, height)| (scaled(x), scaled(y), scaled(width), scaled(height)));
    let (width, height) = match own {
        Some(_) => size_of(pass),
        None => (scene.pixels.width(), scene.pixels.height()),
    };
    let matrix = camera.matrix();
    let all = (0, 0, width as i32, height as i32);
    set(View {
        matrix,
        depth,
        pass,
        is_canvas: own.is_none(),
        viewport,
        raster: Raster::new(matrix, viewport.unwrap_or(all), depth),
    });
}

fn size_of(pass: miniquad::RenderPass) -> (u32, u32) {
    // SAFETY: the reference to macroquad's context ends with this function, so no second one is alive.
    let gl = unsafe { get_internal_gl() }.quad_context;
    let texture = gl.render_pass_texture(pass);
    gl.texture_size(texture)
}

/// One unit is one pixel of the canvas, the origin its top left corner.
pub fn set_default_camera() {
    if let Some(view) = scene(Scene::default_view) {
        set(view);
    }
}

/// Remembers the camera for [`pop_camera_state`].
pub fn push_camera_state() {
    SET.with_borrow_mut(|set| set.stack.extend(set.view));
}

/// Goes back to the camera of the last [`push_camera_state`].
pub fn pop_camera_state() {
    if let Some(view) = SET.with_borrow_mut(|set| set.stack.pop()) {
        set(view);
    }
}

/// Draws with `material` from here on.
pub fn gl_use_material(material: &Material) {
    SET.with_borrow_mut(|set| set.material = Some(material.clone()));
    macroquad::material::gl_use_material(material);
}

/// Draws with macroquad's own material again.
pub fn gl_use_default_material() {
    SET.with_borrow_mut(|set| set.material = None);
    use_default_material();
}

/// How everything is blended that is drawn from here on, until another mode is set; a material of the sketch's own
/// blends as it says itself.
pub fn set_blend(blend: Blend) {
    SET.with_borrow_mut(|set| set.blend = blend);
    if has_default_material() {
        use_default_material();
    }
}

/// The material that a sketch draws with when it has set none.
fn use_default_material() {
    use_paint(Source::Texture, SET.with_borrow(Set::surface));
}

fn use_paint(source: Source, surface: Surface) {
    match scene(|scene| scene.paints.material(source, surface)).flatten() {
        Some(material) => macroquad::material::gl_use_material(&material),
        None => macroquad::material::gl_use_default_material(),
    }
}

/// Runs `draw` with a material whose colours come from `source`; with the sketch's own, if it has set one.
pub(crate) fn painted(source: Source, draw: impl FnOnce()) {
    let is_default = has_default_material();
    if is_default {
        use_paint(source, SET.with_borrow(Set::surface));
    }
    draw();
    if is_default {
        use_default_material();
    }
}

/// Whether the sketch has set no material of its own.
pub(crate) fn has_default_material() -> bool {
    SET.with_borrow(|set| set.material.is_none())
}

/// The pixels under the camera that is set; `None` while nothing that is drawn is seen.
pub(crate) fn raster() -> Option<Raster> {
    SET.with_borrow(|set| match set.view {
        Some(view) if !set.is_left_out() => Some(view.raster),
        _ => None,
    })
}

/// A camera as macroquad's own is told it.
#[derive(Clone, Copy)]
struct View {
    matrix: Mat4,
    depth: bool,
    pass: miniquad::RenderPass,
    /// The pass is the canvas's.
    is_canvas: bool,
    viewport: Option<(i32, i32, i32, i32)>,
    raster: Raster,
}

impl View {
    /// Tells macroquad, which draws first what is batched for the camera before.
    fn apply(self) {
        leave_out();
        quad::set_camera(&self);
        // SAFETY: the reference to macroquad's context ends with this statement, so no second one is alive.
        unsafe { get_internal_gl() }
            .quad_gl
            .render_pass(Some(self.pass));
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
    fn density(&self) -> f32 {
        self.pixels.width() as f32 / self.size.width() as f32
    }

    fn default_view(&self) -> View {
        let (width, height) = (self.size.width() as f32, self.size.height() as f32);
        let matrix = Mat4::orthographic_rh_gl(0.0, width, height, 0.0, -1.0, 1.0);
        let (across, down) = (self.pixels.width() as i32, self.pixels.height() as i32);
        View {
            matrix,
            depth: false,
            pass: self.canvas.pass(),
            is_canvas: true,
            viewport: None,
            raster: Raster::new(matrix, (0, 0, across, down), false),
        }
    }
}

/// What the sketch has set, in macroquad's context too while the sketch is being polled.
#[derive(Default)]
struct Set {
    view: Option<View>,
    stack: Vec<View>,
    material: Option<Material>,
    blend: Blend,
    leaves_out: bool,
}

impl Set {
    fn surface(&self) -> Surface {
        Surface {
            blend: self.blend,
            depth: self.view.is_some_and(|view| view.depth),
            is_canvas: self.view.is_none_or(|view| view.is_canvas),
        }
    }

    /// What is drawn now is never seen.
    fn is_left_out(&self) -> bool {
        self.leaves_out && self.view.is_some_and(|view| view.is_canvas)
    }
}

/// Forgets what macroquad has batched, if it is for a canvas that nobody will see.
fn leave_out() {
    if SET.with_borrow(Set::is_left_out) {
        // SAFETY: the reference to macroquad's context ends with this statement, so no second one is alive.
        unsafe { get_internal_gl() }.quad_gl.clear_draw_calls();
    }
}

/// Fills the canvas, or the camera's render target, with one colour.
pub fn clear_background(color: Color) {
    if SET.with_borrow(Set::is_left_out) {
        leave_out();
    } else {
        macroquad::window::clear_background(color);
    }
}

thread_local! {
    static SET: RefCell<Set> = RefCell::default();
}

fn set(view: View) {
    view.apply();
    let is_default = SET.with_borrow_mut(|set| {
        set.view = Some(view);
        set.material.is_none()
    });
    if is_default {
        use_default_material();
    }
}

/// Camera and material of the sketch while macroquad's context serves the window: a sketch that sets them once
/// before its loop finds them again.
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
        Kept(SET.take())
    }

    /// Gives the context to the sketch again.
    pub fn restore(&mut self, drawing: Drawing) {
        let mut kept = std::mem::take(&mut self.0);
        kept.leaves_out = drawing == Drawing::LeftOut;
        if let Some(view) = kept.view {
            view.apply();
        }
        match &kept.material {
            Some(material) => macroquad::material::gl_use_material(material),
            None => use_paint(Source::Texture, kept.surface()),
        }
        SET.set(kept);
    }
}
