//! A frame of a take as it is written: only what differs from the frame before.

use std::collections::{HashSet, VecDeque};
use std::time::Duration;

use kinora_movie::frame::Size;
use macroquad::color::Color;
use macroquad::input::{KeyCode, MouseButton, Touch};
use macroquad::math::Vec2;
use macroquad::miniquad::TouchPhase;
use serde::{Deserialize, Serialize};

use super::codes;
use super::{Frame, Resized};
use crate::stage::parameters::{Text, Value};
use crate::stage::{Event, Input, Moment, PARTS};

/// One frame. The order of its fields, and of those below, is the format.
#[derive(Serialize, Deserialize)]
pub struct Record {
    when: When,
    /// Nanoseconds that the frame before was shown, less those of the one before that; `None` for a frame that nobody saw.
    passed: Option<i64>,
    told: Option<Told>,
    changes: Vec<(String, Setting)>,
    resized: Option<(u32, u32, f64)>,
}

#[derive(Serialize, Deserialize)]
enum When {
    /// So many [`PARTS`] of a frame of the movie after the one before.
    After(u32),
    /// As long after the frame before as that was shown.
    Clock,
    Other {
        index: u64,
        time: f64,
        frame_time: f64,
    },
}

/// What the sketch was told, where that is more than in the frame before.
#[derive(Serialize, Deserialize)]
struct Told {
    mouse: Option<(f32, f32)>,
    /// Where it is not the way from the mouse of the frame before.
    delta: Option<(f32, f32)>,
    wheel: Option<(f32, f32)>,
    /// Buttons held, those that went down, and those that went up.
    buttons: Option<(u8, u8, u8)>,
    keys: Option<Keys>,
    chars: String,
    touches: Vec<(u64, u8, f32, f32)>,
    is_quit_requested: bool,
    events: Vec<Happened>,
}

#[derive(Serialize, Deserialize)]
struct Keys {
    down: Vec<u16>,
    pressed: Vec<u16>,
    released: Vec<u16>,
    last: Option<u16>,
}

#[derive(Serialize, Deserialize)]
enum Setting {
    Number(f64),
    Toggle(bool),
    Color(f32, f32, f32, f32),
    Choice(u32),
    Button(bool),
    Text(String),
}

#[derive(Serialize, Deserialize)]
enum Happened {
    MouseMotion(f32, f32),
    Wheel(f32, f32),
    ButtonDown(u8, f32, f32),
    ButtonUp(u8, f32, f32),
    Char(char, u8, bool),
    KeyDown(u16, u8, bool),
    KeyUp(u16, u8),
    Touch(u8, u64, f32, f32),
    Minimized,
    Restored,
}

/// What a frame is compared with.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct State {
    /// Of the frame before; `None` before the first.
    moment: Option<Moment>,
    passed: Duration,
    mouse: Vec2,
    buttons: HashSet<MouseButton>,
    keys: HashSet<KeyCode>,
}

impl State {
    /// The moment of the frame before.
    pub fn moment(&self) -> Option<Moment> {
        self.moment
    }

    fn follow(&mut self, frame: &Frame) {
        self.moment = Some(frame.moment);
        if !frame.is_skipped {
            self.passed = frame.passed;
        }
        self.mouse = frame.input.mouse;
        self.buttons.clone_from(&frame.input.buttons_down);
        self.keys.clone_from(&frame.input.keys_down);
    }

    fn next_index(&self) -> u64 {
        self.moment.map_or(0, |moment| moment.index + 1)
    }

    fn on_grid(&self, parts: u32, fps: f64) -> Moment {
        match self.moment {
            Some(last) => Moment::after(last, parts, fps),
            None => Moment::of_frame(0, fps),
        }
    }

    fn by_clock(&self, passed: Duration) -> Moment {
        let frame_time = passed.as_secs_f64();
        Moment {
            index: self.next_index(),
            time: self.moment.map_or(0.0, |moment| moment.time) + frame_time,
            frame_time,
        }
    }

    /// `frame` as it is written after that.
    pub fn write(&mut self, frame: &Frame, fps: f64) -> Record {
        let moment = frame.moment;
        let parts = (moment.frame_time * fps * f64::from(PARTS)).round() as u32;
        let when = if moment == self.on_grid(parts, fps) {
            When::After(parts)
        } else if moment == self.by_clock(frame.passed) {
            When::Clock
        } else {
            When::Other {
                index: moment.index,
                time: moment.time,
                frame_time: moment.frame_time,
            }
        };
        let nanos = |duration: Duration| duration.as_nanos() as i64;
        let record = Record {
            when,
            passed: (!frame.is_skipped).then(|| nanos(frame.passed) - nanos(self.passed)),
            told: self.told(&frame.input),
            changes: frame.changes.iter().map(setting).collect(),
            resized: frame
                .resized
                .map(|Resized { size, density }| (size.width(), size.height(), density)),
        };
        self.follow(frame);
        record
    }

    fn told(&self, input: &Input) -> Option<Told> {
        let pair = |vector: Vec2| (vector.x, vector.y);
        let buttons = |buttons: &HashSet<MouseButton>| {
            buttons
                .iter()
                .fold(0, |bits, &it| bits | codes::of_button(it))
        };
        let keys = |keys: &HashSet<KeyCode>| {
            let mut keys: Vec<_> = keys.iter().map(|&key| codes::of_key(key)).collect();
            keys.sort_unstable();
            keys
        };
        let has_keys = input.keys_down != self.keys
            || !input.keys_pressed.is_empty()
            || !input.keys_released.is_empty()
            || input.last_key.is_some();
        let has_buttons = input.buttons_down != self.buttons
            || !input.buttons_pressed.is_empty()
            || !input.buttons_released.is_empty();
        let told = Told {
            mouse: (input.mouse != self.mouse).then(|| pair(input.mouse)),
            delta: (input.mouse_delta != input.mouse - self.mouse).then(|| pair(input.mouse_delta)),
            wheel: (input.wheel != Vec2::ZERO).then(|| pair(input.wheel)),
            buttons: has_buttons.then(|| {
                (
                    buttons(&input.buttons_down),
                    buttons(&input.buttons_pressed),
                    buttons(&input.buttons_released),
                )
            }),
            keys: has_keys.then(|| Keys {
                down: keys(&input.keys_down),
                pressed: keys(&input.keys_pressed),
                released: keys(&input.keys_released),
                last: input.last_key.map(codes::of_key),
            }),
            chars: input.chars.iter().collect(),
            touches: input
                .touches
                .iter()
                .map(|touch| {
                    let (x, y) = pair(touch.position);
                    (touch.id, codes::of_phase(touch.phase), x, y)
                })
                .collect(),
            is_quit_requested: input.is_quit_requested,
            events: input.events.iter().map(happened).collect(),
        };
        let is_more = told.mouse.is_some()
            || told.delta.is_some()
            || told.wheel.is_some()
            || told.buttons.is_some()
            || told.keys.is_some()
            || !told.chars.is_empty()
            || !told.touches.is_empty()
            || told.is_quit_requested
            || !told.events.is_empty();
        is_more.then_some(told)
    }

    /// The frame that was written so after that. `None` if nobody wrote it.
    pub fn read(&mut self, record: Record, fps: f64) -> Option<Frame> {
        let nanos = i64::try_from(self.passed.as_nanos()).ok()?;
        let passed = match record.passed {
            Some(more) => Duration::from_nanos(nanos.checked_add(more)?.try_into().ok()?),
            None => Duration::ZERO,
        };
        let moment = match record.when {
            When::After(parts) => self.on_grid(parts, fps),
            When::Clock => self.by_clock(passed),
            When::Other {
                index,
                time,
                frame_time,
            } => Moment {
                index,
                time,
                frame_time,
            },
        };
        let resized = match record.resized {
            Some((width, height, density)) => Some(Resized {
                size: Size::new(width, height).ok()?,
                density,
            }),
            None => None,
        };
        let changes = record.changes.into_iter();
        let frame = Frame {
            moment,
            passed,
            is_skipped: record.passed.is_none(),
            input: self.input(record.told)?,
            changes: changes
                .map(|(name, value)| (name, value_of(value)))
                .collect(),
            resized,
        };
        self.follow(&frame);
        Some(frame)
    }

    fn input(&self, told: Option<Told>) -> Option<Input> {
        let mut input = Input {
            mouse: self.mouse,
            buttons_down: self.buttons.clone(),
            keys_down: self.keys.clone(),
            ..Input::default()
        };
        let Some(told) = told else {
            return Some(input);
        };
        let keys = |codes: Vec<u16>| codes.into_iter().map(codes::key).collect::<Option<_>>();
        if let Some(mouse) = told.mouse {
            input.mouse = mouse.into();
        }
        input.mouse_delta = told.delta.map_or(input.mouse - self.mouse, Vec2::from);
        input.wheel = told.wheel.map_or(Vec2::ZERO, Vec2::from);
        if let Some((down, pressed, released)) = told.buttons {
            input.buttons_down = codes::buttons(down).collect();
            input.buttons_pressed = codes::buttons(pressed).collect();
            input.buttons_released = codes::buttons(released).collect();
        }
        if let Some(told) = told.keys {
            input.keys_down = keys(told.down)?;
            input.keys_pressed = keys(told.pressed)?;
            input.keys_released = keys(told.released)?;
            input.last_key = match told.last {
                Some(code) => Some(codes::key(code)?),
                None => None,
            };
        }
        input.chars = told.chars.chars().collect::<VecDeque<_>>();
        let touch = |(id, phase, x, y)| {
            Some(Touch {
                id,
                phase: codes::phase(phase)?,
                position: Vec2::new(x, y),
            })
        };
        input.touches = told.touches.into_iter().map(touch).collect::<Option<_>>()?;
        input.is_quit_requested = told.is_quit_requested;
        input.events = told.events.into_iter().map(event).collect::<Option<_>>()?;
        Some(input)
    }
}

fn setting((name, value): &(String, Value)) -> (String, Setting) {
    let setting = match *value {
        Value::Number(number) => Setting::Number(number),
        Value::Toggle(on) => Setting::Toggle(on),
        Value::Color(Color { r, g, b, a }) => Setting::Color(r, g, b, a),
        Value::Choice(index) => Setting::Choice(index as u32),
        Value::Button(pressed) => Setting::Button(pressed),
        Value::Text(text) => Setting::Text(text.as_str().to_owned()),
    };
    (name.clone(), setting)
}

fn value_of(setting: Setting) -> Value {
    match setting {
        Setting::Number(number) => Value::Number(number),
        Setting::Toggle(on) => Value::Toggle(on),
        Setting::Color(r, g, b, a) => Value::Color(Color { r, g, b, a }),
        Setting::Choice(index) => Value::Choice(index as usize),
        Setting::Button(pressed) => Value::Button(pressed),
        Setting::Text(text) => Value::Text(Text::new(&text)),
    }
}

/// The phases of an event, which knows no finger that rests.
const PHASES: [TouchPhase; 4] = [
    TouchPhase::Started,
    TouchPhase::Moved,
    TouchPhase::Ended,
    TouchPhase::Cancelled,
];

fn happened(event: &Event) -> Happened {
    use codes::{of_button, of_key, of_modifiers};
    match *event {
        Event::MouseMotion(x, y) => Happened::MouseMotion(x, y),
        Event::Wheel(x, y) => Happened::Wheel(x, y),
        Event::ButtonDown(button, x, y) => Happened::ButtonDown(of_button(button), x, y),
        Event::ButtonUp(button, x, y) => Happened::ButtonUp(of_button(button), x, y),
        Event::Char(char, mods, repeat) => Happened::Char(char, of_modifiers(mods), repeat),
        Event::KeyDown(key, mods, repeat) => {
            Happened::KeyDown(of_key(key), of_modifiers(mods), repeat)
        }
        Event::KeyUp(key, mods) => Happened::KeyUp(of_key(key), of_modifiers(mods)),
        Event::Touch(phase, id, x, y) => {
            let phase = PHASES.iter().position(|&known| known == phase);
            Happened::Touch(phase.unwrap_or_default() as u8, id, x, y)
        }
        Event::Minimized => Happened::Minimized,
        Event::Restored => Happened::Restored,
    }
}

fn event(happened: Happened) -> Option<Event> {
    use codes::{key, modifiers};
    let button = |bits| codes::buttons(bits).next().unwrap_or(MouseButton::Unknown);
    Some(match happened {
        Happened::MouseMotion(x, y) => Event::MouseMotion(x, y),
        Happened::Wheel(x, y) => Event::Wheel(x, y),
        Happened::ButtonDown(bits, x, y) => Event::ButtonDown(button(bits), x, y),
        Happened::ButtonUp(bits, x, y) => Event::ButtonUp(button(bits), x, y),
        Happened::Char(char, bits, repeat) => Event::Char(char, modifiers(bits), repeat),
        Happened::KeyDown(code, bits, repeat) => {
            Event::KeyDown(key(code)?, modifiers(bits), repeat)
        }
        Happened::KeyUp(code, bits) => Event::KeyUp(key(code)?, modifiers(bits)),
        Happened::Touch(phase, id, x, y) => {
            Event::Touch(*PHASES.get(usize::from(phase))?, id, x, y)
        }
        Happened::Minimized => Event::Minimized,
        Happened::Restored => Event::Restored,
    })
}
