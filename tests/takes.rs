//! What was played in the window, played again: a real window under Xvfb, mouse and keys by xdotool, and what is made
//! again compared with what was recorded, picture by picture.

mod common;

use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use common::sandbox::Sandbox;
use common::*;

/// Turns of a snake that goes round, for ten seconds.
const TEN_SECONDS: [&str; 40] = {
    let round = ["Up", "Left", "Down", "Right"];
    let mut turns = [""; 40];
    let mut turn = 0;
    while turn < turns.len() {
        turns[turn] = round[turn % round.len()];
        turn += 1;
    }
    turns
};

/// Presses each key, and plays a little.
fn play(sandbox: &Sandbox, keys: &[&str]) {
    for key in keys {
        sandbox.key(key);
        thread::sleep(Duration::from_millis(250));
    }
}

/// Records while that is done.
fn recorded(sandbox: &Sandbox, key: &str, number: usize, play: impl FnOnce()) -> PathBuf {
    sandbox.record(key);
    play();
    sandbox.key(key);
    sandbox.wait_for_recording(number)
}

fn export_like(place: &Place, movie: &Path, args: &str) {
    let mut command = place.kinora(&format!("export --quiet {args} --like"));
    command.arg(movie);
    succeed(command);
}

#[test]
fn a_played_game_is_exported_again_to_the_last_pixel() {
    let small = "run snake --size 320x320 --format mkv --codec ffv1";
    let mut sandbox = Sandbox::open(|place| place.kinora(small));
    play(&sandbox, &["Down", "Left"]);
    let movie = recorded(&sandbox, "ctrl+shift+r", 1, || {
        play(&sandbox, &TEN_SECONDS);
    });
    let place = &sandbox.place;
    export_like(place, &movie, "--codec ffv1 -o again.mkv");
    let old = framemd5(&movie);
    assert_eq!(old, framemd5(&place.file("again.mkv")));
    let frames = old.lines().filter(|line| !line.starts_with('#')).count();
    assert!(frames > 200, "{frames}");
    // What is said besides counts instead.
    export_like(
        place,
        &movie,
        "--codec ffv1 --frames 100 -o other.mkv --set speed=20",
    );
    assert_ne!(framemd5(&movie), framemd5(&place.file("other.mkv")));
    // As a test of the game, which another play of it does not pass.
    let mut check = place.kinora("check");
    check.arg(&movie);
    let said = stdout(&succeed(check));
    assert!(said.contains("pictures as they were"), "{said}");
    // From the take alone, with four times the pixels.
    let mut take = place.kinora("take -o play.take");
    take.arg(&movie);
    let said = stdout(&succeed(take));
    assert!(said.contains("frames of snake"), "{said}");
    export_like(
        place,
        &place.file("play.take"),
        "--codec ffv1 --scale 2 --frames 100 --verify -o large.mkv",
    );
    let (small, large) = (pictures(&movie), pictures(&place.file("large.mkv")));
    assert_eq!((small.len(), large.len()), (frames, 100));
    for (small, large) in small.iter().zip(&large).step_by(20) {
        let off = small.off(&large.halved());
        assert!(off < 2.0, "{off}");
    }
    sandbox.close_button();
    sandbox.closed();
}

#[test]
fn a_live_recording_is_made_again_with_every_frame_that_was_drawn() {
    let mut sandbox = Sandbox::open(|place| place.kinora("run snake --size 320x320"));
    let movie = recorded(&sandbox, "ctrl+r", 1, || play(&sandbox, &TEN_SECONDS));
    let place = &sandbox.place;
    let mut take = place.kinora("take --json -o play.take");
    take.arg(&movie);
    let said: serde_json::Value = serde_json::from_slice(&succeed(take).stdout).unwrap();
    export_like(place, &movie, "-o again.mp4");
    let again = place.file("again.mp4");
    // Each picture is that of the recording, or of the one before or after it.
    let (old, new) = (pictures(&movie), pictures(&again));
    assert_eq!(old.len(), new.len(), "{said}");
    let mut off: Vec<f64> = (2..old.len() - 2)
        .step_by(10)
        .map(|at| {
            let near = old[at - 2..=at + 2].iter().map(|old| old.off(&new[at]));
            near.fold(f64::MAX, f64::min)
        })
        .collect();
    off.sort_by(f64::total_cmp);
    assert!(off[off.len() * 3 / 4] < 1.5, "{off:?}");
    // A picture of it, and a sheet.
    let mut still = place.kinora("still -o play.png --like");
    still.arg(&movie);
    succeed(still);
    let mut sheet = place.kinora("sheet --columns 2 --rows 2 -o sheet.png --like play.take");
    sheet.current_dir(place.path());
    succeed(sheet);
    // Between those that were drawn there are none.
    let mut blurred = place.kinora("export --motion-blur 4 -o blurred.mp4 --like");
    blurred.arg(&movie);
    let (code, said) = fail(blurred);
    assert_eq!(code, 2);
    assert!(said.contains("--motion-blur"), "{said}");
    sandbox.close_button();
    sandbox.closed();
}

#[test]
fn what_was_drawn_with_the_mouse_is_there_again_after_going_back() {
    let mut sandbox = Sandbox::open(|place| place.kinora("run paint"));
    sandbox.drag((150, 200), (320, 260));
    let still = sandbox.stills();
    assert!(still.is_empty());
    sandbox.key("space");
    let drawn = sandbox.screen();
    // Back and on again: the stroke is played again.
    for _ in 0..3 {
        sandbox.key("Left");
    }
    for _ in 0..3 {
        sandbox.key("Right");
    }
    let mut off = f64::MAX;
    until("the stroke is there", || {
        off = sandbox
            .screen()
            .corner(500, 500)
            .off(&drawn.corner(500, 500));
        off < 0.5
    });
    sandbox.close_button();
    sandbox.closed();
}

#[test]
fn whoever_goes_back_and_on_from_there_drops_what_came_after() {
    let mut sandbox = Sandbox::open(|place| place.kinora("run paint"));
    let corner = |sandbox: &Sandbox| sandbox.screen().corner(500, 560);
    sandbox.drag((150, 200), (320, 260));
    sandbox.key("space");
    let first = corner(&sandbox);
    sandbox.key("space");
    thread::sleep(Duration::from_secs(2));
    sandbox.drag((150, 400), (320, 460));
    sandbox.key("space");
    assert!(corner(&sandbox).off(&first) > 0.5, "there are two strokes");
    // Two seconds of its 30 frames.
    let back = sandbox.xdotool(&["key", "--repeat", "60", "--delay", "20", "Left"]);
    assert!(back.status.success());
    until("only the first is there", || {
        corner(&sandbox).off(&first) < 0.1
    });
    sandbox.key("space");
    sandbox.drag((350, 300), (420, 360));
    sandbox.key("space");
    let both = corner(&sandbox);
    assert!(both.off(&first) > 0.3, "the third is there");
    assert_eq!(both.at(200, 416), first.at(200, 416), "the second is not");
    // The still knows how that came about.
    sandbox.key("s");
    until("there is a still", || sandbox.stills().len() == 1);
    let still = sandbox.stills().remove(0);
    let mut again = sandbox.place.kinora("still -o again.png --like");
    again.arg(&still);
    succeed(again);
    let again = sandbox.place.file("again.png");
    assert_eq!(pictures(&still)[0].off(&pictures(&again)[0]), 0.0);
    sandbox.close_button();
    sandbox.closed();
}

#[test]
fn a_recording_that_begins_while_time_stands_holds_its_first_picture() {
    let mut sandbox = Sandbox::open(|place| place.kinora("run snake --format mkv --codec ffv1"));
    play(&sandbox, &["Down", "Left"]);
    sandbox.key("ctrl+space");
    let movie = recorded(&sandbox, "ctrl+r", 1, || {
        thread::sleep(Duration::from_millis(1200));
        sandbox.key("ctrl+space");
        play(&sandbox, &["Up", "Right", "Up"]);
        sandbox.key("ctrl+space");
        thread::sleep(Duration::from_millis(700));
    });
    let place = &sandbox.place;
    export_like(place, &movie, "--codec ffv1 -o again.mkv");
    let (old, new) = (framemd5(&movie), framemd5(&place.file("again.mkv")));
    let hashes = |md5: &str| -> Vec<String> {
        let frames = md5.lines().filter(|line| !line.starts_with('#'));
        let hash = |line: &str| line.rsplit_once(' ').unwrap().1.to_owned();
        frames.map(hash).collect()
    };
    let (old, new) = (hashes(&old), hashes(&new));
    assert_eq!(old.len(), new.len());
    assert_eq!(old[..60], new[..60], "what was shown before it went on");
    assert_eq!(old.last(), new.last(), "and after it stopped");
    sandbox.close_button();
    sandbox.closed();
}

#[test]
fn a_recording_that_is_killed_leaves_what_was_played() {
    let mut sandbox = Sandbox::open(|place| place.kinora("run snake --size 320x320"));
    sandbox.record("ctrl+r");
    play(&sandbox, &["Down", "Left", "Down", "Right", "Up", "Left"]);
    let partial = sandbox.partial();
    sandbox.kinora.kill().unwrap();
    sandbox.kinora.wait().unwrap();
    let place = &sandbox.place;
    let length = duration(&partial);
    let mut recover = place.kinora("recover");
    recover.arg(&partial);
    succeed(recover);
    let movie = sandbox.recordings().pop().unwrap();
    let mut take = place.kinora("take --json -o play.take");
    take.arg(&movie);
    let said: serde_json::Value = serde_json::from_slice(&succeed(take).stdout).unwrap();
    let seconds = said["seconds"].as_f64().unwrap();
    assert!(seconds > length - 1.0, "{said} {length}");
    assert_eq!(listing(&place.file("recordings")).len(), 1);
}

#[test]
fn what_is_no_take_is_said() {
    let place = Place::new();
    succeed(place.kinora("export pulse --frames 2 -o pulse.mp4"));
    let (_, said) = fail(place.kinora("take pulse.mp4"));
    assert!(said.contains("'pulse.mp4' carries no take"), "{said}");
    let (code, said) = fail(place.kinora("check pulse.mp4"));
    assert_eq!(code, 1);
    assert!(said.contains("'pulse.mp4' carries no take"), "{said}");
    let broken = r#"{"kinora":"0.1.0","sketch":"pulse","seed":1,"width":64,"height":48,"scale":1.0,"fps":10.0,"time":0.0,"take":"AAAA"}"#;
    std::fs::write(place.file("a.take"), broken).unwrap();
    let (code, said) = fail(place.kinora("export --like a.take"));
    assert_eq!(code, 1);
    assert!(said.contains("the take in 'a.take' is none"), "{said}");
    std::fs::write(place.file("a.take"), "{").unwrap();
    let (_, said) = fail(place.kinora("export --like a.take"));
    assert!(said.contains("'a.take' carries no recipe"), "{said}");
}

#[test]
fn what_just_happened_is_kept_although_nobody_recorded() {
    let mut sandbox = Sandbox::open(|place| place.kinora("run snake --size 320x320"));
    play(&sandbox, &["Down", "Left", "Down", "Right", "Up", "Left"]);
    sandbox.key("ctrl+k");
    let movie = sandbox.wait_for_recording(1);
    assert!(duration(&movie) > 1.0);
    assert_eq!(probe(&movie)["streams"][0]["r_frame_rate"], "60/1");
    until("nothing else is left", || {
        listing(&sandbox.place.file("recordings")).len() == 1
    });
    sandbox.close_button();
    sandbox.closed();
}

#[test]
fn a_slider_that_was_moved_is_moved_again() {
    let mut sandbox = Sandbox::open(|place| place.cards("run knobs --format mkv --codec ffv1"));
    // What is done before the recording begins counts too.
    sandbox.drag((496, 142), (600, 142));
    let movie = recorded(&sandbox, "shift+r", 1, || {
        sandbox.drag((600, 142), (687, 142));
        sandbox.click(495, 220);
        sandbox.drag((687, 142), (520, 142));
    });
    let mut again = sandbox
        .place
        .cards("export --codec ffv1 -o again.mkv --like");
    again.arg(&movie);
    succeed(again);
    let old = framemd5(&movie);
    assert_eq!(old, framemd5(&sandbox.place.file("again.mkv")));
    let mut check = sandbox.place.cards("check --json");
    check.arg(&movie);
    let said: serde_json::Value = serde_json::from_slice(&succeed(check).stdout).unwrap();
    assert!(said["pictures"].as_u64() > Some(0), "{said}");
    let kinds: std::collections::HashSet<_> = old
        .lines()
        .filter_map(|line| line.rsplit_once(", "))
        .map(|(_, hash)| hash.to_owned())
        .collect();
    assert!(kinds.len() > 3, "{old}");
    sandbox.key("Escape");
    sandbox.closed();
}

/// A macroquad program of the corpus in its window, played before and during a locked recording, and exported again.
fn program_again(name: &str, title: &str, play: impl Fn(&Sandbox)) {
    let sandbox = Sandbox::open_program(title, |place| {
        let link = place.file(name);
        std::os::unix::fs::symlink(built("corpus-kinora"), &link).unwrap();
        place.program(&link, "run --format mkv --codec ffv1")
    });
    play(&sandbox);
    let movie = recorded(&sandbox, "ctrl+shift+r", 1, || play(&sandbox));
    let place = &sandbox.place;
    let mut again = place.program(&place.file(name), "export --codec ffv1 -o again.mkv --like");
    again.arg(&movie);
    succeed(again);
    let (old, new) = (framemd5(&movie), framemd5(&place.file("again.mkv")));
    let (old, new): (Vec<_>, Vec<_>) = (old.lines().collect(), new.lines().collect());
    let differs = old.iter().zip(&new).position(|(old, new)| old != new);
    assert_eq!(differs, None, "{name}: {} frames", old.len());
    assert_eq!(old.len(), new.len(), "{name}");
}

#[test]
fn programs_that_are_played_by_keys_are_the_same_again() {
    for (name, title) in [
        ("asteroids", "Asteroids"),
        ("pong", "Pong"),
        ("keys", "Keys"),
    ] {
        program_again(name, title, |sandbox| {
            play(sandbox, &["Up", "Left", "space", "w", "Right"]);
        });
    }
}

#[test]
fn a_program_that_seeds_from_the_clock_is_the_same_again() {
    program_again("fireworks", "Fireworks", |_| {
        thread::sleep(Duration::from_millis(800));
    });
}

#[test]
fn programs_that_are_played_by_mouse_are_the_same_again() {
    program_again("breakout", "Breakout", |sandbox| {
        sandbox.click(200, 300);
        sandbox.drag((200, 300), (420, 380));
        sandbox.wheel((300, 300), 2);
    });
}

#[test]
fn programs_that_are_played_by_ui_are_the_same_again() {
    program_again("menu", "Menu", |sandbox| {
        // Its slider, its check box, its name.
        sandbox.drag((120, 145), (200, 145));
        sandbox.click(90, 185);
        sandbox.click(150, 122);
        sandbox.type_text("ab");
    });
}

#[test]
fn who_subscribes_to_events_hears_them_again() {
    let mut sandbox = Sandbox::open_program("a game", |place| {
        place.game("subscriber", "run --format mkv --codec ffv1")
    });
    let movie = recorded(&sandbox, "ctrl+shift+r", 1, || {
        for place in [(200, 150), (300, 200), (100, 80)] {
            sandbox.click(place.0, place.1);
            sandbox.key("a");
        }
    });
    let mut again = sandbox
        .place
        .game("subscriber", "export --codec ffv1 -o again.mkv --like");
    again.arg(&movie);
    let said = stderr(&succeed(again));
    assert_eq!(said.matches("A down").count(), 3, "{said}");
    let again = sandbox.place.file("again.mkv");
    assert_eq!(framemd5(&movie), framemd5(&again));
    let last = pictures(&again).pop().unwrap();
    assert_near(last.at(110, 30), [230, 41, 55], 1);
    sandbox.close_button();
    sandbox.closed();
}

#[test]
fn a_program_in_a_letterbox_whose_window_is_resized_is_the_same_again() {
    program_again("letterbox", "Letterbox", |sandbox| {
        // In the middle of a recording, too: its canvas stays what it is.
        sandbox.resize(700, 400);
        play(sandbox, &["Left", "space"]);
        sandbox.resize(640, 500);
        play(sandbox, &["Right", "space"]);
    });
}

#[test]
fn a_replay_that_is_not_the_play_is_told() {
    let mut sandbox = Sandbox::open(|place| place.cards("run unequal --format mkv"));
    let movie = recorded(&sandbox, "r", 1, || {
        thread::sleep(Duration::from_millis(1500))
    });
    let place = &sandbox.place;
    let mut check = place.cards("check");
    check.arg(&movie);
    let (code, said) = fail(check);
    assert_eq!(code, 1);
    assert!(said.contains("is not played as it was: at "), "{said}");
    let mut again = place.cards("export -o again.mkv --like");
    again.arg(&movie);
    let said = stderr(&succeed(again));
    assert!(
        said.contains("warning: '") && said.contains("is not played as it was"),
        "{said}"
    );
    // Who wants to be sure has it compared, also where it has another size.
    for scale in ["1", "2"] {
        let mut again = place.cards("export --verify --scale");
        again.args([scale, "-o", "again.mkv", "--force", "--like"]);
        let (code, said) = fail({
            again.arg(&movie);
            again
        });
        assert_eq!(code, 1);
        assert!(
            said.contains("error: '") && said.contains("is not played as it was: at "),
            "{said}"
        );
    }
    sandbox.key("Escape");
    sandbox.closed();
}

#[test]
fn a_take_plays_in_the_window_until_somebody_takes_over() {
    let mut sandbox = Sandbox::open(|place| place.kinora("run paint"));
    sandbox.drag((150, 200), (320, 260));
    sandbox.key("s");
    until("there is a still", || sandbox.stills().len() == 1);
    let still = sandbox.stills().pop().unwrap();
    let drawn = sandbox.screen().corner(500, 500);
    sandbox = sandbox.reopen(|place| {
        let mut command = place.kinora("run --like");
        command.arg(&still);
        command
    });
    // Nobody paints, and the same stroke comes.
    until("the stroke is there", || {
        sandbox.screen().corner(500, 500).off(&drawn) < 0.5
    });
    // One more stroke is added to it by hand.
    sandbox.drag((150, 400), (320, 460));
    let both = sandbox.screen().corner(500, 500);
    assert!(both.off(&drawn) > 1.0);
    assert_eq!(both.at(200, 216), drawn.at(200, 216));
    sandbox.key("Escape");
    sandbox.closed();
}
