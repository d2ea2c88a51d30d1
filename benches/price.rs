//! What recording adds to the drawing thread: milliseconds a frame, at the median and in the slowest of a hundred,
//! against one plain copy of the frame. Run it with `cargo bench --bench price`; it needs xdotool.
//!
//! The sketch draws so few frames a second that the encoder keeps up, and takes the time from the end of its part of a
//! frame to the beginning of the next: what kinora does meanwhile, from rasterising to showing. With and without a live
//! recording, in turns; what recording adds is the difference. The copy is made by the same thread in the same frames.

mod page;
mod sandbox;
mod xvfb;

use std::time::{Duration, Instant};
use std::{env, thread};

use kinora::prelude::*;
use page::{is_quick, publish};
use sandbox::{SKETCH, Window, counted};

/// A canvas, how many frames a second are drawn on it, and how many a recording asks for.
struct Job {
    size: &'static str,
    drawn: u32,
    /// More than there are, so that it takes every one.
    asked: u32,
}

impl Job {
    const fn new(size: &'static str, drawn: u32, asked: u32) -> Job {
        Job { size, drawn, asked }
    }
}

const JOBS: [Job; 4] = [
    Job::new("640x480", 20, 30),
    Job::new("1280x720", 20, 30),
    Job::new("1920x1080", 20, 30),
    Job::new("3840x2160", 8, 12),
];

const TURNS: usize = 5;

/// Seconds of a turn that count, and frames before, in which a recording begins or ends.
const SECONDS: usize = 8;
const SETTLING: usize = 8;

/// Most that recording may add at the median, in copies.
const BAR: f64 = 1.5;

fn main() {
    if env::var_os(SKETCH).is_some() {
        kinora::run(Sketch::new("price", circle));
    }
    let turns = if is_quick() { 1 } else { TURNS };
    let rows = JOBS.map(|job| measure(&job, turns));
    publish("price", &format!("{HEAD}{}\n", rows.join("\n")));
    println!("\nbar: {BAR} copies at the median");
}

const HEAD: &str = "## What recording adds to the drawing thread

Written by `cargo bench --bench price`: milliseconds of a frame, at the median and in the slowest of a hundred, of five
turns without and five with a live recording, of 8 s each. Twenty frames a second are drawn, of 4K eight. A copy is one
`memcpy` of the frame by the same thread. Without and with it is all that kinora does from the end of the sketch's part
of a frame to the next: rasterise, show, and record. What is less than nothing is lost in what frames differ by.

| × a copy | canvas | a copy | recording adds | without it | with it | dropped |
|---|---|---|---|---|---|---|
";

async fn circle() {
    let size = format!("{}x{}", screen_width(), screen_height());
    let job = JOBS.iter().find(|job| job.size == size);
    let pace = Duration::from_secs(1) / job.expect("it is one of the jobs").drawn;
    let mut ended: Option<Instant> = None;
    let mut due = Instant::now();
    let bytes = (screen_width() * screen_height()) as usize * 4;
    let source = vec![127u8; bytes];
    // As many as a recording uses in turns.
    let mut copies = vec![vec![0u8; bytes]; 3];
    loop {
        let between = ended.map(|ended| ended.elapsed());
        clear_background(BLACK);
        let phase = get_time() as f32;
        let radius = screen_height() * (0.3 + 0.1 * phase.sin());
        draw_circle(screen_width() / 2.0, screen_height() / 2.0, radius, ORANGE);

        copies.rotate_left(1);
        let began = Instant::now();
        copies[0].copy_from_slice(std::hint::black_box(&source));
        std::hint::black_box(&copies[0]);
        let copy = began.elapsed();
        if let Some(between) = between {
            let milliseconds = |time: Duration| time.as_secs_f64() * 1000.0;
            eprintln!("{} {}", milliseconds(between), milliseconds(copy));
        }
        due += pace;
        thread::sleep(due.saturating_duration_since(Instant::now()));
        ended = Some(Instant::now());
        next_frame().await
    }
}

fn measure(job: &Job, turns: usize) -> String {
    let mut window = Window::open(&format!("--size {} --fps {}", job.size, job.asked));
    let frames = job.drawn as usize * SECONDS;
    let (mut plain, mut recorded, mut copies) = (vec![], vec![], vec![]);
    for _ in 0..turns {
        watch(&window, frames, &mut plain, &mut copies);
        window.key("r");
        watch(&window, frames, &mut recorded, &mut copies);
        window.key("r");
    }
    let reports = window.close();
    for times in [&mut plain, &mut recorded, &mut copies] {
        times.sort_by(f64::total_cmp);
    }
    let (half, most) = (0.5, 0.99);
    let added = |share: f64| at(&recorded, share) - at(&plain, share);
    format!(
        "| {:.2} | {} | {} | {:.2}, {:.2} | {} | {} | {} |",
        added(half) / at(&copies, half),
        job.size,
        both(&copies),
        added(half),
        added(most),
        both(&plain),
        both(&recorded),
        counted(&reports, "dropped"),
    )
}

/// Adds the milliseconds of a turn.
fn watch(window: &Window, frames: usize, between: &mut Vec<f64>, copies: &mut Vec<f64>) {
    window.forget();
    for frame in 0..SETTLING + frames {
        let numbers = window.numbers.recv().expect("the sketch plays");
        if frame >= SETTLING {
            between.push(numbers[0]);
            copies.push(numbers[1]);
        }
    }
}

/// The value below which that share of the sorted ones lie.
fn at(sorted: &[f64], share: f64) -> f64 {
    sorted[((sorted.len() - 1) as f64 * share).round() as usize]
}

/// Median, and slowest of a hundred.
fn both(sorted: &[f64]) -> String {
    format!("{:.2}, {:.2}", at(sorted, 0.5), at(sorted, 0.99))
}
