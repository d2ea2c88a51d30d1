//! miniquad's table of OpenGL's functions, loaded anew with some that do something else before.

use std::sync::atomic::{AtomicPtr, Ordering};

use macroquad::miniquad::gl::{self, GLbitfield, GLenum, GLfloat, GLint, GLsizei, GLuint, GLvoid};

use super::{Library, fill};

/// A function of OpenGL's, whatever its type.
pub type Function = unsafe extern "C" fn();

/// What miniquad calls instead of a function of OpenGL's.
struct Hook {
    name: &'static str,
    ours: Function,
    /// Where `ours` finds the function itself.
    own: &'static AtomicPtr<()>,
}

/// A [`Hook`] with the name and the parameters of OpenGL's function, and what to do with that: without more, to call it
/// when the canvas has the colour that it waits for.
macro_rules! hook {
    ($name:ident($($parameter:ident: $type:ty),*)) => {
        hook!($name($($parameter: $type),*), |own| {
            fill::finish();
            own($($parameter),*)
        })
    };
    ($name:ident($($parameter:ident: $type:ty),*), |$own:ident| $body:expr) => {{
        type Own = unsafe extern "C" fn($($type),*);
        static OWN: AtomicPtr<()> = AtomicPtr::new(std::ptr::null_mut());
        unsafe extern "C" fn ours($($parameter: $type),*) {
            // SAFETY: the hook is in the table only where OpenGL has a function of that name and type, which `load` has
            // stored here. It is called as miniquad means to call it.
            unsafe {
                let $own = std::mem::transmute::<*mut (), Own>(OWN.load(Ordering::Relaxed));
                $body
            }
        }
        Hook {
            name: stringify!($name),
            // SAFETY: miniquad calls it as what it is, by its name.
            ours: unsafe { std::mem::transmute::<Own, Function>(ours) },
            own: &OWN,
        }
    }};
}

/// The functions for which framebuffer 0 is something else, and all that draw, read, or delete what may be filled.
#[rustfmt::skip]
fn hooks() -> [Hook; 15] {
    [
        hook!(glBindFramebuffer(target: GLenum, name: GLuint), |own| own(target, super::bound(target, name))),
        hook!(glClear(buffers: GLbitfield), |own| {
            if !super::is_spared() {
                fill::finish();
                own(buffers);
            }
        }),
        hook!(glBlitFramebuffer(
            from_x0: GLint, from_y0: GLint, from_x1: GLint, from_y1: GLint,
            to_x0: GLint, to_y0: GLint, to_x1: GLint, to_y1: GLint,
            buffers: GLbitfield, filter: GLenum
        )),
        hook!(glClearBufferfi(buffer: GLenum, index: GLint, depth: GLfloat, stencil: GLint)),
        hook!(glClearBufferfv(buffer: GLenum, index: GLint, value: *const GLfloat)),
        hook!(glClearBufferuiv(buffer: GLenum, index: GLint, value: *const GLuint)),
        hook!(glCopyTexImage2D(
            target: GLenum, level: GLint, format: GLenum,
            x: GLint, y: GLint, width: GLsizei, height: GLsizei, border: GLint
        )),
        hook!(glDeleteTextures(count: GLsizei, names: *const GLuint)),
        hook!(glDrawArrays(mode: GLenum, first: GLint, count: GLsizei)),
        hook!(glDrawArraysInstanced(mode: GLenum, first: GLint, count: GLsizei, instances: GLsizei)),
        hook!(glDrawElements(mode: GLenum, count: GLsizei, kind: GLenum, indices: *const GLvoid)),
        hook!(glDrawElementsInstanced(
            mode: GLenum, count: GLsizei, kind: GLenum, indices: *const GLvoid, instances: GLsizei
        )),
        hook!(glGenerateMipmap(target: GLenum)),
        hook!(glReadPixels(
            x: GLint, y: GLint, width: GLsizei, height: GLsizei, format: GLenum, kind: GLenum, pixels: *mut GLvoid
        )),
        hook!(glTexSubImage2D(
            target: GLenum, level: GLint, x: GLint, y: GLint, width: GLsizei, height: GLsizei,
            format: GLenum, kind: GLenum, pixels: *const GLvoid
        )),
    ]
}

/// Loads the table, with the hooks in it; whether OpenGL has the functions without which there is no use in it.
pub fn load(library: &Library) -> bool {
    let needed = ["glBindFramebuffer", "glClear"];
    if needed.iter().any(|name| library.function(name).is_none()) {
        return false;
    }
    let hooks = hooks();
    gl::load_gl_funcs(|name| {
        let own = library.function(name)?;
        let Some(hook) = hooks.iter().find(|hook| hook.name == name) else {
            return Some(own);
        };
        hook.own.store(own as *mut (), Ordering::Relaxed);
        Some(hook.ours)
    });
    true
}
