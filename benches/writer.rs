//! `VideoWriter` fed with pixels from memory, against ffmpeg alone: the same frames, the same arguments, in turns,
//! medians. Run it with `cargo bench --bench writer`.
//!
//! For H.264, ffmpeg alone is given the planes that kinora gives it and told what kinora tells it; for GIF and WebP it
//! is given RGB, and told what people tell it in one command. The writer is measured in a process of its own,
//! from its creation to the finished file; its pixels are in memory before.

mod common;

use std::process::Command;
use std::time::{Duration, Instant};

use common::*;
use kinora::{Pixels, Preset, VideoWriter};

struct Job {
    name: &'static str,
    file: &'static str,
    width: u32,
    height: u32,
    frames: usize,
    preset: Preset,
    /// What ffmpeg alone is told of RGB frames, if not what kinora tells it.
    recipe: Option<&'static str>,
    /// The least speed, as a share of that of ffmpeg alone.
    bar: f64,
}

const JOBS: [Job; 3] = [
    Job {
        name: "1920×1080 RGBA to H.264, veryfast",
        file: "a.mp4",
        width: 1920,
        height: 1080,
        frames: 300,
        preset: Preset::Veryfast,
        recipe: None,
        bar: 0.9,
    },
    Job {
        name: "640×480 RGBA to GIF",
        file: "b.gif",
        width: 640,
        height: 480,
        frames: 100,
        preset: Preset::Medium,
        recipe: Some("-vf split[a][b];[a]palettegen[p];[b][p]paletteuse -f gif"),
        bar: 1.0,
    },
    Job {
        name: "640×480 RGBA to WebP, lossless",
        file: "c.webp",
        width: 640,
        height: 480,
        frames: 100,
        preset: Preset::Medium,
        recipe: Some("-c:v libwebp_anim -lossless 1 -loop 0 -f webp"),
        bar: 1.0,
    },
];

const TURNS: usize = 11;

/// Different pictures that are in memory; the movie goes through them again and again.
const PICTURES: usize = 20;

/// Tells a process that it is the one to be measured: the number of its job, and the file.
const JOB: &str = "KINORA_BENCH_JOB";

fn main() {
    if let Ok(job) = std::env::var(JOB) {
        let (number, path) = job.split_once(' ').expect("number and file");
        return write(&JOBS[number.parse::<usize>().expect("a number")], path);
    }
    let folder = Folder::new();
    println!("| job | ffmpeg alone | VideoWriter | speed | bar |");
    println!("|---|---|---|---|---|");
    for (number, job) in JOBS.iter().enumerate() {
        let writer = || {
            let mut command = Command::new(std::env::current_exe().expect("it runs"));
            command.env(JOB, format!("{number} {}", folder.file(job.file).display()));
            command
        };
        let caught = match job.recipe {
            None => catch(&folder, &mut writer()),
            Some(options) => recipe(&folder, job, options),
        };
        let (mut alone, mut kinora) = (vec![], vec![]);
        for _ in 0..TURNS {
            alone.push(ffmpeg_alone(&folder, &caught));
            let output = writer().output().expect("it starts");
            assert!(output.status.success(), "{output:?}");
            let seconds = String::from_utf8_lossy(&output.stdout);
            kinora.push(Duration::from_secs_f64(
                seconds.trim().parse().expect("seconds"),
            ));
        }
        let (alone, kinora) = (median(alone), median(kinora));
        println!(
            "| {} | {:.2} s | {:.2} s | {:.2} | {:.2} |",
            job.name,
            alone.as_secs_f64(),
            kinora.as_secs_f64(),
            alone.as_secs_f64() / kinora.as_secs_f64(),
            job.bar
        );
    }
}

/// The frames of a job as they are, and one command of ffmpeg for them.
fn recipe(folder: &Folder, job: &Job, options: &str) -> Caught {
    let frames = folder.file("frames");
    let pictures: Vec<Vec<u8>> = (0..PICTURES).map(|number| picture(job, number)).collect();
    let mut file = std::fs::File::create(&frames).expect("there is room in memory");
    for index in 0..job.frames {
        std::io::Write::write_all(&mut file, &pictures[index % PICTURES]).expect("there is room");
    }
    let size = format!("{}x{}", job.width, job.height);
    let input = format!("-y -f rawvideo -pix_fmt rgb0 -video_size {size} -framerate 30 -i pipe:0");
    Caught {
        args: format!("{input} {options} FILE")
            .split(' ')
            .map(str::to_owned)
            .collect(),
        frames,
    }
}

/// Writes the movie of a job and prints the seconds it took.
fn write(job: &Job, path: &str) {
    let pictures: Vec<Vec<u8>> = (0..PICTURES).map(|number| picture(job, number)).collect();
    let start = Instant::now();
    let mut movie = VideoWriter::options()
        .preset(job.preset)
        .overwrite(true)
        .create(path, job.width, job.height, 30.0)
        .expect("it can be written");
    for index in 0..job.frames {
        movie
            .write(Pixels::Rgba(&pictures[index % PICTURES]))
            .expect("it is a picture");
    }
    movie.finish().expect("it is whole");
    println!("{}", start.elapsed().as_secs_f64());
}

/// A disc on a ramp, at a place of its own.
fn picture(job: &Job, number: usize) -> Vec<u8> {
    let (width, height) = (job.width as usize, job.height as usize);
    let x0 = width * (number + 1) / (PICTURES + 1);
    let inside = |x: usize, y: usize| {
        x.abs_diff(x0).pow(2) + y.abs_diff(height / 2).pow(2) < (height / 4).pow(2)
    };
    let pixel = |x: usize, y: usize| match inside(x, y) {
        true => [230, 80, 40, 255],
        false => [20, 30, (y * 128 / height) as u8, 255],
    };
    (0..width * height)
        .flat_map(|at| pixel(at % width, at / width))
        .collect()
}
