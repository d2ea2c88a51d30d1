//! Easing: how a movement begins and ends.
//!
//! The thirty curves are those of <https://easings.net>, after Robert Penner (2001); the crate `simple-easing` has them.

use simple_easing as curve;

/// A curve from 0 to 1. `In` begins slowly, `Out` ends slowly, `InOut` does both.
///
/// ```
/// # use kinora_core::tools::ease::Ease;
/// assert_eq!(Ease::QuadIn.at(0.5), 0.25);
/// assert_eq!(Ease::named("ease-out-bounce"), Some(Ease::BounceOut));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[allow(
    missing_docs,
    reason = "each is what its name says, as a table has them"
)]
pub enum Ease {
    #[default]
    Linear,
    SineIn,
    SineOut,
    SineInOut,
    QuadIn,
    QuadOut,
    QuadInOut,
    CubicIn,
    CubicOut,
    CubicInOut,
    QuartIn,
    QuartOut,
    QuartInOut,
    QuintIn,
    QuintOut,
    QuintInOut,
    ExpoIn,
    ExpoOut,
    ExpoInOut,
    CircIn,
    CircOut,
    CircInOut,
    BackIn,
    BackOut,
    BackInOut,
    ElasticIn,
    ElasticOut,
    ElasticInOut,
    BounceIn,
    BounceOut,
    BounceInOut,
}

type Curve = fn(f32) -> f32;

/// Each with its name at easings.net, in CSS's way of writing, and its curve.
const ALL: [(Ease, &str, Curve); 31] = [
    (Ease::Linear, "linear", curve::linear),
    (Ease::SineIn, "ease-in-sine", curve::sine_in),
    (Ease::SineOut, "ease-out-sine", curve::sine_out),
    (Ease::SineInOut, "ease-in-out-sine", curve::sine_in_out),
    (Ease::QuadIn, "ease-in-quad", curve::quad_in),
    (Ease::QuadOut, "ease-out-quad", curve::quad_out),
    (Ease::QuadInOut, "ease-in-out-quad", curve::quad_in_out),
    (Ease::CubicIn, "ease-in-cubic", curve::cubic_in),
    (Ease::CubicOut, "ease-out-cubic", curve::cubic_out),
    (Ease::CubicInOut, "ease-in-out-cubic", curve::cubic_in_out),
    (Ease::QuartIn, "ease-in-quart", curve::quart_in),
    (Ease::QuartOut, "ease-out-quart", curve::quart_out),
    (Ease::QuartInOut, "ease-in-out-quart", curve::quart_in_out),
    (Ease::QuintIn, "ease-in-quint", curve::quint_in),
    (Ease::QuintOut, "ease-out-quint", curve::quint_out),
    (Ease::QuintInOut, "ease-in-out-quint", curve::quint_in_out),
    (Ease::ExpoIn, "ease-in-expo", curve::expo_in),
    (Ease::ExpoOut, "ease-out-expo", curve::expo_out),
    (Ease::ExpoInOut, "ease-in-out-expo", curve::expo_in_out),
    (Ease::CircIn, "ease-in-circ", curve::circ_in),
    (Ease::CircOut, "ease-out-circ", curve::circ_out),
    (Ease::CircInOut, "ease-in-out-circ", curve::circ_in_out),
    (Ease::BackIn, "ease-in-back", curve::back_in),
    (Ease::BackOut, "ease-out-back", curve::back_out),
    (Ease::BackInOut, "ease-in-out-back", curve::back_in_out),
    (Ease::ElasticIn, "ease-in-elastic", curve::elastic_in),
    (Ease::ElasticOut, "ease-out-elastic", curve::elastic_out),
    (
        Ease::ElasticInOut,
        "ease-in-out-elastic",
        curve::elastic_in_out,
    ),
    (Ease::BounceIn, "ease-in-bounce", curve::bounce_in),
    (Ease::BounceOut, "ease-out-bounce", curve::bounce_out),
    (
        Ease::BounceInOut,
        "ease-in-out-bounce",
        curve::bounce_in_out,
    ),
];

impl Ease {
    /// Where the movement is at `t`, which is held from 0 to 1: from 0 to 1, and for a while beyond where it swings over.
    pub fn at(self, t: f32) -> f32 {
        let (_, _, curve) = ALL[self as usize];
        curve(t.clamp(0.0, 1.0))
    }

    /// The curve of that name, "linear" or one of easings.net's as CSS would write it: "ease-in-out-cubic".
    pub fn named(name: &str) -> Option<Ease> {
        let found = ALL.iter().find(|(_, known, _)| *known == name);
        found.map(|(ease, ..)| *ease)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        ALL[self as usize].1
    }

    /// All of them.
    pub fn all() -> impl ExactSizeIterator<Item = Ease> {
        ALL.iter().map(|(ease, ..)| *ease)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The formulas of easings.net in 64 bits, of those that begin slowly; the others are these turned around.
    fn slow_at_first(name: &str, t: f64) -> f64 {
        use std::f64::consts::{FRAC_PI_2, TAU};
        match name {
            "sine" => 1.0 - (t * FRAC_PI_2).cos(),
            "quad" => t.powi(2),
            "cubic" => t.powi(3),
            "quart" => t.powi(4),
            "quint" => t.powi(5),
            "expo" => 2f64.powf(10.0 * t - 10.0),
            "circ" => 1.0 - (1.0 - t * t).sqrt(),
            "back" => 2.70158 * t.powi(3) - 1.70158 * t.powi(2),
            "elastic" => -(2f64.powf(10.0 * t - 10.0)) * ((t * 10.0 - 10.75) * TAU / 3.0).sin(),
            "bounce" => 1.0 - bounce(1.0 - t),
            other => panic!("{other}"),
        }
    }

    fn bounce(t: f64) -> f64 {
        let (height, from, rest) = match t * 2.75 {
            at if at < 1.0 => (0.0, 0.0, at),
            at if at < 2.0 => (0.75, 1.5, at),
            at if at < 2.5 => (0.9375, 2.25, at),
            at => (0.984375, 2.625, at),
        };
        (rest - from).powi(2) + height
    }

    /// In and out, where it is not both halves of the one that begins slowly.
    fn in_out(name: &str, t: f64) -> f64 {
        use std::f64::consts::TAU;
        let early = |t: f64| match name {
            "back" => {
                let c = 1.70158 * 1.525;
                4.0 * t * t * ((c + 1.0) * 2.0 * t - c) / 2.0
            }
            "elastic" => {
                let swing = ((20.0 * t - 11.125) * TAU / 4.5).sin();
                -(2f64.powf(20.0 * t - 10.0)) * swing / 2.0
            }
            _ => slow_at_first(name, 2.0 * t) / 2.0,
        };
        match t < 0.5 {
            true => early(t),
            false => 1.0 - early(1.0 - t),
        }
    }

    #[test]
    fn each_is_the_formula_of_easings_net() {
        for name in [
            "sine", "quad", "cubic", "quart", "quint", "expo", "circ", "back", "elastic", "bounce",
        ] {
            for t in [0.1, 0.3, 0.45, 0.6, 0.9] {
                for (kind, wanted) in [
                    ("in", slow_at_first(name, t)),
                    ("out", 1.0 - slow_at_first(name, 1.0 - t)),
                    ("in-out", in_out(name, t)),
                ] {
                    let ease = Ease::named(&format!("ease-{kind}-{name}")).unwrap();
                    let got = f64::from(ease.at(t as f32));
                    assert!(
                        (got - wanted).abs() < 1e-4,
                        "{kind} {name} {t}: {got} {wanted}"
                    );
                }
            }
        }
        assert_eq!(Ease::Linear.at(0.3), 0.3);
    }

    #[test]
    fn each_is_in_its_place_and_goes_from_0_to_1() {
        for (index, ease) in Ease::all().enumerate() {
            assert_eq!(ease as usize, index, "{}", ease.name());
            assert_eq!(Ease::named(ease.name()), Some(ease));
            for (t, wanted) in [(-1.0, 0.0), (0.0, 0.0), (1.0, 1.0), (2.0, 1.0)] {
                let got = ease.at(t);
                assert!((got - wanted).abs() < 1e-3, "{}({t}) is {got}", ease.name());
            }
        }
    }
}
