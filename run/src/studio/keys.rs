//! The keys of the sandbox: one table, which the window obeys, F1 shows and the README repeats.

use kinora_movie::recorder::Policy;
use macroquad::input::{KeyCode, is_key_down, is_key_pressed, is_key_released};

use super::view::Zoom;

/// What the user asks of the sandbox, by a key or in the panel.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Wish {
    /// Starts a recording; ends the one that runs.
    Record(Policy),
    Still,
    /// Makes a movie of what just happened.
    Keep,
    /// How many seconds of it; `None` for all.
    KeepLength(Option<u32>),
    Pause,
    /// So many frames on, or back.
    Step(i32),
    /// To that time, in seconds.
    Seek(f64),
    Restart,
    /// Times the speed of the clock.
    Speed(f64),
    NextSeed,
    Seed(u64),
    /// A parameter was changed.
    Redraw,
    /// Another frame rate of the movie.
    Fps(f64),
    /// Another extension of recordings.
    Format(&'static str),
    FullScreen,
    Zoom(Zoom),
    /// So many sketches on, or back.
    Turn(i32),
    /// The sketch with that index in the list.
    Choose(usize),
    Keys,
    Hide,
    /// Closes what lies over the canvas, or the window.
    Leave,
    /// Closes the window.
    Quit,
}

impl Wish {
    /// What a button asks for that starts a recording: with Shift held, a locked one.
    pub fn record() -> Wish {
        Wish::Record(match shift() {
            true => Policy::Locked,
            false => Policy::Live,
        })
    }
}

/// Keys, and what they do.
pub struct Binding {
    /// As people call them.
    pub label: &'static str,
    pub does: &'static str,
    keys: &'static [KeyCode],
    /// With Shift, without it, or either.
    shift: Option<bool>,
    wish: Wish,
}

const fn on(
    label: &'static str,
    keys: &'static [KeyCode],
    wish: Wish,
    does: &'static str,
) -> Binding {
    Binding {
        label,
        does,
        keys,
        shift: None,
        wish,
    }
}

/// Every key there is.
pub const BINDINGS: &[Binding] = &[
    Binding {
        shift: Some(false),
        ..on(
            "R",
            &[KeyCode::R],
            Wish::Record(Policy::Live),
            "starts and stops a live recording: real time, drawing never waits, late frames are replaced and counted",
        )
    },
    Binding {
        shift: Some(true),
        ..on(
            "Shift+R",
            &[KeyCode::R],
            Wish::Record(Policy::Locked),
            "starts a locked one: every frame of the sketch is a frame of the movie, none is dropped; R stops it",
        )
    },
    on("S", &[KeyCode::S], Wish::Still, "keeps a still, as PNG"),
    on(
        "K",
        &[KeyCode::K],
        Wish::Keep,
        "keeps what just happened: the last 30 s become a movie, also if nobody recorded",
    ),
    on(
        "Space",
        &[KeyCode::Space],
        Wish::Pause,
        "pauses and goes on",
    ),
    on("→", &[KeyCode::Right], Wish::Step(1), "one frame on"),
    on("←", &[KeyCode::Left], Wish::Step(-1), "one frame back"),
    on(
        "Home",
        &[KeyCode::Home],
        Wish::Restart,
        "starts the sketch anew",
    ),
    on(
        "N",
        &[KeyCode::N],
        Wish::NextSeed,
        "starts it with the next seed",
    ),
    on(
        "PageUp",
        &[KeyCode::PageUp],
        Wish::Turn(-1),
        "the sketch before in the list",
    ),
    on(
        "PageDown",
        &[KeyCode::PageDown],
        Wish::Turn(1),
        "the next sketch of the list",
    ),
    on(
        "1",
        &[KeyCode::Key1, KeyCode::Kp1],
        Wish::Zoom(Zoom::Fit),
        "fits the canvas into the window",
    ),
    on(
        "2",
        &[KeyCode::Key2, KeyCode::Kp2],
        Wish::Zoom(Zoom::Times(1)),
        "shows it at 100 %",
    ),
    on(
        "3",
        &[KeyCode::Key3, KeyCode::Kp3],
        Wish::Zoom(Zoom::Times(2)),
        "shows it at 200 %",
    ),
    on(
        "F",
        &[KeyCode::F],
        Wish::FullScreen,
        "full screen, and back",
    ),
    on(
        "Tab, H",
        &[KeyCode::Tab, KeyCode::H],
        Wish::Hide,
        "hides everything but the canvas, and shows it again",
    ),
    on("F1", &[KeyCode::F1], Wish::Keys, "lists the keys"),
    on(
        "Esc",
        &[KeyCode::Escape],
        Wish::Leave,
        "finishes the running recording and leaves, as the window's close button does",
    ),
];

/// Who the keyboard belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keyboard {
    /// The sandbox: a sketch gets the keys that are left.
    Sandbox,
    /// The sketch: the sandbox's keys need Ctrl.
    Sketch,
    /// A field of the panel.
    Panel,
}

impl Keyboard {
    /// What is asked for by keys in this frame.
    pub fn wishes(self) -> impl Iterator<Item = Wish> {
        let shift = shift();
        let listens = match self {
            Keyboard::Sandbox => true,
            Keyboard::Sketch => control(),
            Keyboard::Panel => false,
        };
        BINDINGS
            .iter()
            .filter(move |binding| {
                listens
                    && binding.shift.is_none_or(|wanted| wanted == shift)
                    && binding.keys.iter().any(|&key| is_key_pressed(key))
            })
            .map(|binding| binding.wish)
    }

    /// Whether a key goes to the sketch, pressed with Ctrl or without it.
    pub fn lets_through(self, key: KeyCode, control: bool) -> bool {
        match self {
            Keyboard::Sandbox => !is_bound(key),
            Keyboard::Sketch => !(control && is_bound(key)),
            Keyboard::Panel => false,
        }
    }

    /// Whether a character goes to the sketch, typed with Ctrl or without it.
    pub fn lets_type(self, char: char, control: bool) -> bool {
        match self {
            Keyboard::Sandbox => !is_bound_char(char),
            Keyboard::Sketch => !(control && is_bound_char(char)),
            Keyboard::Panel => false,
        }
    }
}

/// Whether Shift is held. egui knows only after the next key.
fn shift() -> bool {
    is_held([KeyCode::LeftShift, KeyCode::RightShift])
}

/// Whether Ctrl is held.
pub fn control() -> bool {
    is_held([KeyCode::LeftControl, KeyCode::RightControl])
}

/// At some time in this frame. Pressed and released again within it, a key is no longer down.
fn is_held(keys: [KeyCode; 2]) -> bool {
    let held = |key| is_key_down(key) || is_key_pressed(key) || is_key_released(key);
    keys.into_iter().any(held)
}

fn is_bound(key: KeyCode) -> bool {
    BINDINGS.iter().any(|binding| binding.keys.contains(&key))
}

/// Whether a key that types this is the sandbox's.
fn is_bound_char(char: char) -> bool {
    let typed = char.to_uppercase().to_string();
    let mut labels = BINDINGS
        .iter()
        .flat_map(|binding| binding.label.split(", "));
    // Space, Tab, Esc.
    [' ', '\t', '\u{1b}'].contains(&char) || labels.any(|label| label == typed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_key_has_two_meanings() {
        let mut seen = HashSet::new();
        for binding in BINDINGS {
            for key in binding.keys {
                assert!(seen.insert((*key, binding.shift)), "{key:?}");
            }
        }
    }

    #[test]
    fn the_readme_has_the_same_keys() {
        let readme = include_str!("../../../README.md");
        for Binding { label, does, .. } in BINDINGS {
            let row = format!("| {label} | {does} |");
            assert!(readme.contains(&row), "{row}");
        }
    }

    #[test]
    fn a_program_has_every_key_but_the_sandboxs_with_ctrl() {
        let program = Keyboard::Sketch;
        assert!(program.lets_through(KeyCode::R, false) && program.lets_type('r', false));
        assert!(!program.lets_through(KeyCode::R, true) && !program.lets_type('r', true));
        assert!(program.lets_through(KeyCode::C, true) && program.lets_type('c', true));
    }

    #[test]
    fn what_types_a_key_of_the_sandbox_is_no_text() {
        let bound = ['r', 'R', 's', ' ', '1', '\t', '\u{1b}'];
        assert!(bound.into_iter().all(is_bound_char));
        assert!(!['a', 'ü', '4', '.'].into_iter().any(is_bound_char));
    }
}
