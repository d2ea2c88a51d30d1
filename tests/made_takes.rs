//! Takes that no window has made: fingers, moments and lengths that are known to the last bit.

mod common;

use std::fs;

use common::taken::{self, frame};
use common::*;
use kinora_core::stage::Input;
use kinora_core::stage::take::Frame;
use macroquad::input::{Touch, TouchPhase};
use macroquad::math::vec2;

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
    let frames = (0..20).map(|index| frame(index, 30.0));
    write(&place, "lissajous", (180, 180), 30.0, frames);
    let (blur, sketch) = ("--motion-blur 4 --shutter 360", "lissajous --size 180x180");
    let export = |what: &str, name: &str| {
        succeed(place.kinora(&format!("export {what} --codec ffv1 -o {name}")));
    };
    export(&format!("--like a.take {blur}"), "again.mkv");
    export(
        &format!("{sketch} --duration 10 --frames 20 {blur}"),
        "anew.mkv",
    );
    export(&format!("{sketch} --duration 10 --frames 20"), "plain.mkv");
    let md5 = |name: &str| framemd5(&place.file(name));
    assert_eq!(md5("again.mkv"), md5("anew.mkv"));
    assert_ne!(md5("again.mkv"), md5("plain.mkv"));
    // A still is blurred, too.
    succeed(place.kinora(&format!("still --like a.take {blur} --at 0.4 -o again.png")));
    succeed(place.kinora(&format!("still {sketch} {blur} --at 0.4 -o anew.png")));
    let picture = |name: &str| pictures(&place.file(name)).remove(0);
    assert_eq!(picture("again.png").off(&picture("anew.png")), 0.0);
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
