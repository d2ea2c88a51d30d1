//! A movie that is made in parts is the movie that is made in one go.

mod common;

use std::collections::VecDeque;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::thread;

use common::parts::*;
use common::*;

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
        "0 8 9 10 11 ",
        "the first one says whether it has sounds"
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
