//! Events of the window one by one, for a program that has a UI of its own to tell of them. They are those that
//! [`Input`](super::Input) sums up: the sandbox's keys are not among them, and places are those on the canvas.

use std::cell::RefCell;

use macroquad::miniquad::{EventHandler, KeyCode, KeyMods, MouseButton, TouchPhase};

/// What happened to the window. Places are in pixels of the canvas, from its top left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Event {
    /// The mouse is here now.
    MouseMotion(f32, f32),
    /// The wheel turned by so much, to the right and up.
    Wheel(f32, f32),
    /// A button went down, here.
    ButtonDown(MouseButton, f32, f32),
    /// A button went up, here.
    ButtonUp(MouseButton, f32, f32),
    /// A character was typed. The last is whether the keyboard repeats it.
    Char(char, KeyMods, bool),
    /// A key went down. The last is whether the keyboard repeats it.
    KeyDown(KeyCode, KeyMods, bool),
    /// A key went up.
    KeyUp(KeyCode, KeyMods),
    /// A finger, by its number, is here.
    Touch(TouchPhase, u64, f32, f32),
    /// The window was put away.
    Minimized,
    /// The window is back.
    Restored,
}

impl Event {
    fn repeat(self, to: &mut impl EventHandler) {
        match self {
            Event::MouseMotion(x, y) => to.mouse_motion_event(x, y),
            Event::Wheel(x, y) => to.mouse_wheel_event(x, y),
            Event::ButtonDown(button, x, y) => to.mouse_button_down_event(button, x, y),
            Event::ButtonUp(button, x, y) => to.mouse_button_up_event(button, x, y),
            Event::Char(char, modifiers, repeat) => to.char_event(char, modifiers, repeat),
            Event::KeyDown(key, modifiers, repeat) => to.key_down_event(key, modifiers, repeat),
            Event::KeyUp(key, modifiers) => to.key_up_event(key, modifiers),
            Event::Touch(phase, id, x, y) => to.touch_event(phase, id, x, y),
            Event::Minimized => to.window_minimized_event(),
            Event::Restored => to.window_restored_event(),
        }
    }
}

thread_local! {
    /// What each subscriber has not been told yet.
    static WAITING: RefCell<Vec<Vec<Event>>> = RefCell::default();
}

/// Tells every subscriber.
pub(super) fn tell(events: &[Event]) {
    WAITING.with_borrow_mut(|waiting| {
        for subscriber in waiting {
            subscriber.extend_from_slice(events);
        }
    });
}

/// Whether there is anyone to tell.
pub(super) fn are_there() -> bool {
    WAITING.with_borrow(|waiting| !waiting.is_empty())
}

/// Forgets the subscribers of an earlier play.
pub(super) fn clear() {
    WAITING.take();
}

/// macroquad's names for it.
pub mod names {
    use macroquad::miniquad::EventHandler;

    use super::WAITING;

    /// From now on the events of the window are kept for a subscriber, whose number this is.
    pub fn register_input_subscriber() -> usize {
        WAITING.with_borrow_mut(|waiting| {
            waiting.push(vec![]);
            waiting.len() - 1
        })
    }

    /// Tells `to` of every event since the last time: the keys and characters that are not the sandbox's, mouse and
    /// touches where they are on the canvas, in its pixels. To be called once a frame. A subscriber that registered in
    /// an earlier play of the sketch still is one.
    pub fn repeat_all_miniquad_input<T: EventHandler>(to: &mut T, subscriber: usize) {
        let events = WAITING.with_borrow_mut(|waiting| {
            if waiting.len() <= subscriber {
                waiting.resize(subscriber + 1, vec![]);
            }
            std::mem::take(&mut waiting[subscriber])
        });
        for event in events {
            event.repeat(to);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::names::{register_input_subscriber, repeat_all_miniquad_input};
    use super::*;

    #[derive(Default)]
    struct Keys(Vec<KeyCode>);

    impl EventHandler for Keys {
        fn update(&mut self) {}

        fn draw(&mut self) {}

        fn key_down_event(&mut self, key: KeyCode, _: KeyMods, _: bool) {
            self.0.push(key);
        }
    }

    fn heard_by(subscriber: usize) -> Vec<KeyCode> {
        let mut keys = Keys::default();
        repeat_all_miniquad_input(&mut keys, subscriber);
        keys.0
    }

    #[test]
    fn each_subscriber_is_told_of_each_event_once() {
        let down = |key| Event::KeyDown(key, KeyMods::default(), false);
        clear();
        let first = register_input_subscriber();
        tell(&[down(KeyCode::A)]);
        let second = register_input_subscriber();
        tell(&[down(KeyCode::B), Event::Minimized]);
        assert_eq!(heard_by(first), [KeyCode::A, KeyCode::B]);
        assert_eq!(heard_by(first), []);
        assert_eq!(heard_by(second), [KeyCode::B]);
        // The number of an earlier play.
        clear();
        assert_eq!(heard_by(second), []);
        tell(&[down(KeyCode::C)]);
        assert_eq!(heard_by(second), [KeyCode::C]);
    }
}
