//! What the toolbox costs: groups of shapes under transforms against the same shapes placed by hand, layers against textures
//! of their size, and each filter. Run it with `cargo bench --bench toolbox`.

#[allow(dead_code)]
mod measure;
mod median;
mod page;

use std::process::Command;
use std::{array, env};

use kinora::prelude::*;
use measure::timed;
use median::median;
use page::{is_quick, publish};

/// Set for the program that is measured.
const SKETCH: &str = "KINORA_SKETCH_OF_TOOLBOX";

/// Most that a group may take under a transform, in times of the same by hand.
const BAR: f64 = 1.1;

const TURNS: usize = 9;

/// Groups of twenty in one frame.
const GROUPS: usize = 200;

const LAYERS: usize = 8;

const FILTERS: [&str; 11] = [
    "nothing",
    "blur 4",
    "blur 40",
    "bloom",
    "grain",
    "vignette",
    "pixelate",
    "posterize",
    "displace",
    "aberration",
    "shader",
];

fn main() {
    if env::var_os(SKETCH).is_some() {
        kinora::run(vec![
            Sketch::new("groups", groups)
                .size(640, 480)
                .fps(60)
                .duration(2.0),
            Sketch::new("squares", squares)
                .size(640, 480)
                .fps(60)
                .duration(2.0),
            Sketch::new("layers", layers)
                .size(1920, 1080)
                .fps(60)
                .duration(1.0),
            Sketch::new("filters", filters)
                .size(1920, 1080)
                .fps(60)
                .duration(0.5),
        ]);
    }
    let place = tempfile::tempdir().expect("there is a folder for files that come and go");
    let seconds = |sketch: &str, by: &str| {
        let mut command = Command::new(env::current_exe().expect("this is a program"));
        command.env(SKETCH, "1").current_dir(place.path());
        command.args([
            "export",
            sketch,
            "--preset",
            "ultrafast",
            "--force",
            "-q",
            "-o",
            "a.mp4",
        ]);
        command.args(["--set", &format!("by={by}")]);
        timed(&mut command).wall.as_secs_f64()
    };
    let turns = if is_quick() { 1 } else { TURNS };
    let moved = ["hand", "transform"];
    let shown = ["texture", "layer"];
    let pairs = [
        ("200 groups of 20 shapes", "groups", 20, moved),
        ("4000 turned squares of 8", "squares", 8, moved),
        ("100 turned squares of 100", "squares", 100, moved),
        ("1 layer of 1080p", "layers", 1, shown),
        ("8 layers of 1080p", "layers", 8, shown),
    ];
    let rows = pairs.map(|(what, sketch, number, by)| {
        let mut times: [Vec<f64>; 2] = array::from_fn(|_| vec![]);
        for turn in 0..turns {
            for which in [turn % 2, 1 - turn % 2] {
                times[which].push(seconds(sketch, &format!("{} {number}", by[which])));
            }
        }
        let ratios = times[0].iter().zip(&times[1]);
        let ratio = median(ratios.map(|(plain, tool)| tool / plain).collect());
        let [plain, tool] = times.map(median);
        let [before, after] = by;
        format!("| {what} | {before}: {plain:.2} s | {after}: {tool:.2} s | **{ratio:.3}** |\n")
    });
    let turns = if is_quick() { 1 } else { 3 };
    let times =
        FILTERS.map(|filter| median((0..turns).map(|_| seconds("filters", filter)).collect()));
    let costs: String = FILTERS
        .iter()
        .zip(times)
        .skip(1)
        .map(|(filter, time)| format!("| {filter} | {:.1} ms |\n", (time - times[0]) / 30.0 * 1e3))
        .collect();
    publish(
        "toolbox",
        &format!("{HEAD}{}\n{FILTERED}{costs}\n", rows.concat()),
    );
    println!("\nbar of groups: {BAR}");
}

const HEAD: &str = "## What the toolbox costs

Written by `cargo bench --bench toolbox`: whole exports in turns, medians of nine, the ratio that of neighbours.

| what | plain | with the toolbox | ratio |
|---|---|---|---|
";

const FILTERED: &str = "One filter of a canvas of 1080p, for each frame: 30 frames with it less 30 without, medians of three.

| filter | a frame |
|---|---|
";

/// By what, and a number: of layers, or how long a side is.
fn asked() -> (&'static str, usize) {
    let (by, number) = text("by", "hand 8")
        .split_once(' ')
        .expect("it is two words");
    (by, number.parse().expect("it is a number"))
}

/// Rectangles, discs and lines around a middle, turned and grown.
async fn groups() {
    loop {
        clear_background(BLACK);
        let is_by_hand = asked().0 == "hand";
        for group in 0..GROUPS {
            let at = vec2(
                (group % 20) as f32 * 32.0 + 16.0,
                (group / 20) as f32 * 48.0 + 24.0,
            );
            let angle = get_time() as f32 + group as f32;
            match is_by_hand {
                true => by_hand(at, angle),
                false => with_transform(|| {
                    translate(at.x, at.y);
                    rotate(angle);
                    group_of_twenty();
                }),
            }
        }
        next_frame().await
    }
}

/// Squares that are turned, by a parameter of the rectangle or by a transform.
async fn squares() {
    loop {
        clear_background(BLACK);
        let (by, side) = asked();
        let side = side as f32;
        let count = if side < 50.0 { 4000 } else { 100 };
        for square in 0..count {
            let at = vec2((square % 80) as f32, (square / 80) as f32) * 8.0;
            let angle = get_time() as f32 + square as f32;
            let mut params = DrawRectangleParams {
                offset: vec2(0.5, 0.5),
                rotation: angle,
                color: ORANGE,
            };
            match by {
                "hand" => draw_rectangle_ex(at.x, at.y, side, side, params),
                _ => with_transform(|| {
                    translate(at.x, at.y);
                    rotate(angle);
                    params.rotation = 0.0;
                    draw_rectangle_ex(0.0, 0.0, side, side, params);
                }),
            }
        }
        next_frame().await
    }
}

fn group_of_twenty() {
    let params = DrawRectangleParams {
        offset: vec2(0.5, 0.5),
        color: ORANGE,
        ..Default::default()
    };
    for index in 0..10 {
        let x = index as f32 * 2.0 - 10.0;
        draw_rectangle_ex(x, -4.0, 2.5, 5.0, params.clone());
        if index < 5 {
            draw_circle(x, 4.0, 2.0, SKYBLUE);
            draw_line(x, 0.0, x + 6.0, 2.0, 1.0, WHITE);
        }
    }
}

fn by_hand(at: Vec2, angle: f32) {
    let turn = Vec2::from_angle(angle);
    let params = DrawRectangleParams {
        offset: vec2(0.5, 0.5),
        rotation: angle,
        color: ORANGE,
    };
    for index in 0..10 {
        let x = index as f32 * 2.0 - 10.0;
        let place = at + turn.rotate(vec2(x, -4.0));
        draw_rectangle_ex(place.x, place.y, 2.5, 5.0, params.clone());
        if index < 5 {
            let place = at + turn.rotate(vec2(x, 4.0));
            draw_circle(place.x, place.y, 2.0, SKYBLUE);
            let from = at + turn.rotate(vec2(x, 0.0));
            let to = at + turn.rotate(vec2(x + 6.0, 2.0));
            draw_line(from.x, from.y, to.x, to.y, 1.0, WHITE);
        }
    }
}

async fn layers() {
    let layers: Vec<Layer> = (0..LAYERS)
        .map(|index| {
            let layer = Layer::new();
            layer.paint(|| {
                draw_circle(
                    960.0 + 90.0 * index as f32,
                    540.0,
                    300.0,
                    RED.with_alpha(0.5),
                );
            });
            layer
        })
        .collect();
    loop {
        clear_background(BLACK);
        let (by, count) = asked();
        for layer in &layers[..count] {
            match by {
                "layer" => layer.draw(),
                _ => draw_texture(&layer.texture(), 0.0, 0.0, WHITE),
            }
        }
        next_frame().await
    }
}

async fn filters() {
    let map = Layer::new();
    loop {
        clear_background(BLACK);
        draw_circle(960.0, 540.0, 400.0, ORANGE);
        let chosen = match text("by", "nothing") {
            "blur 4" => Some(Filter::blur(4.0)),
            "blur 40" => Some(Filter::blur(40.0)),
            "bloom" => Some(Filter::bloom(0.6, 20.0, 0.8)),
            "grain" => Some(Filter::grain(0.2)),
            "vignette" => Some(Filter::vignette(0.5)),
            "pixelate" => Some(Filter::pixelate(12.0)),
            "posterize" => Some(Filter::posterize(5)),
            "displace" => Some(Filter::displace(&map, 20.0)),
            "aberration" => Some(Filter::chromatic_aberration(6.0)),
            "shader" => Some(Filter::shader("gl_FragColor = texture2D(canvas, uv).bgra;")),
            _ => None,
        };
        if let Some(chosen) = chosen {
            filter(&chosen);
        }
        next_frame().await
    }
}
