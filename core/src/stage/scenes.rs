//! What macroquad adds to a frame by itself when the frame ends: its UI, and the nodes of `experimental::scene`. Both
//! come onto the canvas.

use std::cell::RefCell;

use macroquad::camera::Camera2D;
use macroquad::experimental::scene as quad;
use macroquad::math::{Mat4, vec2, vec3};
use macroquad::ui::root_ui;
use macroquad::window::get_internal_gl;

use super::Onto;
use super::now::{Scene, scene};

/// How many cameras macroquad draws nodes through.
const CAMERAS: usize = 4;

thread_local! {
    /// As the sketch has set them.
    static SET: RefCell<[Option<Camera2D>; CAMERAS]> = RefCell::new(at_start());
}

/// macroquad's own choice.
fn at_start() -> [Option<Camera2D>; CAMERAS] {
    [Some(Camera2D::default()), None, None, None]
}

/// Draws nodes through the camera number `n`, 0 to 3, besides the others.
///
/// # Panics
/// There are four cameras.
pub fn set_camera(n: usize, camera: Option<Camera2D>) {
    assert!(n < CAMERAS, "a scene has {CAMERAS} cameras, 0 to 3");
    SET.with_borrow_mut(|set| set[n] = camera);
}

/// Before a sketch begins: no nodes, and the cameras of the beginning.
pub(super) fn clear() {
    quad::clear();
    SET.set(at_start());
    dismiss();
}

/// Leads what macroquad draws at the end of this frame to where the frame is drawn; whether there is anything.
pub(super) fn prepare(onto: Onto) -> bool {
    let has_nodes = quad::all_nodes().next().is_some();
    if has_nodes {
        each_camera(onto);
    }
    let mut drawn = vec![];
    root_ui().render(&mut drawn);
    let has_ui = !drawn.is_empty();
    if has_ui && onto == Onto::Canvas {
        scale_ui();
    }
    has_nodes || has_ui
}

/// macroquad's own cameras draw on the window again.
pub(super) fn dismiss() {
    each_camera(Onto::Window);
}

fn each_camera(onto: Onto) {
    SET.with_borrow(|set| {
        for (n, camera) in set.iter().enumerate() {
            quad::set_camera(n, camera.as_ref().map(|camera| led(camera, onto)));
        }
    });
}

/// The same camera; on the canvas, if it has no target of its own and that is where it shall draw.
fn led(camera: &Camera2D, onto: Onto) -> Camera2D {
    let own = camera.render_target.clone();
    let canvas = match (&own, onto) {
        (None, Onto::Canvas) => scene(|scene| scene.canvas.target()),
        _ => None,
    };
    let zoom = match canvas {
        // macroquad turns what it draws on a target upside down; the canvas is like a window.
        Some(_) => camera.zoom * vec2(1.0, -1.0),
        None => camera.zoom,
    };
    Camera2D {
        zoom,
        render_target: own.or(canvas),
        ..*camera
    }
}

/// macroquad lays its UI out in units of the window. Where the canvas has others, it is drawn in these.
fn scale_ui() {
    let Some((width, height)) =
        scene(|Scene { size, .. }| (size.width() as f32, size.height() as f32))
    else {
        return;
    };
    let window = vec2(
        macroquad::window::screen_width(),
        macroquad::window::screen_height(),
    );
    let scale = window / vec2(width, height);
    if scale != vec2(1.0, 1.0) {
        // SAFETY: the reference to macroquad's context ends with this statement, so no second one is alive. The next
        // frame begins with an empty stack.
        unsafe { get_internal_gl() }
            .quad_gl
            .push_model_matrix(Mat4::from_scale(vec3(scale.x, scale.y, 1.0)));
    }
}
