//! What kinora's smooth shapes cost beside macroquad's own: processor time of a frame of 1920×1080, from the first call
//! to the last pixel, in turns, medians. Run it with `cargo bench --bench shapes`.

use std::process::{Command, Stdio};
use std::{env, str};

use kinora::prelude::*;
use macroquad::miniquad::gl;
use macroquad::shapes as plain;
use rustix::time::{ClockId, clock_gettime};

/// The process is told by this variable which job it measures.
const JOB: &str = "KINORA_BENCH_JOB";

const TURNS: usize = 7;
const FRAMES: usize = 30;

/// A job, how it is drawn by macroquad and by kinora, and the most that kinora's may cost of macroquad's.
struct Job {
    name: &'static str,
    plain: fn(),
    smooth: fn(),
    bar: Option<f64>,
}

const JOBS: [Job; 5] = [
    Job {
        name: "one circle of radius 500",
        plain: || plain::draw_circle(960.3, 540.7, 500.0, GREEN),
        smooth: || draw_circle(960.3, 540.7, 500.0, GREEN),
        bar: Some(0.7),
    },
    Job {
        name: "10,000 circles of radius 4",
        plain: || spots(|at| plain::draw_circle(at.x, at.y, 4.0, GREEN)),
        smooth: || spots(|at| draw_circle(at.x, at.y, 4.0, GREEN)),
        bar: Some(1.3),
    },
    Job {
        name: "10,000 lines of 1.5 × 12",
        plain: || spots(|at| plain::draw_line(at.x, at.y, at.x + 9.0, at.y + 8.0, 1.5, GREEN)),
        smooth: || spots(|at| draw_line(at.x, at.y, at.x + 9.0, at.y + 8.0, 1.5, GREEN)),
        bar: None,
    },
    Job {
        name: "10,000 squares of 8 × 8 between the pixels",
        plain: || spots(|at| plain::draw_rectangle(at.x, at.y, 8.0, 8.0, GREEN)),
        smooth: || spots(|at| draw_rectangle(at.x, at.y, 8.0, 8.0, GREEN)),
        bar: None,
    },
    Job {
        name: "10,000 squares of 8 × 8 on whole pixels",
        plain: || spots(|at| plain::draw_rectangle(at.x.floor(), at.y.floor(), 8.0, 8.0, GREEN)),
        smooth: || spots(|at| draw_rectangle(at.x.floor(), at.y.floor(), 8.0, 8.0, GREEN)),
        bar: None,
    },
];

/// 10,000 places between the pixels.
fn spots(draw: impl Fn(Vec2)) {
    for index in 0..10_000 {
        let (row, column) = (index / 125, index % 125);
        draw(vec2(20.0 + column as f32 * 15.1, 20.0 + row as f32 * 13.07));
    }
}

fn main() {
    if let Ok(job) = env::var(JOB) {
        let job: usize = job.parse().expect("the number of a job");
        let sketch = Sketch::new("shapes", move || measured(job));
        kinora::run(sketch.size(1920, 1080).duration(1.0));
    }
    println!("| 1920×1080 | macroquad | kinora | ratio | bar |");
    println!("|---|---|---|---|---|");
    for (index, job) in JOBS.iter().enumerate() {
        let (mut plain, mut smooth) = (vec![], vec![]);
        for _ in 0..TURNS {
            let (of_plain, of_smooth) = child(index);
            plain.push(of_plain);
            smooth.push(of_smooth);
        }
        let (plain, smooth) = (median(plain), median(smooth));
        println!(
            "| {} | {plain:.2} ms | {smooth:.2} ms | {:.2} | {} |",
            job.name,
            smooth / plain,
            job.bar.map_or("".into(), |bar| bar.to_string()),
        );
    }
}

/// Milliseconds of processor time of both, as a process of its own measures them.
fn child(job: usize) -> (f64, f64) {
    let output = Command::new(env::current_exe().unwrap())
        .args(["still", "-q", "--force", "-o"])
        .arg(env::temp_dir().join(format!("kinora-bench-shapes-{}.png", std::process::id())))
        .env(JOB, job.to_string())
        .stderr(Stdio::inherit())
        .output()
        .unwrap();
    let text = str::from_utf8(&output.stdout).unwrap();
    let mut numbers = text.split_whitespace().filter_map(|word| word.parse().ok());
    let mut next = || numbers.next().expect("two figures");
    (next(), next())
}

/// Draws both, frame by frame in turns, in the first frame of a sketch.
async fn measured(job: usize) {
    let (mut plain, mut smooth) = (vec![], vec![]);
    for _ in 0..FRAMES {
        // Outside of kinora, macroquad's white pixel is sampled smoothly.
        Texture2D::empty().set_filter(FilterMode::Linear);
        plain.push(cost(JOBS[job].plain));
        Texture2D::empty().set_filter(FilterMode::Nearest);
        smooth.push(cost(JOBS[job].smooth));
    }
    println!("{} {}", median(plain), median(smooth));
    next_frame().await
}

fn cost(draw: fn()) -> f64 {
    clear_background(BLACK);
    finish();
    let before = processor_time();
    draw();
    finish();
    processor_time() - before
}

/// Draws what is batched, and waits for it.
fn finish() {
    set_default_camera();
    // SAFETY: macroquad's context is current on this thread while a sketch runs.
    unsafe { gl::glFinish() };
}

/// Of all threads of this process, in milliseconds: those of software OpenGL included.
fn processor_time() -> f64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    time.tv_sec as f64 * 1e3 + time.tv_nsec as f64 / 1e6
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
