//! What macroquad's UI is told, which asks macroquad and not the stage.

use macroquad::input::{KeyCode, MouseButton};
use macroquad::ui::{InputHandler, KeyCode as UiKey, root_ui};

use super::Input;

/// The keys that it knows.
const KEYS: [(KeyCode, UiKey); 17] = [
    (KeyCode::Up, UiKey::Up),
    (KeyCode::Down, UiKey::Down),
    (KeyCode::Right, UiKey::Right),
    (KeyCode::Left, UiKey::Left),
    (KeyCode::Home, UiKey::Home),
    (KeyCode::End, UiKey::End),
    (KeyCode::Delete, UiKey::Delete),
    (KeyCode::Backspace, UiKey::Backspace),
    (KeyCode::Tab, UiKey::Tab),
    (KeyCode::Z, UiKey::Z),
    (KeyCode::Y, UiKey::Y),
    (KeyCode::C, UiKey::C),
    (KeyCode::X, UiKey::X),
    (KeyCode::V, UiKey::V),
    (KeyCode::A, UiKey::A),
    (KeyCode::Escape, UiKey::Escape),
    (KeyCode::Enter, UiKey::Enter),
];

/// The mouse is there. It has heard of the window's mouse, which is elsewhere.
pub fn point(input: &Input) {
    root_ui().mouse_move(input.mouse.into());
}

/// All that macroquad tells it before a frame, of what was played before (`UiContext::process_input`).
pub fn tell(input: &Input) {
    let is_held = |key| input.keys_down.contains(&key);
    let is_down = |key| is_held(key) || input.keys_pressed.contains(&key);
    let shift = is_held(KeyCode::LeftShift) || is_held(KeyCode::RightShift);
    let ctrl = is_held(KeyCode::LeftControl) || is_held(KeyCode::RightControl);
    let mouse = input.mouse.into();
    let mut ui = root_ui();
    ui.mouse_move(mouse);
    if input.buttons_pressed.contains(&MouseButton::Left) {
        ui.mouse_down(mouse);
    }
    if input.buttons_released.contains(&MouseButton::Left) {
        ui.mouse_up(mouse);
    }
    for &char in input.chars.iter().filter(|_| !ctrl) {
        ui.char_event(char, false, false);
    }
    for (_, key) in KEYS.into_iter().filter(|&(key, _)| is_down(key)) {
        ui.key_down(key, shift, ctrl);
    }
    if is_down(KeyCode::LeftControl) || is_down(KeyCode::RightControl) {
        ui.key_down(UiKey::Control, shift, ctrl);
    }
    ui.mouse_wheel(input.wheel.x, -input.wheel.y);
}
