//! Hears what happens to the window, event by event, and passes on what is the sketch's.

use std::collections::HashSet;

use macroquad::input::utils::{register_input_subscriber, repeat_all_miniquad_input};
use macroquad::miniquad::{EventHandler, KeyCode, KeyMods, MouseButton, TouchPhase};

use super::keys::Keyboard;
use kinora_core::stage::Event;

/// Whose mouse and keys they are.
#[derive(Debug, Clone, Copy)]
pub struct Owner {
    pub keyboard: Keyboard,
    /// The mouse is over the panel, or began there what it does.
    pub panel_has_mouse: bool,
}

/// What was heard, and what of it was kept from the sketch.
#[derive(Default)]
pub struct Ear {
    /// By which macroquad knows it; from the first frame on.
    subscriber: Option<usize>,
    heard: Heard,
    /// Keys and buttons that went down without the sketch hearing of it: it doesn't hear them go up either.
    keys: HashSet<KeyCode>,
    buttons: HashSet<MouseButton>,
    /// What the sketch must hear of in the next frame that it plays: what it saw go down has come up.
    waiting: Vec<Event>,
}

impl Ear {
    /// Hears what has happened since the frame before. To be called in every frame, also where the sketch plays none.
    pub fn listen(&mut self) {
        let subscriber = *self
            .subscriber
            .get_or_insert_with(register_input_subscriber);
        repeat_all_miniquad_input(&mut self.heard, subscriber);
    }

    /// What the sketch is told of that, where a place of the window is `to_canvas`.
    pub fn pass_on(
        &mut self,
        owner: Owner,
        to_canvas: impl Fn(f32, f32) -> (f32, f32),
    ) -> Vec<Event> {
        let mut events = std::mem::take(&mut self.waiting);
        for event in std::mem::take(&mut self.heard.0) {
            if self.lets_through(event, owner) {
                events.push(moved(event, &to_canvas));
            }
        }
        events
    }

    /// The sketch plays no frame. What goes down meanwhile it does not hear of.
    pub fn keep_back(&mut self) {
        for event in std::mem::take(&mut self.heard.0) {
            match event {
                Event::KeyDown(key, _, false) => {
                    self.keys.insert(key);
                }
                Event::ButtonDown(button, ..) => {
                    self.buttons.insert(button);
                }
                Event::KeyUp(key, _) if !self.keys.remove(&key) => self.waiting.push(event),
                Event::ButtonUp(button, ..) if !self.buttons.remove(&button) => {
                    self.waiting.push(event);
                }
                _ => {}
            }
        }
    }

    /// Whether it is the sketch's. Repeats and the way up follow the way down.
    fn lets_through(&mut self, event: Event, owner: Owner) -> bool {
        match event {
            Event::KeyDown(key, modifiers, false) => {
                let is_its = owner.keyboard.lets_through(key, modifiers.ctrl);
                keep(&mut self.keys, key, !is_its)
            }
            Event::KeyDown(key, _, true) => !self.keys.contains(&key),
            Event::KeyUp(key, _) => !self.keys.remove(&key),
            Event::Char(char, modifiers, _) => owner.keyboard.lets_type(char, modifiers.ctrl),
            Event::ButtonDown(button, ..) => keep(&mut self.buttons, button, owner.panel_has_mouse),
            Event::ButtonUp(button, ..) => !self.buttons.remove(&button),
            Event::Wheel(..) => !owner.panel_has_mouse,
            Event::MouseMotion(..) | Event::Touch(..) | Event::Minimized | Event::Restored => true,
        }
    }
}

/// Keeps it back or not; whether it is passed on.
fn keep<T: Eq + std::hash::Hash>(kept: &mut HashSet<T>, what: T, is_kept: bool) -> bool {
    match is_kept {
        true => kept.insert(what),
        false => kept.remove(&what),
    };
    !is_kept
}

/// The same at another place.
fn moved(event: Event, to: impl Fn(f32, f32) -> (f32, f32)) -> Event {
    match event {
        Event::MouseMotion(x, y) => {
            let (x, y) = to(x, y);
            Event::MouseMotion(x, y)
        }
        Event::ButtonDown(button, x, y) => {
            let (x, y) = to(x, y);
            Event::ButtonDown(button, x, y)
        }
        Event::ButtonUp(button, x, y) => {
            let (x, y) = to(x, y);
            Event::ButtonUp(button, x, y)
        }
        Event::Touch(phase, id, x, y) => {
            let (x, y) = to(x, y);
            Event::Touch(phase, id, x, y)
        }
        event => event,
    }
}

/// What happened since the frame before.
#[derive(Default)]
struct Heard(Vec<Event>);

impl EventHandler for Heard {
    fn update(&mut self) {}

    fn draw(&mut self) {}

    fn mouse_motion_event(&mut self, x: f32, y: f32) {
        self.0.push(Event::MouseMotion(x, y));
    }

    fn mouse_wheel_event(&mut self, x: f32, y: f32) {
        self.0.push(Event::Wheel(x, y));
    }

    fn mouse_button_down_event(&mut self, button: MouseButton, x: f32, y: f32) {
        self.0.push(Event::ButtonDown(button, x, y));
    }

    fn mouse_button_up_event(&mut self, button: MouseButton, x: f32, y: f32) {
        self.0.push(Event::ButtonUp(button, x, y));
    }

    fn char_event(&mut self, char: char, modifiers: KeyMods, repeat: bool) {
        self.0.push(Event::Char(char, modifiers, repeat));
    }

    fn key_down_event(&mut self, key: KeyCode, modifiers: KeyMods, repeat: bool) {
        self.0.push(Event::KeyDown(key, modifiers, repeat));
    }

    fn key_up_event(&mut self, key: KeyCode, modifiers: KeyMods) {
        self.0.push(Event::KeyUp(key, modifiers));
    }

    fn touch_event(&mut self, phase: TouchPhase, id: u64, x: f32, y: f32) {
        self.0.push(Event::Touch(phase, id, x, y));
    }

    fn window_minimized_event(&mut self) {
        self.0.push(Event::Minimized);
    }

    fn window_restored_event(&mut self) {
        self.0.push(Event::Restored);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: KeyMods = KeyMods {
        shift: false,
        ctrl: false,
        alt: false,
        logo: false,
    };
    const CTRL: KeyMods = KeyMods { ctrl: true, ..NONE };

    const PROGRAM: Owner = Owner {
        keyboard: Keyboard::Sketch,
        panel_has_mouse: false,
    };
    const PANEL: Owner = Owner {
        panel_has_mouse: true,
        ..PROGRAM
    };

    fn passed(ear: &mut Ear, owner: Owner, heard: &[Event]) -> Vec<Event> {
        ear.heard.0.extend_from_slice(heard);
        ear.pass_on(owner, |x, y| (x - 100.0, y * 2.0))
    }

    #[test]
    fn what_the_sandbox_is_asked_for_is_not_the_programs() {
        let mut ear = Ear::default();
        let control = Event::KeyDown(KeyCode::LeftControl, NONE, false);
        let copy = Event::KeyDown(KeyCode::C, CTRL, false);
        let record = [
            Event::Char('r', CTRL, false),
            Event::KeyDown(KeyCode::R, CTRL, false),
            Event::KeyDown(KeyCode::R, CTRL, true),
        ];
        let heard = [
            &[control],
            &record[..],
            &[Event::Char('c', CTRL, false), copy],
        ]
        .concat();
        let want = [control, Event::Char('c', CTRL, false), copy];
        assert_eq!(passed(&mut ear, PROGRAM, &heard), want);
        // Ctrl comes up first.
        let up = Event::KeyUp(KeyCode::LeftControl, CTRL);
        let heard = [
            up,
            Event::KeyUp(KeyCode::R, NONE),
            Event::KeyUp(KeyCode::C, NONE),
        ];
        let want = [up, Event::KeyUp(KeyCode::C, NONE)];
        assert_eq!(passed(&mut ear, PROGRAM, &heard), want);
        // Without Ctrl it is the program's, and comes up with it, too.
        let plain = [
            Event::Char('r', NONE, false),
            Event::KeyDown(KeyCode::R, NONE, false),
            Event::KeyUp(KeyCode::R, CTRL),
        ];
        assert_eq!(passed(&mut ear, PROGRAM, &plain), plain);
    }

    #[test]
    fn the_mouse_is_the_programs_on_the_canvas_in_the_canvass_pixels() {
        let mut ear = Ear::default();
        let (left, right) = (MouseButton::Left, MouseButton::Right);
        let heard = [Event::ButtonDown(left, 150.0, 10.0), Event::Wheel(0.0, 1.0)];
        let want = [Event::ButtonDown(left, 50.0, 20.0), Event::Wheel(0.0, 1.0)];
        assert_eq!(passed(&mut ear, PROGRAM, &heard), want);
        // Over the panel: what began on the canvas ends, and nothing begins.
        let heard = [
            Event::MouseMotion(600.0, 5.0),
            Event::ButtonDown(right, 600.0, 5.0),
            Event::Wheel(0.0, 1.0),
            Event::ButtonUp(right, 600.0, 5.0),
            Event::ButtonUp(left, 600.0, 5.0),
        ];
        let want = [
            Event::MouseMotion(500.0, 10.0),
            Event::ButtonUp(left, 500.0, 10.0),
        ];
        assert_eq!(passed(&mut ear, PANEL, &heard), want);
    }

    #[test]
    fn what_is_pressed_while_time_stands_is_not_heard_afterwards() {
        let mut ear = Ear::default();
        let held = Event::KeyDown(KeyCode::A, NONE, false);
        assert_eq!(passed(&mut ear, PROGRAM, &[held]), [held]);
        let up = Event::KeyUp(KeyCode::A, NONE);
        let pressed = Event::KeyDown(KeyCode::B, NONE, false);
        ear.heard.0 = vec![up, pressed, Event::Char('b', NONE, false)];
        ear.keep_back();
        let other_up = Event::KeyUp(KeyCode::B, NONE);
        assert_eq!(passed(&mut ear, PROGRAM, &[other_up]), [up]);
    }
}
