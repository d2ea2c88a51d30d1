//! The sketches that come with kinora: each of them short, the same on every run, and whole where its end meets its
//! beginning.

mod common;

use std::fs;
use std::path::Path;

use common::*;
use serde_json::Value;

const MOST_LINES: usize = 149;

fn all(place: &Place) -> Vec<Value> {
    let list = succeed(place.kinora("list --json")).stdout;
    serde_json::from_slice(&list).unwrap()
}

#[test]
fn every_sketch_is_one_short_file_that_says_what_it_shows() {
    let place = Place::new();
    let sketches = all(&place);
    assert!(sketches.len() >= 20, "{}", sketches.len());
    for sketch in sketches {
        let name = sketch["name"].as_str().unwrap();
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("sketches/{name}.rs"));
        let source = fs::read_to_string(file).unwrap();
        assert!(source.lines().count() <= MOST_LINES, "{name}");
        assert!(source.starts_with("//! "), "{name}");
        assert!(sketch["about"].as_str().unwrap().len() > 20, "{name}");
        assert!(sketch["duration"].as_f64().unwrap() <= 16.0, "{name}");
    }
}

#[test]
fn the_gallery_is_small() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/gallery");
    let files = fs::read_dir(folder).unwrap().map(Result::unwrap);
    let bytes: u64 = files.map(|file| file.metadata().unwrap().len()).sum();
    assert!(bytes < 8_000_000, "{bytes}");
}

#[test]
fn another_seed_is_another_picture() {
    let place = Place::new();
    for name in ["ridges", "voronoi"] {
        let pictures = ["1", "2", "1"].map(|seed| {
            let args = format!("still {name} --seed {seed} --scale 0.25 -o a.png --force -q");
            succeed(place.kinora(&args));
            image::open(place.file("a.png")).unwrap().into_rgb8()
        });
        assert_eq!(pictures[0], pictures[2], "{name}");
        assert_ne!(pictures[0], pictures[1], "{name}");
    }
}

#[test]
fn every_sketch_is_the_same_on_every_run() {
    let place = Place::new();
    for sketch in all(&place) {
        let name = sketch["name"].as_str().unwrap();
        let frames = ["a", "b"].map(|file| {
            let args = format!("export {name} -o {file}.mkv --codec ffv1 --frames 12 --scale 0.25");
            succeed(place.kinora(&format!("{args} --force")));
            framemd5(&place.file(&format!("{file}.mkv")))
        });
        assert_eq!(frames[0], frames[1], "{name}");
    }
}

#[test]
fn what_goes_round_ends_where_it_began() {
    let place = Place::new();
    let sketches = all(&place);
    for name in [
        "pulse",
        "wave",
        "fade",
        "lissajous",
        "spirograph",
        "harmonograph",
        "epicycles",
        "julia",
        "voronoi",
        "truchet",
        "kinetic",
        "ridges",
        "tunnel",
        "kaleidoscope",
        "metaballs",
        "overture",
        "swatches",
        "plotter",
    ] {
        let sketch = sketches.iter().find(|sketch| sketch["name"] == name);
        let duration = sketch.unwrap()["duration"].as_f64().unwrap();
        let picture = |at: f64| {
            let args = format!("still {name} --at {at} --scale 0.5 -o s.png --force");
            succeed(place.kinora(&args));
            image::open(place.file("s.png")).unwrap().into_rgb8()
        };
        let (first, last) = (picture(0.0), picture(duration));
        let off: u64 = first
            .iter()
            .zip(last.iter())
            .map(|(a, b)| u64::from(a.abs_diff(*b)))
            .sum();
        let mean = off as f64 / first.len() as f64;
        assert!(mean < 0.1, "{name}: {mean}");
    }
}
