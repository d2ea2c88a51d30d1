//! Which frames of a take are the pictures of a movie, and for how long each is shown.

use std::time::Duration;

use kinora_movie::recorder::NEARLY_DUE;

use super::{Play, Take};

impl Take {
    /// How many movie frames each of its frames stands for in a movie of `fps` frames a second: that of tick n is the
    /// one that was shown at n / fps, or would have been within half a frame of the play, or of the movie, if that is
    /// shorter. The first is the one that the movie begins with.
    pub fn schedule(&self, fps: f64) -> Vec<u64> {
        let shown = self.shown(fps);
        let mut counts = vec![0; self.frames().saturating_sub(self.begins) as usize];
        let Some(last) = shown.last() else {
            return counts;
        };
        let ticks = match self.length.is_zero() {
            true => drawn(last.at),
            false => (self.length.as_secs_f64() * fps).round() as u64,
        };
        let mut at = 0;
        for tick in 0..ticks {
            while shown
                .get(at + 1)
                .is_some_and(|next| next.from < tick as f64)
            {
                at += 1;
            }
            counts[shown[at].index] += 1;
        }
        counts
    }

    /// What a movie of `fps` frames a second shows from tick `first` on, `frames` ticks long, as a take of its own.
    pub fn part(self, fps: f64, first: u64, frames: u64) -> Take {
        let (shown, end) = (self.shown(fps), first.saturating_add(frames) as f64);
        let begins = shown.iter().rposition(|shown| shown.at <= first as f64);
        let begins = begins.unwrap_or_default();
        let last = shown.iter().rposition(|shown| shown.from < end - 1.0);
        let last = last.unwrap_or_default().max(begins);
        let (Some(begins), Some(last)) = (shown.get(begins), shown.get(last)) else {
            return self;
        };
        let lead = in_seconds(first as f64 - begins.at, fps);
        let mut left = self.begins + last.index as u64 + 1;
        let mut plays = self.plays;
        plays.retain_mut(|play| {
            let kept = left.min(play.frames());
            left -= kept;
            play.shorten(kept);
            kept > 0
        });
        Take {
            plays,
            begins: self.begins + begins.index as u64,
            lead,
            length: in_seconds(frames as f64, fps),
        }
    }

    /// The same take for a live recording of `fps` frames a second whose last picture was shown for `rest`: what was drawn is a
    /// picture, and what was shown is as long as it was.
    pub fn ending(self, fps: f64, rest: Duration) -> Take {
        let last = self.shown(fps).last().map_or(0.0, |last| last.at);
        let ended = (last + rest.as_secs_f64() * fps).round() as u64;
        let length = in_seconds(drawn(last).max(ended) as f64, fps);
        Take { length, ..self }
    }

    /// When each of the frames was shown that somebody saw, from the one on that the movie begins with.
    fn shown(&self, fps: f64) -> Vec<Shown> {
        let ticks = |time: Duration| time.as_secs_f64() * fps;
        let mut clock = Duration::ZERO;
        let frames = self.plays.iter().flat_map(Play::iter);
        let frames = frames.skip(self.begins as usize).enumerate();
        let shown = frames.filter_map(|(index, frame)| {
            if index > 0 {
                clock += frame.passed;
                if frame.is_skipped {
                    return None;
                }
            }
            // Where time stood before it, or drawing took longer than a frame of the movie, the picture before it was shown until
            // then.
            let ran = frame.passed.as_secs_f64().min(frame.moment.frame_time);
            let ran = (ran * fps).min(1.0);
            let at = ticks(clock) - ticks(self.lead);
            Some(Shown {
                index,
                at,
                from: at - ran / 2.0,
            })
        });
        shown.collect()
    }
}

/// How many ticks have a picture when one was drawn at that one, as a live recording counts them.
fn drawn(tick: f64) -> u64 {
    (tick + NEARLY_DUE).floor() as u64 + 1
}

fn in_seconds(ticks: f64, fps: f64) -> Duration {
    Duration::try_from_secs_f64(ticks / fps).unwrap_or_default()
}

/// When a frame was shown, in ticks of a movie.
struct Shown {
    /// Frames before it, from the one on that the movie begins with.
    index: usize,
    at: f64,
    /// The ticks after that are its own, until the next one has some.
    from: f64,
}

#[cfg(test)]
mod tests {
    use super::super::tests::{start, take_of};
    use super::*;
    use crate::stage::Moment;
    use crate::stage::take::Frame;

    #[test]
    fn each_picture_of_a_movie_is_the_frame_that_is_nearest() {
        let mut play = Play::new(start());
        for (index, (millis, of_play)) in [
            (500, 500),
            (10, 10),
            (18, 18),
            (17, 17),
            (16, 16),
            (50, 50),
            (3, 3),
            // Nobody saw this one: time stood before the next, to which somebody went.
            (0, 17),
            (100, 16),
        ]
        .into_iter()
        .enumerate()
        {
            play.push(&Frame {
                moment: Moment {
                    index: index as u64,
                    frame_time: f64::from(of_play) / 1e3,
                    ..Moment::default()
                },
                passed: Duration::from_millis(millis),
                is_skipped: millis == 0,
                ..Frame::default()
            });
        }
        // Shown at 0, 18, 35, 51, 101, 104 and 204 ms from the second on.
        let take = take_of(vec![play], 1);
        assert_eq!(take.schedule(60.0), [1, 1, 1, 3, 1, 5, 0, 1]);
        assert_eq!(take.schedule(20.0), [1, 0, 0, 1, 1, 1, 0, 1]);
        let late = Take {
            lead: Duration::from_millis(12),
            ..take
        };
        let late = late.ending(60.0, Duration::from_millis(100));
        // At -12, 6, 23, 39, 89, 92 and 192 ms, and it ends at 292.
        assert_eq!(late.schedule(60.0), [0, 1, 1, 3, 1, 6, 0, 6]);
        // A part of it is what it was.
        for (first, frames) in [(0, 18), (0, 3), (2, 5), (5, 9), (10, 8), (17, 1)] {
            let part = late.clone().part(60.0, first, frames);
            let of = |take: &Take| -> Vec<u64> {
                let frames = take.plays.iter().flat_map(Play::iter);
                let shown = frames.skip(take.begins as usize);
                let counted = shown.zip(take.schedule(60.0));
                let pictures =
                    counted.flat_map(|(frame, count)| (0..count).map(move |_| frame.moment.index));
                pictures.collect()
            };
            let (first, frames) = (first as usize, frames as usize);
            assert_eq!(
                of(&part),
                of(&late)[first..first + frames],
                "{first} {frames}"
            );
        }
        assert_eq!(late.seconds(), 0.3, "18 ticks");
    }
}
