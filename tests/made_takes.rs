//! Takes that no window has made: fingers, moments and lengths that are known to the last bit.

mod common;

use std::fs;

use common::taken::{self, frame};
use common::*;
use kinora_core::stage::Input;
use kinora_core::stage::take::Frame;
use macroquad::input::{Touch, TouchPhase};
use macroquad::math::vec2;

/// Frames up to the one in which the card panics.
const PANICS: u64 = 21;

fn write(
    place: &Place,
    sketch: &str,
    size: (u32, u32),
    fps: f64,
    frames: impl IntoIterator<Item = Frame>,
) {
    let text = taken::text(sketch, &taken::take(size, fps, frames));
    fs::write(place.file("a.take"), text).unwrap();
}

#[test]
fn fingers_touch_again_where_they_did() {
    let place = Place::new();
    let frames = (0..4).map(|index| {
        let touch = |id: u64| Touch {
            id,
            phase: TouchPhase::Moved,
            position: vec2(100.0 * index as f32, 20.0),
        };
        let input = Input {
            touches: (0..index).map(touch).collect(),
            ..Input::default()
        };
        Frame {
            input,
            ..frame(index, 10.0)
        }
    });
    write(&place, "fingers", (320, 80), 10.0, frames);
    succeed(place.cards("export --like a.take --codec ffv1 -o a.mkv"));
    let seen: Vec<_> = pictures(&place.file("a.mkv"))
        .iter()
        .map(Picture::bars)
        .collect();
    let want = [0, 1 << 12 | 100, 2 << 12 | 200, 3 << 12 | 300];
    assert_eq!(seen, want);
}

#[test]
fn what_depends_on_time_alone_is_blurred_between_the_frames_that_were_drawn() {
    let place = Place::new();
    let frames = (0..30).map(|index| frame(index, 3.0));
    write(&place, "lissajous", (180, 180), 3.0, frames);
    let (blur, sketch) = (
        "--motion-blur 4 --shutter 360",
        "lissajous --size 180x180 --fps 3",
    );
    let export = |what: &str, name: &str| {
        succeed(place.kinora(&format!("export {what} --codec ffv1 -o {name}")));
    };
    export(&format!("--like a.take {blur}"), "again.mkv");
    export(&format!("{sketch} {blur}"), "anew.mkv");
    export(sketch, "plain.mkv");
    let md5 = |name: &str| framemd5(&place.file(name));
    assert_eq!(md5("again.mkv"), md5("anew.mkv"));
    assert_ne!(md5("again.mkv"), md5("plain.mkv"));
    // Where a frame is several pictures, each of them is as bright.
    export(&format!("--like a.take --fps 9 {blur}"), "often.mkv");
    let (thrice, once) = (
        pictures(&place.file("often.mkv")),
        pictures(&place.file("again.mkv")),
    );
    assert_eq!(thrice.len(), 3 * once.len() - 2);
    let black = Picture::new(180, 180, vec![0; 180 * 180 * 3]);
    for (at, picture) in thrice.iter().enumerate() {
        let light = picture.off(&black) / once[(at + 1) / 3].off(&black);
        assert!((0.9..1.1).contains(&light), "{at}: {light}");
    }
    // A still is blurred, too.
    succeed(place.kinora(&format!("still --like a.take {blur} --at 4 -o again.png")));
    succeed(place.kinora(&format!("still {sketch} {blur} --at 4 -o anew.png")));
    let picture = |name: &str| pictures(&place.file(name)).remove(0);
    assert_eq!(picture("again.png").off(&picture("anew.png")), 0.0);
}

#[test]
fn what_is_made_like_a_take_carries_it() {
    let place = Place::new();
    let frames = (0..20).map(|index| {
        let mut frame = frame(index, 10.0);
        frame.input.touches = vec![Touch {
            id: 7,
            phase: TouchPhase::Moved,
            position: vec2(10.0 * index as f32, 20.0),
        }];
        frame
    });
    write(&place, "fingers", (320, 80), 10.0, frames);
    let seen = |args: &str, name: &str| -> Vec<u32> {
        succeed(place.cards(&format!("export --codec ffv1 --like {args} -o {name}")));
        let pictures = pictures(&place.file(name));
        pictures
            .iter()
            .map(|picture| picture.bars() & 0xfff)
            .collect()
    };
    let want: Vec<u32> = (5..15).map(|index| 10 * index).collect();
    assert_eq!(seen("a.take --from 0.5 --frames 10", "part.mkv"), want);
    assert_eq!(seen("part.mkv", "again.mkv"), want);
    assert_eq!(seen("part.mkv --from 0.3 --frames 2", "less.mkv"), [80, 90]);
    assert_eq!(seen("less.mkv", "same.mkv"), [80, 90]);
    // A picture of it, too.
    succeed(place.cards("still --like part.mkv --at 1.2 -o a.png"));
    succeed(place.cards("still --like a.png -o b.png"));
    let bars = |name: &str| pictures(&place.file(name))[0].bars() & 0xfff;
    assert_eq!((bars("a.png"), bars("b.png")), (120, 120));
}

/// A take that is longer than a pipe, and than QuickTime's own tags.
#[test]
fn a_long_take_goes_into_what_is_made_like_it() {
    let place = Place::new();
    let fps = 60.0;
    let frames = (0..12_000).map(|index: u64| {
        let mut frame = frame(index, fps);
        // Nowhere the same, as a hand is.
        let noise = |salt: u64| (index.wrapping_mul(6364136223846793005 + salt) >> 40) as f32 / 1e5;
        frame.input.touches = vec![Touch {
            id: 7,
            phase: TouchPhase::Moved,
            position: vec2((index % 300) as f32 + noise(0).fract(), noise(2)),
        }];
        frame
    });
    write(&place, "fingers", (320, 80), fps, frames);
    let size = fs::metadata(place.file("a.take")).unwrap().len();
    assert!(size > 100_000, "{size}");
    for movie in ["a.mp4", "a.mov", "a.mkv"] {
        let args = format!("export --like a.take --from 199 --frames 999 -o {movie}");
        succeed(place.cards(&args));
        assert_eq!(pictures(&place.file(movie)).len(), 60, "what is left");
        succeed(place.cards(&format!(
            "export --like {movie} --codec ffv1 -o again.mkv --force"
        )));
        let again = pictures(&place.file("again.mkv"));
        assert_eq!(again.len(), 60);
        assert_eq!(again[0].bars() & 0xfff, 199 * 60 % 300, "{movie}");
    }
    // Half a second of the last one.
    succeed(place.cards("export --like a.mp4 --from 0.5 --duration 0.25 -o less.mp4"));
    assert_eq!(pictures(&place.file("less.mp4")).len(), 15);
}

#[test]
fn a_play_that_ended_in_a_panic_is_played_up_to_there() {
    let place = Place::new();
    let frames = (0..PANICS).map(|index| frame(index, 10.0));
    write(&place, "panics", (640, 480), 10.0, frames);
    let said = stderr(&succeed(place.cards("export --like a.take -o a.mp4")));
    assert!(said.contains("warning: sketch 'panics' panicked"), "{said}");
    let made = pictures(&place.file("a.mp4")).len() as u64;
    assert_eq!(made, PANICS - 1);
    // One that panics before its end is another.
    let frames = (0..PANICS + 5).map(|index| frame(index, 10.0));
    write(&place, "panics", (640, 480), 10.0, frames);
    let (code, said) = fail(place.cards("export --like a.take -o b.mp4"));
    assert_eq!(code, 1);
    assert!(said.contains("error: sketch 'panics' panicked"), "{said}");
}

#[test]
fn a_sketch_that_returned_is_not_waited_for() {
    let place = Place::new();
    let frames = (0..50).map(|index| frame(index, 10.0));
    write(&place, "ends", (64, 48), 10.0, frames);
    let said = stderr(&succeed(place.cards("export --like a.take -o a.mp4")));
    assert_eq!(pictures(&place.file("a.mp4")).len(), 5, "{said}");
    // Nor through a thousand hours.
    succeed(place.cards("export ends --duration 3600000 -o b.mp4"));
    assert_eq!(pictures(&place.file("b.mp4")).len(), 5);
}
