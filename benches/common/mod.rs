//! What the benches share: what kinora hands to ffmpeg, caught and given to ffmpeg alone, and the median of runs in
//! turns.

use std::fs::{self, File};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// A folder in memory, where the system has one. Removed when it is dropped.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new() -> Folder {
        let shm = Path::new("/dev/shm");
        let memory = if shm.is_dir() {
            shm.into()
        } else {
            std::env::temp_dir()
        };
        let folder = memory.join(format!("kinora-bench-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("there is room in memory");
        Folder(folder)
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).expect("the folder is ours");
    }
}

/// What kinora told ffmpeg, and the frames it gave.
pub struct Caught {
    pub args: Vec<String>,
    pub frames: PathBuf,
}

/// Runs `command` with a stand-in for ffmpeg that keeps arguments and frames in memory.
pub fn catch(folder: &Folder, command: &mut Command) -> Caught {
    let stand_in = folder.file("bin");
    fs::create_dir_all(&stand_in).unwrap();
    let (args, frames) = (folder.file("args"), folder.file("frames"));
    let script = format!(
        "#!/bin/sh\nprintf '%s\\n' \"$@\" > '{}'\nexec cat > '{}'\n",
        args.display(),
        frames.display()
    );
    let program = stand_in.join("ffmpeg");
    fs::write(&program, script).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();

    let path = std::env::var("PATH").unwrap();
    let status = command
        .env("PATH", format!("{}:{path}", stand_in.display()))
        .stdout(Stdio::null())
        .status();
    assert!(status.expect("it starts").success(), "{command:?}");
    let args = fs::read_to_string(args).unwrap();
    let args = args.lines().map(str::to_owned).collect();
    Caught {
        args: without_recipe(args),
        frames,
    }
}

/// Without the pipe by which only kinora says what the movie is.
fn without_recipe(mut args: Vec<String>) -> Vec<String> {
    if let Some(at) = args.iter().position(|arg| arg == "ffmetadata") {
        // -f ffmetadata -i pipe:7
        args.drain(at - 1..at + 3);
    }
    if let Some(at) = args.iter().position(|arg| arg == "-map_metadata") {
        args.drain(at..at + 2);
    }
    args
}

/// How long ffmpeg alone takes for what was caught.
pub fn ffmpeg_alone(folder: &Folder, caught: &Caught) -> Duration {
    let (_, told) = caught
        .args
        .split_last()
        .expect("the last argument is the file");
    time(
        Command::new("ffmpeg")
            .args(told)
            .arg(folder.file("alone"))
            .stdin(File::open(&caught.frames).unwrap())
            .stderr(Stdio::null()),
    )
}

pub fn time(command: &mut Command) -> Duration {
    let start = Instant::now();
    let status = command.status().expect("it starts");
    let taken = start.elapsed();
    assert!(status.success(), "{command:?}: {status}");
    taken
}

pub fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}
