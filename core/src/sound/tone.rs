//! Sounds that are computed, for sketches without files.

use std::f32::consts::TAU;

use super::{RATE, Sound};

/// A tone: a wave, and an envelope that says how loud it is from its beginning to its end.
///
/// ```
/// use kinora::audio::Tone;
///
/// let pluck = Tone::square(220.0).seconds(0.3).attack(0.005).release(0.1).sound();
/// assert_eq!(pluck.seconds(), 0.4);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[must_use]
pub struct Tone {
    wave: Wave,
    hertz: f32,
    volume: f32,
    seconds: f32,
    attack: f32,
    decay: f32,
    sustain: f32,
    release: f32,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Wave {
    Sine,
    Triangle,
    Square,
    Sawtooth,
    Noise { seed: u64 },
}

impl Tone {
    /// A sine wave of so many periods a second.
    pub fn sine(hertz: f32) -> Tone {
        Tone::new(Wave::Sine, hertz)
    }

    /// A triangle wave.
    pub fn triangle(hertz: f32) -> Tone {
        Tone::new(Wave::Triangle, hertz)
    }

    /// A square wave, as loud as it is high.
    pub fn square(hertz: f32) -> Tone {
        Tone::new(Wave::Square, hertz)
    }

    /// A wave that rises and falls back.
    pub fn sawtooth(hertz: f32) -> Tone {
        Tone::new(Wave::Sawtooth, hertz)
    }

    /// White noise, which is the same for the same seed.
    pub fn noise(seed: u64) -> Tone {
        Tone::new(Wave::Noise { seed }, 0.0)
    }

    fn new(wave: Wave, hertz: f32) -> Tone {
        Tone {
            wave,
            hertz: positive(hertz),
            volume: 1.0,
            seconds: 0.25,
            attack: 0.005,
            decay: 0.0,
            sustain: 1.0,
            release: 0.02,
        }
    }

    /// The highest that its wave goes, 1 if left out.
    pub fn volume(mut self, volume: f32) -> Tone {
        self.volume = volume;
        self
    }

    /// Seconds until it is released, 0.25 if left out.
    pub fn seconds(mut self, seconds: f32) -> Tone {
        self.seconds = positive(seconds);
        self
    }

    /// Seconds in which it becomes loud, 0.005 if left out.
    pub fn attack(mut self, seconds: f32) -> Tone {
        self.attack = positive(seconds);
        self
    }

    /// Seconds after that in which it goes down to where it [stays](Self::sustain), none if left out.
    pub fn decay(mut self, seconds: f32) -> Tone {
        self.decay = positive(seconds);
        self
    }

    /// How loud it stays until it is released, of its whole volume; 1 if left out.
    pub fn sustain(mut self, level: f32) -> Tone {
        self.sustain = level;
        self
    }

    /// Seconds in which it dies away after it is released, 0.02 if left out.
    pub fn release(mut self, seconds: f32) -> Tone {
        self.release = positive(seconds);
        self
    }

    /// The sound of it: the same samples for the same tone, everywhere.
    #[must_use]
    pub fn sound(self) -> Sound {
        let length = (self.seconds + self.release) * RATE as f32;
        let mut noise = match self.wave {
            Wave::Noise { seed } => seed,
            _ => 0,
        };
        Sound::from_samples((0..length.round() as u32).map(|sample| {
            let time = sample as f32 / RATE as f32;
            let level = self.wave(sample, &mut noise) * self.envelope(time) * self.volume;
            [level, level]
        }))
    }

    /// -1 to 1.
    fn wave(&self, sample: u32, noise: &mut u64) -> f32 {
        // In 64 bits: a long tone stays in tune.
        let periods = f64::from(sample) * f64::from(self.hertz) / f64::from(RATE);
        let phase = periods.fract() as f32;
        let step = self.hertz / RATE as f32;
        match self.wave {
            Wave::Sine => (phase * TAU).sin(),
            Wave::Triangle => 1.0 - 4.0 * ((phase + 0.25).fract() - 0.5).abs(),
            Wave::Square => {
                let level = if phase < 0.5 { 1.0 } else { -1.0 };
                level + smooth_step(phase, step) - smooth_step((phase + 0.5).fract(), step)
            }
            Wave::Sawtooth => 2.0 * phase - 1.0 - smooth_step(phase, step),
            Wave::Noise { .. } => next_noise(noise),
        }
    }

    /// 0 to 1: up in a straight line, down to where it stays, and away.
    fn envelope(&self, time: f32) -> f32 {
        let held = time.min(self.seconds);
        let level = if held < self.attack && self.seconds > 0.0 {
            held / self.attack
        } else if held < self.attack + self.decay {
            1.0 + (self.sustain - 1.0) * (held - self.attack) / self.decay
        } else {
            self.sustain
        };
        match time < self.seconds {
            true => level,
            false => level * (1.0 - (time - self.seconds) / self.release).max(0.0),
        }
    }
}

/// The pitch of a key of the piano by its number in MIDI, in hertz: 69 is the A of 440, 12 more are an octave.
pub fn midi_to_hertz(note: f32) -> f32 {
    440.0 * libm::exp2f((note - 69.0) / 12.0)
}

impl From<Tone> for Sound {
    fn from(tone: Tone) -> Sound {
        tone.sound()
    }
}

/// The longest that a part of a tone is, in seconds, and the highest that one is, in hertz.
const MOST: f32 = 20_000.0;

/// What is no length and no pitch is none.
fn positive(number: f32) -> f32 {
    match number.is_nan() {
        true => 0.0,
        false => number.clamp(0.0, MOST),
    }
}

/// What makes a jump of 2 at phase 0 one of a wave without the frequencies that samples cannot hold (PolyBLEP: Välimäki and
/// Huovilainen, "Antialiasing oscillators in subtractive synthesis", 2007).
fn smooth_step(phase: f32, step: f32) -> f32 {
    if phase < step {
        let t = phase / step;
        2.0 * t - t * t - 1.0
    } else if phase > 1.0 - step {
        let t = (phase - 1.0) / step;
        t * t + 2.0 * t + 1.0
    } else {
        0.0
    }
}

/// SplitMix64 (Steele, Lea and Flood, 2014), of which the upper 24 bits are taken.
fn next_noise(state: &mut u64) -> f32 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^= mixed >> 31;
    (mixed >> 40) as f32 / (1u32 << 23) as f32 - 1.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tone_has_its_pitch_and_its_envelope() {
        let tone = Tone::sine(1000.0).seconds(0.5).attack(0.1).release(0.1);
        let sound = tone.sound();
        let frames = sound.frames();
        assert_eq!(frames.len(), 28_800);
        let crossings = frames[9612..19_213].windows(2);
        let up = crossings.filter(|pair| pair[0].left < 0.0 && pair[1].left >= 0.0);
        assert_eq!(up.count(), 200);
        // A quarter of a period after 0.05 and 0.55 s it is half as loud.
        for at in [2400 + 12, 26_400 + 12] {
            assert!((frames[at].left.abs() - 0.5).abs() < 0.01, "{at}");
        }
        assert!(frames[28_799].left.abs() < 0.01);
    }

    #[test]
    fn sounds_are_mixed_each_from_its_second_on() {
        let tone = Tone::square(100.0).seconds(0.1).release(0.1).volume(0.25);
        let sound = tone.sound();
        let mixed = Sound::mix([
            (0.0, sound.clone()),
            (0.05, sound.clone()),
            (-0.15, sound.clone()),
        ]);
        assert_eq!(mixed.seconds(), 0.25);
        let at =
            |sound: &Sound, sample: usize| sound.frames().get(sample).map_or(0.0, |it| it.left);
        for sample in [0_usize, 1000, 2399, 2400, 5000, 11_999] {
            let late = sample
                .checked_sub(2400)
                .map_or(0.0, |sample| at(&sound, sample));
            let sum = at(&sound, sample) + late + at(&sound, sample + 7200);
            assert!((at(&mixed, sample) - sum).abs() < 1e-6, "{sample}");
        }
        for never in [-1.0, -1e300, 1e9, f64::INFINITY, f64::NAN] {
            assert_eq!(Sound::mix([(never, tone)]).seconds(), 0.0, "{never}");
        }
        assert_eq!(Sound::mix::<Tone>([]).seconds(), 0.0);
        assert_eq!([midi_to_hertz(69.0), midi_to_hertz(57.0)], [440.0, 220.0]);
    }

    #[test]
    fn waves_stay_within_their_volume_and_have_no_mean() {
        let tones = [
            Tone::triangle(440.0),
            Tone::square(440.0),
            Tone::sawtooth(440.0),
            Tone::noise(7),
        ];
        for tone in tones {
            let sound = tone.volume(0.5).seconds(1.0).sound();
            let frames = sound.frames();
            let mean = frames.iter().map(|frame| frame.left).sum::<f32>() / frames.len() as f32;
            assert!(mean.abs() < 0.01, "{tone:?}: {mean}");
            let most = frames
                .iter()
                .map(|frame| frame.left.abs())
                .fold(0.0, f32::max);
            assert!((0.45..=0.5001).contains(&most), "{tone:?}: {most}");
        }
        let noise = |seed| Tone::noise(seed).sound().frames()[500];
        assert_eq!(noise(1), noise(1));
        assert_ne!(noise(1), noise(2));
    }
}
