//! egui in macroquad's window. It is the sandbox's own: a program may have another, with egui-macroquad.

use egui::Context;
use egui_miniquad::EguiMq;
use macroquad::input::utils::{register_input_subscriber, repeat_all_miniquad_input};
use macroquad::miniquad::{EventHandler, KeyCode, KeyMods, MouseButton};
use macroquad::window::get_internal_gl;

/// A notch of the wheel, as miniquad counts it on Windows, and about what it is on Wayland and macOS. On X11 it is 1.
const NOTCH: f32 = if cfg!(windows) { 120.0 } else { 10.0 };

/// Lines to scroll by.
fn lines(steps: f32) -> f32 {
    match steps.abs() <= 1.0 {
        true => steps,
        false => steps / NOTCH,
    }
}

/// An egui that hears of the window's events.
pub struct Gui {
    egui: EguiMq,
    /// By which macroquad knows it.
    subscriber: usize,
    /// There is something to draw.
    is_laid_out: bool,
}

impl Gui {
    /// In an open window.
    pub fn new() -> Gui {
        // SAFETY: the reference to macroquad's context ends with this statement, so no second one is alive.
        let egui = EguiMq::new(unsafe { get_internal_gl() }.quad_context);
        Gui {
            egui,
            subscriber: register_input_subscriber(),
            is_laid_out: false,
        }
    }

    /// Tells it of the events since the last time, and lays out what `show` has. [`draw`](Self::draw) must come before
    /// the next time, also where that is nothing: egui's binding complains on stderr otherwise.
    pub fn lay_out(&mut self, mut show: impl FnMut(&Context)) {
        let subscriber = self.subscriber;
        repeat_all_miniquad_input(self, subscriber);
        // SAFETY: `show` is given egui alone, and calls none of macroquad's drawing functions.
        let gl = unsafe { get_internal_gl() }.quad_context;
        self.egui.run(gl, |_, egui| show(egui));
        self.is_laid_out = true;
    }

    /// Draws what was laid out over what is in the window, once.
    pub fn draw(&mut self) {
        if !std::mem::take(&mut self.is_laid_out) {
            return;
        }
        // SAFETY: the reference to macroquad's context ends with this function, which calls nothing else of it.
        let mut gl = unsafe { get_internal_gl() };
        gl.flush();
        self.egui.draw(gl.quad_context);
    }
}

impl EventHandler for Gui {
    fn update(&mut self) {}

    fn draw(&mut self) {}

    fn mouse_motion_event(&mut self, x: f32, y: f32) {
        self.egui.mouse_motion_event(x, y);
    }

    fn mouse_wheel_event(&mut self, x: f32, y: f32) {
        self.egui.mouse_wheel_event(lines(x), lines(y));
    }

    fn mouse_button_down_event(&mut self, button: MouseButton, x: f32, y: f32) {
        self.egui.mouse_button_down_event(button, x, y);
    }

    fn mouse_button_up_event(&mut self, button: MouseButton, x: f32, y: f32) {
        self.egui.mouse_button_up_event(button, x, y);
    }

    fn char_event(&mut self, character: char, _: KeyMods, _: bool) {
        self.egui.char_event(character);
    }

    fn key_down_event(&mut self, key: KeyCode, modifiers: KeyMods, _: bool) {
        self.egui.key_down_event(key, modifiers);
    }

    fn key_up_event(&mut self, key: KeyCode, modifiers: KeyMods) {
        self.egui.key_up_event(key, modifiers);
    }
}
