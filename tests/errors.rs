//! What a user may get wrong, or a machine may lack: one clear sentence, a non-zero exit code, nothing left behind.

mod common;

use std::fs;
use std::os::unix::fs::symlink;
use std::process::Command;

use common::*;

/// Fails with `code`, says all of `words` in one line, and leaves nothing.
#[track_caller]
fn refused(place: &Place, command: Command, code: i32, words: &[&str]) {
    let before = place.listing();
    let (got, said) = fail(command);
    assert_eq!(got, code, "{said}");
    assert_eq!(said.trim_end().lines().count(), 1, "{said}");
    for word in words {
        assert!(said.contains(word), "'{word}' is not in: {said}");
    }
    assert_eq!(place.listing(), before, "nothing is left behind");
    until("no process is left behind", || place.processes().is_empty());
}

#[test]
fn an_unknown_sketch_gets_the_nearest_name() {
    let place = Place::new();
    refused(
        &place,
        place.kinora("export puls"),
        2,
        &["'puls'", "did you mean 'pulse'?"],
    );
    refused(
        &place,
        place.kinora("run nois"),
        2,
        &["did you mean 'noise'?"],
    );
    refused(
        &place,
        place.kinora("export xyzzy"),
        2,
        &["'xyzzy'", "pulse, noise"],
    );
    refused(&place, place.kinora("export"), 2, &["pulse, noise"]);
}

#[test]
fn an_impossible_size_is_refused() {
    let place = Place::new();
    for size in ["0x480", "640x0", "16385x10", "10x99999"] {
        let command = place.kinora(&format!("export pulse --size {size}"));
        refused(&place, command, 2, &["1 to 16384 pixels"]);
    }
    refused(
        &place,
        place.kinora("export pulse --scale 100"),
        2,
        &["64000×48000"],
    );
    refused(
        &place,
        place.kinora("export pulse --scale 0"),
        2,
        &["scale of 0", "above 0"],
    );
}

#[test]
fn an_impossible_rate_or_length_is_refused() {
    let place = Place::new();
    refused(
        &place,
        place.kinora("export pulse --fps 0"),
        2,
        &["0 frames a second", "0.01 to 1000"],
    );
    refused(
        &place,
        place.kinora("export pulse --fps -5"),
        2,
        &["-5 frames a second"],
    );
    refused(
        &place,
        place.kinora("export pulse --fps nan"),
        2,
        &["fps must be"],
    );
    refused(
        &place,
        place.kinora("export pulse --fps 1/0"),
        2,
        &["fps must be"],
    );
    refused(
        &place,
        place.kinora("export pulse --duration -1"),
        2,
        &["duration of -1 s"],
    );
    refused(
        &place,
        place.kinora("export pulse --duration 0"),
        2,
        &["at least one frame"],
    );
    refused(
        &place,
        place.kinora("export pulse --frames 0"),
        2,
        &["at least one frame"],
    );
    refused(
        &place,
        place.kinora("export pulse --from -1"),
        2,
        &["cannot start at -1 s"],
    );
    refused(
        &place,
        place.cards("export endless"),
        2,
        &["'endless'", "--duration"],
    );
}

#[test]
fn an_unknown_extension_is_refused() {
    let place = Place::new();
    refused(
        &place,
        place.kinora("export pulse -o pulse.xyz"),
        2,
        &["'pulse.xyz'", ".mp4"],
    );
    refused(
        &place,
        place.kinora("export pulse -o pulse"),
        2,
        &["'pulse'", ".mp4"],
    );
}

#[test]
fn a_missing_folder_is_named() {
    let place = Place::new();
    refused(
        &place,
        place.kinora("export pulse -o no/such/pulse.mp4"),
        1,
        &["'no/such'", "mkdir -p"],
    );
}

#[test]
fn an_existing_file_is_replaced_only_by_force() {
    let place = Place::new();
    fs::write(place.file("card.mp4"), "mine").unwrap();
    refused(
        &place,
        place.cards("export quarters -o card.mp4"),
        1,
        &["'card.mp4'", "--force"],
    );
    assert_eq!(fs::read(place.file("card.mp4")).unwrap(), b"mine");
    succeed(place.cards("export quarters -o card.mp4 --force"));
    assert_eq!(pictures(&place.file("card.mp4")).len(), 3);
}

#[test]
fn a_machine_without_ffmpeg_is_told_what_to_install() {
    let place = Place::new();
    let folder = programs(&["Xvfb"]);
    let mut command = place.kinora("export pulse");
    command.env("PATH", folder.path());
    refused(&place, command, 1, &["ffmpeg is not installed", "setup.sh"]);
}

#[test]
fn a_machine_without_display_and_xvfb_is_told_what_to_install() {
    let place = Place::new();
    let folder = programs(&["ffmpeg"]);
    let mut command = place.kinora("export pulse");
    command.env("PATH", folder.path());
    refused(&place, command, 1, &["Xvfb is not installed", "setup.sh"]);
}

/// A folder with these programs and no others.
fn programs(names: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let path = std::env::var_os("PATH").unwrap();
    for name in names {
        let found = std::env::split_paths(&path)
            .map(|dir| dir.join(name))
            .find(|file| file.exists());
        symlink(
            found.expect("setup.sh has installed it"),
            folder.path().join(name),
        )
        .unwrap();
    }
    folder
}

#[test]
fn a_window_without_a_display_points_to_export() {
    let place = Place::new();
    refused(
        &place,
        place.kinora("run pulse"),
        1,
        &["no display", "export"],
    );
    refused(&place, place.kinora(""), 1, &["no display", "export"]);
    let mut dead = place.kinora("run pulse");
    dead.env("DISPLAY", ":12345");
    refused(&place, dead, 1, &["':12345' does not answer", "export"]);
}

#[test]
fn an_export_does_not_need_the_display_it_is_told_of() {
    let place = Place::new();
    let mut command = place.cards("export quarters -o card.mp4");
    command.env("DISPLAY", ":12345");
    succeed(command);
    assert_eq!(pictures(&place.file("card.mp4")).len(), 3);
}

#[test]
fn a_sketch_that_panics_is_reported_with_its_place() {
    let place = Place::new();
    refused(
        &place,
        place.cards("export panics"),
        1,
        &["'panics'", "the card is torn", "cards.rs:"],
    );
}

#[test]
fn a_sketch_without_a_frame_is_told_how_to_draw_one() {
    let place = Place::new();
    refused(
        &place,
        place.cards("export returns"),
        1,
        &["'returns'", "next_frame().await"],
    );
}

#[test]
fn an_ffmpeg_that_fails_has_the_last_word() {
    let place = Place::new();
    let folder = programs(&["Xvfb"]);
    fs::write(
        folder.path().join("ffmpeg"),
        "#!/bin/sh\necho 'no encoder today' >&2\nexit 3\n",
    )
    .unwrap();
    let executable = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    fs::set_permissions(folder.path().join("ffmpeg"), executable).unwrap();
    let mut command = place.kinora("export pulse");
    command.env("PATH", folder.path());
    refused(&place, command, 1, &["ffmpeg failed", "no encoder today"]);
}
