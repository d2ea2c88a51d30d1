//! Which files kinora writes, and with what inside.

use std::path::Path;

use super::PixelFormat;
use super::codec::{Chroma, Codec, EncoderChoice, Preset};
use super::container::Container;
use super::output::Output;
use super::sound::Audio;
use crate::MovieError;

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
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
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

    /// What the parts of a movie are that are joined to such a file without encoding them again. Pictures that will be files
    /// of their own lie in one file until then.
    ///
    /// # Errors
    /// [`MovieError::Encoding`] for files that cannot be joined.
    pub fn of_parts(self) -> Result<Format, MovieError> {
        let container = match self.container {
            Container::PngSequence => Container::Mkv,
            Container::Gif | Container::WebP | Container::Y4m => {
                return Err(MovieError::Encoding(format!(
                    "parts of a {} cannot be joined without encoding them again: make it in one go, or end the name in \
                     .mp4, .webm, .mkv, .mov, .apng or %05d.png",
                    self.container.extension()
                )));
            }
            same => same,
        };
        Ok(Format { container, ..self })
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
