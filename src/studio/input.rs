//! What the window hears, as the sketch is told it.

use macroquad::input::{self as quad, KeyCode, MouseButton, Touch};
use macroquad::math::Vec2;

use crate::canvas::Area;
use crate::frame::Size;
use crate::stage::Input;

/// Keys that are the sandbox's own.
const OWN_KEYS: [KeyCode; 2] = [KeyCode::R, KeyCode::Escape];

const BUTTONS: [MouseButton; 3] = [MouseButton::Left, MouseButton::Middle, MouseButton::Right];

/// Where the mouse was in the frame before.
#[derive(Default)]
pub struct Mouse {
    last: Option<Vec2>,
}

impl Mouse {
    /// The input of this frame, for a canvas of `size` shown at `area` of a window.
    pub fn input(&mut self, size: Size, area: Area, window_height: f32) -> Input {
        let to_canvas = |(x, y)| Vec2::from(area.to_canvas(size, window_height, (x, y)));
        let mouse = to_canvas(quad::mouse_position());
        let mouse_delta = mouse - self.last.replace(mouse).unwrap_or(mouse);
        let buttons = |is: fn(MouseButton) -> bool| {
            BUTTONS.into_iter().filter(|&button| is(button)).collect()
        };
        let keys = |mut keys: std::collections::HashSet<KeyCode>| {
            keys.retain(|key| !OWN_KEYS.contains(key));
            keys
        };
        Input {
            mouse,
            mouse_delta,
            wheel: quad::mouse_wheel().into(),
            buttons_down: buttons(quad::is_mouse_button_down),
            buttons_pressed: buttons(quad::is_mouse_button_pressed),
            buttons_released: buttons(quad::is_mouse_button_released),
            keys_down: keys(quad::get_keys_down()),
            keys_pressed: keys(quad::get_keys_pressed()),
            keys_released: keys(quad::get_keys_released()),
            last_key: quad::get_last_key_pressed().filter(|key| !OWN_KEYS.contains(key)),
            chars: std::iter::from_fn(quad::get_char_pressed).collect(),
            touches: quad::touches()
                .into_iter()
                .map(|touch| Touch {
                    position: to_canvas(touch.position.into()),
                    ..touch
                })
                .collect(),
        }
    }
}
