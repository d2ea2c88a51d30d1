//! ffmpeg's encoders: which there are, and whether the graphics card's work here.

mod options;

use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::ask::has_encoder;
use super::codec::{Chroma, Codec, EncoderChoice};
use super::container::Container;
use super::format::Format;
use super::limits;
use crate::MovieError;
use crate::frame::Size;

/// One of ffmpeg's video encoders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Encoder {
    name: &'static str,
    codec: Codec,
    maker: Maker,
}

/// Whose encoder it is: each calls its options otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Maker {
    /// x264 and x265.
    X26x,
    OpenH264,
    SvtAv1,
    Aom,
    Vpx,
    /// ffmpeg's own, libwebp, ProRes.
    Plain,
    Nvenc,
    Qsv,
    Vaapi,
    VideoToolbox,
}

const SOFTWARE: [Encoder; 15] = [
    Encoder::new("libx264", Codec::H264, Maker::X26x),
    // What distributions have that may not have x264, as Fedora.
    Encoder::new("libopenh264", Codec::H264, Maker::OpenH264),
    Encoder::new("libx265", Codec::Hevc, Maker::X26x),
    Encoder::new("libsvtav1", Codec::Av1, Maker::SvtAv1),
    Encoder::new("libaom-av1", Codec::Av1, Maker::Aom),
    Encoder::new("libvpx-vp9", Codec::Vp9, Maker::Vpx),
    Encoder::new("libx264rgb", Codec::H264rgb, Maker::X26x),
    Encoder::new("ffv1", Codec::Ffv1, Maker::Plain),
    Encoder::new("prores_ks", Codec::Prores, Maker::Plain),
    Encoder::new("gif", Codec::Gif, Maker::Plain),
    Encoder::new(ANIMATED_WEBP, Codec::WebP, Maker::Plain),
    Encoder::new("libwebp", Codec::WebP, Maker::Plain),
    Encoder::new("png", Codec::Png, Maker::Plain),
    Encoder::new("apng", Codec::Apng, Maker::Plain),
    Encoder::new("wrapped_avframe", Codec::Raw, Maker::Plain),
];

/// The WebP encoder that keeps what is the same from frame to frame. With loss it takes what changes little for the same,
/// and slow movements leave trails: then each frame is encoded by itself.
const ANIMATED_WEBP: &str = "libwebp_anim";

/// In the order in which they are tried.
const HARDWARE: [Encoder; 11] = [
    Encoder::new("h264_nvenc", Codec::H264, Maker::Nvenc),
    Encoder::new("h264_qsv", Codec::H264, Maker::Qsv),
    Encoder::new("h264_vaapi", Codec::H264, Maker::Vaapi),
    Encoder::new("h264_videotoolbox", Codec::H264, Maker::VideoToolbox),
    Encoder::new("hevc_nvenc", Codec::Hevc, Maker::Nvenc),
    Encoder::new("hevc_qsv", Codec::Hevc, Maker::Qsv),
    Encoder::new("hevc_vaapi", Codec::Hevc, Maker::Vaapi),
    Encoder::new("hevc_videotoolbox", Codec::Hevc, Maker::VideoToolbox),
    Encoder::new("av1_nvenc", Codec::Av1, Maker::Nvenc),
    Encoder::new("av1_qsv", Codec::Av1, Maker::Qsv),
    Encoder::new("av1_vaapi", Codec::Av1, Maker::Vaapi),
];

/// How long a probe may take. A driver without its card may hang.
const PROBE_PATIENCE: Duration = Duration::from_secs(5);

/// SVT-AV1 takes no picture smaller than this on either side.
const SVT_LEAST_SIDE: u32 = 64;

impl Encoder {
    const fn new(name: &'static str, codec: Codec, maker: Maker) -> Encoder {
        Encoder { name, codec, maker }
    }

    /// The encoder for a file of this format and size: the graphics card's only if it was asked for and has just
    /// proved to work.
    pub fn choose(format: Format, size: Size, choice: EncoderChoice) -> Encoder {
        let hardware = || {
            HARDWARE
                .into_iter()
                .filter(|encoder| encoder.codec == format.codec)
                .find(|encoder| encoder.works())
        };
        match choice {
            // What cards make of 4:4:4 differs too much from one to the next.
            EncoderChoice::Auto if format.chroma == Chroma::Yuv420 && !format.alpha => hardware(),
            _ => None,
        }
        .unwrap_or_else(|| Encoder::software(format, size))
    }

    /// The processor's encoder.
    pub fn software(format: Format, size: Size) -> Encoder {
        let fits = |encoder: &Encoder| match encoder.maker {
            Maker::SvtAv1 => {
                format.chroma == Chroma::Yuv420
                    && size.width().min(size.height()) >= SVT_LEAST_SIDE
                    && has_encoder(encoder.name)
            }
            _ => encoder.name != ANIMATED_WEBP || format.is_lossless(),
        };
        SOFTWARE
            .into_iter()
            .filter(|encoder| encoder.codec == format.codec)
            .find(fits)
            .expect("every codec has a software encoder")
    }

    /// Refuses a movie of a size that it cannot do, before anything is drawn.
    ///
    /// # Errors
    /// [`MovieError::EncoderSize`].
    pub fn check(self, format: Format, size: Size) -> Result<(), MovieError> {
        match limits::remedy(format, size, self.maker == Maker::SvtAv1) {
            None => Ok(()),
            Some(remedy) => Err(MovieError::EncoderSize {
                codec: self.codec.name(),
                size,
                remedy,
            }),
        }
    }

    /// Those of the processor that may take its place where ffmpeg was built without it, the best last.
    pub fn spare(self, format: Format) -> impl Iterator<Item = Encoder> {
        let takes = move |encoder: &Encoder| {
            encoder.codec == self.codec
                && *encoder != self
                && encoder.maker == Maker::OpenH264
                && format.chroma == Chroma::Yuv420
        };
        SOFTWARE.into_iter().filter(takes)
    }

    /// The formats that this ffmpeg can write, each with its codecs, for messages: ".webm (vp9, av1), .gif, …".
    pub fn what_works() -> String {
        let works = |codec: Codec| {
            let mut encoders = SOFTWARE.iter().filter(|encoder| encoder.codec == codec);
            encoders.any(|encoder| has_encoder(encoder.name))
        };
        let formats = Container::all().into_iter().filter_map(|container| {
            let codecs = container.codecs();
            let names: Vec<_> = codecs
                .iter()
                .filter(|&&codec| works(codec))
                .map(|codec| codec.name())
                .collect();
            match (names.is_empty(), codecs.len()) {
                (true, _) => None,
                (false, 1) => Some(container.extension().to_owned()),
                (false, _) => Some(format!("{} ({})", container.extension(), names.join(", "))),
            }
        });
        formats.collect::<Vec<_>>().join(", ")
    }

    /// Every encoder there may be, the processor's first.
    pub fn all() -> impl Iterator<Item = Encoder> {
        SOFTWARE.into_iter().chain(HARDWARE)
    }

    /// ffmpeg's name of one, as it is written here; "copy" for one that there is not.
    pub fn named(name: &str) -> &'static str {
        let known = Encoder::all().find(|encoder| encoder.name == name);
        known.map_or("copy", Encoder::name)
    }

    /// ffmpeg's name for it.
    pub fn name(self) -> &'static str {
        self.name
    }

    /// Whether a graphics card encodes.
    pub fn is_hardware(self) -> bool {
        matches!(
            self.maker,
            Maker::Nvenc | Maker::Qsv | Maker::Vaapi | Maker::VideoToolbox
        )
    }

    /// Encodes a few frames and throws them away. The list of encoders says only what ffmpeg was built with.
    pub fn works(self) -> bool {
        if !has_encoder(self.name) {
            return false;
        }
        let mut command = Command::new(ffmpeg_sidecar::paths::ffmpeg_path());
        command.args(["-hide_banner", "-loglevel", "quiet", "-nostdin"]);
        command.args(self.device());
        command.args(["-f", "lavfi", "-i", "color=size=320x240:rate=30"]);
        if let Some(filter) = self.filter() {
            command.args(["-vf", filter]);
        }
        command.args(["-frames:v", "5", "-c:v", self.name, "-f", "null", "-"]);
        succeeds(command)
    }

    /// Options that come before the input.
    pub fn device(self) -> &'static [&'static str] {
        match self.maker {
            Maker::Vaapi => &["-vaapi_device", "/dev/dri/renderD128"],
            _ => &[],
        }
    }

    /// What must be done with the frames before it takes them.
    pub fn filter(self) -> Option<&'static str> {
        match self.maker {
            Maker::Vaapi => Some("format=nv12,hwupload"),
            Maker::Qsv => Some("format=nv12"),
            _ => None,
        }
    }

    /// Whether it takes frames whose rows lie bottom-up in memory. SVT-AV1 hangs; cards are not relied upon.
    pub fn takes_turned_rows(self) -> bool {
        !self.is_hardware() && !matches!(self.maker, Maker::SvtAv1 | Maker::OpenH264)
    }
}

/// Whether it ends well within [`PROBE_PATIENCE`].
fn succeeds(mut command: Command) -> bool {
    let null = (Stdio::null(), Stdio::null(), Stdio::null());
    let spawned = command.stdin(null.0).stdout(null.1).stderr(null.2).spawn();
    let Ok(mut child) = spawned else {
        return false;
    };
    let deadline = Instant::now() + PROBE_PATIENCE;
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) if Instant::now() < deadline => thread::sleep(Duration::from_millis(5)),
            _ => {
                let _ = child.kill();
                let _ = child.wait();
                return false;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encode::{Encoding, Preset};
    use std::path::Path;

    fn format(name: &str, encoding: &Encoding) -> Format {
        Format::new(Path::new(name), encoding, 30.0, Preset::Medium).unwrap()
    }

    fn size(side: u32) -> Size {
        Size::new(side, side).unwrap()
    }

    #[test]
    fn av1_goes_to_an_encoder_that_takes_it() {
        let encoding = Encoding {
            codec: Some(Codec::Av1),
            ..Encoding::default()
        };
        let small = Encoder::software(format("a.mp4", &encoding), size(32));
        assert_eq!(small.name(), "libaom-av1");
        let sharp = Encoding {
            chroma: Some(Chroma::Yuv444),
            ..encoding
        };
        let sharp = Encoder::software(format("a.mp4", &sharp), size(640));
        assert_eq!(sharp.name(), "libaom-av1");
    }

    #[test]
    fn a_probe_tells_what_works_here() {
        let x264 = Encoder::software(format("a.mp4", &Encoding::default()), size(64));
        assert!(x264.works());
        let nobody = Encoder::new("no_such_encoder", Codec::H264, Maker::Plain);
        assert!(!nobody.works());
    }
}
