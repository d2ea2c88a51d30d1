//! The texture that edges are drawn with: how much of a pixel a shape covers, looked up.
//!
//! One cell of it is for straight edges: across it goes the distance of the pixel from the edge, down it the slant of the
//! edge against the pixels. The other 63 are small discs, each of a radius 1.05 times the one before: a disc is drawn
//! with the nearest in size, at its exact radius, so that only the width of its edge is not exact, by at most 3 %. Below
//! the cells are cuts across thin bars, a row for each of 64 widths, side by side for each of 16 slants.

use std::cell::OnceCell;

use macroquad::math::{Rect, Vec2, vec2};
use macroquad::texture::{FilterMode, Texture2D};

/// Texels along a side of a cell, cells along a side of the texture.
const CELL: usize = 64;
const CELLS: usize = 8;
const WIDTH: usize = CELL * CELLS;

/// Texels of a cut; slants side by side; widths one below the other.
const CUT: usize = 32;
const SLANTS: usize = WIDTH / CUT;
const THICKNESSES: usize = 64;

const HEIGHT: usize = CELL * CELLS + THICKNESSES;
const SIZE: Vec2 = vec2(WIDTH as f32, HEIGHT as f32);

/// The thinnest and the thickest bar, in pixels.
pub(super) const THINNEST: f32 = 0.1;
pub(super) const THICKEST: f32 = 9.0;

/// Cells with discs; the one after them is that of straight edges.
const DISCS: usize = CELLS * CELLS - 1;

/// The radii of the first and the last disc, in pixels. The last has 2.4 texels a pixel: with less, the smoothing of the
/// texture is seen.
const SMALLEST: f32 = 0.5;
pub(super) const LARGEST: f32 = 12.0;

/// How far outside of a disc a pixel's middle can be that has a part of it.
const REACH: f32 = std::f32::consts::FRAC_1_SQRT_2;

/// Texels that a disc's cell keeps clear at each side, so that no disc is seen beside another.
const MARGIN: f32 = 1.0;

thread_local! {
    static TEXTURE: OnceCell<Texture2D> = const { OnceCell::new() };
}

/// The texture, painted when it is first asked for.
pub(super) fn with_texture<T>(work: impl FnOnce(&Texture2D) -> T) -> T {
    TEXTURE.with(|texture| work(texture.get_or_init(paint)))
}

/// Where a straight edge of that slant has its full coverage (`side` 1), or the last of it (0).
pub(super) fn straight(side: f32, slant: f32) -> Vec2 {
    let texel = vec2(side, slant) * (CELL - 1) as f32 + 0.5;
    (corner(DISCS) * CELL as f32 + texel) / SIZE
}

/// Where everything is covered.
pub(super) fn full() -> Vec2 {
    straight(1.0, 0.0)
}

/// A disc: where its picture is, and how far from its middle the picture goes, in its radii.
pub(super) fn disc(radius: f32) -> (Rect, f32) {
    let cell = cell_of(radius);
    let at = (corner(cell) * CELL as f32 + MARGIN) / SIZE;
    let size = (CELL as f32 - 2.0 * MARGIN) / SIZE;
    let reach = 1.0 + REACH / radius_of(cell);
    (Rect::new(at.x, at.y, size.x, size.y), reach)
}

/// A bar of a thickness in pixels: the two ends of a cut across it, and how far from its middle they are, in its
/// thicknesses.
pub(super) fn bar(thickness: f32, slant: f32) -> ([Vec2; 2], f32) {
    let (row, column) = (row_of(thickness), (slant * (SLANTS - 1) as f32).round());
    let y = (CELL * CELLS + row) as f32 + 0.5;
    let x = column * CUT as f32;
    let ends = [0.5, CUT as f32 - 0.5].map(|texel| vec2(x + texel, y) / SIZE);
    let (cosine, sine) = normal(column / (SLANTS - 1) as f32);
    (ends, 0.5 + (cosine + sine) / 2.0 / thickness_of(row))
}

/// A disc smaller than this, in pixels, is drawn at this size, and fainter.
pub(super) const fn smallest_disc() -> f32 {
    SMALLEST
}

/// In cells.
fn corner(cell: usize) -> Vec2 {
    vec2((cell % CELLS) as f32, (cell / CELLS) as f32)
}

/// The cell whose disc is the nearest in size, of a radius in pixels.
fn cell_of(radius: f32) -> usize {
    nearest(radius, SMALLEST, LARGEST, DISCS)
}

fn radius_of(cell: usize) -> f32 {
    step(cell, SMALLEST, LARGEST, DISCS)
}

/// The row whose bar is the nearest in thickness, in pixels.
fn row_of(thickness: f32) -> usize {
    nearest(thickness, THINNEST, THICKEST, THICKNESSES)
}

fn thickness_of(row: usize) -> f32 {
    step(row, THINNEST, THICKEST, THICKNESSES)
}

/// The one of `count` sizes from `first` to `last`, each as many times the one before, that is the nearest.
fn nearest(size: f32, first: f32, last: f32, count: usize) -> usize {
    let most = (count - 1) as f32;
    let place = (size / first).ln() / (last / first).ln() * most;
    place.round().clamp(0.0, most) as usize
}

fn step(index: usize, first: f32, last: f32, count: usize) -> f32 {
    first * (last / first).powf(index as f32 / (count - 1) as f32)
}

/// White, with as much alpha as is covered.
fn paint() -> Texture2D {
    let mut rgba = vec![255; WIDTH * HEIGHT * 4];
    for (index, pixel) in rgba.chunks_exact_mut(4).enumerate() {
        let (x, y) = (index % WIDTH, index / WIDTH);
        let covered = if y < CELL * CELLS {
            cell_coverage(y / CELL * CELLS + x / CELL, x % CELL, y % CELL)
        } else {
            bar_coverage(y - CELL * CELLS, x / CUT, x % CUT)
        };
        pixel[3] = (covered * 255.0).round() as u8;
    }
    let texture = Texture2D::from_rgba8(WIDTH as u16, HEIGHT as u16, &rgba);
    texture.set_filter(FilterMode::Linear);
    texture
}

fn cell_coverage(cell: usize, x: usize, y: usize) -> f32 {
    let (u, v) = (x as f32, y as f32);
    if cell == DISCS {
        let last = (CELL - 1) as f32;
        return straight_coverage(u / last, v / last);
    }
    let half = CELL as f32 / 2.0;
    let texel = vec2(u + 0.5 - half, v + 0.5 - half);
    let pixels_a_texel = (radius_of(cell) + REACH) / (half - MARGIN);
    disc_coverage(texel * pixels_a_texel, radius_of(cell))
}

/// At a texel of the cut across the bar of that row and slant.
fn bar_coverage(row: usize, slant: usize, texel: usize) -> f32 {
    let (cosine, sine) = normal(slant as f32 / (SLANTS - 1) as f32);
    let half = thickness_of(row) / 2.0;
    let across = texel as f32 / (CUT - 1) as f32 * 2.0 - 1.0;
    let distance = across * (half + (cosine + sine) / 2.0);
    coverage(half - distance, cosine, sine) + coverage(half + distance, cosine, sine) - 1.0
}

/// Cosine and sine of the normal of an edge, the larger first.
fn normal(slant: f32) -> (f32, f32) {
    let sine = slant * std::f32::consts::FRAC_1_SQRT_2;
    ((1.0 - sine * sine).sqrt(), sine)
}

/// Coverage at `across` of the way from the farthest pixel outside (0) to the nearest that is whole (1).
fn straight_coverage(across: f32, slant: f32) -> f32 {
    let (cosine, sine) = normal(slant);
    coverage((across - 0.5) * (cosine + sine), cosine, sine)
}

/// How much of a square pixel lies inside of a straight edge. Its middle is `distance` pixels inside; `cosine` ≥ `sine`
/// ≥ 0 are the edge's normal. It is the integral of the pixel's width along the normal, which is a trapezium.
fn coverage(distance: f32, cosine: f32, sine: f32) -> f32 {
    let (near, far) = ((cosine - sine) / 2.0, (cosine + sine) / 2.0);
    let depth = distance.abs();
    let half = if depth <= near {
        depth / cosine
    } else if depth < far {
        let over = depth - near;
        (near + over - over * over / (2.0 * sine)) / cosine
    } else {
        0.5
    };
    0.5 + half.copysign(distance)
}

/// How much of the pixel around `at` a disc covers: where its edge is nearly straight, as if it were; else by counting.
fn disc_coverage(at: Vec2, radius: f32) -> f32 {
    let distance = at.length();
    if (distance - radius).abs() > REACH {
        return if distance < radius { 1.0 } else { 0.0 };
    }
    const POINTS: usize = 8;
    let place = |index: usize| (index as f32 + 0.5) / POINTS as f32 - 0.5;
    let rows = (0..POINTS).map(|row| {
        // The part of the row that is inside is exact.
        let y = at.y + place(row);
        let half = (radius * radius - y * y).max(0.0).sqrt();
        ((at.x + 0.5).min(half) - (at.x - 0.5).max(-half)).max(0.0)
    });
    rows.sum::<f32>() / POINTS as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_disc_is_at_most_a_thirtieth_off() {
        for step in 0..1000 {
            let radius = SMALLEST + (LARGEST - SMALLEST) * step as f32 / 999.0;
            let ratio = radius_of(cell_of(radius)) / radius;
            assert!((0.969..1.032).contains(&ratio), "{radius}: {ratio}");
        }
    }

    #[test]
    fn the_nearest_bar_is_at_most_a_twenty_fifth_off() {
        for step in 0..1000 {
            let thickness = THINNEST + (THICKEST - THINNEST) * step as f32 / 999.0;
            let ratio = thickness_of(row_of(thickness)) / thickness;
            assert!((0.96..1.04).contains(&ratio), "{thickness}: {ratio}");
        }
    }

    #[test]
    fn a_cut_across_a_bar_covers_its_thickness() {
        for row in [10, 30, 50, 63] {
            for slant in [0, 7, 15] {
                let (cosine, sine) = normal(slant as f32 / 15.0);
                let length = thickness_of(row) + cosine + sine;
                let sum: f32 = (0..CUT).map(|texel| bar_coverage(row, slant, texel)).sum();
                let covered = sum / (CUT - 1) as f32 * length;
                let ratio = covered / thickness_of(row);
                assert!((ratio - 1.0).abs() < 0.01, "{row} {slant}: {ratio}");
            }
        }
    }

    #[test]
    fn an_edge_covers_as_much_as_counting_says() {
        for degrees in [0.0f32, 10.0, 30.0, 45.0] {
            let (sine, cosine) = degrees.to_radians().sin_cos();
            for distance in [-0.6, -0.3, 0.0, 0.2, 0.5, 0.69] {
                let place = |index: usize| (index as f32 + 0.5) / 200.0 - 0.5;
                let inside = |x: f32, y: f32| x * cosine + y * sine + distance > 0.0;
                let counted = (0..200)
                    .flat_map(|y| (0..200).map(move |x| (place(x), place(y))))
                    .filter(|&(x, y)| inside(x, y))
                    .count();
                let exact = coverage(distance, cosine, sine);
                let counted = counted as f32 / 40_000.0;
                assert!(
                    (exact - counted).abs() < 5e-3,
                    "{degrees}° {distance}: {exact} {counted}"
                );
            }
        }
    }

    #[test]
    fn a_disc_covers_its_area() {
        for radius in [0.5, 1.3, 4.0] {
            let area: f32 = (-6..=6)
                .flat_map(|y| (-6..=6).map(move |x| vec2(x as f32, y as f32)))
                .map(|at| disc_coverage(at, radius))
                .sum();
            let exact = std::f32::consts::PI * radius * radius;
            assert!((area / exact - 1.0).abs() < 0.02, "{radius}: {area}");
        }
    }
}
