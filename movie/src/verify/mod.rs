//! Looks at a finished movie as a player would, and compares it with the frames that went into it.

mod sound;

use std::ffi::OsString;
use std::fmt;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::MovieError;
use crate::encode::args::TAG_FRAMES;
use crate::encode::target::{self, Claimed, Kind, What};
use crate::encode::url::{file_url, pattern_url};
use crate::encode::{Codec, Container, Format};
use crate::encode::{Output, PixelFormat, ask, remux};
use crate::recorder::{Report, samples_beside};
pub use sound::SoundVerdict;

/// The least likeness of a frame to what was sent, in dB (peak signal-to-noise ratio). Codecs at their usual quality
/// stay above 40 for drawings, and near 35 for noise, the worst there is.
const FLOOR: f64 = 30.0;

/// What was found.
#[derive(Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Verdict {
    /// Whether everything is as it must be.
    pub pass: bool,
    frames: u64,
    frames_sent: u64,
    /// The farthest that a frame lies from its moment, in frames.
    timing_error: f64,
    /// Tags that are not as they must be; empty if all are, or the format has none.
    wrong_tags: Vec<String>,
    /// Of the worst frame, in dB; `None` if all are exactly what was sent.
    psnr_min: Option<f64>,
    /// The least there may be; `None`: every frame must be exact.
    psnr_floor: Option<f64>,
    /// What was played, if anything was.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    sound: Option<SoundVerdict>,
}

/// A file beside the movie that has the frames as they were sent. It is removed when this is dropped.
pub struct Sent(Claimed);

impl Sent {
    /// Where it will be.
    pub fn beside(movie: &Path, kind: Kind) -> Sent {
        let name = target::with_infix(target::whole(movie, kind), ".sent.partial");
        Sent(Claimed::new(&name.with_extension("mkv"), What::Aid))
    }

    /// Its name.
    pub fn path(&self) -> &Path {
        self.0.path()
    }
}

impl Drop for Sent {
    fn drop(&mut self) {
        // It is not there if ffmpeg did not start.
        let _ = std::fs::remove_file(self.path());
        let _ = std::fs::remove_file(samples_beside(self.path()));
    }
}

/// Refuses what ffmpeg cannot decode, and what is gone when it is done.
///
/// # Errors
/// [`MovieError::Encoding`].
pub fn check(format: Format, output: &Output) -> Result<(), MovieError> {
    match format.container {
        _ if output.is_stream() => Err(MovieError::Encoding(
            "what goes into a pipe cannot be looked at afterwards: leave out --verify".into(),
        )),
        Container::WebP => Err(MovieError::Encoding(
            "ffmpeg cannot decode an animated .webp: leave out --verify".into(),
        )),
        _ => Ok(()),
    }
}

/// Decodes the movie of `report` and compares it with the frames in `sent`, and with what was played, unless it `is_mixed` with
/// something else.
///
/// # Errors
/// [`MovieError::Ffmpeg`] when it cannot be decoded, [`MovieError::FfmpegTooOld`].
pub fn verify(
    report: &Report,
    format: Format,
    sent: &Path,
    is_mixed: bool,
) -> Result<Verdict, MovieError> {
    let movie = &report.path;
    let moments = moments(movie, format, report.fps)?;
    let psnr = psnr(movie, format, report.fps, sent)?;
    let timing_error = moments
        .iter()
        .enumerate()
        .map(|(index, moment)| (moment * report.fps - index as f64).abs())
        .fold(0.0, f64::max);
    let worst = psnr.iter().copied().fold(f64::INFINITY, f64::min);
    let floor = match format.codec {
        // What was sent has the colours of its palette already.
        Codec::Gif => None,
        _ if format.is_lossless() => None,
        _ => Some(FLOOR),
    };
    let wrong_tags = wrong_tags(movie, format)?;
    let sound = match is_mixed {
        true => None,
        false => sound::look(movie, format, &samples_beside(sent))?,
    };
    let frames = moments.len() as u64;
    // GIF counts hundredths of a second, others thousandths.
    let is_timed = timing_error <= 0.51;
    let is_like = match floor {
        Some(floor) => worst >= floor,
        None => worst == f64::INFINITY,
    };
    Ok(Verdict {
        pass: frames == report.frames
            && psnr.len() as u64 == report.frames
            && is_timed
            && wrong_tags.is_empty()
            && sound.is_none_or(|sound| sound.is_right())
            && is_like,
        frames,
        frames_sent: report.frames,
        timing_error,
        wrong_tags,
        psnr_min: worst.is_finite().then_some(worst),
        psnr_floor: floor,
        sound,
    })
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = if self.pass { "PASS" } else { "FAIL" };
        write!(
            f,
            "{word}: {} of {} frames, at most {:.2} frames off their moment, ",
            self.frames, self.frames_sent, self.timing_error
        )?;
        match self.wrong_tags.as_slice() {
            [] => write!(f, "tags right, ")?,
            wrong => write!(f, "wrong tags ({}), ", wrong.join(", "))?,
        }
        match (self.psnr_min, self.psnr_floor) {
            (None, _) => write!(f, "every frame exact"),
            (Some(least), Some(floor)) => {
                write!(f, "PSNR at least {least:.1} dB (floor {floor:.0} dB)")
            }
            (Some(least), None) => write!(f, "PSNR {least:.1} dB where it must be exact"),
        }?;
        match &self.sound {
            Some(sound) => write!(
                f,
                ", {:.3} s of sound for {:.3} s, {:.1} ms off",
                sound.seconds,
                sound.seconds_sent,
                sound.off * 1e3
            ),
            None => Ok(()),
        }
    }
}

/// The moment of every frame, in seconds from the first.
fn moments(movie: &Path, format: Format, fps: f64) -> Result<Vec<f64>, MovieError> {
    let mut command = Command::new(ffmpeg_sidecar::ffprobe::ffprobe_path());
    command.args(["-v", "error", "-select_streams", "v:0"]);
    command.args(["-show_entries", "frame=best_effort_timestamp_time"]);
    command.args(["-of", "csv=p=0"]);
    command.args(input(movie, format, fps));
    let lines = output(command)?;
    let times: Vec<f64> = lines
        .lines()
        .filter_map(|line| line.trim_end_matches(',').parse().ok())
        .collect();
    let first = times.first().copied().unwrap_or_default();
    Ok(times.into_iter().map(|time| time - first).collect())
}

/// The likeness of every frame to the one that was sent, in dB; infinite for the same.
fn psnr(movie: &Path, format: Format, fps: f64, sent: &Path) -> Result<Vec<f64>, MovieError> {
    let pixels = match (format.pixel_format(), format.alpha) {
        (PixelFormat::Rgba, true) | (PixelFormat::Pal8Alpha, _) => "gbrap",
        (PixelFormat::Rgba | PixelFormat::Pal8 | PixelFormat::Yuv444p, _) => "gbrp",
        (PixelFormat::Yuv420p, _) => "yuv420p",
    };
    let mut command = Command::new(ffmpeg_sidecar::paths::ffmpeg_path());
    command.args(["-hide_banner", "-v", "error", "-nostdin"]);
    if format.codec == Codec::Vp9 && format.alpha {
        // ffmpeg's own decoder leaves alpha out.
        command.args(["-c:v", "libvpx-vp9"]);
    }
    command
        .args(input(movie, format, fps))
        .arg("-i")
        .arg(file_url(sent));
    // Frames are compared by their number; when they are shown is compared elsewhere.
    let side = |index: usize, name: &str| {
        let known = match format.container {
            // It cannot say which matrix it has, and ffmpeg from 7.1 on makes what it compares alike in that.
            Container::Y4m if index == 0 => format!("{TAG_FRAMES},"),
            _ => String::new(),
        };
        format!(
            "[{index}:v]{known}settb=1/1000,setpts=N*1000,scale=flags=accurate_rnd+full_chroma_int,format={pixels}[{name}]"
        )
    };
    let graph = format!("{};{};[a][b]psnr=stats_file=-", side(0, "a"), side(1, "b"));
    command.args([
        "-lavfi",
        &graph,
        "-fps_mode",
        "passthrough",
        "-f",
        "null",
        "-",
    ]);
    // "n:1 mse_avg:0.35 mse_y:… psnr_avg:52.66 psnr_y:…"
    let lines = output(command)?;
    Ok(lines
        .lines()
        .filter_map(|line| line.split(" psnr_avg:").nth(1))
        .filter_map(|rest| rest.split(' ').next()?.parse().ok())
        .collect())
}

/// The tags that say what the numbers in the file mean, where the format has them.
fn wrong_tags(movie: &Path, format: Format) -> Result<Vec<String>, MovieError> {
    let (range, matrix) = match (format.container, format.pixel_format()) {
        (
            Container::Gif
            | Container::WebP
            | Container::Apng
            | Container::PngSequence
            | Container::Y4m,
            _,
        ) => return Ok(vec![]),
        _ if matches!(format.codec, Codec::Ffv1 | Codec::H264rgb) => ("pc", "gbr"),
        (_, PixelFormat::Yuv444p) => ("pc", "bt709"),
        _ => ("tv", "bt709"),
    };
    let mut command = Command::new(ffmpeg_sidecar::ffprobe::ffprobe_path());
    command.args([
        "-v",
        "error",
        "-select_streams",
        "v:0",
        "-of",
        "default=nw=1",
    ]);
    command.args([
        "-show_entries",
        "stream=color_range,color_space,color_primaries,color_transfer",
    ]);
    command.arg(file_url(movie));
    let found = output(command)?;
    let wanted = [
        ("color_range", range),
        ("color_space", matrix),
        ("color_primaries", "bt709"),
        ("color_transfer", "iec61966-2-1"),
    ];
    Ok(wanted
        .into_iter()
        .filter(|(name, value)| !found.lines().any(|line| line == format!("{name}={value}")))
        .map(|(name, value)| format!("{name} is not {value}"))
        .collect())
}

/// How ffmpeg and ffprobe are given the movie.
fn input(movie: &Path, format: Format, fps: f64) -> Vec<OsString> {
    let mut args: Vec<OsString> = vec![];
    if format.container == Container::PngSequence {
        args.extend(["-framerate".into(), fps.to_string().into()]);
        args.extend(["-start_number".into(), "0".into()]);
    }
    if let Some(demuxer) = remux::demuxer(format.container) {
        args.extend(["-f".into(), demuxer.into()]);
    }
    let url = match format.container {
        Container::PngSequence => pattern_url(movie),
        _ => file_url(movie),
    };
    args.extend(["-i".into(), url]);
    args
}

fn output(command: Command) -> Result<String, MovieError> {
    let bytes = output_bytes(command)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn output_bytes(mut command: Command) -> Result<Vec<u8>, MovieError> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(crate::encode::spawn_failed)?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        let last_words = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        Err(
            ask::too_old(|| last_words.clone()).unwrap_or_else(|| MovieError::Ffmpeg {
                ended: format!("could not decode the movie ({})", output.status),
                last_words,
                command: format!("{command:?}"),
            }),
        )
    }
}
