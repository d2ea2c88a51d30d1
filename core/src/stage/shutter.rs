//! When the shutter is open: the moments that a sketch is played at for one picture.

use super::Moment;
use crate::sketch::Plan;

/// A film camera's rotary shutter. It opens at the time of the picture, and its sub-frames lie in the middle of equal
/// parts of the time until it closes. With one sub-frame there is no shutter: a picture is its moment.
#[derive(Debug, Clone, Copy)]
pub struct Shutter {
    sub_frames: u32,
    /// The part of a frame's time in which it is open, 0 to 1.
    open: f64,
    fps: f64,
}

impl Shutter {
    /// The one of that plan.
    pub fn new(plan: &Plan) -> Shutter {
        Shutter {
            sub_frames: plan.sampling.sub_frames,
            open: plan.sampling.shutter / 360.0,
            fps: plan.fps,
        }
    }

    /// Frames a second of the movie.
    pub fn fps(self) -> f64 {
        self.fps
    }

    /// The moments of frame `index` of the movie: derived from the index, never accumulated. The first one's
    /// `frame_time` reaches back to the last one of the frame before, as if there were one before the first frame too.
    pub fn frame(self, index: u64) -> impl Iterator<Item = Moment> {
        (0..self.sub_frames).map(move |sub_frame| {
            if self.sub_frames == 1 {
                return Moment::of_frame(index, self.fps);
            }
            let frames = match sub_frame {
                0 => 1.0 - self.open + self.step(),
                _ => self.step(),
            };
            Moment {
                index,
                time: (index as f64 + self.delay(sub_frame)) / self.fps,
                frame_time: frames / self.fps,
            }
        })
    }

    /// The moments of `picture`, which is a frame of the movie, or lies between two.
    pub fn picture(self, picture: Moment) -> Vec<Moment> {
        if picture == Moment::of_frame(picture.index, self.fps) {
            return self.frame(picture.index).collect();
        }
        if self.sub_frames == 1 {
            return vec![picture];
        }
        let first = self.first(picture);
        let before = self.frame(picture.index - 1);
        let before = before.take_while(|moment| moment.time < first).last();
        let before = before.map_or(0.0, |moment| moment.time);
        let moment = |sub_frame| Moment {
            index: picture.index,
            time: picture.time + self.delay(sub_frame) / self.fps,
            frame_time: match sub_frame {
                0 => first - before,
                _ => self.step() / self.fps,
            },
        };
        (0..self.sub_frames).map(moment).collect()
    }

    /// The moments of a picture of something that depends on time alone, which was shown at `moment`.
    pub fn around(self, moment: Moment) -> impl Iterator<Item = Moment> {
        (0..self.sub_frames).map(move |sub_frame| match self.sub_frames {
            1 => moment,
            _ => Moment {
                time: moment.time + self.delay(sub_frame) / self.fps,
                frame_time: self.step() / self.fps,
                ..moment
            },
        })
    }

    /// Everything that is played before those: every frame before, of the last one only what comes before the picture.
    pub fn before(self, picture: Moment) -> impl Iterator<Item = Moment> {
        let first = self.first(picture);
        (0..picture.index)
            .flat_map(move |index| self.frame(index))
            .take_while(move |moment| moment.time < first)
    }

    /// The time of its first sub-frame.
    fn first(self, picture: Moment) -> f64 {
        match self.sub_frames {
            1 => picture.time,
            _ => picture.time + self.delay(0) / self.fps,
        }
    }

    /// From the opening to a sub-frame, in frames.
    fn delay(self, sub_frame: u32) -> f64 {
        (f64::from(sub_frame) + 0.5) / f64::from(self.sub_frames) * self.open
    }

    /// From one sub-frame to the next, in frames.
    fn step(self) -> f64 {
        self.open / f64::from(self.sub_frames)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shutter(sub_frames: u32, degrees: f64, fps: f64) -> Shutter {
        Shutter {
            sub_frames,
            open: degrees / 360.0,
            fps,
        }
    }

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-12
    }

    #[test]
    fn one_sub_frame_is_the_frame_itself() {
        let shutter = shutter(1, 90.0, 30.0);
        let frame = Moment::of_frame(7, 30.0);
        assert_eq!(shutter.frame(7).collect::<Vec<_>>(), [frame]);
        assert_eq!(shutter.picture(frame), [frame]);
        let between = Moment::at(1.27, 20.0);
        assert_eq!(shutter.picture(between), [between]);
        assert_eq!(shutter.before(between).count() as u64, between.index);
    }

    #[test]
    fn sub_frames_lie_in_the_middle_of_equal_parts_of_the_open_time() {
        let moments: Vec<_> = shutter(4, 180.0, 10.0).frame(3).collect();
        let times = moments.iter().map(|moment| moment.time);
        for (time, want) in times.zip([0.30625, 0.31875, 0.33125, 0.34375]) {
            assert!(near(time, want), "{time} {want}");
        }
        assert!(moments.iter().all(|moment| moment.index == 3));
    }

    #[test]
    fn each_moment_knows_how_long_ago_the_one_before_was() {
        for (sub_frames, degrees) in [(2, 180.0), (3, 360.0), (64, 45.0)] {
            let shutter = shutter(sub_frames, degrees, 24.0);
            let played: Vec<_> = (0..5).flat_map(|index| shutter.frame(index)).collect();
            for pair in played.windows(2) {
                assert!(near(pair[1].time - pair[0].time, pair[1].frame_time));
            }
            let frame: f64 = shutter.frame(9).map(|moment| moment.frame_time).sum();
            assert!(near(frame, 1.0 / 24.0));
        }
    }

    /// Even where the shutter of the frame before would still be open.
    #[test]
    fn a_picture_between_two_frames_is_played_forwards() {
        let shutter = shutter(4, 360.0, 10.0);
        for time in [0.001, 0.05, 0.099, 0.131, 0.9999 / 3.0] {
            let picture = Moment::at(time, 10.0);
            let mut played: Vec<_> = shutter.before(picture).collect();
            assert!(!played.is_empty(), "{time}");
            let moments = shutter.picture(picture);
            assert!(near(moments[0].time, time + 0.0125));
            played.extend(moments);
            for pair in played.windows(2) {
                assert!(pair[1].frame_time > 0.0, "{time}");
                assert!(near(pair[1].time - pair[0].time, pair[1].frame_time));
            }
        }
    }
}
