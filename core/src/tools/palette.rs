//! Palettes: colours that go together, by name, by formula, from a picture.

use std::f32::consts::TAU;

use macroquad::color::Color;
use macroquad::texture::Image;
use quantette::deps::palette::Srgb;
use quantette::{ImageRef, PaletteSize, Pipeline};

use super::chance;
use super::color::{lerp_color, to_oklab};
use super::motion::smoothstep;

/// Colours in an order; one at least.
#[derive(Debug, Clone, PartialEq)]
pub struct Palette {
    colors: Vec<Color>,
}

/// Those with a name, mixed for kinora: five colours each, the ground first and the accent last.
const NAMED: [(&str, [u32; 5]); 10] = [
    ("dusk", [0x0b1220, 0x1d5673, 0x2f8f8a, 0xf2e3c6, 0xe9a15b]),
    ("ember", [0x1a1014, 0x5b1a2b, 0xb23a3a, 0xf8d38a, 0xe9813f]),
    ("forest", [0x14211b, 0x2c4a36, 0x5d7f4e, 0xeee8c9, 0xa9b66a]),
    (
        "glacier",
        [0x0f1c2e, 0x2a5275, 0x5a9bb8, 0xf4fbfb, 0xa8d5dc],
    ),
    (
        "orchard",
        [0xf7efe2, 0x2b2d2f, 0x6a8d5b, 0xd9c55f, 0xe3774b],
    ),
    ("ink", [0xf5f1e8, 0xc9c2b4, 0x7d7a75, 0x33343a, 0xc8402f]),
    ("neon", [0x0d0221, 0x261447, 0x2de2e6, 0xf9c80e, 0xff3864]),
    ("candy", [0xfff4ec, 0xffc2d1, 0xff7a9c, 0x46c2cb, 0x8f7ae5]),
    ("clay", [0x2f2723, 0x6f4a3c, 0xdbb08c, 0xf3e5d3, 0xb9775a]),
    (
        "bauhaus",
        [0xf1ece1, 0x1f1f1f, 0x1f5aa6, 0xf2b632, 0xd7352b],
    ),
];

/// Stops of a gradient from one colour to the next: so many that no channel of the palettes with a name is more than 1.5 of 255
/// off, and of those that have pure colours, which grow out of nothing, 10.
const STOPS: usize = 16;

impl Palette {
    /// Of these colours.
    ///
    /// # Panics
    /// If there is none.
    pub fn new(colors: impl Into<Vec<Color>>) -> Palette {
        let colors = colors.into();
        assert!(!colors.is_empty(), "a palette has one colour at least");
        Palette { colors }
    }

    /// Of these, as 0xrrggbb.
    ///
    /// # Panics
    /// If there is none.
    pub fn hex(colors: &[u32]) -> Palette {
        let colors = colors.iter().copied().map(Color::from_hex);
        Palette::new(colors.collect::<Vec<_>>())
    }

    /// The one of that name; `None` if it is none of [`names`](Self::names).
    pub fn named(name: &str) -> Option<Palette> {
        let found = NAMED.iter().find(|(known, _)| *known == name);
        found.map(|(_, colors)| Palette::hex(colors))
    }

    /// The names of those that have one.
    pub fn names() -> impl ExactSizeIterator<Item = &'static str> {
        NAMED.iter().map(|(name, _)| *name)
    }

    /// Of `count` colours, 1 at least, along a + b·cos(2π(c·t + d)), t from 0 to 1, for red, green and blue each (Inigo Quilez,
    /// <https://iquilezles.org/articles/palettes>).
    pub fn cosine(a: [f32; 3], b: [f32; 3], c: [f32; 3], d: [f32; 3], count: usize) -> Palette {
        let last = count.saturating_sub(1).max(1);
        let color = |index: usize| {
            let t = index as f32 / last as f32;
            let part = |at: usize| a[at] + b[at] * libm::cosf(TAU * (c[at] * t + d[at]));
            let [r, g, b] = [0, 1, 2].map(|at| part(at).clamp(0.0, 1.0));
            Color::new(r, g, b, 1.0)
        };
        Palette::new((0..count.max(1)).map(color).collect::<Vec<_>>())
    }

    /// The `count` colours, 1 to 256, that a picture is best drawn with, dark ones first; fewer if it has no more. What cannot be
    /// seen does not count (quantette: Wu's method in OKLab).
    pub fn of_image(image: &Image, count: usize) -> Palette {
        let pixels = image.bytes.chunks_exact(4);
        let seen = pixels.filter(|pixel| pixel[3] > 0);
        let colors: Vec<_> = seen
            .map(|pixel| Srgb::new(pixel[0], pixel[1], pixel[2]))
            .collect();
        let found = ImageRef::new(colors.len() as u32, 1, &colors)
            .ok()
            .and_then(|pixels| {
                let pipeline = Pipeline::new().palette_size(PaletteSize::from_usize_clamped(count));
                pipeline.input_image(pixels).output_srgb8_palette()
            });
        let found = found.iter().flat_map(|palette| palette.iter());
        let mut found: Vec<_> = found
            .map(|color| Color::from_rgba(color.red, color.green, color.blue, 255))
            .collect();
        found.sort_by(|a, b| to_oklab(*a).l.total_cmp(&to_oklab(*b).l));
        if found.is_empty() {
            found.push(macroquad::color::BLACK);
        }
        Palette::new(found)
    }

    /// Its colours.
    pub fn colors(&self) -> &[Color] {
        &self.colors
    }

    /// The colour of that number, from the first again after the last.
    pub fn color(&self, number: usize) -> Color {
        self.colors[number % self.colors.len()]
    }

    /// What is at `t` on the way from the first, at 0, to the last, at 1, mixed in OKLab.
    pub fn at(&self, t: f32) -> Color {
        let last = self.colors.len() - 1;
        let place = t.clamp(0.0, 1.0) * last as f32;
        let before = place as usize;
        let after = (before + 1).min(last);
        lerp_color(self.colors[before], self.colors[after], place.fract())
    }

    /// The same on a way that goes on from the last to the first: 0 and 1 are the same.
    pub fn around(&self, t: f32) -> Color {
        let place = t.rem_euclid(1.0) * self.colors.len() as f32;
        let before = place as usize;
        lerp_color(self.color(before), self.color(before + 1), place.fract())
    }

    /// What a [`Gradient`](crate::draw::Gradient) takes: the way from the first to the last. A gradient mixes as CSS does, so
    /// that there are stops between the colours, too.
    pub fn stops(&self) -> Vec<(f32, Color)> {
        let ways = self.colors.len() - 1;
        let place = |step: usize| {
            // Nearer to each other at the colours: what begins at 0 grows fast there, as sRGB has it.
            let part = smoothstep(0.0, 1.0, (step % STOPS) as f32 / STOPS as f32);
            ((step / STOPS) as f32 + part) / ways.max(1) as f32
        };
        (0..=ways * STOPS)
            .map(|step| (place(step), self.at(place(step))))
            .collect()
    }

    /// A palette of `count` colours, 1 at least, evenly on the way from the first to the last.
    pub fn resampled(&self, count: usize) -> Palette {
        let last = count.saturating_sub(1).max(1) as f32;
        let colors = (0..count.max(1)).map(|step| self.at(step as f32 / last));
        Palette::new(colors.collect::<Vec<_>>())
    }

    /// One of them by chance.
    pub fn pick(&self) -> Color {
        *chance::pick(&self.colors).expect("there is one")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colors_are_met_on_the_way() {
        let palette = Palette::hex(&[0xff0000, 0x00ff00, 0x0000ff]);
        for (t, wanted) in [(-1.0, 0), (0.0, 0), (0.5, 1), (1.0, 2), (7.0, 2)] {
            assert_eq!(rgb(palette.at(t)), rgb(palette.color(wanted)), "{t}");
        }
        assert_eq!(rgb(palette.around(1.0)), rgb(palette.color(0)));
        assert_eq!(palette.color(4), palette.color(1));
        assert_eq!(Palette::hex(&[0x123456]).at(0.7), Color::from_hex(0x123456));
    }

    #[test]
    fn the_stops_of_a_gradient_lie_on_the_way() {
        // The farthest that what is straight between two of them is off, of 255.
        let off = |palette: &Palette| {
            let stops = palette.stops();
            assert_eq!((stops[0].0, stops[stops.len() - 1].0), (0.0, 1.0));
            let off = (0..=5000).map(|step| {
                let t = step as f32 / 5000.0;
                let after = stops
                    .partition_point(|stop| stop.0 <= t)
                    .min(stops.len() - 1);
                let [low, high] = [stops[after - 1], stops[after]];
                let part = (t - low.0) / (high.0 - low.0);
                let mixed = low.1.to_vec().lerp(high.1.to_vec(), part);
                (mixed - palette.at(t).to_vec()).abs().max_element() * 255.0
            });
            off.fold(0.0, f32::max)
        };
        for (name, colors) in NAMED {
            let off = off(&Palette::hex(&colors));
            assert!(off <= 1.5, "{name}: {off}");
        }
        let palette = Palette::hex(&[0xff0000, 0x0000ff, 0xffff00]);
        assert!(off(&palette) <= 10.0, "{}", off(&palette));
        assert_eq!(Palette::hex(&[0x123456]).stops().len(), 1);
        let many = palette.resampled(5);
        assert_eq!(many.colors().len(), 5);
        assert_eq!(rgb(many.color(2)), rgb(palette.color(1)));
        assert_eq!(palette.resampled(0), palette.resampled(1));
    }

    #[test]
    fn each_name_is_found() {
        for name in Palette::names() {
            assert_eq!(Palette::named(name).map(|it| it.colors.len()), Some(5));
        }
        assert_eq!(Palette::named("none"), None);
    }

    #[test]
    fn a_picture_gives_its_own_colours_dark_ones_first() {
        let mut image = Image::gen_image_color(8, 8, macroquad::color::WHITE);
        image.set_pixel(0, 0, Color::from_hex(0x203040));
        image.set_pixel(1, 0, Color::from_hex(0xc04020).with_alpha(0.0));
        let palette = Palette::of_image(&image, 5);
        assert_eq!(palette, Palette::hex(&[0x203040, 0xffffff]));
        let empty = Image::gen_image_color(2, 2, Color::new(1.0, 0.0, 0.0, 0.0));
        assert_eq!(Palette::of_image(&empty, 3).colors.len(), 1);
    }

    fn rgb(color: Color) -> [u8; 4] {
        color.into()
    }
}
