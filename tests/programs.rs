//! A macroquad program that names kinora: its window, its keys, its ends, its movie.

mod common;

use std::thread;
use std::time::Duration;

use common::game::*;
use common::sandbox::Sandbox;
use common::*;

#[test]
fn a_program_has_its_window_and_all_its_keys() {
    let mut sandbox = open("play");
    wait_for(&sandbox, "the lower right corner", (395, 295), YELLOW);
    wait_for(&sandbox, "the mouse", (300, 150), WHITE);
    let beside = sandbox.screen_at(420, 20);
    assert_eq!(beside, [0, 0, 0], "the window is as large as it asked for");

    sandbox.key("r");
    wait_for(&sandbox, "R is the program's", (25, 25), RED);
    sandbox.xdotool(&["keydown", "Escape"]);
    wait_for(&sandbox, "Escape is the program's", (25, 65), GREEN);
    sandbox.xdotool(&["keyup", "Escape"]);
    assert!(!sandbox.place.file("recordings").exists());
    sandbox.key("ctrl+Escape");
    sandbox.closed();
}

#[test]
fn ctrl_r_records_what_the_program_draws_and_nothing_else() {
    let mut sandbox = open("play");
    wait_for(&sandbox, "the program", (395, 295), YELLOW);
    let began = sandbox.record("ctrl+r");
    let is_red = |sandbox: &Sandbox| {
        let screen = sandbox.screen();
        let mut places = (300..400).flat_map(|x| (0..40).map(move |y| (x, y)));
        places.any(|(x, y)| {
            let [r, g, b] = screen.at(x, y);
            r > 180 && g < 90 && b < 90
        })
    };
    until("the window says that it records", || is_red(&sandbox));
    thread::sleep(Duration::from_secs(2).saturating_sub(began.elapsed()));
    let held = began.elapsed();
    sandbox.key("ctrl+r");
    let movie = sandbox.wait_for_recording(1);
    sandbox.close_button();
    sandbox.closed();

    let length = duration(&movie);
    let off = (length - held.as_secs_f64()).abs();
    assert!(off <= 0.15, "{length} s for {held:?}");
    for picture in pictures(&movie) {
        assert_eq!((picture.width, picture.height), (400, 300));
        assert_near(picture.at(395, 295), YELLOW, 4);
        // No key of the recording's, no sign that it runs, no notice.
        for (x, y) in [(25, 25), (385, 15), (330, 20), (20, 285), (200, 200)] {
            assert_near(picture.at(x, y), DARKBLUE, 4);
        }
    }
}

#[test]
fn the_canvas_follows_the_window() {
    let mut sandbox = open("play");
    wait_for(&sandbox, "the program", (395, 295), YELLOW);
    let window = sandbox.window.clone();
    sandbox.xdotool(&["windowsize", &window, "640", "480"]);
    wait_for(&sandbox, "the corner is elsewhere", (635, 475), YELLOW);
    sandbox.point(500, 400);
    wait_for(&sandbox, "the mouse too", (500, 400), WHITE);
    // A movie keeps its size, whatever becomes of the window.
    sandbox.record("ctrl+r");
    sandbox.xdotool(&["windowsize", &window, "320", "240"]);
    wait_for(&sandbox, "all of it is shown", (318, 238), YELLOW);
    sandbox.point(100, 100);
    sandbox.key("ctrl+r");
    let movie = sandbox.wait_for_recording(1);
    let stream = &probe(&movie)["streams"][0];
    assert_eq!(
        (stream["width"].as_u64(), stream["height"].as_u64()),
        (Some(640), Some(480))
    );
    sandbox.key("ctrl+Escape");
    sandbox.closed();
}

#[test]
fn a_program_gets_the_window_that_it_asks_for_later_but_not_in_a_movie() {
    let mut sandbox = open("grow");
    wait_for(&sandbox, "the corner is elsewhere", (595, 445), YELLOW);
    sandbox.close_button();
    sandbox.closed();

    let place = Place::new();
    let output = succeed(place.game("grow", "export -o a.mp4 --frames 2 -q"));
    let said = stderr(&output);
    assert!(
        said.contains("--size 600x450") && said.lines().count() == 1,
        "{said}"
    );
    let picture = pictures(&place.file("a.mp4")).pop().unwrap();
    assert_near(picture.at(395, 295), YELLOW, 4);
    let asked = "export -o b.mp4 --frames 2 --size 600x450 -q";
    assert_eq!(stderr(&succeed(place.game("grow", asked))), "");
}

#[test]
fn on_a_dense_screen_a_program_has_its_points_and_its_movie_all_the_pixels() {
    let place = Place::new();
    let mut sandbox = Sandbox::open_titled("a game", (1000, 700), 192, place, |place| {
        place.game("dense", "")
    });
    // Its corner has a side of 20 points, 40 pixels.
    wait_for(&sandbox, "the corner", (363, 263), YELLOW);
    sandbox.point(300, 150);
    wait_for(&sandbox, "the mouse", (300, 150), WHITE);
    sandbox.record("ctrl+r");
    wait_for(&sandbox, "the corner is where it was", (363, 263), YELLOW);
    sandbox.key("ctrl+r");
    let movie = sandbox.wait_for_recording(1);
    sandbox.close_button();
    sandbox.closed();
    let picture = pictures(&movie).pop().unwrap();
    assert_eq!((picture.width, picture.height), (400, 300));
    assert_near(picture.at(363, 263), YELLOW, 4);
    assert_near(picture.at(357, 257), DARKBLUE, 4);
}

#[test]
fn a_still_is_what_the_window_shows_and_time_can_stand() {
    let mut sandbox = open("still");
    wait_for(&sandbox, "the program", (150, 150), ORANGE);
    sandbox.key("ctrl+space");
    sandbox.key("ctrl+s");
    until("a still is a file", || sandbox.stills().len() == 1);
    let still = image::open(&sandbox.stills()[0]).unwrap().into_rgb8();
    assert_eq!(still.dimensions(), (400, 300));
    assert_near(still.get_pixel(150, 150).0, ORANGE, 2);
    assert_near(still.get_pixel(250, 150).0, DARKBLUE, 2);
    wait_for(&sandbox, "the picture stays", (150, 150), ORANGE);
    assert_near(sandbox.screen_at(300, 50), DARKBLUE, 2);
    sandbox.key("ctrl+Escape");
    sandbox.closed();
}

#[test]
fn macroquads_ui_hears_the_mouse() {
    let mut sandbox = open("menu");
    wait_for(&sandbox, "the program", (300, 50), DARKBLUE);
    sandbox.click(140, 120);
    wait_for(&sandbox, "the button was pressed", (300, 50), RED);
    sandbox.key("ctrl+Escape");
    sandbox.closed();
}

#[test]
fn macroquads_ui_is_in_the_movie_at_every_scale() {
    let place = Place::new();
    let picture = |args: &str| {
        let command = place.game("menu", &format!("still -o s.png --force {args}"));
        succeed(command);
        image::open(place.file("s.png")).unwrap().into_rgb8()
    };
    let plain = picture("");
    let is_button =
        |picture: &image::RgbImage, x: u32, y: u32| !is_near(picture.get_pixel(x, y).0, DARKBLUE);
    assert!(is_button(&plain, 104, 104) && is_button(&plain, 176, 136));
    assert!(!is_button(&plain, 90, 120) && !is_button(&plain, 190, 120));
    let twice = picture("--scale 2");
    assert_eq!(twice.dimensions(), (800, 600));
    assert!(is_button(&twice, 208, 208) && is_button(&twice, 352, 272));
    assert!(!is_button(&twice, 180, 240) && !is_button(&twice, 380, 240));
}

#[test]
fn a_program_that_wants_to_be_asked_before_it_ends_is_asked() {
    let mut sandbox = open("ask");
    wait_for(&sandbox, "it runs", (200, 50), GREEN);
    sandbox.close_button();
    wait_for(&sandbox, "it was asked", (200, 50), RED);
    sandbox.close_button();
    sandbox.closed();
}

#[test]
fn a_program_that_closes_its_window_leaves_a_whole_movie() {
    let mut sandbox = open("leave");
    sandbox.closed();
    let place = Place::new();
    succeed(place.game("leave", "export -o all.mp4 --duration 3"));
    assert_eq!(pictures(&place.file("all.mp4")).len(), 31);
}

#[test]
fn an_error_of_main_is_said_and_the_exit_code_is_1() {
    let place = Place::new();
    for mode in ["fail", "panic"] {
        let (code, said) = fail(place.game(mode, "export -o never.mp4"));
        assert_eq!(code, 1);
        assert!(said.contains("there is no level 3"), "{said}");
        assert_eq!(said.lines().count(), 1, "{said}");
    }
    assert!(place.listing().iter().all(|name| name.starts_with('.')));

    for mode in ["fail", "panic"] {
        let screen = common::screen::Screen::start((500, 400));
        let mut command = place.game(mode, "");
        command.env("DISPLAY", &screen.display);
        let (code, said) = fail(command);
        assert_eq!(code, 1);
        assert!(said.contains("there is no level 3"), "{said}");
    }
}

#[test]
fn a_program_that_ends_the_process_in_the_middle_of_a_movie_is_told() {
    let place = Place::new();
    let (code, said) = fail(place.game("exit", "export -o never.mp4"));
    assert_eq!(code, 1);
    assert!(said.contains("std::process::exit"), "{said}");
    assert!(!place.file("never.mp4").exists());
    until("ffmpeg and Xvfb end too", || place.processes().is_empty());
    succeed(place.game("exit", "export -o short.mp4 --frames 9"));
}

#[test]
fn a_program_has_its_own_arguments_where_kinora_has_no_such_command() {
    let mut sandbox = Sandbox::open_program("a game", |place| place.game("still", "--level 3"));
    wait_for(&sandbox, "it runs", (150, 150), ORANGE);
    sandbox.close_button();
    sandbox.closed();
}

#[test]
fn a_program_is_exported_for_its_own_time_or_as_it_is_told() {
    let place = Place::new();
    succeed(place.game("play", "export"));
    let movie = place.file("game.mp4");
    assert_eq!(
        pictures(&movie).len(),
        60,
        "one second, as its attribute says"
    );
    let pictures = pictures(&movie);
    // At 0.55 s the fifth of the steps is shown.
    assert_near(pictures[33].at(20 + 30 * 5 + 15, 250), ORANGE, 4);
    assert_near(pictures[33].at(395, 295), YELLOW, 4);
    succeed(place.game("play", "export --frames 5 --fps 30 --size 320x240 -o b.mp4"));
    let stream = &probe(&place.file("b.mp4"))["streams"][0];
    assert_eq!(stream["nb_read_frames"], "5");
    assert_eq!(stream["width"], 320);
    assert_eq!(stream["r_frame_rate"], "30/1");
}

#[test]
fn all_clocks_stand_at_the_frame_and_the_seed_is_the_time_of_day() {
    let place = Place::new();
    let said = |seed: u32| {
        let args = format!("export -o a.mp4 --force --frames 3 --seed {seed} -q");
        stderr(&succeed(place.game("clock", &args)))
    };
    let first = said(7);
    let clocks: Vec<&str> = first
        .lines()
        .map(|line| line.rsplit_once(' ').unwrap().0)
        .collect();
    // The sketch's, macroquad's, macroquad's time of a frame, and the clock on the wall.
    let want = [
        "0.000 0.000 0.017 86407.000",
        "0.017 0.017 0.017 86407.017",
        "0.033 0.033 0.017 86407.033",
    ];
    assert_eq!(clocks, want);
    assert_eq!(first, said(7));
    assert_ne!(first.lines().next(), said(8).lines().next());
}

#[test]
fn the_source_stays_as_it_is_where_kinora_has_macroquads_name() {
    let place = Place::new();
    let mut command = place.example("renamed", "export -o pong.mp4 --frames 3");
    command.current_dir(place.path());
    succeed(command);
    assert_eq!(pictures(&place.file("pong.mp4")).len(), 3);
}
