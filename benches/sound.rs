//! What sound costs an export: three sounds that play all the time, against the same sketch without. Run it with
//! `cargo bench --bench sound`.

#[allow(dead_code)]
mod measure;
mod median;
mod page;

use median::median;
use std::process::Command;
use std::{array, env, fs};

use kinora::audio::{Playback, Tone};
use kinora::prelude::*;
use measure::timed;
use page::{is_quick, publish};

/// Set for the program that is measured.
const SKETCH: &str = "KINORA_SKETCH_OF_SOUND";

/// VP9 takes its time.
const MOVIES: [(&str, usize); 2] = [("a.mp4", 11), ("a.webm", 5)];

/// Most that the export with sounds may take, in times of the one without.
const BAR: f64 = 1.03;

fn main() {
    if env::var_os(SKETCH).is_some() {
        kinora::run(
            Sketch::new("rain", rain)
                .size(1920, 1080)
                .fps(60)
                .duration(5.0),
        );
    }
    let place = tempfile::tempdir().expect("there is a folder for files that come and go");
    let export = |options: &str| {
        let mut command = Command::new(env::current_exe().expect("this is a program"));
        command.env(SKETCH, "1").current_dir(place.path());
        command.args(options.split(' '));
        timed(&mut command).wall.as_secs_f64()
    };
    let rows = MOVIES.map(|(name, turns)| {
        let turns = if is_quick() { 1 } else { turns };
        let options = [false, true]
            .map(|sounds| format!("export --set sounds={sounds} --force -q -o {name}"));
        let mut times: [Vec<f64>; 2] = array::from_fn(|_| vec![]);
        for turn in 0..turns {
            for which in [turn % 2, 1 - turn % 2] {
                times[which].push(export(&options[which]));
            }
        }
        fs::remove_file(place.path().join(name)).expect("it was made");
        // Each against the one beside it: a machine that others use, too, is slower at times.
        let ratios = times[0].iter().zip(&times[1]);
        let ratio = median(ratios.map(|(without, with)| with / without).collect());
        let [without, with] = times.map(median);
        format!("| `{name}` | {without:.2} s | {with:.2} s | **{ratio:.3}** |\n")
    });
    publish("sound", &format!("{HEAD}{}\n", rows.concat()));
    println!("\nbar: {BAR}");
}

const HEAD: &str = "## What sound costs an export

Written by `cargo bench --bench sound`: 5 s of 1080p with 60 frames a second, without sounds and with three that play all the
time, in turns that begin with the one and the other; medians of eleven (WebM: five), the ratio that of neighbours.

| movie | without | with three sounds | ratio |
|---|---|---|---|
";

async fn rain() {
    let mut tones = vec![];
    if toggle("sounds", false) {
        for hertz in [220.0, 277.2, 329.6] {
            let tone = Tone::triangle(hertz).seconds(1.0).sound();
            tone.play(Playback::new().volume(0.2).looped());
            tones.push(tone);
        }
    }
    loop {
        clear_background(BLACK);
        for drop in 0..200 {
            let share = drop as f64 / 200.0;
            let fall = (get_time() * (0.3 + share) + 7.3 * share).fract();
            let (x, y) = (1920.0 * (share * 17.0).fract(), 1080.0 * fall);
            draw_circle(x as f32, y as f32, 12.0, SKYBLUE);
        }
        next_frame().await
    }
}
