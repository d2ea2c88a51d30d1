//! The first way that comes to mind to make a movie of a macroquad program, for `cargo bench --bench peers`: every frame
//! is read from the window and written to ffmpeg by the thread that draws.
//!
//! `naive FILE WIDTH HEIGHT FPS FRAMES PRESET`; the preset `raw` keeps the frames as they are, as RGB.

use std::fs::File;
use std::io::Write;
use std::process::{Child, Command, Stdio};

use macroquad::prelude::*;

struct Job {
    file: String,
    width: usize,
    height: usize,
    fps: u32,
    frames: u32,
    preset: String,
}

fn job() -> Job {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [file, width, height, fps, frames, preset] = &args[..] else {
        panic!("naive FILE WIDTH HEIGHT FPS FRAMES PRESET");
    };
    Job {
        file: file.clone(),
        width: width.parse().unwrap(),
        height: height.parse().unwrap(),
        fps: fps.parse().unwrap(),
        frames: frames.parse().unwrap(),
        preset: preset.clone(),
    }
}

fn window() -> Conf {
    let job = job();
    Conf {
        window_title: "naive".into(),
        window_width: job.width as i32,
        window_height: job.height as i32,
        ..Conf::default()
    }
}

#[macroquad::main(window)]
async fn main() {
    let job = job();
    let mut raw = (job.preset == "raw").then(|| File::create(&job.file).unwrap());
    let mut ffmpeg = raw.is_none().then(|| start(&job));
    for frame in 0..job.frames {
        draw(frame as f32 / job.fps as f32);
        let image = get_screen_data();
        assert_eq!((image.width(), image.height()), (job.width, job.height));
        match (&mut raw, &mut ffmpeg) {
            (Some(raw), _) => raw.write_all(&rgb(&image)).unwrap(),
            (_, Some(ffmpeg)) => {
                let pipe = ffmpeg.stdin.as_mut().unwrap();
                pipe.write_all(&image.bytes).unwrap();
            }
            _ => {}
        }
        next_frame().await
    }
    if let Some(mut ffmpeg) = ffmpeg {
        drop(ffmpeg.stdin.take());
        assert!(ffmpeg.wait().unwrap().success());
    }
}

fn draw(time: f32) {
    clear_background(WHITE);
    let (width, height) = (screen_width(), screen_height());
    let radius = (220.0 + 20.0 * (time * std::f32::consts::TAU).sin()) * height / 480.0;
    draw_circle(width / 2.0, height / 2.0, radius, Color::from_hex(0x00ff00));
}

/// ffmpeg, waiting for frames whose first row is the lowest.
fn start(job: &Job) -> Child {
    let size = format!("{}x{}", job.width, job.height);
    let fps = job.fps.to_string();
    Command::new("ffmpeg")
        .args(["-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgba"])
        .args(["-video_size", &size, "-framerate", &fps, "-i", "-"])
        .args(["-vf", "vflip", "-c:v", "libx264", "-crf", "23"])
        .args(["-preset", &job.preset, "-pix_fmt", "yuv420p", &job.file])
        .stdin(Stdio::piped())
        .spawn()
        .unwrap()
}

/// The bytes of an image whose first row is the lowest, from the top and without alpha.
fn rgb(image: &Image) -> Vec<u8> {
    let rows = image.bytes.chunks(image.width() * 4).rev();
    rows.flat_map(|row| row.chunks(4).flat_map(|pixel| &pixel[..3]))
        .copied()
        .collect()
}
