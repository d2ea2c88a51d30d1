//! The private display is private, and no file that is named has another one opened.

mod common;

use std::fs;
use std::os::unix::process::CommandExt;
use std::process::Command;

use common::*;

/// Number of the display that an Xvfb started from here has.
fn display(place: &Place) -> u32 {
    let server = place.process("Xvfb").unwrap().as_raw_pid();
    let line = fs::read_to_string(format!("/proc/{server}/cmdline")).unwrap();
    let name = line.split('\0').find_map(|word| word.strip_prefix(':'));
    name.unwrap().parse().unwrap()
}

/// An export that goes on for long, at work on its private display.
fn at_work(place: &Place) -> (std::process::Child, u32) {
    let child = place
        .kinora("export noise --duration 1000 -o noise.mp4")
        .spawn()
        .unwrap();
    let partial = place.file("noise.partial.mp4");
    until("ffmpeg writes the file", || {
        fs::metadata(&partial).is_ok_and(|file| file.len() > 10_000)
    });
    let number = display(place);
    (child, number)
}

#[test]
fn nobody_else_sees_the_private_display() {
    let place = Place::new();
    let (mut child, number) = at_work(&place);
    let search = |user: Option<u32>| {
        let mut command = Command::new("xdotool");
        command.args(["search", "--name", ""]);
        command.env("DISPLAY", format!(":{number}"));
        command.env("XAUTHORITY", "/dev/null").current_dir("/");
        if let Some(user) = user {
            command.uid(user);
        }
        command.output().unwrap()
    };
    let mut users = vec![None];
    if rustix::process::getuid().is_root() {
        users.push(Some(65_534));
    }
    for user in users {
        let output = search(user);
        assert!(
            !output.status.success(),
            "{user:?} sees {}",
            stdout(&output)
        );
        let sockets = fs::read_to_string("/proc/net/unix").unwrap();
        let socket = format!("/tmp/.X11-unix/X{number}");
        assert!(sockets.contains(&socket));
        assert!(!sockets.contains(&format!("@{socket}")), "no abstract one");
    }

    // The secret is its owner's, and gone with the process.
    let server = place.process("Xvfb").unwrap().as_raw_pid();
    let line = fs::read_to_string(format!("/proc/{server}/cmdline")).unwrap();
    let mut words = line.split('\0').skip_while(|word| *word != "-auth");
    let file = words.nth(1).unwrap().replace("self", &server.to_string());
    assert!(file.starts_with("/proc/"), "{file}");
    assert!(
        fs::read(&file)
            .unwrap()
            .windows(18)
            .any(|part| part == b"MIT-MAGIC-COOKIE-1")
    );
    if rustix::process::getuid().is_root() {
        let mut other = Command::new("cat");
        other.arg(&file).uid(65_534).current_dir("/");
        assert!(!other.output().unwrap().status.success());
    }
    child.kill().unwrap();
    child.wait().unwrap();
    until("Xvfb is gone", || place.processes().is_empty());
    assert!(!fs::exists(file).unwrap());
}

#[test]
fn a_sound_file_that_is_a_list_of_others_is_refused() {
    let place = Place::new();
    tone(&place, "secret.wav", 48_000, 1.0);
    for (name, text) in [
        ("a.mp3", "ffconcat version 1.0\nfile 'secret.wav'\n"),
        (
            "b.wav",
            "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nsecret.wav\n#EXT-X-ENDLIST\n",
        ),
    ] {
        fs::write(place.file(name), text).unwrap();
        let (code, said) = fail(place.cards(&format!("export quarters --audio {name} -o m.mp4")));
        assert_eq!(code, 1);
        assert!(said.contains("a list of other files"), "{said}");
        // Nor does anything else that reads movies.
        for other in ["a.mp4", "b.mkv"] {
            fs::write(place.file(other), text).unwrap();
            let (_, said) = fail(place.cards(&format!("export --like {other}")));
            assert!(said.contains("carries no recipe"), "{said}");
        }
        fs::write(place.file("c.partial.mp4"), text).unwrap();
        let (_, said) = fail(place.cards("recover c.partial.mp4"));
        assert!(said.contains("no picture in it that plays"), "{said}");
        fs::write(place.file("d.mp4"), text).unwrap();
        let error = kinora::VideoReader::open(place.file("d.mp4")).unwrap_err();
        assert!(
            error.to_string().contains("cannot be read as a movie"),
            "{error}"
        );
    }
    assert!(!place.file("m.mp4").exists());
}

#[test]
fn a_picture_that_unpacks_to_more_than_there_is_takes_no_memory() {
    let place = Place::new();
    let packed = {
        use std::io::Write;
        let mut packer = flate2::write::ZlibEncoder::new(vec![], flate2::Compression::best());
        let zeros = vec![b' '; 1 << 20];
        for _ in 0..1500 {
            packer.write_all(&zeros).unwrap();
        }
        packer.finish().unwrap()
    };
    let chunk = |name: &[u8; 4], content: &[u8]| {
        let mut bytes = (content.len() as u32).to_be_bytes().to_vec();
        bytes.extend_from_slice(name);
        bytes.extend_from_slice(content);
        let mut crc = flate2::Crc::new();
        crc.update(&bytes[4..]);
        bytes.extend_from_slice(&crc.sum().to_be_bytes());
        bytes
    };
    let mut text = b"kinora\0\x01\0\0\0".to_vec();
    text.extend_from_slice(&packed);
    let header = [0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0];
    let picture = [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        chunk(b"IHDR", &header),
        chunk(b"iTXt", &text),
        chunk(b"IDAT", &[0x78, 0x9c, 0x63, 0x60, 0, 0, 0, 2, 0, 1]),
        chunk(b"IEND", &[]),
    ]
    .concat();
    fs::write(place.file("bomb.png"), picture).unwrap();
    let (code, said) = fail(place.cards("export --like bomb.png"));
    assert!(code == 1 && said.contains("carries no recipe"), "{said}");
    let peak = peak_memory(place.cards("export --like bomb.png"));
    assert!(peak < 100 << 20, "{peak} bytes");
}

#[test]
fn a_wayland_display_that_is_not_there_stops_no_export() {
    let place = Place::new();
    for (name, folder) in [("bogus", "/nowhere"), ("/nowhere/bogus", "")] {
        let bogus = |args: &str| {
            let mut command = place.cards(args);
            command
                .env("WAYLAND_DISPLAY", name)
                .env("XDG_RUNTIME_DIR", folder);
            command
        };
        succeed(bogus("export quarters --force -o a.mp4"));
        let (_, said) = fail(bogus("run quarters"));
        let words = format!("WAYLAND_DISPLAY '{name}' does not answer");
        assert!(said.contains(&words), "{said}");
    }
}

/// A sound file with one tone.
fn tone(place: &Place, name: &str, rate: u32, seconds: f64) {
    let mut command = Command::new("ffmpeg");
    command.args(["-v", "error", "-y", "-f", "lavfi", "-i"]);
    command.arg(format!(
        "sine=frequency=440:sample_rate={rate}:duration={seconds}"
    ));
    command.arg(place.file(name));
    succeed(command);
}
