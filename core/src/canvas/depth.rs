//! Depth buffers beside pictures that have none.

use std::cell::{Cell, OnceCell};

use macroquad::miniquad::{PassAction, RenderPass, TextureFormat, TextureId, TextureParams, gl};

use super::context::{framebuffer_of, with_gl};

/// A second pass over the pixels of a picture, which has a depth buffer beside them. Clearing it is a third of what
/// llvmpipe does for a plain frame of 1080p, so it is made only when a camera asks for depth.
pub(crate) struct Depth {
    picture: TextureId,
    /// Width and height.
    pixels: (u32, u32),
    made: OnceCell<Made>,
    /// Nobody has had the pass since it was cleared.
    is_clear: Cell<bool>,
}

struct Made {
    pass: RenderPass,
    depth: TextureId,
}

impl Depth {
    /// Beside that picture; not made yet.
    pub fn new(picture: TextureId, pixels: (u32, u32)) -> Depth {
        Depth {
            picture,
            pixels,
            made: OnceCell::new(),
            is_clear: Cell::new(false),
        }
    }

    /// The pass, if it is made.
    pub fn made(&self) -> Option<RenderPass> {
        self.made.get().map(|made| made.pass)
    }

    /// The pass, to be drawn by; a new one has everything as far away as it can be.
    pub fn pass(&self) -> RenderPass {
        let is_new = self.made.get().is_none();
        let pass = self.made.get_or_init(|| self.make()).pass;
        if is_new {
            self.clear();
        }
        self.is_clear.set(false);
        pass
    }

    fn make(&self) -> Made {
        with_gl(|gl| {
            let depth = gl.new_render_texture(TextureParams {
                width: self.pixels.0,
                height: self.pixels.1,
                // As fine as a window's.
                format: TextureFormat::Depth32,
                ..TextureParams::default()
            });
            let pass = gl.new_render_pass(self.picture, Some(depth));
            Made { pass, depth }
        })
    }

    /// Puts everything as far away as it can be, if it is not.
    pub fn clear(&self) {
        let Some(pass) = self.made() else {
            return;
        };
        if self.is_clear.replace(true) {
            return;
        }
        let farthest = PassAction::Clear {
            color: None,
            depth: Some(1.0),
            stencil: None,
        };
        with_gl(|gl| {
            gl.begin_pass(Some(pass), farthest);
            gl.end_render_pass();
        });
    }
}

impl std::fmt::Debug for Depth {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Depth").finish_non_exhaustive()
    }
}

impl Drop for Depth {
    fn drop(&mut self) {
        if let Some(made) = self.made.take() {
            // Deleting the pass would delete the picture, too, which is macroquad's to delete; but what is in a framebuffer
            // stays in memory as long as that.
            let framebuffer = framebuffer_of(made.pass);
            // SAFETY: macroquad's context is current, and nothing draws by this pass any more.
            unsafe { gl::glDeleteFramebuffers(1, &framebuffer) };
            with_gl(|gl| gl.delete_texture(made.depth));
        }
    }
}
