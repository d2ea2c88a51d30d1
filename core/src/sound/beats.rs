//! The beats of a sound, by its onsets: moments in which there is suddenly more of many frequencies.

use super::analysis::{WINDOW, magnitudes};
use super::{RATE, Sound};

/// Samples from one look to the next: 10.7 ms.
const HOP: usize = 512;

/// Looks before and after one that it is compared with: a tenth of a second, for which a beat is the highest of them.
const NEAR: usize = 9;

/// Looks that are the usual around one: a second.
const USUAL: usize = 47;

/// How far above the usual a beat must be, in times and in parts of the highest.
const ABOVE: f32 = 1.6;
const LEAST: f32 = 0.08;

impl Sound {
    /// The seconds in which it has beats, in order. They are found when they are first asked for, in a two hundredth of its length
    /// or so.
    ///
    /// A beat is a peak of the spectral flux (Bello and others, "A tutorial on onset detection in music signals", 2005): of how
    /// much louder all frequencies together have become since the look before, in logarithms, 94 times a second. It is the
    /// highest for a tenth of a second around, and 1.6 times the mean of the second around.
    pub fn beats(&self) -> &[f64] {
        self.beats_or(|| peaks(&self.flux()))
    }

    /// How much louder it has become in each look.
    fn flux(&self) -> Vec<f32> {
        let frames = self.frames();
        let mut before = vec![0.0; WINDOW / 2 + 1];
        let looks = frames.len() / HOP + 1;
        let flux = (0..looks).map(|look| {
            let end = look * HOP + WINDOW / 2;
            let samples = (end.saturating_sub(WINDOW)..end).map(|at| {
                let frame = frames.get(at);
                frame.map_or(0.0, |frame| (frame.left + frame.right) / 2.0)
            });
            let silence = WINDOW.saturating_sub(end);
            let samples = std::iter::repeat_n(0.0, silence).chain(samples);
            let now: Vec<f32> = magnitudes(samples)
                .into_iter()
                .map(|magnitude| (1.0 + 1000.0 * magnitude).ln())
                .collect();
            let rises = now
                .iter()
                .zip(&before)
                .map(|(now, was)| (now - was).max(0.0));
            let rise = rises.sum();
            before = now;
            rise
        });
        flux.collect()
    }
}

fn peaks(flux: &[f32]) -> Vec<f64> {
    let highest = flux.iter().copied().fold(0.0, f32::max);
    let around = |at: usize, reach: usize| {
        let (from, to) = (at.saturating_sub(reach), (at + reach + 1).min(flux.len()));
        &flux[from..to]
    };
    let is_peak = |&at: &usize| {
        let here = flux[at];
        let usual = around(at, USUAL);
        let mean = usual.iter().sum::<f32>() / usual.len() as f32;
        let is_first = flux[at.saturating_sub(NEAR)..at]
            .iter()
            .all(|&it| it < here);
        let is_highest = around(at, NEAR).iter().all(|&it| it <= here);
        is_first && is_highest && here > mean * ABOVE && here > highest * LEAST
    };
    let seconds = |look: usize| (look * HOP) as f64 / f64::from(RATE);
    (0..flux.len()).filter(is_peak).map(seconds).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sound::Tone;

    #[test]
    fn a_drum_has_a_beat_each_time_it_is_struck() {
        let drum = Tone::noise(1).seconds(0.02).release(0.1).sound();
        let hum = Tone::sine(110.0).volume(0.2).seconds(6.0).sound();
        let mut samples: Vec<[f32; 2]> = hum
            .frames()
            .iter()
            .map(|frame| [frame.left, frame.right])
            .collect();
        let struck: Vec<f64> = (1..11).map(|beat| f64::from(beat) * 0.5).collect();
        for second in &struck {
            let at = (second * f64::from(RATE)) as usize;
            for (sample, drum) in samples[at..].iter_mut().zip(drum.frames().iter()) {
                *sample = sample.map(|level| level + 0.5 * drum.left);
            }
        }
        let sound = Sound::from_samples(samples);
        // The hum itself begins, too.
        let beats: Vec<f64> = sound
            .beats()
            .iter()
            .copied()
            .filter(|&beat| beat > 0.2)
            .collect();
        assert_eq!(beats.len(), struck.len(), "{beats:?}");
        for (beat, struck) in beats.iter().zip(&struck) {
            assert!((beat - struck).abs() < 0.03, "{beat} {struck}");
        }
        assert!(
            Sound::from_samples(vec![[0.0; 2]; 96_000])
                .beats()
                .is_empty()
        );
        assert!(Sound::from_samples([]).beats().is_empty());
    }
}
