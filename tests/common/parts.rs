//! What tests of parts look at: pictures, their times, and what lies in a folder of parts.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::{framemd5, listing, stdout, succeed};

/// ffmpeg's checksums of the pictures alone, without their times.
pub fn frames(movie: &Path) -> Vec<String> {
    let lines = framemd5(movie);
    // Pictures are the first stream; what is heard is in the second.
    let lines = lines.lines().filter(|line| line.starts_with("0,"));
    let sums = lines.filter_map(|line| line.rsplit(',').next());
    sums.map(|sum| sum.trim().to_owned()).collect()
}

/// The times of the pictures as the file has them, from the first on.
pub fn times(movie: &Path) -> Vec<i64> {
    let mut command = Command::new("ffprobe");
    command.args(["-v", "error", "-select_streams", "v:0", "-of", "csv=p=0"]);
    command.args(["-show_entries", "packet=pts"]).arg(movie);
    let lines = stdout(&succeed(command));
    let numbers = lines
        .split(['\n', ','])
        .filter_map(|line| line.trim().parse().ok());
    let mut times: Vec<i64> = numbers.collect();
    times.sort_unstable();
    times
}

/// The records of finished parts, and the moments at which they were written.
pub fn records(folder: &Path) -> Vec<(String, std::time::SystemTime)> {
    let names = listing(folder);
    let records = names.into_iter().filter(|name| {
        name.starts_with("part-") && name.ends_with(".json") && !name.contains("partial")
    });
    // The folder may be removed meanwhile.
    let written = |name: &str| fs::metadata(folder.join(name)).ok()?.modified().ok();
    records
        .filter_map(|name| Some((name.clone(), written(&name)?)))
        .collect()
}
