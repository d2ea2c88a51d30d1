//! Colours by hue, and mixed as the eye sees them. The crate `palette` converts.
//!
//! Hues are in degrees, 0 to 360, and go round; all other numbers are from 0 to 1. Colours are sRGB with straight alpha, as
//! macroquad's are.

use macroquad::color::Color;
use palette::convert::FromColorUnclamped;
use palette::{Clamp, FromColor, Hsl, Hsv, IntoColor, Mix, Oklab, Oklch, Srgb};

/// Steps of red, green and blue: 256 to each of a byte.
const STEPS: f32 = 255.0 * 256.0;

/// By hue, saturation and lightness: 0.5 is the pure colour, 1 white.
pub fn hsl(hue: f32, saturation: f32, lightness: f32) -> Color {
    to_color(Srgb::from_color(Hsl::new(hue, saturation, lightness)))
}

/// By hue, saturation and brightness (also called value): 1 is the pure colour.
pub fn hsb(hue: f32, saturation: f32, brightness: f32) -> Color {
    to_color(Srgb::from_color(Hsv::new(hue, saturation, brightness)))
}

/// By lightness, chroma and hue of OKLCH (Björn Ottosson, 2020; CSS's `oklch`): colours of the same lightness look as light as
/// each other. Chroma is 0 for grey, and at most about 0.3 of what a screen can show; what it cannot is brought nearer to
/// grey, with its hue and lightness (CSS Color 4, 13.2, without its local clipping).
pub fn oklch(lightness: f32, chroma: f32, hue: f32) -> Color {
    let lightness = lightness.clamp(0.0, 1.0);
    let shown = |chroma: f32| Srgb::from_color_unclamped(Oklch::new(lightness, chroma, hue));
    let fits = |color: Srgb| {
        let range = -1e-4..=1.0 + 1e-4;
        [color.red, color.green, color.blue]
            .iter()
            .all(|part| range.contains(part))
    };
    let chroma = chroma.max(0.0);
    if fits(shown(chroma)) {
        return to_color(shown(chroma));
    }
    let (mut least, mut most) = (0.0, chroma);
    for _ in 0..20 {
        let middle = (least + most) / 2.0;
        match fits(shown(middle)) {
            true => least = middle,
            false => most = middle,
        }
    }
    to_color(shown(least))
}

/// Hue, saturation and lightness of a colour, as [`hsl`] takes them; grey has hue 0.
pub fn to_hsl(color: Color) -> [f32; 3] {
    let color = Hsl::from_color(Srgb::new(color.r, color.g, color.b));
    [
        color.hue.into_positive_degrees(),
        color.saturation,
        color.lightness,
    ]
}

/// Hue, saturation and brightness of a colour, as [`hsb`] takes them; grey has hue 0.
pub fn to_hsb(color: Color) -> [f32; 3] {
    let color = Hsv::from_color(Srgb::new(color.r, color.g, color.b));
    [
        color.hue.into_positive_degrees(),
        color.saturation,
        color.value,
    ]
}

/// Lightness, chroma and hue of a colour, as [`oklch`] takes them.
pub fn to_oklch(color: Color) -> [f32; 3] {
    let color = Oklch::from_color(to_oklab(color));
    [color.l, color.chroma, color.hue.into_positive_degrees()]
}

/// A colour as CSS writes it: "tomato", "#ff6347", "rgb(255 99 71 / 50%)", "oklch(0.7 0.2 30)"; `None` where it is none.
pub fn css_color(text: &str) -> Option<Color> {
    let color = csscolorparser::parse(text).ok()?;
    Some(Color::new(color.r, color.g, color.b, color.a))
}

/// What is at `t`, which is held from 0 to 1, on the way from one colour to another, in OKLab: without the grey and the dark that lie between
/// two in sRGB.
pub fn lerp_color(from: Color, to: Color, t: f32) -> Color {
    let t = t.clamp(0.0, 1.0);
    let alpha = from.a + (to.a - from.a) * t;
    // As CSS has it: a colour that cannot be seen does not colour the others.
    let weight = match alpha > 0.0 {
        true => to.a * t / alpha,
        false => t,
    };
    let [from, to] = [from, to].map(to_oklab);
    Color {
        a: alpha,
        ..to_color(from.mix(to, weight).into_color())
    }
}

/// Red, green, blue and alpha, each rounded to the nearest byte.
pub(crate) fn rgba8(color: Color) -> [u8; 4] {
    color
        .to_vec()
        .to_array()
        .map(|part| (part * 255.0).round() as u8)
}

pub(super) fn to_oklab(color: Color) -> Oklab {
    Oklab::from_color(Srgb::new(color.r, color.g, color.b))
}

pub(super) fn to_color(color: Srgb) -> Color {
    let color = color.clamp();
    // Bytes are rounded down: what is meant to be a whole one is made so.
    let [r, g, b] = [color.red, color.green, color.blue].map(|part| (part * STEPS).round() / STEPS);
    Color::new(r, g, b, 1.0)
}

#[cfg(test)]
mod tests {
    use macroquad::color::{BLUE, RED, WHITE, YELLOW};

    use super::*;

    fn near(a: Color, b: (f32, f32, f32, f32)) {
        let off = [a.r - b.0, a.g - b.1, a.b - b.2, a.a - b.3];
        assert!(off.iter().all(|off| off.abs() < 3e-3), "{a:?} is not {b:?}");
    }

    #[test]
    fn hues_are_those_of_css() {
        near(hsl(0.0, 1.0, 0.5), (1.0, 0.0, 0.0, 1.0));
        near(hsl(480.0, 1.0, 0.25), (0.0, 0.5, 0.0, 1.0));
        near(hsb(240.0, 0.5, 1.0), (0.5, 0.5, 1.0, 1.0));
        // https://www.w3.org/TR/css-color-4/: oklch(62.8% 0.25768 29.234) is red.
        near(oklch(0.62796, 0.25768, 29.234), (1.0, 0.0, 0.0, 1.0));
        near(oklch(1.0, 0.3, 100.0), (1.0, 1.0, 1.0, 1.0));
        let held = oklch(0.7, 0.4, 150.0);
        let back = Oklch::from_color(to_oklab(held));
        assert!((back.l - 0.7).abs() < 2e-3, "{back:?}");
        assert!(
            (back.hue.into_positive_degrees() - 150.0).abs() < 1.0,
            "{back:?}"
        );
    }

    #[test]
    fn colours_are_read_back() {
        for hue in [10.0, 130.0, 250.0] {
            let back = [
                to_hsl(hsl(hue, 0.6, 0.4)),
                to_hsb(hsb(hue, 0.6, 0.4)),
                to_oklch(oklch(0.6, 0.1, hue)),
            ];
            let wanted = [[hue, 0.6, 0.4], [hue, 0.6, 0.4], [0.6, 0.1, hue]];
            for (got, wanted) in back.concat().into_iter().zip(wanted.concat()) {
                assert!((got - wanted).abs() < 0.2, "{back:?} is not {wanted:?}");
            }
        }
        near(css_color("tomato").unwrap(), (1.0, 0.388, 0.278, 1.0));
        near(
            css_color("rgb(0 255 0 / 50%)").unwrap(),
            (0.0, 1.0, 0.0, 0.5),
        );
        assert_eq!(css_color("no colour"), None);
    }

    #[test]
    fn what_is_mixed_keeps_its_ends() {
        near(lerp_color(RED, BLUE, 0.0), (RED.r, RED.g, RED.b, 1.0));
        near(lerp_color(RED, BLUE, 1.0), (BLUE.r, BLUE.g, BLUE.b, 1.0));
        // CSS's color-mix(in oklab, #f00, #00f); in sRGB it would be (0.5, 0, 0.5).
        let [red, blue] = [0xff0000, 0x0000ff].map(Color::from_hex);
        near(lerp_color(red, blue, 0.5), (0.549, 0.325, 0.635, 1.0));
        // Of what cannot be seen there is nothing in the mixture.
        let faint = lerp_color(YELLOW, WHITE.with_alpha(0.0), 0.5);
        near(faint, (YELLOW.r, YELLOW.g, YELLOW.b, 0.5));
    }
}
