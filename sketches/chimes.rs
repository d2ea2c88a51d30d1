//! Fifteen pendulums, each a little faster than the one before it: whoever passes the middle strikes its note.
use kinora::audio::{Playback, Sound, Tone, midi_to_hertz};
use kinora::prelude::*;

pub fn sketch() -> Sketch {
    Sketch::new("chimes", chimes)
        .size(640, 480)
        .fps(60)
        .duration(16.0)
}

/// How often the slowest one goes to and fro in the sketch; the next one does so once more, and so on.
const SLOWEST: f64 = 6.0;
const LENGTH: f64 = 16.0;

/// Halftones of a pentatonic scale, over three octaves.
const NOTES: [i32; 15] = [0, 2, 4, 7, 9, 12, 14, 16, 19, 21, 24, 26, 28, 31, 33];

/// Where a pendulum is, from -1 to 1.
fn swing(index: usize, time: f64) -> f64 {
    let swings = SLOWEST + index as f64;
    // Nobody is in the middle when it begins.
    (std::f64::consts::TAU * swings * time / LENGTH).cos()
}

async fn chimes() {
    let notes: Vec<Sound> = NOTES.iter().map(|&note| chime(note)).collect();
    let mut struck = [f64::NEG_INFINITY; NOTES.len()];
    let mut last = 0.0;
    loop {
        let time = get_time();
        clear_background(Color::from_hex(0x10161d));
        let unit = (canvas_size() / vec2(640.0, 480.0)).min_element();
        translate(screen_width() / 2.0, screen_height() / 2.0);
        scale(unit, unit);
        translate(-320.0, -240.0);
        draw_line(320.0, 20.0, 320.0, 460.0, 1.0, Color::from_hex(0x27323e));
        for (index, note) in notes.iter().enumerate() {
            let place = swing(index, time);
            if place * swing(index, last) < 0.0 {
                struck[index] = time;
                let pan = 0.8 * (index as f32 / 7.0 - 1.0);
                note.play(Playback::new().volume(0.16).pan(pan));
            }
            let glow = (-4.0 * (time - struck[index])).exp() as f32;
            draw_bob(index, place as f32, glow);
        }
        last = time;
        next_frame().await
    }
}

fn draw_bob(index: usize, place: f32, glow: f32) {
    let share = index as f32 / (NOTES.len() - 1) as f32;
    let (x, y) = (320.0 + 250.0 * place, 450.0 - 420.0 * share);
    let color = hsl(180.0 + 144.0 * share, 0.6, 0.5 + 0.3 * glow);
    if glow > 0.01 {
        let ring = 14.0 + 30.0 * (1.0 - glow);
        draw_circle_lines(320.0, y, ring, 2.0, color.with_alpha(glow));
    }
    draw_line(320.0, y, x, y, 1.5, color.with_alpha(0.25));
    draw_circle(x, y, 9.0 + 4.0 * glow, color);
}

/// A tone with two of its overtones, which die away sooner, as those of a bell do.
fn chime(halftones: i32) -> Sound {
    let hertz = midi_to_hertz(57.0 + halftones as f32);
    let partials = [(1.0, 1.0, 1.4), (2.76, 0.4, 0.6), (5.4, 0.2, 0.25)];
    Sound::mix(partials.map(|(times, volume, release)| {
        let tone = Tone::sine(hertz * times).volume(volume);
        (0.0, tone.attack(0.002).seconds(0.01).release(release))
    }))
}
