//! egui in macroquad's window. It is the sandbox's own: a program may have another, with egui-macroquad.
//!
//! The crate egui-miniquad does the same, and opens links besides, for which it brings thirty crates that know URLs.

use egui::epaint::ClippedShape;
use egui::{
    Context, CursorIcon, Event, FullOutput, Key, Modifiers, MouseWheelUnit, OutputCommand,
    PointerButton, Pos2, RawInput, Rect, TexturesDelta, pos2, vec2,
};
use macroquad::input::utils::{register_input_subscriber, repeat_all_miniquad_input};
use macroquad::miniquad::{self, EventHandler, KeyCode, KeyMods, MouseButton, window};
use macroquad::window::get_internal_gl;

use super::painter::Painter;

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
    egui: Context,
    painter: Painter,
    /// What has happened since the last time.
    input: RawInput,
    /// By which macroquad knows it.
    subscriber: usize,
    laid_out: Option<LaidOut>,
    /// Changes of textures that wait to be drawn.
    textures: TexturesDelta,
}

/// What there is to draw.
struct LaidOut {
    shapes: Vec<ClippedShape>,
    /// Pixels of a point.
    density: f32,
}

impl Gui {
    /// In an open window.
    pub fn new() -> Gui {
        // SAFETY: the reference to macroquad's context ends with this statement, so no second one is alive.
        let painter = Painter::new(unsafe { get_internal_gl() }.quad_context);
        Gui {
            egui: Context::default(),
            painter,
            input: RawInput::default(),
            subscriber: register_input_subscriber(),
            laid_out: None,
            textures: TexturesDelta::default(),
        }
    }

    /// Tells it of the events since the last time, and lays out what `show` has.
    pub fn lay_out(&mut self, show: impl FnMut(&Context)) {
        let subscriber = self.subscriber;
        repeat_all_miniquad_input(self, subscriber);
        let (width, height) = window::screen_size();
        let size = vec2(width, height) / self.density();
        self.input.screen_rect = Some(Rect::from_min_size(Pos2::ZERO, size));
        self.input.time = Some(miniquad::date::now());
        let viewport = self.input.viewports.entry(self.input.viewport_id);
        viewport.or_default().native_pixels_per_point = Some(window::dpi_scale());

        let FullOutput {
            platform_output,
            textures_delta,
            shapes,
            pixels_per_point,
            ..
        } = self.egui.run(self.input.take(), show);
        self.textures.append(textures_delta);
        self.laid_out = Some(LaidOut {
            shapes,
            density: pixels_per_point,
        });
        for command in platform_output.commands {
            if let OutputCommand::CopyText(text) = command {
                window::clipboard_set(&text);
            }
        }
        window::show_mouse(platform_output.cursor_icon != CursorIcon::None);
        window::set_mouse_cursor(cursor(platform_output.cursor_icon));
    }

    /// Draws what was laid out over what is in the window, once.
    pub fn draw(&mut self) {
        let Some(LaidOut { shapes, density }) = self.laid_out.take() else {
            return;
        };
        let primitives = self.egui.tessellate(shapes, density);
        let textures = std::mem::take(&mut self.textures);
        // SAFETY: the reference to macroquad's context ends with this function, which calls nothing else of it.
        let mut gl = unsafe { get_internal_gl() };
        gl.flush();
        self.painter
            .paint(gl.quad_context, textures, primitives, density);
    }

    fn happened(&mut self, event: Event) {
        self.input.events.push(event);
    }

    /// Pixels of a point, also where egui has not been told yet.
    fn density(&self) -> f32 {
        window::dpi_scale() * self.egui.zoom_factor()
    }

    /// From pixels to points.
    fn place(&self, x: f32, y: f32) -> Pos2 {
        pos2(x, y) / self.density()
    }

    fn button(&mut self, button: MouseButton, x: f32, y: f32, pressed: bool) {
        let event = Event::PointerButton {
            pos: self.place(x, y),
            button: match button {
                MouseButton::Right => PointerButton::Secondary,
                MouseButton::Middle => PointerButton::Middle,
                MouseButton::Left | MouseButton::Unknown => PointerButton::Primary,
            },
            pressed,
            modifiers: self.input.modifiers,
        };
        self.happened(event);
    }

    fn key(&mut self, key: KeyCode, modifiers: KeyMods, pressed: bool) {
        let modifiers = to_egui(modifiers);
        self.input.modifiers = modifiers;
        let event = match (modifiers.command && pressed, key) {
            (true, KeyCode::X) => Some(Event::Cut),
            (true, KeyCode::C) => Some(Event::Copy),
            // On macOS miniquad reads a clipboard without text from nowhere.
            (true, KeyCode::V) if cfg!(target_os = "macos") => None,
            (true, KeyCode::V) => window::clipboard_get().map(Event::Paste),
            _ => named(key).map(|key| Event::Key {
                key,
                physical_key: None,
                pressed,
                repeat: false,
                modifiers,
            }),
        };
        self.input.events.extend(event);
    }
}

impl EventHandler for Gui {
    fn update(&mut self) {}

    fn draw(&mut self) {}

    fn mouse_motion_event(&mut self, x: f32, y: f32) {
        let place = self.place(x, y);
        self.happened(Event::PointerMoved(place));
    }

    fn mouse_wheel_event(&mut self, x: f32, y: f32) {
        let modifiers = self.input.modifiers;
        self.happened(Event::MouseWheel {
            unit: MouseWheelUnit::Line,
            delta: vec2(lines(x), lines(y)),
            modifiers,
        });
    }

    fn mouse_button_down_event(&mut self, button: MouseButton, x: f32, y: f32) {
        self.button(button, x, y, true);
    }

    fn mouse_button_up_event(&mut self, button: MouseButton, x: f32, y: f32) {
        self.button(button, x, y, false);
    }

    fn char_event(&mut self, character: char, _: KeyMods, _: bool) {
        let is_shortcut = self.input.modifiers.ctrl || self.input.modifiers.mac_cmd;
        if is_text(character) && !is_shortcut {
            self.happened(Event::Text(character.into()));
        }
    }

    fn key_down_event(&mut self, key: KeyCode, modifiers: KeyMods, _: bool) {
        self.key(key, modifiers, true);
    }

    fn key_up_event(&mut self, key: KeyCode, modifiers: KeyMods) {
        self.key(key, modifiers, false);
    }
}

/// Keys that are no letters, as Backspace and F1, come as characters of private use on some systems.
fn is_text(character: char) -> bool {
    let is_private = matches!(
        u32::from(character),
        0xE000..=0xF8FF | 0xF_0000..=0xF_FFFD | 0x10_0000..=0x10_FFFD
    );
    !is_private && !character.is_control()
}

fn to_egui(modifiers: KeyMods) -> Modifiers {
    let is_mac = cfg!(target_os = "macos");
    Modifiers {
        alt: modifiers.alt,
        ctrl: modifiers.ctrl,
        shift: modifiers.shift,
        mac_cmd: is_mac && modifiers.logo,
        command: match is_mac {
            true => modifiers.logo,
            false => modifiers.ctrl,
        },
    }
}

/// egui's name of a key. Most have the same in both crates; those that have not are not needed here.
fn named(key: KeyCode) -> Option<Key> {
    let name = format!("{key:?}");
    let digit = name.strip_prefix("Key").or(name.strip_prefix("Kp"));
    match (key, digit) {
        (KeyCode::KpEnter, _) => Some(Key::Enter),
        (_, Some(digit)) => Key::from_name(digit),
        (_, None) => Key::from_name(&name),
    }
}

fn cursor(icon: CursorIcon) -> miniquad::CursorIcon {
    match icon {
        CursorIcon::PointingHand => miniquad::CursorIcon::Pointer,
        CursorIcon::Text => miniquad::CursorIcon::Text,
        CursorIcon::ResizeHorizontal => miniquad::CursorIcon::EWResize,
        CursorIcon::ResizeVertical => miniquad::CursorIcon::NSResize,
        CursorIcon::Move | CursorIcon::AllScroll => miniquad::CursorIcon::Move,
        CursorIcon::NotAllowed => miniquad::CursorIcon::NotAllowed,
        _ => miniquad::CursorIcon::Default,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_have_their_names() {
        for (key, wanted) in [
            (KeyCode::Left, Key::ArrowLeft),
            (KeyCode::Escape, Key::Escape),
            (KeyCode::Backspace, Key::Backspace),
            (KeyCode::Enter, Key::Enter),
            (KeyCode::KpEnter, Key::Enter),
            (KeyCode::Key7, Key::Num7),
            (KeyCode::Kp3, Key::Num3),
            (KeyCode::PageDown, Key::PageDown),
            (KeyCode::A, Key::A),
            (KeyCode::F5, Key::F5),
            (KeyCode::Tab, Key::Tab),
        ] {
            assert_eq!(named(key), Some(wanted), "{key:?}");
        }
        assert_eq!(named(KeyCode::LeftShift), None);
    }

    #[test]
    fn only_letters_are_text() {
        assert!(is_text('a') && is_text('ß') && is_text(' '));
        assert!(!is_text('\r') && !is_text('\u{8}') && !is_text('\u{f700}'));
    }
}
