//! The constant frame rate of a live recording.

use std::time::Duration;

/// What is drawn so little before a tick, in ticks, is drawn at it: a sum of fractions may fall short of it.
pub const NEARLY_DUE: f64 = 0.01;

/// Pictures that must come in time before drawing is no longer taken for slow.
const SLOW: u32 = 60;

/// Counts the ticks of a movie against a clock: tick n is due at n / fps.
#[derive(Debug)]
pub struct Pacer {
    fps: f64,
    sent: u64,
    repeated: u64,
    dropped: u64,
    /// Ticks up to here were due when there was no room for a picture.
    refused: u64,
    /// So many more pictures are taken for those of a drawing that is slower than the movie.
    slow: u32,
}

impl Pacer {
    pub fn new(fps: f64) -> Pacer {
        Pacer {
            fps,
            sent: 0,
            repeated: 0,
            dropped: 0,
            refused: 0,
            slow: 0,
        }
    }

    /// Ticks that have a picture.
    pub fn sent(&self) -> u64 {
        self.sent
    }

    /// Ticks that show the same picture as a neighbour.
    pub fn repeated(&self) -> u64 {
        self.repeated
    }

    /// Ticks among the repeated ones whose own picture was refused for lack of room, those included that still wait
    /// for a picture.
    pub fn dropped(&self) -> u64 {
        self.dropped + self.refused.saturating_sub(self.sent)
    }

    /// Ticks that a picture drawn at `elapsed` is sent for: those that are [owed](Self::owed), of which the last is its own, and
    /// the others show the one before it. Where drawing is slower than the movie, its own tick is the nearest.
    pub fn due(&self, elapsed: Duration) -> u64 {
        let owed = self.owed(elapsed);
        let is_slow = self.slow > 0 || owed > 1;
        match is_slow && self.sent > 0 {
            true => {
                let nearest = (elapsed.as_secs_f64() * self.fps).round() as u64;
                (nearest + 1).saturating_sub(self.sent)
            }
            false => owed,
        }
    }

    /// A picture was offered at `elapsed`.
    pub fn note(&mut self, elapsed: Duration) {
        self.slow = match self.owed(elapsed) > 1 {
            true => SLOW,
            false => self.slow.saturating_sub(1),
        };
    }

    /// Ticks that are due at `elapsed` and have no picture yet.
    fn owed(&self, elapsed: Duration) -> u64 {
        let due = (elapsed.as_secs_f64() * self.fps + NEARLY_DUE).floor() as u64 + 1;
        due.saturating_sub(self.sent)
    }

    /// Ticks without a picture in a movie that ends at `elapsed`.
    pub fn missing(&self, elapsed: Duration) -> u64 {
        let whole = (elapsed.as_secs_f64() * self.fps).round() as u64;
        whole.saturating_sub(self.sent)
    }

    /// One new picture for `ticks` ticks: the last of them is its own, the others show the one before it.
    pub fn send(&mut self, ticks: u64) {
        self.hold(ticks - 1);
        self.sent += 1;
    }

    /// One new picture that is meant to be shown for `ticks` ticks.
    pub fn show(&mut self, ticks: u64) {
        self.sent += ticks;
    }

    /// The last picture again, for `ticks` ticks.
    pub fn hold(&mut self, ticks: u64) {
        self.dropped += self.refused.saturating_sub(self.sent).min(ticks);
        self.repeated += ticks;
        self.sent += ticks;
    }

    /// There was no room for a picture that was due for `ticks` ticks.
    pub fn refuse(&mut self, ticks: u64) {
        self.refused = self.refused.max(self.sent + ticks);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn send(pacer: &mut Pacer, ticks: u64) {
        if ticks > 0 {
            pacer.send(ticks);
        }
    }

    #[test]
    fn a_loop_faster_than_the_movie_gives_one_picture_a_tick() {
        let mut pacer = Pacer::new(20.0);
        let given: Vec<u64> = (0..12)
            .map(|n| {
                let owed = pacer.owed(Duration::from_secs_f64(f64::from(n) / 60.0));
                send(&mut pacer, owed);
                owed
            })
            .collect();
        assert_eq!(given, [1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0]);
    }

    #[test]
    fn a_loop_on_the_grid_gives_one_picture_a_tick_however_long_it_runs() {
        // A third of a nanosecond is cut off of each.
        let interval = Duration::from_secs_f64(1.0 / 30.0);
        let (mut pacer, mut now) = (Pacer::new(30.0), Duration::ZERO);
        for frame in 0..100_000 {
            let owed = pacer.owed(now);
            assert_eq!(owed, 1, "{frame}");
            send(&mut pacer, owed);
            now += interval;
        }
    }

    #[test]
    fn a_slower_loop_repeats_pictures() {
        let mut pacer = Pacer::new(60.0);
        send(&mut pacer, 1);
        assert_eq!(pacer.owed(Duration::from_millis(51)), 3);
        send(&mut pacer, 3);
        assert_eq!((pacer.sent(), pacer.repeated(), pacer.dropped()), (4, 2, 0));
    }

    #[test]
    fn a_refused_picture_counts_as_dropped_once_a_tick() {
        let at = |tick: u32| Duration::from_secs(1) * tick + Duration::from_millis(10);
        let mut pacer = Pacer::new(1.0);
        send(&mut pacer, 1);
        for tick in [1, 1, 2, 3] {
            let owed = pacer.owed(at(tick));
            pacer.refuse(owed);
        }
        assert_eq!(pacer.dropped(), 3);
        let owed = pacer.owed(at(4));
        send(&mut pacer, owed);
        assert_eq!((pacer.sent(), pacer.repeated(), pacer.dropped()), (5, 3, 3));
    }

    #[test]
    fn a_picture_that_finds_room_within_its_tick_is_not_dropped() {
        let mut pacer = Pacer::new(1.0);
        pacer.refuse(1);
        send(&mut pacer, 1);
        assert_eq!((pacer.sent(), pacer.repeated(), pacer.dropped()), (1, 0, 0));
    }

    proptest! {
        #[test]
        fn the_movie_is_as_long_as_the_recording(
            fps in 1.0f64..240.0, frames in proptest::collection::vec(0.0f64..0.3, 1..60)
        ) {
            let mut pacer = Pacer::new(fps);
            let mut now = Duration::ZERO;
            for step in frames {
                let owed = pacer.owed(now);
                send(&mut pacer, owed);
                now += Duration::from_secs_f64(step);
            }
            let missing = pacer.missing(now);
            pacer.hold(missing);
            let length = pacer.sent() as f64 / fps;
            prop_assert!((length - now.as_secs_f64()).abs() <= 1.0 / fps, "{length} {now:?}");
        }
    }
}
