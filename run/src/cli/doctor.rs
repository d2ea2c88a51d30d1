//! What works on this machine.

use std::fmt;

use kinora_movie::MovieError;
use kinora_movie::encode::{Encoder, OLDEST, Version, ffmpeg_path};
use serde::Serialize;

use crate::KinoraError;
use crate::make::headless;
use kinora_core::canvas::native;
use kinora_core::platform::{display, opengl};

/// What [`examine`] found.
#[derive(Debug, Serialize)]
pub struct Findings {
    ffmpeg: Option<Ffmpeg>,
    encoders: Vec<Tried>,
    display: String,
    opengl: Result<OpenGl, String>,
}

#[derive(Debug, Serialize)]
struct Ffmpeg {
    path: String,
    version: String,
    /// From before the first that works.
    too_old: bool,
}

#[derive(Debug, Serialize)]
struct Tried {
    name: &'static str,
    hardware: bool,
    works: bool,
}

#[derive(Debug, Serialize)]
struct OpenGl {
    renderer: String,
    software: bool,
}

/// Tries everything: every encoder encodes a few frames, and a window is opened where an export would open it.
pub fn examine() -> Findings {
    let ffmpeg = ffmpeg();
    let encoders = if ffmpeg.is_some() {
        Encoder::all().map(tried).collect()
    } else {
        vec![]
    };
    let (display, opengl) = match display::find_or_start() {
        Ok(display) => (display.to_string(), opengl(display)),
        Err(error) => ("none".into(), Err(error)),
    };
    Findings {
        ffmpeg,
        encoders,
        display,
        opengl: opengl.map_err(|error| error.to_string()),
    }
}

fn ffmpeg() -> Option<Ffmpeg> {
    let path = ffmpeg_path();
    let version = Version::ask()?;
    Some(Ffmpeg {
        path: found(&path).unwrap_or(path).display().to_string(),
        version: version.name().to_owned(),
        too_old: version.is_too_old(),
    })
}

/// Where the system finds a program.
fn found(program: &std::path::Path) -> Option<std::path::PathBuf> {
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}

fn tried(encoder: Encoder) -> Tried {
    Tried {
        name: encoder.name(),
        hardware: encoder.is_hardware(),
        works: encoder.works(),
    }
}

fn opengl(mut display: display::Display) -> Result<OpenGl, KinoraError> {
    display.ready()?;
    let conf = headless::conf("kinora: doctor", &display);
    native::open(conf, async {
        Ok(OpenGl {
            renderer: opengl::renderer(),
            software: opengl::is_software(),
        })
    })
}

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.ffmpeg {
            Some(Ffmpeg {
                path,
                version,
                too_old,
            }) => {
                writeln!(f, "ffmpeg    {version} ({path})")?;
                if *too_old {
                    let (major, minor) = OLDEST;
                    writeln!(
                        f,
                        "          too old: kinora needs {major}.{minor} or newer"
                    )?;
                }
            }
            None => writeln!(f, "ffmpeg    missing: {}", MovieError::FfmpegMissing)?,
        }
        let names = |hardware: bool, works: bool| {
            let names: Vec<_> = self
                .encoders
                .iter()
                .filter(|tried| tried.hardware == hardware && tried.works == works)
                .map(|tried| tried.name)
                .collect();
            match names.is_empty() {
                true => "none".into(),
                false => names.join(", "),
            }
        };
        if self.ffmpeg.is_some() {
            writeln!(f, "formats   {}", Encoder::what_works())?;
            writeln!(f, "encoders  {}", names(false, true))?;
            writeln!(f, "  without {}", names(false, false))?;
            writeln!(f, "hardware  {}", names(true, true))?;
            writeln!(f, "  without {}", names(true, false))?;
        }
        writeln!(f, "display   {}", self.display)?;
        match &self.opengl {
            Ok(OpenGl { renderer, software }) => {
                let who = if *software {
                    "the processor draws"
                } else {
                    "a GPU draws"
                };
                writeln!(f, "OpenGL    {renderer}: {who}")
            }
            Err(words) => writeln!(f, "OpenGL    does not work: {words}"),
        }
    }
}
