//! Files that play at every moment while they are written, and how they become ordinary ones.
//!
//! A live recording is written in fragments of a fifth of a second: each says by itself what is in it, so that a
//! file whose writer was killed plays up to its last fragment. Players seek and browsers start better in a file with
//! one index at its front, so a finished recording is packed anew, without encoding it again.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use super::container::Container;
use super::format::Format;
use super::target::{Claimed, What};
use super::track::Track;
use super::url::file_url;
use crate::MovieError;

/// Writes a fragment every fifth of a second, and each at once. The index goes before the first of them, when it is known what an
/// encoder adds before the first picture and the first sample: without that, sound and pictures are some hundredths of a second
/// apart.
pub fn in_fragments(container: Container) -> [&'static str; 6] {
    let flags = match container {
        Container::Mov => "+delay_moov+default_base_moof+write_colr+use_metadata_tags",
        _ => "+delay_moov+default_base_moof+write_colr",
    };
    [
        "-movflags",
        flags,
        "-frag_duration",
        "200000",
        "-flush_packets",
        "1",
    ]
}

/// What such files have that are written as a whole: the index goes to the front, so that a browser plays before it has the whole
/// file. The lengths of QuickTime's own tags have 16 bits, which is not enough for a take.
pub fn whole(container: Container) -> [&'static str; 2] {
    let flags = match container {
        Container::Mov => "+faststart+write_colr+use_metadata_tags",
        _ => "+faststart+write_colr",
    };
    ["-movflags", flags]
}

/// Matroska's clusters are fragments by nature: one every fifth of a second, too.
pub const SHORT_CLUSTERS: &[&str] = &["-cluster_time_limit", "200", "-flush_packets", "1"];

/// Whether a file of this kind that was written in fragments is to be packed anew when it is finished. Matroska gets
/// its index at its end, where its players look for it.
pub fn needs_packing(container: Container) -> bool {
    matches!(container, Container::Mp4 | Container::Mov)
}

/// Whether what there is of a file plays when its writer is gone. WebP is written at its end.
pub fn plays_unfinished(container: Container) -> bool {
    container != Container::WebP
}

/// What ffmpeg reads such a file with, whatever is in it: by itself it takes a text for a list of other files. `None` for
/// what it does not read.
pub fn demuxer(container: Container) -> Option<&'static str> {
    Some(match container {
        Container::Mp4 | Container::Mov => "mov",
        Container::WebM | Container::Mkv => "matroska",
        Container::Gif => "gif",
        Container::Apng => "apng",
        Container::Y4m => "yuv4mpegpipe",
        Container::WebP | Container::PngSequence => return None,
    })
}

/// What ffmpeg is told before a file that may have been cut off in the middle of a picture: that one is none.
pub const WHOLE_PICTURES: [&str; 2] = ["-fflags", "+discardcorrupt"];

/// The file as ffmpeg is told it, without the head of a fragment at its end that was cut off in its middle: with that, it
/// takes the whole file for damaged.
pub fn whole_fragments(path: &Path, container: Container) -> OsString {
    let file = file_url(path);
    let cut_off = match needs_packing(container) {
        true => begins_of_head(path).ok().flatten(),
        false => None,
    };
    match cut_off {
        Some(end) => {
            let mut part = OsString::from(format!("subfile,,start,0,end,{end},,:"));
            part.push(file);
            part
        }
        None => file,
    }
}

/// Where the last box of an MP4 file begins (ISO/IEC 14496-12, 4.2: size, then name), if it is the head of a fragment
/// (`moof`), or too short to say what it is, and ends before it should.
fn begins_of_head(path: &Path) -> io::Result<Option<u64>> {
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    let mut at = 0;
    while at < length {
        let mut head = [0; 16];
        file.seek(SeekFrom::Start(at))?;
        let there = (length - at).min(16) as usize;
        file.read_exact(&mut head[..there])?;
        let (short, name, long) = (&head[..4], &head[4..8], &head[8..]);
        let size = match u32::from_be_bytes(short.try_into().unwrap_or_default()) {
            1 => u64::from_be_bytes(long.try_into().unwrap_or_default()),
            size => size.into(),
        };
        if there < 8 || (name == b"moof" && at + size > length) {
            return Ok(Some(at));
        }
        if size < 8 {
            break;
        }
        at += size;
    }
    Ok(None)
}

/// How ffmpeg is told to write an ordinary file of this kind of what is encoded already.
pub fn muxer(container: Container) -> impl Iterator<Item = &'static str> {
    let options: &[_] = match container {
        Container::Mp4 => &["-f", "mp4"],
        Container::Mov => &["-f", "mov"],
        Container::WebM => &["-f", "webm"],
        Container::Mkv => &["-f", "matroska"],
        Container::Gif => &["-loop", "0", "-f", "gif"],
        Container::WebP => &["-loop", "0", "-f", "webp"],
        Container::Apng => &["-plays", "0", "-f", "apng"],
        Container::PngSequence => &["-start_number", "0", "-f", "image2"],
        Container::Y4m => &["-f", "yuv4mpegpipe"],
    };
    let index = needs_packing(container).then(|| whole(container));
    index.into_iter().flatten().chain(options.iter().copied())
}

/// What becomes of the sound of a movie that is packed anew.
#[derive(Debug, Clone, Copy)]
pub enum SoundChange<'a> {
    /// It stays.
    Same,
    /// It is left out.
    Removed,
    /// That instead, in a file of that format.
    Replaced(&'a Track, Format),
}

/// Packs the movie `from` anew into `to`, which exists and is replaced: the same pictures, an ordinary file. It says
/// `description` of itself, in ffmpeg's format for metadata, or else what `from` does.
///
/// # Errors
/// [`MovieError::Ffmpeg`] if there is nothing in it that plays; [`MovieError::File`].
pub fn pack(
    from: &Path,
    to: &Path,
    container: Container,
    description: Option<&str>,
    sound: SoundChange,
) -> Result<(), MovieError> {
    let demuxer = demuxer(container).ok_or_else(|| MovieError::NotRecoverable(from.into()))?;
    let mut args: Vec<OsString> = ["-hide_banner", "-nostats", "-loglevel", "error", "-y"]
        .map(OsString::from)
        .into();
    args.extend(WHOLE_PICTURES.map(OsString::from));
    args.extend(["-f", demuxer, "-i"].map(OsString::from));
    args.push(whole_fragments(from, container));
    let silence = Track::default();
    let track = match sound {
        SoundChange::Replaced(track, _) => track,
        SoundChange::Same | SoundChange::Removed => &silence,
    };
    args.extend(track.inputs());
    let told = match description {
        Some(description) => {
            let told = Claimed::new(&to.with_extension("ffmetadata"), What::Aid);
            fs::write(told.path(), description).map_err(MovieError::file("write", told.path()))?;
            args.extend(["-f", "ffmetadata", "-i"].map(OsString::from));
            args.push(file_url(told.path()));
            let input = (1 + track.inputs_count()).to_string();
            args.extend(["-map_metadata", &input].map(OsString::from));
            Some(told)
        }
        None => None,
    };
    let pictures = match sound {
        SoundChange::Same => "0",
        SoundChange::Removed | SoundChange::Replaced(..) => "0:v",
    };
    args.extend(["-map", pictures, "-c", "copy"].map(OsString::from));
    args.extend(track.map(1).into_iter().map(OsString::from));
    if let SoundChange::Replaced(_, format) = sound {
        args.extend(track.options(format).into_iter().map(OsString::from));
    }
    args.extend(muxer(container).map(OsString::from));
    args.push(file_url(to));
    let packed = super::ffmpeg::run(args, drop);
    if let Some(told) = told {
        // It is read, and nobody's any more.
        let _ = fs::remove_file(told.path());
    }
    packed
}
