//! Transforms, layers and grids, compared with the same by hand.

mod common;

use common::stills::*;
use common::*;
use kinora::prelude::Palette;

const BLACK: [u8; 3] = [0, 0, 0];
const WHITE: [u8; 3] = [255, 255, 255];
// As macroquad has them.
const RED: [u8; 3] = [230, 41, 55];
const GREEN: [u8; 3] = [0, 158, 47];
const BLUE: [u8; 3] = [0, 121, 241];

#[test]
fn transforms_are_what_is_placed_by_hand() {
    for args in ["", "--scale 3", "--supersample 2"] {
        let [moved, placed] = ["moved", "placed"].map(|card| still(&format!("{card} {args}")));
        let (farthest, mean) = off(&moved, &placed);
        assert!(farthest <= 3 && mean < 0.01, "{args}: {farthest} {mean}");
    }
}

#[test]
fn textures_under_a_transform_are_as_without() {
    let [moved, placed] = ["transform", "hand"].map(|by| still(&format!("flipped --set by={by}")));
    let (farthest, mean) = off(&moved, &placed);
    assert!(farthest <= 2 && mean < 0.01, "{farthest} {mean}");
}

/// Edges fade over a pixel under any transform, those of pictures nearly as those of shapes: within an eighth.
#[test]
fn pictures_have_the_edges_of_shapes_under_any_transform() {
    for view in ["turned", "sheared", "stretched", "mirrored"] {
        let card = |by: &str, args: &str| {
            still(&format!("slanted --set by={by} --set view={view} {args}"))
        };
        let shape = card("shape", "");
        for by in ["texture", "layer", "path"] {
            let (farthest, mean) = off(&shape, &card(by, ""));
            assert!(
                farthest <= 32 && mean < 0.12,
                "{by} {view}: {farthest} {mean}"
            );
        }
        // And nearly those of sixteen samples, which are no more exact.
        let (farthest, mean) = off(&shape, &card("shape", "--supersample 4"));
        assert!(farthest <= 64 && mean < 0.15, "{view}: {farthest} {mean}");
    }
}

#[test]
fn places_are_found_under_cameras_and_transforms() {
    let pixel = still("pointed").get_pixel(5, 5).0;
    assert_eq!(pixel[1], 158, "{pixel:?}");
}

#[test]
fn a_layer_shows_what_was_drawn_the_right_way_up() {
    for args in ["", "--alpha", "--scale 2"] {
        let [canvas, layer] =
            ["canvas", "layer"].map(|by| still(&format!("upright --set by={by} {args}")));
        let (farthest, mean) = off(&canvas, &layer);
        assert!(farthest <= 2 && mean < 0.1, "{args}: {farthest} {mean}");
    }
    let [layer, image] = ["layer", "image"].map(|by| still(&format!("upright --set by={by}")));
    let (farthest, mean) = off(&layer, &image);
    assert!(farthest <= 2 && mean < 0.1, "{farthest} {mean}");
}

/// What is there for some frames fades by a part each, and is gone at last.
#[test]
fn a_trail_fades_to_nothing() {
    let place = Place::new();
    for (part, gone) in [("0.25", 19), ("0.02", 199)] {
        let args = format!("export trail --set part={part} --duration 20 -o {part}/%03d.png -q");
        succeed(place.example("toolbox", &args));
        let red = |frame: u32| {
            let file = place.file(&format!("{part}/{frame:03}.png"));
            image::open(file).unwrap().into_rgb8().get_pixel(80, 60).0[0]
        };
        assert_eq!(red(0), 255);
        let share: f64 = part.parse().unwrap();
        let kept = 255.0 * (1.0 - share) - 1.0;
        assert!(
            (f64::from(red(1)) - kept).abs() <= 1.0,
            "{part}: {}",
            red(1)
        );
        assert_eq!(red(gone), 0, "{part}");
    }
}

/// By the formulas of the blend modes.
#[test]
fn layers_are_blended_with_their_opacity_where_they_are_put() {
    let stack = still("stack");
    let near = |at: (u32, u32), wanted: [f64; 3]| {
        let pixel = stack.get_pixel(at.0, at.1).0;
        for (got, wanted) in pixel.iter().zip(wanted) {
            let off = (f64::from(*got) - wanted * 255.0).abs();
            assert!(off <= 2.0, "{at:?}: {pixel:?} {wanted}");
        }
    };
    // Red of half opacity over grey, and the same again at half of its opacity.
    let over = |below: [f64; 3], alpha: f64| {
        [0, 1, 2].map(|part| below[part] * (1.0 - alpha) + [1.0, 0.0, 0.0][part] * alpha)
    };
    near((10, 20), over(over([0.2; 3], 0.5), 0.25));
    near((60, 20), [0.7, 0.2, 0.2]);
    // Twice as large into a corner.
    near((120, 100), over([0.2; 3], 0.5));
    // What was painted on it while another was painted on.
    near((20, 2), [0.0, 1.0, 0.0]);
    // The canvas's own state is as before.
    near((5, 115), [0.1, 0.1, 0.6]);
}

#[test]
fn clips_and_erased_places_are_where_they_should_be() {
    let wanted = [
        // In the disc, left and right of its middle, and outside of it: under half of blue.
        ((40, 50), [115, 20, 155]),
        ((60, 50), [0, 64, 128]),
        ((12, 12), [0, 0, 128]),
        // Erased, and half of that.
        ((110, 60), BLACK),
        ((130, 60), [0, 0, 64]),
    ];
    assert_has(&still("clipped"), &wanted);
}

#[test]
fn cameras_show_on_the_layer_that_is_painted_on() {
    let wanted = [
        ((5, 5), RED),
        // The camera's y points up.
        ((25, 115), GREEN),
        ((45, 5), BLUE),
        ((5, 95), WHITE),
        ((80, 60), BLACK),
    ];
    assert_has(&still("cameras"), &wanted);
}

#[test]
fn a_node_that_paints_a_layer_goes_on_through_its_own_camera() {
    // In the quarter of the canvas that the camera has.
    let wanted = [
        ((20, 95), RED),
        ((60, 95), GREEN),
        ((10, 10), BLUE),
        ((40, 95), BLACK),
        ((120, 70), BLACK),
    ];
    assert_has(&still("noded --at 0.3"), &wanted);
}

#[test]
fn a_layer_has_depth_and_its_own_aspect() {
    let wanted = [
        ((120, 60), RED),
        ((95, 60), GREEN),
        ((145, 85), GREEN),
        ((85, 60), BLACK),
        ((120, 95), BLACK),
        ((2, 2), WHITE),
    ];
    for args in [
        "--set by=clearing",
        "--set by=frames",
        "--at 0.2 --set by=frames",
    ] {
        assert_has(&still(&format!("deep {args}")), &wanted);
    }
}

#[test]
fn grids_are_pictures_and_gradients_mix_as_palettes_do() {
    let card = still("celled");
    let wanted = [
        ((0, 0), [255, 0, 0]),
        ((79, 29), [255, 0, 0]),
        ((80, 0), [0, 228, 48]),
        ((0, 30), [0, 121, 241]),
        ((159, 59), [26, 51, 77]),
    ];
    assert_has(&card, &wanted);
    let palette = Palette::named("dusk").unwrap();
    for x in 0..160 {
        let pixel = card.get_pixel(x, 90).0;
        let wanted = palette.at((x as f32 + 0.5) / 160.0).to_vec().to_array();
        let off = pixel.iter().zip(wanted);
        let off = off.map(|(got, it)| (f32::from(*got) - it * 255.0).abs());
        assert!(off.fold(0.0, f32::max) <= 2.0, "{x}: {pixel:?} {wanted:?}");
    }
}
