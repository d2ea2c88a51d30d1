//! Who draws: what OpenGL says of itself.

use std::ffi::CStr;

use macroquad::miniquad::gl;

/// From the OpenGL specification; miniquad's table lacks both.
const GL_RENDERER: gl::GLenum = 0x1F01;
const GL_VERSION: gl::GLenum = 0x1F02;

/// Who draws, as OpenGL names it: "llvmpipe (LLVM 15.0.6, 256 bits)", "NVIDIA GeForce …". Only in an open window.
pub fn renderer() -> String {
    says(GL_RENDERER)
}

/// What OpenGL it is: "4.5 (Compatibility Profile) Mesa 22.3.6", "OpenGL ES 3.2 …". Only in an open window.
pub fn version() -> String {
    says(GL_VERSION)
}

/// What OpenGL says of itself; nothing if it does not.
fn says(name: gl::GLenum) -> String {
    // SAFETY: macroquad's context is current on this thread; glGetString returns null or a string that GL keeps.
    let text = unsafe {
        let text = gl::glGetString(name);
        (!text.is_null()).then(|| CStr::from_ptr(text.cast()))
    };
    text.map_or_else(String::new, |text| text.to_string_lossy().into_owned())
}

/// Whether the processor draws, and no GPU. Only in an open window.
pub fn is_software() -> bool {
    let renderer = renderer().to_lowercase();
    ["llvmpipe", "softpipe", "swrast", "swiftshader"]
        .iter()
        .any(|software| renderer.contains(software))
}
