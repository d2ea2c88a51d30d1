//! What each encoder calls speed and quality.

use super::{Encoder, Maker};
use crate::encode::args::Aim;
use crate::encode::codec::{Codec, Preset};
use crate::encode::format::Format;
use crate::encode::limits::ffv1_slices;
use crate::frame::Size;

/// x264 gives the first picture of all fewer bits than key frames that come later, whose quality it takes from the pictures
/// before them. That of a later part gets half as much again: without it, movies of 250 frames a part lost up to 0.28 dB.
const LATER_PART: &str = " -x264-params stitchable=1:zones=0,0,b=1.5";

impl Encoder {
    /// Speed, quality and profile, for pictures of `size`. Where what goes in must come out at once, a movie of `fps` frames
    /// a second has a picture every second that stands for itself. Parts have the same head, and no picture of one needs
    /// another part.
    pub fn options(self, format: Format, size: Size, fps: f64, aim: Aim) -> Vec<String> {
        let low_delay = aim == Aim::Live;
        let step = format.preset as usize;
        let crf = format.crf.unwrap_or_default();
        let options = match self.maker {
            Maker::X26x => {
                let preset = format.preset.x264_name();
                let quality = match self.codec {
                    Codec::H264rgb => "-qp 0".into(),
                    _ => format!("-crf {crf}"),
                };
                let own = match (self.codec, aim) {
                    // x265 writes its own lines past ffmpeg's log level.
                    (Codec::Hevc, Aim::Part { .. }) => " -x265-params log-level=error:open-gop=0",
                    (Codec::Hevc, _) => " -x265-params log-level=error",
                    // The head does not depend on what is in the pictures.
                    (_, Aim::Part { is_first: true }) => " -x264-params stitchable=1",
                    (_, Aim::Part { is_first: false }) => LATER_PART,
                    _ => "",
                };
                let tune = if low_delay { " -tune zerolatency" } else { "" };
                format!("-preset {preset} {quality}{tune}{own}")
            }
            // It has no constant rate factor, but a quantizer of the same scale, whose bounds its rate control keeps to. (Without
            // rate control it takes another, which ffmpeg cannot tell it: libopenh264enc.c.)
            Maker::OpenH264 => {
                format!("-rc_mode quality -qmin {crf} -qmax {crf} -coder cabac -g 250")
            }
            Maker::SvtAv1 => {
                let preset = [12, 11, 10, 9, 8, 7, 5, 4, 2][step];
                format!("-preset {preset} -crf {crf}")
            }
            Maker::Aom => {
                // ffmpeg takes 0 to 8.
                let speed = [8, 8, 7, 6, 5, 4, 3, 2, 1][step];
                let usage = if step <= Preset::Veryfast as usize {
                    "realtime"
                } else {
                    "good"
                };
                let lag = if low_delay { " -lag-in-frames 0" } else { "" };
                format!("-usage {usage} -cpu-used {speed} -row-mt 1 -crf {crf} -b:v 0{lag}")
            }
            Maker::Vpx => {
                let speed = [8, 7, 6, 5, 4, 2, 1, 1, 0][step];
                let deadline = if step <= Preset::Veryfast as usize {
                    "realtime"
                } else {
                    "good"
                };
                let lag = if low_delay { " -lag-in-frames 0" } else { "" };
                // Alpha needs frames that are not put together from others.
                let alt_ref = if format.alpha { " -auto-alt-ref 0" } else { "" };
                format!(
                    "-deadline {deadline} -cpu-used {speed} -row-mt 1 -crf {crf} -b:v 0{lag}{alt_ref}"
                )
            }
            Maker::Plain => match self.codec {
                Codec::Ffv1 => format!("-level 3 -g 1 -slices {}", ffv1_slices(size)),
                Codec::Prores => "-profile:v 4444 -vendor apl0".into(),
                Codec::WebP => {
                    // Less effort than ffmpeg's own (4, 75) up to medium: files of drawings are as small.
                    let (method, effort) = [
                        (0, 0),
                        (0, 10),
                        (1, 20),
                        (2, 30),
                        (2, 40),
                        (3, 40),
                        (4, 75),
                        (5, 90),
                        (6, 100),
                    ][step];
                    match format.crf {
                        None => {
                            format!("-lossless 1 -compression_level {method} -quality {effort}")
                        }
                        // 100 is the best there.
                        Some(crf) => {
                            let quality = 100 - 2 * crf;
                            format!("-lossless 0 -compression_level {method} -quality {quality}")
                        }
                    }
                }
                Codec::Png | Codec::Apng => format!("-compression_level {}", step + 1),
                _ => String::new(),
            },
            Maker::Nvenc => {
                let preset = [1, 1, 2, 3, 4, 4, 5, 6, 7][step];
                format!("-preset p{preset} -rc vbr -cq {crf} -b:v 0")
            }
            Maker::Qsv => {
                let preset = format.preset.max(Preset::Veryfast).x264_name();
                format!("-preset {preset} -global_quality {crf}")
            }
            Maker::Vaapi => format!("-rc_mode CQP -qp {crf}"),
            // 1 (worst) to 100.
            Maker::VideoToolbox => format!("-q:v {}", 100u8.saturating_sub(crf * 2).max(1)),
        };
        let is_chain = matches!(
            self.codec,
            Codec::H264 | Codec::Hevc | Codec::Av1 | Codec::Vp9 | Codec::H264rgb
        );
        let key_frames = (low_delay && is_chain).then(|| ["-g".into(), fps.ceil().to_string()]);
        let options = options.split_whitespace().map(str::to_owned);
        options.chain(key_frames.into_iter().flatten()).collect()
    }
}

impl Preset {
    /// Its name, which x264 and x265 share.
    fn x264_name(self) -> &'static str {
        match self {
            Preset::Ultrafast => "ultrafast",
            Preset::Superfast => "superfast",
            Preset::Veryfast => "veryfast",
            Preset::Faster => "faster",
            Preset::Fast => "fast",
            Preset::Medium => "medium",
            Preset::Slow => "slow",
            Preset::Slower => "slower",
            Preset::Veryslow => "veryslow",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encode::{Chroma, Container};
    use clap::ValueEnum;

    #[test]
    fn every_encoder_has_options_for_every_preset() {
        for preset in Preset::value_variants() {
            for encoder in Encoder::all() {
                let format = Format {
                    container: Container::Mkv,
                    codec: encoder.codec,
                    chroma: Chroma::Yuv420,
                    alpha: false,
                    crf: encoder.codec.crf_range().and_then(|(usual, _)| usual),
                    preset: *preset,
                };
                let is_first = false;
                for aim in [Aim::Movie, Aim::Live, Aim::Part { is_first }] {
                    encoder.options(format, Size::new(640, 640).unwrap(), 30.0, aim);
                }
            }
        }
    }
}
