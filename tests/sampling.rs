//! Supersampling and motion blur, asked of the pictures they make.

mod common;

use std::path::Path;

use common::*;
use image::RgbaImage;
use serde_json::json;

fn png(path: &Path) -> RgbaImage {
    image::open(path).unwrap().into_rgba8()
}

/// IEC 61966-2-1: light of 0 to 1 for a value of 0 to 255.
fn light(value: f64) -> f64 {
    let value = value / 255.0;
    if value <= 0.04045 {
        value / 12.92
    } else {
        ((value + 0.055) / 1.055).powf(2.4)
    }
}

/// The other way.
fn value(light: f64) -> f64 {
    255.0
        * if light <= 0.0031308 {
            light * 12.92
        } else {
            1.055 * light.powf(1.0 / 2.4) - 0.055
        }
}

/// The mean of each block of `k` × `k` pixels in linear light, the light of each as much as its alpha.
fn reduced(large: &RgbaImage, k: u32) -> RgbaImage {
    RgbaImage::from_fn(large.width() / k, large.height() / k, |x, y| {
        let block = (0..k * k).map(|at| large.get_pixel(x * k + at % k, y * k + at / k).0);
        let alphas: f64 = block.clone().map(|pixel| f64::from(pixel[3])).sum();
        let mean = |channel: usize| {
            let lights = block
                .clone()
                .map(|pixel| light(f64::from(pixel[channel])) * f64::from(pixel[3]));
            value(lights.sum::<f64>() / alphas.max(1.0)).round() as u8
        };
        let alpha = (alphas / f64::from(k * k)).round() as u8;
        match alpha {
            0 => image::Rgba([0; 4]),
            alpha => image::Rgba([mean(0), mean(1), mean(2), alpha]),
        }
    })
}

#[track_caller]
fn assert_alike(got: &RgbaImage, want: &RgbaImage) {
    assert_eq!(got.dimensions(), want.dimensions());
    for (got, want) in got.pixels().zip(want.pixels()) {
        let off = got.0.iter().zip(want.0).map(|(a, b)| a.abs_diff(b));
        assert!(off.max() <= Some(1), "{got:?} is not {want:?}");
    }
}

#[test]
fn a_supersampled_picture_is_the_mean_of_a_larger_one() {
    let place = Place::new();
    for (sketch, k, alpha) in [
        ("shapes --at 0.5 --size 320x180", 2, ""),
        ("shapes --at 0.5 --size 161x91", 3, ""),
        ("shapes --at 0.5 --size 160x90", 4, ""),
        ("glass --size 97x65", 2, "--alpha"),
        ("shapes --at 0.5 --size 160x90", 4, "--alpha"),
    ] {
        for (option, file) in [("supersample", "a.png"), ("scale", "b.png")] {
            let args = format!("still {sketch} {alpha} --{option} {k} -o {file} --force");
            succeed(place.cards(&args));
        }
        let (picture, large) = (png(&place.file("a.png")), png(&place.file("b.png")));
        assert_alike(&picture, &reduced(&large, k));
        assert!(
            picture.pixels().any(|pixel| pixel.0[3] == 255),
            "something is drawn"
        );
    }
}

#[test]
fn a_scaled_picture_is_supersampled_too() {
    let place = Place::new();
    succeed(place.cards("still shapes --size 320x180 --scale 0.5 --supersample 2 -o a.png"));
    succeed(place.cards("still shapes --size 320x180 -o b.png"));
    let picture = png(&place.file("a.png"));
    assert_alike(&picture, &reduced(&png(&place.file("b.png")), 2));
}

/// The edge that is at `from` when the shutter opens and at `to` when it closes leaves in the middle of each column the
/// light of the part of that time in which it was past it.
#[track_caller]
fn assert_swept(picture: &RgbaImage, from: f64, to: f64, tolerance: f64) {
    for (x, y, pixel) in picture.enumerate_pixels() {
        let [r, g, b, _] = pixel.0;
        assert!(r == g && g == b);
        let column = f64::from(x) + 0.5;
        let want = match y {
            8..16 => ((to - column) / (to - from)).clamp(0.0, 1.0),
            _ => 0.0,
        };
        let got = light(f64::from(r));
        let step = light(f64::from(r) + 0.5) - got;
        let off = (got - want).abs();
        assert!(
            off <= tolerance + step,
            "({x}, {y}): {got} is not {want} within {tolerance}"
        );
    }
}

#[test]
fn a_moving_edge_leaves_the_light_of_the_time_it_was_there() {
    let place = Place::new();
    for (args, sub_frames, degrees) in [
        ("--motion-blur 16 --shutter 180", 16.0, 180.0),
        ("--motion-blur 16", 16.0, 180.0),
        ("--motion-blur 64 --shutter 360", 64.0, 360.0),
        ("--motion-blur 3 --shutter 90", 3.0, 90.0),
        ("--motion-blur 8 --supersample 4", 8.0, 180.0),
    ] {
        succeed(place.cards(&format!("export edge -o %d.png --force {args}")));
        for frame in 0..4 {
            let picture = png(&place.file(&format!("{frame}.png")));
            let from = 80.0 * f64::from(frame);
            let swept = 80.0 * degrees / 360.0;
            // In light: half a sub-frame, and half a pixel of the edge's way.
            let tolerance = 0.5 / sub_frames + 0.5 / swept;
            assert_swept(&picture, from, from + swept, tolerance);
        }
    }
}

#[test]
fn a_blurred_still_is_the_frame_of_the_movie() {
    let place = Place::new();
    let blur = "--motion-blur 4 --shutter 270 --supersample 2";
    succeed(place.cards(&format!("export seeded --frames 10 -o all/%d.png {blur}")));
    succeed(place.cards(&format!(
        "export seeded --from 0.4 --frames 2 -o part/%d.png {blur}"
    )));
    succeed(place.cards(&format!("still seeded --at 0.4 -o s.png {blur}")));
    let [all, part, still] =
        ["all/8.png", "part/0.png", "s.png"].map(|name| png(&place.file(name)));
    assert_eq!(all.as_raw(), part.as_raw());
    assert_eq!(all.as_raw(), still.as_raw());
    // It was played 4 times for each frame: 32 to 35 in the last bars, of which two are on half of the time.
    let bars: Vec<u8> = (8..16)
        .map(|bar| still.get_pixel(bar * 20 + 10, 40)[0])
        .collect();
    assert_eq!(bars, [0, 0, 255, 0, 0, 0, 188, 188]);
    // Between two frames the shutter opens at the time that was asked for.
    succeed(place.cards("still edge --at 0.15 --motion-blur 16 -o e.png"));
    let tolerance = 0.5 / 16.0 + 0.5 / 40.0;
    assert_swept(&png(&place.file("e.png")), 120.0, 160.0, tolerance);
}

#[test]
fn off_is_the_same_to_the_byte() {
    let place = Place::new();
    for (command, file) in [("export edge", "e.mp4"), ("still edge --at 0.2", "e.png")] {
        let bytes = |args: &str| {
            succeed(place.cards(&format!("{command} -o {file} --force {args}")));
            std::fs::read(place.file(file)).unwrap()
        };
        let plain = bytes("");
        assert_eq!(plain, bytes("--supersample 1 --motion-blur 1"), "{file}");
        assert_eq!(plain, bytes("--motion-blur 1 --shutter 90"), "{file}");
    }
}

#[test]
fn every_kind_of_file_is_sampled_and_verified() {
    let place = Place::new();
    let args = "--supersample 2 --motion-blur 2 --verify";
    for (card, file) in [
        ("edge", "a.mp4"),
        ("edge --pix-fmt 444", "b.mp4"),
        ("edge --size 65x25", "c.mp4"),
        ("edge", "d.gif"),
        ("edge --codec ffv1", "e.mkv"),
        ("edge", "f.webm"),
        ("edge", "g.mov"),
        ("glass --alpha", "h.webm"),
        ("glass --alpha", "i.mov"),
        ("glass --alpha", "j.png"),
    ] {
        let said = stdout(&succeed(
            place.cards(&format!("export {card} -o {file} {args}")),
        ));
        assert!(said.contains("PASS"), "{card} {file}: {said}");
    }
}

#[test]
fn transparency_is_blurred_as_light_is() {
    let place = Place::new();
    succeed(place.cards("export edge --alpha --motion-blur 16 -o %d.png"));
    let picture = png(&place.file("1.png"));
    for x in 0..320 {
        let [r, g, b, a] = picture.get_pixel(x, 12).0;
        let want = ((120.0 - f64::from(x) - 0.5) / 40.0).clamp(0.0, 1.0);
        let off = (f64::from(a) / 255.0 - want).abs();
        assert!(off <= 0.5 / 16.0 + 0.5 / 40.0, "{x}: {a}");
        // What is there at all is white.
        assert_eq!([r, g, b], [if a == 0 { 0 } else { 255 }; 3], "{x}");
    }
}

#[test]
fn the_recipe_says_how_it_was_sampled_and_makes_it_again() {
    let place = Place::new();
    let recipe = |name: &str| {
        let comment = &probe(&place.file(name))["format"]["tags"]["comment"];
        serde_json::from_str::<serde_json::Value>(comment.as_str().unwrap()).unwrap()
    };
    let args = "--supersample 2 --motion-blur 5 --shutter 90";
    succeed(place.cards(&format!("export edge --from 0.1 -o a.mp4 {args}")));
    succeed(place.cards("export --like a.mp4 -o b.mp4"));
    let (a, b) = (place.file("a.mp4"), place.file("b.mp4"));
    assert_eq!(framemd5(&a), framemd5(&b));
    for name in ["a.mp4", "b.mp4"] {
        let recipe = recipe(name);
        assert_eq!(recipe["supersample"], 2);
        assert_eq!(recipe["motion_blur"], 5);
        assert_eq!(recipe["shutter"], 90.0);
        assert_eq!(recipe["time"], 0.1);
    }
    // What is said besides counts instead.
    succeed(place.cards("export --like a.mp4 --shutter 360 --supersample 1 -o c.mp4"));
    assert_eq!(recipe("c.mp4")["shutter"], json!(360.0));
    assert_eq!(recipe("c.mp4").get("supersample"), None);
    succeed(place.cards("export --like a.mp4 --motion-blur 1 -o d.mp4"));
    assert_eq!(recipe("d.mp4").get("motion_blur"), None);
    assert_eq!(recipe("d.mp4").get("shutter"), None);
    // A still of it too.
    succeed(place.cards("still --like a.mp4 -o e.png"));
    succeed(place.cards(&format!("still edge --at 0.1 -o f.png {args}")));
    let bytes = |name| std::fs::read(place.file(name)).unwrap();
    assert_eq!(bytes("e.png"), bytes("f.png"));
}

#[test]
fn what_cannot_be_sampled_is_told_in_one_sentence() {
    let place = Place::new();
    for (args, reason) in [
        ("--supersample 0", "0 samples in each direction"),
        ("--supersample 5", "give 1 (off) to 4"),
        ("--supersample -2", "--supersample"),
        ("--supersample 1.5", "--supersample"),
        ("--motion-blur 0", "motion blur of 0 sub-frames"),
        ("--motion-blur 65", "give 1 (off) to 64"),
        ("--motion-blur 8 --shutter 0", "a shutter of 0 degrees"),
        ("--motion-blur 8 --shutter 361", "above 0 and at most 360"),
        ("--motion-blur 8 --shutter nan", "a shutter of NaN degrees"),
        ("--shutter 180", "with --motion-blur N"),
        (
            "--supersample 4 --size 4097x16",
            "a movie of 4097×16 cannot be drawn with 4 times the pixels",
        ),
        (
            "--supersample 2 --scale 40",
            "choose a smaller --supersample, --scale or --size",
        ),
    ] {
        for command in ["export edge -o e.mp4", "still edge -o e.png"] {
            let (code, said) = fail(place.cards(&format!("{command} {args}")));
            assert!(code == 2 && said.contains(reason), "{args}: {said}");
        }
    }
    assert_eq!(place.listing(), [""; 0], "nothing is left");
}
