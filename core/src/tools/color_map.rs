//! Colour maps: a colour for each number, so that numbers can be read from colours. The crate `colorgrad` has them.

use std::sync::LazyLock;

use colorgrad::{Gradient, preset};
use macroquad::color::Color;

/// A colour map of matplotlib's, Google's (Turbo) or d3's.
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
    /// From red over white to blue, for what may be less or more.
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
        let last = TEXELS - 1;
        let place = (value.clamp(0.0, 1.0) * last as f32).round() as usize;
        TABLES[self as usize][place.min(last)]
    }

    /// What a [`Gradient`](crate::draw::Gradient) takes: the whole map.
    pub fn stops(self) -> Vec<(f32, Color)> {
        let place = |step: usize| step as f32 / STOPS as f32;
        (0..=STOPS)
            .map(|step| (place(step), self.at(place(step))))
            .collect()
    }

    fn paint(self) -> [Color; TEXELS] {
        let gradient: Box<dyn Gradient> = match self {
            ColorMap::Viridis => Box::new(preset::viridis()),
            ColorMap::Magma => Box::new(preset::magma()),
            ColorMap::Inferno => Box::new(preset::inferno()),
            ColorMap::Plasma => Box::new(preset::plasma()),
            ColorMap::Cividis => Box::new(preset::cividis()),
            ColorMap::Turbo => Box::new(preset::turbo()),
            ColorMap::RedBlue => Box::new(preset::rd_bu()),
            ColorMap::Spectral => Box::new(preset::spectral()),
            ColorMap::Sinebow => Box::new(preset::sinebow()),
        };
        std::array::from_fn(|texel| {
            let place = texel as f32 / (TEXELS - 1) as f32;
            let [r, g, b, _] = gradient.at(place).to_rgba8();
            Color::from_rgba(r, g, b, 255)
        })
    }
}

/// Colours of a map: so many that two neighbours are at most four of 255 apart.
const TEXELS: usize = 1024;

/// Stops of a gradient: so many that no channel between two of them is more than 4 of 255 off.
const STOPS: usize = 64;

/// Of each map, when any is first asked: pictures ask for a colour a pixel.
static TABLES: LazyLock<Vec<[Color; TEXELS]>> =
    LazyLock::new(|| ColorMap::ALL.map(ColorMap::paint).to_vec());

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

    #[test]
    fn neighbours_in_a_table_look_the_same() {
        for map in ColorMap::ALL {
            for pair in TABLES[map as usize].windows(2) {
                let [a, b]: [[u8; 4]; 2] = [pair[0].into(), pair[1].into()];
                let off = a.into_iter().zip(b).map(|(a, b)| a.abs_diff(b)).max();
                assert!(off <= Some(4), "{map:?}: {a:?} {b:?}");
            }
        }
    }

    #[test]
    fn the_stops_of_a_gradient_have_its_colours() {
        for map in ColorMap::ALL {
            let stops = map.stops();
            for step in 0..=1000 {
                let place = step as f32 / 1000.0 * STOPS as f32;
                let (low, high) = (stops[place as usize], stops[place.ceil() as usize]);
                let mixed = low.1.to_vec().lerp(high.1.to_vec(), place.fract());
                let off = (mixed - map.at(step as f32 / 1000.0).to_vec()).abs();
                assert!(off.max_element() <= 4.0 / 255.0, "{map:?}: {step}");
            }
        }
    }
}
