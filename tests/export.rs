//! What an export promises, asked of the file it makes.

mod common;

use common::*;
use serde_json::{Value, json};

const RED: [u8; 3] = [255, 0, 0];
const GREEN: [u8; 3] = [0, 255, 0];
const BLUE: [u8; 3] = [0, 0, 255];
const WHITE: [u8; 3] = [255, 255, 255];
const BLACK: [u8; 3] = [0, 0, 0];

#[test]
fn pulse_is_the_movie_it_says_it_is() {
    let place = Place::new();
    let output = succeed(place.kinora("export pulse -o pulse.mp4"));
    let line = stdout(&output);
    assert_eq!(line.lines().count(), 1, "{line}");
    for part in [
        "pulse.mp4",
        "100 frames",
        "640×480",
        "5.000 s",
        "KiB",
        "frames/s",
    ] {
        assert!(line.contains(part), "{line}");
    }
    assert_eq!(stderr(&output), "", "no bar where there is no terminal");
    assert_eq!(place.listing(), ["pulse.mp4"]);

    let movie = place.file("pulse.mp4");
    let probed = probe(&movie);
    let stream = &probed["streams"][0];
    for (field, value) in [
        ("codec_name", json!("h264")),
        ("width", json!(640)),
        ("height", json!(480)),
        ("pix_fmt", json!("yuv420p")),
        ("r_frame_rate", json!("20/1")),
        ("nb_read_frames", json!("100")),
        ("color_space", json!("bt709")),
        ("color_primaries", json!("bt709")),
        ("color_transfer", json!("iec61966-2-1")),
        ("color_range", json!("tv")),
    ] {
        assert_eq!(stream[field], value, "{field}");
    }
    assert_eq!(probed["format"]["duration"], "5.000000");

    for picture in pictures(&movie) {
        assert_near(picture.at(320, 240), GREEN, 3);
        for (x, y) in [(0, 0), (639, 0), (0, 479), (639, 479)] {
            assert_near(picture.at(x, y), WHITE, 3);
        }
    }
}

#[test]
fn pulse_breathes_once_a_second() {
    let place = Place::new();
    succeed(place.kinora("export pulse -o pulse.mp4 --duration 1"));
    let pictures = pictures(&place.file("pulse.mp4"));
    for (index, picture) in pictures.iter().enumerate() {
        let time = index as f64 / 20.0;
        let radius = 220.0 + 20.0 * (std::f64::consts::TAU * time).sin();
        let is_green = |x: &usize| picture.at(*x, 240)[0] < 128;
        let green = (0..640).filter(is_green).count() as f64;
        assert!(
            (green / 2.0 - radius).abs() <= 1.0,
            "frame {index}: {green} green, radius {radius}"
        );
    }
}

#[test]
fn noise_is_the_same_frame_by_frame_every_time() {
    let place = Place::new();
    for name in ["a.mp4", "b.mp4", "c.mp4 --seed 7"] {
        succeed(place.kinora(&format!("export noise --preset ultrafast -o {name}")));
    }
    let [a, b, c] = ["a.mp4", "b.mp4", "c.mp4"].map(|name| framemd5(&place.file(name)));
    assert_eq!(a, b);
    assert_ne!(a, c, "another seed, other noise");

    let sums: Vec<_> = a
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split(',').nth(5))
        .collect();
    assert_eq!(sums.len(), 100);
    let distinct: std::collections::HashSet<_> = sums.iter().collect();
    assert_eq!(distinct.len(), 100, "every frame is another");
}

#[test]
fn a_picture_is_the_right_way_up_however_it_is_drawn() {
    let place = Place::new();
    for card in [
        "quarters",
        "camera",
        "target",
        "quarters --scale 2.5",
        "quarters --size 65x49",
    ] {
        succeed(place.cards(&format!("export {card} -o card.mp4 --force")));
        let pictures = pictures(&place.file("card.mp4"));
        assert_eq!(pictures.len(), 3, "{card}");
        for picture in pictures {
            assert_near(picture.at_share(0.25, 0.25), RED, 4);
            assert_near(picture.at_share(0.75, 0.25), GREEN, 4);
            assert_near(picture.at_share(0.25, 0.75), BLUE, 4);
            assert_near(picture.at_share(0.75, 0.75), WHITE, 4);
        }
    }
}

#[test]
fn an_odd_size_becomes_even_by_repeating_the_last_column_and_row() {
    let place = Place::new();
    succeed(place.cards("export quarters --size 65x49 -o odd.mp4"));
    let picture = &pictures(&place.file("odd.mp4"))[0];
    assert_eq!((picture.width, picture.height), (66, 50));
    assert_near(picture.at(65, 10), GREEN, 4);
    assert_near(picture.at(10, 49), BLUE, 4);
    assert_near(picture.at(65, 49), WHITE, 4);
}

#[test]
fn scale_gives_the_same_composition_more_pixels() {
    let place = Place::new();
    succeed(place.cards("export quarters --scale 2.5 -o big.mp4"));
    let picture = &pictures(&place.file("big.mp4"))[0];
    assert_eq!((picture.width, picture.height), (160, 120));
}

#[test]
fn what_is_near_hides_what_is_far() {
    let place = Place::new();
    succeed(place.cards("export depth -o depth.mp4"));
    for picture in pictures(&place.file("depth.mp4")) {
        for x in [24, 72] {
            let near = picture.at(x, 24);
            assert!(near[0] > 200 && near[1] < 100, "red is in front: {near:?}");
            let far = picture.at(x, 17);
            assert!(far[1] > 180 && far[0] < 100, "green is behind: {far:?}");
        }
        assert_near(picture.at(48, 2), BLACK, 8);
    }
}

#[test]
fn every_frame_is_there_once_and_in_order() {
    let place = Place::new();
    succeed(place.cards("export counter -o counter.mp4 --duration 2"));
    assert_eq!(numbers(&place, "counter.mp4"), (0..60).collect::<Vec<_>>());
    succeed(place.cards("export counter -o part.mp4 --from 0.5 --frames 10"));
    assert_eq!(numbers(&place, "part.mp4"), (15..25).collect::<Vec<_>>());
}

/// What the `counter` card painted into each frame.
fn numbers(place: &Place, name: &str) -> Vec<u32> {
    pictures(&place.file(name))
        .iter()
        .map(|picture| {
            (0..16).fold(0, |bits, bar| {
                bits << 1 | u32::from(picture.at(bar * 8 + 4, 16)[0] > 128)
            })
        })
        .collect()
}

#[test]
fn while_exporting_time_is_the_frame_and_nothing_is_pressed() {
    let place = Place::new();
    succeed(place.cards("export names -o names.mp4"));
    let pictures = pictures(&place.file("names.mp4"));
    assert_eq!(pictures.len(), 10);
    for picture in pictures {
        assert_near(picture.at(32, 24), WHITE, 3);
    }
}

#[test]
fn a_sketch_that_returns_ends_its_movie() {
    let place = Place::new();
    let output = succeed(place.cards("export ends -o ends.mp4"));
    assert!(stdout(&output).contains("5 frames"));
    assert_eq!(pictures(&place.file("ends.mp4")).len(), 5);
}

#[test]
fn the_report_is_one_json_object_when_asked_for() {
    let place = Place::new();
    let output = succeed(place.cards("export quarters -o card.mp4 --json"));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["frames"], 3);
    assert_eq!(report["path"], "card.mp4");
    assert_eq!(
        report["bytes"],
        std::fs::metadata(place.file("card.mp4")).unwrap().len()
    );
    let quiet = succeed(place.cards("export quarters -o quiet.mp4 --quiet"));
    assert!(quiet.stdout.is_empty() && quiet.stderr.is_empty());
}

#[test]
fn a_default_name_takes_the_next_free_number() {
    let place = Place::new();
    for _ in 0..3 {
        succeed(place.cards("export quarters"));
    }
    assert_eq!(
        place.listing(),
        ["quarters-2.mp4", "quarters-3.mp4", "quarters.mp4"]
    );
}

#[test]
fn the_sketches_are_listed_with_what_they_show() {
    let place = Place::new();
    let list = stdout(&succeed(place.kinora("list")));
    let about = |line: &str| {
        line.split_once(' ')
            .map(|(_, about)| about.trim().to_owned())
    };
    let first = list.lines().next().unwrap();
    assert!(first.starts_with("pulse "), "{list}");
    assert_eq!(
        about(first).unwrap(),
        "A green circle that breathes once a second."
    );
    assert!(list.lines().count() >= 20 && list.lines().all(|line| about(line).is_some()));
    let json: Value = serde_json::from_slice(&succeed(place.kinora("list --json")).stdout).unwrap();
    assert_eq!(json[1]["name"], "noise");
    assert_eq!(json[1]["width"], 640);
}

#[test]
fn a_terminal_gets_a_progress_bar() {
    let place = Place::new();
    let mut command = place.kinora("");
    let kinora = command.get_program().to_string_lossy().into_owned();
    command = {
        let mut script = std::process::Command::new("script");
        script.args([
            "-qec",
            &format!("{kinora} export noise -o noise.mp4"),
            "/dev/null",
        ]);
        script
            .current_dir(place.path())
            .env_remove("DISPLAY")
            .env("TERM", "xterm");
        script
    };
    let shown = stdout(&succeed(command));
    assert!(
        shown.contains("/100 frames") && shown.contains("left"),
        "{shown}"
    );
    assert!(shown.trim_end().ends_with("frames/s"), "{shown}");
}

/// Memory does not grow with the length of a movie.
#[test]
fn a_minute_takes_no_more_memory_than_five_seconds() {
    let place = Place::new();
    let peak = |seconds: u32| {
        let args = format!("export pulse --preset ultrafast --duration {seconds} -o {seconds}.mp4");
        let mut child = place.kinora(&args).spawn().unwrap();
        let status = format!("/proc/{}/status", child.id());
        let mut peak = 0;
        while child.try_wait().unwrap().is_none() {
            let now = std::fs::read_to_string(&status).unwrap_or_default();
            let line = now.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            let kib = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<u64>().ok());
            peak = peak.max(kib.unwrap_or_default());
            std::thread::sleep(std::time::Duration::from_millis(2));
        }
        assert!(child.wait().unwrap().success());
        peak
    };
    let (short, long) = (peak(5), peak(60));
    assert!(short > 10_000, "{short} KiB are no process");
    assert!(
        long as f64 <= 1.1 * short as f64,
        "{long} KiB for a minute, {short} KiB for 5 s"
    );
}
