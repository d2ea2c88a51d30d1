//! Animated pictures, and pictures that follow each other without any compression.

use std::io;

use super::walk::Walk;
use super::{Census, invalid};

/// The images of a GIF (GIF89a, the specification of 1990).
pub fn gif(mut file: Walk) -> io::Result<u64> {
    if !matches!(&file.take::<6>()?, b"GIF89a" | b"GIF87a") {
        return Err(invalid("it is no GIF"));
    }
    let screen = file.take::<7>()?;
    file.skip(palette_bytes(screen[4]))?;
    let mut images = 0;
    loop {
        match file.byte()? {
            // An extension: its kind, and blocks.
            0x21 => file.skip(1)?,
            0x2C => {
                let place = file.take::<9>()?;
                file.skip(palette_bytes(place[8]))?;
                // How many bits a code has.
                file.skip(1)?;
                images += 1;
            }
            0x3B => return Ok(images),
            _ => return Err(invalid("there is something else in it")),
        }
        loop {
            match file.byte()? {
                0 => break,
                length => file.skip(length.into())?,
            }
        }
    }
}

/// Of the palette that a byte of flags announces.
fn palette_bytes(flags: u8) -> u64 {
    match flags & 0x80 {
        0 => 0,
        _ => 3 << ((flags & 7) + 1),
    }
}

/// The frames of an animated PNG (Portable Network Graphics, third edition), or the picture of another.
pub fn png(mut file: Walk) -> io::Result<u64> {
    if &file.take::<8>()? != b"\x89PNG\r\n\x1a\n" {
        return Err(invalid("it is no PNG"));
    }
    let mut frames = 0;
    let mut is_animated = false;
    loop {
        let [a, b, c, d, name @ ..] = file.take::<8>()?;
        // Its content, and a checksum.
        file.skip(u64::from(u32::from_be_bytes([a, b, c, d])) + 4)?;
        match &name {
            b"acTL" => is_animated = true,
            b"fcTL" => frames += 1,
            b"IEND" => return Ok(if is_animated { frames } else { 1 }),
            _ => {}
        }
    }
}

/// A WebP (RFC 9649). Its encoder shows a picture that comes again for longer instead.
pub fn webp(mut file: Walk) -> io::Result<Census> {
    let [riff @ .., _, _, _, _, w, e, b, p] = file.take::<12>()?;
    if &riff != b"RIFF" || &[w, e, b, p] != b"WEBP" {
        return Err(invalid("it is no WebP"));
    }
    let (mut milliseconds, mut is_still) = (None, false);
    while !file.is_at_end() {
        let [name @ .., a, b, c, d] = file.take::<8>()?;
        let length = u64::from(u32::from_le_bytes([a, b, c, d]));
        match &name {
            b"ANMF" => {
                // Place, size, duration, flags.
                let frame = file.take::<16>()?;
                let shown = u32::from_le_bytes([frame[12], frame[13], frame[14], 0]);
                *milliseconds.get_or_insert(0) += u64::from(shown);
                file.skip((length + length % 2).saturating_sub(16))?;
            }
            _ => {
                is_still |= matches!(&name, b"VP8 " | b"VP8L");
                file.skip(length + length % 2)?;
            }
        }
    }
    match milliseconds {
        Some(milliseconds) => Ok(Census::Merged(milliseconds as f64 / 1e3)),
        None if is_still => Ok(Census::Still),
        None => Ok(Census::Pictures(0)),
    }
}

/// The frames of a YUV4MPEG2 file (yuv4mpeg(5)): one size, and each with a line before it.
pub fn y4m(mut file: Walk) -> io::Result<u64> {
    let header = line(&mut file)?;
    let mut fields = header.split(' ');
    if fields.next() != Some("YUV4MPEG2") {
        return Err(invalid("it is no YUV4MPEG2"));
    }
    let (mut width, mut height, mut is_444) = (0u64, 0u64, false);
    for field in fields.filter(|field| !field.is_empty()) {
        match field.split_at(1) {
            ("W", side) => width = side.parse().unwrap_or_default(),
            ("H", side) => height = side.parse().unwrap_or_default(),
            ("C", chroma) => is_444 = chroma.starts_with("444"),
            _ => {}
        }
    }
    let chroma = match is_444 {
        true => width * height,
        false => width.div_ceil(2) * height.div_ceil(2),
    };
    let mut frames = 0;
    while !file.is_at_end() {
        if !line(&mut file)?.starts_with("FRAME") {
            return Err(invalid("there is something else in it"));
        }
        file.skip(width * height + 2 * chroma)?;
        frames += 1;
    }
    Ok(frames)
}

/// A line is no longer than this.
const LONGEST_LINE: usize = 1024;

fn line(file: &mut Walk) -> io::Result<String> {
    let mut line = vec![];
    loop {
        match file.byte()? {
            b'\n' => return String::from_utf8(line).map_err(|_| invalid("it is no text")),
            _ if line.len() > LONGEST_LINE => return Err(invalid("a line in it is too long")),
            byte => line.push(byte),
        }
    }
}
