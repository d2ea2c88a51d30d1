//! A sketch in the sandbox, in a window on a screen of its own, that says numbers of itself.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::{env, fs, thread};

use crate::xvfb::Xvfb;

/// The process is told by this variable that it is the sketch.
pub const SKETCH: &str = "KINORA_BENCH_SKETCH";

/// A window, closed when it is dropped.
pub struct Window {
    /// Where it keeps its recordings, in `recordings`.
    pub folder: PathBuf,
    /// What the sketch writes to its stderr: lines of numbers.
    pub numbers: Receiver<Vec<f64>>,
    xvfb: Xvfb,
    sketch: Child,
}

impl Window {
    /// Opens the bench's own sketch with those options, such as `--size 640x480`; it is there when it has said its first
    /// numbers.
    pub fn open(options: &str) -> Window {
        let folder = env::temp_dir().join(format!("kinora-bench-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let xvfb = Xvfb::start();
        let mut sketch = Command::new(env::current_exe().unwrap())
            .arg("run")
            .args(options.split(' '))
            .env(SKETCH, "1")
            .env("DISPLAY", &xvfb.display)
            .env("XDG_CONFIG_HOME", &folder)
            .current_dir(&folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (send, numbers) = channel();
        let lines = BufReader::new(sketch.stderr.take().unwrap()).lines();
        thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                let numbers: Result<_, _> = line.split(' ').map(str::parse).collect();
                match numbers {
                    // Nobody listens any more when the window closes.
                    Ok(numbers) => drop(send.send(numbers)),
                    Err(_) => eprintln!("{line}"),
                }
            }
        });
        let window = Window {
            folder,
            numbers,
            xvfb,
            sketch,
        };
        window.numbers.recv().expect("the sketch plays");
        window.xdotool(&["mousemove", "20", "20"]);
        window
    }

    /// Presses a key.
    pub fn key(&self, key: &str) {
        self.xdotool(&["key", key]);
    }

    /// Leaves out the lines that nobody has read.
    pub fn forget(&self) {
        while self.numbers.try_recv().is_ok() {}
    }

    fn xdotool(&self, args: &[&str]) {
        let mut command = Command::new("xdotool");
        command.args(args).env("DISPLAY", &self.xvfb.display);
        assert!(command.status().expect("xdotool is installed").success());
    }

    /// Closes it, and returns what it said of its recordings.
    pub fn close(&mut self) -> Vec<String> {
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

/// Sum of what the reports say before that word: "(12 repeated, 3 dropped)".
#[allow(dead_code)]
pub fn counted(reports: &[String], word: &str) -> u64 {
    let of = |report: &String| -> u64 {
        let words: Vec<_> = report.split([' ', '(', ',', ')']).collect();
        let at = words.iter().position(|found| *found == word);
        at.and_then(|at| words[at - 1].parse().ok()).unwrap_or(0)
    };
    reports.iter().map(of).sum()
}
