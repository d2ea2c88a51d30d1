//! Whether what is heard in a movie is what was played: as long, and in its place.

use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;

use super::output_bytes;
use crate::MovieError;
use crate::encode::url::file_url;
use crate::encode::{Format, remux};

/// Samples a second that are compared.
const RATE: usize = 48_000;

/// How far it is looked for: 50 ms.
const REACH: i64 = RATE as i64 / 20;

/// How much of it is compared: the loudest half second.
const COMPARED: usize = RATE / 2;

/// So near the best place another is as good: a hum is like itself in many.
const AS_GOOD: f64 = 0.995;

/// As much of it must be there, as a share of its energy: encoders leave out what is not heard.
const LIKE: f64 = 0.25;

/// The most that it may be off, and how much longer an encoder may make it, in seconds.
const OFF: f64 = 1e-3;
const LONGER: f64 = 0.03;

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct SoundVerdict {
    /// Seconds of it in the movie.
    pub seconds: f64,
    /// Seconds that it should have.
    pub seconds_sent: f64,
    /// How much later it is heard than it was played, in seconds.
    pub off: f64,
}

impl SoundVerdict {
    /// Whether it is as it must be.
    pub fn is_right(&self) -> bool {
        self.off.abs() <= OFF && (self.seconds - self.seconds_sent).abs() <= LONGER
    }
}

/// Compares the sound of a movie with the samples that were sent, stereo and 48000 a second; `None` if nothing was played.
///
/// # Errors
/// [`MovieError::Ffmpeg`] when it cannot be decoded: it is not there.
pub fn look(movie: &Path, format: Format, sent: &Path) -> Result<Option<SoundVerdict>, MovieError> {
    let sent = match fs::read(sent) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        read => mono(&read.map_err(MovieError::file("read", sent))?),
    };
    if sent.iter().all(|&sample| sample == 0.0) {
        return Ok(None);
    }
    let mut command = Command::new(ffmpeg_sidecar::paths::ffmpeg_path());
    command.args(["-hide_banner", "-v", "error", "-nostdin"]);
    if let Some(demuxer) = remux::demuxer(format.container) {
        command.args(["-f", demuxer]);
    }
    command.arg("-i").arg(file_url(movie));
    let rate = RATE.to_string();
    command.args(["-map", "0:a:0", "-ac", "2", "-ar", &rate]);
    command.args(["-f", "f32le", "-"]);
    let got = mono(&output_bytes(command)?);
    Ok(Some(SoundVerdict {
        seconds: got.len() as f64 / RATE as f64,
        seconds_sent: sent.len() as f64 / RATE as f64,
        off: lag(&sent, &got) as f64 / RATE as f64,
    }))
}

/// The middle of both sides.
fn mono(bytes: &[u8]) -> Vec<f32> {
    let (samples, _) = bytes.as_chunks::<4>();
    let samples: Vec<f32> = samples.iter().map(|it| f32::from_le_bytes(*it)).collect();
    samples
        .chunks_exact(2)
        .map(|pair| (pair[0] + pair[1]) / 2.0)
        .collect()
}

/// How many samples later `got` is like `sent`: where the product of both is largest, and of several such places the nearest;
/// [`REACH`] where it is not like it anywhere.
fn lag(sent: &[f32], got: &[f32]) -> i64 {
    let energy = |from: usize| -> f32 {
        let end = (from + COMPARED).min(sent.len());
        sent[from..end].iter().map(|sample| sample * sample).sum()
    };
    let places = (0..sent.len()).step_by(COMPARED / 5);
    let loudest = places.max_by(|&a, &b| energy(a).total_cmp(&energy(b)));
    let from = loudest.unwrap_or_default();
    let part = &sent[from..(from + COMPARED).min(sent.len())];
    let product = |lag: i64| -> f64 {
        let at = from as i64 + lag;
        let pairs = part.iter().zip(at..);
        let products = pairs.map(|(sent, at)| {
            let got = usize::try_from(at).ok().and_then(|at| got.get(at));
            sent * got.copied().unwrap_or_default()
        });
        f64::from(products.sum::<f32>())
    };
    let products: Vec<_> = (-REACH..=REACH).map(|lag| (lag, product(lag))).collect();
    let best = products
        .iter()
        .fold(0.0_f64, |best, (_, product)| best.max(*product));
    let good = products
        .into_iter()
        .filter(|(_, product)| *product >= best * AS_GOOD);
    let energy: f32 = part.iter().map(|sample| sample * sample).sum();
    good.filter(|(_, product)| *product >= f64::from(energy) * LIKE)
        .map(|(lag, _)| lag)
        .min_by_key(|lag| lag.abs())
        .unwrap_or(REACH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_late_is_found_so() {
        let mut state = 1u32;
        let noise: Vec<f32> = (0..60_000)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (state >> 8) as f32 / (1 << 23) as f32 - 1.0
            })
            .collect();
        assert_eq!(lag(&noise, &noise), 0);
        for late in [1, 30, 1024] {
            let mut got = vec![0.0; late];
            got.extend(&noise);
            assert_eq!(lag(&noise, &got), late as i64);
            assert_eq!(lag(&got, &noise), -(late as i64));
        }
        // Of a hum, which is like itself in each of its periods, the nearest place.
        let hum: Vec<f32> = (0..60_000).map(|at| (at as f32 * 0.0576).sin()).collect();
        assert_eq!(lag(&hum, &hum), 0);
        // What is silent, or something else, is not like it.
        assert_eq!(lag(&noise, &vec![0.0; 60_000]), REACH);
        assert_eq!(lag(&noise, &hum), REACH);
    }
}
