//! Sizes that encoders cannot do. The bounds are those of ffmpeg 5.1 with x265 3.5, SVT-AV1 1.4 and libwebp 1.2, found by
//! trying.

use super::codec::{Codec, Preset};
use super::format::Format;
use crate::frame::Size;

/// SVT-AV1 takes larger pictures than this only with its preset 8 and faster ones ("8K" in its source).
const SVT_LARGE: usize = 0xD2_0000;

/// ffmpeg takes a picture if (width + 128) · (height + 128) is less than this (libavutil's imgutils.c).
const MOST_PIXELS: u64 = 1 << 28;

/// HEVC's level 4.1 has no longer side (ITU-T H.265, A.4.2: √(8 · MaxLumaPs)); those above it have no blocks of 16 pixels,
/// the only ones that x265 makes in a picture that is narrower than 32.
const HEVC_LONG: u32 = 4222;

/// What a slice of FFV1 may take, in bits (ffmpeg's ffv1enc.c); a picture has k × k of them.
const FFV1_SLICE_BITS: usize = 8 << 24;

/// What to do instead, if a movie of that format cannot be of that size; `is_svt`: SVT-AV1 would encode it.
pub fn remedy(format: Format, size: Size, is_svt: bool) -> Option<String> {
    let (width, height) = (size.width(), size.height());
    let (short, long) = (width.min(height), width.max(height));
    Some(match format.codec {
        _ if u64::from(width + 128) * u64::from(height + 128) >= MOST_PIXELS => {
            "so many pixels are more than ffmpeg takes; 16384×16000 is possible, or smaller".into()
        }
        Codec::Hevc if short < 16 || short < 32 && long > HEVC_LONG => {
            format!(
                "each side must be at least 16 pixels, and 32 beside one of more than {HEVC_LONG}"
            )
        }
        Codec::WebP if long > 16_383 => {
            "each side must be at most 16383 pixels; take another size, or .apng".into()
        }
        Codec::Ffv1 if short < 2 => "each side must be at least 2 pixels".into(),
        Codec::Av1 if is_svt && size.pixels() >= SVT_LARGE => match format.preset <= Preset::Fast {
            true => return None,
            false => "so large a picture takes --preset fast, or a faster one".into(),
        },
        _ => return None,
    })
}

/// The least number of slices that FFV1 takes for a picture with alpha, 9 bits for each of its values.
pub fn ffv1_slices(size: Size) -> usize {
    let bits = |sides: &usize| {
        let side = |side: u32| (side as usize).div_ceil(*sides);
        side(size.width()) * side(size.height()) * 9 * 4
    };
    let sides = (2..).find(|sides| bits(sides) <= FFV1_SLICE_BITS);
    sides.map_or(4, |sides| sides * sides)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encode::Encoding;
    use std::path::Path;

    fn format(name: &str, encoding: &Encoding) -> Format {
        Format::new(Path::new(name), encoding, 30.0, Preset::Medium).unwrap()
    }

    fn size(side: u32) -> Size {
        Size::new(side, side).unwrap()
    }

    #[test]
    fn what_an_encoder_cannot_do_is_refused_before() {
        let refused = |name: &str, codec, preset, (width, height)| {
            let encoding = Encoding {
                codec,
                preset: Some(preset),
                ..Encoding::default()
            };
            let size = Size::new(width, height).unwrap();
            let format = format(name, &encoding);
            remedy(format, size, true)
        };
        let medium = Preset::Medium;
        let hevc = refused("a.mp4", Some(Codec::Hevc), medium, (2, 2)).unwrap();
        assert!(hevc.contains("at least 16 pixels"), "{hevc}");
        assert!(refused("a.mp4", Some(Codec::Hevc), medium, (8192, 24)).is_some());
        assert!(refused("a.mp4", Some(Codec::Hevc), medium, (8192, 32)).is_none());
        let square = refused("a.mp4", None, medium, (16_384, 16_384)).unwrap();
        assert!(square.contains("16384×16000"), "{square}");
        assert!(refused("a.webp", None, medium, (16_384, 16)).is_some());
        assert!(refused("a.webp", None, medium, (16_383, 16)).is_none());
        assert!(refused("a.mkv", Some(Codec::Ffv1), medium, (1, 480)).is_some());
        let av1 = refused("a.mp4", Some(Codec::Av1), medium, (7680, 4320)).unwrap();
        assert!(av1.contains("--preset fast"), "{av1}");
        assert!(refused("a.mp4", Some(Codec::Av1), Preset::Fast, (7680, 4320)).is_none());
        assert_eq!(ffv1_slices(size(64)), 4);
        assert_eq!(ffv1_slices(size(8192)), 25);
    }
}
