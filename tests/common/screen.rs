//! An X server of its own for a test, and what is to be seen on it.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use super::{Picture, succeed};

/// An X server of its own.
pub struct Screen {
    xvfb: Child,
    size: (usize, usize),
    pub display: String,
}

impl Screen {
    pub fn start(size: (usize, usize)) -> Screen {
        let mut xvfb = Command::new("Xvfb")
            .args([
                "-displayfd",
                "1",
                "-screen",
                "0",
                &format!("{}x{}x24", size.0, size.1),
                "-nolisten",
                "tcp",
                "-noreset",
            ])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut number = String::new();
        BufReader::new(xvfb.stdout.take().unwrap())
            .read_line(&mut number)
            .unwrap();
        Screen {
            xvfb,
            size,
            display: format!(":{}", number.trim()),
        }
    }

    /// Ends it at once.
    pub fn kill(&mut self) {
        let _ = self.xvfb.kill();
        let _ = self.xvfb.wait();
    }

    /// What is to be seen on it, grabbed by ffmpeg.
    pub fn grab(&self) -> Picture {
        let (width, height) = self.size;
        let size = format!("{width}x{height}");
        let mut command = Command::new("ffmpeg");
        command.args(["-v", "error", "-f", "x11grab", "-draw_mouse", "0"]);
        command.args(["-video_size", &size, "-i", &self.display]);
        command.args(["-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]);
        Picture::new(width, height, succeed(command).stdout)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.kill();
    }
}
