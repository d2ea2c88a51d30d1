//! Sketches that the tests listen to. Each has its clicks at frames of known number, and is white in these.

use kinora::audio::{
    PlaySoundParams, Playback, Sound, Tone, load_sound, play_sound, set_sound_volume, stop_sound,
};
use kinora::prelude::*;

fn main() {
    kinora::run(vec![
        Sketch::new("clicks", clicks)
            .size(64, 48)
            .fps(30)
            .duration(4.0),
        Sketch::new("late", late).size(64, 48).fps(30).duration(4.0),
        Sketch::new("quiet", quiet)
            .size(64, 48)
            .fps(30)
            .duration(1.0),
        Sketch::new("silent", silent)
            .size(64, 48)
            .fps(30)
            .duration(1.0),
        Sketch::new("mixed", mixed)
            .size(64, 48)
            .fps(30)
            .duration(4.0),
        Sketch::new("ramp", ramp).size(64, 48).fps(30).duration(4.0),
        Sketch::new("stateless", stateless)
            .size(64, 48)
            .fps(30)
            .duration(4.0)
            .stateless(),
        Sketch::new("busy", busy).size(640, 480).fps(60),
        Sketch::new("hums", hums).size(64, 48).fps(30).duration(1.0),
        Sketch::new("loads", loads)
            .size(64, 48)
            .fps(30)
            .duration(1.0),
    ])
}

/// One sample long.
fn click() -> Sound {
    Sound::from_samples([[0.9; 2], [0.0; 2]])
}

fn flash(is_beat: bool) {
    clear_background(if is_beat { WHITE } else { BLACK });
}

/// Every half second, from frame 7 on.
async fn clicks() {
    let click = click();
    for frame in 0.. {
        let is_beat = frame % 15 == 7;
        if is_beat {
            click.play(Playback::new());
        }
        flash(is_beat);
        next_frame().await
    }
}

/// The same, by time, so that it can be played at any rate.
async fn late() {
    let mut click = None;
    let mut beats = 0;
    loop {
        let is_beat = get_time() * 2.0 >= f64::from(beats + 1) - 1e-6;
        if is_beat {
            beats += 1;
            // It is there with the first beat only.
            let click = click.get_or_insert_with(self::click);
            play_sound(click, PlaySoundParams::default());
        }
        flash(is_beat);
        next_frame().await
    }
}

/// By the clock, twice a second and white for a tenth of one, on a machine that has other things to do now and then.
async fn busy() {
    let click = click();
    let mut beats = 0.0;
    for frame in 0.. {
        let beat = (get_time() * 2.0).floor();
        if beat > beats {
            beats = beat;
            click.play(Playback::new());
        }
        flash(get_time() * 2.0 - beat < 0.2 && beat > 0.0);
        if frame % 11 == 0 {
            std::thread::sleep(std::time::Duration::from_millis(45));
        }
        next_frame().await
    }
}

/// It has a sound, and never plays it.
async fn quiet() {
    let _click = click();
    loop {
        flash(false);
        next_frame().await
    }
}

/// It has none.
async fn silent() {
    loop {
        flash(false);
        next_frame().await
    }
}

/// What is looped, stopped, changed and moved.
async fn mixed() {
    let hum = Tone::sine(440.0)
        .attack(0.0)
        .release(0.0)
        .seconds(0.3)
        .volume(0.3)
        .sound();
    let low = Tone::sine(110.0)
        .attack(0.0)
        .release(0.0)
        .seconds(5.0)
        .volume(0.3)
        .sound();
    let mut right = None;
    for frame in 0.. {
        match frame {
            10 => play_sound(
                &hum,
                PlaySoundParams {
                    looped: true,
                    volume: 0.8,
                },
            ),
            50 => stop_sound(&hum),
            20 => right = Some(low.play(Playback::new().pan(0.5).from(1.0))),
            60 => set_sound_volume(&low, 0.25),
            80 => right.into_iter().for_each(|voice| voice.set_pan(-1.0)),
            100 => right.into_iter().for_each(|voice| voice.stop()),
            _ => {}
        }
        flash(false);
        next_frame().await
    }
}

/// Music that begins at 0.5 s, and says by its level where it is.
async fn ramp() {
    let ramp = Sound::from_samples((0..192_000).map(|sample| [sample as f32 / 192_000.0; 2]));
    for frame in 0.. {
        if frame == 15 {
            ramp.play(Playback::new());
        }
        flash(false);
        next_frame().await
    }
}

/// Its pictures depend on time alone, and its music begins with it.
async fn stateless() {
    let ramp = Sound::from_samples((0..192_000).map(|sample| [sample as f32 / 192_000.0; 2]));
    ramp.play(Playback::new());
    loop {
        flash(false);
        next_frame().await
    }
}

/// All the time.
async fn hums() {
    let hum = Tone::sine(220.0)
        .attack(0.0)
        .release(0.0)
        .seconds(1.0)
        .sound();
    hum.play(Playback::new().volume(0.3).looped());
    loop {
        flash(false);
        next_frame().await
    }
}

/// A file that its parameter names.
async fn loads() -> Result<(), kinora::Error> {
    let sound = load_sound(text("file", "click.wav")).await?;
    play_sound(&sound, PlaySoundParams::default());
    loop {
        flash(false);
        next_frame().await
    }
}
