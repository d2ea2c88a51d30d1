//! Parts that a crash has left are taken up again, and what is wrong with parts is named.

mod common;

use std::fs;
use std::time::{Duration, Instant};

use common::parts::*;
use common::*;
use rustix::process::{Pid, Signal, kill_process};

/// Starts an export in parts, and ends it when `is_time` says so, by `signal`.
fn cut_off(place: &Place, args: &str, signal: Signal, is_time: impl FnMut() -> bool) {
    let mut child = place.kinora(args).spawn().unwrap();
    let mut is_time = is_time;
    until("it is time, or over", || {
        is_time() || child.try_wait().unwrap().is_some()
    });
    if child.try_wait().unwrap().is_none() {
        kill_process(Pid::from_child(&child), signal).unwrap();
    }
    child.wait_with_output().unwrap();
    until("all its processes have ended", || {
        place.processes().is_empty()
    });
}

/// Killed at that share of its time, it goes on with what it has, and the movie is the same.
fn is_taken_up_again(place: &Place, at: f64, whole: &[String], time: Duration) {
    let name = format!("k{:.0}", at * 1000.0);
    let export = format!(
        "export spirograph --frames 192 --scale 0.25 --codec ffv1 --jobs 2 --force -o {name}.mkv"
    );
    let begun = Instant::now();
    cut_off(place, &export, Signal::KILL, || {
        begun.elapsed() > time.mul_f64(at)
    });
    let folder = place.file(&format!("{name}.parts"));
    let before = records(&folder);
    let mut again = place.kinora(&export).spawn().unwrap();
    until("it ends", || {
        // What is there has been there before, or is new; at the end all of it goes.
        for record in records(&folder) {
            let same = before.iter().find(|(name, _)| *name == record.0);
            assert!(
                same.is_none_or(|same| *same == record),
                "{name}: {record:?} was made twice"
            );
        }
        again.try_wait().unwrap().is_some()
    });
    let output = again.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    if !before.is_empty() && folder.exists() {
        panic!("{name}: the folder is still there");
    }
    assert_eq!(frames(&place.file(&format!("{name}.mkv"))), whole, "{name}");
}

fn killed_and_taken_up_again(moments: u32) {
    let place = Place::new();
    let begun = Instant::now();
    succeed(place.kinora(
        "export spirograph --frames 192 --scale 0.25 --codec ffv1 --jobs 2 -q -o whole.mkv",
    ));
    let time = begun.elapsed();
    let whole = frames(&place.file("whole.mkv"));
    assert_eq!(whole.len(), 192);
    for moment in 0..moments {
        is_taken_up_again(
            &place,
            (f64::from(moment) + 0.5) / f64::from(moments),
            &whole,
            time,
        );
    }
}

#[test]
fn an_export_that_was_killed_goes_on_with_what_it_has() {
    killed_and_taken_up_again(3);
}

#[test]
#[ignore = "takes a minute: a step of its own"]
fn an_export_that_was_killed_at_twenty_moments_goes_on_with_what_it_has() {
    killed_and_taken_up_again(20);
}

#[test]
fn an_interrupted_export_says_what_it_has_and_refuses_to_go_on_with_another() {
    let place = Place::new();
    let export = "export spirograph --frames 192 --scale 0.25 --codec ffv1 --jobs 2 -o a.mkv";
    let mut child = place.kinora(export).spawn().unwrap();
    let folder = place.file("a.parts");
    until("a part is made", || !records(&folder).is_empty());
    // Nobody else may work there meanwhile.
    let (_, said) = fail(place.kinora(export));
    assert!(
        said.contains("another export is making the parts in 'a.parts'"),
        "{said}"
    );
    kill_process(Pid::from_child(&child), Signal::INT).unwrap();
    let code = child.wait().unwrap().code();
    let said = stderr(&child.wait_with_output().unwrap());
    assert_eq!(code, Some(130), "{said}");
    assert!(said.contains("of 8 parts are in 'a.parts'"), "{said}");
    let left = listing(&folder);
    assert!(
        !left.iter().any(|name| name.contains("partial")),
        "{left:?}"
    );

    let (_, said) = fail(place.kinora(&format!("{export} --set lines=3 --seed 5")));
    assert!(said.contains("seed 0 there and 5 here"), "{said}");
    assert!(said.contains("lines left out there and 3 here"), "{said}");
    let manifest = fs::read_to_string(folder.join("manifest.json")).unwrap();
    let (start, rest) = manifest.split_once("\"program\": \"").unwrap();
    fs::write(
        folder.join("manifest.json"),
        format!("{start}\"program\": \"0{rest}"),
    )
    .unwrap();
    let (_, said) = fail(place.kinora(export));
    assert!(said.contains("its program is another build"), "{said}");
    fs::write(folder.join("manifest.json"), manifest).unwrap();

    // Another number of processes makes the same parts; one that is damaged is made again.
    let (record, _) = &records(&folder)[0];
    let part = folder.join(record).with_extension("mkv");
    let mut bytes = fs::read(&part).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&part, bytes).unwrap();
    succeed(place.kinora(&export.replace("--jobs 2", "--resume")));
    succeed(place.kinora(&export.replace("--jobs 2 -o a", "-q -o whole")));
    assert_eq!(
        frames(&place.file("a.mkv")),
        frames(&place.file("whole.mkv"))
    );
    assert_eq!(place.listing(), ["a.mkv", "whole.mkv"]);
}

#[test]
fn parts_that_are_missing_damaged_doubled_or_foreign_are_named() {
    let place = Place::new();
    let export = "export pulse --frames 40 --scale 0.25 -q -o a.mp4";
    let make = |part: u32| succeed(place.kinora(&format!("{export} --part {part}/8")));
    for part in [1, 2, 4, 8] {
        make(part);
    }
    let folder = place.file("a.parts");
    let join = || fail(place.kinora("join a.parts")).1;
    assert!(
        join().contains("parts 3 and 5 to 7 of 8 are not in 'a.parts'"),
        "{}",
        join()
    );
    for part in [3, 5, 6, 7] {
        make(part);
    }
    let file = |name: &str| folder.join(name);
    let good = fs::read(file("part-00004.mp4")).unwrap();
    fs::write(file("part-00004.mp4"), &good[..good.len() - 9]).unwrap();
    fs::copy(file("part-00002.json"), file("part-00002 (1).json")).unwrap();
    let foreign = fs::read_to_string(file("part-00006.json")).unwrap();
    fs::write(
        file("part-00006.json"),
        foreign.replace("\"crf\": 18", "\"crf\": 17"),
    )
    .unwrap();
    let said = join();
    assert!(
        said.contains("part 2 is there twice, in 'a.parts/part-00002 (1).json'"),
        "{said}"
    );
    assert!(said.contains("part-00004.mp4' is damaged"), "{said}");
    assert!(
        said.contains("part-00006.json' is a part of another export (crf 17 there and 18 here)"),
        "{said}"
    );
    assert!(said.contains("part 6 of 8 is not in"), "{said}");
    assert_eq!(said.matches("error:").count(), 4, "{said}");

    fs::remove_file(file("part-00002 (1).json")).unwrap();
    // The same command again makes what is not as it should be, and nothing else.
    for part in 1..=8 {
        make(part);
    }
    assert_eq!(fs::read(file("part-00004.mp4")).unwrap(), good);
    let head = fs::read_to_string(file("part-00005.json")).unwrap();
    let other = head.replacen("\"head\": \"", "\"head\": \"0", 1);
    fs::write(file("part-00005.json"), other).unwrap();
    let said = join();
    assert!(
        said.contains("part-00005.json' was encoded otherwise") && said.contains("libx264"),
        "{said}"
    );
    fs::write(file("part-00005.json"), "{").unwrap();
    assert!(
        join().contains("part-00005.json' cannot be understood"),
        "{}",
        join()
    );
    fs::write(file("part-00005.json"), head).unwrap();

    let (code, said) = fail(place.kinora("join a.parts -o a.webm"));
    assert!(code == 2 && said.contains("end the name in .mp4"), "{said}");
    succeed(place.kinora("join a.parts"));
    assert_eq!(times(&place.file("a.mp4")).len(), 40);
    let (_, said) = fail(place.kinora("join a.parts -o a.mp4"));
    assert!(said.contains("--force"), "{said}");
    let (_, said) = fail(place.kinora("join nowhere.parts"));
    assert!(
        said.contains("there are no parts in 'nowhere.parts'"),
        "{said}"
    );
}

#[test]
fn a_join_waits_for_the_last_part() {
    let place = Place::new();
    let export = "export pulse --frames 10 --scale 0.25 -q -o a.mp4";
    succeed(place.kinora(&format!("{export} --part 1/2")));
    let join = place.kinora("join a.parts -q --wait 60").spawn().unwrap();
    succeed(place.kinora(&format!("{export} --part 2/2")));
    assert!(join.wait_with_output().unwrap().status.success());
    assert_eq!(times(&place.file("a.mp4")).len(), 10);
}

#[test]
fn a_folder_that_somebody_has_named_keeps_what_else_is_in_it() {
    let place = Place::new();
    fs::create_dir(place.file("a")).unwrap();
    fs::write(place.file("a/part-time.txt"), "mine").unwrap();
    succeed(place.kinora("export pulse --frames 10 --scale 0.25 --jobs 2 --parts a -o a/m.mp4"));
    assert_eq!(listing(&place.file("a")), ["m.mp4", "part-time.txt"]);
    // Which format it is may be said besides; a number is found where the name is taken.
    let export = "export pulse --frames 10 --scale 0.25 --jobs 2";
    succeed(place.kinora(&format!("{export} --format mkv -o b.bin")));
    for _ in 0..2 {
        succeed(place.kinora(export));
    }
    let auto = "export pulse --frames 10 --scale 0.25 --jobs auto --resume -o c.mp4";
    succeed(place.kinora(auto));
    assert_eq!(
        place.listing(),
        ["a", "b.bin", "c.mp4", "pulse-2.mp4", "pulse.mp4"]
    );
}

#[test]
fn a_full_disk_leaves_the_parts_that_fit() {
    let place = Place::new();
    let export = "export noise --frames 96 --codec ffv1 --scale 0.25 --jobs 2 -o disk/a.mkv";
    let (code, said, kept) = common::disk::small(&place, 4000, export);
    assert_eq!(code, 1, "{said}");
    assert!(
        said.contains("is full") && said.contains("parts are in 'disk/a.parts'"),
        "{said}"
    );
    let records = records(&kept.join("a.parts"));
    assert!(!records.is_empty());
}
