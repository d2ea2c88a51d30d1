//! What is chosen of an encoder: the codec, how much time it has, how colours are kept.

/// How the pictures of a movie are compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
#[non_exhaustive]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
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
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
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
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
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
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
pub enum EncoderChoice {
    /// The processor: the same file on every machine.
    #[default]
    Software,
    /// The graphics card, if a short encoding on it works; or else the processor.
    Auto,
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

    pub(super) fn has_chroma(self, chroma: Chroma) -> bool {
        match self {
            Codec::H264 | Codec::Hevc | Codec::Av1 | Codec::Vp9 => true,
            // Its header has no place for the full range that 4:4:4 has here.
            Codec::Raw => chroma == Chroma::Yuv420,
            _ => chroma == Chroma::Yuv444,
        }
    }
}
