//! However an export ends, nothing of it stays: no process, no broken file.

mod common;

use std::process::{Child, Command, Stdio};

use common::*;
use rustix::process::{Pid, Signal, kill_process, kill_process_group};

/// An export that would take hours, seen at work.
fn long_export(place: &Place) -> Child {
    let mut command = place.kinora("export noise --preset ultrafast -o noise.mp4 --frames 60000");
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let child = command.spawn().unwrap();
    let partial = place.file("noise.partial.mp4");
    until("ffmpeg writes the file", || {
        std::fs::metadata(&partial).is_ok_and(|file| file.len() > 100_000)
    });
    let mut processes = place.processes();
    processes.sort();
    assert_eq!(processes, ["Xvfb", "ffmpeg", "kinora"]);
    child
}

fn pid(child: &Child) -> Pid {
    Pid::from_raw(child.id().cast_signed()).unwrap()
}

#[test]
fn ctrl_c_ends_an_export_at_once_and_leaves_nothing() {
    for signal in [Signal::INT, Signal::TERM, Signal::HUP] {
        let place = Place::new();
        let child = long_export(&place);
        // As a terminal does it: the signal goes to the whole group.
        kill_process_group(pid(&child), signal).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(130));
        assert_eq!(stderr(&output), "error: interrupted; nothing was written\n");
        assert!(place.listing().is_empty(), "{:?}", place.listing());
        assert!(place.processes().is_empty(), "{:?}", place.processes());
    }
}

#[test]
fn a_background_job_hears_ctrl_c_and_outlives_a_hangup_it_ignores() {
    let place = Place::new();
    let kinora = place.kinora("export noise --preset ultrafast -o noise.mp4 --frames 60000");
    let mut command = Command::new("sh");
    for (name, value) in kinora.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    command
        .args(["-c", "trap '' INT HUP; exec \"$0\" \"$@\""])
        .arg(kinora.get_program());
    command.args(kinora.get_args()).current_dir(place.path());
    command.stdin(Stdio::null()).stderr(Stdio::piped());
    let child = command.spawn().unwrap();
    let partial = place.file("noise.partial.mp4");
    let length = || std::fs::metadata(&partial).map_or(0, |file| file.len());
    until("ffmpeg writes the file", || length() > 100_000);
    kill_process(pid(&child), Signal::HUP).unwrap();
    let before = length();
    until("it goes on", || length() > before + 1_000_000);
    kill_process(pid(&child), Signal::INT).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130));
    assert!(place.listing().is_empty(), "{:?}", place.listing());
}

#[test]
fn ctrl_c_before_the_first_frame_ends_an_export_too() {
    let place = Place::new();
    let child = place
        .kinora("export noise -o noise.mp4 --frames 60000")
        .spawn()
        .unwrap();
    until("it has begun", || place.file("noise.partial.mp4").exists());
    kill_process(pid(&child), Signal::INT).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(!output.status.success());
    until("no process is left", || place.processes().is_empty());
    assert_eq!(place.listing(), Vec::<String>::new());
}

#[test]
fn a_killed_export_leaves_no_process_and_no_movie_under_its_name() {
    let place = Place::new();
    let mut child = long_export(&place);
    child.kill().unwrap();
    child.wait().unwrap();
    until("Xvfb and ffmpeg are gone", || place.processes().is_empty());
    assert_eq!(place.listing(), ["noise.partial.mp4"]);
}
