//! Shapes, compared pixel by pixel with what they should be.

#[path = "cards/cases.rs"]
mod cases;
mod common;

use cases::{Case, SIDE, cases};
use common::*;
use image::RgbaImage;

/// Points of a pixel that are asked whether they are inside.
const POINTS: u32 = 32 * 32;

/// How much of a pixel the shape covers. The points are those of the R2 sequence (Roberts, 2018), spread evenly and along
/// no line: in a square grid of 16 × 16, an edge along the pixels would be placed to 1/16 only.
fn coverage(case: &Case, x: u32, y: u32) -> f64 {
    const STEP: (f64, f64) = (0.754_877_666_246_692_7, 0.569_840_290_998_053_2);
    let inside = (0..POINTS).filter(|&index| {
        let place = |step: f64| (0.5 + step * f64::from(index)).fract();
        let point = (f64::from(x) + place(STEP.0), f64::from(y) + place(STEP.1));
        case.shape.has(case.view.to_units(point))
    });
    inside.count() as f64 / f64::from(POINTS)
}

/// Whether there is an edge near: asked first, because most pixels are far from one.
fn is_near(case: &Case, x: u32, y: u32) -> bool {
    let has = |dx: i32, dy: i32| {
        let middle = (f64::from(x) + 0.5, f64::from(y) + 0.5);
        let point = (
            middle.0 + f64::from(dx) * 0.6,
            middle.1 + f64::from(dy) * 0.6,
        );
        case.shape.has(case.view.to_units(point))
    };
    let around = || (-2..=2).flat_map(|dy| (-2..=2).map(move |dx| (dx, dy)));
    around().any(|(dx, dy)| has(dx, dy)) != around().all(|(dx, dy)| has(dx, dy))
}

#[test]
fn edges_are_as_a_thousand_points_a_pixel_would_have_them() {
    let place = Place::new();
    succeed(place.example("drawings", "export cases -o frames/%03d.png -q"));
    let mut poor = vec![];
    for (index, case) in cases().iter().enumerate() {
        let file = place.file(&format!("frames/{index:03}.png"));
        let picture = image::open(file).unwrap().into_luma8();
        let expected: Vec<_> = (0..SIDE * SIDE)
            .map(|at| {
                let (x, y) = (at % SIDE, at / SIDE);
                match is_near(case, x, y) {
                    true => coverage(case, x, y),
                    false => f64::from(u8::from(
                        case.shape
                            .has(case.view.to_units((f64::from(x) + 0.5, f64::from(y) + 0.5))),
                    )),
                }
            })
            .collect();
        let mut edge = (0, 0.0);
        let mut stray = 0;
        for (pixel, &expected_here) in picture.pixels().zip(&expected) {
            let error = (f64::from(pixel[0]) - expected_here * 255.0).abs();
            if expected_here > 0.0 && expected_here < 1.0 {
                edge = (edge.0 + 1, edge.1 + error);
            }
        }
        for y in 0..SIDE {
            for x in 0..SIDE {
                let around = |by: u32| {
                    let (xs, ys) = (x.saturating_sub(by)..=x + by, y.saturating_sub(by)..=y + by);
                    ys.flat_map(move |y| xs.clone().map(move |x| (x, y)))
                        .filter(|&(x, y)| x < SIDE && y < SIDE)
                        .any(|(x, y)| expected[(y * SIDE + x) as usize] > 0.0)
                };
                if picture.get_pixel(x, y)[0] > 0 && !around(1) {
                    stray += 1;
                }
            }
        }
        let mean = edge.1 / f64::from(edge.0);
        println!(
            "{mean:.2} of {} · {stray} stray · {:?} {:?}",
            case.bar, case.shape, case.view
        );
        if mean > case.bar || stray > 0 || edge.0 == 0 {
            poor.push(index);
        }
    }
    assert!(poor.is_empty(), "frames {poor:?} are not as they should be");
}

fn still(place: &Place, args: &str) -> RgbaImage {
    succeed(place.example("drawings", &format!("still {args} -q --force -o still.png")));
    image::open(place.file("still.png")).unwrap().into_rgba8()
}

fn rgb(picture: &RgbaImage, x: u32, y: u32) -> [u8; 3] {
    let [r, g, b, _] = picture.get_pixel(x, y).0;
    [r, g, b]
}

#[test]
fn shapes_in_the_colour_of_the_background_leave_no_trace() {
    let place = Place::new();
    for scale in ["1", "1.7"] {
        let picture = still(&place, &format!("traces --scale {scale}"));
        let background = [0x80, 0x40, 0xa0, 255];
        let traces = picture.pixels().filter(|pixel| pixel.0 != background);
        assert_eq!(traces.count(), 0, "at scale {scale}");
    }
}

#[test]
fn on_nothing_every_pixel_of_a_shape_has_its_colour() {
    let place = Place::new();
    let picture = still(&place, "veils --alpha");
    let mut seen = 0;
    for pixel in picture.pixels() {
        let [r, g, b, alpha] = pixel.0;
        assert!(alpha <= 128, "a shape of half its alpha covers {alpha}");
        if alpha > 0 {
            seen += 1;
            // Premultiplied colours are whole numbers: with little alpha, they say less.
            let coarse = (255 / u16::from(alpha) + 1).min(255) as u8;
            assert_near([r, g, b], [0x80, 0x40, 0xa0], coarse);
        }
    }
    assert!(seen > 5000, "{seen}");
    assert_eq!(picture.get_pixel(40, 40)[3], 127);
}

#[test]
fn a_background_covers_what_was_drawn_and_is_rounded_to_the_nearest_value() {
    let place = Place::new();
    succeed(place.example("drawings", "export grounds -o frames/%03d.png -q"));
    for index in 0..200 {
        let file = place.file(&format!("frames/{index:03}.png"));
        let picture = image::open(file).unwrap().into_rgba8();
        let share = index as f32 / 199.0;
        let value = |share: f32| (share * 255.0).round() as u8;
        let expected = [share, 1.0 - share, share / 10.0].map(value);
        for (x, y, _) in picture.enumerate_pixels() {
            let expected = if x < 4 && y < 3 { [255; 3] } else { expected };
            assert_eq!(rgb(&picture, x, y), expected, "frame {index}, {x}, {y}");
        }
    }
}

#[test]
fn a_background_is_there_whoever_looks() {
    let place = Place::new();
    succeed(place.example("drawings", "export glances -o frames/%d.png -q"));
    const ORANGE: [u8; 3] = [255, 161, 0];
    const SKYBLUE: [u8; 3] = [102, 191, 255];
    let expected = [
        [[0; 3], [0; 3], [0; 3]],
        [ORANGE, SKYBLUE, SKYBLUE],
        [SKYBLUE, SKYBLUE, ORANGE],
    ];
    for (index, expected) in expected.into_iter().enumerate() {
        let picture = image::open(place.file(&format!("frames/{index}.png"))).unwrap();
        let picture = picture.into_rgba8();
        let seen = [(0, 0), (3, 2), (30, 20)].map(|(x, y)| rgb(&picture, x, y));
        assert_eq!(seen, expected, "frame {index}");
    }
}

#[test]
fn blend_modes_are_their_formulas() {
    let place = Place::new();
    let picture = still(&place, "blends");
    let (below, above) = ([100.0, 150.0, 200.0], [200.0, 100.0, 50.0]);
    let modes: [fn(f64, f64, f64) -> f64; 4] = [
        |s, d, a| s * a + d * (1.0 - a),
        |s, d, a| s * a + d,
        |s, d, a| s * a * d + d * (1.0 - a),
        |s, d, a| s * a + d - s * a * d,
    ];
    for (index, mode) in modes.iter().enumerate() {
        for (y, alpha) in [(5, 1.0), (15, 0.4)] {
            let expected = [0, 1, 2].map(|part| {
                let mixed = mode(above[part] / 255.0, below[part] / 255.0, alpha);
                (mixed * 255.0).round().min(255.0) as u8
            });
            let x = 16 * (index as u32 + 1) + 8;
            assert_near(rgb(&picture, x, y), expected, 1);
        }
    }
    assert_near(rgb(&picture, 5, 5), [100, 150, 200], 0);
}

#[test]
fn gradients_go_from_stop_to_stop() {
    let place = Place::new();
    let picture = still(&place, "ramps");
    for x in [0, 1, 64, 128, 200, 255] {
        assert_near(rgb(&picture, x, 16), [x as u8; 3], 1);
        let (dx, dy) = (f64::from(x) + 0.5 - 128.0, 80.5 - 64.0);
        let light = 255.0 * (1.0 - dx.hypot(dy) / 128.0).max(0.0);
        assert_near(rgb(&picture, x, 80), [light.round() as u8; 3], 2);
    }
}

/// Each block of so many pixels as one.
fn reduced(large: &RgbaImage, by: u32) -> Vec<f64> {
    let (width, height) = (large.width() / by, large.height() / by);
    let mean = |x: u32, y: u32| {
        let inside = (0..by * by).map(|at| (x * by + at % by, y * by + at / by));
        let sum: u32 = inside
            .map(|(x, y)| u32::from(large.get_pixel(x, y)[0]))
            .sum();
        f64::from(sum) / f64::from(by * by)
    };
    (0..width * height)
        .map(|at| mean(at % width, at / width))
        .collect()
}

#[test]
fn text_is_as_sharp_as_its_shapes_at_any_size() {
    let place = Place::new();
    let plain = still(&place, "words");
    let expected = reduced(&still(&place, "words --scale 8"), 8);
    let mut edge = (0, 0.0);
    for (pixel, &expected) in plain.pixels().zip(&expected) {
        let error = (f64::from(pixel[0]) - expected).abs();
        if expected > 1.0 && expected < 254.0 {
            edge = (edge.0 + 1, edge.1 + error);
        }
    }
    // Letters are placed to a quarter of a pixel.
    let mean = edge.1 / f64::from(edge.0);
    assert!(edge.0 > 1500 && mean < 16.0, "{mean} on {} pixels", edge.0);
}

#[test]
fn pictures_from_arrays_are_new_in_each_frame_and_memory_does_not_grow() {
    let place = Place::new();
    succeed(place.example("drawings", "export album --frames 12 -o frames/%03d.png -q"));
    for index in [0, 1, 5, 11] {
        let picture = image::open(place.file(&format!("frames/{index:03}.png"))).unwrap();
        let picture = picture.into_rgba8();
        assert_eq!(rgb(&picture, 16, 16), [index; 3]);
        assert_eq!(rgb(&picture, 48, 16), [index / 2; 3]);
    }
    let peak = |frames: u32| {
        let args = format!("export album --frames {frames} -o {frames}.mkv --codec ffv1 -q");
        peak_memory(place.example("drawings", &args))
    };
    let (short, long) = (peak(30), peak(300));
    // 270 frames more, with two textures of a megabyte each.
    assert!(long < short + 40_000_000, "{short} {long}");
}

#[test]
fn shapes_of_more_corners_than_one_draw_call_takes_are_whole() {
    let place = Place::new();
    let picture = still(&place, "crowd");
    for at in 0..200 {
        let distance = (f64::from(at) + 0.5 - 100.0).abs();
        let expected = match distance {
            ..=58.0 | 78.0..=82.0 => 255,
            62.0..=76.0 | 84.0.. => 0,
            _ => continue,
        };
        // Segments of a fortieth of a pixel have no exact direction.
        assert_near(rgb(&picture, at, 100), [expected; 3], 6);
        assert_near(rgb(&picture, 100, at), [expected; 3], 6);
    }
}

#[test]
fn shaders_for_desktop_opengl_work_without_a_display_too() {
    let place = Place::new();
    let mut still = place.example("drawings", "still desktop -q -o still.png");
    still.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
    succeed(still);
    let picture = image::open(place.file("still.png")).unwrap().into_rgba8();
    assert_eq!(rgb(&picture, 8, 8), [0, 255, 0]);
}

#[test]
fn a_material_of_the_sketch_gets_the_places_that_macroquad_gives() {
    let place = Place::new();
    let picture = still(&place, "shader");
    for x in [0, 10, 24, 40, 47] {
        let across = ((f64::from(x) + 0.5) / 48.0 * 255.0) as u8;
        assert_near(rgb(&picture, x, 31), [across, 126, 0], 2);
    }
    // Between the pixels, the edge fades.
    assert_near(rgb(&picture, 68, 30), [124, 127, 0], 4);
    assert!(rgb(&picture, 88, 30)[2] > 100);
    assert_eq!(rgb(&picture, 93, 30), [255; 3]);
}

#[test]
fn under_a_camera_with_depth_the_nearer_shape_hides_the_farther() {
    let place = Place::new();
    let picture = still(&place, "solids");
    assert_near(rgb(&picture, 48, 32), [230, 41, 55], 1);
    assert_near(rgb(&picture, 4, 32), [0, 228, 48], 2);
    let colors: std::collections::HashSet<_> = picture.pixels().map(|pixel| pixel.0).collect();
    assert_eq!(colors.len(), 3, "edges are hard: {colors:?}");
}

#[test]
fn what_is_half_clear_makes_no_holes_in_what_is_below() {
    let place = Place::new();
    let picture = still(&place, "paper");
    succeed(place.example("drawings", "sheet paper -o sheet.png --columns 1 --rows 1"));
    let sheet = image::open(place.file("sheet.png")).unwrap().into_rgba8();
    let beside = (sheet.width() - 64) / 2;
    for x in [16, 48] {
        assert_near(rgb(&picture, x, 16), [128; 3], 1);
        assert_near(rgb(&picture, x - 14, 2), [255; 3], 0);
        assert_near(rgb(&sheet, beside + x, beside + 16), [128; 3], 1);
    }
}

#[test]
fn charts_of_every_kind_are_drawn() {
    let place = Place::new();
    let picture = still(&place, "charts");
    let count = |color: [u8; 3], (x, y): (u32, u32)| {
        let quarter = (0..320 * 240).map(|at| (x + at % 320, y + at / 320));
        quarter
            .filter(|&(x, y)| rgb(&picture, x, y) == color)
            .count()
    };
    // The middle of lines, bars, points and cells; 0.6 of green on white.
    assert!(count([255, 0, 0], (0, 0)) > 150);
    assert!(count([0, 0, 255], (0, 0)) > 150);
    assert!(count([102, 255, 102], (320, 0)) > 10_000);
    assert!(count([255, 0, 255], (0, 240)) > 2_000);
    assert!(count([255, 255, 255], (320, 240)) < 30_000);
    let hues = (0..12).map(|cell| rgb(&picture, 352 + 23 * cell, 450));
    assert_eq!(hues.collect::<std::collections::HashSet<_>>().len(), 12);
}
