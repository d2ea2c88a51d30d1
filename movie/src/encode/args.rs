//! What ffmpeg is told: a plain value in, a list of arguments out.

use std::ffi::OsString;
use std::path::PathBuf;

use super::codec::{Chroma, Codec};
use super::container::Container;
use super::encoder::Encoder;
use super::format::Format;
use super::track::Track;
use super::url::file_url;
use super::{PixelFormat, remux};
use crate::frame::{Rows, Size};

/// A movie as the encoder sees it: raw frames in, a file out.
#[derive(Debug, Clone)]
pub struct Movie {
    /// Size of the frames, as the pixel format needs it.
    pub size: Size,
    /// How the rows of each frame lie.
    pub rows: Rows,
    /// Frames a second.
    pub fps: f64,
    /// Container and codec.
    pub format: Format,
    /// ffmpeg's encoder of that codec.
    pub encoder: Encoder,
    /// The file must play at every moment while it is written, whatever ends its writer.
    pub crash_safe: bool,
    /// It is read while it is written, and nobody can go back in it.
    pub streamed: bool,
    /// What is made of the file.
    pub aim: Aim,
    /// Most threads that a software encoder takes.
    pub threads: Option<usize>,
    /// What is heard.
    pub track: Track,
    /// Where ffmpeg reads what the movie says of itself.
    pub description: Option<String>,
    /// A second file that gets the frames as they are sent, without loss.
    pub copy: Option<PathBuf>,
}

/// What is made of a file when it is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Aim {
    /// It is the movie.
    #[default]
    Movie,
    /// It is the movie, and what goes in must be in it soon, not some frames later.
    Live,
    /// Others like it are joined to it, without encoding them again.
    Part {
        /// Nothing comes before it.
        is_first: bool,
    },
}

/// The tags that say what the numbers of a picture mean: their range, and the matrix that makes RGB of them. They
/// convert nothing: [`Converter`](super::Converter) converts, with the same matrix and range. Primaries are those of
/// BT.709, which are sRGB's.
///
/// The transfer tag is sRGB's (IEC 61966-2-1), because a canvas holds sRGB values and the conversion leaves their
/// curve alone. A tag of `bt709` would be drawn lighter by players that honour it, such as QuickTime and Safari;
/// Chrome and Firefox draw both alike. The Academy Software Foundation's encoding guidelines recommend the same.
fn tags(pixels: PixelFormat) -> [&'static str; 8] {
    let (range, matrix) = match pixels {
        PixelFormat::Yuv420p => ("tv", "bt709"),
        PixelFormat::Yuv444p => ("pc", "bt709"),
        PixelFormat::Rgba | PixelFormat::Pal8 | PixelFormat::Pal8Alpha => ("pc", "rgb"),
    };
    [
        "-color_range",
        range,
        "-colorspace",
        matrix,
        "-color_primaries",
        "bt709",
        "-color_trc",
        "iec61966-2-1",
    ]
}

/// Has ffmpeg make YUV from RGBA with BT.709's matrix, for formats that kinora's converter does not know. It rounds
/// as exactly as it can.
const TO_YUV: &str =
    "scale=in_range=pc:out_range=tv:out_color_matrix=bt709:flags=accurate_rnd+full_chroma_int";

/// The tags again, on the frames: the ProRes encoder looks there.
pub const TAG_FRAMES: &str =
    "setparams=range=tv:colorspace=bt709:color_primaries=bt709:color_trc=iec61966-2-1";

/// The whole argument list for encoding raw frames from stdin into the file that ffmpeg calls `url`, which is replaced.
pub fn encode(movie: &Movie, url: OsString) -> Vec<OsString> {
    let format = movie.format;
    let pixels = format.pixel_format();
    let mut args = Args::default();
    args.add(["-hide_banner", "-nostats", "-loglevel", "warning", "-y"]);
    args.add(movie.encoder.device().iter().copied());

    let rate = movie.fps.to_string();
    if pixels.is_indexed() {
        let bytes = pixels.bytes(movie.size).to_string();
        args.add(["-f", "image2pipe", "-c:v", "targa", "-frame_size", &bytes]);
        args.add(["-framerate", &rate]);
    } else {
        // A movie without alpha says so, or ffmpeg would keep a canvas's alpha.
        let raw = match pixels {
            PixelFormat::Rgba if !format.alpha => "rgb0",
            pixels => pixels.name(),
        };
        let (width, height) = (movie.size.width(), movie.size.height());
        args.add(["-f", "rawvideo", "-pix_fmt", raw]);
        args.add(["-video_size", &format!("{width}x{height}")]);
        args.add(["-framerate", &rate]);
    }
    args.add(tags(pixels));
    let sounds = movie.track.inputs_count();
    if sounds > 0 || movie.description.is_some() {
        // Beside a second input, ffmpeg before 6 gives the first a thread that reads eight frames ahead, and sleeps for
        // 10 ms whenever it is behind; 0: no thread. Later versions take it for their own number.
        args.add(["-thread_queue_size", "0"]);
    }
    args.add(["-i", "pipe:0"]);
    args.0.extend(movie.track.inputs());
    if let Some(description) = &movie.description {
        args.add(["-f", "ffmetadata", "-i", description]);
    }
    if sounds > 0 {
        args.add(["-map", "0:v:0"]);
        let map = movie.track.map(1);
        args.add(map.iter().map(String::as_str));
    }
    if movie.description.is_some() {
        args.add(["-map_metadata", &(1 + sounds).to_string()]);
    }

    let mut filters = vec![];
    // A picture file says itself how its rows lie.
    let is_turned = movie.rows == Rows::BottomUp && !pixels.is_indexed();
    if is_turned {
        // Costs nothing: the filter only reverses the order in which the encoder takes the rows.
        filters.push("vflip");
        if !movie.encoder.takes_turned_rows() {
            filters.push("copy");
        }
    }
    match format.codec {
        Codec::Prores => filters.extend([TO_YUV, prores_pixels(format.alpha), TAG_FRAMES]),
        Codec::Vp9 if format.alpha => filters.extend([TO_YUV, "format=yuva420p", TAG_FRAMES]),
        _ => {}
    }
    filters.extend(movie.encoder.filter());
    if !filters.is_empty() {
        args.add(["-vf", &filters.join(",")]);
    }

    args.add(["-c:v", movie.encoder.name()]);
    if let Some(threads) = movie.threads.filter(|_| !movie.encoder.is_hardware()) {
        args.add(["-threads", &threads.to_string()]);
    }
    let options = movie
        .encoder
        .options(format, movie.size, movie.fps, movie.aim);
    args.add(options.iter().map(String::as_str));
    if let Some(pixel_format) = pixel_format(movie) {
        args.add(["-pix_fmt", pixel_format]);
    }
    args.add(tags(match pixels {
        // ffmpeg makes YUV of it: see `TO_YUV`.
        PixelFormat::Rgba if !is_rgb(format.codec) => PixelFormat::Yuv420p,
        same => same,
    }));
    let options = movie.track.options(format);
    args.add(options.iter().map(String::as_str));
    args.add(container(format, movie.crash_safe || movie.streamed));
    args.0.push(url);

    if let Some(copy) = &movie.copy {
        args.add(["-map", "0:v:0", "-c:v", "ffv1", "-g", "1", "-f", "matroska"]);
        if pixels == PixelFormat::Pal8Alpha {
            args.add(["-pix_fmt", "bgra"]);
        }
        if is_turned {
            args.add(["-vf", "vflip"]);
        }
        args.0.push(file_url(copy));
    }
    args.0
}

fn prores_pixels(alpha: bool) -> &'static str {
    match alpha {
        true => "format=yuva444p10le",
        false => "format=yuv444p10le",
    }
}

/// How the pixels lie in the file; `None` leaves it to the filter.
fn pixel_format(movie: &Movie) -> Option<&'static str> {
    let Format {
        codec,
        chroma,
        alpha,
        ..
    } = movie.format;
    Some(match (codec, alpha) {
        _ if movie.encoder.is_hardware() => return None,
        (Codec::Vp9, true) => return None,
        (Codec::H264 | Codec::Hevc | Codec::Av1 | Codec::Vp9 | Codec::Raw, _) => match chroma {
            Chroma::Yuv420 => "yuv420p",
            Chroma::Yuv444 => "yuv444p",
        },
        (Codec::H264rgb, _) | (Codec::Ffv1, false) => "bgr0",
        (Codec::Ffv1 | Codec::WebP, true) | (Codec::WebP, false) => "bgra",
        (Codec::Png | Codec::Apng, false) => "rgb24",
        (Codec::Png | Codec::Apng, true) => "rgba",
        (Codec::Gif | Codec::Prores, _) => return None,
    })
}

fn is_rgb(codec: Codec) -> bool {
    matches!(
        codec,
        Codec::H264rgb | Codec::Ffv1 | Codec::Gif | Codec::WebP | Codec::Png | Codec::Apng
    )
}

/// What the container is told.
fn container(format: Format, in_fragments: bool) -> Vec<&'static str> {
    let clusters = if in_fragments {
        remux::SHORT_CLUSTERS
    } else {
        &[]
    };
    match format.container {
        Container::Mp4 | Container::Mov => {
            let name = match format.container {
                Container::Mov => "mov",
                _ => "mp4",
            };
            // Apple's players know HEVC by this name alone.
            let tag: &[_] = match format.codec {
                Codec::Hevc => &["-tag:v", "hvc1"],
                _ => &[],
            };
            let (parts, whole) = (
                remux::in_fragments(format.container),
                remux::whole(format.container),
            );
            let flags: &[_] = match in_fragments {
                true => &parts,
                false => &whole,
            };
            [tag, flags, &["-f", name]].concat()
        }
        Container::WebM => [clusters, &["-f", "webm"]].concat(),
        Container::Mkv => [clusters, &["-f", "matroska"]].concat(),
        // Where two pictures have the same palette, ffmpeg 5.1 marks what did not change with a colour that it takes for
        // unused, and now and then is not.
        Container::Gif => vec!["-gifflags", "-transdiff", "-loop", "0", "-f", "gif"],
        Container::WebP => vec!["-loop", "0", "-f", "webp"],
        Container::Apng => vec!["-plays", "0", "-f", "apng"],
        Container::PngSequence => vec!["-start_number", "0", "-f", "image2"],
        Container::Y4m => vec!["-f", "yuv4mpegpipe"],
    }
}

#[derive(Default)]
struct Args(Vec<OsString>);

impl Args {
    fn add<'a>(&mut self, args: impl IntoIterator<Item = &'a str>) {
        self.0.extend(args.into_iter().map(OsString::from));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    use crate::encode::url::pattern_url;
    use crate::encode::{Encoding, Preset, Sound};

    fn args(name: &str, change: impl FnOnce(&mut Encoding, &mut Movie)) -> Vec<String> {
        let path = Path::new(name);
        let mut encoding = Encoding::default();
        let format = |encoding: &Encoding| {
            Format::new(path, encoding, 30.0, Preset::Medium)
                .expect("the test asks what is possible")
        };
        let mut movie = Movie {
            size: Size::new(640, 480).unwrap(),
            rows: Rows::BottomUp,
            fps: 20.0,
            format: format(&encoding),
            encoder: Encoder::software(format(&encoding), Size::new(640, 480).unwrap()),
            crash_safe: false,
            streamed: false,
            aim: Aim::Movie,
            threads: None,
            track: Track::default(),
            description: None,
            copy: None,
        };
        change(&mut encoding, &mut movie);
        movie.format = format(&encoding);
        movie.encoder = Encoder::software(movie.format, movie.size);
        let url = match movie.format.container {
            Container::PngSequence => pattern_url(path),
            _ => file_url(path),
        };
        encode(&movie, url)
            .into_iter()
            .map(|arg| arg.into_string().unwrap())
            .collect()
    }

    fn count(args: &[String], pair: [&str; 2]) -> usize {
        args.windows(2).filter(|window| window == &pair).count()
    }

    #[test]
    fn frames_and_file_carry_the_same_colour_tags() {
        let args = args("a.mp4", |_, _| {});
        for tag in tags(PixelFormat::Yuv420p).chunks(2) {
            assert_eq!(count(&args, [tag[0], tag[1]]), 2, "{tag:?}");
        }
    }

    #[test]
    fn size_rate_and_quality_reach_ffmpeg() {
        let args = args("a b.mp4", |encoding, movie| {
            encoding.crf = Some(21);
            encoding.preset = Some(Preset::Fast);
            movie.fps = 30000.0 / 1001.0;
        });
        assert_eq!(count(&args, ["-video_size", "640x480"]), 1);
        assert_eq!(count(&args, ["-framerate", "29.97002997002997"]), 1);
        assert_eq!(count(&args, ["-crf", "21"]), 1);
        assert_eq!(count(&args, ["-preset", "fast"]), 1);
        assert_eq!(count(&args, ["-vf", "vflip"]), 1);
        assert_eq!(args.last().unwrap(), "file:a b.mp4");
    }

    #[test]
    fn what_a_movie_says_of_itself_is_read_after_frames_and_sound() {
        let described = args("a.mp4", |_, movie| {
            movie.description = Some("pipe:7".into());
        });
        assert_eq!(count(&described, ["-i", "pipe:7"]), 1);
        assert_eq!(count(&described, ["-map_metadata", "1"]), 1);
        let sounding = args("a.mp4", |_, movie| {
            movie.description = Some("pipe:7".into());
            movie.track.file = Some(Sound::named("a.wav"));
        });
        assert_eq!(count(&sounding, ["-map_metadata", "2"]), 1);
    }

    #[test]
    fn beside_a_second_input_frames_are_read_without_a_thread() {
        let thread = ["-thread_queue_size", "0"];
        assert_eq!(count(&args("a.mp4", |_, _| {}), thread), 0);
        for described in [false, true] {
            let with_second = args("a.mp4", |_, movie| match described {
                true => movie.description = Some("pipe:7".into()),
                false => movie.track.file = Some(Sound::named("a.wav")),
            });
            assert_eq!(count(&with_second, thread), 1);
        }
    }

    #[test]
    fn an_encoder_takes_no_more_threads_than_it_may() {
        assert!(!args("a.mp4", |_, _| {}).contains(&"-threads".into()));
        let some = args("a.mp4", |_, movie| movie.threads = Some(3));
        assert_eq!(count(&some, ["-threads", "3"]), 1);
    }

    #[test]
    fn alpha_goes_to_ffmpeg_only_where_it_was_asked_for() {
        let plain = args("a.webp", |_, _| {});
        assert_eq!(count(&plain, ["-pix_fmt", "rgb0"]), 1);
        let clear = args("a.webp", |encoding, _| encoding.alpha = true);
        assert_eq!(count(&clear, ["-pix_fmt", "rgba"]), 1);
        assert_eq!(count(&clear, ["-pix_fmt", "bgra"]), 1);
    }

    #[test]
    fn a_percent_sign_in_a_folder_is_no_number() {
        assert_eq!(
            args("100%d/%03d.png", |_, _| {}).last().unwrap(),
            "file:100%%d/%03d.png"
        );
    }
}
