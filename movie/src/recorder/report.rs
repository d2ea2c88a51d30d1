//! What became of a recording.

use std::path::PathBuf;
use std::time::Duration;

/// One finished movie.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Report {
    /// The file.
    pub path: PathBuf,
    /// Width of the movie in pixels.
    pub width: u32,
    /// Height of the movie in pixels.
    pub height: u32,
    /// ffmpeg's name of the encoder that was used, as "libx264".
    pub encoder: &'static str,
    /// Frames a second.
    pub fps: f64,
    /// Frames of the movie, repeated ones included.
    pub frames: u64,
    /// Frames that show the picture before or after them once more, because drawing or encoding was late.
    pub repeated: u64,
    /// Frames that were due while the encoder had no room. Each is among the repeated ones.
    pub dropped: u64,
    /// Size of the file in bytes; 0 of what went into a pipe.
    pub bytes: u64,
    /// Seconds from the start of the recording to the finished file.
    pub seconds_taken: f64,
}

impl Report {
    /// Length of the movie in seconds.
    pub fn duration(&self) -> f64 {
        self.frames as f64 / self.fps
    }

    /// The same, of a movie that took so long altogether.
    #[must_use]
    pub fn taken(self, time: Duration) -> Report {
        Report {
            seconds_taken: time.as_secs_f64(),
            ..self
        }
    }

    /// Frames that were made a second.
    pub fn speed(&self) -> f64 {
        self.frames as f64 / self.seconds_taken
    }
}

/// One line: file, frames, duration, size, speed.
impl std::fmt::Display for Report {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{}: {} frames of {}×{}, {:.3} s, ",
            self.path.display(),
            self.frames,
            self.width,
            self.height,
            self.duration(),
        )?;
        if self.bytes > 0 {
            write!(f, "{}, ", bytes_in_words(self.bytes))?;
        }
        write!(f, "made at {:.0} frames/s", self.speed())?;
        if self.repeated > 0 {
            write!(f, " ({} repeated, {} dropped)", self.repeated, self.dropped)?;
        }
        Ok(())
    }
}

/// A number of bytes as people read it: "812 B", "2.31 MiB".
pub fn bytes_in_words(bytes: u64) -> String {
    const UNITS: [&str; 4] = ["KiB", "MiB", "GiB", "TiB"];
    let power = bytes.checked_ilog2().unwrap_or_default() as usize / 10;
    let Some(unit) = power
        .checked_sub(1)
        .and_then(|index| UNITS.get(index.min(3)))
    else {
        return format!("{bytes} B");
    };
    format!(
        "{:.2} {unit}",
        bytes as f64 / 1024_f64.powi(power.min(4) as i32)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_counted_in_units_of_1024() {
        for (bytes, words) in [
            (0, "0 B"),
            (1023, "1023 B"),
            (1024, "1.00 KiB"),
            (2_421_555, "2.31 MiB"),
            (5 << 40, "5.00 TiB"),
            (5 << 50, "5120.00 TiB"),
        ] {
            assert_eq!(bytes_in_words(bytes), words);
        }
    }
}
