//! How a sketch asks for its parameters. Each has a name, which it keeps: asked for again under the same name, it is
//! the same parameter. The panel shows them in the order in which they were first asked for; `--set NAME=VALUE` sets
//! those of the first frame.

use std::ops::RangeInclusive;

use macroquad::color::Color;

use super::{Kind, Precision, Text, Value};
use crate::stage::now::scene;

/// A number that a [`slider`] can have: `f32`, `f64`, or a whole number of up to 32 bits, or `usize` up to 2⁵³.
pub trait Number: Copy + private::Sealed {
    #[doc(hidden)]
    const PRECISION: Precision;
    #[doc(hidden)]
    fn to_f64(self) -> f64;
    #[doc(hidden)]
    fn of_f64(number: f64) -> Self;
}

mod private {
    pub trait Sealed {}
}

macro_rules! numbers {
    ($($number:ty: $precision:ident),+) => {
        $(
            impl private::Sealed for $number {}
            impl Number for $number {
                const PRECISION: Precision = Precision::$precision;
                fn to_f64(self) -> f64 {
                    self as f64
                }
                fn of_f64(number: f64) -> $number {
                    number as $number
                }
            }
        )+
    };
}

numbers!(f32: Single, f64: Double, i8: Whole, i16: Whole, i32: Whole, u8: Whole, u16: Whole, u32: Whole, usize: Whole);

/// A number in a range, both ends included.
///
/// ```no_run
/// # use kinora::prelude::*;
/// let radius = slider("radius", 220.0, 0.0..=400.0);
/// let petals = slider("petals", 12, 3..=60); // whole numbers only
/// for petal in 0..petals {
///     draw_circle(0.0, 10.0 * petal as f32, radius, RED);
/// }
/// ```
///
/// # Panics
/// Where the range is empty, or another kind of parameter has the name.
#[track_caller]
pub fn slider<N: Number>(name: &str, default: N, range: RangeInclusive<N>) -> N {
    let (low, high) = (range.start().to_f64(), range.end().to_f64());
    assert!(low <= high, "the range of slider '{name}' is empty");
    let kind = Kind::Number {
        default: default.to_f64(),
        low,
        high,
        precision: N::PRECISION,
    };
    match ask(name, kind) {
        Value::Number(number) => N::of_f64(number),
        _ => default,
    }
}

/// Something that is on or off.
///
/// # Panics
/// Where another kind of parameter has the name.
#[track_caller]
pub fn toggle(name: &str, default: bool) -> bool {
    match ask(name, Kind::Toggle { default }) {
        Value::Toggle(on) => on,
        _ => default,
    }
}

/// A color, with its transparency.
///
/// # Panics
/// Where another kind of parameter has the name.
#[track_caller]
pub fn color(name: &str, default: Color) -> Color {
    match ask(name, Kind::Color { default }) {
        Value::Color(color) => color,
        _ => default,
    }
}

/// One of several words; the first is the default.
///
/// ```no_run
/// # use kinora::prelude::*;
/// match choice("shape", &["circle", "square"]) {
///     "circle" => draw_circle(50.0, 50.0, 20.0, RED),
///     _ => draw_rectangle(30.0, 30.0, 40.0, 40.0, RED),
/// }
/// ```
///
/// # Panics
/// Where there are no options, or another kind of parameter has the name.
#[track_caller]
pub fn choice(name: &str, options: &'static [&'static str]) -> &'static str {
    assert!(!options.is_empty(), "choice '{name}' has no options");
    match ask(name, Kind::Choice { options }) {
        Value::Choice(index) => options[index],
        _ => options[0],
    }
}

/// A text, as the name of a file: `--set file=song.ogg`.
///
/// ```no_run
/// # use kinora::prelude::*;
/// let caption = text("caption", "hello");
/// draw_text(caption, 20.0, 40.0, 30.0, BLACK);
/// ```
///
/// # Panics
/// Where another kind of parameter has the name.
#[track_caller]
pub fn text(name: &str, default: &str) -> &'static str {
    let default = Text::new(default);
    match ask(name, Kind::Text { default }) {
        Value::Text(text) => text.as_str(),
        _ => default.as_str(),
    }
}

/// Whether the button of that name was pressed since the frame before. In an export nobody presses it.
///
/// # Panics
/// Where another kind of parameter has the name.
#[track_caller]
pub fn button(name: &str) -> bool {
    ask(name, Kind::Button) == Value::Button(true)
}

/// Outside a sketch, a parameter has its default.
#[track_caller]
fn ask(name: &str, kind: Kind) -> Value {
    let parameters = scene(|scene| scene.parameters.clone());
    let Some(parameters) = parameters else {
        return kind.default();
    };
    let answer = parameters.borrow_mut().ask(name, kind);
    answer.unwrap_or_else(|other| {
        panic!(
            "parameter '{name}' is {other} already: give this one, {}, another name",
            kind.name()
        )
    })
}
