//! MP4 and QuickTime (ISO/IEC 14496-12): boxes of a length and a name, some with boxes inside.

use std::io;

use super::invalid;
use super::walk::Walk;

/// The samples of the video track: those of its table, and those of the fragments after it.
pub fn count(mut file: Walk) -> io::Result<u64> {
    let mut video = None;
    let mut samples = 0;
    while !file.is_at_end() {
        let (name, length) = next(&mut file)?;
        match &name {
            b"moov" => {
                let moov = file.take_all(length)?;
                let tracks = boxes(&moov).filter(|(name, _)| name == b"trak");
                let track = tracks.filter_map(|(_, track)| Track::read(track)).next();
                samples += track.as_ref().map_or(0, |track| track.samples);
                video = track.map(|track| track.id);
            }
            b"moof" => {
                let moof = file.take_all(length)?;
                let of_track = boxes(&moof).filter(|(name, _)| name == b"traf");
                samples += of_track
                    .filter_map(|(_, traf)| fragment(traf, video?))
                    .sum::<u64>();
            }
            _ => file.skip(length)?,
        }
    }
    match video {
        Some(_) => Ok(samples),
        None => Err(invalid("it has no pictures")),
    }
}

/// The name of the next box, and the length of its content.
fn next(file: &mut Walk) -> io::Result<([u8; 4], u64)> {
    let [a, b, c, d, name @ ..] = file.take::<8>()?;
    let length = match u32::from_be_bytes([a, b, c, d]) {
        // To the end of the file.
        0 => file.left(),
        1 => u64::from_be_bytes(file.take()?).saturating_sub(16),
        short => u64::from(short).saturating_sub(8),
    };
    Ok((name, length))
}

/// What the video track's decoder must know: its kind, and the box in its sample entry that is called so (`avcC`, `hvcC`,
/// `av1C`; ISO/IEC 14496-15).
pub fn head(mut file: Walk) -> io::Result<Vec<u8>> {
    while !file.is_at_end() {
        let (name, length) = next(&mut file)?;
        if &name != b"moov" {
            file.skip(length)?;
            continue;
        }
        let moov = file.take_all(length)?;
        let tracks = boxes(&moov).filter(|(name, _)| name == b"trak");
        let head = tracks.filter_map(|(_, track)| entry(track)).next();
        return head.ok_or_else(|| invalid("it has no pictures"));
    }
    Err(invalid("it has no index"))
}

/// Of a track of pictures.
fn entry(track: &[u8]) -> Option<Vec<u8>> {
    Track::read(track)?;
    let media = find(track, b"mdia")?;
    let table = find(find(media, b"minf")?, b"stbl")?;
    // Version and flags, and the number of entries.
    let (kind, entry) = boxes(find(table, b"stsd")?.get(8..)?).next()?;
    // What every entry of pictures begins with.
    let inside = boxes(entry.get(78..)?);
    let own = inside.filter(|(name, _)| name.ends_with(b"C"));
    Some(own.fold(kind.into(), |head, (_, own)| [&head, own].concat()))
}

/// A track of pictures.
struct Track {
    id: u32,
    samples: u64,
}

impl Track {
    /// `None` for sound and the rest.
    fn read(track: &[u8]) -> Option<Track> {
        let media = find(track, b"mdia")?;
        // Version and flags, and a field that is 0.
        if find(media, b"hdlr")?.get(8..12)? != b"vide" {
            return None;
        }
        let header = find(track, b"tkhd")?;
        // Two times, of 4 or of 8 bytes, stand before the track's number.
        let id = match header.first()? {
            0 => word(header, 12)?,
            _ => word(header, 20)?,
        };
        let table = find(find(media, b"minf")?, b"stbl")?;
        let sizes = find(table, b"stsz").or_else(|| find(table, b"stz2"))?;
        Some(Track {
            id,
            samples: word(sizes, 8)?.into(),
        })
    }
}

/// The samples of that track in its part of a fragment.
fn fragment(traf: &[u8], track: u32) -> Option<u64> {
    let is_of_it = word(find(traf, b"tfhd")?, 4)? == track;
    let runs = boxes(traf).filter(|(name, _)| name == b"trun");
    let samples = runs.filter_map(|(_, run)| word(run, 4)).map(u64::from);
    is_of_it.then(|| samples.sum())
}

/// The boxes in one, as far as they are whole: name and content.
fn boxes(mut inside: &[u8]) -> impl Iterator<Item = ([u8; 4], &[u8])> {
    std::iter::from_fn(move || {
        let length = word(inside, 0)? as usize;
        let name = inside.get(4..8)?.try_into().ok()?;
        let content = inside.get(8..length)?;
        inside = &inside[length..];
        Some((name, content))
    })
}

fn find<'a>(inside: &'a [u8], wanted: &[u8; 4]) -> Option<&'a [u8]> {
    boxes(inside).find_map(|(name, content)| (&name == wanted).then_some(content))
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    let word = bytes.get(at..at + 4)?;
    Some(u32::from_be_bytes(word.try_into().ok()?))
}
