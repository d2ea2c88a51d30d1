//! Ends that nobody has planned, and waits that take long: nothing is lost, and each is said.

mod common;

use std::fs::{self, File};
use std::process::Stdio;
use std::time::{Duration, Instant};

use common::sandbox::Sandbox;
use common::*;
use rustix::process::{Pid, Signal, kill_process};

#[test]
fn the_first_signal_ends_an_export_within_a_frame_that_does_not_end() {
    for (args, partial) in [
        ("export stuck -o a.mp4", "a.partial.mp4"),
        ("export stuck --verify -o a.mp4", "a.partial.mp4"),
        ("export stuck -o a/%d.png", "a.partial"),
        ("still stuck --at 1 -o a.png", "a.partial.png"),
        ("sheet stuck -o a.png", "a.partial.png"),
    ] {
        for signal in [Signal::TERM, Signal::INT] {
            let place = Place::new();
            let mut child = place.cards(args).spawn().unwrap();
            until("the third frame has begun", || {
                place.file("stuck").exists() && place.file(partial).exists()
            });
            let began = Instant::now();
            kill_process(Pid::from_child(&child), signal).unwrap();
            let mut status = None;
            until("it ends", || {
                status = child.try_wait().unwrap();
                status.is_some()
            });
            // A second on an idle machine; what is tested is that it does not take the second signal.
            println!("{args}: {:?}", began.elapsed());
            let said = stderr(&child.wait_with_output().unwrap());
            assert_eq!(status.unwrap().code(), Some(130));
            assert_eq!(said, "error: interrupted; nothing was written\n");
            until("no process is left", || place.processes().is_empty());
            assert_eq!(place.listing(), ["stuck"], "{args}");
        }
    }
}

#[test]
fn a_frame_rate_that_nothing_can_bear_is_refused() {
    let place = Place::new();
    for fps in ["1e-9", "0.009", "1001", "inf"] {
        let (code, said) = fail(place.kinora(&format!("export pulse --fps {fps} --frames 2")));
        assert!(code == 2 && said.contains("0.01 to 1000"), "{said}");
    }
    succeed(place.kinora("export pulse --fps 0.01 --frames 2 -o slow.mp4"));
    assert!((duration(&place.file("slow.mp4")) - 200.0).abs() < 0.1);
    succeed(place.game("menu", "export --fps 0.01 --frames 3 -o ui.mp4"));
    for name in ["slow.gif", "slow.apng", "slow.webp", "slow.mkv"] {
        succeed(place.kinora(&format!("export pulse --fps 0.01 --frames 2 -o {name}")));
    }
    assert!((duration(&place.file("slow.gif")) - 200.0).abs() < 0.1);
}

#[test]
fn nobody_has_to_listen() {
    let place = Place::new();
    for args in [
        "export pulse --frames 5 --force -o a.mp4",
        "export pulse --frames 5 --force --json -o a.mp4",
        "still pulse --force -o a.png",
        "sheet pulse --columns 2 --rows 1 --force -o a.png",
    ] {
        let mut full = place.kinora(args);
        full.stdout(File::options().write(true).open("/dev/full").unwrap());
        let said = stderr(&succeed_with_its_own_output(full));
        assert!(
            said.contains("standard output cannot be written to"),
            "{said}"
        );
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut closed = place.kinora(args);
        closed.stdout(writer);
        assert_eq!(stderr(&succeed_with_its_own_output(closed)), "");
        let mut silent = place.kinora(args);
        silent.stderr(File::options().write(true).open("/dev/full").unwrap());
        succeed_with_its_own_output(silent);
    }
    for args in ["list", "list --json", "doctor", "--help", "--version"] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut closed = place.kinora(args);
        closed.stdout(writer);
        assert_eq!(stderr(&succeed_with_its_own_output(closed)), "", "{args}");
    }
    for args in ["list", "list --json", "doctor"] {
        let mut full = place.kinora(args);
        full.stdout(File::options().write(true).open("/dev/full").unwrap());
        let output = full.spawn().unwrap().wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{args}");
        assert!(stderr(&output).contains("standard output cannot"), "{args}");
    }
    let mut wrong = place.kinora("export nobody");
    wrong.stderr(File::options().write(true).open("/dev/full").unwrap());
    let output = wrong.spawn().unwrap().wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(2));
}

/// [`succeed`] would listen.
fn succeed_with_its_own_output(mut command: std::process::Command) -> std::process::Output {
    let output = command.spawn().unwrap().wait_with_output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", stderr(&output));
    output
}

#[test]
fn a_program_that_ends_itself_leaves_its_recording_as_a_movie() {
    for key in ["r", "shift+r"] {
        let mut sandbox = Sandbox::open_program("a game", |place| place.game("escape", ""));
        sandbox.record(&format!("ctrl+{key}"));
        std::thread::sleep(Duration::from_millis(900));
        sandbox.key("Escape");
        let mut status = None;
        until("the game ends", || {
            status = sandbox.kinora.try_wait().unwrap();
            status.is_some()
        });
        assert_eq!(status.unwrap().code(), Some(7), "the code is its own");
        until("no process is left", || {
            sandbox.place.processes().is_empty()
        });
        let movies = sandbox.recordings();
        assert_eq!(
            movies.len(),
            1,
            "{:?}",
            listing(&sandbox.place.file("recordings"))
        );
        assert!(pictures(&movies[0]).len() > 5);
        let mut said = String::new();
        let stdout = sandbox.kinora.stdout.as_mut().unwrap();
        std::io::Read::read_to_string(stdout, &mut said).unwrap();
        assert!(said.contains("finished as the program ended"), "{said}");
        assert_eq!(listing(&sandbox.place.file("recordings")).len(), 1);
    }
}

#[test]
fn a_coroutine_that_panics_takes_no_recording_with_it() {
    let mut sandbox = Sandbox::open_program("a game", |place| place.game("coroutine", ""));
    sandbox.record("ctrl+r");
    std::thread::sleep(Duration::from_millis(900));
    sandbox.key("Escape");
    let mut status = None;
    until("the game ends", || {
        status = sandbox.kinora.try_wait().unwrap();
        status.is_some()
    });
    assert_eq!(status.unwrap().code(), Some(1));
    let movie = sandbox.wait_for_recording(1);
    assert!(pictures(&movie).len() > 5);
    let mut said = String::new();
    std::io::Read::read_to_string(sandbox.kinora.stderr.as_mut().unwrap(), &mut said).unwrap();
    assert!(
        said.contains("error: the program panicked: the coroutine fell"),
        "{said}"
    );
    assert_eq!(said.lines().count(), 1, "{said}");
}

#[test]
fn an_export_that_is_ended_by_its_program_leaves_nothing() {
    let place = Place::new();
    for args in [
        "export -o a.mp4",
        "export --verify -o a.mp4",
        "export -o a/%d.png",
        "sheet -o a.png",
    ] {
        let (code, said) = fail(place.game("exit", args));
        assert_eq!(code, 1);
        assert!(said.contains("std::process::exit"), "{said}");
        assert_eq!(said.lines().count(), 1, "{said}");
        until("no process is left", || place.processes().is_empty());
        assert_eq!(place.listing(), [""; 0], "{args}");
    }
}

#[test]
fn a_display_that_goes_away_is_named() {
    let place = Place::new();
    let child = place
        .kinora("export noise --duration 1000 -o noise.mp4")
        .spawn()
        .unwrap();
    let partial = place.file("noise.partial.mp4");
    until("ffmpeg writes the file", || {
        fs::metadata(&partial).is_ok_and(|file| file.len() > 10_000)
    });
    kill_process(place.process("Xvfb").unwrap(), Signal::KILL).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(&output);
    assert!(
        said.contains("the display has gone away in the middle"),
        "{said}"
    );
    assert_eq!(said.lines().count(), 1, "{said}");
    until("no process is left", || place.processes().is_empty());
    assert_eq!(place.listing(), [""; 0]);

    let mut sandbox = Sandbox::open(|place| place.kinora("run pulse"));
    sandbox.record("r");
    std::thread::sleep(Duration::from_millis(700));
    sandbox.end_screen();
    let mut status = None;
    until("the sandbox ends", || {
        status = sandbox.kinora.try_wait().unwrap();
        status.is_some()
    });
    assert_eq!(status.unwrap().code(), Some(1));
    let movie = sandbox.wait_for_recording(1);
    assert!(pictures(&movie).len() > 5);
    let mut said = String::new();
    std::io::Read::read_to_string(sandbox.kinora.stderr.as_mut().unwrap(), &mut said).unwrap();
    assert!(
        said.contains("what was recorded is in recordings/pulse-"),
        "{said}"
    );
}

/// As somebody has it who starts the tests with nohup.
#[test]
fn what_a_test_starts_hears_signals_whatever_started_the_test() {
    let place = Place::new();
    let mut command = place.wrapped(
        "sh",
        &["-c", "exec \"$0\" \"$@\""],
        &place.kinora("export noise --duration 1000"),
    );
    command.stderr(Stdio::piped());
    let child = command.spawn().unwrap();
    until("it has begun", || place.file("noise.partial.mp4").exists());
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
    let ignored = status
        .lines()
        .find_map(|line| line.strip_prefix("SigIgn:"))
        .unwrap();
    let ignored = u64::from_str_radix(ignored.trim(), 16).unwrap();
    assert_eq!(ignored & (1 << (libc::SIGHUP - 1)), 0);
    kill_process(Pid::from_child(&child), Signal::HUP).unwrap();
    assert_eq!(child.wait_with_output().unwrap().status.code(), Some(130));
}

#[test]
fn an_export_under_nohup_goes_on() {
    let place = Place::new();
    let mut command = place.wrapped(
        "sh",
        &["-c", "trap '' HUP; exec \"$0\" \"$@\""],
        &place.kinora("export noise --frames 20"),
    );
    let child = command.spawn().unwrap();
    until("it has begun", || place.file("noise.partial.mp4").exists());
    kill_process(Pid::from_child(&child), Signal::HUP).unwrap();
    assert!(child.wait_with_output().unwrap().status.success());
    assert_eq!(pictures(&place.file("noise.mp4")).len(), 20);
}
