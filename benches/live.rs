//! What recording costs a sketch that somebody watches: 200 circles that move, in a window under Xvfb, with and without
//! a live recording, in turns, medians. Run it with `cargo bench --bench live`; it needs xdotool.
//!
//! The bar holds as long as there is processor time left: where both cores are full, sketch and encoder share them.

mod xvfb;

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use kinora::VideoReader;
use kinora::prelude::*;
use xvfb::Xvfb;

/// The process is told by this variable that it is the sketch.
const SKETCH: &str = "KINORA_BENCH_SKETCH";

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
    let mut window = Window::open(size);
    let (mut plain, mut recorded) = (vec![], vec![]);
    let (mut idle_plain, mut idle_recorded) = (vec![], vec![]);
    let mut off = vec![];
    for turn in 1..=TURNS {
        let (rate, idle) = window.watch();
        plain.push(rate);
        idle_plain.push(idle);
        let began = Instant::now();
        window.key("r");
        let (rate, idle) = window.watch();
        recorded.push(rate);
        idle_recorded.push(idle);
        let held = began.elapsed();
        window.key("r");
        off.push(window.length_of_recording(turn) - held.as_secs_f64());
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

/// Sum of what the reports say before that word: "(12 repeated, 3 dropped)".
fn counted(reports: &[String], word: &str) -> u64 {
    let of = |report: &String| -> u64 {
        let words: Vec<_> = report.split([' ', '(', ',', ')']).collect();
        let at = words.iter().position(|found| *found == word);
        at.and_then(|at| words[at - 1].parse().ok()).unwrap_or(0)
    };
    reports.iter().map(of).sum()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

struct Window {
    folder: std::path::PathBuf,
    xvfb: Xvfb,
    sketch: Child,
    rates: Receiver<f64>,
}

impl Window {
    fn open(size: &str) -> Window {
        let folder = env::temp_dir().join(format!("kinora-bench-live-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let xvfb = Xvfb::start();
        let mut sketch = Command::new(env::current_exe().unwrap())
            .args(["run", "--size", size])
            .env(SKETCH, "1")
            .env("DISPLAY", &xvfb.display)
            .env("XDG_CONFIG_HOME", &folder)
            .current_dir(&folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (send, rates) = channel();
        let lines = BufReader::new(sketch.stderr.take().unwrap()).lines();
        thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                match line.parse() {
                    Ok(rate) if send.send(rate).is_ok() => {}
                    _ => eprintln!("{line}"),
                }
            }
        });
        let window = Window {
            folder,
            xvfb,
            sketch,
            rates,
        };
        // The window is there when it has drawn for a second.
        window.rates.recv().expect("the sketch plays");
        window.xdotool(&["mousemove", "20", "20"]);
        window
    }

    /// Frame rate, and the share of the processor that nobody used.
    fn watch(&self) -> (f64, f64) {
        while self.rates.try_recv().is_ok() {}
        // The second in which a recording began or ended is not counted.
        self.rates.recv().unwrap();
        let before = processor();
        let rates = (0..SECONDS).map(|_| self.rates.recv().unwrap());
        let rate = rates.sum::<f64>() / SECONDS as f64;
        let after = processor();
        (rate, (after.0 - before.0) / (after.1 - before.1))
    }

    fn key(&self, key: &str) {
        self.xdotool(&["key", key]);
    }

    fn xdotool(&self, args: &[&str]) {
        let mut command = Command::new("xdotool");
        command.args(args).env("DISPLAY", &self.xvfb.display);
        assert!(command.status().expect("xdotool is installed").success());
    }

    /// Seconds of the recording with that number, counted from 1, once it is a file.
    fn length_of_recording(&self, number: usize) -> f64 {
        let folder = self.folder.join("recordings");
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

    /// Closes it, and returns what it said of its recordings.
    fn close(&mut self) -> Vec<String> {
        self.key("Escape");
        let said = BufReader::new(self.sketch.stdout.take().unwrap());
        let reports = said.lines().map_while(Result::ok).collect();
        self.sketch.wait().unwrap();
        reports
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        let _ = self.sketch.kill();
        let _ = self.sketch.wait();
        let _ = fs::remove_dir_all(&self.folder);
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
