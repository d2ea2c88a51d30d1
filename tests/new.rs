//! `kinora new`, and what the tool says where it cannot open something.

mod common;

use std::fs;
use std::process::Command;

use common::{Place, fail, listing, stderr, stdout, succeed};

fn refused(place: &Place, args: &str) -> (i32, String) {
    fail(place.kinora(args))
}

#[test]
fn a_sketchbook_is_a_crate_with_one_sketch_and_takes_more() {
    let place = Place::new();
    let said = stdout(&succeed(place.kinora("new my-book")));
    assert!(said.contains("cd my-book && kinora"), "{said}");
    let files = [
        "build.rs",
        "sketches/orbit.rs",
        "src/lib.rs",
        "src/main.rs",
        ".cargo/config.toml",
        ".gitignore",
    ];
    for file in files {
        assert!(place.file("my-book").join(file).is_file(), "{file}");
    }
    let manifest = fs::read_to_string(place.file("my-book/Cargo.toml")).unwrap();
    assert!(
        manifest.contains(&format!("path = \"{}\"", env!("CARGO_MANIFEST_DIR"))),
        "{manifest}"
    );

    let said = stdout(&succeed(place.kinora("new my-book/wave.rs")));
    assert!(said.contains("kinora run wave"), "{said}");
    let mut inside = place.kinora("new 2-rings.rs");
    inside.current_dir(place.file("my-book"));
    succeed(inside);
    let sketches = place.file("my-book/sketches");
    assert_eq!(listing(&sketches), ["2-rings.rs", "orbit.rs", "wave.rs"]);
    let text = fs::read_to_string(sketches.join("2-rings.rs")).unwrap();
    assert!(text.contains("Sketch::new(\"2-rings\", draw)"), "{text}");

    succeed(place.kinora("new alone.rs"));
    assert!(
        place.file("alone.rs").is_file(),
        "where there is no book, a sketch is a file"
    );
}

#[test]
fn what_cannot_be_made_is_one_sentence() {
    let place = Place::new();
    succeed(place.kinora("new book"));
    let before = fs::read(place.file("book/sketches/orbit.rs")).unwrap();
    for (args, code, words) in [
        ("new book", 2, "'book' is there already"),
        (
            "new book/orbit.rs",
            2,
            "'book/sketches/orbit.rs' is there already",
        ),
        ("new 2d", 2, "'2d' cannot be the name of a crate"),
        ("new fn", 2, "no word of Rust's own"),
        ("new kinora", 2, "'kinora' cannot be the name"),
        ("new _", 2, "'_' cannot be the name of a crate"),
        ("new a+b", 2, "'a+b' cannot be the name"),
        ("new ..", 2, "cannot be the name of a crate"),
        ("new a+b.rs", 2, "'a+b' cannot be the name of a sketch"),
        ("new /proc/book", 1, "cannot create '/proc/book"),
        (
            "new book/Cargo.toml/inner",
            1,
            "cannot create 'book/Cargo.toml/inner",
        ),
    ] {
        let (exit, said) = refused(&place, args);
        assert!(
            said.starts_with("error: ") && said.contains(words),
            "{args}: {said}"
        );
        assert_eq!((exit, said.lines().count()), (code, 1), "{args}: {said}");
    }
    assert_eq!(
        fs::read(place.file("book/sketches/orbit.rs")).unwrap(),
        before
    );
    assert_eq!(refused(&place, "new").0, 2);
    assert!(stdout(&succeed(place.kinora("new --help"))).contains("sketchbook"));
    assert!(stdout(&succeed(place.kinora("--help"))).contains("new "));
}

#[test]
fn what_cannot_be_opened_is_one_sentence() {
    let place = Place::new();
    fs::write(place.file("empty.rs"), "fn main() {}\n").unwrap();
    succeed(place.kinora("new book"));
    fs::create_dir_all(place.file("other/src")).unwrap();
    fs::write(place.file("other/src/main.rs"), "fn main() {}\n").unwrap();
    let manifest = "[package]\nname = \"other\"\nversion = \"0.1.0\"\nedition = \"2024\"\n";
    fs::write(place.file("other/Cargo.toml"), manifest).unwrap();
    let without_cargo = |mut command: Command| {
        command.env("CARGO", "/no/cargo");
        command
    };
    for (command, words) in [
        (
            place.kinora("nothing.rs"),
            "there is no file 'nothing.rs': `kinora new nothing.rs` makes one",
        ),
        (
            place.kinora("export nothing.rs"),
            "there is no file 'nothing.rs'",
        ),
        (
            place.kinora("empty.rs"),
            "has no sketch: it needs `pub fn sketch() -> Sketch`",
        ),
        (place.kinora("other"), "does not use kinora"),
        (
            without_cargo(place.kinora("export book/sketches/orbit.rs")),
            "install Rust",
        ),
    ] {
        let mut command = command;
        command.env("XDG_CACHE_HOME", place.file(".cache"));
        let (_, said) = fail(command);
        assert!(
            said.starts_with("error: ") && said.contains(words),
            "{said}"
        );
        assert_eq!(said.lines().count(), 1, "{said}");
    }

    // In a book without cargo, the tool has its own sketches.
    let mut bare = without_cargo(place.kinora(""));
    bare.current_dir(place.file("book"));
    let (_, said) = fail(bare);
    assert!(
        said.contains("warning: cargo") && said.contains("kinora's own sketches"),
        "{said}"
    );
    assert!(
        said.contains("there is no display to open a window on"),
        "{said}"
    );
    let mut listed = without_cargo(place.kinora("list"));
    listed.current_dir(place.file("book"));
    let said = stderr(&listed.output().unwrap());
    assert!(said.contains("install Rust"), "{said}");
}

#[test]
fn beside_a_crate_that_uses_kinora_the_tool_is_itself() {
    let place = Place::new();
    let write = |file: &str, text: &str| {
        let path = place.file(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write(
        "Cargo.toml",
        "[workspace]\nmembers = [\"plain\", \"drawing\"]\nresolver = \"3\"\n",
    );
    let package = |name: &str| format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\n");
    write(
        "plain/Cargo.toml",
        &format!("# Not kinora.\n{}", package("plain")),
    );
    write("plain/src/main.rs", "fn main() {}\n");
    let kinora = format!(
        "[dependencies]\nkinora = {{ path = {:?} }}\n",
        env!("CARGO_MANIFEST_DIR")
    );
    write("drawing/Cargo.toml", &(package("drawing") + &kinora));
    write("drawing/src/lib.rs", "");
    let mut list = place.kinora("list");
    list.current_dir(place.file("plain"));
    assert!(stdout(&succeed(list)).contains("pulse"));
    // What has no program says so.
    let mut list = place.kinora("list");
    list.current_dir(place.file("drawing"));
    let (_, said) = fail(list);
    assert!(said.contains("'drawing' has no program"), "{said}");
}
