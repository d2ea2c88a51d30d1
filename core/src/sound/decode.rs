//! Sound files to samples: symphonia decodes, rubato brings them to the mixer's rate.

use std::fs::File;
use std::io::Cursor;
use std::path::Path;

use kira::Frame;
use rubato::audioadapter_buffers::direct::InterleavedSlice;
use rubato::{Fft, FixedSync, Resampler};
use symphonia::core::audio::{AudioSpec, Channels, Position};
use symphonia::core::codecs::audio::AudioDecoder;
use symphonia::core::errors::Error;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatReader, TrackType};
use symphonia::core::io::{MediaSource, MediaSourceStream};

use super::RATE;

/// Samples a second that files have.
const RATES: std::ops::RangeInclusive<u32> = 1_000..=768_000;

/// Frames that are resampled at a time.
const CHUNK: usize = 1024;

/// How loud the middle and the rear are in both sides of a stereo mix, 1/√2 (ITU-R BS.775, table 2).
const SHARED: f32 = std::f32::consts::FRAC_1_SQRT_2;

/// What can be wrong with a sound file.
#[derive(Debug, thiserror::Error)]
pub enum NoSound {
    /// It is none of those that are known.
    #[error("it is no wav, ogg, mp3 or flac file ({0})")]
    Unknown(Error),
    /// There is something in it, but no sound.
    #[error("there is no sound in it")]
    Empty,
    /// It is damaged, or holds a codec that is not known.
    #[error("it cannot be decoded ({0})")]
    Damaged(Error),
    /// Nobody knows how to bring it to the mixer's rate.
    #[error("its {0} samples a second cannot be brought to {RATE}")]
    Rate(u32),
}

/// Everything in a file, at the mixer's rate.
///
/// # Errors
/// What is wrong with it.
pub fn decode(bytes: &[u8]) -> Result<Vec<Frame>, NoSound> {
    let (rate, frames) = all(Box::new(Cursor::new(bytes.to_vec())))?;
    at_rate(frames, rate)
}

/// How long the sound in a file is, in seconds; `None` where it cannot be read.
pub fn seconds_of_file(path: &Path) -> Option<f64> {
    let file = File::open(path).ok()?;
    let (rate, frames) = all(Box::new(file)).ok()?;
    RATES
        .contains(&rate)
        .then(|| frames.len() as f64 / f64::from(rate))
}

fn all(source: Box<dyn MediaSource>) -> Result<(u32, Vec<Frame>), NoSound> {
    let (mut format, mut decoder, track) = open(source)?;
    let mut mixed = Stereo::default();
    let mut rate = 0;
    let mut error = None;
    loop {
        let packet = match format.next_packet() {
            Ok(Some(packet)) if packet.track_id == track => packet,
            Ok(Some(_)) => continue,
            Ok(None) => break,
            // A file that was cut off plays as far as it goes.
            Err(broken) => {
                error = Some(broken);
                break;
            }
        };
        match decoder.decode(&packet) {
            Ok(buffer) => {
                rate = buffer.spec().rate();
                mixed.samples.resize(buffer.samples_interleaved(), 0.0);
                buffer.copy_to_slice_interleaved(&mut mixed.samples);
                mixed.add(buffer.spec());
            }
            // One packet of a stream may be damaged.
            Err(Error::DecodeError(why)) => error = Some(Error::DecodeError(why)),
            Err(broken) => {
                error = Some(broken);
                break;
            }
        }
    }
    match (mixed.frames.is_empty(), error) {
        (false, _) => Ok((rate, mixed.frames)),
        (true, Some(error)) => Err(NoSound::Damaged(error)),
        (true, None) => Err(NoSound::Empty),
    }
}

type Opened = (Box<dyn FormatReader>, Box<dyn AudioDecoder>, u32);

fn open(source: Box<dyn MediaSource>) -> Result<Opened, NoSound> {
    let stream = MediaSourceStream::new(source, Default::default());
    let probe = symphonia::default::get_probe();
    let format = probe
        .probe(&Hint::new(), stream, Default::default(), Default::default())
        .map_err(NoSound::Unknown)?;
    let track = format
        .default_track(TrackType::Audio)
        .ok_or(NoSound::Empty)?;
    let codec = track.codec_params.as_ref().and_then(|codec| codec.audio());
    let codecs = symphonia::default::get_codecs();
    let decoder = codecs
        .make_audio_decoder(codec.ok_or(NoSound::Empty)?, &Default::default())
        .map_err(NoSound::Damaged)?;
    let track = track.id;
    Ok((format, decoder, track))
}

/// Any number of channels to two.
#[derive(Default)]
struct Stereo {
    /// As they were decoded, channel after channel.
    samples: Vec<f32>,
    frames: Vec<Frame>,
}

impl Stereo {
    fn add(&mut self, spec: &AudioSpec) {
        let weights = weights(spec.channels());
        if weights.is_empty() {
            return;
        }
        let frames = self.samples.chunks_exact(weights.len()).map(|channels| {
            let mut frame = Frame::ZERO;
            for (sample, (left, right)) in channels.iter().zip(&weights) {
                frame.left += sample * left;
                frame.right += sample * right;
            }
            frame
        });
        self.frames.extend(frames);
    }
}

/// How loud each channel is on the left and on the right. The sum of a side is 1 at most, so that nothing is too loud that was
/// not before. The channel for low frequencies is left out, as ITU-R BS.775 has it.
fn weights(channels: &Channels) -> Vec<(f32, f32)> {
    let positions: Vec<_> = match channels {
        Channels::Positioned(positions) => positions.iter().collect(),
        _ => vec![],
    };
    let count = channels.count();
    let mut weights: Vec<_> = match (count, positions.len() == count) {
        (1, _) => return vec![(1.0, 1.0)],
        (2, _) => return vec![(1.0, 0.0), (0.0, 1.0)],
        (_, true) => positions.into_iter().map(weight).collect(),
        // Nobody says which is which.
        (_, false) => vec![(1.0, 1.0); count],
    };
    let left: f32 = weights.iter().map(|(left, _)| left).sum();
    let right: f32 = weights.iter().map(|(_, right)| right).sum();
    let most = left.max(right).max(1.0);
    for (left, right) in &mut weights {
        *left /= most;
        *right /= most;
    }
    weights
}

fn weight(position: Position) -> (f32, f32) {
    let both = Position::FRONT_CENTER | Position::REAR_CENTER | Position::TOP_CENTER;
    let rear_left = Position::REAR_LEFT | Position::SIDE_LEFT;
    let rear_right = Position::REAR_RIGHT | Position::SIDE_RIGHT;
    let silent = Position::LFE1 | Position::LFE2;
    match position {
        Position::FRONT_LEFT => (1.0, 0.0),
        Position::FRONT_RIGHT => (0.0, 1.0),
        position if silent.contains(position) => (0.0, 0.0),
        position if rear_left.contains(position) => (SHARED, 0.0),
        position if rear_right.contains(position) => (0.0, SHARED),
        position if both.contains(position) => (SHARED, SHARED),
        _ => (SHARED, SHARED),
    }
}

fn at_rate(frames: Vec<Frame>, rate: u32) -> Result<Vec<Frame>, NoSound> {
    if rate == RATE {
        return Ok(frames);
    }
    let failed = || NoSound::Rate(rate);
    if !RATES.contains(&rate) {
        return Err(failed());
    }
    let (from, to) = (rate as usize, RATE as usize);
    let mut resampler =
        Fft::<f32>::new(from, to, CHUNK, 2, FixedSync::Input).map_err(|_| failed())?;
    let flat: Vec<f32> = frames
        .iter()
        .flat_map(|frame| [frame.left, frame.right])
        .collect();
    let count = frames.len();
    let input = InterleavedSlice::new(&flat, 2, count).map_err(|_| failed())?;
    let resampled = resampler
        .process_all(&input, count, None)
        .map_err(|_| failed())?;
    let samples = resampled.take_data();
    let wanted = (count as u64 * u64::from(RATE) / u64::from(rate)) as usize;
    let frames = samples.chunks_exact(2).take(wanted.max(1));
    Ok(frames
        .map(|pair| Frame {
            left: pair[0],
            right: pair[1],
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A wav file of 16 bits.
    fn wav(rate: u32, channels: u16, samples: &[f32]) -> Vec<u8> {
        let bytes = samples.len() as u32 * 2;
        let mut file = b"RIFF".to_vec();
        file.extend((36 + bytes).to_le_bytes());
        file.extend(b"WAVEfmt ");
        file.extend(16u32.to_le_bytes());
        file.extend(1u16.to_le_bytes());
        file.extend(channels.to_le_bytes());
        file.extend(rate.to_le_bytes());
        file.extend((rate * u32::from(channels) * 2).to_le_bytes());
        file.extend((channels * 2).to_le_bytes());
        file.extend(16u16.to_le_bytes());
        file.extend(b"data");
        file.extend(bytes.to_le_bytes());
        for sample in samples {
            file.extend(((sample * 32767.0) as i16).to_le_bytes());
        }
        file
    }

    fn loudest(frames: &[Frame]) -> usize {
        let loudness = |frame: &Frame| frame.left.abs();
        let pairs = frames.iter().enumerate();
        let loudest = pairs.max_by(|(_, a), (_, b)| loudness(a).total_cmp(&loudness(b)));
        loudest.map_or(0, |(index, _)| index)
    }

    #[test]
    fn what_has_the_rate_of_the_mixer_is_left_as_it_is() {
        let frames = decode(&wav(RATE, 2, &[0.5, -0.5, 0.25, 0.0])).unwrap();
        let near = |a: f32, b: f32| (a - b).abs() < 1e-4;
        assert_eq!(frames.len(), 2);
        assert!(near(frames[0].left, 0.5) && near(frames[0].right, -0.5));
        assert!(near(frames[1].left, 0.25) && near(frames[1].right, 0.0));
    }

    #[test]
    fn other_rates_keep_their_length_and_where_things_are() {
        for rate in [8_000, 22_050, 44_100, 96_000] {
            let mut samples = vec![0.0; rate as usize];
            samples[rate as usize / 2] = 1.0;
            let frames = decode(&wav(rate, 1, &samples)).unwrap();
            assert_eq!(frames.len(), RATE as usize, "{rate}");
            let at = loudest(&frames) as i64;
            assert!((at - 24_000).abs() <= 1, "{rate}: {at}");
        }
    }

    #[test]
    fn nothing_is_louder_for_being_mixed_down() {
        let front_left = [1.0, 0.0, 0.0, 0.0, 0.0, 0.0];
        let frames = decode(&wav(96_000, 6, &front_left.repeat(9600))).unwrap();
        let middle = frames[frames.len() / 2];
        assert!((middle.left - 1.0 / (1.0 + 2.0 * SHARED)).abs() < 1e-3);
        assert!(middle.right.abs() < 1e-4);
        let all = decode(&wav(RATE, 6, &[1.0; 600])).unwrap();
        assert!(all.iter().all(|frame| frame.left <= 1.0001));
    }

    #[test]
    fn what_is_no_sound_is_told_why() {
        let why = |bytes: &[u8]| decode(bytes).unwrap_err().to_string();
        assert!(why(b"no sound at all").contains("no wav, ogg, mp3 or flac"));
        assert!(why(b"").contains("no wav, ogg, mp3 or flac"));
        assert!(why(&wav(RATE, 2, &[])).contains("no sound in it"));
        assert!(why(&wav(RATE, 2, &[0.0; 8])[..30]).contains("it "));
    }
}
