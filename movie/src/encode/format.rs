//! Which files kinora writes, and with what inside.

use std::ffi::OsStr;
use std::path::Path;

use super::PixelFormat;
use super::output::Output;
use super::pattern::{self, is_pattern};
use super::sound::Audio;
use crate::MovieError;

/// A container, chosen by the extension of the file's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Container {
    /// Plays everywhere.
    Mp4,
    /// For web pages.
    WebM,
    /// Takes every codec.
    Mkv,
    /// QuickTime's, for editing programs.
    Mov,
    /// 256 colours a frame, plays in every chat.
    Gif,
    /// Animated WebP, lossless or (with a crf) not.
    WebP,
    /// Animated PNG, lossless.
    Apng,
    /// One PNG a frame: `frames/%05d.png`, numbered from 0.
    PngSequence,
    /// YUV4MPEG2: not compressed, for other programs' standard input.
    Y4m,
}

/// How the pictures of a movie are compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
#[non_exhaustive]
pub enum Codec {
    /// H.264 (x264): plays everywhere.
    H264,
    /// H.265 (x265): smaller, slower; plays on Apple's and newer devices.
    Hevc,
    /// AV1 (SVT-AV1, or libaom): smallest; plays in browsers.
    Av1,
    /// VP9 (libvpx): plays in browsers, also with alpha.
    Vp9,
    /// H.264 of RGB without loss (x264): for editing; few players take it.
    H264rgb,
    /// RGB without loss, with alpha: for archives.
    Ffv1,
    /// ProRes 4444: for editing programs, with alpha.
    Prores,
    /// GIF's own.
    #[cfg_attr(feature = "clap", value(skip))]
    Gif,
    /// WebP, lossless or (with a crf) not.
    #[cfg_attr(feature = "clap", value(skip))]
    WebP,
    /// PNG.
    #[cfg_attr(feature = "clap", value(skip))]
    Png,
    /// Animated PNG.
    #[cfg_attr(feature = "clap", value(skip))]
    Apng,
    /// None: the planes as they are.
    #[cfg_attr(feature = "clap", value(skip))]
    Raw,
}

/// How much time the encoder takes to make the file small: the names of x264, fastest first, mapped to what other
/// encoders call the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
pub enum Preset {
    #[allow(missing_docs)]
    Ultrafast,
    #[allow(missing_docs)]
    Superfast,
    /// What a live recording takes: it leaves the sketch most of the processor.
    Veryfast,
    #[allow(missing_docs)]
    Faster,
    #[allow(missing_docs)]
    Fast,
    /// What an export takes.
    Medium,
    #[allow(missing_docs)]
    Slow,
    #[allow(missing_docs)]
    Slower,
    #[allow(missing_docs)]
    Veryslow,
}

/// How many pixels share their colour (not their brightness).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
pub enum Chroma {
    /// 4:2:0: 2×2 pixels share it. Every player takes it.
    #[cfg_attr(feature = "clap", value(name = "420"))]
    Yuv420,
    /// 4:4:4: none do. Thin coloured lines stay sharp; browsers and televisions may refuse it.
    #[cfg_attr(feature = "clap", value(name = "444"))]
    Yuv444,
}

/// Who encodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
pub enum EncoderChoice {
    /// The processor: the same file on every machine.
    #[default]
    Software,
    /// The graphics card, if a short encoding on it works; or else the processor.
    Auto,
}

/// How a movie is to be encoded. What is `None` is chosen to fit the file.
#[derive(Debug, Clone, Default)]
pub struct Encoding {
    /// That of the file's extension if left out.
    pub container: Option<Container>,
    /// The first one of the container if left out: H.264, VP9 in `.webm`, ProRes in `.mov`.
    pub codec: Option<Codec>,
    /// Constant rate factor: 0 is best. H.264 and HEVC take up to 51, AV1 and VP9 up to 63.
    pub crf: Option<u8>,
    /// Medium, or veryfast for a live recording, if left out.
    pub preset: Option<Preset>,
    /// 4:2:0 if left out, where the codec has it.
    pub chroma: Option<Chroma>,
    /// Keeps the transparency of the pictures (straight alpha).
    pub alpha: bool,
    /// Software or hardware.
    pub encoder: EncoderChoice,
    /// A sound file to go with the pictures, cut or padded with silence to their length.
    pub audio: Option<Audio>,
}

/// A container with a codec in it: a file that kinora can write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Format {
    /// The container.
    pub container: Container,
    /// The codec.
    pub codec: Codec,
    /// How many pixels share their colour; 4:4:4 for codecs of RGB.
    pub chroma: Chroma,
    /// With transparency.
    pub alpha: bool,
    /// Constant rate factor; `None` for codecs that have none.
    pub crf: Option<u8>,
    /// Speed against size.
    pub preset: Preset,
}

/// GIF counts hundredths of a second, and browsers show a picture for at least two.
const GIF_MAX_FPS: f64 = 50.0;

/// The extensions there are, for messages.
const EXTENSIONS: &str = ".mp4, .webm, .mkv, .mov, .gif, .webp, .apng, .png, .y4m or %05d.png";

impl Container {
    /// The container that the name of `path` asks for.
    ///
    /// # Errors
    /// [`MovieError::UnknownFormat`].
    pub fn of(path: &Path) -> Result<Container, MovieError> {
        pattern::check(path)?;
        if is_pattern(path) {
            return Ok(Container::PngSequence);
        }
        let extension = path.extension().and_then(OsStr::to_str).unwrap_or_default();
        Container::named(extension).ok_or_else(|| MovieError::UnknownFormat {
            path: path.to_owned(),
            formats: EXTENSIONS.into(),
        })
    }

    /// The container with that extension, which may have its dot.
    pub fn named(extension: &str) -> Option<Container> {
        let extension = extension.trim_start_matches('.').to_ascii_lowercase();
        Some(match extension.as_str() {
            "mp4" | "m4v" => Container::Mp4,
            "webm" => Container::WebM,
            "mkv" => Container::Mkv,
            "mov" => Container::Mov,
            "gif" => Container::Gif,
            "webp" => Container::WebP,
            "apng" | "png" => Container::Apng,
            "y4m" => Container::Y4m,
            _ => return None,
        })
    }

    /// Every container there is.
    pub fn all() -> [Container; 9] {
        [
            Container::Mp4,
            Container::WebM,
            Container::Mkv,
            Container::Mov,
            Container::Gif,
            Container::WebP,
            Container::Apng,
            Container::PngSequence,
            Container::Y4m,
        ]
    }

    /// Whether it can be read while it is written, and written without going back.
    pub fn streams(self) -> bool {
        matches!(
            self,
            Container::Mp4 | Container::Mkv | Container::WebM | Container::Y4m
        )
    }

    /// Those that [`streams`](Self::streams) is true of, for messages.
    pub fn streaming() -> &'static str {
        "mp4, mkv, webm or y4m"
    }

    /// The codecs that go into it, the usual one first.
    pub fn codecs(self) -> &'static [Codec] {
        match self {
            Container::Mp4 => &[Codec::H264, Codec::Hevc, Codec::Av1],
            Container::WebM => &[Codec::Vp9, Codec::Av1],
            Container::Mkv => &[
                Codec::H264,
                Codec::Hevc,
                Codec::Av1,
                Codec::Vp9,
                Codec::H264rgb,
                Codec::Ffv1,
            ],
            Container::Mov => &[Codec::Prores, Codec::H264, Codec::Hevc],
            Container::Gif => &[Codec::Gif],
            Container::WebP => &[Codec::WebP],
            Container::Apng => &[Codec::Apng],
            Container::PngSequence => &[Codec::Png],
            Container::Y4m => &[Codec::Raw],
        }
    }

    /// How its files' names end.
    pub fn extension(self) -> &'static str {
        match self {
            Container::Mp4 => ".mp4",
            Container::WebM => ".webm",
            Container::Mkv => ".mkv",
            Container::Mov => ".mov",
            Container::Gif => ".gif",
            Container::WebP => ".webp",
            Container::Apng => ".apng",
            Container::PngSequence => "%05d.png",
            Container::Y4m => ".y4m",
        }
    }

    /// Whether sound goes into it.
    pub fn has_sound(self) -> bool {
        matches!(
            self,
            Container::Mp4 | Container::WebM | Container::Mkv | Container::Mov
        )
    }
}

impl Codec {
    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Codec::H264 => "h264",
            Codec::Hevc => "hevc",
            Codec::Av1 => "av1",
            Codec::Vp9 => "vp9",
            Codec::H264rgb => "h264rgb",
            Codec::Ffv1 => "ffv1",
            Codec::Prores => "prores",
            Codec::Gif => "gif",
            Codec::WebP => "webp",
            Codec::Png => "png",
            Codec::Apng => "apng",
            Codec::Raw => "raw",
        }
    }

    /// The constant rate factor that is visually lossless for flat, sharp-edged drawings, and the largest there is.
    /// x264's own default of 23 shows ringing along edges; the others are set to look alike. Without one, WebP loses
    /// nothing at all.
    pub(super) fn crf_range(self) -> Option<(Option<u8>, u8)> {
        match self {
            Codec::H264 => Some((Some(18), 51)),
            Codec::Hevc => Some((Some(20), 51)),
            Codec::Av1 => Some((Some(22), 63)),
            Codec::Vp9 => Some((Some(22), 63)),
            Codec::WebP => Some((None, 50)),
            _ => None,
        }
    }

    fn has_chroma(self, chroma: Chroma) -> bool {
        match self {
            Codec::H264 | Codec::Hevc | Codec::Av1 | Codec::Vp9 => true,
            // Its header has no place for the full range that 4:4:4 has here.
            Codec::Raw => chroma == Chroma::Yuv420,
            _ => chroma == Chroma::Yuv444,
        }
    }
}

impl Format {
    /// Whether the colours that come out are those that went in, bit by bit.
    pub fn is_lossless(&self) -> bool {
        match self.codec {
            Codec::H264rgb | Codec::Ffv1 | Codec::Png | Codec::Apng => true,
            Codec::WebP => self.crf.is_none(),
            _ => false,
        }
    }

    /// Whether the file has a place for words about it.
    pub fn says_of_itself(&self) -> bool {
        matches!(
            self.container,
            Container::Mp4 | Container::WebM | Container::Mkv | Container::Mov
        )
    }

    /// The file that `path` and `encoding` ask for, `fps` frames a second.
    ///
    /// # Errors
    /// [`MovieError::UnknownFormat`]; [`MovieError::Encoding`] when they contradict each other;
    /// [`MovieError::NoFile`] when there is no such sound file.
    pub fn new(
        path: &Path,
        encoding: &Encoding,
        fps: f64,
        default_preset: Preset,
    ) -> Result<Format, MovieError> {
        let container = match encoding.container {
            Some(container) => container,
            None if Output::is_stdout(path) => {
                let streaming = Container::streaming();
                return Err(MovieError::Encoding(format!(
                    "standard output has no name that says a format: take --format {streaming}"
                )));
            }
            None => Container::of(path)?,
        };
        let codecs = container.codecs();
        let extension = container.extension();
        let codec = encoding.codec.unwrap_or(codecs[0]);
        if !codecs.contains(&codec) {
            let names: Vec<_> = codecs.iter().map(|codec| codec.name()).collect();
            return Err(MovieError::Encoding(format!(
                "{} does not go into {extension}: leave out --codec, or choose {}",
                codec.name(),
                names.join(", ")
            )));
        }

        let crf = match (encoding.crf, codec.crf_range()) {
            (Some(crf), Some((_, most))) if crf > most => {
                return Err(MovieError::Encoding(format!(
                    "a crf of {crf} is not possible: {} takes 0 (best) to {most}",
                    codec.name()
                )));
            }
            (Some(_), None) => {
                return Err(MovieError::Encoding(format!(
                    "{} in {extension} has no crf: leave out --crf",
                    codec.name()
                )));
            }
            (Some(crf), Some(_)) => Some(crf),
            (None, range) => range.and_then(|(usual, _)| usual),
        };

        // VP9 has alpha in 4:2:0 only.
        let usual = if codec.has_chroma(Chroma::Yuv420) {
            Chroma::Yuv420
        } else {
            Chroma::Yuv444
        };
        let chroma = encoding.chroma.unwrap_or(usual);
        if !codec.has_chroma(chroma) {
            return Err(MovieError::Encoding(format!(
                "{} in {extension} {}: leave out --pix-fmt",
                codec.name(),
                match usual {
                    Chroma::Yuv420 => "is always 4:2:0",
                    Chroma::Yuv444 => "keeps the colour of every pixel",
                }
            )));
        }

        let has_alpha = match (container, codec) {
            (_, Codec::Prores | Codec::Ffv1 | Codec::WebP | Codec::Png | Codec::Apng) => true,
            (_, Codec::Gif) => true,
            (Container::WebM, Codec::Vp9) => chroma == Chroma::Yuv420,
            _ => false,
        };
        if encoding.alpha && !has_alpha {
            return Err(MovieError::Encoding(format!(
                "{} in {extension} cannot keep transparency: end the name in .mov, .webm, .webp, .apng, .png, .gif \
                 or %05d.png, or take .mkv with --codec ffv1",
                codec.name()
            )));
        }

        if container == Container::Gif && fps > GIF_MAX_FPS {
            return Err(MovieError::Encoding(format!(
                "a .gif cannot show {fps} frames a second: take --fps {GIF_MAX_FPS} or less"
            )));
        }
        if let Some(audio) = &encoding.audio {
            if !container.has_sound() {
                return Err(MovieError::Encoding(format!(
                    "{extension} has no sound: leave out --audio, or end the name in .mp4, .webm, .mkv or .mov"
                )));
            }
            if !audio.file.is_file() {
                return Err(MovieError::NoFile(audio.file.clone()));
            }
        }
        Ok(Format {
            container,
            codec,
            chroma,
            alpha: encoding.alpha,
            crf,
            preset: encoding.preset.unwrap_or(default_preset),
        })
    }

    /// How pixels go to ffmpeg.
    pub fn pixel_format(self) -> PixelFormat {
        match self.codec {
            Codec::Gif if self.alpha => PixelFormat::Pal8Alpha,
            Codec::Gif => PixelFormat::Pal8,
            // ffmpeg makes planes with alpha.
            Codec::Vp9 if self.alpha => PixelFormat::Rgba,
            Codec::H264 | Codec::Hevc | Codec::Av1 | Codec::Vp9 | Codec::Raw => match self.chroma {
                Chroma::Yuv420 => PixelFormat::Yuv420p,
                Chroma::Yuv444 => PixelFormat::Yuv444p,
            },
            _ => PixelFormat::Rgba,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn format(name: &str, change: impl FnOnce(&mut Encoding)) -> Result<Format, MovieError> {
        let mut encoding = Encoding::default();
        change(&mut encoding);
        Format::new(Path::new(name), &encoding, 30.0, Preset::Medium)
    }

    fn refused(name: &str, change: impl FnOnce(&mut Encoding)) -> String {
        let error = format(name, change).unwrap_err();
        assert!(error.is_about_arguments(), "{error}");
        error.to_string()
    }

    #[test]
    fn the_container_follows_the_extension() {
        let of = |name: &str| Container::of(Path::new(name)).unwrap();
        assert_eq!(of("x/y.MP4"), Container::Mp4);
        assert_eq!(of("y.webm"), Container::WebM);
        assert_eq!(of("y.png"), Container::Apng);
        assert_eq!(of("frames/%05d.png"), Container::PngSequence);
        assert_eq!(of("frames/a%da.png"), Container::PngSequence);
        assert_eq!(of("100%/y.png"), Container::Apng);
        assert_eq!(of("20%discount.mp4"), Container::Mp4);
        assert_eq!(of("a%d.webp"), Container::WebP);
        for name in ["movie", "movie.xyz", ".mp4", ""] {
            let error = Container::of(Path::new(name)).unwrap_err().to_string();
            assert!(error.contains(".mp4") && error.contains(".webm"), "{error}");
        }
    }

    #[test]
    fn each_container_has_its_usual_codec() {
        let codec = |name| format(name, |_| {}).unwrap().codec;
        assert_eq!(codec("a.mp4"), Codec::H264);
        assert_eq!(codec("a.webm"), Codec::Vp9);
        assert_eq!(codec("a.mkv"), Codec::H264);
        assert_eq!(codec("a.mov"), Codec::Prores);
        assert_eq!(codec("a.apng"), Codec::Apng);
    }

    #[test]
    fn what_does_not_fit_together_is_refused_with_the_remedy() {
        let words = refused("a.mp4", |e| e.codec = Some(Codec::Prores));
        assert!(words.contains("prores does not go into .mp4"), "{words}");
        assert!(words.contains("h264, hevc, av1"), "{words}");
        let words = refused("a.mp4", |e| e.alpha = true);
        assert!(words.contains(".mov") && words.contains(".gif"), "{words}");
        let words = refused("a.gif", |e| e.crf = Some(20));
        assert!(words.contains("leave out --crf"), "{words}");
        let words = refused("a.webp", |e| e.crf = Some(51));
        assert!(words.contains("0 (best) to 50"), "{words}");
        let words = refused("a.mp4", |e| e.crf = Some(60));
        assert!(words.contains("0 (best) to 51"), "{words}");
        let words = refused("a.png", |e| e.chroma = Some(Chroma::Yuv420));
        assert!(words.contains("leave out --pix-fmt"), "{words}");
        let words = refused("a.gif", |e| {
            e.audio = Some(Audio {
                file: "Cargo.toml".into(),
                from: 0.0,
            });
        });
        assert!(words.contains("no sound"), "{words}");
        let words = refused("a.webm", |e| {
            (e.alpha, e.chroma) = (true, Some(Chroma::Yuv444));
        });
        assert!(words.contains("transparency"), "{words}");
        let encoding = Encoding::default();
        let words = Format::new(Path::new("a.gif"), &encoding, 60.0, Preset::Medium)
            .unwrap_err()
            .to_string();
        assert!(words.contains("--fps 50"), "{words}");
        assert!(format("a.mkv", |e| e.crf = Some(51)).is_ok());
    }
}
