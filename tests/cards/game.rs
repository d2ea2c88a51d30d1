//! A macroquad program whose crate is kinora, for the tests: the variable GAME says what it does.

use std::sync::atomic::{AtomicU32, Ordering};

use kinora::prelude::*;
use kinora::ui::{root_ui, widgets};

struct Settings {
    size: (i32, i32),
}

impl Settings {
    fn new() -> Settings {
        Settings { size: (400, 300) }
    }

    fn window(self) -> Conf {
        Conf {
            window_title: "a game".into(),
            window_width: self.size.0,
            window_height: self.size.1,
            high_dpi: mode() == "dense",
            ..Conf::default()
        }
    }
}

fn mode() -> String {
    std::env::var("GAME").unwrap_or_default()
}

#[kinora::main(Settings::new().window(), duration = 1.0)]
async fn main() -> Result<(), String> {
    let mode = mode();
    match mode.as_str() {
        "fail" => next_frame().await,
        "panic" => panic!("there is no level 3"),
        "ask" => ask().await,
        "leave" => leave().await,
        "menu" => menu().await,
        "still" => still().await,
        "clock" => clock().await,
        "exit" => exit().await,
        "escape" => escape().await,
        "coroutine" => coroutine().await,
        "first" => first().await,
        "shy" => shy().await,
        "subscriber" => subscriber().await,
        "grow" => {
            request_new_screen_size(600.0, 450.0);
            set_fullscreen(false);
            play().await
        }
        _ => play().await,
    }
    match mode.as_str() {
        "fail" => Err("there is no level 3".into()),
        _ => Ok(()),
    }
}

/// What is pressed, where the mouse is, how large the window is.
async fn play() {
    let mut presses = 0;
    loop {
        clear_background(DARKBLUE);
        let (width, height) = (screen_width(), screen_height());
        // The corners.
        draw_rectangle(width - 20.0, height - 20.0, 20.0, 20.0, YELLOW);
        presses += u32::from(is_key_pressed(KeyCode::R));
        for press in 0..presses {
            draw_rectangle(20.0 + 30.0 * press as f32, 20.0, 20.0, 20.0, RED);
        }
        if is_key_down(KeyCode::Escape) {
            draw_rectangle(20.0, 60.0, 20.0, 20.0, GREEN);
        }
        let (x, y) = mouse_position();
        draw_rectangle(x - 5.0, y - 5.0, 10.0, 10.0, WHITE);
        // It moves as time does.
        let step = (get_time() * 10.0) as i32 % 10;
        draw_rectangle(20.0 + 30.0 * step as f32, 240.0, 30.0, 20.0, ORANGE);
        next_frame().await
    }
}

/// Wants to be asked before it is closed, and goes when it was asked twice.
async fn ask() {
    prevent_quit();
    let mut asked = 0;
    while asked < 2 {
        asked += u32::from(is_quit_requested());
        clear_background(match asked {
            0 => GREEN,
            _ => RED,
        });
        next_frame().await
    }
}

/// Closes its window by itself.
async fn leave() {
    for frame in 0.. {
        clear_background(GREEN);
        if frame == 30 {
            miniquad::window::order_quit();
        }
        next_frame().await
    }
}

/// macroquad's UI: a click on the button makes the background red.
async fn menu() {
    let mut is_clicked = false;
    loop {
        clear_background(if is_clicked { RED } else { DARKBLUE });
        let button = widgets::Button::new("go")
            .size(vec2(80.0, 40.0))
            .position(vec2(100.0, 100.0));
        is_clicked |= button.ui(&mut root_ui());
        next_frame().await
    }
}

/// Nothing moves.
async fn still() {
    loop {
        clear_background(DARKBLUE);
        draw_rectangle(100.0, 100.0, 100.0, 100.0, ORANGE);
        next_frame().await
    }
}

/// Says what the clocks say, once a frame, and a number that is seeded from one of them.
async fn clock() {
    rand::srand(miniquad::date::now() as u64);
    loop {
        eprintln!(
            "{:.3} {:.3} {:.3} {:.3} {}",
            get_time(),
            macroquad::time::get_time(),
            macroquad::time::get_frame_time(),
            miniquad::date::now(),
            rand::gen_range(0, 1_000_000),
        );
        clear_background(DARKBLUE);
        next_frame().await
    }
}

/// Says what the first frame is told of time, and is green if a second divided by it is a number of frames. White marks
/// count the plays of this process.
async fn first() {
    static PLAYS: AtomicU32 = AtomicU32::new(0);
    let plays = PLAYS.fetch_add(1, Ordering::Relaxed) + 1;
    eprintln!("{:.4} {}", get_frame_time(), get_fps());
    let speed = 1.0 / get_frame_time();
    loop {
        clear_background(if speed.is_finite() { GREEN } else { RED });
        for play in 0..plays {
            draw_rectangle(5.0 + 20.0 * play as f32, 5.0, 10.0, 10.0, WHITE);
        }
        next_frame().await
    }
}

/// Hides the mouse, once.
async fn shy() {
    show_mouse(false);
    still().await
}

/// Says what a subscriber hears of keys and mouse buttons, and shows how often it was told of a button at the place
/// where `mouse_position` is.
async fn subscriber() {
    #[derive(Default)]
    struct Ear(u32);

    impl miniquad::EventHandler for Ear {
        fn update(&mut self) {}

        fn draw(&mut self) {}

        fn key_down_event(&mut self, key: KeyCode, _: miniquad::KeyMods, _: bool) {
            eprintln!("{key:?} down");
        }

        fn key_up_event(&mut self, key: KeyCode, _: miniquad::KeyMods) {
            eprintln!("{key:?} up");
        }

        fn char_event(&mut self, char: char, _: miniquad::KeyMods, _: bool) {
            eprintln!("{char:?} typed");
        }

        fn mouse_button_down_event(&mut self, _: MouseButton, x: f32, y: f32) {
            let place = vec2(x, y) / screen_dpi_scale();
            self.0 += u32::from(place.distance(mouse_position().into()) < 0.1);
        }
    }

    let subscriber = utils::register_input_subscriber();
    let mut ear = Ear::default();
    loop {
        utils::repeat_all_miniquad_input(&mut ear, subscriber);
        clear_background(DARKBLUE);
        for button in 0..ear.0 {
            draw_rectangle(20.0 + 40.0 * button as f32, 20.0, 20.0, 20.0, RED);
        }
        next_frame().await
    }
}

/// Ends the process when Escape is pressed, as many games do.
async fn escape() {
    loop {
        clear_background(DARKBLUE);
        if is_key_pressed(KeyCode::Escape) {
            std::process::exit(7);
        }
        next_frame().await
    }
}

/// A coroutine panics when Escape is pressed, or in the tenth frame of a movie.
async fn coroutine() {
    coroutines::start_coroutine(async {
        let mut frames = 0;
        loop {
            frames += 1;
            if is_key_pressed(KeyCode::Escape) || frames == 10 && std::env::var("DISPLAY").is_err()
            {
                panic!("the coroutine fell");
            }
            next_frame().await
        }
    });
    loop {
        clear_background(DARKBLUE);
        next_frame().await
    }
}

/// Ends the process in its tenth frame.
async fn exit() {
    for _ in 0..10 {
        next_frame().await
    }
    std::process::exit(0)
}
