//! OpenGL by way of EGL, for a display of our own. An X server with GLX loads all of OpenGL for itself, which takes longer
//! than the rest of its start, and a program with GLX waits for the server after every frame. EGL needs neither.

use std::env;
use std::ffi::{CStr, c_char, c_int, c_uint, c_void};
use std::ptr::{null, null_mut};

use libloading::Library;

/// By its variable, users of other drivers choose what GLX loads: NVIDIA's draws in Xvfb, and its EGL doesn't.
const GLX_DRIVER: &str = "__GLX_VENDOR_LIBRARY_NAME";

/// From the EGL specification, as the two below; this one from EGL_MESA_platform_surfaceless.
const EGL_PLATFORM_SURFACELESS: c_uint = 0x31DD;
const EGL_EXTENSIONS: c_int = 0x3055;
const EGL_OPENGL_API: c_uint = 0x30A2;

type QueryString = unsafe extern "C" fn(display: *mut c_void, name: c_int) -> *const c_char;
type BindApi = unsafe extern "C" fn(api: c_uint) -> c_uint;
type GetPlatformDisplay = unsafe extern "C" fn(
    platform: c_uint,
    native: *mut c_void,
    attributes: *const isize,
) -> *mut c_void;
type Initialize =
    unsafe extern "C" fn(display: *mut c_void, major: *mut c_int, minor: *mut c_int) -> c_uint;

/// An EGL that can draw in windows of X.
pub struct Egl {
    library: Library,
}

impl Egl {
    /// `None` where there is none, or where somebody asked for a GLX.
    pub fn find() -> Option<Egl> {
        if env::var_os(GLX_DRIVER).is_some() {
            return None;
        }
        // SAFETY: the functions have the types that EGL gives them, and without a display the string is that of EGL's
        // own extensions, or null.
        unsafe {
            let library = Library::new("libEGL.so.1").ok()?;
            let query_string = library.get::<QueryString>(b"eglQueryString").ok()?;
            let extensions = query_string(null_mut(), EGL_EXTENSIONS);
            let knows_x = !extensions.is_null()
                && CStr::from_ptr(extensions)
                    .to_string_lossy()
                    .contains("_platform_x11");
            knows_x.then_some(Egl { library })
        }
    }

    /// Contexts that this thread makes are of the OpenGL that GLX has, and not of OpenGL ES, wherever EGL has both.
    pub fn bind_desktop_gl(&self) {
        // SAFETY: the function has the type that EGL gives it.
        unsafe {
            if let Ok(bind_api) = self.library.get::<BindApi>(b"eglBindAPI") {
                bind_api(EGL_OPENGL_API);
            }
        }
    }

    /// Has EGL load its driver, of which LLVM is the most, while there is no X server yet: a display without windows
    /// makes it do so. Where that is not possible, the driver is loaded later.
    pub fn load_driver(&self) {
        // SAFETY: the functions have the types that EGL gives them; the platform takes no native display and no
        // attributes, and nobody wants the version.
        unsafe {
            let get_display = self
                .library
                .get::<GetPlatformDisplay>(b"eglGetPlatformDisplay");
            let initialize = self.library.get::<Initialize>(b"eglInitialize");
            if let (Ok(get_display), Ok(initialize)) = (get_display, initialize) {
                let display = get_display(EGL_PLATFORM_SURFACELESS, null_mut(), null());
                if !display.is_null() {
                    initialize(display, null_mut(), null_mut());
                }
            }
        }
    }
}
