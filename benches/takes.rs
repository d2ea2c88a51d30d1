//! What takes cost: in memory, in a frame, once a second, behind the window, and in an export. Run it with
//! `cargo bench --bench takes`; it needs xdotool. `-- --quick looks` runs one part once.

mod median;
mod page;
mod sandbox;
#[path = "../tests/common/taken.rs"]
mod taken;
mod xvfb;

use median::median;
use std::hint::black_box;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use kinora::prelude::*;
use kinora_core::stage::Input;
use kinora_core::stage::take::Frame;
use page::{is_quick, publish};
use sandbox::{SKETCH, Window};

const TURNS: usize = 5;

/// The take that is exported: ten minutes.
const FPS: f64 = 60.0;
const FRAMES: u64 = 10 * 60 * 60;
const SMALL: (u32, u32) = (320, 180);

fn main() {
    if env::var_os(SKETCH).is_some() {
        kinora::run(Sketch::new("circles", circles).size(640, 360).fps(60));
    }
    let turns = if is_quick() { 1 } else { TURNS };
    let asked: Vec<_> = env::args().collect();
    let parts: [(&str, &dyn Fn() -> String); 4] = [
        ("memory", &memory),
        ("looks", &|| looks(turns)),
        ("keeps", &|| keeps(turns)),
        ("exports", &|| exports(turns.min(3))),
    ];
    let is_one = |(name, _): &(&str, _)| asked.iter().any(|arg| arg == name);
    if let Some((_, part)) = parts.iter().find(|part| is_one(part)) {
        return println!("{}", part());
    }
    let parts = parts.map(|(_, part)| part());
    publish("takes", &format!("{HEAD}{}\n", parts.join("\n")));
}

const HEAD: &str = "## What takes cost

Written by `cargo bench --bench takes`, medians of runs in turns. A busy frame is told another place of the mouse, a held
button and a held key, now and then another key, and another value of a slider.

";

/// Circles that move, and numbers of each second: the frame rate, and the longest and the longest but one of the times, in
/// milliseconds, from the end of the sketch's part of a frame to the beginning of the next.
async fn circles() {
    let (mut began, mut ended) = (Instant::now(), Instant::now());
    let mut between: Vec<f64> = vec![];
    loop {
        between.push(ended.elapsed().as_secs_f64() * 1e3);
        clear_background(BLACK);
        for index in 0..100 {
            let phase = get_time() as f32 + index as f32;
            let x = ((phase * 0.7).sin() * 0.45 + 0.5) * screen_width();
            let y = ((phase * 1.1).cos() * 0.45 + 0.5) * screen_height();
            draw_circle(x, y, screen_height() / 30.0, SKYBLUE);
        }
        if began.elapsed() >= Duration::from_secs(1) {
            let rate = between.len() as f64 / began.elapsed().as_secs_f64();
            between.sort_by(f64::total_cmp);
            let longest = between[between.len() - 1];
            let next = between[between.len().saturating_sub(2)];
            eprintln!("{rate} {next} {longest}");
            between.clear();
            began = Instant::now();
        }
        ended = Instant::now();
        next_frame().await
    }
}

/// A frame in which the mouse is dragged, with a key.
fn busy(index: u64) -> Frame {
    let place = |index: u64| vec2(index as f32 * 1.7 % 320.0, index as f32 * 0.9 % 180.0);
    let key = [KeyCode::Left, KeyCode::Up][(index / 30 % 2) as usize];
    let is_new = index.is_multiple_of(30);
    Frame {
        input: Input {
            mouse: place(index),
            mouse_delta: place(index) - place(index.saturating_sub(1)),
            buttons_down: [MouseButton::Left].into(),
            keys_down: [key].into(),
            keys_pressed: is_new.then_some(key).into_iter().collect(),
            last_key: is_new.then_some(key),
            ..Input::default()
        },
        ..taken::frame(index, FPS)
    }
}

/// Bytes, and time, of a frame that is taken.
fn memory() -> String {
    let of = |frames: Vec<Frame>| {
        let mut take = taken::take(SMALL, FPS, []);
        let play = &mut take.plays[0];
        let began = Instant::now();
        for frame in &frames {
            play.push(frame);
        }
        let nanos = began.elapsed().as_nanos() as f64 / frames.len() as f64;
        let bytes = play.bytes() as f64 / frames.len() as f64;
        let began = Instant::now();
        let packed = black_box(take.to_bytes()).len();
        (bytes, nanos, packed, began.elapsed())
    };
    let idle = of((0..FRAMES).map(|index| taken::frame(index, FPS)).collect());
    let busy = of((0..FRAMES).map(busy).collect());
    let row = |name: &str, (bytes, nanos, packed, time): (f64, f64, usize, Duration)| {
        format!(
            "| {name} | {bytes:.1} | {nanos:.0} ns | {:.0} kB | {:.0} ms |",
            packed as f64 / 1e3,
            time.as_secs_f64() * 1e3
        )
    };
    let head = "| 10 minutes | bytes a frame | to take a frame | packed | to pack all |\n|---|---|---|---|---|";
    format!("{head}\n{}\n{}\n", row("idle", idle), row("busy", busy))
}

/// The longest frame of each second beside the next: if the canvas is looked at in one, it is that, or costs less than
/// frames differ by.
fn looks(turns: usize) -> String {
    let head = "| canvas | longest frame but one of a second | longest | a frame pays |\n|---|---|---|---|";
    let rows = ["640x360", "1280x720", "1920x1080"].map(|size| {
        let mut window = Window::open(&format!("--size {size}"));
        let said: Vec<_> = (0..4 * turns)
            .map(|_| window.numbers.recv().expect("the sketch plays"))
            .collect();
        window.close();
        let of = |at: usize| median(said.iter().map(|numbers| numbers[at]).collect());
        let (rate, next, longest) = (of(0), of(1), of(2));
        let pays = (longest - next) / rate;
        format!("| {size} | {next:.1} ms | {longest:.1} ms | {pays:.3} ms |")
    });
    format!("{head}\n{}\n", rows.join("\n"))
}

/// The window's frame rate while the last half minute is made a movie behind it.
fn keeps(turns: usize) -> String {
    let head = "| canvas | frames/s | while it keeps 30 s | ratio |\n|---|---|---|---|";
    let rows = ["640x360", "960x540"].map(|size| {
        let mut window = Window::open(&format!("--size {size}"));
        thread::sleep(Duration::from_secs(30));
        let (mut before, mut meanwhile) = (vec![], vec![]);
        for _ in 0..turns {
            window.forget();
            let rate = || window.numbers.recv().expect("the sketch plays")[0];
            rate();
            before.extend((0..3).map(|_| rate()));
            let is_keeping = || {
                let entries = fs::read_dir(window.folder.join("recordings"));
                let entries = entries.into_iter().flatten().flatten();
                entries
                    .map(|entry| entry.file_name().to_string_lossy().into_owned())
                    .any(|name| name.contains(".partial"))
            };
            window.key("k");
            while !is_keeping() {
                thread::sleep(Duration::from_millis(5));
            }
            window.forget();
            while is_keeping() {
                meanwhile.push(rate());
            }
            // The last second is another's in part.
            meanwhile.pop();
        }
        window.close();
        let (before, meanwhile) = (median(before), median(meanwhile));
        let ratio = meanwhile / before;
        format!("| {size} | {before:.1} | {meanwhile:.1} | {ratio:.2} |")
    });
    format!(
        "{head}\n{}\n\nbar: 0.95 with a core free\n",
        rows.join("\n")
    )
}

/// An export of ten minutes that somebody played, beside one that nobody did.
fn exports(turns: usize) -> String {
    let folder = env::temp_dir().join(format!("kinora-takes-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let text = taken::text("circles", &taken::take(SMALL, FPS, (0..FRAMES).map(busy)));
    fs::write(folder.join("a.take"), text).unwrap();
    let run = |args: &str| {
        let began = Instant::now();
        let status = Command::new(env::current_exe().unwrap())
            .args(args.split(' '))
            .env(SKETCH, "1")
            .current_dir(&folder)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .unwrap();
        assert!(status.success(), "{args}");
        began.elapsed().as_secs_f64()
    };
    let (mut plain, mut again) = (vec![], vec![]);
    for _ in 0..turns {
        plain.push(run(&format!(
            "export --size 320x180 --frames {FRAMES} --force -o plain.mp4"
        )));
        again.push(run("export --like a.take --force -o again.mp4"));
    }
    fs::remove_dir_all(&folder).unwrap();
    let (plain, again) = (median(plain), median(again));
    let ratio = again / plain;
    let head = "| 10 minutes of 320x180 | seconds | of a take | ratio |\n|---|---|---|---|";
    format!("{head}\n| 36,000 frames | {plain:.1} | {again:.1} | {ratio:.2} |\n\nbar: 1.1\n")
}
