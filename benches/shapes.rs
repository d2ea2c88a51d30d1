//! What kinora's smooth shapes cost beside macroquad's own: processor time of a frame of 1920×1080, from the first call
//! to the last pixel, in turns, medians. Run it with `cargo bench --bench shapes`.

mod median;

use median::median;
use std::cell::Cell;
use std::process::{Command, Stdio};
use std::{env, str};

use kinora::prelude::*;
use macroquad::miniquad::{RawId, gl};
use macroquad::shapes as plain;
use rustix::time::{ClockId, clock_gettime};

/// The process is told by this variable which job it measures.
const JOB: &str = "KINORA_BENCH_JOB";

/// From the OpenGL specification; miniquad's table lacks it.
const GL_TEXTURE_BINDING_2D: gl::GLenum = 0x8069;

const TURNS: usize = 7;
const FRAMES: usize = 30;

/// A job, how it is drawn by macroquad and by kinora, and the most that kinora's may cost of macroquad's.
struct Job {
    name: &'static str,
    plain: fn(),
    smooth: fn(),
    bar: Option<f64>,
}

const JOBS: [Job; 7] = [
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
        name: "20,000 lines of 1.5 × 12",
        plain: || strokes(|a, b| plain::draw_line(a.x, a.y, b.x, b.y, 1.5, GREEN)),
        smooth: || strokes(|a, b| draw_line(a.x, a.y, b.x, b.y, 1.5, GREEN)),
        bar: Some(1.11),
    },
    Job {
        name: "20,000 lines of 1 × 12",
        plain: || strokes(|a, b| plain::draw_line(a.x, a.y, b.x, b.y, 1.0, GREEN)),
        smooth: || strokes(|a, b| draw_line(a.x, a.y, b.x, b.y, 1.0, GREEN)),
        bar: Some(1.11),
    },
    Job {
        name: "5,000 times four lines of 1.5 × 12 and a circle of radius 4",
        plain: || {
            mixed(
                |a, b| plain::draw_line(a.x, a.y, b.x, b.y, 1.5, GREEN),
                |at| plain::draw_circle(at.x, at.y, 4.0, GREEN),
            )
        },
        smooth: || {
            mixed(
                |a, b| draw_line(a.x, a.y, b.x, b.y, 1.5, GREEN),
                |at| draw_circle(at.x, at.y, 4.0, GREEN),
            )
        },
        bar: Some(1.0),
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

/// 20,000 short lines in all directions.
fn strokes(draw: impl Fn(Vec2, Vec2)) {
    for index in 0..20_000 {
        let (row, column) = (index / 160, index % 160);
        let from = vec2(20.0 + column as f32 * 11.7, 20.0 + row as f32 * 8.3);
        draw(from, from + 12.0 * Vec2::from_angle(index as f32));
    }
}

/// The same, with something else after every fourth.
fn mixed(line: impl Fn(Vec2, Vec2), other: impl Fn(Vec2)) {
    let count = Cell::new(0);
    strokes(|from, to| {
        line(from, to);
        count.set(count.get() + 1);
        if count.get() % 4 == 0 {
            other(from);
        }
    });
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
        // Outside of kinora, macroquad's white pixel is sampled, and smoothly.
        sample_white(true);
        plain.push(cost(JOBS[job].plain));
        sample_white(false);
        smooth.push(cost(JOBS[job].smooth));
    }
    println!("{} {}", median(plain), median(smooth));
    next_frame().await
}

/// Has macroquad's white pixel sampled as macroquad does it, or as kinora does.
fn sample_white(as_macroquad: bool) {
    let white = Texture2D::empty();
    white.set_filter(match as_macroquad {
        true => FilterMode::Linear,
        false => FilterMode::Nearest,
    });
    let parts = [
        (gl::GL_TEXTURE_SWIZZLE_R, gl::GL_RED),
        (gl::GL_TEXTURE_SWIZZLE_G, gl::GL_GREEN),
        (gl::GL_TEXTURE_SWIZZLE_B, gl::GL_BLUE),
        (gl::GL_TEXTURE_SWIZZLE_A, gl::GL_ALPHA),
    ];
    // SAFETY: macroquad's context is current on this thread while a sketch runs, and the texture that was bound is bound
    // again.
    unsafe {
        let context = macroquad::window::get_internal_gl().quad_context;
        let RawId::OpenGl(name) = context.texture_raw_id(white.raw_miniquad_id());
        let mut bound = 0;
        gl::glGetIntegerv(GL_TEXTURE_BINDING_2D, &mut bound);
        gl::glBindTexture(gl::GL_TEXTURE_2D, name);
        for (part, own) in parts {
            let source = if as_macroquad { own } else { gl::GL_ONE };
            gl::glTexParameteri(gl::GL_TEXTURE_2D, part, source as i32);
        }
        gl::glBindTexture(gl::GL_TEXTURE_2D, bound as u32);
    }
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
