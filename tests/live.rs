//! A sketch is built anew while it plays, and the play goes on. The tool builds here with the profile that compiles fastest,
//! into the folder of these tests.

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::sandbox::{BARS, Sandbox};
use common::{Picture, Place, assert_near, pictures, probe, succeed, until};
use kinora::prelude::Color;

/// A sketch that counts its frames in 16 bars over a ground of that colour, and asks for a parameter.
fn counting(ground: u32) -> String {
    format!(
        "//! Counts its frames.
use kinora::prelude::*;

pub fn sketch() -> Sketch {{
    Sketch::new(\"orbit\", orbit).size(320, 80).fps(20)
}}

async fn orbit() {{
    for frame in 0u32.. {{
        clear_background(Color::from_hex({ground:#08x}));
        slider(\"number\", 1, 0..=9);
        for bar in 0..16 {{
            let color = if frame >> (15 - bar) & 1 == 1 {{ WHITE }} else {{ BLACK }};
            draw_rectangle(20.0 * bar as f32, 20.0, 20.0, 40.0, color);
        }}
        next_frame().await
    }}
}}
"
    )
}

const BLUE: u32 = 0x2040c0;
const GREEN: u32 = 0x20a040;
const BROWN: u32 = 0xa06020;

/// The tool, which builds into the folder of these tests, without a network.
fn tool(place: &Place, folder: &Path, args: &str) -> Command {
    // For all that is built in this place: what compiles fastest.
    let settings = place.file(".cargo/config.toml");
    fs::create_dir_all(settings.parent().unwrap()).unwrap();
    fs::write(settings, "[profile.dev]\nopt-level = 0\ndebug = false\n").unwrap();
    let kinora = Path::new(env!("CARGO_BIN_EXE_kinora"));
    let built = kinora.ancestors().nth(2).unwrap();
    let mut command = place.kinora(args);
    command
        .current_dir(folder)
        .env("KINORA_PROFILE", "dev")
        .env("CARGO_BUILD_BUILD_DIR", built)
        .env("CARGO_NET_OFFLINE", "true")
        .env("CARGO_INCREMENTAL", "0")
        .env("XDG_CACHE_HOME", place.file(".cache"));
    command
}

/// A sketchbook with that sketch.
fn book(place: &Place, name: &str, sketch: &str) -> PathBuf {
    succeed(place.kinora(&format!("new {name}")));
    let book = place.file(name);
    save(&book.join("sketches/orbit.rs"), sketch);
    book
}

/// Saves a file as editors do: beside it, and renamed.
fn save(path: &Path, text: &str) {
    let beside = path.with_extension("new");
    fs::write(&beside, text).unwrap();
    fs::rename(&beside, path).unwrap();
}

/// Whether the screen has a pixel that is near to that colour.
fn has(screen: &Picture, [r, g, b]: [u8; 3]) -> bool {
    let near = |a: u8, b: u8| a.abs_diff(b) <= 3;
    let mut places = (0..screen.height).flat_map(|y| (0..screen.width).map(move |x| (x, y)));
    places.any(|(x, y)| {
        let found = screen.at(x, y);
        near(found[0], r) && near(found[1], g) && near(found[2], b)
    })
}

/// Waits until the canvas has that ground.
fn wait_for(sandbox: &Sandbox, ground: u32) {
    let [r, g, b] = rgb(ground);
    until("the new code is seen", || {
        // Below the bars, where no card lies over the canvas.
        sandbox.screen_at(20, (BARS.1 + BARS.3 - 10) as usize) == [r, g, b]
    });
}

fn rgb(hex: u32) -> [u8; 3] {
    let color = Color::from_hex(hex);
    [color.r, color.g, color.b].map(|value| (value * 255.0).round() as u8)
}

/// What rustc says begins in this red.
const RED: [u8; 3] = [255, 115, 110];

#[test]
fn a_play_goes_on_while_its_code_is_edited_broken_mended_and_moved_in_a_locked_recording() {
    let place = Place::new();
    let book = book(&place, "book", &counting(BLUE));
    let source = book.join("sketches/orbit.rs");
    let sandbox = Sandbox::open_on((1000, 700), 96, place, |place| {
        tool(place, place.path(), "book run --format mkv")
    });
    wait_for(&sandbox, BLUE);
    sandbox.record("shift+r");

    save(&source, &counting(GREEN));
    wait_for(&sandbox, GREEN);
    save(&source, &counting(BROWN).replace("0u32", "0nothing"));
    until("the compiler's words are seen", || {
        has(&sandbox.screen(), RED)
    });
    // Meanwhile it goes on, as it was.
    wait_for(&sandbox, GREEN);
    save(&source, &counting(BROWN));
    wait_for(&sandbox, BROWN);
    assert!(
        !has(&sandbox.screen(), RED),
        "what is mended is not spoken of"
    );
    fs::rename(&source, book.join("sketches/moved.rs")).unwrap();
    save(&book.join("sketches/moved.rs"), &counting(BLUE));
    wait_for(&sandbox, BLUE);
    sandbox.key("r");
    let movie = sandbox.wait_for_recording(1);

    let pictures = pictures(&movie);
    let numbers: Vec<_> = pictures.iter().map(Picture::bars).collect();
    let first = numbers[0];
    let wanted: Vec<_> = (first..).take(numbers.len()).collect();
    assert_eq!(
        numbers, wanted,
        "no frame is missing, and none is there twice"
    );
    let mut grounds: Vec<_> = pictures.iter().map(ground).collect();
    grounds.dedup();
    assert_eq!(grounds, [BLUE, GREEN, BROWN, BLUE]);
    assert!(recipe(&movie).contains("\"code_changed\":true"));

    // A panic ends it, and the next edit goes on with the play.
    let source = book.join("sketches/moved.rs");
    save(
        &source,
        &counting(GREEN).replace(
            "next_frame()",
            "assert!(frame < 10, \"too far\"); next_frame()",
        ),
    );
    until("the panic is said", || sandbox.shows_error());
    save(&source, &counting(BROWN));
    wait_for(&sandbox, BROWN);
    assert!(
        sandbox.bars(BARS) > *numbers.last().unwrap(),
        "it has not begun anew"
    );

    // A file that appears is in the list; one that is loaded is loaded anew.
    save(
        &book.join("sketches/other.rs"),
        &counting(GREEN).replace("\"orbit\"", "\"other\""),
    );
    let loading = counting(BLUE).replace(
        "for frame",
        "let text = load_string(\"ground.txt\").await.unwrap();\n    \
         let hex = u32::from_str_radix(text.trim(), 16).unwrap();\n    for frame",
    );
    let ground_file = sandbox.place.file("ground.txt");
    fs::write(&ground_file, "20a040").unwrap();
    save(&source, &loading.replace("0x2040c0", "hex"));
    wait_for(&sandbox, GREEN);
    save(&ground_file, "a06020");
    wait_for(&sandbox, BROWN);

    // What is kept of the play is made by the code that plays.
    sandbox.key("k");
    sandbox.wait_for_recording(2);
    let mut recordings = sandbox.recordings().into_iter();
    let kept = recordings.find(|path| *path != movie).unwrap();
    assert_eq!(ground(&common::pictures(&kept)[3]), BROWN);

    // Warnings are counted.
    save(
        &source,
        &counting(GREEN).replace("for frame", "let unused = 1;\n    for frame"),
    );
    wait_for(&sandbox, GREEN);
    until("a warning is counted", || {
        // Pale letters, where nothing else is said.
        let corner = sandbox.screen();
        (12..80).any(|x| (18..32).any(|y| corner.at(x, y)[1] > 110))
    });

    // A long way back to where it was is shown, and can be left.
    let slow = "std::thread::sleep(std::time::Duration::from_millis(40));\n        next_frame()";
    save(&source, &counting(BROWN).replace("next_frame()", slow));
    until("the way is shown", || {
        has(&sandbox.screen().corner(480, 560), [52, 96, 150])
    });
    sandbox.key("Home");
    wait_for(&sandbox, BROWN);
    assert!(sandbox.bars(BARS) < 60, "it has begun anew");
    sandbox.key("Next");
    wait_for(&sandbox, GREEN);
    let said = sandbox.leave();
    assert!(said.contains("Compiling book"), "{said}");
}

#[test]
fn code_that_crashes_ends_the_window_and_no_recording() {
    let place = Place::new();
    let book = book(&place, "book", "this does not compile");
    // Any library that says what its sketch is.
    let library =
        "#[path = \"../sketches/orbit.rs\"]\nmod orbit;\n\nkinora::live!(orbit::sketch());\n";
    fs::write(book.join("src/lib.rs"), library).unwrap();
    let mut sandbox = Sandbox::open_on((1000, 700), 96, place, |place| {
        tool(place, place.path(), "book run")
    });
    // The window opens all the same.
    until("the compiler's words are seen", || {
        has(&sandbox.screen(), RED)
    });
    let source = book.join("sketches/orbit.rs");
    save(&source, &counting(GREEN));
    wait_for(&sandbox, GREEN);
    sandbox.record("r");
    let partial = sandbox.partial();
    until("there is a second of it", || {
        fs::metadata(&partial).is_ok_and(|file| file.len() > 2000)
    });
    let crashing = "assert_ne!(unsafe { std::ptr::null::<u8>().wrapping_add(8).read_volatile() }, 0);\n        next_frame()";
    save(&source, &counting(GREEN).replace("next_frame()", crashing));
    until("the tool has ended", || {
        sandbox.kinora.try_wait().unwrap().is_some()
    });
    let mut said = String::new();
    let stderr = sandbox.kinora.stderr.as_mut().unwrap();
    std::io::Read::read_to_string(stderr, &mut said).unwrap();
    assert!(
        said.contains("error: the window has crashed (signal: 11"),
        "{said}"
    );
    succeed(
        sandbox
            .place
            .kinora(&format!("recover {}", partial.display())),
    );
    assert!(!pictures(&sandbox.recordings()[0]).is_empty());
}

#[test]
fn a_file_is_opened_without_a_crate_and_books_of_one_name_are_two() {
    let place = Place::new();
    fs::write(place.file("lone.rs"), counting(GREEN)).unwrap();
    succeed(tool(&place, place.path(), "still lone.rs -o lone.png"));
    let program = "//! A program.\nuse kinora::prelude::*;\n\n#[kinora::main(\"Lone\", duration = 0.5)]\nasync fn main() {\n    loop {\n        clear_background(BROWN);\n        next_frame().await\n    }\n}\n";
    fs::write(place.file("game.rs"), program).unwrap();
    succeed(tool(
        &place,
        place.path(),
        "export game.rs -o game.mkv --codec ffv1",
    ));
    assert_eq!(pictures(&place.file("game.mkv")).len(), 30);

    for (folder, sketch) in [("a", BLUE), ("b", BROWN)] {
        fs::create_dir(place.file(folder)).unwrap();
        book(&place, &format!("{folder}/book"), &counting(sketch));
    }
    for (folder, sketch) in [("a", BLUE), ("b", BROWN), ("a", BLUE)] {
        let book = place.file(folder).join("book");
        succeed(tool(&place, &book, "still orbit -o still.png --force"));
        let picture = image::open(book.join("still.png")).unwrap().into_rgb8();
        assert_eq!(picture.get_pixel(10, 10).0, rgb(sketch), "{folder}");
    }
    let lone = image::open(place.file("lone.png")).unwrap().into_rgb8();
    assert_eq!(lone.get_pixel(10, 10).0, rgb(GREEN));
}

/// The ground that a picture of a movie has.
fn ground(picture: &Picture) -> u32 {
    let pixel = picture.at_share(0.1, 0.1);
    let distance = |ground: &u32| {
        rgb(*ground)
            .iter()
            .zip(pixel)
            .map(|(a, b)| a.abs_diff(b) as u32)
            .sum::<u32>()
    };
    let nearest = [BLUE, GREEN, BROWN]
        .into_iter()
        .min_by_key(distance)
        .unwrap();
    assert_near(pixel, rgb(nearest), 8);
    nearest
}

/// How a movie was made, as it says itself.
fn recipe(movie: &Path) -> String {
    let tags = probe(movie)["format"]["tags"].clone();
    tags["COMMENT"].as_str().unwrap().to_owned()
}
