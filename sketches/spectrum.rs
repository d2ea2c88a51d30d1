//! The spectrum of a song, in a ring that beats with it. Take any song: --set file=song.ogg.
use kinora::audio::{Playback, Sound, Tone, load_sound, midi_to_hertz};
use kinora::prelude::*;

pub fn sketch() -> Sketch {
    Sketch::new("spectrum", spectrum)
        .size(640, 480)
        .fps(30)
        .duration(8.0)
        .duration_of_sound("file")
}

/// From the bottom up, the same on both sides.
const BANDS: usize = 48;

async fn spectrum() -> Result<(), kinora::Error> {
    let song = match text("file", "") {
        "" => tune(),
        file => load_sound(file).await?,
    };
    song.play(Playback::new());
    let mut levels = [0.0; BANDS];
    loop {
        let time = get_time();
        let fall = 1.6 * get_frame_time();
        for (level, now) in levels.iter_mut().zip(song.spectrum(time, BANDS)) {
            *level = now.max(*level - fall);
        }
        let passed = song.beats().iter().rev().find(|&&beat| beat <= time);
        let since = passed.map_or(9.0, |beat| time - beat);
        draw(&levels, song.level(time), (-6.0 * since as f32).exp());
        next_frame().await
    }
}

fn draw(levels: &[f32; BANDS], loudness: f32, beat: f32) {
    clear_background(Color::from_hex(0x0d0b1f));
    translate(screen_width() / 2.0, screen_height() / 2.0);
    let radius = 96.0 + 12.0 * beat;
    let glow = Color::new(1.0, 0.85, 0.6, 0.10 + 0.5 * beat);
    draw_circle_lines(0.0, 0.0, radius - 10.0, 1.5 + 3.0 * beat, glow);
    for (band, level) in levels.iter().enumerate() {
        let share = (band as f32 + 0.5) / BANDS as f32;
        let color = hsl(198.0 + 162.0 * share, 0.75, 0.45 + 0.25 * level);
        for side in [-1.0, 1.0] {
            let _turned = push();
            rotate(side * share * PI);
            draw_line(0.0, radius, 0.0, radius + 4.0 + 130.0 * level, 5.0, color);
        }
    }
    let heart = 24.0 + 130.0 * loudness;
    draw_circle(0.0, 0.0, heart, Color::from_hex(0xffd9a0));
}

/// Eight seconds of chords, a melody over them, and a drum: 120 beats a minute.
fn tune() -> Sound {
    const CHORDS: [[i32; 3]; 4] = [[57, 64, 72], [53, 60, 69], [60, 67, 76], [55, 62, 71]];
    let drum = Tone::sine(55.0).seconds(0.02).release(0.2).volume(0.35);
    let snare = Tone::noise(9).seconds(0.005).release(0.03).volume(0.2);
    let mut parts = vec![];
    for (bar, chord) in CHORDS.iter().enumerate() {
        let begins = 2.0 * bar as f64;
        let hertz = |note: i32| midi_to_hertz(note as f32);
        for &note in chord {
            let tone = Tone::triangle(hertz(note - 12)).seconds(1.6);
            let soft = tone.attack(0.05).release(0.4).volume(0.12);
            parts.push((begins, soft));
        }
        for (step, voice) in [0, 1, 2, 1, 2, 0, 1, 2].into_iter().enumerate() {
            let tone = Tone::square(hertz(chord[voice] + 12)).seconds(0.05);
            let plucked = tone.release(0.3).volume(0.07);
            parts.push((begins + 0.25 * step as f64, plucked));
        }
        for beat in 0..4 {
            let at = begins + 0.5 * beat as f64;
            let hiss = Tone::noise(beat).seconds(0.01).release(0.06).volume(0.12);
            parts.extend([(at, drum), (at, snare), (at + 0.25, hiss)]);
        }
    }
    Sound::mix(parts)
}
