//! Shapes, compared pixel by pixel with what they should be.

#[path = "cards/cases.rs"]
mod cases;
mod common;

use cases::{Case, SIDE, cases};
use common::*;

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
