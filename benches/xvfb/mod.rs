//! A screen for the benches that open windows: an X server that nothing waits for.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// An Xvfb with a full HD screen, ended when it is dropped.
pub struct Xvfb {
    child: Child,
    /// What `DISPLAY` is on it.
    pub display: String,
}

impl Xvfb {
    /// One that answers.
    pub fn start() -> Xvfb {
        let mut child = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1920x1080x24"])
            .args(["-nolisten", "tcp", "-noreset"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb is installed");
        let mut number = String::new();
        let mut told = BufReader::new(child.stdout.take().expect("it is piped"));
        told.read_line(&mut number).expect("Xvfb starts");
        Xvfb {
            child,
            display: format!(":{}", number.trim()),
        }
    }
}

impl Drop for Xvfb {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
