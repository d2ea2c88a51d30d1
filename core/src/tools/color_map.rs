//! Colour maps: a colour for each number, so that numbers can be read from colours. The crate `colorgrad` has them.

use colorgrad::{Gradient, preset};
use macroquad::color::Color;

/// A colour map of matplotlib's or d3's.
///
/// The first five are even to the eye, also where it does not see all colours, and in grey.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[allow(missing_docs, reason = "each is what its name says")]
pub enum ColorMap {
    #[default]
    Viridis,
    Magma,
    Inferno,
    Plasma,
    Cividis,
    Turbo,
    /// From blue over white to red, for what may be more or less.
    RedBlue,
    Spectral,
    /// All hues, and round again.
    Sinebow,
}

impl ColorMap {
    /// All of them.
    pub const ALL: [ColorMap; 9] = [
        ColorMap::Viridis,
        ColorMap::Magma,
        ColorMap::Inferno,
        ColorMap::Plasma,
        ColorMap::Cividis,
        ColorMap::Turbo,
        ColorMap::RedBlue,
        ColorMap::Spectral,
        ColorMap::Sinebow,
    ];

    /// The colour of a number from 0 to 1; what is beyond has that of the end.
    pub fn at(self, value: f32) -> Color {
        let value = value.clamp(0.0, 1.0);
        let color = match self {
            ColorMap::Viridis => preset::viridis().at(value),
            ColorMap::Magma => preset::magma().at(value),
            ColorMap::Inferno => preset::inferno().at(value),
            ColorMap::Plasma => preset::plasma().at(value),
            ColorMap::Cividis => preset::cividis().at(value),
            ColorMap::Turbo => preset::turbo().at(value),
            ColorMap::RedBlue => preset::rd_bu().at(1.0 - value),
            ColorMap::Spectral => preset::spectral().at(value),
            ColorMap::Sinebow => preset::sinebow().at(value),
        };
        let [r, g, b, _] = color.to_rgba8();
        Color::from_rgba(r, g, b, 255)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn viridis_is_matplotlibs() {
        // From its table of 256, the first, the one in the middle, the last.
        for (value, wanted) in [(0.0, 0x440154), (0.5, 0x21918c), (1.0, 0xfde725)] {
            let [r, g, b, _]: [u8; 4] = ColorMap::Viridis.at(value).into();
            let [_, x, y, z] = u32::to_be_bytes(wanted);
            let off = [(r, x), (g, y), (b, z)].map(|(a, b)| a.abs_diff(b));
            assert!(off.iter().all(|off| *off < 16), "{value}: {r} {g} {b}");
        }
    }

    #[test]
    fn each_has_a_colour_for_every_number() {
        for map in ColorMap::ALL {
            let colors = (0..=10).map(|step| map.at(step as f32 / 10.0));
            let colors: Vec<[u8; 4]> = colors.map(Into::into).collect();
            let different = colors.windows(2).filter(|pair| pair[0] != pair[1]);
            assert!(different.count() >= 9, "{map:?}");
        }
    }
}
