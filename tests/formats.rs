//! Every kind of file: its pictures, colours, tags, timing and transparency, decoded as a player does.

mod common;

use std::path::{Path, PathBuf};
use std::process::Command;

use common::*;
use image::AnimationDecoder;
use image::codecs::webp::WebPDecoder;

/// The patches of the card "chart": 6 in a row.
const CHART: [u32; 24] = [
    0xff0000, 0x00ff00, 0x0000ff, 0x00ffff, 0xff00ff, 0xffff00, 0x000000, 0x333333, 0x808080,
    0xb4b4b4, 0xebebeb, 0xffffff, 0x735244, 0xc29682, 0xffdbac, 0x8d5524, 0xe0ac69, 0x3b2219,
    0x101020, 0x1b3a2f, 0xff7f00, 0x7f00ff, 0xadd8e6, 0xf5c6da,
];

/// File, options, and how far a patch may be off.
const FORMATS: [(&str, &str, u8); 23] = [
    ("a.mp4", "", 3),
    ("b.mp4", "--codec hevc", 3),
    ("c.mp4", "--codec av1", 3),
    ("d.webm", "", 3),
    ("e.webm", "--codec av1", 3),
    ("f.mkv", "", 3),
    ("g.mkv", "--codec vp9", 3),
    ("h.mov", "--codec h264", 3),
    ("i.mov", "--codec hevc", 3),
    ("j.mp4", "--pix-fmt 444", 1),
    ("k.mp4", "--codec hevc --pix-fmt 444", 1),
    ("l.webm", "--pix-fmt 444", 1),
    ("m.mp4", "--codec av1 --pix-fmt 444", 1),
    ("n.mov", "", 1),
    ("o.mkv", "--codec ffv1", 0),
    ("p.mkv", "--codec h264rgb", 0),
    ("q.gif", "", 0),
    ("r.apng", "", 0),
    ("s.png", "", 0),
    ("t/%05d.png", "", 0),
    ("u.webp", "", 0),
    ("w.webp", "--crf 10", 5),
    ("v.m4v", "--encoder auto", 3),
];

fn is_yuv(name: &str, options: &str) -> bool {
    let extension = Path::new(name).extension().unwrap().to_str().unwrap();
    ["mp4", "m4v", "webm", "mkv", "mov"].contains(&extension)
        && !["ffv1", "h264rgb"]
            .iter()
            .any(|codec| options.contains(codec))
}

/// Every picture, by ffmpeg, or of animated WebP, which it cannot decode, by the image crate.
fn decoded(path: &Path) -> Vec<Picture> {
    if path
        .extension()
        .is_some_and(|extension| extension == "webp")
    {
        let file = std::io::BufReader::new(std::fs::File::open(path).unwrap());
        let frames = WebPDecoder::new(file).unwrap().into_frames();
        return frames
            .map(|frame| {
                let frame = image::DynamicImage::from(frame.unwrap().into_buffer()).to_rgb8();
                Picture::new(
                    frame.width() as usize,
                    frame.height() as usize,
                    frame.into_raw(),
                )
            })
            .collect();
    }
    let options: &[_] = match path.to_str().unwrap().contains('%') {
        true => &["-framerate", "10"],
        false => &[],
    };
    decode(path, options, 192, 128)
}

#[test]
fn colours_arrive_as_they_were_drawn() {
    let place = Place::new();
    for (name, options, tolerance) in FORMATS {
        succeed(place.cards(&format!("export chart {options} -o {name}")));
        let pictures = decoded(&place.file(name));
        assert_eq!(pictures.len(), 3, "{name} {options}");
        for (index, hex) in CHART.into_iter().enumerate() {
            let (x, y) = (index % 6 * 32 + 16, index / 6 * 32 + 16);
            let [_, r, g, b] = hex.to_be_bytes();
            for picture in &pictures {
                let got = picture.at(x, y);
                let off = [r, g, b].iter().zip(got).map(|(a, b)| a.abs_diff(b)).max();
                assert!(
                    off.unwrap() <= tolerance,
                    "{name} {options}: {hex:06x} became {got:?}"
                );
            }
        }
        // A square moves along the upper edge: the pictures are the right way up and in order.
        for (index, picture) in pictures.iter().enumerate() {
            let bright = picture.at(index * 4 + 2, 2);
            assert!(bright[1] > 150, "{name}: {bright:?} in frame {index}");
        }
    }
}

#[test]
fn every_file_says_what_its_numbers_mean() {
    let place = Place::new();
    for (name, options, _) in FORMATS {
        if ["gif", "apng", "png", "webp"]
            .iter()
            .any(|extension| name.ends_with(extension))
        {
            continue;
        }
        succeed(place.cards(&format!("export chart {options} -o {name}")));
        let probe = probe(&place.file(name));
        let stream = &probe["streams"][0];
        let (range, matrix) = match is_yuv(name, options) {
            true if options.contains("444") => ("pc", "bt709"),
            true => ("tv", "bt709"),
            false => ("pc", "gbr"),
        };
        assert_eq!(stream["color_range"], range, "{name} {options}");
        assert_eq!(stream["color_space"], matrix, "{name} {options}");
        assert_eq!(stream["color_primaries"], "bt709", "{name} {options}");
        assert_eq!(stream["color_transfer"], "iec61966-2-1", "{name} {options}");
        assert_eq!(stream["nb_read_frames"], "3", "{name} {options}");
        let duration: f64 = probe["format"]["duration"]
            .as_str()
            .unwrap()
            .parse()
            .unwrap();
        assert!((duration - 0.3).abs() < 0.002, "{name}: {duration}");
    }
}

#[test]
fn verify_passes_what_is_right_and_fails_what_is_not() {
    let place = Place::new();
    for (name, options, _) in FORMATS {
        let mut command = place.cards(&format!("export chart {options} --verify -o {name}"));
        if name.ends_with(".webp") {
            let (code, said) = fail(command);
            assert_eq!(code, 2, "{said}");
            continue;
        }
        let output = command.output().unwrap();
        assert!(output.status.success(), "{name}: {}", stderr(&output));
        assert!(
            stdout(&output).contains("PASS: 3 of 3 frames"),
            "{}",
            stdout(&output)
        );
    }
    for name in ["x.y4m", "%%y.gif", "y%d.mkv"] {
        let mut command = place.cards("export chart --verify -o");
        command.arg(name);
        let said = stdout(&succeed(command));
        assert!(said.contains("PASS: 3 of 3 frames"), "{name}: {said}");
    }
    // A circle that grows and shrinks, and comes back to the palette it began with, which misleads ffmpeg.
    let output = succeed(place.kinora("export pulse --duration 2 --verify -o pulse.gif"));
    assert!(
        stdout(&output).contains("every frame exact"),
        "{}",
        stdout(&output)
    );

    let output = place
        .kinora("export noise --frames 5 --crf 51 --verify -o noise.mp4")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stdout(&output).contains("FAIL: 5 of 5 frames"),
        "{}",
        stdout(&output)
    );
    assert!(stderr(&output).contains("'noise.mp4' is not what was drawn"));
    let left = place.listing();
    assert!(!left.iter().any(|name| name.contains("sent")), "{left:?}");
}

/// R, G, B, A of one pixel of the first frame.
fn rgba_at(path: &Path, x: usize, y: usize) -> [u8; 4] {
    if path
        .extension()
        .is_some_and(|extension| extension == "webp")
    {
        let file = std::io::BufReader::new(std::fs::File::open(path).unwrap());
        let mut frames = WebPDecoder::new(file).unwrap().into_frames();
        return frames
            .next()
            .unwrap()
            .unwrap()
            .buffer()
            .get_pixel(x as u32, y as u32)
            .0;
    }
    let mut command = Command::new("ffmpeg");
    command.args(["-v", "error"]);
    if path
        .extension()
        .is_some_and(|extension| extension == "webm")
    {
        // ffmpeg's own decoder of VP9 leaves alpha out; browsers do not.
        command.args(["-c:v", "libvpx-vp9"]);
    }
    command.arg("-i").arg(path);
    command.args(["-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "rgba", "-"]);
    let bytes = succeed(command).stdout;
    let at = (y * 96 + x) * 4;
    bytes[at..at + 4].try_into().unwrap()
}

#[test]
fn transparency_is_straight() {
    let place = Place::new();
    for (name, options, tolerance) in [
        ("a.mov", "", 2),
        ("b.webm", "", 4),
        ("c.mkv", "--codec ffv1", 1),
        ("d.webp", "", 1),
        ("e.apng", "", 1),
        ("f.png", "", 1),
        ("g/%03d.png", "", 1),
    ] {
        succeed(place.cards(&format!("export glass --alpha {options} -o {name}")));
        let path = place.file(name);
        let near = |(x, y): (usize, usize), want: [u8; 4]| {
            let got = rgba_at(&path, x, y);
            let off = got
                .iter()
                .zip(want)
                .map(|(a, b)| a.abs_diff(b))
                .max()
                .unwrap();
            assert!(
                off <= tolerance,
                "{name} at {x}, {y}: {got:?} is not {want:?}"
            );
        };
        assert_eq!(
            rgba_at(&path, 40, 40)[3],
            0,
            "{name}: nothing was drawn there"
        );
        // Half of orange over nothing is orange at half strength, not a darker orange.
        near((20, 16), [255, 127, 0, 128]);
        // Twice: 1 - (1 - 128/255)².
        near((20, 48), [255, 127, 0, 192]);
        near((52, 3), [0, 119, 242, 255]);
        near((66, 16), [128, 123, 121, 255]);
    }
    // A GIF has clear pixels and opaque ones.
    succeed(place.cards("export glass --alpha --verify -o h.gif"));
    let gif = place.file("h.gif");
    assert_eq!(rgba_at(&gif, 40, 40)[3], 0);
    assert_eq!(
        rgba_at(&gif, 20, 16),
        [255, 128, 0, 255],
        "half is seen, in its own colour"
    );
    assert_eq!(rgba_at(&gif, 52, 3), [0, 119, 242, 255]);
    // Nothing of one frame is left in the next.
    let last = decode(&gif, &[], 96, 64).pop().unwrap();
    assert_eq!(last.at(9, 61), [255, 255, 255]);
    let mut command = Command::new("ffmpeg");
    command.args(["-v", "error", "-i"]).arg(&gif);
    command.args(["-f", "rawvideo", "-pix_fmt", "rgba", "-"]);
    let frames = succeed(command).stdout;
    let last = frames.rchunks_exact(96 * 64 * 4).next().unwrap();
    let alpha = |x: usize, y: usize| last[(y * 96 + x) * 4 + 3];
    assert_eq!((alpha(1, 61), alpha(9, 61)), (0, 255));

    // Without --alpha the canvas begins black, and the file has no alpha.
    succeed(place.cards("export glass -o plain.png"));
    assert_eq!(rgba_at(&place.file("plain.png"), 40, 40), [0, 0, 0, 255]);
}

#[test]
fn what_cannot_be_is_refused_before_anything_is_drawn() {
    let place = Place::new();
    for (args, words) in [
        ("--alpha -o a.mp4", "cannot keep transparency"),
        ("--alpha -o a.y4m", "cannot keep transparency"),
        ("--codec prores -o a.mp4", "prores does not go into .mp4"),
        ("--codec vp9 -o a.mp4", "vp9 does not go into .mp4"),
        ("--crf 60 -o a.mp4", "0 (best) to 51"),
        ("--crf 20 -o a.gif", "leave out --crf"),
        ("--pix-fmt 420 -o a.png", "leave out --pix-fmt"),
        ("--fps 60 -o a.gif", "--fps 50"),
        ("--audio none.wav -o a.mp4", "there is no file 'none.wav'"),
        ("--audio none.wav -o a.gif", "has no sound"),
        ("-o a.avi", ".webm"),
        ("-o no/folder/%03d.png", "'no' does not exist"),
    ] {
        let (code, said) = fail(place.kinora(&format!("export pulse {args}")));
        assert!([1, 2].contains(&code), "{code}");
        assert!(said.contains(words), "{args}: {said}");
        assert_eq!(said.trim_end().lines().count(), 1, "{said}");
    }
    assert!(place.listing().is_empty(), "{:?}", place.listing());
}

fn tone(place: &Place, seconds: f64) -> PathBuf {
    let path = place.file(&format!("tone-{seconds}.wav"));
    let mut command = Command::new("ffmpeg");
    command.args(["-v", "error", "-f", "lavfi", "-i"]);
    command
        .arg(format!("sine=frequency=440:duration={seconds}"))
        .arg(&path);
    succeed(command);
    path
}

/// Length and mean loudness (dB) of the sound of a movie, the latter from a moment on.
fn sound(path: &Path, from: f64) -> (f64, f64) {
    let mut command = Command::new("ffmpeg");
    command.args(["-hide_banner", "-i"]).arg(path);
    command.args([
        "-map", "0:a:0", "-f", "s16le", "-ac", "1", "-ar", "48000", "-",
    ]);
    let samples = succeed(command).stdout;
    let samples: Vec<f64> = samples
        .chunks_exact(2)
        .map(|pair| f64::from(i16::from_le_bytes([pair[0], pair[1]])) / 32768.0)
        .collect();
    let rest = &samples[((from * 48000.0) as usize).min(samples.len())..];
    let power = rest.iter().map(|sample| sample * sample).sum::<f64>() / rest.len().max(1) as f64;
    (
        samples.len() as f64 / 48000.0,
        10.0 * power.max(1e-12).log10(),
    )
}

#[test]
fn sound_is_cut_or_padded_to_the_length_of_the_movie() {
    let place = Place::new();
    tone(&place, 0.5);
    tone(&place, 9.0);
    for name in ["a.mp4", "b.webm", "c.mkv", "d.mov"] {
        for seconds in ["0.5", "9"] {
            succeed(place.kinora(&format!(
                "export pulse --duration 2 --preset ultrafast --force --audio tone-{seconds}.wav -o {name}"
            )));
            let path = place.file(name);
            assert_eq!(probe(&path)["streams"][0]["nb_read_frames"], "40", "{name}");
            let (length, _) = sound(&path, 0.0);
            assert!((length - 2.0).abs() < 0.1, "{name}: {length} s of sound");
            let (_, loudness) = sound(&path, 1.0);
            match seconds {
                "9" => assert!(loudness > -30.0, "{name}: {loudness} dB"),
                _ => assert!(loudness < -60.0, "{name}: {loudness} dB of silence"),
            }
        }
    }
}

#[test]
fn pictures_of_a_sequence_are_numbered_from_0() {
    let place = Place::new();
    succeed(place.cards("export counter --frames 12 -o out/shot-%03d.png"));
    let names: Vec<String> = (0..12)
        .map(|index| format!("shot-{index:03}.png"))
        .collect();
    assert_eq!(listing(&place.file("out")), names);
    let (code, said) = fail(place.cards("export counter --frames 12 -o out/shot-%03d.png"));
    assert_eq!(code, 1);
    assert!(said.contains("exists already"), "{said}");
    succeed(place.cards("export counter --frames 5 --force -o out/shot-%03d.png"));
    assert_eq!(listing(&place.file("out")).len(), 5);
    // Frame 2 is the number 2: the bar before the last is white.
    let image = image::open(place.file("out/shot-002.png"))
        .unwrap()
        .to_rgb8();
    let bars: Vec<bool> = (0..16)
        .map(|bar| image.get_pixel(bar * 8 + 4, 16)[0] > 128)
        .collect();
    assert_eq!(
        bars.iter().rev().take(3).copied().collect::<Vec<_>>(),
        [false, true, false]
    );
}

#[test]
fn a_gif_loops_and_animations_have_their_pace() {
    let place = Place::new();
    succeed(place.cards("export counter --fps 25 --frames 10 -o a.gif"));
    let bytes = std::fs::read(place.file("a.gif")).unwrap();
    let name = b"NETSCAPE2.0";
    let at = bytes
        .windows(name.len())
        .position(|window| window == name)
        .expect("it loops");
    assert_eq!(bytes[at + name.len()..][..4], [3, 1, 0, 0], "for ever");
    assert_eq!(
        probe(&place.file("a.gif"))["streams"][0]["r_frame_rate"],
        "25/1"
    );

    succeed(place.cards("export counter --fps 25 --frames 10 -o a.webp"));
    let file = std::io::BufReader::new(std::fs::File::open(place.file("a.webp")).unwrap());
    let frames = WebPDecoder::new(file)
        .unwrap()
        .into_frames()
        .collect_frames()
        .unwrap();
    let milliseconds: u32 = frames
        .iter()
        .map(|frame| frame.delay().numer_denom_ms().0)
        .sum();
    assert_eq!((frames.len(), milliseconds), (10, 400));
}

#[test]
fn doctor_tells_what_works() {
    let place = Place::new();
    let output = succeed(place.kinora("doctor --json"));
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(
        found["ffmpeg"]["version"]
            .as_str()
            .unwrap()
            .starts_with(|c: char| c.is_ascii_alphanumeric())
    );
    assert!(Path::new(found["ffmpeg"]["path"].as_str().unwrap()).is_file());
    let encoders = found["encoders"].as_array().unwrap();
    let x264 = encoders
        .iter()
        .find(|encoder| encoder["name"] == "libx264")
        .unwrap();
    assert_eq!(x264["works"], true);
    assert!(
        !found["opengl"]["Ok"]["renderer"]
            .as_str()
            .unwrap()
            .is_empty(),
        "{found}"
    );

    // The same for people; on a machine with nothing, too.
    let said = stdout(&succeed(place.kinora("doctor")));
    assert!(
        said.contains("libx264") && said.contains("OpenGL"),
        "{said}"
    );
    let mut bare = place.kinora("doctor");
    bare.env("PATH", "/nowhere");
    let said = stdout(&succeed(bare));
    assert!(
        said.contains("missing") && said.contains("setup.sh"),
        "{said}"
    );
    until("no process is left", || place.processes().is_empty());
}
