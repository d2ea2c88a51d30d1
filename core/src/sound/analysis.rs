//! What can be seen in a sound: how loud it is, and which frequencies are in it. It is computed from the samples at a moment, so
//! it is the same in the window and in a movie.

use std::cell::RefCell;
use std::f32::consts::TAU;
use std::sync::Arc;

use realfft::{RealFftPlanner, RealToComplex};

use super::{RATE, Sound};

/// Samples that are looked at: 43 ms. Frequencies are told apart that are 23 Hz from each other.
pub(super) const WINDOW: usize = 2048;

/// Where the bands of a spectrum begin and end, in hertz.
const LOWEST: f32 = 40.0;
const HIGHEST: f32 = 16_000.0;

/// The softest that is seen in a spectrum, in decibels of a sine wave of full volume.
const FLOOR: f32 = -70.0;

impl Sound {
    /// How loud it is at second `time`: the root of the mean of the squares of the 2048 samples (43 ms) around it, both sides
    /// together, from 0 to 1. A sine wave of full volume has 0.707. Outside of the sound it is 0.
    pub fn level(&self, time: f64) -> f32 {
        let squares = self.around(time).map(|sample| sample * sample);
        (squares.sum::<f32>() / WINDOW as f32).sqrt()
    }

    /// How much there is of so many bands of frequencies at second `time`, low ones first, each from 0 (-70 dB or less) to 1 (a
    /// sine wave of full volume), in decibels. Their edges are equal intervals of pitch from 40 Hz to 16 kHz: band b of n
    /// begins at 40 · 400^(b / n) Hz. A band has the loudest of what is in it.
    ///
    /// It looks at the 2048 samples (43 ms) around the moment, both sides together, through a Hann window.
    pub fn spectrum(&self, time: f64, bands: usize) -> Vec<f32> {
        let magnitudes = magnitudes(self.around(time));
        let edge = |band: usize| {
            let hertz = LOWEST * (HIGHEST / LOWEST).powf(band as f32 / bands.max(1) as f32);
            hertz * WINDOW as f32 / RATE as f32
        };
        let band = |band: usize| {
            let (from, to) = (edge(band), edge(band + 1));
            let whole = (from.ceil() as usize..to.ceil() as usize).map(|bin| magnitudes[bin]);
            // A narrow band lies between two frequencies.
            let loudest = whole.fold(between(&magnitudes, (from + to) / 2.0), f32::max);
            let decibels = 20.0 * loudest.max(1e-9).log10();
            (1.0 - decibels / FLOOR).clamp(0.0, 1.0)
        };
        (0..bands).map(band).collect()
    }

    /// The samples around a moment, in the middle of both sides; silence beyond its ends.
    fn around(&self, time: f64) -> impl Iterator<Item = f32> {
        let frames = self.frames();
        let half = WINDOW as i64 / 2;
        let middle = (time * f64::from(RATE)).round() as i64;
        let first = middle.clamp(-half, frames.len() as i64 + half) - half;
        (first..first + WINDOW as i64).map(move |index| {
            let frame = usize::try_from(index).ok().and_then(|at| frames.get(at));
            frame.map_or(0.0, |frame| (frame.left + frame.right) / 2.0)
        })
    }
}

fn between(magnitudes: &[f32], bin: f32) -> f32 {
    let (below, share) = (bin as usize, bin.fract());
    magnitudes[below] * (1.0 - share) + magnitudes[below + 1] * share
}

struct Transform {
    fft: Arc<dyn RealToComplex<f32>>,
    /// Of Hann.
    window: Vec<f32>,
}

thread_local! {
    static TRANSFORM: RefCell<Option<Transform>> = const { RefCell::new(None) };
}

/// How much there is of each frequency in [`WINDOW`] samples, from 0 to half of the rate: 1 for a sine wave of full volume.
pub(super) fn magnitudes(samples: impl Iterator<Item = f32>) -> Vec<f32> {
    TRANSFORM.with_borrow_mut(|transform| {
        let Transform { fft, window } = transform.get_or_insert_with(|| Transform {
            fft: RealFftPlanner::new().plan_fft_forward(WINDOW),
            window: (0..WINDOW)
                .map(|at| 0.5 - 0.5 * (at as f32 * TAU / WINDOW as f32).cos())
                .collect(),
        });
        let mut input: Vec<f32> = samples
            .zip(window)
            .map(|(sample, weight)| sample * *weight)
            .collect();
        let mut output = fft.make_output_vec();
        fft.process(&mut input, &mut output)
            .expect("the lengths are those of the plan");
        // Half of a wave is in the frequencies below 0, and half of the window is not there.
        let whole = 4.0 / WINDOW as f32;
        output.iter().map(|bin| bin.norm() * whole).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sound::Tone;

    fn tone(hertz: f32, volume: f32) -> Sound {
        Tone::sine(hertz).volume(volume).seconds(1.0).sound()
    }

    #[test]
    fn a_level_is_that_of_the_moment() {
        let sound = tone(440.0, 0.5);
        // Not a whole number of its periods.
        assert!((sound.level(0.5) - 0.3536).abs() < 0.01);
        assert_eq!(sound.level(-1.0), 0.0);
        assert_eq!(sound.level(3.0), 0.0);
    }

    #[test]
    fn a_tone_is_in_its_band_and_as_loud_as_it_is() {
        for hertz in [60.0, 440.0, 5000.0, 15_000.0] {
            let bands = tone(hertz, 1.0).spectrum(0.5, 32);
            let loudest = (0..32).max_by(|&a, &b| bands[a].total_cmp(&bands[b]));
            let wanted = (32.0 * (hertz / 40.0_f32).ln() / 400.0_f32.ln()) as usize;
            assert!(loudest.unwrap().abs_diff(wanted) <= 1, "{hertz}: {bands:?}");
            assert!(bands[wanted] > 0.93, "{hertz}: {}", bands[wanted]);
        }
        let (loud, soft) = (tone(1000.0, 1.0), tone(1000.0, 0.1));
        let most = |sound: &Sound| sound.spectrum(0.5, 16).into_iter().fold(0.0, f32::max);
        assert!((most(&loud) - most(&soft) - 20.0 / 70.0).abs() < 0.01);
        assert!(
            tone(1000.0, 1.0)
                .spectrum(9.0, 8)
                .iter()
                .all(|&band| band == 0.0)
        );
        assert!(tone(1000.0, 1.0).spectrum(0.5, 0).is_empty());
    }
}
