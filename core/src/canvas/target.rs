//! The off-screen target that a sketch draws on, and how it is shown in a window.
//!
//! Orientation is decided here, once: the canvas has the orientation of a window, so that every camera, viewport and
//! shader behaves as it would on one. Its rows therefore lie bottom-up in memory; a recording says so, and ffmpeg turns
//! them, which costs nothing there.

use std::cell::Cell;
use std::ops::Range;

use kinora_movie::frame::{Rows, Size};
use macroquad::miniquad::{PassAction, RawId, RenderPass, gl};
use macroquad::texture::{FilterMode, RenderTarget, render_target};

use super::context::{framebuffer_of, with_gl};
use super::depth::Depth;
use super::shader::Shader;
use crate::canvas::framebuffer;

/// The colour that macroquad gives a window before a frame is drawn.
const BLACK: (f32, f32, f32, f32) = (0.0, 0.0, 0.0, 1.0);

/// Nothing.
const CLEAR: (f32, f32, f32, f32) = (0.0, 0.0, 0.0, 0.0);

/// The colour of the window beside the canvas.
const BESIDE: (f32, f32, f32, f32) = (0.09, 0.09, 0.1, 1.0);

/// A picture of fixed size on the GPU.
pub struct Canvas {
    /// Before the target: it is dropped first, and its pass is over the target's texture.
    depth: Depth,
    target: RenderTarget,
    /// OpenGL's name of a pass's framebuffer, once it was asked for.
    framebuffer: Cell<Option<(RenderPass, gl::GLuint)>>,
    pixels: Size,
    alpha: bool,
}

impl Canvas {
    /// How its rows lie when they are read.
    pub const ROWS: Rows = Rows::BottomUp;

    /// A canvas of that many pixels; with `alpha`, it keeps transparency.
    pub fn new(pixels: Size, alpha: bool) -> Canvas {
        let target = render_target(pixels.width(), pixels.height());
        let size = (pixels.width(), pixels.height());
        Canvas {
            depth: Depth::new(target.texture.raw_miniquad_id(), size),
            target,
            framebuffer: Cell::new(None),
            pixels,
            alpha,
        }
    }

    /// Width and height in pixels.
    pub fn pixels(&self) -> Size {
        self.pixels
    }

    /// Whether it keeps transparency; its colours are then premultiplied by their alpha.
    pub fn has_alpha(&self) -> bool {
        self.alpha
    }

    /// Where cameras draw to.
    pub fn pass(&self) -> RenderPass {
        let plain = || self.target.render_pass.raw_miniquad_id();
        self.depth.made().unwrap_or_else(plain)
    }

    /// Where cameras draw to that hide what is behind something else.
    pub fn pass_with_depth(&self) -> RenderPass {
        self.depth.pass()
    }

    /// OpenGL's name of [`pass`](Self::pass).
    pub fn framebuffer(&self) -> gl::GLuint {
        let pass = self.pass();
        if let Some((known, name)) = self.framebuffer.get()
            && known == pass
        {
            return name;
        }
        let name = framebuffer_of(pass);
        self.framebuffer.set(Some((pass, name)));
        name
    }

    /// Has what is between two of its pixels mixed of them, where it is read by a shader; shown in a window, it may not be.
    pub fn smooth(&self) {
        self.target.texture.set_filter(FilterMode::Linear);
    }

    /// The same pixels, for macroquad's own cameras.
    pub fn target(&self) -> RenderTarget {
        self.target.clone()
    }

    /// Makes it black, as a window is at the start of each frame; or clear, if it keeps transparency.
    pub fn clear(&self) {
        self.fill(if self.alpha { CLEAR } else { BLACK });
    }

    /// Fills it with R, G, B and A, and puts what has depth as far away as it can be.
    pub fn fill(&self, color: (f32, f32, f32, f32)) {
        let (r, g, b, a) = color;
        if self.depth.made().is_none() && framebuffer::fill(self.texture(), [r, g, b, a]) {
            return;
        }
        with_gl(|gl| {
            gl.begin_pass(Some(self.pass()), PassAction::clear_color(r, g, b, a));
            gl.end_render_pass();
        });
    }

    /// OpenGL's name of its pixels.
    fn texture(&self) -> gl::GLuint {
        let texture = self.target.texture.raw_miniquad_id();
        // SAFETY: the texture lives as long as the canvas, and on every system but Apple's there is OpenGL only.
        match with_gl(|gl| unsafe { gl.texture_raw_id(texture) }) {
            RawId::OpenGl(name) => name,
            #[allow(unreachable_patterns, reason = "Apple's systems have Metal too")]
            _ => 0,
        }
    }

    /// Copies the pixels into `rgba`, which has room for exactly one picture of 4 bytes a pixel. Waits until they are
    /// drawn.
    pub fn read(&self, rgba: &mut [u8]) {
        let all = self.pixels.height() as usize;
        self.read_strips(all, rgba, |_, _| {});
    }

    /// Copies `rows` rows at a time into `strip`, and calls `each` with their numbers and bytes. Waits until the
    /// picture is drawn.
    pub fn read_strips(
        &self,
        rows: usize,
        strip: &mut [u8],
        mut each: impl FnMut(Range<usize>, &mut [u8]),
    ) {
        let (width, height) = (self.pixels.width(), self.pixels.height() as usize);
        let row = width as usize * 4;
        with_gl(|gl| gl.begin_pass(Some(self.pass()), PassAction::Nothing));
        for first in (0..height).step_by(rows) {
            let last = (first + rows).min(height);
            let bytes = &mut strip[..(last - first) * row];
            // SAFETY: the canvas is bound for reading, and `bytes` has 4 bytes for each of the pixels asked for.
            unsafe {
                gl::glReadPixels(
                    0,
                    first as i32,
                    width as i32,
                    (last - first) as i32,
                    gl::GL_RGBA,
                    gl::GL_UNSIGNED_BYTE,
                    bytes.as_mut_ptr().cast(),
                );
            }
            each(first..last, bytes);
        }
        with_gl(|gl| gl.end_render_pass());
    }
}

/// Shows a canvas in the window, past macroquad's own state: the camera and material of a sketch stay as they are.
pub struct Screen(Shader);

impl Screen {
    /// Compiles the shader that copies a picture.
    #[expect(clippy::new_without_default, reason = "it needs an OpenGL context")]
    pub fn new() -> Screen {
        let copy = Shader::new(COPY_FRAGMENT, &["picture".to_owned()], vec![], None);
        Screen(copy.expect("the copy shader compiles wherever macroquad's do"))
    }

    /// Fills the window with the canvas at `area` and a plain colour beside it.
    pub fn show(&mut self, canvas: &Canvas, area: Area) {
        // Pixel for pixel there is nothing to smooth, and on software GL the nearest pixel costs a third less.
        let is_exact = canvas.pixels.width() as i32 == area.width;
        canvas.target.texture.set_filter(match is_exact {
            true => FilterMode::Nearest,
            false => FilterMode::Linear,
        });
        let picture = canvas.target.texture.raw_miniquad_id();
        with_gl(|gl| {
            gl.begin_default_pass(plain(BESIDE));
            gl.apply_viewport(area.x, area.y, area.width, area.height);
            self.0.fill(gl, &[picture], &[]);
            gl.end_render_pass();
        });
    }

    /// Fills the window with the plain colour.
    pub fn clear(&self) {
        fill_window(BESIDE);
    }
}

/// Makes the window black, as macroquad does at the beginning of a frame.
pub fn clear_window() {
    fill_window(BLACK);
}

fn fill_window(color: (f32, f32, f32, f32)) {
    with_gl(|gl| {
        gl.begin_default_pass(plain(color));
        gl.end_render_pass();
    });
}

/// Fills with a colour and leaves the depth of the window alone, which nobody looks at: on software GL clearing it costs
/// as much as clearing the colours.
fn plain(color: (f32, f32, f32, f32)) -> PassAction {
    PassAction::Clear {
        color: Some(color),
        depth: None,
        stencil: None,
    }
}

/// Alpha is left out: a window has none.
const COPY_FRAGMENT: &str = r#"#version 100
varying highp vec2 uv;
uniform sampler2D picture;
void main() {
    gl_FragColor = vec4(texture2D(picture, uv).rgb, 1);
}"#;

/// A part of the window in its pixels, from the bottom left corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    /// Left edge.
    pub x: i32,
    /// Bottom edge.
    pub y: i32,
    /// Pixels across.
    pub width: i32,
    /// Pixels up.
    pub height: i32,
}

impl Area {
    /// A point of the window (x, y from its top left corner, in pixels) in units of `canvas`.
    pub fn to_canvas(self, canvas: Size, window_height: f32, (x, y): (f32, f32)) -> (f32, f32) {
        let top = window_height - (self.y + self.height) as f32;
        (
            (x - self.x as f32) / self.width as f32 * canvas.width() as f32,
            (y - top) / self.height as f32 * canvas.height() as f32,
        )
    }

    /// A point of `canvas`, in its units, in the window: x, y from its top left corner, in pixels.
    pub fn to_window(self, canvas: Size, window_height: f32, (x, y): (f32, f32)) -> (f32, f32) {
        let top = window_height - (self.y + self.height) as f32;
        (
            self.x as f32 + x / canvas.width() as f32 * self.width as f32,
            top + y / canvas.height() as f32 * self.height as f32,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(width: u32, height: u32) -> Size {
        Size::new(width, height).unwrap()
    }

    #[test]
    fn the_mouse_is_in_canvas_units_from_the_top_left() {
        let canvas = size(100, 100);
        let area = Area {
            x: 100,
            y: 0,
            width: 200,
            height: 200,
        };
        assert_eq!(area.to_canvas(canvas, 200.0, (100.0, 0.0)), (0.0, 0.0));
        assert_eq!(
            area.to_canvas(canvas, 200.0, (300.0, 200.0)),
            (100.0, 100.0)
        );
        assert_eq!(area.to_canvas(canvas, 200.0, (200.0, 50.0)), (50.0, 25.0));
        assert_eq!(area.to_window(canvas, 200.0, (50.0, 25.0)), (200.0, 50.0));
    }
}
