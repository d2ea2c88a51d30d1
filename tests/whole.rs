//! A movie is what plays, and not what an exit status says.

mod common;

use std::fs;
use std::process::Command;

use common::*;

/// `kinora` with an ffmpeg that does what `script` says.
fn with(place: &Place, script: &str, args: &str) -> Command {
    let path = place.stand_in(script);
    let mut command = place.kinora(args);
    command.env("PATH", path);
    command
}

#[test]
fn recover_says_what_it_cannot_do() {
    let place = Place::new();
    fs::write(place.file("empty.partial.mp4"), "").unwrap();
    fs::write(place.file("text.mp4"), "no movie").unwrap();
    for (args, words) in [
        ("recover nothing.mp4", "there is no file 'nothing.mp4'"),
        ("recover empty.partial.mp4", "no picture in it that plays"),
        ("recover text.mp4", "no picture in it that plays"),
    ] {
        let (code, said) = fail(place.kinora(args));
        assert_eq!(code, 1);
        assert!(said.contains(words), "{said}");
    }
    assert_eq!(
        place.listing(),
        ["empty.partial.mp4", "text.mp4"],
        "nothing is lost or left"
    );

    // A file with a name of its own stays as it is.
    succeed(place.kinora("export noise --frames 3 -o whole.mp4"));
    succeed(place.kinora("recover whole.mp4"));
    assert_eq!(pictures(&place.file("whole-recovered.mp4")).len(), 3);
    assert!(place.file("whole.mp4").exists());
}

/// A file that was cut off, in each container that can be recovered.
#[test]
fn nothing_is_removed_that_does_not_come_back() {
    let place = Place::new();
    for (name, options) in [
        ("a.mp4", ""),
        ("b.mov", "--codec h264"),
        ("c.mkv", ""),
        ("d.webm", "--preset ultrafast"),
        ("e.gif", ""),
        ("f.apng", "--preset ultrafast"),
        ("g.webp", ""),
        ("h.y4m", ""),
    ] {
        let frames = if name.ends_with("webm") { 40 } else { 400 };
        succeed(place.kinora(&format!(
            "export pulse --size 64x48 --frames {frames} {options} -o {name}"
        )));
        let whole = fs::read(place.file(name)).unwrap();
        fs::remove_file(place.file(name)).unwrap();
        let (stem, extension) = name.split_once('.').unwrap();
        let partial = format!("{stem}.partial.{extension}");
        for length in [whole.len() / 2, whole.len().min(600), 40, 0] {
            fs::write(place.file(&partial), &whole[..length]).unwrap();
            let there = playable(&place.file(&partial));
            let output = place
                .kinora(&format!("recover {partial}"))
                .output()
                .unwrap();
            let said = stderr(&output);
            if output.status.success() {
                assert!(!place.file(&partial).exists(), "{name} of {length} bytes");
                let back = playable(&place.file(name));
                assert!(
                    back >= there.max(1),
                    "{name} of {length} bytes: {back} of {there}"
                );
                fs::remove_file(place.file(name)).unwrap();
            } else {
                assert_eq!(output.status.code(), Some(1), "{said}");
                assert_eq!(said.lines().count(), 1, "{said}");
                assert_eq!(fs::read(place.file(&partial)).unwrap(), whole[..length]);
                assert_eq!(place.listing(), [partial.as_str()], "{name}: {said}");
                fs::remove_file(place.file(&partial)).unwrap();
            }
        }
    }
}

/// Pictures that ffmpeg gets out of a file that may end in the middle of one.
fn playable(path: &std::path::Path) -> usize {
    let mut command = Command::new("ffmpeg");
    command.args(["-v", "quiet", "-i"]).arg(path);
    command.args(["-fps_mode", "passthrough", "-f", "framemd5", "-"]);
    let output = command.output().unwrap();
    let is_picture = |line: &&str| !line.starts_with('#');
    stdout(&output).lines().filter(is_picture).count()
}

#[test]
fn an_ffmpeg_that_writes_nothing_makes_no_movie() {
    let place = Place::new();
    fs::write(place.file("good.mp4"), "a good movie").unwrap();
    let nothing = "cat > /dev/null; exit 0";
    for name in [
        "good.mp4", "a.webm", "b.mkv", "c.mov", "d.gif", "e.webp", "f.apng", "%03d.png",
    ] {
        let args = format!("export pulse --frames 5 --force -o {name}");
        let (code, said) = fail(with(&place, nothing, &args));
        assert_eq!(code, 1, "{said}");
        assert!(said.contains("kinora doctor"), "{said}");
        assert_eq!(said.lines().count(), 1, "{said}");
    }
    assert_eq!(fs::read(place.file("good.mp4")).unwrap(), b"a good movie");
    assert_eq!(place.listing(), ["bin", "good.mp4"]);
}

#[test]
fn an_ffmpeg_that_leaves_frames_out_is_found_out_and_they_are_kept() {
    let place = Place::new();
    let fewer = "\"$REAL\" -t 0.2 \"$@\" && exec cat > /dev/null";
    for name in [
        "a.mp4", "b.webm", "c.mkv", "d.gif", "e.apng", "f.webp", "g.y4m", "h/%d.png",
    ] {
        let args = format!("export pulse --frames 10 -o {name}");
        let (code, said) = fail(with(&place, fewer, &args));
        assert_eq!(code, 1, "{said}");
        let found = match name {
            "f.webp" => "not 10 frames",
            _ => "holds 4 of 10 frames",
        };
        assert!(said.contains(found), "{name}: {said}");
        assert!(said.contains(".partial"), "{name}: {said}");
        assert!(!place.file(name).exists(), "{name}");
    }
}

#[test]
fn a_picture_that_comes_again_is_counted_in_every_container() {
    let place = Place::new();
    let formats = "a.mp4 b.webm c.mkv d.gif e.apng f.webp g.mov h/%d.png i.y4m";
    for name in formats.split(' ') {
        for frames in [1, 7] {
            let args = format!("export --fps 20 --frames {frames} --force -o {name}");
            succeed(place.game("still", &args));
        }
    }
    succeed(place.game("still", "export --frames 7 --crf 30 -o j.webp"));
}

#[test]
fn an_old_ffmpeg_is_told_so_when_it_fails() {
    let place = Place::new();
    let old = "if [ \"$1\" = -version ]; then echo 'ffmpeg version 4.2.2-static Copyright'; exit 0; fi\n\
               echo 'Unrecognized option' >&2; exit 1";
    let (code, said) = fail(with(&place, old, "export pulse --frames 5 -o a.mp4"));
    assert_eq!(code, 1);
    assert!(
        said.contains("version 4.2.2-static") && said.contains("5.1 or newer"),
        "{said}"
    );
    let said = stdout(&succeed(with(&place, old, "doctor")));
    assert!(
        said.contains("too old: kinora needs 5.1 or newer"),
        "{said}"
    );
}

#[test]
fn an_old_ffmpeg_is_told_so_when_it_looks_at_a_movie() {
    let place = Place::new();
    // It makes movies, and knows no -fps_mode.
    let old = r#"case "$*" in
-version) echo 'ffmpeg version 4.2.2-static Copyright' ;;
*-fps_mode*) echo "Unrecognized option 'fps_mode'." >&2; exit 1 ;;
*) exec "$REAL" "$@" ;;
esac"#;
    let (code, said) = fail(with(
        &place,
        old,
        "export pulse --frames 5 --verify -o a.mp4",
    ));
    assert_eq!(code, 1);
    assert!(said.contains("version 4.2.2-static"), "{said}");

    succeed(place.kinora("export pulse --frames 5 -o b.mp4"));
    fs::rename(place.file("b.mp4"), place.file("b.partial.mp4")).unwrap();
    let (code, said) = fail(with(&place, old, "recover b.partial.mp4"));
    assert_eq!(code, 1);
    assert!(said.contains("version 4.2.2-static"), "{said}");
    assert!(place.file("b.partial.mp4").exists());
    succeed(place.kinora("recover b.partial.mp4"));
}

/// As an ffmpeg without any encoder of H.264.
const WITHOUT_H264: &str = r#"case "$*" in
*-encoders*) "$REAL" "$@" | grep -v 'libx264\|libopenh264' ;;
*"-c:v libx264"*) echo "Unknown encoder 'libx264'" >&2; exit 1 ;;
*"-c:v libopenh264"*) echo "Unknown encoder 'libopenh264'" >&2; exit 1 ;;
*) exec "$REAL" "$@" ;;
esac"#;

#[test]
fn an_ffmpeg_without_x264_says_what_it_can_do() {
    let place = Place::new();
    let (code, said) = fail(with(&place, WITHOUT_H264, "export pulse -o a.mp4"));
    assert_eq!(code, 1);
    assert_eq!(said.lines().count(), 1, "{said}");
    for words in [
        "without libopenh264",
        ".webm (vp9, av1)",
        ".mp4 (hevc, av1)",
        ".gif",
    ] {
        assert!(said.contains(words), "'{words}' is not in: {said}");
    }
    assert_eq!(place.listing(), ["bin"]);
    succeed(with(
        &place,
        WITHOUT_H264,
        "export pulse --frames 5 -o a.webm",
    ));

    // Where no encoder at all has an option of that name, ffmpeg does not come to look for the encoder.
    let earlier = WITHOUT_H264.replace("Unknown encoder 'libx264'", "Unrecognized option 'crf'");
    let (_, said) = fail(with(&place, &earlier, "export pulse -o b.mp4"));
    assert!(said.contains("without libopenh264"), "{said}");
}

/// The other H.264 encoder takes over, whether the first fails before a frame or after some, and whatever their size.
#[test]
fn openh264_takes_over_and_no_frame_is_lost() {
    let place = Place::new();
    // Not every ffmpeg has it: x264 stands in, and its options are checked.
    let script = format!(
        "case \"$*\" in\n*\"-c:v libopenh264 -rc_mode quality -qmin 18 -qmax 18 -coder cabac -g 250\"*)\n\
         touch used\n\
         set -- $(echo \"$*\" | sed 's/libopenh264 -rc_mode quality -qmin 18 -qmax 18 -coder cabac -g 250/libx264 -preset veryfast/')\n\
         exec \"$REAL\" \"$@\" ;;\nesac\n{}",
        WITHOUT_H264.replace("echo \"Unknown", "sleep $LATE; echo \"Unknown")
    );
    for (late, size) in [
        ("0", "64x48"),
        ("0.7", "64x48"),
        ("0.7", "640x480"),
        ("0.5", "1280x720"),
    ] {
        let args =
            format!("export counter --scale 1 --size {size} --frames 200 --json --force -o a.mp4");
        let mut command = place.cards(&args);
        command
            .env("PATH", place.stand_in(&script))
            .env("LATE", late);
        let output = succeed(command);
        assert!(place.file("used").exists());
        assert!(
            stdout(&output).contains("libopenh264"),
            "{}",
            stdout(&output)
        );
        let taken = pictures(&place.file("a.mp4"));
        assert_eq!(taken.len(), 200);
        succeed(place.cards(&args.replace("a.mp4", "b.mp4")));
        for (index, (one, other)) in taken.iter().zip(pictures(&place.file("b.mp4"))).enumerate() {
            assert!(
                one.off(&other) < 4.0,
                "{size}, frame {index}: {}",
                one.off(&other)
            );
        }
        // What the movie says of itself has found its way, too.
        assert!(probe(&place.file("a.mp4"))["format"]["tags"]["comment"].is_string());
        fs::remove_file(place.file("used")).unwrap();
    }
}
