//! The arguments that say how a movie is encoded.

use clap::Args;
use kinora_movie::encode::{Chroma, Codec, EncoderChoice, Encoding, Preset};

/// How a movie is encoded.
#[derive(Args)]
pub struct EncodingArgs {
    /// What is in the file: h264, hevc and av1 go into .mp4; vp9 and av1 into .webm; all of these, h264rgb and ffv1
    /// into .mkv; prores, h264 and hevc into .mov. The first one if left out.
    #[arg(long, value_name = "C", value_enum, hide_possible_values = true)]
    codec: Option<Codec>,
    /// Constant rate factor: 0 is best; up to 51 (h264, hevc) or 63 (vp9, av1).
    #[arg(long, value_name = "Q")]
    crf: Option<u8>,
    /// How much time the encoder takes to make the file small: ultrafast, superfast, veryfast, faster, fast, medium,
    /// slow, slower or veryslow.
    #[arg(long, value_name = "P", value_enum, hide_possible_values = true)]
    preset: Option<Preset>,
    /// How many pixels share their colour: 420 (four; plays everywhere) or 444 (none; thin coloured lines stay sharp).
    #[arg(long, value_name = "420|444", value_enum, hide_possible_values = true)]
    pix_fmt: Option<Chroma>,
    /// Keep the transparency of the canvas, which then begins each frame clear instead of black: in .mov, .webm, .webp,
    /// .apng, .png and %05d.png; in .gif a pixel is clear, or from half its alpha on opaque.
    #[arg(long)]
    pub alpha: bool,
    /// Who encodes: software, or auto for the graphics card if it can.
    #[arg(
        long,
        value_name = "E",
        value_enum,
        default_value = "software",
        hide_possible_values = true
    )]
    encoder: EncoderChoice,
}

impl EncodingArgs {
    pub fn encoding(&self) -> Encoding {
        Encoding {
            container: None,
            codec: self.codec,
            crf: self.crf,
            preset: self.preset,
            chroma: self.pix_fmt,
            alpha: self.alpha,
            encoder: self.encoder,
            audio: None,
        }
    }
}
