//! Cameras and materials that end on the canvas, never on the bare window.

use macroquad::camera as quad;
use macroquad::camera::{Camera2D, Camera3D};
use macroquad::color::Color;
use macroquad::material::Material;
use macroquad::math::Mat4;
use macroquad::miniquad;
use macroquad::texture::RenderPass;
use macroquad::window::get_internal_gl;

use super::now::{Scene, scene};
use super::paint::{Blend, Source, Surface};
use super::raster::Raster;
use super::view::{SET, Set, View, fill_canvas, leave_out, set};

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
    let own = camera.render_pass().map(|pass| pass.raw_miniquad_id());
    let (size, density) = match own {
        Some(pass) => (size_of(pass), 1.0),
        None => (scene.canvas_size(), scene.density()),
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

pub(super) fn size_of(pass: miniquad::RenderPass) -> (i32, i32) {
    // SAFETY: the reference to macroquad's context ends with this function, so no second one is alive.
    let gl = unsafe { get_internal_gl() }.quad_context;
    let texture = gl.render_pass_texture(pass);
    let (width, height) = gl.texture_size(texture);
    (width as i32, height as i32)
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

/// Draws with `material` from here on.
pub fn gl_use_material(material: &Material) {
    SET.with_borrow_mut(|set| {
        set.material = Some(material.clone());
        set.bars = None;
    });
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
pub(super) fn use_default_material() {
    let surface = SET.with_borrow_mut(|set| {
        set.bars = None;
        set.surface()
    });
    use_paint(Source::Texture, surface);
}

/// Draws with the material of bars from here on; whether the sketch has set none of its own. It stays, because macroquad
/// ends a draw call where the material changes, and what macroquad draws by itself looks the same with it.
pub(crate) fn use_bars() -> bool {
    SET.with_borrow_mut(|set| {
        if set.material.is_some() {
            return false;
        }
        if set.bars.is_none() {
            let surface = set.surface();
            set.bars = scene(|scene| scene.paints.material(Source::Bar, surface)).flatten();
        }
        if let Some(bars) = &set.bars {
            macroquad::material::gl_use_material(bars);
        }
        set.bars.is_some()
    })
}

/// Draws with the default material again, if bars have taken its place.
pub(super) fn leave_bars() {
    if SET.with_borrow(|set| set.bars.is_some()) {
        use_default_material();
    }
}

pub(super) fn use_paint(source: Source, surface: Surface) {
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
        Some(view) if !set.is_left_out() => Some(view.raster_now(set.has_yielded)),
        _ => None,
    })
}

/// Fills the canvas, or the camera's render target, with one colour.
pub fn clear_background(color: Color) {
    if SET.with_borrow(Set::is_left_out) {
        leave_out();
    } else if !fill_canvas(color) {
        macroquad::window::clear_background(color);
    }
}
