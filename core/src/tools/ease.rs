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
