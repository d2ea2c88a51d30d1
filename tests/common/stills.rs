//! Pictures of the toolbox's cards, and what they are asked for.

use image::RgbaImage;

use super::*;

/// A picture of the toolbox's cards.
pub fn still(args: &str) -> RgbaImage {
    let place = Place::new();
    succeed(place.example("toolbox", &format!("still {args} -o a.png -q")));
    image::open(place.file("a.png")).unwrap().into_rgba8()
}

/// The farthest that two pictures are apart anywhere, and on average.
pub fn off(a: &RgbaImage, b: &RgbaImage) -> (u8, f64) {
    assert_eq!(a.dimensions(), b.dimensions());
    let parts = || a.iter().zip(b.iter()).map(|(a, b)| a.abs_diff(*b));
    let sum: u64 = parts().map(u64::from).sum();
    let count = parts().count();
    (parts().max().unwrap(), sum as f64 / count as f64)
}

/// Asks a picture for these colours at these places.
pub fn assert_has(card: &RgbaImage, pixels: &[((u32, u32), [u8; 3])]) {
    for &((x, y), wanted) in pixels {
        let pixel = card.get_pixel(x, y).0;
        let off = pixel.iter().zip(wanted).map(|(got, it)| got.abs_diff(it));
        assert!(off.max() <= Some(2), "{x}, {y}: {pixel:?} {wanted:?}");
    }
}
