//! How an export's time and memory grow with frames, pixels and shapes. Run it with `cargo bench --bench growth`;
//! with `-- --quick` it takes one turn each.
//!
//! A line is laid through the times of the movies of different length: where it begins is the start-up, its slope is a
//! frame. The other tables compare with a movie of one frame of the same: the difference is shared among the others.

// Not all that the benches share is needed here.
#[allow(dead_code)]
mod common;
#[allow(dead_code)]
mod measure;
mod page;

use std::env;
use std::fmt::Write;
use std::process::Command;
use std::time::Duration;

use common::{Folder, median};
use kinora::prelude::*;
use measure::{peak, timed};
use page::{is_quick, publish};

/// The process is told by this variable that it is the sketch of circles, and how many.
const CIRCLES: &str = "KINORA_BENCH_CIRCLES";

const FRAMES: [u32; 5] = [100, 300, 1000, 3000, 10_000];
const SIZES: [&str; 4] = ["640x480", "1280x720", "1920x1080", "3840x2160"];
const SHAPES: [u32; 5] = [10, 100, 1000, 10_000, 100_000];

const HEAD: &str = "## How an export grows

Written by `cargo bench --bench growth`: medians of 5, preset ultrafast. The line is laid through the times of movies of
different length, made in turns; where it begins is the start-up, its slope is a frame. A frame after the first is the
difference to a movie of one frame, shared among the others. From a billion pixels on, 13,000 frames of 320×240, a
movie is written so that it survives a crash, and packed anew at the end, which starts ffmpeg once more.
";

/// Frames of each movie in the tables of pixels and shapes.
const OF_SIZES: u32 = 60;
const OF_SHAPES: u32 = 30;

const TURNS: usize = 5;

fn main() {
    if env::var_os(CIRCLES).is_some() {
        kinora::run(Sketch::new("circles", circles).size(640, 480).fps(30));
    }
    let folder = Folder::new();
    let tables = [frames(&folder), pixels(&folder), shapes(&folder)];
    publish("growth", &format!("{HEAD}\n{}", tables.join("\n")));
}

async fn circles() {
    let count: u32 = env::var(CIRCLES).unwrap().parse().unwrap();
    loop {
        clear_background(BLACK);
        for index in 0..count {
            let phase = get_time() as f32 + index as f32;
            let x = ((phase * 0.7).sin() * 0.45 + 0.5) * screen_width();
            let y = ((phase * 1.1).cos() * 0.45 + 0.5) * screen_height();
            let shade = Color::from_rgba(index as u8, 255 - index as u8, 128, 255);
            draw_circle(x, y, 4.0, shade);
        }
        next_frame().await
    }
}

fn frames(folder: &Folder) -> String {
    let export = |frames| pulse(folder, "320x240", frames);
    // The first runs find their programs on the disk, the measured ones in memory.
    let memory = FRAMES.map(|frames| peak(&mut export(frames)));
    let mut walls = FRAMES.map(|_| vec![]);
    for _ in 0..turns() {
        for (walls, frames) in walls.iter_mut().zip(FRAMES) {
            walls.push(timed(&mut export(frames)).wall);
        }
    }
    let points: Vec<_> = FRAMES.iter().map(|frames| f64::from(*frames)).collect();
    let times = walls.map(|walls| median(walls).as_secs_f64());
    let (start_up, slope) = line(&points, &times);
    let mut table = format!(
        "pulse, 320×240: {start_up:.3} s to start, {:.3} ms a frame\n\n",
        slope * 1000.0
    );
    table += "| frames | time | the line | off | ms a frame after the start | peak memory |\n";
    table += "|---|---|---|---|---|---|\n";
    for ((frames, time), memory) in points.iter().zip(times).zip(memory) {
        let fitted = start_up + slope * frames;
        writeln!(
            table,
            "| {frames} | {time:.2} s | {fitted:.2} s | {:+.1} % | {:.3} | {} |",
            (time / fitted - 1.0) * 100.0,
            (time - start_up) / frames * 1000.0,
            megabytes(memory)
        )
        .expect("a string takes it");
    }
    table
}

fn pixels(folder: &Folder) -> String {
    let mut table = format!("pulse, {OF_SIZES} frames\n\n");
    table += "| canvas | time | ms a frame after the first | of a megapixel | peak memory |\n";
    table += "|---|---|---|---|---|\n";
    for size in SIZES {
        let export = |frames| pulse(folder, size, frames);
        let (time, frame) = frame(export, OF_SIZES);
        let sides = size.split('x').map(|side| side.parse::<f64>().unwrap());
        writeln!(
            table,
            "| {size} | {time:.2} s | {frame:.2} | {:.2} | {} |",
            frame / (sides.product::<f64>() / 1e6),
            megabytes(peak(&mut export(OF_SIZES)))
        )
        .expect("a string takes it");
    }
    table
}

fn shapes(folder: &Folder) -> String {
    let mut table = format!("circles of radius 4, 640×480, {OF_SHAPES} frames\n\n");
    table += "| circles | time | ms a frame after the first | µs a circle | peak memory |\n";
    table += "|---|---|---|---|---|\n";
    for count in SHAPES {
        let export = |frames| many(folder, count, frames);
        let (time, frame) = frame(export, OF_SHAPES);
        writeln!(
            table,
            "| {count} | {time:.2} s | {frame:.2} | {:.2} | {} |",
            frame * 1000.0 / f64::from(count),
            megabytes(peak(&mut export(OF_SHAPES)))
        )
        .expect("a string takes it");
    }
    table
}

fn pulse(folder: &Folder, size: &str, frames: u32) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kinora"));
    command.args(["export", "pulse", "--size", size]);
    finish(command, folder, frames)
}

fn many(folder: &Folder, count: u32, frames: u32) -> Command {
    let mut command = Command::new(env::current_exe().expect("a bench has a path"));
    command.arg("export").env(CIRCLES, count.to_string());
    finish(command, folder, frames)
}

/// Adds what all exports are told.
fn finish(mut command: Command, folder: &Folder, frames: u32) -> Command {
    command
        .args(["--frames", &frames.to_string(), "--preset", "ultrafast"])
        .args(["--quiet", "--force", "-o"])
        .arg(folder.file("growth.mp4"))
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY");
    command
}

/// Seconds of the whole movie, and milliseconds of a frame after the first.
fn frame(export: impl Fn(u32) -> Command, frames: u32) -> (f64, f64) {
    let (first, all) = (seconds(|| export(1)), seconds(|| export(frames)));
    (all, (all - first) / f64::from(frames - 1) * 1000.0)
}

fn turns() -> usize {
    match is_quick() {
        true => 1,
        false => TURNS,
    }
}

/// The median of the turns.
fn seconds(export: impl Fn() -> Command) -> f64 {
    let times: Vec<Duration> = (0..turns()).map(|_| timed(&mut export()).wall).collect();
    median(times).as_secs_f64()
}

/// Where the line begins that is nearest to the points, and how steep it is. Distances are shares of a point's own
/// height, so that the short movies count as much as the long ones.
fn line(xs: &[f64], ys: &[f64]) -> (f64, f64) {
    let weights: Vec<f64> = ys.iter().map(|y| y.powi(-2)).collect();
    let total: f64 = weights.iter().sum();
    let mean = |values: &[f64]| -> f64 {
        let weighted = values.iter().zip(&weights);
        weighted.map(|(value, weight)| value * weight).sum::<f64>() / total
    };
    let (x0, y0) = (mean(xs), mean(ys));
    let spread: Vec<f64> = xs.iter().map(|x| (x - x0).powi(2)).collect();
    let along = xs.iter().zip(ys).map(|(x, y)| (x - x0) * (y - y0));
    let slope = mean(&along.collect::<Vec<_>>()) / mean(&spread);
    (y0 - slope * x0, slope)
}

fn megabytes(bytes: u64) -> String {
    format!("{:.0} MB", bytes as f64 / 1e6)
}
