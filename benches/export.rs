//! An export against ffmpeg alone: the same frames, the same arguments, in turns, medians.
//!
//! What kinora hands to ffmpeg is caught once by a stand-in that keeps arguments and frames in memory. ffmpeg alone
//! then gets these arguments and reads these frames from memory. kinora is measured from the start of its process to
//! the finished file, its display included. Run it with `cargo bench --bench export`.

mod common;

use std::process::Command;

use common::*;

struct Job {
    name: &'static str,
    args: &'static str,
    turns: usize,
    /// Most that kinora may take, as a multiple of ffmpeg alone.
    bar: f64,
}

const JOBS: [Job; 3] = [
    Job {
        name: "pulse 640×480, 20 fps, 5 s, medium",
        args: "export pulse --quiet --preset medium",
        turns: 15,
        bar: 1.4,
    },
    Job {
        name: "pulse 1920×1080, 60 fps, 5 s, veryfast",
        args: "export pulse --quiet --preset veryfast --size 1920x1080 --fps 60",
        turns: 15,
        bar: 1.25,
    },
    Job {
        name: "pulse 1920×1080, 60 fps, 5 s, medium",
        args: "export pulse --quiet --preset medium --size 1920x1080 --fps 60",
        turns: 15,
        bar: 1.15,
    },
];

fn main() {
    let folder = Folder::new();
    println!("| job | ffmpeg alone | kinora | ratio | bar |");
    println!("|---|---|---|---|---|");
    for job in &JOBS {
        let caught = catch(&folder, &mut export(&folder, job));
        let (mut alone, mut kinora) = (vec![], vec![]);
        for _ in 0..job.turns {
            alone.push(ffmpeg_alone(&folder, &caught));
            kinora.push(time(&mut export(&folder, job)));
        }
        let (alone, kinora) = (median(alone), median(kinora));
        let ratio = kinora.as_secs_f64() / alone.as_secs_f64();
        println!(
            "| {} | {:.2} s | {:.2} s | {ratio:.2} | {:.2} |",
            job.name,
            alone.as_secs_f64(),
            kinora.as_secs_f64(),
            job.bar
        );
    }
}

fn export(folder: &Folder, job: &Job) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kinora"));
    command
        .args(job.args.split(' '))
        .args(["--force", "-o"])
        .arg(folder.file("kinora.mp4"));
    command
}
