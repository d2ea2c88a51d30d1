//! Where a movie is cut.

use std::ops::Range;

use kinora_core::PartsError;
use kinora_movie::encode::{Codec, Format};
use serde::{Deserialize, Serialize};

/// The most frames from one key frame to the next by x264's and x265's own choice. A movie that is cut at multiples of it
/// gets no key frame that it would not have had.
const KEY_FRAMES: u64 = 250;

/// Fewest frames of a part that builds on the frames before, where there is a choice: each part begins with a key frame,
/// which is the larger a part of it the shorter it is.
const FEWEST_OF_CHAIN: u64 = 125;

/// Fewest frames of a part whose frames each stand for themselves: it begins with the start of an encoder, 0.1 s.
const FEWEST_ALONE: u64 = 24;

/// Parts for each process, where there is a choice: the last one makes the others wait for no more than a sixteenth of the
/// work, and a crash costs no more.
const FOR_EACH: u64 = 16;

/// Pixels that are drawn for a part, at most, where there is a choice: about a minute, which is what a crash costs.
const MOST_PIXELS: f64 = 5e9;

/// Most parts, where there is a choice: files in a folder.
const MOST: u64 = 10_000;

/// A movie of so many frames in so many parts, numbered from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cut {
    frames: u64,
    parts: u64,
    /// Each cut is at a multiple of it.
    step: u64,
}

impl Cut {
    /// In that many parts, as even as can be.
    ///
    /// # Errors
    /// [`PartsError::TooMany`].
    pub fn new(frames: u64, parts: u64, format: Format) -> Result<Cut, PartsError> {
        if parts > frames {
            return Err(PartsError::TooMany { parts, frames });
        }
        let step = match is_chain(format.codec) && frames >= parts.saturating_mul(2 * KEY_FRAMES) {
            true => KEY_FRAMES,
            false => 1,
        };
        Ok(Cut {
            frames,
            parts,
            step,
        })
    }

    /// In as many as `jobs` processes can share well, of whose speed nothing is known but that so many pixels are drawn for
    /// each frame.
    pub fn for_jobs(frames: u64, jobs: u64, format: Format, pixels: f64) -> Cut {
        let fewest = match is_chain(format.codec) {
            true => FEWEST_OF_CHAIN,
            false => FEWEST_ALONE,
        };
        let parts = (frames / fewest).clamp(jobs, jobs.saturating_mul(FOR_EACH));
        let longest = ((MOST_PIXELS / pixels) as u64).max(FEWEST_ALONE);
        let parts = parts.max((frames / longest).min(MOST));
        let parts = parts.min(frames).max(1);
        let cut = Cut::new(frames, parts, format);
        cut.expect("there are no more parts than frames")
    }

    /// Whether it is one that [`new`](Self::new) makes: a file may say anything.
    pub fn is_possible(self) -> bool {
        self.step > 0 && (1..=self.frames).contains(&self.parts)
    }

    /// Frames of the movie.
    pub fn frames(self) -> u64 {
        self.frames
    }

    /// How many parts there are.
    pub fn parts(self) -> u64 {
        self.parts
    }

    /// The frames of a part, counted from the first one of the movie.
    pub fn part(self, number: u64) -> Range<u64> {
        let steps = u128::from(self.frames.div_ceil(self.step));
        let end = |number: u64| {
            let step = steps * u128::from(number) / u128::from(self.parts);
            (step as u64 * self.step).min(self.frames)
        };
        end(number - 1)..end(number)
    }
}

/// Whether frames build on those before them.
fn is_chain(codec: Codec) -> bool {
    matches!(
        codec,
        Codec::H264 | Codec::Hevc | Codec::Av1 | Codec::Vp9 | Codec::H264rgb
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use kinora_movie::Preset;
    use kinora_movie::encode::Encoding;
    use proptest::prelude::*;
    use std::path::Path;

    fn format(name: &str) -> Format {
        Format::new(Path::new(name), &Encoding::default(), 30.0, Preset::Medium).unwrap()
    }

    fn lengths(cut: Cut) -> Vec<u64> {
        let parts = (1..=cut.parts()).map(|number| cut.part(number));
        parts.map(|part| part.end - part.start).collect()
    }

    #[test]
    fn a_short_movie_is_cut_evenly_and_a_long_one_at_key_frames() {
        let cut = |frames, parts| lengths(Cut::new(frames, parts, format("a.mp4")).unwrap());
        assert_eq!(cut(100, 3), [33, 33, 34]);
        assert_eq!(cut(1600, 3), [500, 500, 600]);
        assert_eq!(
            lengths(Cut::new(1600, 3, format("a.mov")).unwrap()),
            [533, 533, 534]
        );
    }

    #[test]
    fn no_part_is_empty() {
        let error = Cut::new(3, 4, format("a.mp4")).unwrap_err();
        assert!(error.to_string().contains("take 3 or fewer"), "{error}");
    }

    #[test]
    fn processes_get_several_parts_each_where_they_are_long_enough() {
        let parts = |frames, jobs, name| Cut::for_jobs(frames, jobs, format(name), 1.0).parts();
        assert_eq!(parts(300, 2, "a.mp4"), 2);
        assert_eq!(parts(1000, 2, "a.mp4"), 8);
        assert_eq!(parts(100_000, 2, "a.mp4"), 32);
        assert_eq!(parts(300, 2, "a.mov"), 12);
        assert_eq!(parts(1, 4, "a.mov"), 1);
    }

    #[test]
    fn a_crash_costs_a_minute_however_long_the_movie_is() {
        let parts = |frames, pixels| Cut::for_jobs(frames, 1, format("a.mp4"), pixels).parts();
        assert_eq!(parts(20_000_000, 640.0 * 480.0), 1228);
        // 144 pictures of 4K for a frame.
        assert_eq!(parts(3000, 3840.0 * 2160.0 * 144.0), 125);
        assert_eq!(parts(u64::MAX / 2, 1e6), 10_000);
    }

    proptest! {
        #[test]
        fn every_frame_is_in_one_part(frames in 1u64..100_000, parts in 1u64..2000, long: bool) {
            let format = format(if long { "a.mp4" } else { "a.mov" });
            let parts = parts.min(frames);
            let cut = Cut::new(frames, parts, format).unwrap();
            let mut past = 0;
            for number in 1..=parts {
                let part = cut.part(number);
                prop_assert_eq!(part.start, past);
                prop_assert!(part.end > part.start);
                past = part.end;
            }
            prop_assert_eq!(past, frames);
        }
    }
}
