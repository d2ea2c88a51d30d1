//! OpenGL's functions by their names.

use std::ffi::{CString, c_char};

use libloading::Library as Loaded;

use super::table::Function;

type GetProcAddress = unsafe extern "C" fn(*const c_char) -> Option<Function>;

/// The library that the current context comes from.
pub struct Library {
    _loaded: Loaded,
    get_proc_address: GetProcAddress,
}

impl Library {
    /// The one that says that it has a current context.
    pub fn find() -> Option<Library> {
        const LIBRARIES: [(&str, &[u8], &[u8]); 2] = [
            (
                "libGL.so.1",
                b"glXGetCurrentContext",
                b"glXGetProcAddressARB",
            ),
            ("libEGL.so.1", b"eglGetCurrentContext", b"eglGetProcAddress"),
        ];
        LIBRARIES.into_iter().find_map(|(file, current, address)| {
            // SAFETY: both libraries may be loaded at any time, miniquad has loaded one of them, and the functions
            // have the types that GLX and EGL give them.
            unsafe {
                let loaded = Loaded::new(file).ok()?;
                type Current = unsafe extern "C" fn() -> *const u8;
                let current = loaded.get::<Current>(current).ok()?;
                if current().is_null() {
                    return None;
                }
                let get_proc_address = *loaded.get::<GetProcAddress>(address).ok()?;
                Some(Library {
                    _loaded: loaded,
                    get_proc_address,
                })
            }
        })
    }

    /// It stays loaded.
    pub fn keep(self) {
        std::mem::forget(self);
    }

    pub fn function(&self, name: &str) -> Option<Function> {
        let name = CString::new(name).ok()?;
        // SAFETY: the library is loaded, and the name is a C string.
        unsafe { (self.get_proc_address)(name.as_ptr()) }
    }
}
