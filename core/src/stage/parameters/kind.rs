//! What a parameter may be, and its values as text.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use macroquad::color::Color;
use serde_json::{Value as Plain, json};

/// What a parameter may be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    /// A number, both ends of the range included.
    Number {
        /// Where it begins.
        default: f64,
        /// The least.
        low: f64,
        /// The most.
        high: f64,
        /// Which numbers between them.
        precision: Precision,
    },
    /// On or off.
    Toggle {
        /// Where it begins.
        default: bool,
    },
    /// A colour, sRGB with straight alpha.
    Color {
        /// Where it begins.
        default: Color,
    },
    /// One of these; the first is the default.
    Choice {
        /// Their names.
        options: &'static [&'static str],
    },
    /// Any text, as the name of a file.
    Text {
        /// Where it begins.
        default: Text,
    },
    /// True in the frame in which it is pressed.
    Button,
}

/// Which numbers there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precision {
    /// Whole ones.
    Whole,
    /// Those of an `f32`.
    Single,
    /// Those of an `f64`.
    Double,
}

/// What a parameter is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value {
    /// Of a slider.
    Number(f64),
    /// Of a toggle.
    Toggle(bool),
    /// Of a color.
    Color(Color),
    /// Index of the option.
    Choice(usize),
    /// Of a text.
    Text(Text),
    /// Whether it was pressed in this frame.
    Button(bool),
}

/// A text that lives as long as the program: values are copied as numbers are, and a person writes few of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text(&'static str);

impl Text {
    /// That one.
    pub fn new(text: &str) -> Text {
        static KNOWN: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        Text(match known.get(text) {
            Some(known) => known,
            None => {
                let text: &'static str = text.to_owned().leak();
                known.insert(text);
                text
            }
        })
    }

    /// What it says.
    pub fn as_str(self) -> &'static str {
        self.0
    }
}

impl Kind {
    /// For messages.
    pub fn name(&self) -> &'static str {
        match self {
            Kind::Number { .. } => "a slider",
            Kind::Toggle { .. } => "a toggle",
            Kind::Color { .. } => "a color",
            Kind::Choice { .. } => "a choice",
            Kind::Text { .. } => "a text",
            Kind::Button => "a button",
        }
    }

    /// Whether both are sliders, or both toggles, and so on.
    pub fn is_like(&self, other: &Kind) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }

    /// The value before anyone changes it.
    pub fn default(&self) -> Value {
        match *self {
            Kind::Number {
                default, low, high, ..
            } => Value::Number(default.clamp(low, high)),
            Kind::Toggle { default } => Value::Toggle(default),
            Kind::Color { default } => Value::Color(default),
            Kind::Choice { .. } => Value::Choice(0),
            Kind::Text { default } => Value::Text(default),
            Kind::Button => Value::Button(false),
        }
    }

    /// The possible value that is nearest to `value`, which is one of this kind.
    pub fn nearest(&self, value: Value) -> Value {
        match (self, value) {
            (
                Kind::Number {
                    low,
                    high,
                    precision,
                    ..
                },
                Value::Number(number),
            ) => Value::Number(precision.round(number).clamp(*low, *high)),
            (Kind::Choice { options }, Value::Choice(index)) => {
                Value::Choice(index.min(options.len().saturating_sub(1)))
            }
            _ => value,
        }
    }

    /// What it may be, in words.
    pub fn possible_values(&self) -> String {
        match self {
            Kind::Number {
                low,
                high,
                precision,
                ..
            } => format!("{} to {}", precision.text(*low), precision.text(*high)),
            Kind::Toggle { .. } => "true or false".into(),
            Kind::Color { .. } => "a color as #ff8000 or orange".into(),
            Kind::Choice { options } => options.join(", "),
            Kind::Text { .. } => "a text".into(),
            Kind::Button => "a button".into(),
        }
    }

    /// Reads a value as people write it.
    ///
    /// # Errors
    /// Why it cannot be, to be put behind the name of the parameter.
    pub fn parse(&self, text: &str) -> Result<Value, String> {
        let whole = text;
        let text = text.trim();
        let must = |what: &str| format!("it must be {what}");
        match self {
            Kind::Number {
                low,
                high,
                precision,
                ..
            } => {
                let number: f64 = text.parse().map_err(|_| must("a number"))?;
                if *precision == Precision::Whole && number.fract() != 0.0 {
                    return Err(must("a whole number"));
                }
                let number = precision.round(number);
                match (*low..=*high).contains(&number) {
                    true => Ok(Value::Number(number)),
                    false => Err(format!(
                        "it goes from {} to {}",
                        precision.text(*low),
                        precision.text(*high)
                    )),
                }
            }
            Kind::Toggle { .. } => match text.to_lowercase().as_str() {
                "true" | "on" | "yes" | "1" => Ok(Value::Toggle(true)),
                "false" | "off" | "no" | "0" => Ok(Value::Toggle(false)),
                _ => Err(must("true or false")),
            },
            Kind::Color { .. } => {
                let [r, g, b, a] = csscolorparser::parse(text)
                    .map_err(|_| must("a color as #ff8000, #ff800080 or orange"))?
                    .to_rgba8();
                Ok(Value::Color(Color::from_rgba(r, g, b, a)))
            }
            Kind::Choice { options } => options
                .iter()
                .position(|option| *option == text)
                .map(Value::Choice)
                .ok_or_else(|| must(&format!("one of {}", options.join(", ")))),
            Kind::Text { .. } => Ok(Value::Text(Text::new(whole))),
            Kind::Button => Err("it is a button, which has no value".into()),
        }
    }

    /// A value as TOML and JSON hold it; `None` for a button, which has none, and for what is no number. A color is text, 8 bits a channel.
    pub fn plain(&self, value: Value) -> Option<Plain> {
        Some(match (self, value) {
            (Kind::Number { precision, .. }, Value::Number(number)) if number.is_finite() => {
                precision.plain(number)
            }
            (_, Value::Toggle(on)) => json!(on),
            (_, Value::Color(color)) => json!(hex(color)),
            (Kind::Choice { options }, Value::Choice(index)) => json!(options.get(index)?),
            (_, Value::Text(text)) => json!(text.as_str()),
            _ => return None,
        })
    }
}

/// `#rrggbb`, or `#rrggbbaa` where it is not opaque.
fn hex(color: Color) -> String {
    let [r, g, b, a]: [u8; 4] = color.into();
    match a {
        255 => format!("#{r:02x}{g:02x}{b:02x}"),
        _ => format!("#{r:02x}{g:02x}{b:02x}{a:02x}"),
    }
}

impl Precision {
    /// The nearest number that there is.
    pub fn round(self, number: f64) -> f64 {
        match self {
            Precision::Whole => number.round(),
            Precision::Single => f64::from(number as f32),
            Precision::Double => number,
        }
    }

    /// The shortest text that is read as this number: 0.1, and not 0.10000000149.
    fn text(self, number: f64) -> String {
        match self {
            Precision::Single => (number as f32).to_string(),
            _ => number.to_string(),
        }
    }

    fn plain(self, number: f64) -> Plain {
        match self {
            Precision::Whole => json!(number as i64),
            Precision::Single => json!(self.text(number).parse::<f64>().unwrap_or(number)),
            Precision::Double => json!(number),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::text_of;
    use super::*;
    use macroquad::color::RED;
    use proptest::prelude::*;

    fn single(low: f64, high: f64) -> Kind {
        Kind::Number {
            default: low,
            low,
            high,
            precision: Precision::Single,
        }
    }

    #[test]
    fn values_are_read_as_people_write_them() {
        let whole = Kind::Number {
            default: 1.0,
            low: 1.0,
            high: 10.0,
            precision: Precision::Whole,
        };
        assert_eq!(whole.parse(" 3 "), Ok(Value::Number(3.0)));
        assert_eq!(whole.parse("3.5"), Err("it must be a whole number".into()));
        assert_eq!(whole.parse("11"), Err("it goes from 1 to 10".into()));
        assert_eq!(whole.parse("NaN").unwrap_err(), "it must be a whole number");
        let fill = Kind::Toggle { default: true };
        assert_eq!(fill.parse("off"), Ok(Value::Toggle(false)));
        assert!(fill.parse("maybe").is_err());
        let paint = Kind::Color { default: RED };
        assert_eq!(
            paint.parse("#00e430"),
            Ok(Value::Color(Color::from_rgba(0, 228, 48, 255)))
        );
        assert!(paint.parse("orange").is_ok() && paint.parse("oranje").is_err());
        let shape = Kind::Choice {
            options: &["circle", "square"],
        };
        assert_eq!(shape.parse("square"), Ok(Value::Choice(1)));
        assert_eq!(
            shape.parse("line"),
            Err("it must be one of circle, square".into())
        );
        assert!(Kind::Button.parse("1").is_err());
    }

    #[test]
    fn a_short_number_stays_short() {
        let kind = single(0.1, 1.0);
        assert_eq!(kind.possible_values(), "0.1 to 1");
        let value = kind.parse("0.3").unwrap();
        assert_eq!(kind.plain(value), Some(json!(0.3)));
        assert_eq!(kind.plain(Value::Number(f64::NAN)), None);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_as_the_same(number in -1000.0f32..1000.0, rgba: [u8; 4]) {
            let kind = single(-1000.0, 1000.0);
            let value = Value::Number(number.into());
            prop_assert_eq!(kind.parse(&text_of(&kind.plain(value).unwrap())), Ok(value));
            let [r, g, b, a] = rgba;
            let kind = Kind::Color { default: RED };
            let value = Value::Color(Color::from_rgba(r, g, b, a));
            prop_assert_eq!(kind.parse(&text_of(&kind.plain(value).unwrap())), Ok(value));
        }
    }
}
