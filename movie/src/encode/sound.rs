//! Sound beside the pictures: looked at before anything is drawn, and what ffmpeg is told of it.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::url::file_url;
use crate::MovieError;

/// A sound file, and where in it a movie begins.
#[derive(Debug, Clone, PartialEq)]
pub struct Audio {
    /// The file.
    pub file: PathBuf,
    /// Second of the file that is heard at the beginning of the movie; below 0, the sound begins so much later.
    pub from: f64,
}

/// The demuxers of files that hold sound themselves. ffmpeg has others, which take a text for a list of files to open
/// (HLS, ffconcat, DASH), whatever the name says.
pub const CONTAINERS: &str = "aac,ac3,aiff,amr,ape,asf,au,avi,caf,dts,eac3,flac,flv,matroska,webm,mov,mp4,mp3,mpc,mpc8,mpeg,\
                              mpegts,ogg,oma,qcp,tak,tta,voc,w64,wav,wv";

/// Sound of a lower rate is brought to [`USUAL_RATE`]: a frame of AAC has 1024 samples, an eighth of a second at 8 kHz,
/// and a movie ends with a whole one.
pub const LEAST_RATE: u32 = 44_100;

/// Samples a second that every container and player takes.
pub const USUAL_RATE: u32 = 48_000;

/// Sound that ffmpeg could read.
#[derive(Debug, Clone)]
pub struct Sound {
    audio: Audio,
    /// Samples a second, if ffmpeg says so.
    rate: Option<u32>,
    /// It has one channel.
    is_mono: bool,
    /// Seconds of the movie, where they are known before.
    length: Option<f64>,
}

impl Sound {
    /// Has ffmpeg read the beginning of it.
    ///
    /// # Errors
    /// [`MovieError::NotSound`].
    pub fn open(audio: &Audio, length: Option<f64>) -> Result<Sound, MovieError> {
        let mut command = Command::new(ffmpeg_sidecar::paths::ffmpeg_path());
        command.args(["-hide_banner", "-nostats", "-nostdin"]);
        command.args(input(&audio.file));
        command.args(["-map", "0:a:0", "-frames:a", "1", "-af", "ashowinfo"]);
        command.args(["-f", "null", "-"]).stdin(Stdio::null());
        let output = command.output().map_err(super::spawn_failed)?;
        let said = String::from_utf8_lossy(&output.stderr);
        if !output.status.success() {
            return Err(MovieError::NotSound {
                path: audio.file.clone(),
                why: reason(&said),
            });
        }
        // "[Parsed_ashowinfo_0 @ 0x…] n:0 pts:0 … rate:44100 nb_samples:1024 …"
        let rate = said.split(" rate:").nth(1);
        let rate = rate.and_then(|rest| rest.split(' ').next()?.parse().ok());
        Ok(Sound {
            audio: audio.clone(),
            rate,
            is_mono: said.contains(" chlayout:mono"),
            length,
        })
    }

    /// Sound that nobody has looked at.
    #[cfg(test)]
    pub fn named(file: &str) -> Sound {
        Sound {
            audio: Audio {
                file: file.into(),
                from: 0.0,
            },
            rate: None,
            is_mono: false,
            length: None,
        }
    }

    /// The file as an input of ffmpeg's.
    pub fn input(&self) -> Vec<std::ffi::OsString> {
        input(&self.audio.file)
    }

    /// The same in stereo, of that rate. ffmpeg makes a single channel softer where it makes two of it.
    pub fn in_stereo(&self, rate: u32) -> String {
        let sides = if self.is_mono {
            ",pan=stereo|c0=c0|c1=c0"
        } else {
            ""
        };
        let format = format!("aformat=sample_fmts=fltp:sample_rates={rate}:channel_layouts=stereo");
        format!("{}{sides},{format}", self.filter())
    }

    /// Where it begins and ends.
    pub fn filter(&self) -> String {
        let from = self.audio.from;
        let mut filters = vec![];
        if from > 0.0 {
            // Decoded from the beginning on, because a jump into an MP3 is a guess.
            filters.push(format!("atrim=start={from},asetpts=PTS-STARTPTS"));
        } else if from < 0.0 {
            filters.push(format!("adelay={:.3}:all=1", -from * 1e3));
        }
        if self.rate.is_some_and(|rate| rate < LEAST_RATE) {
            filters.push(format!("aresample={USUAL_RATE}"));
        }
        // Silence goes on until the pictures end.
        filters.push("apad".into());
        if let Some(length) = self.length {
            filters.push(format!("atrim=end={length}"));
        }
        filters.join(",")
    }
}

fn input(file: &Path) -> Vec<std::ffi::OsString> {
    let only = [
        "-format_whitelist",
        CONTAINERS,
        "-protocol_whitelist",
        "file",
        "-i",
    ];
    let only = only.map(Into::into).into_iter();
    only.chain([file_url(file)]).collect()
}

/// What ffmpeg's words mean.
fn reason(said: &str) -> String {
    if said.contains("matches no streams") {
        "there is no sound in it".into()
    } else if said.contains("not on whitelist") {
        "it is a list of other files, or no file of sound at all".into()
    } else {
        let last = said.lines().rfind(|line| !line.trim().is_empty());
        last.unwrap_or("ffmpeg does not say why").trim().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chain(from: f64, rate: Option<u32>, length: Option<f64>) -> String {
        let mut sound = Sound {
            rate,
            length,
            ..Sound::named("a.wav")
        };
        sound.audio.from = from;
        sound.filter()
    }

    #[test]
    fn sound_begins_where_it_is_told_and_ends_with_the_pictures() {
        assert_eq!(chain(0.0, Some(44_100), None), "apad");
        assert_eq!(chain(0.0, None, Some(2.5)), "apad,atrim=end=2.5");
        let later = "atrim=start=1.5,asetpts=PTS-STARTPTS,apad";
        assert_eq!(chain(1.5, Some(96_000), None), later);
        assert_eq!(
            chain(-0.25, Some(48_000), None),
            "adelay=250.000:all=1,apad"
        );
    }

    #[test]
    fn low_rates_are_brought_to_the_usual_one() {
        for rate in [8_000, 22_050] {
            assert_eq!(chain(0.0, Some(rate), None), "aresample=48000,apad");
        }
    }

    #[test]
    fn what_is_no_sound_is_told_why() {
        let place = tempfile::tempdir().unwrap();
        let file = place.path().join("a.mp3");
        let why = || {
            let audio = Audio {
                file: file.clone(),
                from: 0.0,
            };
            Sound::open(&audio, None).unwrap_err().to_string()
        };
        std::fs::write(&file, "ffconcat version 1.0\nfile 'secret.wav'\n").unwrap();
        assert!(why().contains("a list of other files"), "{}", why());
        std::fs::write(
            &file,
            "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nsecret.ts\n#EXT-X-ENDLIST\n",
        )
        .unwrap();
        assert!(why().contains("a list of other files"), "{}", why());
        std::fs::write(&file, "no sound").unwrap();
        assert!(why().contains("a.mp3"), "{}", why());
    }
}
