//! Numbers for what macroquad has names for. They are those of macroquad itself, which has them from X11's `keysymdef.h`,
//! and they are part of the format of a take.

use macroquad::input::{KeyCode, MouseButton, TouchPhase};
use macroquad::miniquad::KeyMods;

const KEYS: &[KeyCode] = {
    use KeyCode::*;
    &[
        Space,
        Apostrophe,
        Comma,
        Minus,
        Period,
        Slash,
        Key0,
        Key1,
        Key2,
        Key3,
        Key4,
        Key5,
        Key6,
        Key7,
        Key8,
        Key9,
        Semicolon,
        Equal,
        A,
        B,
        C,
        D,
        E,
        F,
        G,
        H,
        I,
        J,
        K,
        L,
        M,
        N,
        O,
        P,
        Q,
        R,
        S,
        T,
        U,
        V,
        W,
        X,
        Y,
        Z,
        LeftBracket,
        Backslash,
        RightBracket,
        GraveAccent,
        World1,
        World2,
        Escape,
        Enter,
        Tab,
        Backspace,
        Insert,
        Delete,
        Right,
        Left,
        Down,
        Up,
        PageUp,
        PageDown,
        Home,
        End,
        CapsLock,
        ScrollLock,
        NumLock,
        PrintScreen,
        Pause,
        F1,
        F2,
        F3,
        F4,
        F5,
        F6,
        F7,
        F8,
        F9,
        F10,
        F11,
        F12,
        F13,
        F14,
        F15,
        F16,
        F17,
        F18,
        F19,
        F20,
        F21,
        F22,
        F23,
        F24,
        F25,
        Kp0,
        Kp1,
        Kp2,
        Kp3,
        Kp4,
        Kp5,
        Kp6,
        Kp7,
        Kp8,
        Kp9,
        KpDecimal,
        KpDivide,
        KpMultiply,
        KpSubtract,
        KpAdd,
        KpEnter,
        KpEqual,
        LeftShift,
        LeftControl,
        LeftAlt,
        LeftSuper,
        RightShift,
        RightControl,
        RightAlt,
        RightSuper,
        Menu,
        Back,
        Unknown,
    ]
};

const BUTTONS: [MouseButton; 3] = [MouseButton::Left, MouseButton::Middle, MouseButton::Right];

const PHASES: [TouchPhase; 5] = [
    TouchPhase::Started,
    TouchPhase::Stationary,
    TouchPhase::Moved,
    TouchPhase::Ended,
    TouchPhase::Cancelled,
];

/// The number of a key.
pub fn of_key(key: KeyCode) -> u16 {
    key as u16
}

/// The key of that number.
pub fn key(code: u16) -> Option<KeyCode> {
    KEYS.iter().copied().find(|&key| key as u16 == code)
}

/// The bit of a button: left 1, middle 2, right 4. Others have none.
pub fn of_button(button: MouseButton) -> u8 {
    let bits = BUTTONS.iter().position(|&known| known == button);
    bits.map_or(0, |bit| 1 << bit)
}

/// The buttons of those bits.
pub fn buttons(bits: u8) -> impl Iterator<Item = MouseButton> {
    let is_set = move |button: &MouseButton| bits & of_button(*button) != 0;
    BUTTONS.into_iter().filter(is_set)
}

/// The number of a phase.
pub fn of_phase(phase: TouchPhase) -> u8 {
    let number = PHASES.iter().position(|&known| known == phase);
    number.expect("every phase is in the list") as u8
}

/// The phase of that number.
pub fn phase(code: u8) -> Option<TouchPhase> {
    PHASES.get(usize::from(code)).copied()
}

/// The bits of modifiers: Shift 1, Ctrl 2, Alt 4, Super 8.
pub fn of_modifiers(modifiers: KeyMods) -> u8 {
    let KeyMods {
        shift,
        ctrl,
        alt,
        logo,
    } = modifiers;
    u8::from(shift) | u8::from(ctrl) << 1 | u8::from(alt) << 2 | u8::from(logo) << 3
}

/// The modifiers of those bits.
pub fn modifiers(bits: u8) -> KeyMods {
    KeyMods {
        shift: bits & 1 != 0,
        ctrl: bits & 2 != 0,
        alt: bits & 4 != 0,
        logo: bits & 8 != 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_leads_back() {
        for &it in KEYS {
            assert_eq!(key(of_key(it)), Some(it));
        }
        assert_eq!(key(7), None);
        for bits in 0..8 {
            assert_eq!(buttons(bits).map(of_button).sum::<u8>(), bits);
        }
        for bits in 0..16 {
            assert_eq!(of_modifiers(modifiers(bits)), bits);
        }
        for it in PHASES {
            assert_eq!(phase(of_phase(it)), Some(it));
        }
    }
}
