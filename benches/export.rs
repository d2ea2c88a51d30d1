//! An export against ffmpeg alone: the same frames, the same arguments, in turns, medians.
//!
//! What kinora hands to ffmpeg is caught once by a stand-in that keeps arguments and frames in memory. ffmpeg alone
//! then gets these arguments and reads these frames from memory. kinora is measured from the start of its process to
//! the finished file, its display included. Run it with `cargo bench --bench export`.

use std::fs::{self, File};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

struct Job {
    name: &'static str,
    args: &'static str,
    turns: usize,
    /// Most that kinora may take, as a multiple of ffmpeg alone.
    bar: f64,
}

const JOBS: [Job; 2] = [
    Job {
        name: "pulse 640×480, 20 fps, 5 s, medium",
        args: "export pulse --quiet --preset medium",
        turns: 15,
        bar: 1.6,
    },
    Job {
        name: "pulse 1920×1080, 60 fps, 5 s, veryfast",
        args: "export pulse --quiet --preset veryfast --size 1920x1080 --fps 60",
        turns: 15,
        bar: 1.35,
    },
];

fn main() {
    let folder = memory().join(format!("kinora-bench-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("there is room in memory");
    println!("| job | ffmpeg alone | kinora | ratio | bar |");
    println!("|---|---|---|---|---|");
    for job in &JOBS {
        let caught = catch(&folder, job);
        let (mut alone, mut kinora) = (vec![], vec![]);
        for _ in 0..job.turns {
            alone.push(time(&mut ffmpeg(&folder, &caught)));
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
    fs::remove_dir_all(&folder).expect("the folder is ours");
}

/// A folder in memory, where the system has one.
fn memory() -> PathBuf {
    let shm = Path::new("/dev/shm");
    if shm.is_dir() {
        shm.into()
    } else {
        std::env::temp_dir()
    }
}

/// What kinora told ffmpeg, and the frames it gave.
struct Caught {
    args: Vec<String>,
    frames: PathBuf,
}

fn catch(folder: &Path, job: &Job) -> Caught {
    let stand_in = folder.join("bin");
    fs::create_dir_all(&stand_in).unwrap();
    let (args, frames) = (folder.join("args"), folder.join("frames.yuv"));
    let script = format!(
        "#!/bin/sh\nprintf '%s\\n' \"$@\" > '{}'\nexec cat > '{}'\n",
        args.display(),
        frames.display()
    );
    let program = stand_in.join("ffmpeg");
    fs::write(&program, script).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();

    let path = std::env::var("PATH").unwrap();
    time(export(folder, job).env("PATH", format!("{}:{path}", stand_in.display())));
    let args = fs::read_to_string(args)
        .unwrap()
        .lines()
        .map(str::to_owned)
        .collect();
    Caught { args, frames }
}

fn export(folder: &Path, job: &Job) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kinora"));
    command
        .args(job.args.split(' '))
        .args(["--force", "-o"])
        .arg(folder.join("kinora.mp4"));
    command
}

fn ffmpeg(folder: &Path, caught: &Caught) -> Command {
    let mut command = Command::new("ffmpeg");
    let (_, told) = caught
        .args
        .split_last()
        .expect("the last argument is the file");
    command.args(told).arg(folder.join("alone.mp4"));
    command
        .stdin(File::open(&caught.frames).unwrap())
        .stderr(Stdio::null());
    command
}

fn time(command: &mut Command) -> Duration {
    let start = Instant::now();
    let status = command.status().expect("it starts");
    let taken = start.elapsed();
    assert!(status.success(), "{command:?}: {status}");
    taken
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}
