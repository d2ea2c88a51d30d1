//! What is heard in a movie, and when it is seen.

use std::ops::Range;
use std::path::Path;
use std::process::Command;

use super::succeed;

/// Samples a second that [`heard`] gives.
pub const RATE: f64 = 48_000.0;

/// The samples of a movie's sound, left and right.
pub fn heard(path: &Path) -> Vec<[f32; 2]> {
    let mut command = Command::new("ffmpeg");
    command.args(["-v", "error", "-i"]).arg(path);
    command.args(["-map", "0:a:0", "-ac", "2", "-ar", "48000"]);
    command.args(["-f", "f32le", "-"]);
    let bytes = succeed(command).stdout;
    let (samples, _) = bytes.as_chunks::<8>();
    let sample = |bytes: &[u8]| f32::from_le_bytes(bytes.try_into().unwrap());
    let frames = samples.iter();
    frames
        .map(|bytes| [sample(&bytes[..4]), sample(&bytes[4..])])
        .collect()
}

/// Seconds at which there is a click, the loudest sample of it.
pub fn clicks(path: &Path) -> Vec<f64> {
    let heard = heard(path);
    let loudness = |at: usize| heard[at][0].abs();
    let mut clicks = vec![];
    let mut at = 0;
    while at < heard.len() {
        if loudness(at) > 0.2 {
            let near = at..(at + 600).min(heard.len());
            let loudest = near.max_by(|&a, &b| loudness(a).total_cmp(&loudness(b)));
            clicks.push(loudest.unwrap_or(at) as f64 / RATE - early(path));
            at += 4800;
        }
        at += 1;
    }
    clicks
}

/// How much earlier a movie's sound begins than its pictures, in seconds: a player begins with both at their moments. What an
/// encoder of Opus adds before is not heard.
fn early(path: &Path) -> f64 {
    let begins = |stream: &str| -> f64 {
        let mut command = Command::new("ffprobe");
        command.args(["-v", "error", "-select_streams", stream]);
        command.args(["-show_entries", "stream=start_time", "-of", "csv=p=0"]);
        command.arg(path);
        let said = String::from_utf8(succeed(command).stdout).unwrap();
        said.trim().parse().unwrap_or(0.0)
    };
    let priming = match codec(path).as_deref() {
        Some("opus") => 312.0 / RATE,
        _ => 0.0,
    };
    begins("v:0") - begins("a:0") - priming
}

/// Seconds at which the picture becomes white.
pub fn flashes(path: &Path) -> Vec<f64> {
    let whites = whites(path).into_iter();
    whites.map(|white| white.start).collect()
}

/// Seconds from which on, and up to which, the picture is white.
pub fn whites(path: &Path) -> Vec<Range<f64>> {
    let mut command = Command::new("ffmpeg");
    command.args(["-v", "error", "-i"]).arg(path);
    command.args(["-vf", "scale=1:1,format=gray", "-fps_mode", "passthrough"]);
    command.args(["-f", "rawvideo", "-"]);
    let light = succeed(command).stdout;
    let mut command = Command::new("ffprobe");
    command.args(["-v", "error", "-select_streams", "v:0", "-of", "csv=p=0"]);
    command.args(["-show_entries", "frame=best_effort_timestamp_time"]);
    command.arg(path);
    let times = String::from_utf8(succeed(command).stdout).unwrap();
    let times: Vec<f64> = times
        .lines()
        .filter_map(|line| line.trim_end_matches(',').parse().ok())
        .collect();
    let first = times.first().copied().unwrap_or_default();
    let is_white = |at: usize| light[at] > 128;
    let mut whites: Vec<Range<f64>> = vec![];
    for at in 0..light.len() {
        let next = times.get(at + 1).unwrap_or(&times[at]) - first;
        match (is_white(at), at > 0 && is_white(at - 1)) {
            (true, false) => whites.push(times[at] - first..next),
            (true, true) => whites.last_mut().expect("it began").end = next,
            (false, _) => {}
        }
    }
    whites
}

/// The codec of its sound, if it has any.
pub fn codec(path: &Path) -> Option<String> {
    let mut command = Command::new("ffprobe");
    command.args(["-v", "error", "-select_streams", "a:0", "-of", "csv=p=0"]);
    command
        .args(["-show_entries", "stream=codec_name"])
        .arg(path);
    let said = String::from_utf8(succeed(command).stdout).unwrap();
    let name = said.trim();
    (!name.is_empty()).then(|| name.to_owned())
}
