//! Movies from pixels, for programs that draw by themselves: no window, no OpenGL, no display.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::MovieError;
use crate::encode::{
    Audio, Chroma, Codec, Container, EncoderChoice, Encoding, Output, Overwrite, Preset,
    SampleFormat,
};
use crate::frame::{AsPicture, Rows, Size};
use crate::rate::check_fps;
use crate::recorder::{Policy, Recorder, Recording, Report};

/// Writes a movie picture by picture.
///
/// ```no_run
/// use kinora_movie::{Pixels, VideoWriter};
///
/// # fn main() -> Result<(), kinora_movie::MovieError> {
/// let mut movie = VideoWriter::create("fade.mp4", 640, 480, 20.0)?;
/// let mut frame = vec![0; 640 * 480 * 3];
/// for brightness in 0..100 {
///     frame.fill(brightness);
///     movie.write(Pixels::Rgb(&frame))?;
/// }
/// let report = movie.finish()?;
/// println!("{report}");
/// # Ok(())
/// # }
/// ```
///
/// Pictures are converted on the calling thread and encoded on others; [`write`](Self::write) waits only while the
/// encoder is some pictures behind. Colours are those that went in: sRGB, converted by BT.709 and tagged so.
///
/// Dropped before [`finish`](Self::finish), it cleans up: ffmpeg ends, and no file is left.
pub struct VideoWriter {
    size: Size,
    /// `None` once it has failed.
    recorder: Option<Recorder>,
    path: PathBuf,
    samples: Option<SampleFormat>,
}

impl VideoWriter {
    /// Begins a movie of `width`×`height` pixels and `fps` frames a second, in the format that the extension of
    /// `path` names: `.mp4`, `.webm`, `.mkv`, `.mov`, `.gif`, `.webp`, `.apng`, `.png`, `.y4m`, or numbered pictures as
    /// `frames/%05d.png`. For everything else there are [`options`](Self::options).
    ///
    /// # Errors
    /// [`MovieError::UnknownFormat`]; [`MovieError::Size`], [`MovieError::Fps`]; [`MovieError::Exists`] when the
    /// file is there already, [`MovieError::NoFolder`], [`MovieError::File`]; [`MovieError::FfmpegMissing`].
    pub fn create(
        path: impl AsRef<Path>,
        width: u32,
        height: u32,
        fps: f64,
    ) -> Result<VideoWriter, MovieError> {
        VideoWriter::options().create(path, width, height, fps)
    }

    /// Codec, quality and the rest.
    ///
    /// ```no_run
    /// use kinora_movie::{Codec, Preset, VideoWriter};
    ///
    /// # fn main() -> Result<(), kinora_movie::MovieError> {
    /// let mut movie = VideoWriter::options()
    ///     .codec(Codec::Hevc)
    ///     .crf(16)
    ///     .preset(Preset::Slow)
    ///     .overwrite(true)
    ///     .create("movie.mp4", 1920, 1080, 60.0)?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn options() -> WriterOptions {
        WriterOptions::default()
    }

    /// Adds a picture: [`Pixels`](crate::Pixels), an image of the image crate, or an array.
    ///
    /// # Errors
    /// [`MovieError::PixelCount`], [`MovieError::PictureSize`] or [`MovieError::Channels`] when it is no picture of
    /// the movie's size; the movie goes on without it. Whatever stopped the encoder; the movie is then over.
    pub fn write(&mut self, picture: impl AsPicture) -> Result<(), MovieError> {
        let picture = picture.as_picture()?;
        let pixels = picture.fit(self.size)?;
        let recorder = self.recorder.as_mut().ok_or(MovieError::WriterEnded)?;
        let offered = recorder.offer(Duration::ZERO, |converter, frame| {
            converter.convert(pixels, frame);
        });
        match offered {
            Ok(()) => Ok(()),
            Err(_) => Err(self.end().err().unwrap_or(MovieError::WriterEnded)),
        }
    }

    /// Adds sound behind all that was written before: samples from -1 to 1, one of each channel in turn, of as many channels as
    /// [`audio`](WriterOptions::audio) has said. They may come before the pictures that they go with, or after them, however
    /// far. What is too much at the end is cut, and what is missing silent.
    ///
    /// ```no_run
    /// use kinora_movie::{Pixels, VideoWriter};
    ///
    /// # fn main() -> Result<(), kinora_movie::MovieError> {
    /// let mut movie = VideoWriter::options().audio(48_000, 2).create("tone.mp4", 64, 64, 20.0)?;
    /// for frame in 0..40 {
    ///     movie.write(Pixels::Gray(&[frame; 64 * 64]))?;
    ///     let samples = (0..2400).map(|n| (n as f32 * 0.0576).sin());
    ///     let stereo: Vec<f32> = samples.flat_map(|sample| [sample, sample]).collect();
    ///     movie.write_samples(&stereo)?;
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`MovieError::Encoding`] if nothing was said of sound, or a channel is missing; the movie goes on without it. Whatever
    /// stopped the encoder; the movie is then over.
    pub fn write_samples(&mut self, samples: &[f32]) -> Result<(), MovieError> {
        let Some(format) = self.samples else {
            return Err(MovieError::Encoding(
                "this movie has no sound: say .audio(48_000, 2) before it is created".into(),
            ));
        };
        if !samples.len().is_multiple_of(format.channels.into()) {
            return Err(MovieError::Encoding(format!(
                "{} samples are not whole ones of {} channels: give each its own",
                samples.len(),
                format.channels
            )));
        }
        let recorder = self.recorder.as_mut().ok_or(MovieError::WriterEnded)?;
        let finite = |&sample: &f32| if sample.is_finite() { sample } else { 0.0 };
        let samples = samples.iter().map(finite).collect();
        match recorder.hear(0, samples, format)? {
            true => Ok(()),
            false => Err(MovieError::Encoding(
                "a pipe takes no sound of a writer, whose samples come in any order: name a file"
                    .into(),
            )),
        }
    }

    /// Pictures written so far.
    pub fn frames(&self) -> u64 {
        self.recorder.as_ref().map_or(0, Recorder::frames)
    }

    /// Waits until the file is whole, and says what became of it.
    ///
    /// # Errors
    /// [`MovieError::NoPictures`] if none was written; whatever stopped the encoder.
    pub fn finish(mut self) -> Result<Report, MovieError> {
        self.end()
    }

    fn end(&mut self) -> Result<Report, MovieError> {
        let recorder = self.recorder.take().ok_or(MovieError::WriterEnded)?;
        match recorder.frames() {
            0 => Err(MovieError::NoPictures(self.path.clone())),
            _ => recorder.end(Duration::ZERO).wait(),
        }
    }
}

/// How a [`VideoWriter`] writes. What is left out is chosen to fit the format.
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct WriterOptions {
    encoding: Encoding,
    audio_from: f64,
    samples: Option<SampleFormat>,
    overwrite: bool,
    crash_safe: bool,
}

impl WriterOptions {
    /// What is in the file; the container's usual codec if left out.
    pub fn codec(mut self, codec: Codec) -> WriterOptions {
        self.encoding.codec = Some(codec);
        self
    }

    /// Constant rate factor: 0 is best; up to 51 for H.264 (18 if left out) and HEVC, up to 63 for VP9 and AV1.
    pub fn crf(mut self, crf: u8) -> WriterOptions {
        self.encoding.crf = Some(crf);
        self
    }

    /// How much time the encoder takes to make the file small; medium if left out.
    pub fn preset(mut self, preset: Preset) -> WriterOptions {
        self.encoding.preset = Some(preset);
        self
    }

    /// 4:2:0, if left out and the codec has it, or 4:4:4.
    pub fn chroma(mut self, chroma: Chroma) -> WriterOptions {
        self.encoding.chroma = Some(chroma);
        self
    }

    /// Keeps the alpha of [`Pixels::Rgba`](crate::Pixels::Rgba), which is straight; in `.mov`, `.webm`, `.webp`, `.apng`,
    /// `.png` and `%05d.png`; in `.gif` a pixel is clear, or from half its alpha on opaque.
    pub fn alpha(mut self, alpha: bool) -> WriterOptions {
        self.encoding.alpha = alpha;
        self
    }

    /// The processor (if left out), or the graphics card if it can.
    pub fn encoder(mut self, encoder: EncoderChoice) -> WriterOptions {
        self.encoding.encoder = encoder;
        self
    }

    /// Sound of [`write_samples`](VideoWriter::write_samples): so many samples of each channel a second, 8000 to 192000, and so
    /// many channels, 1 to 8. In `.mp4`, `.webm`, `.mkv` and `.mov`.
    pub fn audio(mut self, rate: u32, channels: u16) -> WriterOptions {
        self.samples = Some(SampleFormat { rate, channels });
        self
    }

    /// A sound file to go with the pictures, cut or padded with silence to their length, and mixed with what is written.
    pub fn audio_file(mut self, file: impl Into<PathBuf>) -> WriterOptions {
        self.encoding.audio = Some(Audio {
            file: file.into(),
            from: self.audio_from,
        });
        self
    }

    /// Second of the sound file that is heard at the beginning of the movie, 0 if left out; below 0, the sound begins so
    /// much later.
    pub fn audio_from(mut self, seconds: f64) -> WriterOptions {
        self.audio_from = seconds;
        if let Some(audio) = &mut self.encoding.audio {
            audio.from = seconds;
        }
        self
    }

    /// Replaces a file of that name once the movie is whole, instead of refusing.
    pub fn overwrite(mut self, overwrite: bool) -> WriterOptions {
        self.overwrite = overwrite;
        self
    }

    /// Writes a file that plays at every moment: should the program die, `kinora recover` finishes it. Costs about a
    /// tenth of a second at the end.
    pub fn crash_safe(mut self, crash_safe: bool) -> WriterOptions {
        self.crash_safe = crash_safe;
        self
    }

    /// Begins the movie.
    ///
    /// # Errors
    /// As [`VideoWriter::create`], and [`MovieError::Encoding`] for options that contradict each other.
    pub fn create(
        self,
        path: impl AsRef<Path>,
        width: u32,
        height: u32,
        fps: f64,
    ) -> Result<VideoWriter, MovieError> {
        let size = Size::new(width, height)?;
        let recording = Recording {
            size,
            rows: Rows::TopDown,
            fps: check_fps(fps)?,
            policy: Policy::Locked,
            encoding: self.encoding,
            crash_safe: self.crash_safe,
            part: None,
            threads: None,
            described: false,
            copy: None,
            samples: self.samples,
            length: None,
            on_wait: None,
        };
        let path = path.as_ref();
        let format = recording.format(path)?;
        if let Some(samples) = self.samples {
            check_samples(samples, format.container)?;
        }
        let overwrite = match self.overwrite {
            true => Overwrite::Force,
            false => Overwrite::Never,
        };
        let output = Output::claim(path, format.container, overwrite)?;
        Ok(VideoWriter {
            size,
            recorder: Some(Recorder::start(recording, output)?),
            path: path.to_owned(),
            samples: self.samples,
        })
    }
}

/// Refuses sound where there cannot be any.
fn check_samples(samples: SampleFormat, container: Container) -> Result<(), MovieError> {
    let SampleFormat { rate, channels } = samples;
    if !container.has_sound() {
        return Err(MovieError::Encoding(format!(
            "{} has no sound: leave out .audio({rate}, {channels}), or end the name in .mp4, .webm, .mkv or .mov",
            container.extension()
        )));
    }
    if !(8_000..=192_000).contains(&rate) || !(1..=8).contains(&channels) {
        return Err(MovieError::Encoding(format!(
            "sound of {rate} samples a second in {channels} channels is not possible: take 8000 to 192000, and 1 to 8"
        )));
    }
    Ok(())
}
