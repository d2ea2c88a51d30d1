//! Sound beside the picture: where it begins, where it ends, and what is none.

mod common;

use std::path::Path;
use std::process::Command;

use common::*;

/// A second of silence, and then a tone of `rate` samples a second up to `seconds`.
fn click(place: &Place, name: &str, rate: u32, seconds: f64) {
    let mut command = Command::new("ffmpeg");
    command.args(["-v", "error", "-y", "-f", "lavfi", "-i"]);
    command.arg(format!(
        "sine=frequency=1000:sample_rate={rate}:duration={seconds},volume=enable='lt(t,1)':volume=0"
    ));
    command.arg(place.file(name));
    succeed(command);
}

/// The samples of a movie's sound: one channel, 48,000 a second.
fn samples(path: &Path) -> Vec<f32> {
    let mut command = Command::new("ffmpeg");
    command.args(["-v", "error", "-i"]).arg(path);
    command.args([
        "-map", "0:a:0", "-ac", "1", "-ar", "48000", "-f", "f32le", "-",
    ]);
    let bytes = succeed(command).stdout;
    bytes
        .as_chunks()
        .0
        .iter()
        .map(|&sample| f32::from_le_bytes(sample))
        .collect()
}

/// When the tone begins, in seconds.
fn begins(path: &Path) -> f64 {
    let first = samples(path).iter().position(|sample| sample.abs() > 0.02);
    first.expect("there is a tone") as f64 / 48_000.0
}

#[test]
fn sound_goes_with_the_sketch_and_can_be_moved() {
    let place = Place::new();
    click(&place, "click.wav", 48_000, 4.0);
    click(&place, "click.mp3", 44_100, 4.0);
    for (options, moment) in [
        ("", 1.0),
        ("--from 0.5", 0.5),
        ("--from 0.75 --fps 8", 0.25),
        ("--audio-from 0.25", 0.75),
        ("--audio-from -0.5", 1.5),
        ("--from 0.5 --audio-from -1", 1.5),
    ] {
        for name in ["a.mp4", "b.mkv", "c.webm"] {
            for sound in ["click.wav", "click.mp3"] {
                let args = format!(
                    "export pulse --size 64x48 --frames 40 --audio {sound} {options} --force -o {name}"
                );
                succeed(place.kinora(&args));
                let off = begins(&place.file(name)) - moment;
                assert!(off.abs() < 0.03, "{sound} {options} in {name}: {off}");
            }
        }
    }
}

/// Also where a frame of the codec is longer than what is left.
#[test]
fn sound_is_as_long_as_the_pictures_whatever_its_rate() {
    let place = Place::new();
    for rate in [8_000, 11_025, 22_050, 44_100, 96_000] {
        for seconds in [1.2, 5.0] {
            click(&place, "click.wav", rate, seconds);
            for name in ["a.mp4", "b.mov", "c.mkv", "d.webm"] {
                let codec = if name == "b.mov" { "--codec h264" } else { "" };
                succeed(place.kinora(&format!(
                    "export pulse --size 64x48 --frames 40 --audio click.wav {codec} --force -o {name}"
                )));
                let length = duration(&place.file(name));
                assert!(
                    (length - 2.0).abs() < 0.011,
                    "{rate} Hz in {name}: {length} s"
                );
                let heard = samples(&place.file(name)).len() as f64 / 48_000.0;
                assert!(
                    (heard - 2.0).abs() < 0.025,
                    "{rate} Hz in {name}: {heard} s"
                );
            }
        }
    }
}

#[test]
fn a_writer_has_sound_too() {
    let place = Place::new();
    click(&place, "click.wav", 22_050, 3.0);
    let path = place.file("a.mp4");
    let mut movie = kinora::VideoWriter::options()
        .audio_file(place.file("click.wav"))
        .audio_from(0.5)
        .create(&path, 32, 16, 10.0)
        .unwrap();
    for _ in 0..20 {
        movie.write(kinora::Pixels::Gray(&[128; 32 * 16])).unwrap();
    }
    movie.finish().unwrap();
    assert!((begins(&path) - 0.5).abs() < 0.03);
    assert!((duration(&path) - 2.0).abs() < 0.05);
}

#[test]
fn a_movie_without_sound_is_told_so() {
    let place = Place::new();
    succeed(place.cards("export quarters -o silent.mp4"));
    let (code, said) = fail(place.cards("export quarters --audio silent.mp4 -o a.mp4"));
    assert_eq!(code, 1);
    assert!(
        said.contains("'silent.mp4' is no sound for a movie: there is no sound in it"),
        "{said}"
    );
    assert_eq!(place.listing(), ["silent.mp4"]);
}
