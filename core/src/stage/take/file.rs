//! A take as bytes: a word, a version, and the rest packed.

use std::io::{Read, Write};
use std::time::Duration;

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use kinora_movie::frame::Size;
use kinora_movie::{MAX_FPS, MIN_FPS};

use super::{Cursor, Play, Resized, Start, Take, Written, WrittenPlay};
use crate::stage::Moment;

/// What the bytes begin with.
const WORD: &[u8] = b"kinora take";

/// The version of the format.
const VERSION: u8 = 1;

/// The longest take that is read, in bytes, unpacked: ten hours of a busy mouse, and what hostile bytes may ask for.
const LONGEST: u64 = 256 << 20;

/// The longest time that a play is believed to have been shown.
const MOST_SHOWN: Duration = Duration::from_secs(1_000_000);

/// The most frames that a play is believed to have.
const MOST_FRAMES: u64 = 1 << 40;

/// The latest moment that is believed, in seconds.
const LATEST: f64 = 1e9;

impl Take {
    /// The whole of it.
    pub fn to_bytes(&self) -> Vec<u8> {
        let written = Written {
            begins: self.begins,
            lead: self.lead,
            length: self.length,
            plays: self.plays.iter().map(Play::written).collect(),
        };
        let plain = postcard::to_allocvec(&written).expect("memory takes every byte");
        let mut bytes = WORD.to_vec();
        bytes.push(VERSION);
        let mut packed = ZlibEncoder::new(bytes, Compression::default());
        packed.write_all(&plain).expect("memory takes every byte");
        packed.finish().expect("memory takes every byte")
    }

    /// What [`to_bytes`](Self::to_bytes) made. Every frame is looked at.
    ///
    /// # Errors
    /// What is wrong with it, in words that go after "the take".
    pub fn from_bytes(bytes: &[u8]) -> Result<Take, String> {
        let damaged = || "is damaged".to_owned();
        let (&version, packed) = bytes
            .strip_prefix(WORD)
            .and_then(<[u8]>::split_first)
            .ok_or("is none")?;
        if version != VERSION {
            return Err(format!(
                "is of version {version}, and this kinora reads version {VERSION}"
            ));
        }
        let mut plain = vec![];
        let mut unpacked = ZlibDecoder::new(packed).take(LONGEST + 1);
        unpacked.read_to_end(&mut plain).map_err(|_| damaged())?;
        if plain.len() as u64 > LONGEST {
            return Err(format!("is longer than {} MiB", LONGEST >> 20));
        }
        let written: Written = postcard::from_bytes(&plain).map_err(|_| damaged())?;
        let plays = written.plays.into_iter().map(Play::read);
        let take = Take {
            plays: plays.collect::<Option<_>>().ok_or_else(damaged)?,
            begins: written.begins,
            lead: written.lead,
            length: written.length,
        };
        let is_possible =
            take.begins < take.frames() && take.lead < MOST_SHOWN && take.length < MOST_SHOWN;
        match is_possible {
            true => Ok(take),
            false => Err(damaged()),
        }
    }
}

impl Play {
    fn written(&self) -> WrittenPlay {
        let Start {
            seed,
            fps,
            canvas,
            epoch,
            parameters,
        } = &self.start;
        WrittenPlay {
            seed: *seed,
            fps: *fps,
            size: (canvas.size.width(), canvas.size.height()),
            density: canvas.density,
            epoch: *epoch,
            parameters: serde_json::to_string(parameters).expect("plain values are JSON"),
            log: self.log.clone(),
            seen: self.seen.clone(),
        }
    }

    /// `None` if nobody wrote it.
    fn read(written: WrittenPlay) -> Option<Play> {
        let is_possible = (MIN_FPS..=MAX_FPS).contains(&written.fps)
            && is_density(written.density)
            && written.epoch.as_secs_f64() < 1e3 * LATEST;
        if !is_possible {
            return None;
        }
        let mut play = Play {
            start: Start {
                seed: written.seed,
                fps: written.fps,
                canvas: Resized {
                    size: Size::new(written.size.0, written.size.1).ok()?,
                    density: written.density,
                },
                epoch: written.epoch,
                parameters: serde_json::from_str(&written.parameters).ok()?,
            },
            log: written.log,
            end: Cursor::default(),
            seen: written.seen,
        };
        let mut cursor = Cursor::default();
        let mut last = 0.0;
        let mut shown = Duration::ZERO;
        while cursor.offset < play.log.len() {
            let frame = play.next(&mut cursor)?;
            shown = shown.saturating_add(frame.passed);
            let Moment {
                time, frame_time, ..
            } = frame.moment;
            let is_possible = (last..LATEST).contains(&time)
                && (0.0..LATEST).contains(&frame_time)
                && frame.moment.index < MOST_FRAMES
                && shown < MOST_SHOWN
                && frame.resized.is_none_or(|to| is_density(to.density));
            if !is_possible {
                return None;
            }
            last = time;
        }
        play.end = cursor;
        let is_in_order = play.seen.is_sorted_by(|before, after| before.0 < after.0);
        is_in_order.then_some(play)
    }
}

fn is_density(density: f64) -> bool {
    (0.01..=100.0).contains(&density)
}
