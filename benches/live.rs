//! What recording costs a sketch that somebody watches: 200 circles that move, in a window under Xvfb, with and without
//! a live recording, in turns, medians. Run it with `cargo bench --bench live`; it needs xdotool.
//!
//! The bar holds as long as there is processor time left: where both cores are full, sketch and encoder share them.

mod median;
mod sandbox;
mod xvfb;

use median::median;
use std::path::Path;
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use kinora::VideoReader;
use kinora::prelude::*;
use sandbox::{SKETCH, Window, counted};

const SIZES: [&str; 3] = ["640x360", "960x540", "1280x720"];
const TURNS: usize = 5;
const SECONDS: usize = 4;

/// Least frame rate while it records, as a share of that before.
const BAR: f64 = 0.9;

fn main() {
    if env::var_os(SKETCH).is_some() {
        kinora::run(Sketch::new("shapes", shapes).size(1280, 720).fps(60));
    }
    println!(
        "| canvas | frames/s | while recording | ratio | idle, of all cores | while recording | repeated | dropped | length off |"
    );
    println!("|---|---|---|---|---|---|---|---|---|");
    for size in SIZES {
        measure(size);
    }
    println!("\nbar: a ratio of {BAR} where there is processor time left");
}

async fn shapes() {
    let (mut began, mut frames) = (Instant::now(), 0);
    loop {
        clear_background(BLACK);
        for index in 0..200 {
            let phase = get_time() as f32 + index as f32;
            let x = ((phase * 0.7).sin() * 0.45 + 0.5) * screen_width();
            let y = ((phase * 1.1).cos() * 0.45 + 0.5) * screen_height();
            let shade = Color::from_rgba(index as u8, 255 - index as u8, 128, 255);
            draw_circle(x, y, screen_height() / 30.0, shade);
        }
        frames += 1;
        if began.elapsed() >= Duration::from_secs(1) {
            eprintln!("{}", f64::from(frames) / began.elapsed().as_secs_f64());
            (began, frames) = (Instant::now(), 0);
        }
        next_frame().await
    }
}

fn measure(size: &str) {
    let mut window = Window::open(&format!("--size {size}"));
    let (mut plain, mut recorded) = (vec![], vec![]);
    let (mut idle_plain, mut idle_recorded) = (vec![], vec![]);
    let mut off = vec![];
    for turn in 1..=TURNS {
        let (rate, idle) = watch(&window);
        plain.push(rate);
        idle_plain.push(idle);
        let began = Instant::now();
        window.key("r");
        let (rate, idle) = watch(&window);
        recorded.push(rate);
        idle_recorded.push(idle);
        let held = began.elapsed();
        window.key("r");
        off.push(length_of_recording(&window, turn) - held.as_secs_f64());
    }
    let reports = window.close();
    let (plain, recorded) = (median(plain), median(recorded));
    println!(
        "| {size} | {plain:.1} | {recorded:.1} | {:.2} | {:.0} % | {:.0} % | {} | {} | {:+.2} s |",
        recorded / plain,
        median(idle_plain) * 100.0,
        median(idle_recorded) * 100.0,
        counted(&reports, "repeated"),
        counted(&reports, "dropped"),
        median(off),
    );
}

/// Frame rate, and the share of the processor that nobody used.
fn watch(window: &Window) -> (f64, f64) {
    window.forget();
    let rate = || window.numbers.recv().expect("the sketch plays")[0];
    // The second in which a recording began or ended is not counted.
    rate();
    let before = processor();
    let rates: f64 = (0..SECONDS).map(|_| rate()).sum();
    let after = processor();
    let idle = (after.0 - before.0) / (after.1 - before.1);
    (rates / SECONDS as f64, idle)
}

/// Seconds of the recording with that number, counted from 1, once it is a file.
fn length_of_recording(window: &Window, number: usize) -> f64 {
    let folder = window.folder.join("recordings");
    loop {
        let entries = fs::read_dir(&folder).into_iter().flatten().flatten();
        let mut files: Vec<_> = entries.map(|entry| entry.path()).collect();
        files.retain(|path| !path.to_string_lossy().contains(".partial"));
        if files.len() == number {
            files.sort_by_key(|path| fs::metadata(path).unwrap().modified().unwrap());
            return length(files.last().unwrap());
        }
        thread::sleep(Duration::from_millis(20));
    }
}

fn length(movie: &Path) -> f64 {
    let movie = VideoReader::open(movie).unwrap();
    let fps = movie.fps();
    movie.count() as f64 / fps
}

/// Ticks in which the processor was idle, and all ticks, since the machine started (`man 5 proc_stat`).
fn processor() -> (f64, f64) {
    let stat = fs::read_to_string("/proc/stat").unwrap();
    let ticks = stat.lines().next().unwrap().split_whitespace().skip(1);
    let ticks: Vec<f64> = ticks.map(|ticks| ticks.parse().unwrap()).collect();
    (ticks[3] + ticks[4], ticks.iter().take(8).sum())
}
