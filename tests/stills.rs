//! Stills, contact sheets, parameters and recipes, without a window.

mod common;

use std::path::Path;

use common::*;
use image::RgbaImage;
use serde_json::Value;

fn png(path: &Path) -> RgbaImage {
    image::open(path).unwrap().into_rgba8()
}

/// The number in 16 bars.
fn bars(picture: &RgbaImage) -> u32 {
    let (width, height) = picture.dimensions();
    (0..16).fold(0, |bits, bar| {
        let pixel = picture.get_pixel((2 * bar + 1) * width / 32, height / 2);
        bits << 1 | u32::from(pixel[0] > 128)
    })
}

/// What a file says of how it was made, read as anybody would: a text chunk, or a tag.
fn recipe(path: &Path) -> Value {
    let text = if path.extension().is_some_and(|name| name == "png") {
        let file = std::io::BufReader::new(std::fs::File::open(path).unwrap());
        let reader = png::Decoder::new(file).read_info().unwrap();
        let chunks = &reader.info().utf8_text;
        let chunk = chunks.iter().find(|chunk| chunk.keyword == "kinora");
        chunk.expect("there is a recipe").get_text().unwrap()
    } else {
        let tags = &probe(path)["format"]["tags"];
        let tag = tags.get("comment").or(tags.get("COMMENT"));
        tag.expect("there is a recipe").as_str().unwrap().to_owned()
    };
    serde_json::from_str(&text).unwrap()
}

#[test]
fn a_still_is_the_frame_of_its_moment_and_says_how_it_was_made() {
    let place = Place::new();
    succeed(place.kinora(
        "still pulse --at 1.25 -o p.png --scale 4 --set radius=100 --set color=tomato --seed 9",
    ));
    let picture = png(&place.file("p.png"));
    assert_eq!(picture.dimensions(), (2560, 1920));
    // At 1.25 s the circle is at its largest: 120 units are 480 pixels.
    let red = |x: u32| picture.get_pixel(x, 960).0 == [255, 99, 71, 255];
    assert!(red(1280 + 478) && !red(1280 + 482) && red(1280 - 478) && !red(1280 - 482));
    let recipe = recipe(&place.file("p.png"));
    assert_eq!(recipe["sketch"], "pulse");
    assert_eq!(recipe["seed"], 9);
    assert_eq!(recipe["time"], 1.25);
    assert_eq!(recipe["kinora"], env!("CARGO_PKG_VERSION"));
    assert_eq!(
        recipe["parameters"],
        serde_json::json!({"color": "#ff6347", "radius": 100.0})
    );
    assert_eq!(
        (&recipe["width"], &recipe["height"]),
        (&640.into(), &480.into())
    );
    assert_eq!(place.processes(), [""; 0], "the private display is gone");
}

#[test]
fn a_still_is_the_same_picture_as_the_frame_of_the_movie() {
    let place = Place::new();
    succeed(place.cards("export seeded -o all/%03d.png --frames 40 --seed 3"));
    for (at, frame) in [("0", 0), ("0.05", 1), ("1.95", 39)] {
        succeed(place.cards(&format!("still seeded --at {at} -o s.png --seed 3 --force")));
        let still = png(&place.file("s.png"));
        let movie = png(&place.file(&format!("all/{frame:03}.png")));
        assert_eq!(still.as_raw(), movie.as_raw(), "at {at} s");
        // Frames that were not drawn were played.
        assert_eq!(bars(&still) & 0xff, frame);
    }
    // Between two frames, the time is that which was asked for.
    succeed(place.cards("still clock --at 1.234 -o c.png"));
    assert_eq!(bars(&png(&place.file("c.png"))), 1234);
}

#[test]
fn frames_before_the_movie_are_played_but_what_they_drew_elsewhere_is_kept() {
    let place = Place::new();
    succeed(place.cards("still trail --at 0.9 -o skipped.png"));
    succeed(place.cards("export trail --frames 10 -o all/%03d.png"));
    let skipped = png(&place.file("skipped.png"));
    let drawn = png(&place.file("all/009.png"));
    assert_eq!(skipped.as_raw(), drawn.as_raw());
    assert_eq!(
        skipped.get_pixel(2, 10).0,
        [255, 255, 255, 255],
        "the first of the trail"
    );
}

#[test]
fn a_still_keeps_transparency_where_it_is_asked_to() {
    let place = Place::new();
    succeed(place.cards("still glass -o g.png --alpha"));
    let picture = png(&place.file("g.png"));
    assert_eq!(picture.get_pixel(2, 40).0, [0, 0, 0, 0]);
    let [r, g, b, a] = picture.get_pixel(20, 16).0;
    assert_near([r, g, b], [255, 127, 0], 2);
    assert_near([a, a, a], [128; 3], 1);
}

#[test]
fn a_sheet_shows_the_whole_sketch_in_order() {
    let place = Place::new();
    succeed(place.cards("sheet clock -o sheet.png --columns 5 --rows 4"));
    let sheet = png(&place.file("sheet.png"));
    // 5 pictures and 6 gaps of 8 pixels: (1600 - 48) / 5 is less than the canvas.
    let (tile, gap) = (310, 8);
    let height = (80.0f64 * 310.0 / 320.0).round() as u32;
    assert_eq!(
        sheet.dimensions(),
        (5 * tile + 6 * gap, 4 * height + 5 * gap)
    );
    for place in 0..20 {
        let (x, y) = (
            gap + place % 5 * (tile + gap),
            gap + place / 5 * (height + gap),
        );
        let picture = image::imageops::crop_imm(&sheet, x, y, tile, height).to_image();
        assert_eq!(bars(&picture), place * 250, "picture {place}");
    }
    // An endless sketch must be told how long, one that ends early leaves places empty.
    let (code, said) = fail(place.cards("sheet endless"));
    assert!(code == 2 && said.contains("--duration"), "{said}");
    succeed(place.cards("sheet endless --duration 1 --columns 2 --rows 1"));
    succeed(place.cards("sheet ends --columns 2 --rows 2"));
    assert!(place.listing().contains(&"endless-sheet.png".to_owned()));
}

#[test]
fn every_kind_of_parameter_is_set_by_name() {
    let place = Place::new();
    let column = |args: &str, index: u32| {
        succeed(place.cards(&format!("still knobs -o k.png --force {args}")));
        let picture = png(&place.file("k.png"));
        let [r, g, b, _] = picture.get_pixel(index * 16 + 8, 30).0;
        [r, g, b]
    };
    assert_eq!(column("", 0), [0; 3]);
    assert_eq!(column("--set grey=1", 0), [255; 3]);
    assert_eq!(column("", 1), [0; 3]);
    assert_eq!(column("--set rows=6", 1), [255; 3]);
    assert_eq!(column("", 2), [255; 3]);
    assert_eq!(column("--set light=off", 2), [0; 3]);
    assert_near(column("", 3), [255, 128, 0], 1);
    assert_eq!(column("--set paint=#00f", 3), [0, 0, 255]);
    assert_eq!(column("", 4), [0; 3]);
    assert_eq!(column("--set shade=bright --set grey=0.5", 4), [255; 3]);
    assert_eq!(column("", 5), [0; 3], "nobody presses a button");
}

#[test]
fn what_cannot_be_set_lists_what_can() {
    let place = Place::new();
    let names = "grey (0 to 1), rows (0 to 8), light (true or false), paint (a color as #ff8000 or orange), \
                 shade (dark, bright), press (a button)";
    for (args, reason) in [
        ("gray=1", "has no parameter 'gray'"),
        (
            "grey=2",
            "parameter 'grey' cannot be 2: it goes from 0 to 1",
        ),
        ("rows=1.5", "cannot be 1.5: it must be a whole number"),
        ("light=dim", "it must be true or false"),
        ("paint=12", "it must be a color"),
        ("shade=grey", "it must be one of dark, bright"),
        ("press=1", "it is a button, which has no value"),
    ] {
        for command in ["export knobs -o k.mp4", "still knobs -o k.png"] {
            let (code, said) = fail(place.cards(&format!("{command} --set {args}")));
            assert_eq!(code, 2, "{said}");
            assert!(said.contains(reason) && said.contains(names), "{said}");
        }
    }
    let (code, said) = fail(place.cards("export quarters -o q.mp4 --set a=1"));
    assert!(code == 2 && said.contains("there are none"), "{said}");
    let (code, said) = fail(place.cards("export knobs -o k.mp4 --set grey"));
    assert!(code == 2 && said.contains("radius=100"), "{said}");
    let (code, said) = fail(place.cards("still clash"));
    assert!(
        code == 1 && said.contains("parameter 'twice' is a slider already"),
        "{said}"
    );
    assert_eq!(place.listing(), [""; 0], "nothing is left");
}

#[test]
fn a_movie_is_made_again_from_its_own_recipe() {
    let place = Place::new();
    for (extension, codec) in [
        ("mkv", "--codec ffv1"),
        ("mp4", ""),
        ("mov", ""),
        ("webm", ""),
    ] {
        let first = format!("first.{extension}");
        succeed(place.cards(&format!(
            "export seeded -o {first} --seed 77 --from 0.5 --fps 10 --duration 0.8 --size 160x40 {codec}"
        )));
        let recipe = recipe(&place.file(&first));
        assert_eq!(recipe["sketch"], "seeded", "{extension}");
        assert_eq!(
            (&recipe["seed"], &recipe["time"]),
            (&77.into(), &0.5.into())
        );
        let again = format!("again.{extension}");
        succeed(place.cards(&format!("export --like {first} -o {again} {codec}")));
        assert_eq!(framemd5(&place.file(&first)), framemd5(&place.file(&again)));
    }
    // What is said besides counts instead; the kind of file is the same if nothing is said.
    succeed(place.cards("export --like first.webm --scale 2 --seed 78"));
    let twice = &probe(&place.file("seeded.webm"))["streams"][0];
    assert_eq!(
        (&twice["width"], &twice["height"]),
        (&320.into(), &80.into())
    );
    assert_eq!(recipe(&place.file("seeded.webm"))["seed"], 78);
    // A still is made again too, and a movie from it begins at the beginning.
    succeed(place.cards("still seeded --at 0.7 --seed 5 -o s.png"));
    succeed(place.cards("still --like s.png -o t.png"));
    assert_eq!(
        png(&place.file("s.png")).as_raw(),
        png(&place.file("t.png")).as_raw()
    );
    succeed(place.cards("export --like s.png -o s.mp4"));
    assert_eq!(pictures(&place.file("s.mp4")).len(), 100);
    assert_eq!(recipe(&place.file("s.mp4"))["seed"], 5);
}

#[test]
fn sound_leaves_the_recipe_in_its_place() {
    let place = Place::new();
    let mut tone = std::process::Command::new("ffmpeg");
    tone.args(["-v", "error", "-f", "lavfi", "-i", "sine=duration=1"]);
    tone.arg(place.file("tone.wav"));
    succeed(tone);
    succeed(place.cards("export quarters -o q.mp4 --audio tone.wav"));
    assert_eq!(recipe(&place.file("q.mp4"))["sketch"], "quarters");
}

#[test]
fn wrong_inputs_are_told_in_one_sentence() {
    let place = Place::new();
    std::fs::write(place.file("plain.png"), "no picture").unwrap();
    succeed(place.cards("export quarters -o q.gif"));
    for (args, code, reason) in [
        ("still pulse -o p.jpg", 2, "end the name in .png"),
        ("still pulse --at -1", 2, "there is no picture at -1 s"),
        ("still pulse --at nan", 2, "there is no picture at NaN s"),
        ("still pulse --scale 0", 2, "a scale of 0"),
        ("sheet pulse -o s.jpg", 2, "end the name in .png"),
        ("sheet pulse --columns 0", 2, "--columns"),
        (
            "export --like missing.mp4",
            1,
            "there is no file 'missing.mp4'",
        ),
        (
            "export --like plain.png",
            1,
            "'plain.png' carries no recipe",
        ),
        ("export --like q.gif", 1, "'q.gif' carries no recipe"),
        ("still", 2, "which sketch?"),
    ] {
        let (got, said) = fail(place.kinora(args));
        assert_eq!(got, code, "{args}: {said}");
        assert!(said.contains(reason), "{args}: {said}");
    }
    let (code, said) = fail(place.cards("still ends --at 0.8"));
    assert!(
        code == 1 && said.contains("has ended before 0.8 s"),
        "{said}"
    );
    succeed(place.kinora("still pulse"));
    let (code, said) = fail(place.kinora("still pulse -o pulse.png"));
    assert!(code == 1 && said.contains("exists already"), "{said}");
    succeed(place.kinora("still pulse"));
    assert_eq!(
        place.listing(),
        ["plain.png", "pulse-2.png", "pulse.png", "q.gif"]
    );
}
