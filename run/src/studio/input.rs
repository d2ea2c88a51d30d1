//! What the window hears, as the sketch is told it.

use std::collections::HashSet;

use macroquad::input::{self as quad, KeyCode, MouseButton, Touch};
use macroquad::math::Vec2;
use macroquad::miniquad::window::{dpi_scale, screen_size};

use super::ear::{Ear, Owner};
use super::keys::control;
use kinora_core::canvas::Area;
use kinora_core::sketch::Plan;
use kinora_core::stage::Input;

const BUTTONS: [MouseButton; 3] = [MouseButton::Left, MouseButton::Middle, MouseButton::Right];

/// What the window tells from frame to frame.
#[derive(Default)]
pub struct Senses {
    /// Where the mouse was in the frame before.
    mouse: Option<Vec2>,
    /// Buttons that went down on the canvas and have not come up.
    held: HashSet<MouseButton>,
    pub ear: Ear,
}

impl Senses {
    /// The input of this frame, for a canvas of that plan shown at `area` of a window.
    pub fn input(&mut self, owner: Owner, plan: &Plan, area: Area) -> Input {
        let size = plan.size;
        let window_height = screen_size().1;
        let to_canvas = |(x, y)| Vec2::from(area.to_canvas(size, window_height, (x, y)));
        // macroquad's mouse is in points.
        let (x, y) = quad::mouse_position();
        let mouse = to_canvas((x * dpi_scale(), y * dpi_scale()));
        let mouse_delta = mouse - self.mouse.replace(mouse).unwrap_or(mouse);
        // Events are in pixels.
        let density = plan.canvas.width() as f32 / size.width() as f32;
        let events = self
            .ear
            .pass_on(owner, |x, y| (to_canvas((x, y)) * density).into());
        let control = control();
        let buttons = |is: fn(MouseButton) -> bool| -> HashSet<MouseButton> {
            let buttons = BUTTONS.into_iter().filter(|_| !owner.panel_has_mouse);
            buttons.filter(|&button| is(button)).collect()
        };
        let pressed = buttons(quad::is_mouse_button_pressed);
        // What went down on the canvas comes up, wherever that is; nothing else does.
        self.held.extend(&pressed);
        let mut released = self.held.clone();
        released.retain(|&button| quad::is_mouse_button_released(button));
        self.held
            .retain(|&button| quad::is_mouse_button_down(button));
        let keys = |mut keys: HashSet<KeyCode>| {
            keys.retain(|&key| owner.keyboard.lets_through(key, control));
            keys
        };
        Input {
            mouse,
            mouse_delta,
            wheel: match owner.panel_has_mouse {
                true => Vec2::ZERO,
                false => quad::mouse_wheel().into(),
            },
            buttons_down: buttons(quad::is_mouse_button_down),
            buttons_pressed: pressed,
            buttons_released: released,
            keys_down: keys(quad::get_keys_down()),
            keys_pressed: keys(quad::get_keys_pressed()),
            keys_released: keys(quad::get_keys_released()),
            last_key: quad::get_last_key_pressed()
                .filter(|&key| owner.keyboard.lets_through(key, control)),
            chars: std::iter::from_fn(quad::get_char_pressed)
                .filter(|&char| owner.keyboard.lets_type(char, control))
                .collect(),
            touches: quad::touches()
                .into_iter()
                .map(|touch| Touch {
                    position: to_canvas(touch.position.into()),
                    ..touch
                })
                .collect(),
            is_quit_requested: false,
            events,
        }
    }
}
