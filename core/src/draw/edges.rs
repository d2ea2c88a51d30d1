//! The texture that edges are drawn with: how much of a pixel a shape covers, looked up.
//!
//! At the top are 36 cells. One is for straight edges: across it goes the distance of the pixel from the edge, down it
//! the slant of the edge against the pixels. The others are small discs, each of a radius 1.09 times the one before; nine
//! larger cells at the bottom have larger ones. A disc is drawn with the nearest in size, at its exact radius, so that
//! only the width of its edge is not exact, by at most 5 %. Between them are cuts across thin bars, of 84 thicknesses and
//! 15 slants each.

use std::cell::OnceCell;
use std::sync::LazyLock;

use macroquad::math::{Rect, Vec2, vec2};
use macroquad::texture::{FilterMode, Texture2D};

/// Texels along a side of a cell, cells along a side of the texture.
const CELL: usize = 96;
const CELLS: usize = 6;
const WIDTH: usize = CELL * CELLS;

/// Texels of a cut across a bar in one pixel. Bars are kept in all thicknesses of whole texels: the bends of the curve of
/// an edge along the pixels then lie on texels, where nothing smooths them away.
const FINE: usize = 14;

/// Texels that a cut has room for. Each thickness has a row for every so many slants.
const CUT: usize = 115;
const SLANTS: usize = 15;
const CUTS_IN_A_ROW: usize = WIDTH / CUT;
const ROWS: usize = SLANTS / CUTS_IN_A_ROW;
const THICKNESSES: usize = 6 * FINE;

/// Texels along a side of a large disc's cell, and how many of them there are along a side.
const LARGE_CELL: usize = 192;
const LARGE_CELLS: usize = WIDTH / LARGE_CELL;
const LARGE_DISCS: usize = LARGE_CELLS * LARGE_CELLS;

/// Rows above the bars, and above the large discs.
const BARS: usize = CELL * CELLS;
const LARGE: usize = BARS + THICKNESSES * ROWS;

const HEIGHT: usize = LARGE + LARGE_CELL * LARGE_CELLS;
const SIZE: Vec2 = vec2(WIDTH as f32, HEIGHT as f32);

/// The thinnest and the thickest bar, in pixels.
pub(super) const THINNEST: f32 = 1.0 / FINE as f32;
pub(super) const THICKEST: f32 = (THICKNESSES / FINE) as f32;

/// Cells with discs; the one after them is that of straight edges.
const DISCS: usize = CELLS * CELLS - 1;

/// The radii of the first, of the last small and of the last large disc, in pixels. The last have 4.4 and 3.8 texels a
/// pixel: with fewer, the smoothing of the texture is seen.
const SMALLEST: f32 = 0.5;
const MIDDLE: f32 = 10.0;
pub(super) const LARGEST: f32 = 24.0;

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
    let disc = nearest_disc(radius);
    let (corner, side) = cell_of(disc);
    let at = (corner + MARGIN) / SIZE;
    let size = (side as f32 - 2.0 * MARGIN) / SIZE;
    let reach = 1.0 + REACH / radius_of(disc);
    (Rect::new(at.x, at.y, size.x, size.y), reach)
}

/// A bar of a thickness in pixels: the two ends of a cut across it, and how far from its middle they are, in its
/// thicknesses.
pub(super) fn bar(thickness: f32, slant: f32) -> ([Vec2; 2], f32) {
    let kept = kept_thickness(thickness);
    let slant = (slant * (SLANTS - 1) as f32).round() as usize;
    let (column, row) = cut_of(kept, slant);
    let place = |texel: f32| vec2(column as f32 + texel, row as f32 + 0.5) / SIZE;
    let (cosine, sine) = normal_of(slant);
    let reach = 0.5 + (cosine + sine) / 2.0 / thickness_of(kept);
    ([place(0.5), place(texels_of(kept) as f32 - 0.5)], reach)
}

/// A disc smaller than this, in pixels, is drawn at this size, and fainter.
pub(super) const fn smallest_disc() -> f32 {
    SMALLEST
}

/// Column and row of the first texel of a cut.
fn cut_of(kept: usize, slant: usize) -> (usize, usize) {
    let row = BARS + kept * ROWS + slant / CUTS_IN_A_ROW;
    (slant % CUTS_IN_A_ROW * CUT, row)
}

/// The first texel of a disc's cell, and how many it has along a side.
fn cell_of(disc: usize) -> (Vec2, usize) {
    let Some(large) = disc.checked_sub(DISCS) else {
        return (corner(disc) * CELL as f32, CELL);
    };
    let cell = vec2((large % LARGE_CELLS) as f32, (large / LARGE_CELLS) as f32);
    let corner = cell * LARGE_CELL as f32 + vec2(0.0, LARGE as f32);
    (corner, LARGE_CELL)
}

/// In cells.
fn corner(cell: usize) -> Vec2 {
    vec2((cell % CELLS) as f32, (cell / CELLS) as f32)
}

/// The disc that is the nearest in size, of a radius in pixels; the large ones come after the small ones.
fn nearest_disc(radius: f32) -> usize {
    let off = |disc: &usize| (radius_of(*disc) / radius).ln().abs();
    let guess = |first: f32, last: f32, steps: usize| {
        ((radius / first).ln() / (last / first).ln() * steps as f32)
            .round()
            .max(0.0) as usize
    };
    let small = guess(SMALLEST, MIDDLE, DISCS - 1).min(DISCS - 1);
    let large = DISCS + guess(MIDDLE, LARGEST, LARGE_DISCS).clamp(1, LARGE_DISCS) - 1;
    if off(&small) <= off(&large) {
        small
    } else {
        large
    }
}

fn radius_of(disc: usize) -> f32 {
    match disc.checked_sub(DISCS) {
        None => SMALLEST * (MIDDLE / SMALLEST).powf(disc as f32 / (DISCS - 1) as f32),
        Some(large) => MIDDLE * (LARGEST / MIDDLE).powf((large + 1) as f32 / LARGE_DISCS as f32),
    }
}

/// The bar that is the nearest in thickness, in pixels.
fn kept_thickness(thickness: f32) -> usize {
    ((thickness * FINE as f32).round() as usize).clamp(1, THICKNESSES) - 1
}

fn thickness_of(kept: usize) -> f32 {
    (kept + 1) as f32 / FINE as f32
}

/// Of the cut across it, its rims included.
fn texels_of(kept: usize) -> usize {
    kept + 1 + FINE + 1
}

/// White, with as much alpha as is covered.
fn paint() -> Texture2D {
    let rgba: Vec<u8> = COVERAGE
        .iter()
        .flat_map(|&alpha| [255, 255, 255, alpha])
        .collect();
    let texture = Texture2D::from_rgba8(WIDTH as u16, HEIGHT as u16, &rgba);
    texture.set_filter(FilterMode::Linear);
    texture
}

/// What is covered of each texel, row by row; 255 is all of it. It is the same for every window.
static COVERAGE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut texels = vec![0; WIDTH * HEIGHT];
    for disc in 0..DISCS + LARGE_DISCS {
        fill_disc(&mut texels, disc);
    }
    let last = (CELL - 1) as f32;
    let corner = corner(DISCS) * CELL as f32;
    for row in 0..CELL {
        let at = (corner.y as usize + row) * WIDTH + corner.x as usize;
        fill_row(&mut texels[at..at + CELL], |across| {
            straight_coverage(across as f32 / last, row as f32 / last)
        });
    }
    for kept in 0..THICKNESSES {
        for slant in 0..SLANTS {
            let at = cut_of(kept, slant);
            let first = at.1 * WIDTH + at.0;
            let cut = bar_coverage(kept, slant);
            fill_row(&mut texels[first..first + texels_of(kept)], cut);
        }
    }
    texels
});

/// Finds out what the texture will show, which needs no window: while others are waited for, it costs no time.
pub fn prepare() {
    LazyLock::force(&COVERAGE);
}

fn fill_row(texels: &mut [u8], coverage: impl Fn(usize) -> f32) {
    for (index, texel) in texels.iter_mut().enumerate() {
        *texel = to_alpha(coverage(index));
    }
}

fn to_alpha(coverage: f32) -> u8 {
    (coverage * 255.0 + 0.5) as u8
}

/// Paints the picture of a disc into its cell. A quarter of it is the other three, turned.
fn fill_disc(texels: &mut [u8], disc: usize) {
    let (corner, side) = cell_of(disc);
    let half = side / 2;
    let radius = radius_of(disc);
    let pixels_a_texel = (radius + REACH) / (half as f32 - MARGIN);
    let first = corner.y as usize * WIDTH + corner.x as usize;
    for y in 0..half {
        for x in 0..half {
            let from_middle = vec2(x as f32 + 0.5, y as f32 + 0.5) * pixels_a_texel;
            let alpha = to_alpha(disc_coverage(from_middle, radius));
            for row in [half + y, half - 1 - y] {
                for column in [half + x, half - 1 - x] {
                    texels[first + row * WIDTH + column] = alpha;
                }
            }
        }
    }
}

/// At a texel of the cut across a bar.
fn bar_coverage(kept: usize, slant: usize) -> impl Fn(usize) -> f32 {
    let (cosine, sine) = normal_of(slant);
    let half = thickness_of(kept) / 2.0;
    let reach = half + (cosine + sine) / 2.0;
    let last = (texels_of(kept) - 1) as f32;
    move |texel| {
        let distance = (texel as f32 / last * 2.0 - 1.0) * reach;
        coverage(half - distance, cosine, sine) + coverage(half + distance, cosine, sine) - 1.0
    }
}

fn normal_of(slant: usize) -> (f32, f32) {
    normal(slant as f32 / (SLANTS - 1) as f32)
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

/// How much of the pixel around `at` a disc covers: the mean of eight rows of it, each exact.
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
    fn the_nearest_disc_is_at_most_a_twentieth_off() {
        for step in 0..1000 {
            let radius = SMALLEST + (LARGEST - SMALLEST) * step as f32 / 999.0;
            let ratio = radius_of(nearest_disc(radius)) / radius;
            assert!((0.95..1.053).contains(&ratio), "{radius}: {ratio}");
        }
    }

    #[test]
    fn every_cut_has_room() {
        assert!(texels_of(THICKNESSES - 1) <= CUT);
        assert_eq!((CUTS_IN_A_ROW * CUT).div_ceil(WIDTH), 1);
        assert_eq!(ROWS * CUTS_IN_A_ROW, SLANTS);
        for thickness in [THINNEST, 1.0, 1.5, 3.3, THICKEST] {
            let off = thickness_of(kept_thickness(thickness)) - thickness;
            assert!(off.abs() <= 0.51 / FINE as f32, "{thickness}: {off}");
        }
    }

    #[test]
    fn a_cut_across_a_bar_covers_its_thickness() {
        for kept in [0, 13, 30, 83] {
            for slant in [0, 7, 14] {
                let (cosine, sine) = normal_of(slant);
                let length = thickness_of(kept) + cosine + sine;
                let texels = texels_of(kept);
                let sum: f32 = (0..texels).map(bar_coverage(kept, slant)).sum();
                let covered = sum / (texels - 1) as f32 * length;
                let ratio = covered / thickness_of(kept);
                assert!((ratio - 1.0).abs() < 0.01, "{kept} {slant}: {ratio}");
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
