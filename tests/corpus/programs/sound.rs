//! A chord as a row of bars, with its sound made in the program and played once.
use macroquad::audio::{
    load_sound_from_bytes, play_sound, set_sound_volume, stop_sound, PlaySoundParams,
};
use macroquad::prelude::*;

const RATE: u32 = 22050;

fn chord(time: f32) -> f32 {
    let wave = |hertz: f32| (time * hertz * std::f32::consts::TAU).sin();
    (wave(261.6) + wave(329.6) + wave(392.0)) / 3.0 * (-3.0 * time).exp()
}

fn wav() -> Vec<u8> {
    let samples: Vec<u8> = (0..RATE)
        .flat_map(|i| ((chord(i as f32 / RATE as f32) * 20000.0) as i16).to_le_bytes())
        .collect();
    let mut bytes = vec![];
    bytes.extend(b"RIFF");
    bytes.extend((36 + samples.len() as u32).to_le_bytes());
    bytes.extend(b"WAVEfmt ");
    bytes.extend(16u32.to_le_bytes());
    bytes.extend(1u16.to_le_bytes());
    bytes.extend(1u16.to_le_bytes());
    bytes.extend(RATE.to_le_bytes());
    bytes.extend((RATE * 2).to_le_bytes());
    bytes.extend(2u16.to_le_bytes());
    bytes.extend(16u16.to_le_bytes());
    bytes.extend(b"data");
    bytes.extend((samples.len() as u32).to_le_bytes());
    bytes.extend(samples);
    bytes
}

fn window_conf() -> Conf {
    Conf {
        window_title: "Sound".to_owned(),
        window_width: 480,
        window_height: 240,
        ..Default::default()
    }
}

#[macroquad::main(window_conf)]
async fn main() {
    let sound = load_sound_from_bytes(&wav())
        .await
        .expect("the sound is a wave file");
    set_sound_volume(&sound, 0.6);
    play_sound(
        &sound,
        PlaySoundParams {
            looped: false,
            volume: 0.6,
        },
    );

    loop {
        if is_key_pressed(KeyCode::S) {
            stop_sound(&sound);
        }
        let t = get_time().min(0.8) as f32;
        clear_background(Color::from_rgba(24, 30, 36, 255));
        for i in 0..48 {
            let at = i as f32 / 60.0;
            let high = (0..20)
                .map(|k| chord(at + k as f32 * 0.0008).abs())
                .fold(0.0, f32::max)
                * 100.0;
            let color = if at < t { ORANGE } else { DARKGRAY };
            draw_rectangle(i as f32 * 10.0 + 1.0, 120.0 - high, 8.0, 2.0 * high, color);
        }
        draw_rectangle(t * 600.0 - 2.0, 10.0, 4.0, 220.0, WHITE);
        next_frame().await
    }
}
