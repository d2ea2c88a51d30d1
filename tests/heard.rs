//! What a sketch plays is in its movie, to the sample.

mod common;

use std::f64::consts::TAU;
use std::fs;
use std::process::Command;
use std::time::Duration;

use common::ear::*;
use common::*;

/// The moments of the clicks of the card `clicks`.
fn expected() -> Vec<f64> {
    (0..8)
        .map(|beat| (7.0 + 15.0 * f64::from(beat)) / 30.0)
        .collect()
}

fn assert_at(found: &[f64], wanted: &[f64], tolerance: f64, what: &str) {
    assert_eq!(found.len(), wanted.len(), "{what}: {found:?}");
    for (found, wanted) in found.iter().zip(wanted) {
        assert!(
            (found - wanted).abs() <= tolerance,
            "{what}: {found} {wanted}"
        );
    }
}

#[test]
fn clicks_are_where_their_flashes_are_in_every_container() {
    let place = Place::new();
    for (name, options, wanted, tolerance) in [
        ("a.mp4", "", "aac", 1e-3),
        ("b.mov", "", "aac", 1e-3),
        ("c.webm", "", "opus", 1e-3),
        ("d.mkv", "", "opus", 1e-3),
        ("e.mkv", "--codec ffv1", "pcm_s24le", 1.01 / RATE),
        ("f.mp4", "--jobs 2", "aac", 1e-3),
        ("g.mkv", "--codec ffv1 --jobs 2", "pcm_s24le", 1.01 / RATE),
        ("h.webm", "--jobs 2", "opus", 1e-3),
    ] {
        succeed(place.example("sounds", &format!("export clicks {options} -o {name}")));
        let movie = place.file(name);
        assert_eq!(codec(&movie).as_deref(), Some(wanted), "{name}");
        assert_at(&clicks(&movie), &expected(), tolerance, name);
        assert_at(&flashes(&movie), &expected(), 1e-3, name);
        let seconds = heard(&movie).len() as f64 / RATE;
        assert!((seconds - 4.0).abs() < 0.022, "{name}: {seconds}");
    }
}

#[test]
fn every_way_to_make_it_has_the_same_samples() {
    let place = Place::new();
    let export = |name: &str, options: &str| {
        let args = format!("export {options} --codec ffv1 -o {name}");
        succeed(place.example("sounds", &args));
        heard(&place.file(name))
    };
    for card in ["mixed", "ramp", "stateless"] {
        let whole = export(&format!("{card}.mkv"), card);
        assert_eq!(whole.len(), 192_000);
        assert_eq!(whole, export(&format!("{card}-again.mkv"), card));
        let scaled = export(&format!("{card}-scaled.mkv"), &format!("{card} --scale 2"));
        assert_eq!(whole, scaled);
        let later = export(
            &format!("{card}-later.mkv"),
            &format!("{card} --from 1.7 --frames 60"),
        );
        assert_eq!(whole[81_600..177_600], later);
        for part in 1..=3 {
            let args =
                format!("export {card} --codec ffv1 -o a.mkv --part {part}/3 --parts {card}");
            succeed(place.example("sounds", &args));
        }
        succeed(place.example("sounds", &format!("join {card} -o {card}-parts.mkv")));
        assert_eq!(whole, heard(&place.file(&format!("{card}-parts.mkv"))));
    }
    let blurred = export("blurred.mkv", "stateless --motion-blur 4");
    assert_eq!(blurred, heard(&place.file("stateless.mkv")));
}

#[test]
fn what_is_looped_stopped_softened_and_moved_is_as_a_plain_mix() {
    let place = Place::new();
    succeed(place.example("sounds", "export mixed --codec ffv1 -o a.mkv"));
    let heard = heard(&place.file("a.mkv"));
    let at = |frame: usize| frame * 1600;
    let sine = |hertz: f64, sample: usize| (TAU * hertz * sample as f64 / RATE).sin() * 0.3;
    let mut squares = 0.0;
    for (index, frame) in heard.iter().enumerate() {
        let mut wanted = [0.0; 2];
        if (at(10)..at(50)).contains(&index) {
            let hum = sine(440.0, (index - at(10)) % 14_400) * 0.8;
            wanted = wanted.map(|side| side + hum);
        }
        if (at(20)..at(100)).contains(&index) {
            let low = sine(110.0, index - at(20) + 48_000);
            let low = if index < at(60) { low } else { low * 0.25 };
            let pan: f64 = if index < at(80) { 0.5 } else { -1.0 };
            wanted[0] += low * (1.0 - pan).sqrt();
            wanted[1] += low * (1.0 + pan).sqrt();
        }
        for (got, wanted) in frame.iter().zip(wanted) {
            squares += (f64::from(*got) - wanted).powi(2);
        }
    }
    let error = (squares / heard.len() as f64 / 2.0).sqrt();
    assert!(error < 0.001, "{error}");
}

/// An ffmpeg that lacks an encoder says so when it has read some of its inputs: the next one reads all of them.
#[test]
fn another_encoder_hears_everything() {
    let place = Place::new();
    // Not every ffmpeg has openh264: x264 stands in.
    let script = r#"case "$*" in
*"-c:v libopenh264 "*)
touch used
exec "$REAL" $(echo "$*" | sed 's/libopenh264 -rc_mode quality -qmin 18 -qmax 18 -coder cabac/libx264 -crf 18/') ;;
*"-c:v libx264 "*) exec "$REAL" $(echo "$*" | sed 's/-c:v libx264/-c:v no_such_encoder/') ;;
*) exec "$REAL" "$@" ;;
esac"#;
    let stand_in = place.stand_in(script);
    for size in ["64x48", "480x360", "1280x720"] {
        let args = format!("export mixed --scale 1 --size {size} --frames 60 --force -o");
        let mut command = place.example("sounds", &format!("{args} a.mp4"));
        command.env("PATH", &stand_in);
        succeed(command);
        assert!(place.file("used").exists());
        fs::remove_file(place.file("used")).unwrap();
        let made = place.file("a.mp4");
        assert_eq!(probe(&made)["streams"][0]["nb_frames"], "60");
        assert!(probe(&made)["format"]["tags"]["comment"].is_string());
        succeed(place.example("sounds", &format!("{args} b.mp4")));
        assert_eq!(heard(&made), heard(&place.file("b.mp4")));
    }
}

/// Where encoders look nowhere ahead, and a frame fills the pipe: ffmpeg waits for more sound before it reads the last of them.
#[test]
fn large_pictures_without_delay_come_to_their_end() {
    let place = Place::new();
    let args = "export mixed --scale 1 --size 1280x720 --fps 60 --duration 1 --codec ffv1 -o a.mkv";
    succeed(place.example("sounds", args));
    assert_eq!(heard(&place.file("a.mkv")).len(), 48_000);
}

#[test]
fn a_movie_in_which_nothing_is_played_has_no_sound() {
    let place = Place::new();
    for (card, name) in [("silent", "a.mp4"), ("quiet", "b.mp4"), ("quiet", "c.mkv")] {
        succeed(place.example("sounds", &format!("export {card} -o {name}")));
        assert_eq!(codec(&place.file(name)), None, "{name}");
        assert_eq!(pictures(&place.file(name)).len(), 30);
    }
    assert_eq!(place.listing(), ["a.mp4", "b.mp4", "c.mkv"]);
}

#[test]
fn a_sound_that_comes_after_the_first_picture_is_in_its_place() {
    let place = Place::new();
    let beats: Vec<f64> = (1..8).map(|beat| f64::from(beat) / 2.0).collect();
    for (name, options, tolerance) in [
        ("a.mp4", "", 1e-3),
        ("b.webm", "", 1e-3),
        ("c.mkv", "--codec ffv1", 1.01 / RATE),
        ("d.mkv", "--codec ffv1 --jobs 2", 1.01 / RATE),
    ] {
        succeed(place.example("sounds", &format!("export late {options} -o {name}")));
        assert_at(&clicks(&place.file(name)), &beats, tolerance, name);
    }
    assert_eq!(place.listing(), ["a.mp4", "b.webm", "c.mkv", "d.mkv"]);
    let said = stderr(&succeed(place.example("sounds", "export late -o d.gif")));
    assert!(said.contains(".gif has no sound"), "{said}");
    assert_eq!(said.matches("no sound").count(), 1, "{said}");
}

#[test]
fn a_name_may_be_as_long_as_the_system_takes_it() {
    let place = Place::new();
    let name = format!("{}.mp4", "x".repeat(251));
    for card in ["clicks", "mixed"] {
        let args = format!("export {card} --force --verify -o {name}");
        let said = stdout(&succeed(place.example("sounds", &args)));
        assert!(said.contains("of sound for 4.000 s"), "{said}");
        assert_eq!(place.listing(), [&*name]);
    }
}

#[test]
fn a_file_is_mixed_with_what_is_played() {
    let place = Place::new();
    let mut tone = Command::new("ffmpeg");
    tone.args(["-v", "error", "-f", "lavfi", "-i"]);
    tone.arg("sine=frequency=1000:sample_rate=48000:duration=9");
    tone.arg(place.file("tone.wav"));
    succeed(tone);
    for options in ["", "--jobs 2"] {
        let args =
            format!("export clicks --codec ffv1 --audio tone.wav {options} --force -o a.mkv");
        succeed(place.example("sounds", &args));
        let heard = heard(&place.file("a.mkv"));
        assert_eq!(heard.len(), 192_000);
        // ffmpeg's tone is an eighth of the highest.
        let tone = heard[1000..1048].iter().map(|frame| frame[0].abs());
        assert!((tone.fold(0.0, f32::max) - 0.125).abs() < 0.01);
        assert_at(
            &clicks(&place.file("a.mkv")),
            &expected(),
            1.01 / RATE,
            options,
        );
    }
}

#[test]
fn files_of_any_rate_are_heard_and_what_is_none_is_named() {
    let place = Place::new();
    for (name, source) in [
        ("click.wav", "sine=frequency=1000:sample_rate=48000"),
        ("low.wav", "sine=frequency=1000:sample_rate=8000"),
        (
            "high.wav",
            "sine=frequency=1000:sample_rate=96000,pan=5.1|FL=c0|FR=c0",
        ),
    ] {
        let mut tone = Command::new("ffmpeg");
        tone.args(["-v", "error", "-f", "lavfi", "-i", source, "-t", "2"]);
        tone.arg(place.file(name));
        succeed(tone);
        let args = format!("export loads --set file={name} --codec ffv1 --force -o a.mkv");
        succeed(place.example("sounds", &args));
        let heard = heard(&place.file("a.mkv"));
        let waves = heard.windows(2);
        let up = waves.filter(|pair| pair[0][0] < 0.0 && pair[1][0] >= 0.0);
        assert!(up.count().abs_diff(1000) <= 2, "{name}");
    }
    std::fs::write(place.file("broken.wav"), [7; 5000]).unwrap();
    for (name, words) in [
        ("none.wav", "none.wav"),
        (
            "broken.wav",
            "the sound file 'broken.wav' cannot be played: it is no wav, ogg, mp3 or flac",
        ),
    ] {
        let args = format!("export loads --set file={name} --force -o a.mkv");
        let (code, said) = fail(place.example("sounds", &args));
        assert_eq!(code, 1);
        assert!(said.contains(words), "{said}");
    }
}

#[test]
fn a_stream_has_its_sound_whoever_is_slow() {
    let place = Place::new();
    // Pictures of 1.5 MB: the pipes are full while the reader sleeps, which it does now and then.
    let script = "\"$0\" \"$@\" | (sleep 1; head -c 200000; sleep 1; cat) > a.mkv";
    for options in ["", "--codec ffv1"] {
        let args = format!("export clicks {options} --format mkv --scale 16 -o -");
        let export = place.example("sounds", &args);
        succeed(place.wrapped("sh", &["-c", script], &export));
        assert_at(&clicks(&place.file("a.mkv")), &expected(), 1e-3, options);
        assert_at(&flashes(&place.file("a.mkv")), &expected(), 2e-3, options);
    }
}

#[test]
fn a_movie_is_compared_with_what_was_played() {
    let place = Place::new();
    for (name, options) in [("a.mp4", ""), ("b.webm", ""), ("c.mkv", "--codec ffv1")] {
        let export = format!("export mixed {options} --verify -o {name}");
        let said = stdout(&succeed(place.example("sounds", &export)));
        assert!(said.contains("PASS"), "{said}");
        assert!(said.contains("of sound for 4.000 s, 0.0 ms off"), "{said}");
    }
    assert_eq!(place.listing(), ["a.mp4", "b.webm", "c.mkv"]);
    // An encoder that makes it silent, and one that makes it late.
    for filter in ["volume=0", "adelay=20:all=1"] {
        let script =
            format!(r#"exec "$REAL" $(echo "$*" | sed 's/-c:a aac/-af {filter} -c:a aac/')"#);
        let mut command = place.example("sounds", "export mixed --verify --force -o d.mp4");
        command.env("PATH", place.stand_in(&script));
        let output = command.output().unwrap();
        assert!(!output.status.success(), "{filter}");
        assert!(stdout(&output).contains("FAIL"), "{}", stdout(&output));
    }
}

#[test]
fn a_game_has_its_sound_in_its_movie() {
    let place = Place::new();
    // A program of the corpus as it was written for macroquad.
    let program = place.file("sound");
    std::os::unix::fs::symlink(built("corpus-kinora"), &program).unwrap();
    succeed(place.program(&program, "export --frames 90 -o a.mp4"));
    let movie = place.file("a.mp4");
    assert_eq!(codec(&movie).as_deref(), Some("aac"));
    let loudest = |from: usize, to: usize| {
        let heard = heard(&movie);
        let frames = heard[from..to].iter();
        frames.map(|frame| frame[0].abs()).fold(0.0, f32::max)
    };
    // A chord that dies away within a second.
    assert!(loudest(0, 4800) > 0.2);
    assert!(loudest(60_000, 70_000) < 0.01);
}

#[test]
fn a_song_is_as_long_as_its_movie() {
    let place = Place::new();
    let mut song = Command::new("ffmpeg");
    song.args(["-v", "error", "-f", "lavfi", "-i"]);
    song.args(["sine=frequency=440:sample_rate=44100", "-t", "2.5"]);
    song.arg(place.file("song.ogg"));
    succeed(song);
    let args = "export spectrum --set file=song.ogg --scale 0.25 -o song.mp4";
    succeed(place.kinora(args));
    let movie = place.file("song.mp4");
    assert!(
        (duration(&movie) - 2.5).abs() < 0.04,
        "{}",
        duration(&movie)
    );
    assert!(
        heard(&movie)[60_000..]
            .iter()
            .any(|frame| frame[0].abs() > 0.05)
    );
    let args = "export spectrum --set file=none.ogg --scale 0.25 -o none.mp4";
    let (_, said) = fail(place.kinora(args));
    assert!(said.contains("none.ogg"), "{said}");
}

#[test]
fn samples_and_pictures_of_a_writer_come_in_any_order() {
    use kinora::{Pixels, VideoWriter};
    let place = Place::new();
    let samples = |from: usize, to: usize| -> Vec<f32> {
        let level = |at: usize| if at % 24_000 == 11_200 { 0.9 } else { 0.0 };
        (from..to).flat_map(|at| [level(at); 2]).collect()
    };
    let picture = |frame: usize| [if frame % 15 == 7 { 255 } else { 0 }; 64 * 48];
    for (name, order) in [("a.mp4", 0), ("b.webm", 1), ("c.mp4", 2)] {
        let path = place.file(name);
        let options = VideoWriter::options().audio(48_000, 2);
        let mut movie = options.create(&path, 64, 48, 30.0).unwrap();
        // Too much sound is cut.
        if order == 0 {
            movie.write_samples(&samples(0, 240_000)).unwrap();
        }
        for frame in 0..120 {
            movie.write(Pixels::Gray(&picture(frame))).unwrap();
            if order == 1 {
                movie
                    .write_samples(&samples(frame * 1600, (frame + 1) * 1600))
                    .unwrap();
            }
        }
        if order == 2 {
            movie.write_samples(&samples(0, 100_000)).unwrap();
        }
        movie.finish().unwrap();
        let wanted = if order == 2 {
            &expected()[..4]
        } else {
            &expected()
        };
        assert_at(&clicks(&path), wanted, 1e-3, name);
        assert_at(&flashes(&path), &expected(), 1e-3, name);
        let seconds = heard(&path).len() as f64 / RATE;
        assert!((seconds - 4.0).abs() < 0.022, "{name}: {seconds}");
    }
    assert_eq!(place.listing(), ["a.mp4", "b.webm", "c.mp4"]);
    let refused = VideoWriter::options().audio(48_000, 2);
    let refused = refused
        .create(place.file("d.gif"), 64, 48, 30.0)
        .err()
        .unwrap();
    assert!(refused.to_string().contains("has no sound"), "{refused}");
    let mut silent = VideoWriter::create(place.file("e.mp4"), 64, 48, 30.0).unwrap();
    let refused = silent.write_samples(&[0.0; 2]).unwrap_err().to_string();
    assert!(refused.contains(".audio(48_000, 2)"), "{refused}");
}

#[test]
#[ignore = "an hour of sound; a step of its own in CI"]
fn an_hour_needs_no_more_memory_than_ten_minutes() {
    let place = Place::new();
    let memory = |seconds: u32, name: &str| {
        let args = format!("export hums --fps 2 --duration {seconds} -o {name}");
        peak_memories(place.example("sounds", &args), Duration::from_secs(600))
    };
    // A minute is over before all buffers are in use.
    let (short, hour) = (memory(600, "a.mp4"), memory(3600, "b.mp4"));
    println!("(own, ffmpeg's) bytes: {short:?} for ten minutes, {hour:?} for an hour");
    assert!((duration(&place.file("b.mp4")) - 3600.0).abs() < 0.1);
    assert!(hour.0 < short.0 + (4 << 20), "{short:?} {hour:?}");
    // The index of an mp4 has an entry for each of 170,000 packets.
    assert!(hour.1 < short.1 + (40 << 20), "{short:?} {hour:?}");
}
