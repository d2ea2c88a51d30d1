//! A take: everything that a play depends on besides the code, so that it can be played again. For each frame its moment
//! and its input, the parameters and every change of them, and the canvas.
//!
//! It is kept as it is written: each frame as what differs from the one before, in the coding of the crate postcard. A
//! frame in which nothing happens takes 7 to 10 bytes.

mod codes;
mod file;
mod play;
mod record;
mod schedule;
mod tape;

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::parameters::Values;
pub use play::{Cursor, Frame, Play, Resized, Start};
pub use tape::{Mark, Tape};

/// Plays one after the other, and which part of them a movie shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Take {
    /// The first one is from its beginning.
    pub plays: Vec<Play>,
    /// Frames of the plays before the first that the movie shows.
    pub begins: u64,
    /// How long its first picture had been shown when the movie began.
    pub lead: Duration,
    /// How long the movie is; as long as its frames, if that is nothing.
    pub length: Duration,
}

impl Take {
    /// How many frames it has, those before the movie included.
    pub fn frames(&self) -> u64 {
        self.plays.iter().map(Play::frames).sum()
    }

    /// Length of the movie.
    pub fn seconds(&self) -> f64 {
        let frames = self.plays.iter().flat_map(Play::iter);
        let shown = frames.skip(self.begins as usize + 1);
        let passed: Duration = shown.map(|frame| frame.passed).sum();
        match self.length.is_zero() {
            true => passed.saturating_sub(self.lead).as_secs_f64(),
            false => self.length.as_secs_f64(),
        }
    }

    /// The same play with these parameters from its beginning on, as they are written in `--set`, and another seed.
    pub fn set(&mut self, parameters: &BTreeMap<String, String>, seed: Option<u64>) {
        let plain = parameters.iter();
        let plain: Values = plain
            .map(|(name, text)| (name.clone(), text.as_str().into()))
            .collect();
        for play in &mut self.plays {
            play.amend(&plain);
            if seed.is_some_and(|seed| seed != play.start.seed) {
                play.seen.clear();
            }
            play.start.seed = seed.unwrap_or(play.start.seed);
        }
    }

    /// The same, of which nobody has seen a picture: it is another play, or has other ones.
    pub fn unseen(mut self) -> Take {
        for play in &mut self.plays {
            play.seen.clear();
        }
        self
    }
}

/// As it is written.
#[derive(Serialize, Deserialize)]
struct Written {
    begins: u64,
    lead: Duration,
    length: Duration,
    plays: Vec<WrittenPlay>,
}

#[derive(Serialize, Deserialize)]
struct WrittenPlay {
    seed: u64,
    fps: f64,
    size: (u32, u32),
    density: f64,
    epoch: Duration,
    /// A JSON object.
    parameters: String,
    log: Vec<u8>,
    seen: Vec<(u64, u32)>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stage::parameters::Value;
    use crate::stage::{Event, Input, Moment, Parameters};
    use kinora_movie::frame::Size;
    use macroquad::input::{KeyCode, MouseButton, Touch, TouchPhase};
    use macroquad::math::vec2;
    use macroquad::miniquad::KeyMods;
    use proptest::prelude::*;
    use serde_json::json;

    const FPS: f64 = 60.0;

    pub fn start() -> Start {
        Start {
            seed: u64::MAX,
            fps: FPS,
            canvas: Resized {
                size: Size::new(640, 480).unwrap(),
                density: 2.0,
            },
            epoch: Duration::new(1_790_000_000, 123_456_789),
            parameters: Values::from([("radius".into(), json!(0.1))]),
        }
    }

    fn clock(last: Option<&Frame>, nanos: u64) -> Frame {
        let passed = Duration::from_nanos(nanos);
        let frame_time = passed.as_secs_f64();
        Frame {
            moment: Moment {
                index: last.map_or(0, |last| last.moment.index + 1),
                time: last.map_or(0.0, |last| last.moment.time) + frame_time,
                frame_time,
            },
            passed,
            ..Frame::default()
        }
    }

    fn look(frame: &Frame) -> String {
        let sorted = |debug: String| {
            let mut chars: Vec<_> = debug.chars().collect();
            chars.sort_unstable();
            chars
        };
        // Sets have no order.
        format!("{:?} {:?}", frame.moment, sorted(format!("{frame:?}")))
    }

    pub fn take_of(plays: Vec<Play>, begins: u64) -> Take {
        Take {
            plays,
            begins,
            lead: Duration::ZERO,
            length: Duration::ZERO,
        }
    }

    /// Every kind of thing that a frame can be told, in frames at times that are nobody's.
    fn any_frame() -> impl Strategy<Value = (u64, Input, Vec<(String, Value)>, bool)> {
        let place = (-1e4f32..1e4, -1e4f32..1e4).prop_map(|(x, y)| vec2(x, y));
        let keys = prop::collection::hash_set(
            prop::sample::select(vec![
                KeyCode::A,
                KeyCode::Left,
                KeyCode::F25,
                KeyCode::Unknown,
            ]),
            0..4,
        );
        let buttons = prop::collection::hash_set(
            prop::sample::select(vec![
                MouseButton::Left,
                MouseButton::Middle,
                MouseButton::Right,
            ]),
            0..3,
        );
        let mods = any::<(bool, bool, bool, bool)>().prop_map(|(shift, ctrl, alt, logo)| KeyMods {
            shift,
            ctrl,
            alt,
            logo,
        });
        let event = prop_oneof![
            place.clone().prop_map(|at| Event::MouseMotion(at.x, at.y)),
            place
                .clone()
                .prop_map(|at| Event::ButtonDown(MouseButton::Right, at.x, at.y)),
            (any::<char>(), mods.clone()).prop_map(|(char, mods)| Event::Char(char, mods, true)),
            mods.prop_map(|mods| Event::KeyUp(KeyCode::Kp7, mods)),
            Just(Event::Restored),
        ];
        let input = (
            (place.clone(), place.clone(), place.clone()),
            (buttons.clone(), buttons.clone(), buttons),
            (keys.clone(), keys.clone(), keys),
            prop::collection::vec_deque(any::<char>(), 0..3),
            prop::collection::vec((any::<u64>(), place), 0..3),
            prop::collection::vec(event, 0..4),
            any::<bool>(),
        );
        let input = input.prop_map(
            |(places, buttons, keys, chars, touches, events, quit)| Input {
                mouse: places.0,
                mouse_delta: places.1,
                wheel: places.2,
                buttons_down: buttons.0,
                buttons_pressed: buttons.1,
                buttons_released: buttons.2,
                last_key: keys.0.iter().next().copied(),
                keys_down: keys.0,
                keys_pressed: keys.1,
                keys_released: keys.2,
                chars,
                touches: touches
                    .into_iter()
                    .map(|(id, position)| Touch {
                        id,
                        phase: TouchPhase::Stationary,
                        position,
                    })
                    .collect(),
                is_quit_requested: quit,
                events,
            },
        );
        let value = prop_oneof![
            any::<f64>()
                .prop_filter("a number", |it| !it.is_nan())
                .prop_map(Value::Number),
            any::<bool>().prop_map(Value::Button),
            any::<bool>().prop_map(Value::Toggle),
            (0..9usize).prop_map(Value::Choice),
        ];
        let changes = prop::collection::vec(("[a-z ü]{0,9}", value), 0..3);
        (0..1_000_000_000u64, input, changes, any::<bool>())
    }

    proptest! {
        #[test]
        fn what_is_taken_is_read_as_it_was(told in prop::collection::vec(any_frame(), 1..12)) {
            let mut play = Play::new(start());
            let mut frames: Vec<Frame> = vec![];
            for (nanos, input, changes, is_resized) in told {
                let resized = is_resized.then(|| Resized {
                    size: Size::new(1 + nanos as u32 % 5000, 7).unwrap(),
                    density: 1.25,
                });
                let is_skipped = nanos % 7 == 0;
                let passed = if is_skipped { 0 } else { nanos };
                let frame = Frame { input, changes, resized, is_skipped, ..clock(frames.last(), passed) };
                play.push(&frame);
                frames.push(frame);
            }
            let begins = frames.len() as u64 - 1;
            let take = take_of(vec![play], begins);
            let read = Take::from_bytes(&take.to_bytes()).unwrap();
            prop_assert_eq!(&read, &take);
            let read: Vec<_> = read.plays[0].iter().collect();
            prop_assert_eq!(read.len(), frames.len());
            for (read, frame) in read.iter().zip(&frames) {
                prop_assert_eq!(look(read), look(frame));
            }
        }

        #[test]
        fn damaged_and_hostile_bytes_are_an_error(at in 0..2000usize, byte in any::<u8>(), noise in prop::collection::vec(any::<u8>(), 0..200)) {
            let mut play = Play::new(start());
            for index in 0..50 {
                play.push(&Frame { moment: Moment::of_frame(index, FPS), ..Frame::default() });
            }
            let bytes = take_of(vec![play], 0).to_bytes();
            let mut damaged = bytes.clone();
            let at = at % damaged.len();
            damaged[at] = byte;
            // Nothing but what was written is believed, and nothing panics.
            if let Ok(read) = Take::from_bytes(&damaged) {
                prop_assert_eq!(read.to_bytes(), bytes.clone());
            }
            prop_assert!(Take::from_bytes(&bytes[..at]).is_err());
            prop_assert!(Take::from_bytes(&[&b"kinora take\x01"[..], &noise].concat()).is_err());
        }
    }

    #[test]
    fn a_take_is_small() {
        let mut idle = Play::new(start());
        let mut busy = Play::new(start());
        let mut last: Option<Frame> = None;
        let count = 10_000u64;
        for index in 0..count {
            let nanos = 16_666_667 + index * 7919 % 400_000;
            let frame = clock(last.as_ref(), nanos);
            idle.push(&frame);
            let mouse = vec2(index as f32 * 1.7 % 640.0, index as f32 * 0.9 % 480.0);
            let before = last.as_ref().map_or(mouse, |last| last.input.mouse);
            let key = [KeyCode::Left, KeyCode::Up][(index / 5 % 2) as usize];
            let frame = Frame {
                input: Input {
                    mouse,
                    mouse_delta: mouse - before,
                    buttons_down: [MouseButton::Left].into(),
                    keys_down: [key].into(),
                    keys_pressed: (index % 5 == 0).then_some(key).into_iter().collect(),
                    last_key: (index % 5 == 0).then_some(key),
                    ..Input::default()
                },
                changes: vec![("radius".into(), Value::Number(index as f64))],
                ..frame
            };
            busy.push(&frame);
            last = Some(frame);
        }
        let of_each = |play: &Play| play.bytes() as u64 / count;
        assert!(of_each(&busy) <= 64, "{}", of_each(&busy));
        let hour = of_each(&idle) * 60 * 60 * 60;
        assert!(hour <= 2_000_000, "{hour}");
    }

    #[test]
    fn what_other_code_plays_again_counts_as_played() {
        let parameters = Parameters::default();
        let mut tape = Tape::new();
        let mark = tape.mark(false);
        for index in 0..10 {
            let mut frame = Frame {
                moment: Moment::of_frame(index, FPS),
                ..Frame::default()
            };
            tape.note(&mut frame, &parameters, start);
            tape.settle(&parameters);
        }
        tape.see(7);
        assert!(tape.replace_code().is_some());
        for _ in 0..3 {
            tape.advance();
        }
        let whole = tape.since(mark).unwrap();
        assert_eq!(whole.frames(), 10);
        assert_eq!(whole.plays[0].seen(9), None, "that was the old code");
        tape.has_caught_up();
        assert_eq!(tape.since(mark).unwrap().frames(), 3);
    }

    #[test]
    fn going_on_from_a_place_forgets_what_came_after_it() {
        let mut play = Play::new(start());
        for index in 0..100 {
            play.push(&Frame {
                moment: Moment::of_frame(index, FPS),
                ..Frame::default()
            });
        }
        let mut cursor = Cursor::default();
        for _ in 0..40 {
            play.next(&mut cursor);
        }
        play.truncate(&cursor);
        let input = Input {
            mouse: vec2(3.0, 4.0),
            ..Input::default()
        };
        play.push(&Frame {
            moment: Moment::of_frame(40, FPS),
            input,
            ..Frame::default()
        });
        let frames: Vec<_> = play.iter().collect();
        assert_eq!(frames.len(), 41);
        assert_eq!(frames[40].moment.index, 40);
        assert_eq!(frames[40].input.mouse, vec2(3.0, 4.0));
        assert_eq!(frames[39].input.mouse, vec2(0.0, 0.0));
    }
}
