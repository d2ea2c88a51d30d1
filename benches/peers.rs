//! kinora beside what people make such movies with in Python, the first way that comes to mind in Rust, and ffmpeg alone:
//! the same picture in turns, medians. `cargo bench --bench peers` writes its part of `BENCHMARKS.md`; with `-- --quick` it
//! takes one turn each and only prints.
//!
//! The peers are the scripts in `benches/peers`, in a Python environment that is made once in `target/peers`, and the
//! example `naive` of the package `corpus`. ffmpeg alone gets the frames and the options that kinora gives it.

// Not all that the benches share is needed here.
#[allow(dead_code)]
mod common;
mod measure;
mod page;
mod xvfb;

use std::fmt::Write;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use std::{env, thread};

use common::{Caught, Folder, catch, median};
use measure::{Taken, peak, timed};
use page::{is_quick, publish};
use xvfb::Xvfb;

struct Job {
    name: &'static str,
    sketch: &'static str,
    size: (usize, usize),
    fps: u32,
    frames: u32,
    preset: &'static str,
    turns: usize,
    rows: &'static [Row],
}

#[derive(Clone, Copy, PartialEq)]
enum Row {
    Limit,
    Kinora,
    Naive,
    Pyav,
    Opencv,
    Imageio,
    Moviepy,
    Matplotlib,
}

use Row::*;

const PULSE: &[Row] = &[Limit, Kinora, Naive, Pyav, Opencv, Imageio, Moviepy];

const JOBS: [Job; 4] = [
    Job {
        name: "pulse, 640×480, 20 fps, 5 s, preset medium",
        sketch: "pulse",
        size: (640, 480),
        fps: 20,
        frames: 100,
        preset: "medium",
        turns: 5,
        rows: PULSE,
    },
    Job {
        name: "pulse, 1920×1080, 60 fps, 5 s, preset veryfast",
        sketch: "pulse",
        size: (1920, 1080),
        fps: 60,
        frames: 300,
        preset: "veryfast",
        turns: 3,
        rows: PULSE,
    },
    Job {
        name: "pulse, 1920×1080, 60 fps, 5 s, preset medium",
        sketch: "pulse",
        size: (1920, 1080),
        fps: 60,
        frames: 300,
        preset: "medium",
        turns: 3,
        rows: PULSE,
    },
    Job {
        name: "sine, 640×480, 20 fps, 63 frames, preset medium",
        sketch: "sine",
        size: (640, 480),
        fps: 20,
        frames: 63,
        preset: "medium",
        turns: 5,
        rows: &[Limit, Kinora, Matplotlib],
    },
];

impl Row {
    fn name(self) -> &'static str {
        match self {
            Limit => "ffmpeg alone, frames in memory",
            Kinora => "kinora",
            Naive => "macroquad, `get_screen_data`",
            Pyav => "OpenCV + PyAV",
            Opencv => "OpenCV's `VideoWriter` (MPEG-4)",
            Imageio => "Pillow + imageio",
            Moviepy => "pygame + moviepy",
            Matplotlib => "matplotlib's `FuncAnimation`",
        }
    }

    /// Its file in `benches/peers`.
    fn script(self) -> Option<&'static str> {
        match self {
            Pyav => Some("pyav.py"),
            Opencv => Some("opencv.py"),
            Imageio => Some("imageio_pillow.py"),
            Moviepy => Some("pygame_moviepy.py"),
            Matplotlib => Some("matplotlib_sine.py"),
            Limit | Kinora | Naive => None,
        }
    }
}

/// What is known of a row when all its turns are over.
struct Figures {
    row: Row,
    wall: Duration,
    cpu: Duration,
    /// Bytes.
    memory: u64,
    /// Bytes.
    file: u64,
    /// Decibels.
    psnr: f64,
}

/// The process is told by this variable that it is to start Xvfb and this program in it.
const IN_XVFB: &str = "KINORA_BENCH_IN_XVFB";

fn main() {
    if let Some(program) = env::var_os(IN_XVFB) {
        return in_xvfb(Path::new(&program));
    }
    let bench = Bench::prepare();
    let mut page = bench.head();
    for job in &JOBS {
        let turns = if is_quick() { 1 } else { job.turns };
        page += &table(job, turns, &bench.measure(job, turns));
    }
    page.push('\n');
    page += ROWS;
    publish("peers", &page);
}

/// Where everything is.
struct Bench {
    folder: Folder,
    python: PathBuf,
    naive: PathBuf,
    ffmpeg: PathBuf,
}

impl Bench {
    /// Makes what is missing: the Python environment, and the naive program.
    fn prepare() -> Bench {
        let release = kinora().parent().expect("a program is in a folder");
        let target = release.parent().expect("a folder is in a folder");
        let mut build = Command::new(env::var_os("CARGO").unwrap_or("cargo".into()));
        build.args(["build", "--release", "--package", "corpus"]);
        run(build.args(["--example", "naive"]).current_dir(root()));
        let doctor = doctor();
        Bench {
            folder: Folder::new(),
            python: environment(&target.join("peers")),
            naive: release.join("examples/naive"),
            ffmpeg: doctor["ffmpeg"]["path"].as_str().expect("a path").into(),
        }
    }

    /// Title, machine and versions.
    fn head(&self) -> String {
        let doctor = doctor();
        let date = Command::new("date").arg("+%F").output().unwrap().stdout;
        let date = String::from_utf8(date).unwrap();
        let date = date.trim();
        let cores = thread::available_parallelism().map_or(0, usize::from);
        let processor = line_of("/proc/cpuinfo", "model name");
        let memory = line_of("/proc/meminfo", "MemTotal");
        let memory: f64 = memory.trim_end_matches(" kB").parse().expect("a number");
        let packages = fs::read_to_string(requirements()).expect("it is there");
        let packages = packages.replace("==", " ").trim().replace('\n', ", ");
        format!(
            "# kinora beside others\n\n\
            Written by `cargo bench --bench peers` on {date}.\n\n\
            - Machine: {processor}, {cores} cores, {:.0} GiB of memory\n\
            - ffmpeg {}; PyAV brings libavcodec {}\n\
            - OpenGL: {}\n\
            - {}: {packages}\n\
            - kinora {}\n",
            memory / (1024.0 * 1024.0),
            doctor["ffmpeg"]["version"].as_str().unwrap_or("?"),
            said(Command::new(&self.python).args(["-c", LIBAVCODEC])),
            doctor["opengl"]["Ok"]["renderer"].as_str().unwrap_or("?"),
            said(Command::new(&self.python).arg("--version")),
            env!("CARGO_PKG_VERSION"),
        )
    }

    fn measure(&self, job: &Job, turns: usize) -> Vec<Figures> {
        let caught = catch(
            &self.folder,
            &mut self.kinora(job, &self.file("caught.mp4")),
        );
        let command = |row: Row| self.command(row, job, &caught);
        // These runs are the first, so that the measured ones find their programs in memory.
        let memory: Vec<u64> = job
            .rows
            .iter()
            .map(|row| peak(&mut command(*row)))
            .collect();
        let mut taken: Vec<Vec<Taken>> = job.rows.iter().map(|_| vec![]).collect();
        for _ in 0..turns {
            for (row, taken) in job.rows.iter().zip(&mut taken) {
                taken.push(timed(&mut command(*row)));
            }
        }
        fs::remove_file(&caught.frames).expect("it is there");
        let measured = job.rows.iter().zip(memory).zip(taken);
        measured
            .map(|((row, memory), taken)| self.figures(*row, job, memory, &taken))
            .collect()
    }

    fn figures(&self, row: Row, job: &Job, memory: u64, taken: &[Taken]) -> Figures {
        let movie = self.movie(row);
        assert_eq!(frames(&movie), job.frames, "{}", row.name());
        Figures {
            row,
            wall: median(taken.iter().map(|taken| taken.wall).collect()),
            cpu: median(taken.iter().map(|taken| taken.cpu).collect()),
            memory,
            file: fs::metadata(&movie).expect("the movie is there").len(),
            psnr: self.psnr(row, job),
        }
    }

    fn command(&self, row: Row, job: &Job, caught: &Caught) -> Command {
        let movie = self.movie(row);
        match (row, row.script()) {
            (Limit, _) => alone(&self.ffmpeg, caught, &movie),
            (Kinora, _) => self.kinora(job, &movie),
            (_, Some(script)) => self.python(job, script, &movie),
            (_, None) => self.naive(job, job.preset, &movie),
        }
    }

    fn kinora(&self, job: &Job, movie: &Path) -> Command {
        let mut command = Command::new(kinora());
        command
            .args(["export", job.sketch, "--quiet", "--force"])
            .args(["--size", &size(job), "--fps", &job.fps.to_string()])
            .args(["--preset", job.preset, "-o"])
            .arg(movie)
            .env_remove("DISPLAY")
            .env_remove("WAYLAND_DISPLAY");
        command
    }

    fn python(&self, job: &Job, script: &str, movie: &Path) -> Command {
        let mut command = Command::new(&self.python);
        command
            .arg(root().join("benches/peers").join(script))
            .arg(movie)
            .args(["--size", &size(job), "--fps", &job.fps.to_string()])
            .args(["--frames", &job.frames.to_string()])
            .args(["--preset", job.preset])
            .env("IMAGEIO_FFMPEG_EXE", &self.ffmpeg)
            .env("FFMPEG_BINARY", &self.ffmpeg);
        command
    }

    fn naive(&self, job: &Job, preset: &str, file: &Path) -> Command {
        let (width, height) = job.size;
        let mut command = Command::new(env::current_exe().expect("a bench has a path"));
        command
            .env(IN_XVFB, &self.naive)
            .arg(file)
            .args([width.to_string(), height.to_string()])
            .args([job.fps.to_string(), job.frames.to_string()])
            .arg(preset);
        command
    }

    /// How near the movie is to the frames that were drawn for it.
    fn psnr(&self, row: Row, job: &Job) -> f64 {
        let drawn = self.file("drawn.mkv");
        match (row, row.script()) {
            (Limit | Kinora, _) => {
                let mut lossless = self.kinora(job, &drawn);
                // FFV1 has no preset.
                let told: Vec<_> = lossless.get_args().map(ToOwned::to_owned).collect();
                let preset = told
                    .iter()
                    .position(|arg| arg == "--preset")
                    .expect("it has one");
                let told = told[..preset].iter().chain(&told[preset + 2..]);
                lossless = Command::new(kinora());
                run(lossless.args(told).args(["--codec", "ffv1"]));
            }
            (_, Some(script)) => run(self.python(job, script, &drawn).arg("--raw")),
            (_, None) => run(&mut self.naive(job, "raw", &drawn)),
        }
        let raw = !matches!(row, Limit | Kinora);
        let psnr = compare(&self.movie(row), &drawn, raw.then_some(job));
        fs::remove_file(&drawn).expect("it is there");
        psnr
    }

    fn movie(&self, row: Row) -> PathBuf {
        self.file(&format!("{}.mp4", row as usize))
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.file(name)
    }
}

fn kinora() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_kinora"))
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn requirements() -> PathBuf {
    root().join("benches/peers/requirements.txt")
}

fn size(job: &Job) -> String {
    format!("{}x{}", job.size.0, job.size.1)
}

/// ffmpeg with what kinora tells it, reading the frames from memory.
fn alone(ffmpeg: &Path, caught: &Caught, movie: &Path) -> Command {
    let (_, told) = caught
        .args
        .split_last()
        .expect("the last argument is the file");
    let mut command = Command::new(ffmpeg);
    command
        .args(told)
        .arg(movie)
        .stdin(File::open(&caught.frames).expect("the frames are there"));
    command
}

/// The Python of an environment with the packages that the peers need. It is made anew when their versions change.
fn environment(folder: &Path) -> PathBuf {
    let python = folder.join("bin/python");
    let (wanted, has) = (requirements(), folder.join("requirements.txt"));
    let read = |path: &Path| fs::read_to_string(path).ok();
    if read(&has).is_none() || read(&has) != read(&wanted) {
        eprintln!("making {}", folder.display());
        // On Debian this needs the package python3-venv.
        run(Command::new("python3").args(["-m", "venv"]).arg(folder));
        let mut install = Command::new(&python);
        install.args(["-m", "pip", "install", "--quiet", "--requirement"]);
        run(install.arg(&wanted));
        fs::copy(&wanted, &has).expect("the environment can be written to");
    }
    python
}

/// Starts Xvfb, runs the program in it with this process's arguments, and ends Xvfb.
fn in_xvfb(program: &Path) {
    let xvfb = Xvfb::start();
    let status = Command::new(program)
        .args(env::args_os().skip(1))
        .env("DISPLAY", &xvfb.display)
        .status();
    assert!(status.expect("it starts").success());
}

/// What `kinora doctor` finds.
fn doctor() -> serde_json::Value {
    let json = said(Command::new(kinora()).args(["doctor", "--json"]));
    serde_json::from_str(&json).expect("JSON")
}

const LIBAVCODEC: &str = "import av; print('.'.join(map(str, av.library_versions['libavcodec'])))";

/// What a file of `/proc` says in the line of that name.
fn line_of(file: &str, name: &str) -> String {
    let text = fs::read_to_string(file).expect("Linux has it");
    let line = text.lines().find(|line| line.starts_with(name));
    let value = line.and_then(|line| line.split_once(':'));
    value.map_or("?".into(), |(_, value)| value.trim().to_owned())
}

fn frames(movie: &Path) -> u32 {
    let mut probe = Command::new("ffprobe");
    probe.args(["-v", "error", "-select_streams", "v", "-count_packets"]);
    probe.args(["-show_entries", "stream=nb_read_packets", "-of", "csv=p=0"]);
    said(probe.arg(movie)).parse().expect("a number")
}

/// PSNR in RGB, frame by frame, of a movie and what was drawn for it; of a job, if that is raw frames of it.
fn compare(movie: &Path, drawn: &Path, raw: Option<&Job>) -> f64 {
    let mut command = Command::new("ffmpeg");
    command.args(["-hide_banner", "-nostats", "-i"]).arg(movie);
    if let Some(job) = raw {
        command.args(["-f", "rawvideo", "-pix_fmt", "rgb24"]);
        command.args([
            "-video_size",
            &size(job),
            "-framerate",
            &job.fps.to_string(),
        ]);
    }
    let output = command
        .arg("-i")
        .arg(drawn)
        .args(["-lavfi", PSNR, "-f", "null", "-"])
        .output()
        .expect("ffmpeg is installed");
    let text = String::from_utf8_lossy(&output.stderr);
    let average = text.split("average:").nth(1);
    let average = average.and_then(|rest| rest.split(' ').next());
    // Of equal frames it is "inf".
    let average = average.and_then(|average| average.parse().ok());
    average.unwrap_or_else(|| panic!("{text}"))
}

/// The first frame with the first, the second with the second, whatever their times are.
const PSNR: &str = "[0:v]settb=1/1000,setpts=N,format=gbrp[a];\
    [1:v]settb=1/1000,setpts=N,format=gbrp[b];[a][b]psnr";

fn run(command: &mut Command) {
    let status = command.stdout(Stdio::null()).status().expect("it starts");
    assert!(status.success(), "{command:?}: {status}");
}

/// What a command writes to its output.
fn said(command: &mut Command) -> String {
    let output = command.output().expect("it starts");
    assert!(output.status.success(), "{command:?}: {output:?}");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

fn table(job: &Job, turns: usize, figures: &[Figures]) -> String {
    let limit = figures.iter().find(|figures| figures.row == Limit);
    let limit = limit.expect("every job has it").wall.as_secs_f64();
    let runs = if turns == 1 { "run" } else { "runs" };
    let mut table = format!(
        "\n## {}\n\nMedian of {turns} {runs} each, in turns.\n\n",
        job.name
    );
    table += "| × ffmpeg alone | | time | processor time | peak memory | file | PSNR |\n";
    table += "|---|---|---|---|---|---|---|\n";
    for found in figures {
        let wall = found.wall.as_secs_f64();
        writeln!(
            table,
            "| {:.2} | {} | {wall:.2} s | {:.2} s | {:.0} MB | {:.0} kB | {:.1} dB |",
            wall / limit,
            found.row.name(),
            found.cpu.as_secs_f64(),
            found.memory as f64 / 1e6,
            found.file as f64 / 1e3,
            found.psnr
        )
        .expect("a string takes it");
    }
    table
}

/// What stands below the tables.
const ROWS: &str = include_str!("peers/rows.md");
