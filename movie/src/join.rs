//! Parts of a movie to one file, without encoding them again.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::MovieError;
use crate::encode::target::{self, Claimed, Kind, What};
use crate::encode::url::{file_url, pattern_url};
use crate::encode::{
    Audio, Container, Delay, Encoder, Format, Killer, Output, Overwrite, SampleFormat, Samples,
    Sound, Target, Track, ffmpeg, remux, whole,
};
use crate::frame::Size;
use crate::recorder::Report;

/// Parts, and the movie that they are.
#[derive(Debug)]
pub struct Join {
    /// The folder that all parts lie in.
    pub folder: PathBuf,
    /// Their names there, in order, and how many frames each has.
    pub parts: Vec<(String, u64)>,
    /// What the movie is; the parts are its [`of_parts`](Format::of_parts).
    pub format: Format,
    /// Size of the pictures.
    pub size: Size,
    /// Frames a second.
    pub fps: f64,
    /// ffmpeg's name of the encoder of the parts.
    pub encoder: String,
    /// A file of samples that was played, cut or padded with silence to the length of the movie, as all sound.
    pub samples: Option<(PathBuf, SampleFormat)>,
    /// A sound file.
    pub audio: Option<Audio>,
    /// What the movie says of itself, in ffmpeg's format for metadata, where it can.
    pub description: Option<String>,
}

impl Join {
    /// Writes the movie. The parts stay. `started` is told how ffmpeg can be ended from another thread.
    ///
    /// # Errors
    /// As those of [`Output::claim`]; [`MovieError::NotSound`]; [`MovieError::Ffmpeg`] for parts that do not fit together;
    /// [`MovieError::NotWhole`].
    pub fn run(
        &self,
        path: &Path,
        overwrite: Overwrite,
        started: impl FnOnce(Killer),
    ) -> Result<Report, MovieError> {
        let begun = Instant::now();
        let container = self.format.container;
        let target = match Output::claim(path, container, overwrite)? {
            Output::File(target) => target,
            Output::Pipe(_) | Output::Stdout(_) => {
                return Err(MovieError::Encoding(
                    "parts are joined to a file: name one".into(),
                ));
            }
        };
        let frames = self.parts.iter().map(|(_, frames)| frames).sum();
        let length = frames as f64 / self.fps;
        let audio = self.audio.as_ref();
        let sound = audio.map(|audio| Sound::open(audio, Some(length)));
        let list = Aid::write(&self.folder.join("parts.ffconcat"), &self.list())?;
        let description = self.description.as_ref();
        let description = description.filter(|_| self.format.says_of_itself());
        let description = description
            .map(|description| Aid::write(&self.folder.join("movie.ffmetadata"), description))
            .transpose()?;
        let samples = self
            .samples
            .as_ref()
            .map(|(path, format)| Samples::of_file(path, *format, frames, self.fps));
        let track = Track {
            samples,
            file: sound.transpose()?,
            delay: Delay::of(self.format),
        };
        let args = self.args(
            list.0.path(),
            &track,
            description.as_ref().map(|aid| aid.0.path()),
            &target,
        );
        let joined = ffmpeg::run(args, started);
        joined.map_err(|error| error.on_disk_of(target.path()))?;
        if let Err(found) = whole::look(&target, container, frames, self.fps) {
            return Err(found.keep(target));
        }
        let path = target.commit()?;
        Ok(Report {
            bytes: target::bytes(&path, Kind::of(container))?,
            path,
            width: self.size.width(),
            height: self.size.height(),
            encoder: Encoder::named(&self.encoder),
            fps: self.fps,
            frames,
            repeated: 0,
            dropped: 0,
            seconds_taken: begun.elapsed().as_secs_f64(),
        })
    }

    /// The parts as ffmpeg's concat demuxer takes them (ffmpeg-formats, "concat"). It counts in microseconds, so each part
    /// is told to be as long as from its own rounded beginning to that of the next one: nothing adds up.
    fn list(&self) -> String {
        let micros = |frames: u64| (frames as f64 / self.fps * 1e6).round() as u64;
        let mut past = 0;
        let files = self.parts.iter().map(|(name, frames)| {
            let length = micros(past + frames) - micros(past);
            past += frames;
            format!("file '{name}'\nduration {length}us\n")
        });
        std::iter::once("ffconcat version 1.0\n".to_owned())
            .chain(files)
            .collect()
    }

    /// What ffmpeg is told.
    fn args(
        &self,
        list: &Path,
        track: &Track,
        description: Option<&Path>,
        target: &Target,
    ) -> Vec<OsString> {
        let container = self.format.container;
        let words = |words: &[&str]| words.iter().map(OsString::from).collect::<Vec<_>>();
        let mut args = words(&["-hide_banner", "-nostats", "-loglevel", "error", "-y"]);
        args.extend(words(&["-f", "concat", "-protocol_whitelist", "file"]));
        args.extend(words(&["-i"]));
        args.push(file_url(list));
        args.extend(track.inputs());
        if let Some(description) = description {
            args.extend(words(&["-f", "ffmetadata", "-i"]));
            args.push(file_url(description));
        }
        args.extend(words(&["-map", "0:v:0"]));
        args.extend(track.map(1).iter().map(OsString::from));
        if description.is_some() {
            let input = (1 + track.inputs_count()).to_string();
            args.extend(words(&["-map_metadata", &input]));
        }
        args.extend(words(&["-c:v", "copy"]));
        if counts_thousandths(container) {
            args.extend(["-bsf:v".into(), on_the_frame(self.fps).into()]);
        }
        args.extend(track.options(self.format).iter().map(OsString::from));
        args.extend(remux::muxer(container).map(OsString::from));
        args.push(match container {
            Container::PngSequence => pattern_url(target.partial()),
            _ => file_url(target.partial()),
        });
        args
    }
}

/// Whether a file of that kind keeps times in thousandths of a second: each part has rounded its own.
fn counts_thousandths(container: Container) -> bool {
    matches!(container, Container::Mkv | Container::WebM)
}

/// Gives each picture the time of the frame that it is next to, as if it had been written in one go.
fn on_the_frame(fps: f64) -> String {
    let nearest = |time: &str| format!("round(round({time}*TB*{fps})/{fps}/TB)");
    format!("setts=pts={}:dts={}", nearest("PTS"), nearest("DTS"))
}

/// A file that ffmpeg reads. It is removed when this is dropped.
struct Aid(Claimed);

impl Aid {
    fn write(path: &Path, text: &str) -> Result<Aid, MovieError> {
        let aid = Aid(Claimed::new(path, What::Aid));
        fs::write(path, text).map_err(MovieError::file("write", path))?;
        Ok(aid)
    }
}

impl Drop for Aid {
    fn drop(&mut self) {
        // It is not there if it could not be written.
        let _ = fs::remove_file(self.0.path());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encode::{Encoding, Preset};

    fn join(fps: f64, parts: &[u64]) -> Join {
        let name = |index: usize| format!("{}.mp4", index + 1);
        let parts = parts.iter().enumerate();
        Join {
            folder: "p".into(),
            parts: parts.map(|(index, &count)| (name(index), count)).collect(),
            format: Format::new(
                Path::new("a.mp4"),
                &Encoding::default(),
                fps,
                Preset::Medium,
            )
            .unwrap(),
            size: Size::new(64, 64).unwrap(),
            fps,
            encoder: "libx264".into(),
            samples: None,
            audio: None,
            description: None,
        }
    }

    #[test]
    fn a_thousand_parts_are_as_long_as_their_frames() {
        let fps = 30000.0 / 1001.0;
        let list = join(fps, &[7; 1000]).list();
        let lengths = list.lines().filter_map(|line| {
            let micros = line.strip_prefix("duration ")?.strip_suffix("us")?;
            micros.parse::<u64>().ok()
        });
        let whole = (7000.0 / fps * 1e6).round() as u64;
        assert_eq!(lengths.sum::<u64>(), whole);
    }

    #[test]
    fn times_are_moved_to_frames_where_they_were_rounded() {
        assert_eq!(
            on_the_frame(30.0),
            "setts=pts=round(round(PTS*TB*30)/30/TB):dts=round(round(DTS*TB*30)/30/TB)"
        );
    }
}
