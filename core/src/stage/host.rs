//! What a sketch asks of its window. While exporting there is none: what would change it does nothing.

use std::cell::RefCell;

use macroquad::miniquad::CursorIcon;

/// What was asked for since the stage was set.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Asked {
    /// How the mouse looks over the canvas.
    pub cursor: Cursor,
    /// Not to be closed before the sketch is asked.
    pub prevents_quit: bool,
    /// To be closed.
    pub quits: bool,
    /// To be drawn on the canvas, and not straight on the window, because the sketch changes what it has drawn.
    pub needs_canvas: bool,
}

/// How the mouse looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cursor {
    /// Its shape.
    pub icon: CursorIcon,
    /// Whether it is seen at all.
    pub is_shown: bool,
}

impl Default for Cursor {
    fn default() -> Cursor {
        Cursor {
            icon: CursorIcon::Default,
            is_shown: true,
        }
    }
}

thread_local! {
    static ASKED: RefCell<Asked> = RefCell::default();
}

pub(super) fn asked() -> Asked {
    ASKED.with_borrow(Asked::clone)
}

pub(super) fn clear() {
    // What needed a canvas will need it from its first frame on.
    ASKED.with_borrow_mut(|asked| {
        *asked = Asked {
            needs_canvas: asked.needs_canvas,
            ..Asked::default()
        };
    });
}

/// From the next frame on there is to be a canvas.
pub(super) fn need_canvas() {
    ASKED.with_borrow_mut(|asked| asked.needs_canvas = true);
}

/// macroquad's names for it.
pub mod names {
    use macroquad::miniquad::CursorIcon;
    use macroquad::texture::Image;
    use macroquad::window as quad;

    use super::super::now::{input, scene};
    use super::super::view;
    use super::ASKED;
    use crate::platform::unseen;

    /// Asks for a window of that size in points. The canvas of a program follows its window; that of a sketch, and of
    /// every movie, stays as large as it is.
    pub fn request_new_screen_size(width: f32, height: f32) {
        if unseen::is_on() {
            unseen::warn_of_size(width, height);
        } else {
            quad::request_new_screen_size(width, height);
        }
    }

    /// Full screen, or not.
    pub fn set_fullscreen(fullscreen: bool) {
        if !unseen::is_on() {
            quad::set_fullscreen(fullscreen);
        }
    }

    /// Whether the mouse is seen over the canvas.
    pub fn show_mouse(shown: bool) {
        ASKED.with_borrow_mut(|asked| asked.cursor.is_shown = shown);
        if !unseen::is_on() {
            macroquad::input::show_mouse(shown);
        }
    }

    /// How the mouse looks over the canvas.
    pub fn set_mouse_cursor(icon: CursorIcon) {
        ASKED.with_borrow_mut(|asked| asked.cursor.icon = icon);
        if !unseen::is_on() {
            macroquad::miniquad::window::set_mouse_cursor(icon);
        }
    }

    /// Keeps the mouse in the window.
    pub fn set_cursor_grab(grab: bool) {
        if !unseen::is_on() {
            macroquad::input::set_cursor_grab(grab);
        }
    }

    /// From now on the window's close button only makes [`is_quit_requested`] true for one frame.
    pub fn prevent_quit() {
        ASKED.with_borrow_mut(|asked| asked.prevents_quit = true);
    }

    /// Whether somebody wants to close the window, after [`prevent_quit`].
    pub fn is_quit_requested() -> bool {
        input(|input| input.is_quit_requested)
    }

    /// Closes the window after this frame; a running recording is finished.
    pub fn quit() {
        ASKED.with_borrow_mut(|asked| asked.quits = true);
    }

    /// As [`quit`].
    pub fn order_quit() {
        quit();
    }

    /// As the window's close button.
    pub fn request_quit() {
        match unseen::is_on() {
            true if super::asked().prevents_quit => {}
            true => quit(),
            false => macroquad::miniquad::window::request_quit(),
        }
    }

    /// The canvas in pixels.
    pub fn screen_size() -> (f32, f32) {
        scene(|scene| (scene.pixels.width() as f32, scene.pixels.height() as f32))
            .unwrap_or_else(macroquad::miniquad::window::screen_size)
    }

    /// As [`request_new_screen_size`], in pixels.
    pub fn set_window_size(width: u32, height: u32) {
        let density = macroquad::miniquad::window::dpi_scale();
        request_new_screen_size(width as f32 / density, height as f32 / density);
    }

    /// The picture that is on the canvas now: width × height × 4 bytes RGBA, and, as in macroquad, the lowest row first.
    pub fn get_screen_data() -> Image {
        let canvas = scene(|scene| scene.canvas.clone()).filter(|_| view::flush());
        let Some(canvas) = canvas else {
            return macroquad::texture::get_screen_data();
        };
        let pixels = canvas.pixels();
        let mut bytes = vec![0; pixels.rgba_bytes()];
        canvas.read(&mut bytes);
        Image {
            bytes,
            width: pixels.width() as u16,
            height: pixels.height() as u16,
        }
    }
}
