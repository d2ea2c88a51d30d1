//! Values that a sketch asks for by name, and that its user changes: in the panel, with `--set`, by a recipe.
//!
//! A parameter begins to exist when the sketch first asks for it. What was said of it before by name waits for that
//! moment as text.

mod kind;
pub mod names;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::mem::discriminant;
use std::rc::Rc;

use serde_json::Value as Plain;

use crate::KinoraError;
pub use kind::{Kind, Precision, Text, Value};

/// Values by name, as TOML and JSON hold them.
pub type Values = BTreeMap<String, Plain>;

/// The parameters of one sketch, shared by its stage and the panel. They outlive a play: a sketch that starts anew
/// finds its values again.
pub type Shared = Rc<RefCell<Parameters>>;

/// One value with a name.
#[derive(Debug, Clone)]
pub struct Parameter {
    name: String,
    kind: Kind,
    value: Value,
}

/// The parameters of one sketch, in the order in which it first asked for them.
#[derive(Debug, Default)]
pub struct Parameters {
    sketch: String,
    list: Vec<Parameter>,
    /// What was asked for by name (`--set`, a recipe): each must be a parameter, and take the value.
    asked: BTreeMap<String, String>,
    /// What is remembered from earlier: it holds if it still fits.
    remembered: Values,
    /// The first that was asked for and could not be.
    refused: Option<Refusal>,
}

#[derive(Debug)]
struct Refusal {
    name: String,
    value: String,
    reason: String,
}

impl Parameters {
    /// Those of `sketch`, with what was asked for and what is remembered.
    pub fn new(sketch: &str, asked: BTreeMap<String, String>, remembered: Values) -> Parameters {
        Parameters {
            sketch: sketch.to_owned(),
            asked,
            remembered,
            ..Parameters::default()
        }
    }

    /// The same, to be shared.
    pub fn shared(self) -> Shared {
        Rc::new(RefCell::new(self))
    }

    /// The value of the parameter `name`, which is made if it is not there yet.
    ///
    /// # Errors
    /// The kind it has already, if that is another.
    fn ask(&mut self, name: &str, kind: Kind) -> Result<Value, &'static str> {
        if let Some(there) = self.list.iter_mut().find(|there| there.name == name) {
            if !there.kind.is_like(&kind) {
                return Err(there.kind.name());
            }
            if there.kind != kind {
                there.value = kind.nearest(there.value);
                there.kind = kind;
            }
            return Ok(there.value);
        }
        let mut value = kind.default();
        if let Some(plain) = self.remembered.get(name)
            && let Ok(known) = kind.parse(&text_of(plain))
        {
            value = known;
        }
        if let Some(text) = self.asked.remove(name) {
            match kind.parse(&text) {
                Ok(asked) => value = asked,
                Err(reason) => {
                    self.refused.get_or_insert(Refusal {
                        name: name.to_owned(),
                        value: text,
                        reason,
                    });
                }
            }
        }
        self.list.push(Parameter {
            name: name.to_owned(),
            kind,
            value,
        });
        Ok(value)
    }

    /// Called after a frame: whatever was asked for by name has been found by now, and a button is no longer
    /// pressed.
    ///
    /// # Errors
    /// [`KinoraError::UnknownParameter`], [`KinoraError::ParameterValue`].
    pub fn after_frame(&mut self) -> Result<(), KinoraError> {
        for parameter in &mut self.list {
            if let Value::Button(pressed) = &mut parameter.value {
                *pressed = false;
            }
        }
        if let Some(Refusal {
            name,
            value,
            reason,
        }) = self.refused.take()
        {
            return Err(KinoraError::ParameterValue {
                name,
                value,
                reason,
                known: self.described(),
            });
        }
        match self.asked.pop_first() {
            Some((name, _)) => Err(KinoraError::UnknownParameter {
                sketch: self.sketch.clone(),
                name,
                known: self.described(),
            }),
            None => Ok(()),
        }
    }

    /// Every parameter, in the order in which the sketch asked for them.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Parameter> {
        self.list.iter_mut()
    }

    /// The name and the value of each, in the same order.
    pub fn named(&self) -> impl Iterator<Item = (&str, Value)> {
        let list = self.list.iter();
        list.map(|there| (there.name.as_str(), there.value))
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Whether any has another value than its default.
    pub fn is_changed(&self) -> bool {
        self.list.iter().any(Parameter::is_changed)
    }

    /// Gives every parameter its default.
    pub fn reset(&mut self) {
        self.list.iter_mut().for_each(Parameter::reset);
    }

    /// The value of every parameter that has one.
    pub fn values(&self) -> Values {
        self.list.iter().filter_map(Parameter::plain).collect()
    }

    /// What is to be remembered, and what a play begins with: the values that are no defaults, and those of parameters that
    /// the sketch has not asked for this time.
    pub fn to_remember(&self) -> Values {
        let mut values = self.remembered.clone();
        for parameter in &self.list {
            values.remove(&parameter.name);
            if parameter.is_changed() {
                values.extend(parameter.plain());
            }
        }
        values
    }

    /// The values as they are, in the order in which the sketch asked for them.
    pub fn current(&self) -> Vec<Value> {
        self.list.iter().map(|there| there.value).collect()
    }

    /// What has another value than when [`current`](Self::current) said `known`. What the sketch has asked for since has
    /// not changed.
    pub fn changes(&self, known: &[Value]) -> Vec<(String, Value)> {
        let pairs = self.list.iter().zip(known);
        pairs
            .filter(|(there, known)| there.value != **known)
            .map(|(there, _)| (there.name.clone(), there.value))
            .collect()
    }

    /// Gives the parameter `name` a value, or the nearest that it may have, if there is such a parameter and it is of that
    /// kind.
    pub fn set(&mut self, name: &str, value: Value) {
        let is_it = |there: &&mut Parameter| {
            there.name == name && discriminant(&there.value) == discriminant(&value)
        };
        if let Some(there) = self.list.iter_mut().find(is_it) {
            there.value = there.kind.nearest(value);
        }
    }

    /// What a parameter begins with that the sketch has not asked for yet, unless it was asked for by name.
    pub fn remember(&mut self, values: Values) {
        self.remembered.extend(values);
    }

    /// Forgets what the sketch has asked for: it asks anew, in other code. What is not at its default keeps its value; where
    /// a play begins again, that is what it `began` with.
    pub fn forget_kinds(&mut self, began: Option<Values>) {
        self.remembered = began.unwrap_or_else(|| self.to_remember());
        self.list.clear();
    }

    /// Gives all that the sketch has asked for the values that a play began with, by name: what is not among them has been
    /// asked for later, and was its default until then.
    pub fn recall(&mut self, values: &Values) {
        for there in &mut self.list {
            let plain = values.get(&there.name);
            match plain.map(|plain| there.kind.parse(&text_of(plain))) {
                Some(Ok(value)) => there.value = value,
                Some(Err(_)) | None => there.reset(),
            }
        }
    }

    /// "radius (0 to 400)" and so on.
    fn described(&self) -> Vec<String> {
        let described = |parameter: &Parameter| {
            format!("{} ({})", parameter.name, parameter.kind.possible_values())
        };
        self.list.iter().map(described).collect()
    }
}

impl Parameter {
    /// What it is called.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it may be, and its value, to be changed.
    pub fn parts(&mut self) -> (&Kind, &mut Value) {
        (&self.kind, &mut self.value)
    }

    /// Whether it has another value than its default. A button has none.
    pub fn is_changed(&self) -> bool {
        !matches!(self.kind, Kind::Button) && self.value != self.kind.default()
    }

    /// Gives it its default.
    pub fn reset(&mut self) {
        self.value = self.kind.default();
    }

    fn plain(&self) -> Option<(String, Plain)> {
        Some((self.name.clone(), self.kind.plain(self.value)?))
    }
}

/// A value as `--set` has it.
pub fn text_of(plain: &Plain) -> String {
    match plain {
        Plain::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn radius() -> Kind {
        Kind::Number {
            default: 220.0,
            low: 0.0,
            high: 400.0,
            precision: Precision::Single,
        }
    }

    fn asked(pairs: &[(&str, &str)]) -> Parameters {
        let pair = |(name, value): &(&str, &str)| (name.to_string(), value.to_string());
        Parameters::new("s", pairs.iter().map(pair).collect(), Values::new())
    }

    #[test]
    fn what_was_set_by_name_is_the_value_from_the_first_frame_on() {
        let mut parameters = asked(&[("radius", "100")]);
        assert_eq!(parameters.ask("radius", radius()), Ok(Value::Number(100.0)));
        assert!(parameters.after_frame().is_ok());
    }

    #[test]
    fn an_unknown_name_and_a_value_out_of_range_list_what_there_is() {
        let mut parameters = asked(&[("radios", "100")]);
        parameters.ask("radius", radius()).unwrap();
        parameters.ask("go", Kind::Button).unwrap();
        let error = parameters.after_frame().unwrap_err().to_string();
        assert_eq!(
            error,
            "sketch 's' has no parameter 'radios' in its first frame: there are radius (0 to 400), go (a button)"
        );
        let mut parameters = asked(&[("radius", "401")]);
        parameters.ask("radius", radius()).unwrap();
        let error = parameters.after_frame().unwrap_err().to_string();
        assert_eq!(
            error,
            "parameter 'radius' cannot be 401: it goes from 0 to 400; the parameters are radius (0 to 400)"
        );
    }

    #[test]
    fn a_play_begins_again_with_what_it_began_with() {
        let mut parameters = asked(&[]);
        parameters.ask("radius", radius()).unwrap();
        parameters.set("radius", Value::Number(10.0));
        let began = parameters.to_remember();
        let later = Kind::Toggle { default: true };
        parameters.ask("fill", later).unwrap();
        parameters.set("fill", Value::Toggle(false));
        parameters.set("radius", Value::Number(20.0));
        parameters.recall(&began);
        assert_eq!(parameters.ask("radius", radius()), Ok(Value::Number(10.0)));
        assert_eq!(parameters.ask("fill", later), Ok(Value::Toggle(true)));
    }

    #[test]
    fn other_code_has_its_own_defaults_and_finds_what_was_changed() {
        let mut parameters = asked(&[]);
        let fill = Kind::Toggle { default: true };
        parameters.ask("radius", radius()).unwrap();
        parameters.ask("fill", fill).unwrap();
        parameters.set("fill", Value::Toggle(false));
        parameters.forget_kinds(None);
        let smaller = Kind::Number {
            default: 100.0,
            low: 0.0,
            high: 400.0,
            precision: Precision::Single,
        };
        assert_eq!(parameters.ask("radius", smaller), Ok(Value::Number(100.0)));
        assert_eq!(parameters.ask("fill", fill), Ok(Value::Toggle(false)));
        parameters.set("fill", Value::Number(1.0));
        assert_eq!(
            parameters.ask("fill", fill),
            Ok(Value::Toggle(false)),
            "of another kind"
        );
    }

    #[test]
    fn only_what_was_changed_is_remembered_and_what_is_not_asked_for_stays() {
        let old = Values::from([("old".into(), json!(7)), ("radius".into(), json!(9000))]);
        let mut parameters = Parameters::new("s", BTreeMap::new(), old);
        assert_eq!(
            parameters.ask("radius", radius()),
            Ok(Value::Number(220.0)),
            "what no longer fits is not taken"
        );
        parameters
            .ask("fill", Kind::Toggle { default: true })
            .unwrap();
        let unchanged = Values::from([("old".into(), json!(7))]);
        assert_eq!(parameters.to_remember(), unchanged);
        *parameters.iter_mut().nth(1).unwrap().parts().1 = Value::Toggle(false);
        assert!(parameters.is_changed());
        assert_eq!(parameters.to_remember()["fill"], json!(false));
        parameters.reset();
        assert_eq!(parameters.to_remember(), unchanged);
    }

    #[test]
    fn a_button_is_pressed_for_one_frame() {
        let mut parameters = asked(&[]);
        parameters.ask("go", Kind::Button).unwrap();
        *parameters.iter_mut().next().unwrap().parts().1 = Value::Button(true);
        assert_eq!(parameters.ask("go", Kind::Button), Ok(Value::Button(true)));
        parameters.after_frame().unwrap();
        assert_eq!(parameters.ask("go", Kind::Button), Ok(Value::Button(false)));
        assert!(parameters.values().is_empty() && !parameters.is_changed());
    }

    #[test]
    fn a_range_that_moves_takes_the_value_with_it() {
        let mut parameters = asked(&[("radius", "300")]);
        parameters.ask("radius", radius()).unwrap();
        let narrower = Kind::Number {
            default: 10.0,
            low: 0.0,
            high: 50.0,
            precision: Precision::Single,
        };
        assert_eq!(parameters.ask("radius", narrower), Ok(Value::Number(50.0)));
        assert_eq!(
            parameters.ask("radius", Kind::Button),
            Err("a slider"),
            "one name, one kind"
        );
    }
}
