//! Matroska and WebM (RFC 9559, RFC 8794): elements of an identifier, a length and a content.

use std::io;

use super::invalid;
use super::walk::Walk;

// Elements with elements inside, which are entered.
const SEGMENT: u64 = 0x1853_8067;
const TRACKS: u64 = 0x1654_AE6B;
const TRACK_ENTRY: u64 = 0xAE;
const CLUSTER: u64 = 0x1F43_B675;
const BLOCK_GROUP: u64 = 0xA0;

const HEADER: u64 = 0x1A45_DFA3;
const TRACK_NUMBER: u64 = 0xD7;
const TRACK_TYPE: u64 = 0x83;
const CODEC: u64 = 0x86;
const CODEC_PRIVATE: u64 = 0x63A2;
const SIMPLE_BLOCK: u64 = 0xA3;
const BLOCK: u64 = 0xA1;

/// What [`TRACK_TYPE`] says of pictures.
const VIDEO: u64 = 1;

/// The blocks of the first video track.
pub fn count(mut file: Walk) -> io::Result<u64> {
    let mut track = (0, 0);
    let mut video = None;
    let mut blocks = 0;
    if identifier(&mut file)? != HEADER {
        return Err(invalid("it is no Matroska"));
    }
    let header = number(&mut file)?;
    file.skip(header)?;
    while !file.is_at_end() {
        let element = identifier(&mut file)?;
        let length = number(&mut file)?;
        match element {
            SEGMENT | TRACKS | CLUSTER | BLOCK_GROUP => {}
            TRACK_ENTRY => track = (0, 0),
            TRACK_NUMBER => track.0 = unsigned(&file.take_all(length)?),
            TRACK_TYPE => track.1 = unsigned(&file.take_all(length)?),
            SIMPLE_BLOCK | BLOCK => {
                let before = file.left();
                let of = number(&mut file)?;
                blocks += u64::from(video == Some(of));
                file.skip(length.saturating_sub(before - file.left()))?;
            }
            _ => file.skip(length)?,
        }
        if video.is_none() && track.0 != 0 && track.1 == VIDEO {
            video = Some(track.0);
        }
    }
    match video {
        Some(_) => Ok(blocks),
        None => Err(invalid("it has no pictures")),
    }
}

/// What its decoder must know: the codec, and what is private to that.
pub fn head(mut file: Walk) -> io::Result<Vec<u8>> {
    let mut head = vec![];
    while !file.is_at_end() {
        let element = identifier(&mut file)?;
        let length = number(&mut file)?;
        match element {
            SEGMENT | TRACKS | TRACK_ENTRY => {}
            CODEC | CODEC_PRIVATE => head.extend(file.take_all(length)?),
            // The tracks are before all pictures.
            CLUSTER => break,
            _ => file.skip(length)?,
        }
    }
    Ok(head)
}

/// The name of an element, its length marker included.
fn identifier(file: &mut Walk) -> io::Result<u64> {
    variable(file, true)
}

/// A length, or the number of a track. A length that is not known is that of an element that is entered.
fn number(file: &mut Walk) -> io::Result<u64> {
    variable(file, false)
}

/// As many bytes as there are zeros before the first one of the first, and that.
fn variable(file: &mut Walk, with_marker: bool) -> io::Result<u64> {
    let first = file.byte()?;
    let more = first.leading_zeros();
    if more > 7 {
        return Err(invalid("a number in it is too long"));
    }
    let mut value = match with_marker {
        true => first,
        false => first & (0x7F >> more),
    } as u64;
    for _ in 0..more {
        value = value << 8 | u64::from(file.byte()?);
    }
    Ok(value)
}

fn unsigned(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0, |value, &byte| value << 8 | u64::from(byte))
}
