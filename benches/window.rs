//! What it costs a macroquad program to name kinora: frames a second in its window while nobody records, the same
//! source with macroquad and with kinora in turns.
//!
//! `cargo bench --bench window`. It starts an Xvfb, where nothing waits for a screen, so that every part of a frame
//! counts. The first seconds, in which kinora says which key records, are not counted.

mod median;
mod xvfb;

use median::median;
use std::env;
use std::process::Command;

use xvfb::Xvfb;

/// Seconds of a run before counting, and of counting.
const RUN: (f64, f64) = (6.5, 2.5);

/// Runs of each.
const TURNS: usize = 5;

/// What programs draw, and the bar: at least so much of macroquad's frame rate.
const LOADS: [(&str, f64); 4] = [
    ("game", 0.95),
    ("fill", 0.95),
    ("lines", 0.9),
    ("nothing", 0.95),
];

/// One program, whose crate has two names.
macro_rules! program {
    ($name:ident) => {
        mod $name {
            use super::RUN;
            use ::$name::prelude::*;

            fn window() -> Conf {
                Conf {
                    window_title: "bench".into(),
                    window_width: 800,
                    window_height: 600,
                    ..Conf::default()
                }
            }

            #[$name::main(window)]
            pub async fn main() {
                let load = std::env::var(super::LOAD).unwrap_or_default();
                let began = std::time::Instant::now();
                let mut counted = 0;
                let image = Image::gen_image_color(16, 16, ORANGE);
                let sprite = Texture2D::from_image(&image);
                loop {
                    let elapsed = began.elapsed().as_secs_f64();
                    if elapsed > RUN.0 + RUN.1 {
                        println!("{}", counted as f64 / RUN.1);
                        std::process::exit(0);
                    }
                    counted += u32::from(elapsed > RUN.0);
                    match load.as_str() {
                        "game" => game(&sprite),
                        "fill" => fill(),
                        "lines" => lines(),
                        _ => {}
                    }
                    next_frame().await
                }
            }

            /// A small game: a background, sprites, a line of text.
            fn game(sprite: &Texture2D) {
                clear_background(DARKBLUE);
                for n in 0..300 {
                    let angle = get_time() as f32 + n as f32;
                    let (x, y) = (400.0 + 300.0 * angle.sin(), (n * 2) as f32);
                    draw_texture(sprite, x, y, WHITE);
                }
                draw_text("score 1200", 20.0, 30.0, 30.0, WHITE);
            }

            /// Everything twice, half clear.
            fn fill() {
                clear_background(WHITE);
                let (width, height) = (screen_width(), screen_height());
                draw_rectangle(0.0, 0.0, width, height, Color::new(1.0, 0.0, 0.0, 0.5));
                draw_rectangle(0.0, 0.0, width, height, Color::new(0.0, 0.0, 1.0, 0.5));
            }

            /// 20,000 short thin lines in all directions.
            fn lines() {
                clear_background(BLACK);
                for index in 0..20_000 {
                    let (row, column) = (index / 160, index % 160);
                    let from = vec2(10.0 + column as f32 * 4.9, 10.0 + row as f32 * 4.67);
                    let to = from + 12.0 * Vec2::from_angle(index as f32);
                    draw_line(from.x, from.y, to.x, to.y, 1.5, GREEN);
                }
            }
        }
    };
}

program!(macroquad);
program!(kinora);

/// The process is told by this variable what to draw, and by the next with which crate.
const LOAD: &str = "KINORA_BENCH_LOAD";
const CRATE: &str = "KINORA_BENCH_CRATE";

fn main() {
    match env::var(CRATE).as_deref() {
        Ok("macroquad") => macroquad::main(),
        Ok(_) => kinora::main(),
        Err(_) => compare(),
    }
}

fn compare() {
    let xvfb = Xvfb::start();
    println!("| program | frames/s with macroquad | with kinora | ratio | bar |");
    println!("|---|---|---|---|---|");
    for (load, bar) in LOADS {
        let (mut plain, mut named) = (vec![], vec![]);
        for _ in 0..TURNS {
            plain.push(frames_a_second(&xvfb, "macroquad", load));
            named.push(frames_a_second(&xvfb, "kinora", load));
        }
        let (plain, named) = (median(plain), median(named));
        println!(
            "| {load} | {plain:.1} | {named:.1} | {:.3} | {bar} |",
            named / plain
        );
    }
}

fn frames_a_second(xvfb: &Xvfb, name: &str, load: &str) -> f64 {
    let program = env::current_exe().expect("a bench has a path");
    let output = Command::new(program)
        .env(CRATE, name)
        .env(LOAD, load)
        .env("DISPLAY", &xvfb.display)
        .output()
        .expect("a bench can run itself");
    let text = String::from_utf8_lossy(&output.stdout);
    text.trim().parse().unwrap_or_else(|_| {
        let error = String::from_utf8_lossy(&output.stderr);
        panic!("{name}, {load}: {text}{error}")
    })
}
