//! The sound track of a movie as ffmpeg is told it: samples, a file, or both of them mixed.

use std::ffi::OsString;
use std::path::Path;

use super::ask::has_early_opus;
use super::container::Container;
use super::format::Format;
use super::sound::{LEAST_RATE, Sound, USUAL_RATE};
use super::url::file_url;

/// What samples are: 32-bit floats from -1 to 1, one of each channel in turn, as the processor has them (little-endian).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SampleFormat {
    /// Samples of each channel a second.
    pub rate: u32,
    /// Channels.
    pub channels: u16,
}

impl SampleFormat {
    /// Samples of each channel that go with so many frames.
    pub fn count(self, frames: u64, fps: f64) -> u64 {
        (frames as f64 / fps * f64::from(self.rate)).round() as u64
    }
}

/// All is known of samples: without this, ffmpeg reads seconds of them before it reads a second frame.
const UNPROBED: [&str; 4] = ["-probesize", "32", "-analyzeduration", "0"];

/// Samples that ffmpeg reads.
#[derive(Debug, Clone, PartialEq)]
pub struct Samples {
    /// What they are.
    pub format: SampleFormat,
    /// Where it reads them; a pipe has its number when ffmpeg starts.
    pub url: OsString,
    /// Cut there, or padded with silence until there; samples of each channel. `None`: it is given as many as are needed.
    pub length: Option<u64>,
}

impl Samples {
    /// Those of a pipe, which are as many as are needed.
    pub fn of_pipe(format: SampleFormat) -> Samples {
        Samples {
            format,
            url: OsString::new(),
            length: None,
        }
    }

    /// Those of a file, of a movie of so many frames.
    pub fn of_file(path: &Path, format: SampleFormat, frames: u64, fps: f64) -> Samples {
        Samples {
            format,
            url: file_url(path),
            length: Some(format.count(frames, fps)),
        }
    }

    fn input(&self) -> Vec<OsString> {
        let [rate, channels] =
            [self.format.rate, self.format.channels.into()].map(|number| number.to_string());
        let known = ["-f", "f32le", "-ar", &rate, "-ac", &channels];
        let words = UNPROBED.into_iter().chain(known).chain(["-i"]);
        let words = words.map(OsString::from);
        words.chain([self.url.clone()]).collect()
    }

    /// To the length that it must have.
    fn filter(&self) -> Option<String> {
        let length = self.length?;
        Some(format!("apad,atrim=end_sample={length}"))
    }
}

/// What is heard.
#[derive(Debug, Clone, Default)]
pub struct Track {
    /// What was played.
    pub samples: Option<Samples>,
    /// A file.
    pub file: Option<Sound>,
    /// It is written so much later.
    pub delay: Delay,
}

/// What has to be made up for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Delay {
    /// Nothing.
    #[default]
    None,
    /// That Opus is early.
    Opus,
}

impl Delay {
    /// In a file of that format, of this ffmpeg.
    pub fn of(format: Format) -> Delay {
        match codec(format).contains(&OPUS) && has_early_opus() {
            true => Delay::Opus,
            false => Delay::None,
        }
    }

    /// By the samples that its encoder adds before the first one, 312 of 48000 (libopus, `OPUS_GET_LOOKAHEAD`).
    fn filter(self) -> Option<String> {
        (self == Delay::Opus).then(|| "asetpts=PTS+0.0065/TB".into())
    }
}

impl Track {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.inputs_count() == 0
    }

    /// Whether nothing is heard but what was played.
    pub fn is_only_samples(&self) -> bool {
        self.samples.is_some() && self.file.is_none()
    }

    /// How many inputs of ffmpeg's it is.
    pub fn inputs_count(&self) -> usize {
        usize::from(self.samples.is_some()) + usize::from(self.file.is_some())
    }

    /// These inputs: the samples first.
    pub fn inputs(&self) -> Vec<OsString> {
        let samples = self.samples.iter().flat_map(Samples::input);
        samples
            .chain(self.file.iter().flat_map(Sound::input))
            .collect()
    }

    /// Which of them is taken, if the first one is input `first`.
    pub fn map(&self, first: usize) -> Vec<String> {
        let map = match (&self.samples, &self.file) {
            (None, None) => return vec![],
            (Some(samples), Some(file)) => return mixed(samples, file, self.delay, first),
            _ => format!("{first}:a:0"),
        };
        vec!["-map".into(), map]
    }

    /// Where it begins and ends, and how it is encoded.
    pub fn options(&self, format: Format) -> Vec<String> {
        let mut options = vec![];
        let filter = match (&self.samples, &self.file) {
            (None, None) => return vec![],
            (Some(_), Some(_)) => None,
            (Some(samples), None) => samples.filter(),
            (None, Some(file)) => {
                options.push("-shortest".into());
                Some(file.filter())
            }
        };
        let is_whole = self.inputs_count() == 1;
        let delay = self.delay.filter().filter(|_| is_whole);
        let filters: Vec<_> = filter.into_iter().chain(delay).collect();
        if !filters.is_empty() {
            options.extend(["-af".into(), filters.join(",")]);
        }
        options.extend(codec(format).iter().copied().map(str::to_owned));
        if (self.samples.as_ref()).is_some_and(|samples| samples.format.rate < LEAST_RATE) {
            options.extend(["-ar".into(), USUAL_RATE.to_string()]);
        }
        options
    }
}

/// Both of them as one, which ends with the samples: ffmpeg from 4.1 on can do it so, while the mixer of that version makes each
/// input softer.
fn mixed(samples: &Samples, file: &Sound, delay: Delay, first: usize) -> Vec<String> {
    let same = format!(
        "aformat=sample_fmts=fltp:sample_rates={}:channel_layouts=stereo",
        samples.format.rate
    );
    let played = match samples.filter() {
        Some(filter) => format!("{filter},{same}"),
        None => same.clone(),
    };
    let graph = format!(
        "[{first}:a:0]{played}[played];[{}:a:0]{}[file];\
         [played][file]amerge=inputs=2,pan=stereo|c0=c0+c2|c1=c1+c3{}[sound]",
        first + 1,
        file.in_stereo(samples.format.rate),
        delay
            .filter()
            .map_or(String::new(), |delay| format!(",{delay}")),
    );
    ["-filter_complex", &graph, "-map", "[sound]"]
        .map(str::to_owned)
        .into()
}

/// ffmpeg's encoder of it.
const OPUS: &str = "libopus";

/// The codec that players of that container know; samples as they are beside pictures as they are.
pub fn codec(format: Format) -> &'static [&'static str] {
    match format.container {
        Container::Mkv if format.is_lossless() => &["-c:a", "pcm_s24le"],
        Container::WebM | Container::Mkv => &["-c:a", OPUS, "-b:a", "160k"],
        _ => &["-c:a", "aac", "-b:a", "192k"],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn samples(length: Option<u64>) -> Samples {
        Samples {
            format: SampleFormat {
                rate: 48_000,
                channels: 2,
            },
            url: "pipe:9".into(),
            length,
        }
    }

    #[test]
    fn samples_go_with_frames_to_the_nearest_one() {
        let format = samples(None).format;
        assert_eq!(format.count(3, 30.0), 4800);
        assert_eq!(format.count(1001, 30000.0 / 1001.0), 1_603_202);
        assert_eq!(format.count(1, 1000.0), 48);
    }

    #[test]
    fn a_file_is_mixed_with_what_was_played() {
        let track = Track {
            samples: Some(samples(None)),
            file: Some(Sound::named("a.wav")),
            delay: Delay::None,
        };
        assert_eq!(
            track.inputs().len(),
            12 + Sound::named("a.wav").input().len()
        );
        let map = track.map(1);
        assert!(map[1].starts_with("[1:a:0]aformat"), "{map:?}");
        assert!(map[1].contains("[2:a:0]apad"), "{map:?}");
        let played = Track {
            samples: Some(samples(Some(480))),
            ..Track::default()
        };
        assert_eq!(played.map(1), ["-map", "1:a:0"]);
    }
}
