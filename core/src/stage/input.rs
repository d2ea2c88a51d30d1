//! Mouse and keys as values that the stage is given, in canvas coordinates.

use std::collections::{HashSet, VecDeque};

use macroquad::input::{KeyCode, MouseButton, Touch};
use macroquad::math::Vec2;

use super::subscribers::Event;

/// What a sketch is told of mouse, touch and keyboard in one frame. The default is a world in which nothing is
/// pressed and the mouse rests in the top left corner.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// In canvas units from the top left corner.
    pub mouse: Vec2,
    /// How far the mouse went since the frame before, in canvas units.
    pub mouse_delta: Vec2,
    /// Wheel steps, x and y.
    pub wheel: Vec2,
    /// Buttons held.
    pub buttons_down: HashSet<MouseButton>,
    /// Buttons that went down in this frame.
    pub buttons_pressed: HashSet<MouseButton>,
    /// Buttons that went up in this frame.
    pub buttons_released: HashSet<MouseButton>,
    /// Keys held.
    pub keys_down: HashSet<KeyCode>,
    /// Keys that went down in this frame.
    pub keys_pressed: HashSet<KeyCode>,
    /// Keys that went up in this frame.
    pub keys_released: HashSet<KeyCode>,
    /// The key that went down last in this frame.
    pub last_key: Option<KeyCode>,
    /// Characters typed in this frame, first first.
    pub chars: VecDeque<char>,
    /// Fingers on the screen, in canvas units.
    pub touches: Vec<Touch>,
    /// Somebody wants to close the window.
    pub is_quit_requested: bool,
    /// The same one by one, for those who subscribe to it.
    pub events: Vec<Event>,
}

/// Keys that do nothing alone.
const MODIFIERS: [KeyCode; 8] = [
    KeyCode::LeftShift,
    KeyCode::RightShift,
    KeyCode::LeftControl,
    KeyCode::RightControl,
    KeyCode::LeftAlt,
    KeyCode::RightAlt,
    KeyCode::LeftSuper,
    KeyCode::RightSuper,
];

impl Input {
    /// What is still held a moment later, when nothing has happened since.
    pub fn held(&self) -> Input {
        Input {
            mouse: self.mouse,
            buttons_down: self.buttons_down.clone(),
            keys_down: self.keys_down.clone(),
            ..Input::default()
        }
    }

    /// Whether somebody does something in this frame that is more than to move the mouse, or to hold a key that is held with
    /// others.
    pub fn is_pressed(&self) -> bool {
        let mut keys = self.keys_pressed.iter();
        keys.any(|key| !MODIFIERS.contains(key))
            || !self.buttons_pressed.is_empty()
            || !self.touches.is_empty()
    }

    /// The mouse where it is, and nothing pressed.
    pub fn resting(&self) -> Input {
        Input {
            mouse: self.mouse,
            ..Input::default()
        }
    }
}

/// macroquad's names for it.
pub mod names {
    use super::super::now::input;
    use super::super::shadow::{screen_height, screen_width};
    use super::{HashSet, KeyCode, MouseButton, Touch, Vec2};
    use macroquad::math::vec2;

    /// The mouse on the canvas, from its top left corner.
    pub fn mouse_position() -> (f32, f32) {
        input(|input| input.mouse.into())
    }

    /// The mouse on the canvas, -1 to 1 on both axes.
    pub fn mouse_position_local() -> Vec2 {
        local(input(|input| input.mouse))
    }

    /// How far the mouse went since the frame before, in the units of [`mouse_position_local`]. As in macroquad, a
    /// move to the right is negative.
    pub fn mouse_delta_position() -> Vec2 {
        input(|input| input.mouse_delta) * vec2(-2.0 / screen_width(), -2.0 / screen_height())
    }

    /// Wheel steps of this frame, x and y.
    pub fn mouse_wheel() -> (f32, f32) {
        input(|input| input.wheel.into())
    }

    /// Whether the button is held.
    pub fn is_mouse_button_down(button: MouseButton) -> bool {
        input(|input| input.buttons_down.contains(&button))
    }

    /// Whether the button went down in this frame.
    pub fn is_mouse_button_pressed(button: MouseButton) -> bool {
        input(|input| input.buttons_pressed.contains(&button))
    }

    /// Whether the button went up in this frame.
    pub fn is_mouse_button_released(button: MouseButton) -> bool {
        input(|input| input.buttons_released.contains(&button))
    }

    /// Whether the key is held.
    pub fn is_key_down(key: KeyCode) -> bool {
        input(|input| input.keys_down.contains(&key))
    }

    /// Whether the key went down in this frame.
    pub fn is_key_pressed(key: KeyCode) -> bool {
        input(|input| input.keys_pressed.contains(&key))
    }

    /// Whether the key went up in this frame.
    pub fn is_key_released(key: KeyCode) -> bool {
        input(|input| input.keys_released.contains(&key))
    }

    /// Whether any key is held.
    pub fn is_any_key_down() -> bool {
        input(|input| !input.keys_down.is_empty())
    }

    /// The key that went down last in this frame.
    pub fn get_last_key_pressed() -> Option<KeyCode> {
        input(|input| input.last_key)
    }

    /// The next character typed in this frame; each is given once.
    pub fn get_char_pressed() -> Option<char> {
        input(|input| input.chars.pop_front())
    }

    /// Every key held.
    pub fn get_keys_down() -> HashSet<KeyCode> {
        input(|input| input.keys_down.clone())
    }

    /// Every key that went down in this frame.
    pub fn get_keys_pressed() -> HashSet<KeyCode> {
        input(|input| input.keys_pressed.clone())
    }

    /// Every key that went up in this frame.
    pub fn get_keys_released() -> HashSet<KeyCode> {
        input(|input| input.keys_released.clone())
    }

    /// Forgets the characters typed in this frame.
    pub fn clear_input_queue() {
        input(|input| input.chars.clear());
    }

    /// Fingers on the canvas, from its top left corner.
    pub fn touches() -> Vec<Touch> {
        input(|input| input.touches.clone())
    }

    /// Fingers on the canvas, -1 to 1 on both axes.
    pub fn touches_local() -> Vec<Touch> {
        touches()
            .into_iter()
            .map(|touch| Touch {
                position: local(touch.position),
                ..touch
            })
            .collect()
    }

    fn local(position: Vec2) -> Vec2 {
        position / vec2(screen_width(), screen_height()) * 2.0 - 1.0
    }
}
