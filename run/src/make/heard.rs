//! What is heard in a movie that is made: what the sketch plays, on the clock of the movie.

use std::ops::Range;
use std::path::Path;

use kinora_core::platform::say;
use kinora_core::sketch::Plan;
use kinora_core::sound::{self, CHANNELS, FORMAT, Follow};
use kinora_core::stage::take::Take;
use kinora_movie::encode::Container;

use super::script::Cue;

/// The way from the sketch's sounds to those of the movie.
pub enum Heard {
    /// Its clock is the sketch's.
    ByClock {
        /// Frames before the movie.
        first: u64,
        fps: f64,
    },
    /// It is that of a window in which somebody has played.
    OfTake {
        /// Frames of the play that come before those that were seen.
        before: u64,
        /// Second of the clock; it is less than 0 before the movie.
        clock: f64,
        follow: Follow,
        /// Samples that are left out at its beginning.
        skipped: u64,
        /// Samples so far.
        past: u64,
        /// Second at which the movie ends.
        end: f64,
    },
}

impl Heard {
    pub fn new(plan: &Plan, take: Option<&Take>, frames: u64) -> Heard {
        let (first, fps) = (plan.first, plan.fps);
        match take {
            None => Heard::ByClock { first, fps },
            Some(take) => Heard::OfTake {
                before: take.begins,
                clock: -take.lead.as_secs_f64(),
                follow: Follow::default(),
                skipped: FORMAT.count(first, fps),
                past: 0,
                end: (first + frames) as f64 / fps,
            },
        }
    }

    /// What is heard until frame `next`, if there is one. The one before it is number `index` of the take, was played at second
    /// `time` of the sketch, and is the last of those of `pictures` of the movie. Which sample of the movie it begins with, and left and right in turns; `None`
    /// before the movie.
    pub fn until(
        &mut self,
        index: u64,
        time: f64,
        next: Option<&Cue>,
        pictures: &Range<u64>,
    ) -> Option<(u64, Vec<f32>)> {
        match self {
            Heard::ByClock { .. } if pictures.is_empty() => {
                // The next frame goes on from here.
                sound::take();
                None
            }
            Heard::ByClock { first, fps } => {
                let end = (*first + pictures.end) as f64 / *fps;
                sound::go_on(end);
                let mut heard = sound::take();
                let end = sound::samples_in(end);
                let there = (heard.len() / usize::from(CHANNELS)) as u64;
                let begins = sound::samples_in(*first as f64 / *fps);
                let from = end.saturating_sub(there);
                let past = begins.saturating_sub(from).min(there);
                heard.drain(..past as usize * usize::from(CHANNELS));
                Some(((from + past).saturating_sub(begins), heard))
            }
            Heard::OfTake {
                before,
                clock,
                follow,
                skipped,
                past,
                end,
            } => {
                if index < *before {
                    sound::take();
                    return None;
                }
                let passed = match next {
                    Some(next) => next.passed(),
                    None => *end - *clock,
                };
                *clock += passed;
                sound::go_on(match next {
                    Some(next) if !next.is_first() => next.time,
                    _ => time + passed,
                });
                let mut heard = follow.put(sound::take(), *clock);
                let channels = usize::from(CHANNELS);
                let left_out = (*skipped as usize * channels).min(heard.len());
                heard.drain(..left_out);
                *skipped -= (left_out / channels) as u64;
                let at = *past;
                *past += (heard.len() / channels) as u64;
                Some((at, heard))
            }
        }
    }
}

/// Says once that a movie is without what the sketch plays.
#[derive(Default)]
pub struct Unheard(bool);

impl Unheard {
    /// Says it of the movie of that name.
    pub fn say(&mut self, movie: &Path, container: Container) {
        if std::mem::replace(&mut self.0, true) {
            return;
        }
        let name = movie.display();
        say::warning(&match container.has_sound() {
            false => format!(
                "{} has no sound, so '{name}' is without what the sketch plays: end the name in .mp4, .webm, .mkv or .mov",
                container.extension()
            ),
            true => format!(
                "'{name}' is read while it is written, and had pictures before the sketch had a sound: load its sounds \
                 before its first frame, or name a file"
            ),
        });
    }
}
