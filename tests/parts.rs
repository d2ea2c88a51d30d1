//! A movie that is made in parts is the movie that is made in one go, whatever happens on the way.

mod common;

use std::collections::VecDeque;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

use common::*;
use rustix::process::{Pid, Signal, kill_process};

/// ffmpeg's checksums of the pictures alone, without their times.
fn frames(movie: &Path) -> Vec<String> {
    let lines = framemd5(movie);
    let lines = lines.lines().filter(|line| !line.starts_with('#'));
    let sums = lines.filter_map(|line| line.rsplit(',').next());
    sums.map(|sum| sum.trim().to_owned()).collect()
}

/// The times of the pictures as the file has them, from the first on.
fn times(movie: &Path) -> Vec<i64> {
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

/// Does `work` for each, two at a time.
fn for_each<T: Send>(all: impl IntoIterator<Item = T>, work: impl Fn(T) + Sync) {
    let queue: Mutex<VecDeque<T>> = Mutex::new(all.into_iter().collect());
    let next = || queue.lock().unwrap().pop_front();
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(item) = next() {
                    work(item);
                }
            });
        }
    });
}

fn sketches(place: &Place) -> Vec<String> {
    let listed = stdout(&succeed(place.kinora("list")));
    let names = listed.lines().filter_map(|line| line.split(' ').next());
    names.map(str::to_owned).collect()
}

/// A program of the corpus that was written for macroquad.
fn program(place: &Place, name: &str, args: &str) -> Command {
    let link = place.file(&format!("programs/{name}"));
    if !link.exists() {
        fs::create_dir_all(link.parent().unwrap()).unwrap();
        symlink(built("corpus-kinora"), &link).unwrap();
    }
    let mut command = place.program(&link, args);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    command.current_dir(folder);
    command
}

#[test]
fn a_part_that_is_made_alone_is_that_of_the_movie() {
    let place = Place::new();
    for_each(sketches(&place), |name| {
        let export =
            format!("export {name} --frames 20 --scale 0.25 --codec ffv1 -q -o {name}.mkv");
        succeed(place.kinora(&export));
        succeed(place.kinora(&format!("{export} --part 3/3")));
        let whole = frames(&place.file(&format!("{name}.mkv")));
        let part = frames(&place.file(&format!("{name}.parts/part-00003.mkv")));
        assert_eq!(whole[13..], part, "{name}");
    });
}

/// Minutes long, so `cargo test --test parts -- --ignored` is a step of its own.
#[test]
#[ignore = "takes minutes: a step of its own"]
fn every_sketch_is_the_same_in_any_number_of_parts() {
    let place = Place::new();
    let of_corpus = ["platformer", "fireworks", "splitscreen"];
    let sketches = sketches(&place).into_iter().map(|name| (name, false));
    let programs = of_corpus.map(|name| (name.to_owned(), true));
    for_each(sketches.chain(programs), |(name, is_program)| {
        let movie = |kind: &str| place.file(&format!("{name}-{kind}.mkv"));
        let run = |kind: &str, args: &str| {
            let movie = movie(kind).display().to_string();
            let args = format!("--frames 29 --codec ffv1 -q -o {movie} {args}");
            let mut command = match is_program {
                true => program(&place, &name, &format!("export {args}")),
                false => place.kinora(&format!("export {name} --scale 0.5 {args}")),
            };
            if let Ok(orders) = fs::File::open(place.file(&format!("{name}.orders"))) {
                command.stdin(orders);
            }
            succeed(command);
        };
        run("whole", "");
        let whole = frames(&movie("whole"));
        assert_eq!(whole.len(), 29);
        for of in [1, 2, 3, 7] {
            let kind = format!("in{of}");
            // The last one alone, the others in one go.
            run(&kind, &format!("--part {of}/{of}"));
            if of > 1 {
                let folder = movie(&kind).with_extension("parts");
                let orders: String = (1..of).map(|part| format!("{part}\n")).collect();
                fs::write(place.file(&format!("{name}.orders")), orders).unwrap();
                run(&kind, &format!("--worker {}", folder.display()));
            }
            let parts = movie(&kind).with_extension("parts");
            let mut join = place.kinora("join -q");
            join.arg(parts).arg("-o").arg(movie(&kind));
            succeed(join);
            assert_eq!(frames(&movie(&kind)), whole, "{name} in {of} parts");
        }
    });
}

#[test]
fn each_format_is_joined_without_a_seam() {
    let place = Place::new();
    let formats = [
        ("a.mp4", "", false),
        ("b.mp4", "--codec hevc", false),
        ("c.mp4", "--codec av1", false),
        ("d.webm", "", false),
        ("e.webm", "--alpha", false),
        ("f.mkv", "--codec h264rgb", true),
        ("g.mov", "", true),
        ("h.apng", "--alpha", true),
        ("i/%03d.png", "", true),
    ];
    for_each(formats, |(name, options, is_exact)| {
        let movie = place.file(name);
        let folder = movie.file_stem().unwrap().to_str().unwrap().to_owned();
        if name.ends_with(".png") {
            fs::create_dir_all(movie.parent().unwrap()).unwrap();
        }
        let export = format!("export pulse --frames 50 --fps 29.97 --scale 0.25 {options}");
        succeed(place.kinora(&format!("{export} -o {name}")));
        let numbered = |path: &Path| match name.ends_with(".png") {
            true => listing(path.parent().unwrap()).len() as u64,
            false => times(path).len() as u64,
        };
        assert_eq!(numbered(&movie), 50, "{name}");
        let (whole, at) = (frames(&movie), times(&movie));
        succeed(place.kinora(&format!(
            "{export} -o {name} --jobs 2 --force --parts {folder}.p"
        )));
        assert_eq!(numbered(&movie), 50, "{name}");
        assert_eq!(times(&movie), at, "{name}");
        if is_exact {
            assert_eq!(frames(&movie), whole, "{name}");
        } else {
            assert_eq!(frames(&movie).len(), 50, "{name}");
            let first = (pictures(&movie), 49);
            let center = first.0[first.1].at_share(0.5, 0.5);
            assert_near(center, [0, 255, 0], 8);
        }
        assert!(!place.file(&format!("{folder}.p")).exists());
    });
    let (code, said) = fail(place.kinora("export pulse --jobs 2 -o a.gif"));
    assert!(code == 2 && said.contains("make it in one go"), "{said}");
}

#[test]
fn a_joined_movie_has_its_sound_and_its_recipe_and_begins_at_once() {
    let place = Place::new();
    let mut sound = Command::new("ffmpeg");
    sound.args([
        "-v",
        "error",
        "-f",
        "lavfi",
        "-i",
        "sine=frequency=300:duration=3",
    ]);
    sound.arg(place.file("a.wav"));
    succeed(sound);
    let export = "export pulse --duration 2 --scale 0.25 --audio a.wav --set radius=100 --from 0.5";
    succeed(place.kinora(&format!("{export} -o whole.mp4")));
    succeed(place.kinora(&format!("{export} -o parts.mp4 --jobs 2 --json")));
    let samples = |name: &str| {
        let mut command = Command::new("ffmpeg");
        command.args(["-v", "error", "-i"]).arg(place.file(name));
        command.args(["-vn", "-f", "md5", "-"]);
        stdout(&succeed(command))
    };
    assert_eq!(samples("parts.mp4"), samples("whole.mp4"));
    let tags = |name: &str| probe(&place.file(name))["format"]["tags"]["comment"].clone();
    assert_eq!(tags("parts.mp4"), tags("whole.mp4"));
    assert!(
        tags("parts.mp4")
            .as_str()
            .unwrap()
            .contains("\"radius\":100")
    );
    let bytes = fs::read(place.file("parts.mp4")).unwrap();
    let at = |name: &[u8]| bytes.windows(4).position(|four| four == name).unwrap();
    assert!(at(b"moov") < at(b"mdat"), "the index is at the front");

    // Elsewhere the sound is where somebody says.
    for part in [1, 2] {
        succeed(place.kinora(&format!("{export} -o far.mp4 --part {part}/2")));
    }
    fs::rename(place.file("a.wav"), place.file("b.wav")).unwrap();
    let (_, said) = fail(place.kinora("join far.parts"));
    assert!(
        said.contains("a.wav") && said.contains("--audio FILE"),
        "{said}"
    );
    succeed(place.kinora("join far.parts --audio b.wav"));
    assert_eq!(samples("far.mp4"), samples("whole.mp4"));
}

#[test]
fn a_play_in_parts_is_the_play_and_each_picture_is_held_as_long() {
    let place = Place::new();
    let fps = 10.0;
    let played = (0..40).map(|index| common::taken::frame(index, fps));
    let take = common::taken::take((320, 80), fps, played);
    fs::write(place.file("a.take"), common::taken::text("clock", &take)).unwrap();
    // Three pictures of the movie for each that was drawn: cuts are in the middle of them.
    let export = "export --like a.take --fps 30 --codec ffv1 -q";
    succeed(place.cards(&format!("{export} -o whole.mkv")));
    for part in (1..=7).rev() {
        succeed(place.cards(&format!("{export} -o far.mkv --part {part}/7")));
    }
    succeed(place.cards("join far.parts -q"));
    succeed(place.cards(&format!("{export} -o near.mkv --jobs 2")));
    let whole = frames(&place.file("whole.mkv"));
    assert_eq!(frames(&place.file("far.mkv")), whole);
    assert_eq!(frames(&place.file("near.mkv")), whole);
    let tag = |name: &str| probe(&place.file(name))["format"]["tags"]["COMMENT"].clone();
    assert!(tag("whole.mkv").as_str().unwrap().contains("\"take\""));
    assert_eq!(tag("near.mkv"), tag("whole.mkv"));
}

#[test]
fn a_sketch_that_returns_ends_the_movie_in_whatever_part() {
    let place = Place::new();
    for part in [3, 1, 4, 2] {
        succeed(place.cards(&format!(
            "export ends --codec ffv1 -o far.mkv --part {part}/4"
        )));
    }
    let report = stdout(&succeed(place.cards("join far.parts")));
    assert!(report.contains(": 5 frames"), "{report}");
    let report = stdout(&succeed(
        place.cards("export ends --jobs 2 --codec ffv1 -o near.mkv"),
    ));
    assert!(report.contains(": 5 frames"), "{report}");
    assert_eq!(
        frames(&place.file("near.mkv")),
        frames(&place.file("far.mkv"))
    );
    let (_, said) = fail(place.cards("export returns --jobs 2"));
    assert!(
        said.contains("'returns' ended before its first frame"),
        "{said}"
    );
}

#[test]
fn what_fails_in_one_process_is_said_once_and_leaves_nothing() {
    let place = Place::new();
    let alone = fail(place.cards("export panics -o a.mp4"));
    let shared = fail(place.cards("export panics --jobs 2 -o a.mp4"));
    assert_eq!(shared.1.matches("error:").count(), 1, "{}", shared.1);
    let last = |said: &str| said.lines().last().unwrap().to_owned();
    assert_eq!(last(&shared.1), last(&alone.1));
    assert_eq!(shared.0, alone.0);
    let (code, said) = fail(place.kinora("export pulse --jobs 2 --set nothing=1 -o a.mp4"));
    assert!(
        code == 2 && said.contains("no parameter 'nothing'"),
        "{code} {said}"
    );
    assert_eq!(place.listing(), Vec::<String>::new());
}

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

/// The records of finished parts, and the moments at which they were written.
fn records(folder: &Path) -> Vec<(String, std::time::SystemTime)> {
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
    let mut kept = vec![];
    until("it ends", || {
        let now = records(&folder);
        if now.len() > kept.len() {
            kept = now;
        }
        again.try_wait().unwrap().is_some()
    });
    let output = again.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    for record in &before {
        assert!(
            kept.is_empty() || kept.contains(record),
            "{name}: {record:?} was made twice"
        );
    }
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
fn what_cannot_be_made_in_parts_is_refused() {
    let place = Place::new();
    let refused = |args: &str, words: &str| {
        let (code, said) = fail(place.kinora(args));
        assert!(code == 2 && said.contains(words), "{args}: {code} {said}");
    };
    refused("export pulse --jobs 2 -o - --format mkv", "becomes a file");
    refused("export pulse --frames 3 --part 1/4", "take 3 or fewer");
    refused("export pulse --part 5/4", "write it as 3/8");
    refused("export pulse --part 0/4", "write it as 3/8");
    refused("export pulse --jobs 0", "1 to 1024, or auto");
    refused("export pulse --jobs 2 --part 1/2", "cannot be used with");
    refused("farm slurm list", "write the export as you would run it");
    refused(
        "farm slurm export pulse --jobs 2",
        "write the export as you would run it",
    );
    refused("farm slurm export pulse -o a.gif", "make it in one go");
    refused("farm slurm -n 500 export pulse", "take 100 or fewer");
    refused("farm slurm export nothing", "there is no sketch 'nothing'");
    assert_eq!(place.listing(), Vec::<String>::new());
}

#[test]
fn what_depends_on_time_alone_is_not_played_before_a_part() {
    let place = Place::new();
    let export = |name: &str, args: &str| {
        place.cards(&format!(
            "export {name} --frames 12 --codec ffv1 -q -o {name}.mkv {args}"
        ))
    };
    succeed(export("timely", ""));
    // It writes down each frame that it is asked for.
    fs::write(place.file("asked"), "").unwrap();
    succeed(export("timely", "--part 3/3"));
    assert_eq!(
        fs::read_to_string(place.file("asked")).unwrap(),
        "8 9 10 11 "
    );
    let whole = frames(&place.file("timely.mkv"));
    let part: PathBuf = place.file("timely.parts/part-00003.mkv");
    assert_eq!(frames(&part), whole[8..]);
}

#[test]
fn sub_frames_belong_to_their_picture() {
    let place = Place::new();
    let played = (0..12).map(|index| common::taken::frame(index, 10.0));
    let take = common::taken::take((64, 48), 10.0, played);
    fs::write(place.file("a.take"), common::taken::text("timely", &take)).unwrap();
    let exports = [
        ("stepped", "clock --scale 0.5"),
        ("timed", "timely"),
        ("taken", "--like a.take --fps 20"),
    ];
    for_each(exports, |(name, options)| {
        let export =
            format!("export {options} --frames 12 --motion-blur 3 --codec ffv1 -q --force");
        succeed(place.cards(&format!("{export} -o {name}-whole.mkv")));
        for part in [3, 2, 1] {
            succeed(place.cards(&format!("{export} -o {name}-far.mkv --part {part}/3")));
        }
        succeed(place.cards(&format!("join {name}-far.parts -q")));
        succeed(place.cards(&format!("{export} -o {name}-near.mkv --jobs 2")));
        let whole = frames(&place.file(&format!("{name}-whole.mkv")));
        assert_eq!(whole.len(), 12);
        for kind in ["far", "near"] {
            let movie = place.file(&format!("{name}-{kind}.mkv"));
            assert_eq!(frames(&movie), whole, "{name} {kind}");
        }
    });
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
fn a_sketch_may_print_what_it_likes() {
    let place = Place::new();
    let output = succeed(place.cards("export prints --jobs 2 --codec ffv1 -o a.mkv"));
    assert!(
        stdout(&output).contains(": 10 frames"),
        "{}",
        stdout(&output)
    );
    let said = stderr(&output);
    assert_eq!(said.matches("hello").count(), 1, "{said}");
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
