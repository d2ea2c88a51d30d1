//! The encoder thread: frames to ffmpeg until they end, then the file is looked at and gets its name.

use std::path::PathBuf;

use crossbeam_channel::Receiver;

use super::soundtrack::{self, Sounded, Soundtrack};
use super::{Message, Retold};
use crate::MovieError;
use crate::encode::remux::{self, SoundChange};
use crate::encode::target::{self, Kind};
use crate::encode::{Converter, Delay, Feed, Format, Movie, Output, Samples, Target, Track, whole};
use crate::frame::{Buffer, Pixels, PoolReturn};

/// What was made.
#[derive(Debug, Clone)]
pub struct Made {
    /// The file.
    pub path: PathBuf,
    /// Its size; 0 of what went to somebody else.
    pub bytes: u64,
    /// ffmpeg's name of the encoder.
    pub encoder: &'static str,
}

/// Frames to ffmpeg until the channel ends, then the file gets its name. `hears` is told where its sound is sent, if it has any.
pub fn encode(
    inbox: &Receiver<Message>,
    back: PoolReturn,
    late: Option<Late>,
    mut feed: Feed,
    output: Output,
    retold: &Retold,
    hears: impl Fn(soundtrack::Samples),
) -> Result<Made, MovieError> {
    let mut soundtrack = None;
    let hear = |track: Soundtrack| {
        hears(track.samples());
        soundtrack = Some(track);
    };
    let pumped = pump(inbox, back, late, &mut feed, hear);
    let written = pumped.and_then(|()| {
        if let Some(soundtrack) = &soundtrack {
            // Who sends the frames has said so before, unless the process ends.
            let length = soundtrack.format().count(feed.frames(), feed.movie().fps);
            soundtrack.samples().end(length);
        }
        feed.finish()
    });
    let movie = feed.movie();
    let frames = feed.frames();
    let path = match (output, written) {
        (Output::File(target), Ok(())) => {
            let format = soundtrack.as_ref().map(Soundtrack::format);
            let sounded = match soundtrack.map(Soundtrack::finish).transpose() {
                Ok(sounded) => sounded,
                Err(error) => return Err(kept(target, error)),
            };
            let track = match (&sounded, format) {
                (Some(Sounded::Aside(aside)), Some(format)) => {
                    let path = aside.path();
                    Some(Track {
                        samples: Some(Samples::of_file(path, format, frames, movie.fps)),
                        file: movie.track.file.clone(),
                        delay: Delay::of(movie.format),
                    })
                }
                _ => None,
            };
            let sound = match (&sounded, &track) {
                (_, Some(track)) => SoundChange::Replaced(track, movie.format),
                (Some(Sounded::Silent), _) if movie.track.is_only_samples() => SoundChange::Removed,
                _ => SoundChange::Same,
            };
            named(target, movie, frames, retold.take().as_deref(), sound)?
        }
        (Output::File(target), Err(error)) => {
            return Err(after_failure(target, movie, feed.is_unwanted(), error));
        }
        (stream, Ok(())) => {
            return Ok(Made {
                path: stream.path().to_owned(),
                bytes: 0,
                encoder: movie.encoder.name(),
            });
        }
        (stream, Err(error)) => return Err(without_reader(&stream, error)),
    };
    Ok(Made {
        bytes: target::bytes(&path, Kind::of(movie.format.container))?,
        path,
        encoder: movie.encoder.name(),
    })
}

/// Gives the file its name, if it is what was sent.
fn named(
    target: Target,
    movie: &Movie,
    frames: u64,
    description: Option<&str>,
    sound: SoundChange,
) -> Result<PathBuf, MovieError> {
    let container = movie.format.container;
    match whole::look(&target, container, frames, movie.fps) {
        Ok(()) if movie.crash_safe || !matches!(sound, SoundChange::Same) => {
            pack(target, movie, frames, description, sound)
        }
        Ok(()) => target.commit(),
        // ffmpeg does not always say so when the last bytes of a file find no room.
        Err(_) if target::disk_is_full(target.partial()) => {
            let full = MovieError::DiskFull(target.path().to_owned());
            Err(after_failure(target, movie, false, full))
        }
        Err(found) => Err(found.keep(target)),
    }
}

/// What is left of a movie whose encoder has failed.
fn after_failure(
    target: Target,
    movie: &Movie,
    is_unwanted: bool,
    error: MovieError,
) -> MovieError {
    let is_kept = movie.crash_safe
        && remux::plays_unfinished(movie.format.container)
        && !is_unwanted
        && target.has_content();
    let error = error.on_disk_of(target.path());
    match is_kept {
        true => MovieError::Kept {
            source: Box::new(error),
            path: target.keep(),
        },
        false => error,
    }
}

/// A reader that goes away ends a movie that nobody else reads.
fn without_reader(output: &Output, error: MovieError) -> MovieError {
    match error {
        MovieError::Ffmpeg { last_words, .. } if last_words.contains("Broken pipe") => {
            MovieError::ReaderGone(output.path().to_owned())
        }
        other => other,
    }
}

/// The pictures are there, and what went wrong is said.
fn kept(target: Target, error: MovieError) -> MovieError {
    MovieError::Kept {
        source: Box::new(error),
        path: target.keep(),
    }
}

/// Makes an ordinary file of fragments, and of one whose sound is not in it. Should that fail, what there is is the movie: it
/// plays, too.
fn pack(
    target: Target,
    movie: &Movie,
    frames: u64,
    description: Option<&str>,
    sound: SoundChange,
) -> Result<PathBuf, MovieError> {
    let Format { container, .. } = movie.format;
    let description = description.filter(|_| movie.format.says_of_itself());
    let is_same = matches!(sound, SoundChange::Same);
    if !remux::needs_packing(container) && description.is_none() && is_same {
        return target.commit();
    }
    let is_played = matches!(sound, SoundChange::Replaced(..));
    let packed = match target.beside() {
        Ok(packed) => packed,
        // What was played must not be lost without a word.
        Err(error) if is_played => return Err(kept(target, error)),
        Err(_) => return target.commit(),
    };
    let (from, to) = (target.partial(), packed.partial());
    let is_packed = remux::pack(from, to, container, description, sound);
    let is_whole = is_packed.is_ok() && whole::look(&packed, container, frames, movie.fps).is_ok();
    if is_whole {
        drop(target);
        return packed.commit();
    }
    drop(packed);
    match is_packed {
        Err(error) if is_played => Err(kept(target, error)),
        Ok(()) if is_played => {
            let path = target.path().to_owned();
            let found = "has no sound that could be added".to_owned();
            Err(MovieError::NotWhole {
                path,
                found,
                kept: Some(target.keep()),
            })
        }
        _ => target.commit(),
    }
}

/// Converts what has not been, sends every frame as often as it is to be shown, and gives its buffer back.
fn pump(
    inbox: &Receiver<Message>,
    back: PoolReturn,
    mut late: Option<Late>,
    feed: &mut Feed,
    mut hear: impl FnMut(Soundtrack),
) -> Result<(), MovieError> {
    for message in inbox {
        let again = match message {
            Message::Sound(sound) => {
                if let Some(given) = sound.source {
                    feed.hear(sound.track.format(), given)?;
                }
                hear(sound.track);
                continue;
            }
            Message::Frame {
                frame,
                before,
                ticks,
            } => {
                for _ in 0..before {
                    feed.send_again()?;
                }
                let frame = match &mut late {
                    Some(late) => {
                        let converted = late.convert(&frame);
                        back.give_back(frame);
                        converted
                    }
                    None => frame,
                };
                feed.send(frame)?;
                ticks - 1
            }
            Message::Hold { ticks } => ticks,
            Message::End => break,
        };
        for _ in 0..again {
            feed.send_again()?;
        }
        while let Some(frame) = feed.spent() {
            match &mut late {
                Some(late) => late.free.push(frame),
                None => back.give_back(frame),
            }
        }
    }
    Ok(())
}

/// Converts on the encoder thread. The buffers are its own, as many as the pipe holds back.
pub struct Late {
    converter: Converter,
    free: Vec<Buffer>,
}

impl Late {
    /// With that converter.
    pub fn new(converter: Converter) -> Late {
        Late {
            converter,
            free: vec![],
        }
    }

    /// The frame of a picture in RGBA.
    fn convert(&mut self, picture: &Buffer) -> Buffer {
        let free = self.free.pop();
        let mut frame = free.unwrap_or_else(|| Buffer::new(self.converter.frame_bytes()));
        self.converter
            .convert(Pixels::Rgba(picture.bytes()), frame.bytes_mut());
        frame
    }
}
