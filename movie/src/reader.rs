//! The pictures of a movie, one after the other.

use std::path::{Path, PathBuf};

use ffmpeg_sidecar::child::FfmpegChild;
use ffmpeg_sidecar::command::FfmpegCommand;
use ffmpeg_sidecar::event::{FfmpegEvent, LogLevel};
use ffmpeg_sidecar::iter::FfmpegIterator;
use image::RgbImage;

use crate::MovieError;
use crate::encode::url::file_url;
use crate::frame::Size;

/// The demuxers of files that hold pictures themselves. ffmpeg has others, which take a text for a list of files to open
/// (HLS, ffconcat, DASH), whatever the name says.
const CONTAINERS: &str = "apng,asf,avi,bmp_pipe,dnxhd,dv,flv,gif,h264,hevc,image2,ivf,jpeg_pipe,m4v,matroska,webm,mjpeg,mov,\
                          mp4,mpeg,mpegts,mpegvideo,mxf,nut,obu,ogg,png_pipe,tiff_pipe,webp_pipe,wtv,y4m,yuv4mpegpipe";

/// Reads the movies that ffmpeg reads, but no lists of other files, as an iterator of pictures. Frame n is what a player shows at n / [`fps`](Self::fps).
///
/// ```no_run
/// use kinora_movie::VideoReader;
///
/// # fn main() -> Result<(), kinora_movie::MovieError> {
/// let movie = VideoReader::open("pulse.mp4")?;
/// println!("{} at {} fps", movie.size(), movie.fps());
/// for frame in movie {
///     let frame = frame?; // an image::RgbImage
///     println!("{:?}", frame.get_pixel(0, 0));
/// }
/// # Ok(())
/// # }
/// ```
///
/// Colours are sRGB: a player's, who honours the tags of the file.
pub struct VideoReader {
    child: FfmpegChild,
    events: FfmpegIterator,
    size: Size,
    fps: f64,
    path: PathBuf,
    last_words: String,
    ended: bool,
}

impl VideoReader {
    /// Opens a movie.
    ///
    /// # Errors
    /// [`MovieError::NoFile`]; [`MovieError::Unreadable`] if ffmpeg finds no picture in it;
    /// [`MovieError::FfmpegMissing`].
    pub fn open(path: impl AsRef<Path>) -> Result<VideoReader, MovieError> {
        let path = path.as_ref();
        if !path.is_file() {
            return Err(MovieError::NoFile(path.to_owned()));
        }
        let mut command = FfmpegCommand::new();
        command.args(["-hide_banner", "-nostats", "-nostdin"]);
        command.args(["-format_whitelist", CONTAINERS, "-i"]);
        command.as_inner_mut().arg(file_url(path));
        command.args(["-map", "0:v:0"]);
        command.args([
            "-sws_flags",
            "accurate_rnd+full_chroma_int+full_chroma_inp+bicubic",
        ]);
        command.rawvideo();
        let mut child = command.spawn().map_err(crate::encode::spawn_failed)?;
        drop(child.take_stdin());
        let unreadable = |words: String| MovieError::Unreadable {
            path: path.to_owned(),
            last_words: words,
        };
        let opened = child.iter().and_then(|mut events| {
            let about = events.collect_metadata()?;
            Ok((events, about))
        });
        let (events, about) = opened.map_err(|error| {
            crate::encode::end(&mut child);
            // Before ffmpeg's own words come those of the crate that looked for them.
            let words = error.to_string();
            let words = words.split("occurred: ").last().unwrap_or(&words);
            unreadable(words.to_owned())
        })?;
        let video = about
            .output_streams
            .iter()
            .find_map(|stream| stream.video_data())
            .ok_or_else(|| unreadable(String::new()))?;
        Ok(VideoReader {
            size: Size::new(video.width, video.height)?,
            fps: f64::from(video.fps),
            child,
            events,
            path: path.to_owned(),
            last_words: String::new(),
            ended: false,
        })
    }

    /// Width and height of its pictures.
    pub fn size(&self) -> Size {
        self.size
    }

    /// Frames a second.
    pub fn fps(&self) -> f64 {
        self.fps
    }

    fn failed(&self) -> MovieError {
        MovieError::Unreadable {
            path: self.path.clone(),
            last_words: self.last_words.clone(),
        }
    }
}

impl Iterator for VideoReader {
    /// [`MovieError::Unreadable`] when ffmpeg fails in the middle.
    type Item = Result<RgbImage, MovieError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        for event in self.events.by_ref() {
            match event {
                FfmpegEvent::OutputFrame(frame) => {
                    let image = RgbImage::from_raw(frame.width, frame.height, frame.data);
                    return Some(image.ok_or_else(|| self.failed()));
                }
                FfmpegEvent::Log(LogLevel::Error | LogLevel::Fatal, words) => {
                    self.last_words = words;
                }
                _ => {}
            }
        }
        self.ended = true;
        match self.child.wait() {
            Ok(status) if status.success() => None,
            _ => Some(Err(self.failed())),
        }
    }
}

impl std::iter::FusedIterator for VideoReader {}

impl Drop for VideoReader {
    fn drop(&mut self) {
        crate::encode::end(&mut self.child);
    }
}

impl std::fmt::Debug for VideoReader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "VideoReader({}, {})", self.path.display(), self.size)
    }
}
