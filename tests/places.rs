//! Names are names, and what is no file is not replaced by one.

mod common;

use std::fs;
use std::io::Read;
use std::os::unix::fs::{FileTypeExt, symlink};
use std::os::unix::net::UnixListener;
use std::process::{Command, Stdio};

use common::*;

/// Exports three frames to that name.
fn export(place: &Place, name: &str, options: &str) -> Command {
    let mut command = place.cards(&format!("export quarters {options} -o"));
    command.arg(name);
    command
}

#[test]
fn a_percent_sign_is_a_letter_but_in_a_sequence_of_pictures() {
    let place = Place::new();
    for name in [
        "20%discount.mp4",
        "a%d.mp4",
        "%05d.webm",
        "100%.apng",
        "%%.gif",
        "a%d.mkv",
    ] {
        succeed(export(&place, name, ""));
        assert!(place.file(name).is_file(), "{name}");
        if !name.ends_with("gif") {
            succeed(export(&place, name, "--force --verify"));
        }
    }
    let mut still = place.cards("still quarters -o");
    still.arg("a%d.png");
    succeed(still);
    assert!(place.file("a%d.png").is_file());
    succeed(export(&place, "100%d/%03d.png", "--verify"));
    assert_eq!(listing(&place.file("100%d")).len(), 3);
    for name in ["%05d%d.png", "%5d.png", "%d-50%.png"] {
        let (code, said) = fail(export(&place, name, ""));
        assert_eq!(code, 2);
        assert!(said.contains("single %d or %05d"), "{said}");
    }
}

#[test]
fn links_are_followed_and_what_they_lead_to_is_replaced() {
    let place = Place::new();
    fs::create_dir(place.file("far")).unwrap();
    fs::write(place.file("far/movie.mp4"), "old").unwrap();
    symlink("far/movie.mp4", place.file("link.mp4")).unwrap();
    let (code, said) = fail(export(&place, "link.mp4", ""));
    assert!(
        code == 1 && said.contains("'link.mp4' exists already"),
        "{said}"
    );
    succeed(export(&place, "link.mp4", "--force"));
    assert!(
        fs::symlink_metadata(place.file("link.mp4"))
            .unwrap()
            .is_symlink()
    );
    assert_eq!(pictures(&place.file("far/movie.mp4")).len(), 3);
    assert_eq!(
        listing(&place.file("far")),
        ["movie.mp4"],
        "written beside it"
    );

    symlink("far/none.mp4", place.file("dangling.mp4")).unwrap();
    let (code, said) = fail(export(&place, "dangling.mp4", ""));
    assert!(code == 1 && said.contains("--force"), "{said}");
    succeed(export(&place, "dangling.mp4", "--force"));
    assert_eq!(pictures(&place.file("far/none.mp4")).len(), 3);
    symlink("nowhere/none.mp4", place.file("lost.mp4")).unwrap();
    let (_, said) = fail(export(&place, "lost.mp4", "--force"));
    assert!(
        said.contains("the folder 'nowhere' does not exist"),
        "{said}"
    );

    // Pictures go into the folder that a link leads to.
    symlink("far", place.file("near")).unwrap();
    succeed(export(&place, "near/%d.png", ""));
    assert_eq!(listing(&place.file("far")).len(), 5);
}

#[test]
fn what_is_no_file_stays_what_it_is() {
    let place = Place::new();
    fs::create_dir(place.file("d.mp4")).unwrap();
    for name in ["d.mp4", "d.mp4/", "new.mp4/"] {
        for force in ["", "--force"] {
            let (code, said) = fail(export(&place, name, force));
            assert!(code == 1 && said.contains("is a folder"), "{said}");
            assert!(!said.contains("--force"), "{said}");
        }
    }
    fs::write(place.file("file"), "mine").unwrap();
    let (_, said) = fail(export(&place, "file/%d.png", ""));
    assert!(said.contains("'file' is no folder"), "{said}");
    let _socket = UnixListener::bind(place.file("s.mp4")).unwrap();
    let (_, said) = fail(export(&place, "s.mp4", "--force"));
    assert!(said.contains("'s.mp4' is a socket"), "{said}");
    let kind = fs::symlink_metadata(place.file("s.mp4"))
        .unwrap()
        .file_type();
    assert!(kind.is_socket());
    symlink("/dev/null", place.file("n.mp4")).unwrap();
    succeed(export(&place, "n.mp4", ""));
    let (_, said) = fail(export(&place, "n.mp4", "--format gif"));
    assert!(
        said.contains("into a pipe") && said.contains("mp4, mkv, webm or y4m"),
        "{said}"
    );
    assert_eq!(place.listing(), ["d.mp4", "file", "n.mp4", "s.mp4"]);
}

#[test]
fn a_name_may_be_as_long_as_the_system_takes_it() {
    let place = Place::new();
    let name = format!("{}.mp4", "x".repeat(251));
    succeed(export(&place, &name, ""));
    succeed(export(&place, &name, "--force --verify"));
    assert_eq!(place.listing(), [name]);
    let long = format!("{}.mp4", "ü".repeat(126));
    let (code, said) = fail(export(&place, &long, ""));
    assert_eq!(code, 1);
    assert!(said.contains("File name too long"), "{said}");
}

#[test]
fn standard_output_takes_a_movie_and_nothing_else() {
    let place = Place::new();
    for (format, container) in [
        ("mp4", "mov,mp4,m4a,3gp,3g2,mj2"),
        ("mkv", "matroska,webm"),
        ("webm", "matroska,webm"),
        ("y4m", "yuv4mpegpipe"),
    ] {
        for name in ["-", "/dev/stdout"] {
            let output = succeed(export(&place, name, &format!("--format {format}")));
            let movie = place.file(&format!("seen.{format}"));
            fs::write(&movie, &output.stdout).unwrap();
            assert_eq!(pictures(&movie).len(), 3, "{format}");
            assert_eq!(probe(&movie)["format"]["format_name"], container);
            assert!(
                stderr(&output).contains("3 frames of 64×48"),
                "{}",
                stderr(&output)
            );
            fs::remove_file(movie).unwrap();
        }
    }
    let output = succeed(export(&place, "-", "--format mkv --json"));
    assert!(
        stderr(&output).starts_with("{\"path\":\"-\""),
        "{}",
        stderr(&output)
    );
    assert_eq!(place.listing(), [""; 0]);
    let refused = [
        ("", "--format mp4"),
        ("--format gif", "mp4, mkv"),
        ("--format xyz", "y4m"),
    ];
    for (options, words) in refused {
        let (code, said) = fail(export(&place, "-", options));
        assert!(code == 2 && said.contains(words), "{said}");
    }
    let (code, said) = fail(export(&place, "-", "--format mp4 --verify"));
    assert!(code == 2 && said.contains("leave out --verify"), "{said}");
}

#[test]
fn the_format_may_be_said_beside_the_name() {
    let place = Place::new();
    succeed(export(&place, "movie", "--format webm"));
    let format = &probe(&place.file("movie"))["format"];
    assert_eq!(format["format_name"], "matroska,webm");
    succeed(place.cards("export quarters --format mkv"));
    assert_eq!(place.listing(), ["movie", "quarters.mkv"]);
}

#[test]
fn a_reader_that_goes_away_ends_the_export_with_a_sentence() {
    let place = Place::new();
    let mut child = place
        .kinora("export pulse --frames 100000 --format mkv -o -")
        .spawn()
        .unwrap();
    let mut first = [0; 1000];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(&output);
    assert!(said.contains("standard output has gone away"), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(place.listing().is_empty());
}

#[test]
fn a_named_pipe_is_written_to_and_stays() {
    let place = Place::new();
    let pipe = place.file("p.webm");
    succeed({
        let mut command = Command::new("mkfifo");
        command.arg(&pipe);
        command
    });
    let reader = Command::new("cat")
        .arg(&pipe)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let child = export(&place, "p.webm", "").spawn().unwrap();
    let read = reader.wait_with_output().unwrap();
    assert!(child.wait_with_output().unwrap().status.success());
    fs::write(place.file("seen.webm"), read.stdout).unwrap();
    assert_eq!(pictures(&place.file("seen.webm")).len(), 3);
    assert!(fs::metadata(&pipe).unwrap().file_type().is_fifo());
}
