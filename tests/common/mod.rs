//! What the tests share: programs in a folder of their own, movies asked frame by frame, and a wait for what must
//! come.
#![allow(dead_code)]

pub mod disk;
pub mod ear;
pub mod game;
pub mod parts;
pub mod sandbox;
pub mod screen;
pub mod stills;
pub mod taken;

use std::collections::HashMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Resource, Rlimit, Signal};
use serde_json::Value;
use tempfile::TempDir;

/// How long a test waits for something that must come.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// A folder to work in, and a mark by which every process that was started in it can be found.
pub struct Place {
    folder: TempDir,
}

impl Place {
    pub fn new() -> Place {
        Place {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    /// The built program, in this folder, with no display.
    pub fn kinora(&self, args: &str) -> Command {
        self.program(Path::new(env!("CARGO_BIN_EXE_kinora")), args)
    }

    /// The program with the test cards, likewise.
    pub fn cards(&self, args: &str) -> Command {
        self.example("testcards", args)
    }

    /// A program of kinora's that does what `mode` says.
    pub fn game(&self, mode: &str, args: &str) -> Command {
        let mut command = self.example("game", args);
        command.env("GAME", mode);
        command
    }

    /// One of the examples, likewise.
    pub fn example(&self, name: &str, args: &str) -> Command {
        self.program(&built(name), args)
    }

    /// Any program, likewise.
    pub fn program(&self, program: &Path, args: &str) -> Command {
        let mut command = Command::new(program);
        command
            .args(args.split_whitespace())
            .current_dir(self.path())
            .env(MARK, self.path())
            // What the sandbox remembers is forgotten with the folder.
            .env("XDG_CONFIG_HOME", self.path().join(CONFIG))
            .env_remove("DISPLAY")
            .env_remove("WAYLAND_DISPLAY")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        bound(&mut command);
        command
    }

    /// Another program that runs `command`, in its place: `wrapper` with `args`, and then the command line.
    pub fn wrapped(&self, wrapper: &str, args: &[&str], command: &Command) -> Command {
        let mut outer = Command::new(wrapper);
        outer.args(args).arg(command.get_program());
        outer.args(command.get_args()).current_dir(self.path());
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => outer.env(name, value),
                None => outer.env_remove(name),
            };
        }
        outer
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        bound(&mut outer);
        outer
    }

    /// A program that is found before ffmpeg and does what `script` says; `$REAL` in it is ffmpeg. The `PATH` with it.
    pub fn stand_in(&self, script: &str) -> String {
        let folder = self.file("bin");
        fs::create_dir_all(&folder).unwrap();
        let path = std::env::var("PATH").unwrap();
        let real = std::env::split_paths(&path)
            .map(|folder| folder.join("ffmpeg"))
            .find(|file| file.is_file())
            .unwrap();
        let program = folder.join("ffmpeg");
        let script = format!("#!/bin/sh\nREAL={}\n{script}\n", real.display());
        fs::write(&program, script).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        format!("{}:{path}", folder.display())
    }

    /// Names of what lies in the folder, sorted.
    pub fn listing(&self) -> Vec<String> {
        listing(self.path())
    }

    /// Processes that were started from here and still live, by name.
    pub fn processes(&self) -> Vec<String> {
        self.started().map(|(name, _)| name).collect()
    }

    /// Ends what was started from here and still lives.
    pub fn end(&self) {
        for (_, process) in self.started() {
            let _ = rustix::process::kill_process(process, Signal::KILL);
        }
    }

    /// A process of that name that was started from here and still lives.
    pub fn process(&self, name: &str) -> Option<Pid> {
        self.started()
            .find(|(found, _)| found == name)
            .map(|(_, pid)| pid)
    }

    fn started(&self) -> impl Iterator<Item = (String, Pid)> {
        let mark = format!("{MARK}={}", self.path().display());
        let marked = move |process: &Path| {
            let environment = fs::read(process.join("environ")).unwrap_or_default();
            environment
                .split(|byte| *byte == 0)
                .any(|entry| entry == mark.as_bytes())
        };
        fs::read_dir("/proc")
            .unwrap()
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(move |process| marked(process))
            .filter_map(|process| {
                let name = fs::read_to_string(process.join("comm")).ok()?;
                let pid = process.file_name()?.to_str()?.parse().ok()?;
                Some((name.trim().to_owned(), Pid::from_raw(pid)?))
            })
    }
}

/// Seconds after which a program that a test started is ended.
const DEADLINE: u32 = 240;

/// The largest file that it may write, in bytes.
const LARGEST: u64 = 512 << 20;

/// Whatever becomes of the test: the program ends one day, and fills no disk. Signals are as they are by default, and not
/// as whoever started the tests has left them: under nohup, SIGHUP is ignored.
pub fn bound(command: &mut Command) {
    // SAFETY: between fork and exec only system calls are made: none allocates or locks.
    unsafe {
        command.pre_exec(|| {
            // It goes on over the exec.
            libc::alarm(DEADLINE);
            for signal in [libc::SIGHUP, libc::SIGINT, libc::SIGTERM] {
                libc::signal(signal, libc::SIG_DFL);
            }
            let largest = Rlimit {
                current: Some(LARGEST),
                maximum: Some(LARGEST),
            };
            rustix::process::setrlimit(Resource::Fsize, largest)?;
            // Tests are threads, and what they start dies with them.
            rustix::process::set_parent_process_death_signal(Some(Signal::KILL))?;
            Ok(())
        });
    }
}

/// What is [bound], for so long.
pub fn bound_for(patience: Duration, mut command: Command) -> Command {
    let seconds = patience.as_secs() as u32;
    // SAFETY: only a system call is made between fork and exec.
    unsafe {
        command.pre_exec(move || {
            libc::alarm(seconds);
            Ok(())
        });
    }
    command
}

/// Where an example was built.
pub fn built(example: &str) -> PathBuf {
    let kinora = Path::new(env!("CARGO_BIN_EXE_kinora")).parent().unwrap();
    kinora.join("examples").join(example)
}

/// Folder for configuration in a place.
pub const CONFIG: &str = ".config";

const MARK: &str = "KINORA_TEST_PLACE";

pub fn listing(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else {
        return vec![];
    };
    let mut names: Vec<_> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// Waits until `condition` holds.
pub fn until(what: &str, condition: impl FnMut() -> bool) {
    until_within(PATIENCE, what, condition);
}

/// The same, for so long at most.
pub fn until_within(patience: Duration, what: &str, mut condition: impl FnMut() -> bool) {
    let deadline = Instant::now() + patience;
    while !condition() {
        assert!(Instant::now() < deadline, "waited in vain: {what}");
        thread::sleep(Duration::from_millis(5));
    }
}

pub fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Runs a program to its end, and returns the most memory that it had in use, in bytes.
pub fn peak_memory(mut command: Command) -> u64 {
    let mut child = command.spawn().unwrap();
    let mut peak = 0;
    until("it ends", || {
        peak = most_memory(child.id()).unwrap_or(peak);
        child.try_wait().unwrap().is_some()
    });
    peak
}

/// The same, and that of the processes that it starts, where it takes so long at most.
pub fn peak_memories(command: Command, patience: Duration) -> (u64, u64) {
    let mut command = bound_for(patience, command);
    let mut child = command.spawn().unwrap();
    let mut peaks = HashMap::new();
    until_within(patience, "it ends", || {
        let begun = children(child.id()).into_iter().chain([child.id()]);
        let known = begun.filter_map(|process| Some((process, most_memory(process)?)));
        peaks.extend(known);
        child.try_wait().unwrap().is_some()
    });
    assert!(child.wait().unwrap().success(), "{command:?}");
    let own = peaks.remove(&child.id()).unwrap_or_default();
    (own, peaks.values().sum())
}

/// The most memory that a process has had in use, in bytes; `None` of one that has ended.
fn most_memory(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: u64 = line.trim().trim_end_matches(" kB").parse().ok()?;
    Some(kib * 1024)
}

/// The processes that another one has started.
fn children(process: u32) -> Vec<u32> {
    let tasks = fs::read_dir(format!("/proc/{process}/task"));
    let tasks = tasks.into_iter().flatten().flatten();
    let said = tasks.filter_map(|task| fs::read_to_string(task.path().join("children")).ok());
    let said: Vec<_> = said.collect();
    let numbers = said.iter().flat_map(|said| said.split_whitespace());
    numbers.filter_map(|number| number.parse().ok()).collect()
}

/// Runs to the end, and asserts that it went well.
pub fn succeed(mut command: Command) -> Output {
    bound(&mut command);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", stderr(&output));
    output
}

/// Runs to the end, and returns exit code and stderr of what must fail without a panic.
pub fn fail(mut command: Command) -> (i32, String) {
    bound(&mut command);
    let output = command.output().unwrap();
    let said = stderr(&output);
    assert!(!output.status.success(), "{command:?} went well");
    assert!(
        !said.contains("panicked at") && !said.contains("RUST_BACKTRACE"),
        "{said}"
    );
    (output.status.code().expect("it was not killed"), said)
}

/// The video stream and the format of a file, as ffprobe sees them, every frame counted.
pub fn probe(path: &Path) -> Value {
    let mut command = Command::new("ffprobe");
    command.args([
        "-v",
        "error",
        "-count_frames",
        "-select_streams",
        "v:0",
        "-of",
        "json",
    ]);
    command.args(["-show_streams", "-show_format"]).arg(path);
    let output = succeed(command);
    assert_eq!(
        stderr(&output),
        "",
        "ffprobe reads {path:?} without complaint"
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

pub fn duration(path: &Path) -> f64 {
    probe(path)["format"]["duration"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap()
}

/// One decoded picture: R, G, B from the top left.
pub struct Picture {
    pub width: usize,
    pub height: usize,
    rgb: Vec<u8>,
}

impl Picture {
    pub fn new(width: usize, height: usize, rgb: Vec<u8>) -> Picture {
        assert_eq!(rgb.len(), width * height * 3);
        Picture { width, height, rgb }
    }

    pub fn at(&self, x: usize, y: usize) -> [u8; 3] {
        assert!(x < self.width && y < self.height);
        let at = (y * self.width + x) * 3;
        self.rgb[at..at + 3].try_into().unwrap()
    }

    /// The upper left corner of it.
    pub fn corner(&self, width: usize, height: usize) -> Picture {
        assert!(width <= self.width && height <= self.height);
        let rows = self.rgb.chunks_exact(self.width * 3).take(height);
        let rgb = rows.flat_map(|row| &row[..width * 3]).copied().collect();
        Picture::new(width, height, rgb)
    }

    /// Whether there is nothing on it.
    pub fn is_black(&self) -> bool {
        self.rgb.iter().all(|value| *value == 0)
    }

    /// The mean difference of all values, 0 to 255.
    pub fn off(&self, other: &Picture) -> f64 {
        assert_eq!((self.width, self.height), (other.width, other.height));
        let values = self.rgb.iter().zip(&other.rgb);
        let sum: u64 = values.map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
        sum as f64 / self.rgb.len() as f64
    }

    /// The same with one pixel for each four, their mean.
    pub fn halved(&self) -> Picture {
        let (width, height) = (self.width / 2, self.height / 2);
        let mean = |x: usize, y: usize, channel: usize| {
            let corners = [(0, 0), (1, 0), (0, 1), (1, 1)];
            let sum: u32 = corners
                .iter()
                .map(|(right, down)| u32::from(self.at(2 * x + right, 2 * y + down)[channel]))
                .sum();
            (sum / 4) as u8
        };
        let places = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
        let rgb = places.flat_map(|(x, y)| [0, 1, 2].map(|channel| mean(x, y, channel)));
        Picture::new(width, height, rgb.collect())
    }

    /// The number that 16 bars across show, the highest bit at the left: light for 1.
    pub fn bars(&self) -> u32 {
        (0..16).fold(0, |bits, bar| {
            let pixel = self.at((2 * bar + 1) * self.width / 32, self.height / 2);
            bits << 1 | u32::from(pixel[0] > 128)
        })
    }

    /// The pixel at a share of width and height.
    pub fn at_share(&self, x: f64, y: f64) -> [u8; 3] {
        self.at(
            (self.width as f64 * x) as usize,
            (self.height as f64 * y) as usize,
        )
    }
}

/// Every picture of a movie, decoded by its tags.
pub fn pictures(path: &Path) -> Vec<Picture> {
    let stream = &probe(path)["streams"][0];
    let side = |name: &str| stream[name].as_u64().unwrap() as usize;
    decode(path, &[], side("width"), side("height"))
}

/// The same, of what must be described by options before ffmpeg finds its way.
pub fn decode(path: &Path, options: &[&str], width: usize, height: usize) -> Vec<Picture> {
    let mut command = Command::new("ffmpeg");
    command
        .args(["-v", "error"])
        .args(options)
        .arg("-i")
        .arg(path);
    // As a player does it that takes care.
    command.args(["-sws_flags", "accurate_rnd+full_chroma_int"]);
    command.args(["-f", "rawvideo", "-pix_fmt", "rgb24", "-"]);
    let output = succeed(command);
    assert_eq!(
        stderr(&output),
        "",
        "ffmpeg decodes {path:?} without complaint"
    );
    output
        .stdout
        .chunks_exact(width * height * 3)
        .map(|rgb| Picture::new(width, height, rgb.to_vec()))
        .collect()
}

/// ffmpeg's checksum of every frame.
pub fn framemd5(path: &Path) -> String {
    let mut command = Command::new("ffmpeg");
    command
        .args(["-v", "error", "-i"])
        .arg(path)
        .args(["-f", "framemd5", "-"]);
    stdout(&succeed(command))
}

#[track_caller]
pub fn assert_near(got: [u8; 3], want: [u8; 3], tolerance: u8) {
    let off = got
        .iter()
        .zip(want)
        .map(|(a, b)| a.abs_diff(b))
        .max()
        .unwrap();
    assert!(
        off <= tolerance,
        "{got:?} is not {want:?} within {tolerance}"
    );
}
