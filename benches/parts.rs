//! What a movie in parts takes: several processes, joining, size and likeness, and a model of many machines. Run it with
//! `cargo bench --bench parts`. `-- --quick joins` runs one part once.

#[allow(dead_code)]
mod measure;
mod median;
mod page;

use median::median;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use measure::{peak, timed};
use page::{is_quick, publish};

const TURNS: usize = 3;

/// Sketches whose drawing takes most of the time.
const DRAWN: [&str; 3] = ["flow", "spirograph", "boids"];

/// What they are exported with.
const BUSY: &str = "--frames 60 --size 1920x1080 --motion-blur 8 --force";

fn main() {
    let turns = if is_quick() { 1 } else { TURNS };
    let folder = tempfile::tempdir().unwrap();
    let place = Place(folder.path().to_owned());
    let parts: [(&str, &dyn Fn() -> String); 4] = [
        ("jobs", &|| jobs(&place, turns)),
        ("joins", &|| joins(&place, turns)),
        ("sizes", &|| sizes(&place)),
        ("models", &|| models(&place)),
    ];
    let asked: Vec<_> = env::args().collect();
    let is_one = |(name, _): &(&str, _)| asked.iter().any(|arg| arg == name);
    if let Some((_, part)) = parts.iter().find(|part| is_one(part)) {
        return println!("{}", part());
    }
    let parts = parts.map(|(_, part)| part());
    publish("parts", &format!("{HEAD}{}\n", parts.join("\n")));
}

const HEAD: &str = "## What a movie in parts takes

Written by `cargo bench --bench parts`: medians of three runs in turns.

";

struct Place(PathBuf);

impl Place {
    fn kinora(&self, args: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kinora"));
        command.args(args.split_whitespace()).current_dir(&self.0);
        command.env_remove("DISPLAY").stderr(Stdio::inherit());
        command
    }

    fn seconds(&self, args: &str) -> f64 {
        timed(&mut self.kinora(args)).wall.as_secs_f64()
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

/// The medians of several commands, in turns.
fn in_turns<const N: usize>(place: &Place, turns: usize, commands: [&str; N]) -> [f64; N] {
    let mut times: [Vec<f64>; N] = std::array::from_fn(|_| vec![]);
    for _ in 0..turns {
        for (command, times) in commands.iter().zip(&mut times) {
            times.push(place.seconds(command));
        }
    }
    times.map(median)
}

/// One process, two, and as many as `auto` finds.
fn jobs(place: &Place, turns: usize) -> String {
    let rows =
        DRAWN.into_iter().flat_map(|name| {
            [BUSY, "--force --frames 250"].map(|options| {
            let export = format!("export {name} {options} -q -o j.mp4");
            let (two, auto) = (format!("{export} --jobs 2"), format!("{export} --jobs auto"));
            let [alone, two, auto] = in_turns(place, turns, [&export, &two, &auto]);
            let options = options.replace("--force", "");
            format!(
                "| {name} `{}` | {alone:.1} s | {two:.1} s | **{:.2}** | {auto:.1} s | {:.2} |\n",
                options.trim(),
                two / alone,
                auto / alone
            )
        })
        });
    let head = "| export | 1 job | 2 jobs | ratio | auto | ratio |\n|---|---|---|---|---|---|\n";
    format!("{head}{}", rows.collect::<String>())
}

/// A hundred parts of 4K.
fn joins(place: &Place, turns: usize) -> String {
    let export = "export pulse --size 3840x2160 --frames 400 -q -o k.mp4";
    timed(&mut place.kinora(&format!("{export} --part 1/100")));
    let orders: String = (2..=100).map(|part| format!("{part}\n")).collect();
    let mut worker = place.kinora(&format!("{export} --worker k.parts"));
    let mut worker = worker
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    worker
        .stdin
        .take()
        .unwrap()
        .write_all(orders.as_bytes())
        .unwrap();
    assert!(worker.wait().unwrap().success());
    let [time] = in_turns(place, turns, ["join k.parts -q --force -o k.mp4"]);
    let memory = peak(&mut place.kinora("join k.parts -q --force -o k.mp4"));
    let bytes = fs::metadata(place.file("k.mp4")).unwrap().len();
    format!(
        "A hundred parts of 4K ({:.1} MiB) are joined in **{time:.2} s** with {:.0} MB of memory.\n",
        bytes as f64 / f64::from(1 << 20),
        memory as f64 / 1e6,
    )
}

/// Size and likeness of H.264 in three parts of 250 frames, beside one file.
fn sizes(place: &Place) -> String {
    let rows = ["flow", "boids", "spirograph", "snake", "life", "kinetic"].map(|name| {
        let export = format!("export {name} --frames 750 --size 640x360 --force -q");
        timed(&mut place.kinora(&format!("{export} --codec ffv1 -o exact.mkv")));
        timed(&mut place.kinora(&format!("{export} -o one.mp4")));
        for part in 1..=3 {
            timed(&mut place.kinora(&format!("{export} -o three.mp4 --part {part}/3")));
        }
        timed(&mut place.kinora("join three.parts --force -q"));
        fs::remove_dir_all(place.file("three.parts")).unwrap();
        let [one, three] = ["one.mp4", "three.mp4"].map(|movie| place.file(movie));
        let bytes = |movie: &Path| fs::metadata(movie).unwrap().len() as f64;
        let [like, unlike] = [&one, &three].map(|movie| psnr(movie, &place.file("exact.mkv")));
        format!(
            "| {name} | {:+.1} % | {:+.2} dB | {like:.1} dB |\n",
            (bytes(&three) / bytes(&one) - 1.0) * 100.0,
            unlike - like
        )
    });
    let head = "H.264 in three parts of 250 frames, beside one file of 750:\n\n\
        | sketch | size | PSNR | of the one |\n|---|---|---|---|\n";
    format!("{head}{}", rows.concat())
}

/// The mean likeness of two movies, in dB.
fn psnr(movie: &Path, exact: &Path) -> f64 {
    let mut command = Command::new("ffmpeg");
    command
        .args(["-hide_banner", "-nostats", "-i"])
        .arg(movie)
        .arg("-i")
        .arg(exact);
    let graph = "[1:v]scale=out_color_matrix=bt709:out_range=tv:flags=accurate_rnd+full_chroma_int,format=yuv420p[e];[0:v][e]psnr";
    command.args(["-lavfi", graph, "-f", "null", "-"]);
    let said = String::from_utf8(command.output().unwrap().stderr).unwrap();
    let average = said.split(" average:").nth(1).expect("psnr says it");
    average.split(' ').next().unwrap().parse().unwrap()
}

/// The model of docs/farm.md, its constants, and how it fits.
fn models(place: &Place) -> String {
    let rows = ["flow", "boids", "spirograph"].map(|name| model(place, 1, name));
    let head = "The model of [docs/farm.md](docs/farm.md): constants, and seconds that N jobs take of 60 frames of 1080p \
        with `--motion-blur 8`, measured and (modelled):\n\n\
        | sketch | start | a frame that is not drawn | a frame that is drawn | 1 job | 2 jobs | 4 jobs |\n\
        |---|---|---|---|---|---|---|\n";
    format!("{head}{}", rows.concat())
}

fn model(place: &Place, turns: usize, name: &str) -> String {
    let export = |options: &str| {
        format!("export {name} --size 1920x1080 --motion-blur 8 -q --force -o m.mp4 {options}")
    };
    let frames = 60.0;
    let [one, late, all] = in_turns(
        place,
        turns,
        [
            &export("--frames 1"),
            &export("--frames 1 --from 10"),
            &export("--frames 60 --resume"),
        ],
    );
    let fps = 30.0;
    let played = (late - one) / (10.0 * fps);
    let drawn = (all - one) / (frames - 1.0);
    let start = one - drawn;
    let [two, four] = in_turns(
        place,
        turns,
        [
            &export("--frames 60 --jobs 2"),
            &export("--frames 60 --jobs 4"),
        ],
    );
    // Work of one frame on one core: what one job takes is on both, not wholly busy.
    let busy = {
        let taken = timed(&mut place.kinora(&export("--frames 60")));
        (taken.cpu, taken.wall)
    };
    let work = busy.0.as_secs_f64() / frames;
    let modelled = |jobs: f64| {
        let cores = 2.0;
        let prefix = frames * (1.0 - 1.0 / jobs) * played;
        let alone = frames * drawn / jobs + prefix;
        let together = (frames * work + jobs * prefix) / cores;
        start
            + if jobs > 1.0 {
                alone.max(together)
            } else {
                frames * drawn
            }
    };
    format!(
        "| {name} | {start:.2} s | {:.1} ms | {:.0} ms ({:.0} ms of one core) | {all:.1} ({:.1}) | {two:.1} ({:.1}) | {four:.1} ({:.1}) |\n",
        played * 1e3,
        drawn * 1e3,
        work * 1e3,
        modelled(1.0),
        modelled(2.0),
        modelled(4.0)
    )
}
