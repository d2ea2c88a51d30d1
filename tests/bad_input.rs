//! Sixty things and more that people give a program by mistake, or in order to break it: each gets one sentence and an
//! exit code, none a panic, and no file is lost.

mod common;

use std::fs;
use std::os::unix::fs::symlink;

use common::*;

/// What there is in the folder: none of it may change.
fn set_out(place: &Place) {
    fs::create_dir(place.file("folder.mp4")).unwrap();
    fs::create_dir(place.file("locked")).unwrap();
    for (name, text) in [
        ("mine.mp4", "mine"),
        ("mine.png", "mine"),
        ("file", "mine"),
        ("empty.mp4", ""),
        ("empty.partial.mp4", ""),
        ("text.partial.mkv", "no movie"),
        ("text.partial.png", "no picture"),
        ("list.mp3", "ffconcat version 1.0\nfile 'mine.mp4'\n"),
        ("noise.mp3", "\u{1}\u{2}\u{3}"),
        ("picture.png", "\u{89}PNG"),
    ] {
        fs::write(place.file(name), text).unwrap();
    }
    symlink("nowhere", place.file("dangling.mp4")).unwrap();
    symlink("loop.mp4", place.file("loop.mp4")).unwrap();
}

/// Arguments, exit code, and what the sentence says.
const CASES: &[(&str, i32, &str)] = &[
    ("export", 2, "which sketch?"),
    ("export puls", 2, "did you mean 'pulse'?"),
    ("export PULSE", 2, "did you mean 'pulse'?"),
    ("export ../pulse", 2, "there is no sketch"),
    ("export pulse --size 0x0", 2, "1 to 16384"),
    ("export pulse --size 1x99999", 2, "1 to 16384"),
    (
        "export pulse --size 16384x16384",
        2,
        "16384×16000 is possible",
    ),
    ("export pulse --scale 0", 2, "above 0"),
    ("export pulse --scale nan", 2, "scale of NaN"),
    ("export pulse --scale 1e300", 2, "1 to 16384"),
    ("export pulse --scale -1", 2, "above 0"),
    ("export pulse --fps 0", 2, "0.01 to 1000"),
    ("export pulse --fps 1e-9", 2, "0.01 to 1000"),
    ("export pulse --fps 1e9", 2, "0.01 to 1000"),
    ("export pulse --fps 0/0", 2, "0.01 to 1000"),
    ("export pulse --frames 0", 2, "at least one frame"),
    ("export pulse --duration -1", 2, "at least one frame"),
    ("export pulse --duration nan", 2, "at least one frame"),
    ("export pulse --duration inf", 2, "at least one frame"),
    ("export pulse --from -1", 2, "0 or more"),
    ("export pulse --from inf", 2, "0 or more"),
    ("export pulse --supersample 0", 2, "1 (off) to 4"),
    (
        "export pulse --supersample 4 --size 8000x8000",
        2,
        "smaller --supersample",
    ),
    ("export pulse --motion-blur 1000", 2, "1 (off) to 64"),
    ("export pulse --shutter 90", 2, "--motion-blur N"),
    ("export pulse --motion-blur 4 --shutter 0", 2, "at most 360"),
    ("export pulse --set radius", 2, "radius=100"),
    ("export pulse --set radius=1 --set radius=2", 2, "set twice"),
    ("export pulse --set size=1", 2, "no parameter 'size'"),
    ("export pulse --set radius=much", 2, "cannot be much"),
    ("export pulse --set color=#zzz", 2, "cannot be #zzz"),
    ("export pulse -o movie", 2, "end the name in"),
    ("export pulse -o movie.avi", 2, "end the name in"),
    ("export pulse -o .mp4", 2, "end the name in"),
    ("export pulse -o -", 2, "--format mp4, mkv, webm or y4m"),
    ("export pulse -o - --format gif", 2, "into a pipe"),
    (
        "export pulse -o - --format mp4 --verify",
        2,
        "leave out --verify",
    ),
    ("export pulse --format avi", 2, "there are mp4"),
    ("export pulse -o %d-%d.png", 2, "single %d"),
    ("export pulse -o %5d.png", 2, "single %d"),
    (
        "export pulse -o no/such/a.mp4",
        1,
        "'no/such' does not exist",
    ),
    ("export pulse -o file/a.mp4", 1, "'file' does not exist"),
    ("export pulse -o file/%d.png", 1, "'file' is no folder"),
    ("export pulse -o folder.mp4", 1, "is a folder"),
    ("export pulse -o folder.mp4/ --force", 1, "is a folder"),
    ("export pulse -o mine.mp4", 1, "--force"),
    ("export pulse -o dangling.mp4", 1, "--force"),
    ("export pulse -o loop.mp4 --force", 1, "links"),
    (
        "export pulse -o a.mp4 --codec vp9",
        2,
        "does not go into .mp4",
    ),
    ("export pulse -o a.mp4 --crf 52", 2, "0 (best) to 51"),
    (
        "export pulse -o a.mp4 --alpha",
        2,
        "cannot keep transparency",
    ),
    ("export pulse -o a.gif --fps 60", 2, "--fps 50"),
    ("export pulse -o a.gif --crf 3", 2, "leave out --crf"),
    ("export pulse -o a.y4m --pix-fmt 444", 2, "always 4:2:0"),
    ("export pulse -o a.webp --size 16384x10", 2, "at most 16383"),
    ("export pulse -o a.webp --verify", 2, "leave out --verify"),
    (
        "export pulse -o a.mkv --codec ffv1 --size 1x1",
        2,
        "at least 2 pixels",
    ),
    (
        "export pulse -o a.mp4 --codec hevc --size 1x1",
        2,
        "at least 16 pixels",
    ),
    (
        "export pulse -o a.mp4 --codec av1 --size 7680x4320",
        2,
        "--preset fast",
    ),
    (
        "export pulse -o a.mp4 --audio none.wav",
        1,
        "there is no file 'none.wav'",
    ),
    (
        "export pulse -o a.mp4 --audio folder.mp4",
        1,
        "there is no file 'folder.mp4'",
    ),
    (
        "export pulse -o a.mp4 --audio list.mp3",
        1,
        "a list of other files",
    ),
    (
        "export pulse -o a.mp4 --audio noise.mp3",
        1,
        "no sound for a movie",
    ),
    (
        "export pulse -o a.mp4 --audio empty.mp4",
        1,
        "no sound for a movie",
    ),
    ("export pulse -o a.gif --audio list.mp3", 2, "no sound"),
    ("export pulse -o a.mp4 --audio-from 3", 2, "--audio"),
    ("export --like none.mp4", 1, "there is no file"),
    ("export --like mine.mp4", 1, "carries no recipe"),
    ("export --like picture.png", 1, "carries no recipe"),
    ("export --like folder.mp4", 1, "there is no file"),
    ("still pulse -o a.jpg", 2, "end the name in .png"),
    ("still pulse -o -", 2, "end the name in .png"),
    ("still pulse -o mine.png", 1, "--force"),
    ("still pulse --at -1", 2, "0 or more"),
    ("still pulse --at nan", 2, "0 or more"),
    ("sheet pulse -o a.mp4", 2, "end the name in .png"),
    ("sheet pulse --columns 0", 2, "--columns"),
    ("sheet pulse --columns 100 --width 99999", 2, "1 to 16384"),
    ("recover none.mp4", 1, "there is no file"),
    ("recover mine.mp4", 1, "no picture in it that plays"),
    (
        "recover empty.partial.mp4",
        1,
        "no picture in it that plays",
    ),
    ("recover text.partial.mkv", 1, "no picture in it that plays"),
    ("recover text.partial.png", 1, "no picture in it that plays"),
    ("recover file", 2, "end the name in"),
    ("recover", 2, "FILE"),
    ("run pulse", 1, "no display"),
    ("run nobody", 2, "there is no sketch 'nobody'"),
    ("run pulse --format avi", 2, "end the name in"),
    ("nonsense", 2, "nonsense"),
    ("export pulse --nonsense", 2, "--nonsense"),
];

#[test]
fn each_gets_a_sentence_and_an_exit_code_and_nothing_is_lost() {
    assert!(CASES.len() >= 60);
    let place = Place::new();
    set_out(&place);
    let before = contents(&place);
    for (args, code, words) in CASES {
        // Without SVT-AV1 another encoder takes it, which knows no such bound, and takes its time.
        if args.contains("av1") && !has_encoder("libsvtav1") {
            leave_out(args, "this ffmpeg was built without libsvtav1");
            continue;
        }
        let (got, said) = fail(place.kinora(args));
        assert_eq!(got, *code, "{args}: {said}");
        assert!(said.contains(words), "{args}: '{words}' is not in: {said}");
        // What clap says of arguments has its usage below.
        let is_one_sentence = said.trim_end().lines().count() == 1;
        assert!(
            is_one_sentence || *code == 2 && said.contains("--help"),
            "{args}: {said}"
        );
        assert!(contents(&place) == before, "{args} has changed something");
    }
    until("no process is left behind", || place.processes().is_empty());
}

/// Name and bytes of everything that lies there.
fn contents(place: &Place) -> Vec<(String, Option<Vec<u8>>)> {
    let names = place.listing().into_iter();
    names
        .map(|name| {
            let bytes = fs::read(place.file(&name)).ok();
            (name, bytes)
        })
        .collect()
}

/// Who may write everywhere is not stopped by a folder.
#[test]
fn a_folder_that_may_not_be_written_to_is_named() {
    if rustix::process::getuid().is_root() {
        return;
    }
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    fs::create_dir(place.file("locked")).unwrap();
    fs::set_permissions(place.file("locked"), fs::Permissions::from_mode(0o555)).unwrap();
    let (code, said) = fail(place.kinora("export pulse -o locked/a.mp4"));
    assert!(code == 1 && said.contains("locked/a.partial.mp4"), "{said}");
}
