//! What is left of a recording when something breaks in the middle of it.

mod common;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use common::sandbox::Sandbox;
use common::*;
use rustix::process::{Signal, kill_process};

/// Whole pictures in a file that may end in the middle of one.
fn playable(path: &Path) -> usize {
    let mut command = Command::new("ffmpeg");
    command.args(["-v", "quiet", "-fflags", "+discardcorrupt", "-i"]);
    command.arg(path);
    command.args(["-f", "framemd5", "-"]);
    let output = command.output().unwrap();
    stdout(&output)
        .lines()
        .filter(|line| !line.starts_with('#'))
        .count()
}

/// The atoms of an MP4 file that lie side by side in it (ISO/IEC 14496-12, 4.2): size, then name.
fn atoms(path: &Path) -> Vec<String> {
    let bytes = fs::read(path).unwrap();
    let mut names = vec![];
    let mut at = 0;
    while at + 8 <= bytes.len() {
        let size = u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
        names.push(String::from_utf8_lossy(&bytes[at + 4..at + 8]).into_owned());
        at += size.max(8);
    }
    names
}

/// Memory that a process has in use, in bytes.
fn resident(pid: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))
        .unwrap();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() * 1024
}

fn children_that_are_zombies(pid: u32) -> usize {
    let stats = fs::read_dir("/proc")
        .unwrap()
        .filter_map(|entry| fs::read_to_string(entry.ok()?.path().join("stat")).ok());
    stats
        .filter(|stat| {
            let mut fields = stat.rsplit(')').next().unwrap().split_whitespace();
            let state = fields.next();
            state == Some("Z") && fields.next() == Some(&pid.to_string())
        })
        .count()
}

#[test]
fn a_recording_survives_kill_9_at_any_moment() {
    for round in 0..20 {
        let mut sandbox = Sandbox::open(|place| place.kinora("run pulse --fps 60"));
        sandbox.record("r");
        let began = Instant::now();
        // From a tenth of a second up to two, in no order.
        let moment = Duration::from_millis(100 + (round * 7 % 20) * 85 + round * 13);
        thread::sleep(moment.saturating_sub(began.elapsed()));
        let partial = sandbox.partial();
        let ffmpeg = sandbox.ffmpeg();
        let recorded = began.elapsed().as_secs_f64();
        kill_process(sandbox.pid(), Signal::KILL).unwrap();
        kill_process(ffmpeg, Signal::KILL).unwrap();
        sandbox.kinora.wait().unwrap();
        until("no process is left", || {
            sandbox.place.processes().is_empty()
        });

        let there = playable(&partial);
        let length = there as f64 / 60.0;
        assert!(
            length >= recorded - 1.0,
            "round {round}: {length} s of {recorded} s"
        );
        if recorded < 1.0 {
            // All of it may be lost; then there is nothing to recover.
            continue;
        }
        let name = partial.file_name().unwrap().to_str().unwrap();
        let output = succeed(sandbox.place.kinora(&format!("recover recordings/{name}")));
        let whole = sandbox.recordings();
        assert_eq!(whole.len(), 1, "{}", stdout(&output));
        assert!(!partial.exists(), "the partial file is gone");
        assert_eq!(playable(&whole[0]), there);
        // Up to three pictures are written after the one that they are shown before.
        assert!((-0.02..0.07).contains(&(duration(&whole[0]) - length)));
        assert_eq!(
            atoms(&whole[0])[..2],
            ["ftyp", "moov"],
            "the index is in front"
        );
        assert!(
            !atoms(&whole[0]).contains(&"moof".to_owned()),
            "no fragments"
        );
    }
}

#[test]
fn what_is_cut_off_anywhere_is_recovered_up_to_the_last_whole_picture() {
    let place = Place::new();
    let mut command = Command::new("ffmpeg");
    command.args([
        "-v",
        "error",
        "-f",
        "lavfi",
        "-i",
        "testsrc2=s=160x120:r=60:d=2",
    ]);
    command.args([
        "-c:v",
        "libx264",
        "-preset",
        "veryfast",
        "-frag_duration",
        "200000",
    ]);
    command.args(["-movflags", "+empty_moov+default_base_moof"]);
    succeed({
        command.arg(place.file("whole.mp4"));
        command
    });
    let whole = fs::read(place.file("whole.mp4")).unwrap();
    for cut in (1..=8).map(|step| whole.len() - step * 1477) {
        let partial = place.file("cut.partial.mp4");
        fs::write(&partial, &whole[..cut]).unwrap();
        let there = playable(&partial);
        succeed(place.kinora("recover cut.partial.mp4"));
        let recovered = place.file("cut.mp4");
        // ffmpeg by itself reads nothing where the head of a fragment is cut off.
        let found = playable(&recovered);
        assert!(
            found == there || there == 0 && found > 80,
            "{cut} bytes: {found} of {there}"
        );
        // It is read without a complaint.
        probe(&recovered);
        fs::remove_file(recovered).unwrap();
    }
}

#[test]
fn a_finished_recording_is_an_ordinary_file() {
    let mut sandbox = Sandbox::open(|place| place.kinora("run pulse"));
    sandbox.record("r");
    thread::sleep(Duration::from_millis(700));
    sandbox.key("r");
    let movie = sandbox.wait_for_recording(1);
    sandbox.key("Escape");
    sandbox.closed();
    assert_eq!(atoms(&movie)[..2], ["ftyp", "moov"]);
    assert!(!atoms(&movie).contains(&"moof".to_owned()));
    assert_eq!(listing(&sandbox.place.file("recordings")).len(), 1);
}

#[test]
fn when_ffmpeg_is_killed_the_sandbox_goes_on_and_the_recording_is_kept() {
    let mut sandbox = Sandbox::open(|place| place.kinora("run pulse"));
    sandbox.record("r");
    thread::sleep(Duration::from_millis(1500));
    let partial = sandbox.partial();
    kill_process(sandbox.ffmpeg(), Signal::KILL).unwrap();
    until("the window says what happened", || sandbox.shows_error());
    assert!(sandbox.kinora.try_wait().unwrap().is_none());
    assert_eq!(children_that_are_zombies(sandbox.kinora.id()), 0);
    assert!(playable(&partial) >= 10);

    // The next recording is as good as ever.
    sandbox.key("r");
    until("it records again", || {
        sandbox.place.process("ffmpeg").is_some()
    });
    thread::sleep(Duration::from_millis(500));
    sandbox.key("r");
    sandbox.wait_for_recording(1);
    sandbox.key("Escape");
    let said = sandbox.closed();
    assert!(said.contains("SIGKILL"), "{said}");
    assert!(said.contains("kinora recover"), "{said}");
    assert!(
        said.contains(partial.file_name().unwrap().to_str().unwrap()),
        "{said}"
    );
}

#[test]
fn when_ffmpeg_is_killed_a_long_export_fails_and_tells_what_is_kept() {
    let place = Place::new();
    let child = place
        .kinora("export pulse --duration 3000 -o long.mp4")
        .spawn()
        .unwrap();
    let partial = place.file("long.partial.mp4");
    until("ffmpeg writes the file", || {
        fs::metadata(&partial).is_ok_and(|file| file.len() > 100_000)
    });
    kill_process(place.process("ffmpeg").unwrap(), Signal::KILL).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(&output);
    assert!(
        said.contains("SIGKILL") && said.contains("long.partial.mp4"),
        "{said}"
    );
    assert_eq!(place.listing(), ["long.partial.mp4"]);
    let kept = playable(&partial);
    assert!(kept > 20, "{kept}");
    succeed(place.kinora("recover long.partial.mp4"));
    assert_eq!(place.listing(), ["long.mp4"]);
    // A cut among pictures that refer to later ones may leave a gap, which players fill.
    assert!(pictures(&place.file("long.mp4")).len().abs_diff(kept) <= 2);
}

#[test]
fn when_ffmpeg_is_killed_the_pictures_of_a_long_sequence_are_kept() {
    let place = Place::new();
    let child = place
        .kinora("export pulse --duration 3000 -o frames/%05d.png")
        .spawn()
        .unwrap();
    let folder = place.file("frames.partial");
    until("ffmpeg writes pictures", || listing(&folder).len() > 20);
    kill_process(place.process("ffmpeg").unwrap(), Signal::KILL).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("is kept in 'frames.partial'"));
    assert!(listing(&folder).len() > 20);
}

#[test]
fn a_stalled_encoder_costs_frames_but_neither_length_nor_memory() {
    let mut sandbox = Sandbox::open(|place| place.cards("run counter --fps 60 --size 640x480"));
    sandbox.record("r");
    let began = Instant::now();
    thread::sleep(Duration::from_millis(800));
    let before = resident(sandbox.kinora.id());
    let ffmpeg = sandbox.ffmpeg();
    kill_process(ffmpeg, Signal::STOP).unwrap();
    thread::sleep(Duration::from_secs(3));
    let after = resident(sandbox.kinora.id());
    kill_process(ffmpeg, Signal::CONT).unwrap();
    thread::sleep(Duration::from_millis(800));
    let held = began.elapsed();
    sandbox.key("r");
    let movie = sandbox.wait_for_recording(1);
    sandbox.key("Escape");
    sandbox.closed();

    // 16 pictures and what the pipe keeps on the one side, and the frames of yuv420p on the other.
    let pool = 20 * 640 * 480 * 4 + 5 * 640 * 480 * 3 / 2;
    assert!(after <= before + pool, "{before} to {after} bytes");
    let length = duration(&movie);
    assert!(
        (length - held.as_secs_f64()).abs() < 0.25,
        "{length} s for {held:?}"
    );

    let pictures = pictures(&movie);
    let number = |picture: &Picture| {
        (0..16).fold(0, |bits, bar| {
            bits << 1 | u32::from(picture.at(bar * 40 + 20, 240)[0] > 128)
        })
    };
    let numbers: Vec<u32> = pictures.iter().map(number).collect();
    let longest = numbers
        .chunk_by(|a, b| a == b)
        .map(<[u32]>::len)
        .max()
        .unwrap();
    let stall = numbers
        .chunk_by(|a, b| a == b)
        .position(|run| run.len() == longest)
        .map(|index| {
            numbers
                .chunk_by(|a, b| a == b)
                .take(index + 1)
                .map(|run| run[0])
        })
        .map(|runs| runs.collect::<Vec<_>>());
    if let Some([.., before, after]) = stall.as_deref() {
        println!("{} frames drawn in the time of {longest}", after - before);
    }
    // 3 s are 180 frames; the pool and the pipe took about 20 of them.
    assert!((120..=185).contains(&longest), "{longest}");

    let mut said = String::new();
    std::io::Read::read_to_string(sandbox.kinora.stdout.as_mut().unwrap(), &mut said).unwrap();
    let dropped: usize = said
        .split(" dropped")
        .next()
        .unwrap()
        .split(' ')
        .next_back()
        .unwrap()
        .parse()
        .unwrap_or_else(|_| panic!("{said}"));
    assert!(
        dropped.abs_diff(longest) <= 5,
        "{dropped} dropped, {longest} repeated: {said}"
    );
}

#[test]
fn a_recording_gives_up_an_ffmpeg_that_does_nothing() {
    let mut sandbox = Sandbox::open(|place| {
        let path = place.stand_in("exec sleep 1000");
        let mut command = place.kinora("run pulse");
        command.env("PATH", path);
        command
    });
    sandbox.record("r");
    thread::sleep(Duration::from_secs(1));
    sandbox.key("Escape");
    let said = sandbox.closed();
    assert!(said.contains("did nothing for 8 seconds"), "{said}");
}

#[test]
fn an_export_waits_for_an_ffmpeg_that_wakes_up_late_and_says_so() {
    let place = Place::new();
    // The version is told at once.
    let path = place.stand_in("[ \"$1\" = -version ] || sleep 11.5\nexec \"$REAL\" \"$@\"");
    let mut command = place.kinora("export pulse --frames 40 -o pulse.mp4");
    command.env("PATH", &path);
    let output = succeed(command);
    let said = stderr(&output);
    assert!(said.contains("waiting for ffmpeg"), "{said}");
    assert!(said.contains("10 s, up to 120 s"), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
    assert_eq!(pictures(&place.file("pulse.mp4")).len(), 40);
}

#[test]
fn a_second_ctrl_c_gives_up_at_once() {
    let mut sandbox = Sandbox::open(|place| place.kinora("run pulse"));
    sandbox.record("r");
    thread::sleep(Duration::from_millis(1200));
    let partial = sandbox.partial();
    kill_process(sandbox.ffmpeg(), Signal::STOP).unwrap();
    kill_process(sandbox.pid(), Signal::INT).unwrap();
    // Only the second ends it: the first waits for an encoder that never comes.
    thread::sleep(Duration::from_millis(500));
    assert!(sandbox.kinora.try_wait().unwrap().is_none());
    kill_process(sandbox.pid(), Signal::INT).unwrap();
    let mut status = None;
    until("it ends", || {
        status = sandbox.kinora.try_wait().unwrap();
        status.is_some()
    });
    assert_eq!(status.unwrap().code(), Some(130));
    until("no process is left", || {
        sandbox.place.processes().is_empty()
    });
    assert!(playable(&partial) > 0, "what was recorded is kept");
}

/// The most memory, in bytes, that an export of pulse had in use.
fn peak_of_an_export(place: &Place, path: &str) -> u64 {
    let mut export = place.kinora("export pulse --frames 20 --force -o pulse.mp4");
    export.env("PATH", path);
    peak_memory(export)
}

#[test]
fn an_ffmpeg_that_floods_its_log_does_no_harm() {
    let place = Place::new();
    let plain = peak_of_an_export(&place, &std::env::var("PATH").unwrap());
    let path =
        place.stand_in("yes 'a line of the log' | head -c 200000000 >&2\nexec \"$REAL\" \"$@\"");
    let flooded = peak_of_an_export(&place, &path);
    assert_eq!(pictures(&place.file("pulse.mp4")).len(), 20);
    assert!(flooded < plain + 50_000_000, "{plain} and {flooded} bytes");
}

#[test]
fn an_ffmpeg_that_ends_at_once_is_quoted() {
    let place = Place::new();
    let path = place.stand_in("echo 'I do not feel like it' >&2; exit 3");
    let mut command = place.kinora("export pulse -o pulse.mp4");
    command.env("PATH", path);
    let (code, said) = fail(command);
    assert_eq!(code, 1);
    assert!(
        said.contains("exit status: 3") && said.contains("I do not feel like it"),
        "{said}"
    );
    assert_eq!(place.listing(), ["bin"]);
}

#[test]
fn a_folder_that_goes_away_is_named() {
    let mut sandbox = Sandbox::open(|place| place.kinora("run pulse"));
    sandbox.record("r");
    thread::sleep(Duration::from_millis(500));
    fs::remove_dir_all(sandbox.place.file("recordings")).unwrap();
    sandbox.key("r");
    until("the window says what happened", || sandbox.shows_error());
    // The next recording makes the folder again.
    sandbox.record("r");
    thread::sleep(Duration::from_millis(300));
    sandbox.key("r");
    sandbox.wait_for_recording(1);
    sandbox.key("Escape");
    let said = sandbox.closed();
    assert!(said.contains("recordings"), "{said}");
}

#[test]
fn a_full_disk_is_named_and_what_fits_is_kept() {
    let place = Place::new();
    let (code, said, kept) = disk::small(
        &place,
        200,
        "export noise --frames 4000 --preset ultrafast -o disk/noise.mp4",
    );
    assert_eq!(code, 1, "{said}");
    assert!(
        said.contains("the disk of 'disk/noise.mp4' is full"),
        "{said}"
    );
    assert_eq!(
        said.trim_end().lines().count(),
        1,
        "it is said once: {said}"
    );
    assert!(
        said.contains("kinora recover disk/noise.partial.mp4"),
        "{said}"
    );
    assert_eq!(listing(&kept), ["noise.partial.mp4"]);
}
