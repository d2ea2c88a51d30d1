//! What a sketch is: a name, a size, a frame rate, a duration, a seed, and how to start it.

use std::fmt::Debug;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use macroquad::conf::Conf;

use crate::frame::Size;
use crate::sampling::Sampling;
use crate::{Error, cli};

/// The highest frame rate a movie may have, in frames a second.
pub const MAX_FPS: f64 = 1000.0;

/// A sketch that is playing: polled once a frame. What it ends with, if it fails, is for people.
pub(crate) type Play = Pin<Box<dyn Future<Output = Result<(), String>>>>;

/// What the async function of a sketch may return: nothing, or a `Result` whose error ends the program with exit
/// code 1.
pub trait Outcome {
    /// The error, in words.
    fn into_result(self) -> Result<(), String>;
}

impl Outcome for () {
    fn into_result(self) -> Result<(), String> {
        Ok(())
    }
}

impl<E: Debug> Outcome for Result<(), E> {
    fn into_result(self) -> Result<(), String> {
        self.map_err(|error| format!("{error:?}"))
    }
}

/// A drawing in code: an async function that draws one frame, awaits
/// [`next_frame`](macroquad::window::next_frame) and goes round, with the settings of its movie beside it.
///
/// ```
/// use kinora::prelude::*;
///
/// pub fn sketch() -> Sketch {
///     Sketch::new("dot", dot).size(320, 240).fps(30).duration(2.0)
/// }
///
/// async fn dot() {
///     loop {
///         clear_background(WHITE);
///         draw_circle(320.0 * playhead(), 120.0, 20.0, RED);
///         next_frame().await
///     }
/// }
/// # assert_eq!(sketch().name(), "dot");
/// ```
#[derive(Clone)]
pub struct Sketch {
    name: String,
    about: String,
    width: u32,
    height: u32,
    fps: f64,
    duration: Option<f64>,
    seed: u64,
    keyboard: bool,
    /// The window that a program asks for.
    window: Option<Rc<dyn Fn() -> Conf>>,
    start: Rc<dyn Fn() -> Play>,
}

/// Length of a program's movie in seconds, where nobody says another.
const PROGRAM_LENGTH: f64 = 10.0;

/// The seed that leaves [`rand`](macroquad::rand) as it is in a program that never seeds it: a program without
/// `srand` gets the same numbers as under macroquad. quad-rand's generator is x ← x · M + C (mod 2⁶⁴), its `srand(s)`
/// makes the state (C + s) · M + C, and this is the s for which that is 0, its first state.
const UNSEEDED: u64 = {
    const MULTIPLIER: u64 = 6_364_136_223_846_793_005;
    const INCREMENT: u64 = 1_442_695_040_888_963_407;
    // Newton's iteration for the inverse: each step doubles the bits that are right, and an odd number has 3.
    let mut inverse = MULTIPLIER;
    let mut step = 0;
    while step < 5 {
        inverse = inverse.wrapping_mul(2u64.wrapping_sub(MULTIPLIER.wrapping_mul(inverse)));
        step += 1;
    }
    INCREMENT
        .wrapping_neg()
        .wrapping_mul(inverse)
        .wrapping_sub(INCREMENT)
};

impl Sketch {
    /// A sketch of 640×480 pixels and 60 frames a second, without an end, with seed 0.
    pub fn new<F>(name: impl Into<String>, start: impl Fn() -> F + 'static) -> Sketch
    where
        F: Future<Output: Outcome> + 'static,
    {
        let start = Rc::new(start);
        let start = move || -> Play {
            let start = start.clone();
            Box::pin(async move { start().await.into_result() })
        };
        Sketch {
            name: name.into(),
            about: String::new(),
            width: 640,
            height: 480,
            fps: 60.0,
            duration: None,
            seed: 0,
            keyboard: false,
            window: None,
            start: Rc::new(start),
        }
    }

    /// A program that has its own window, the one that `window` describes: what
    /// [`#[kinora::main]`](macro@crate::main) makes of a macroquad program. It is called what its executable is called,
    /// has 60 frames a second and the whole keyboard, and its canvas follows the window. It plays until it returns or
    /// the window is closed; [`duration`](Self::duration) is the length of its movie, 10 seconds if nothing is said.
    pub fn program<C, F>(
        window: impl Fn() -> C + 'static,
        start: impl Fn() -> F + 'static,
    ) -> Sketch
    where
        C: Into<Conf>,
        F: Future<Output: Outcome> + 'static,
    {
        let window = Rc::new(move || window().into());
        let conf: Conf = window();
        let side = |side: i32| u32::try_from(side).unwrap_or_default();
        Sketch {
            window: Some(window),
            seed: UNSEEDED,
            ..Sketch::new(cli::program_name(), start)
                .size(
                    side(conf.miniquad_conf.window_width),
                    side(conf.miniquad_conf.window_height),
                )
                .keyboard()
        }
    }

    /// The canvas in pixels, each side 1 to 16384.
    #[must_use]
    pub fn size(mut self, width: u32, height: u32) -> Sketch {
        (self.width, self.height) = (width, height);
        self
    }

    /// Frames a second of the movie, above 0 and at most 1000; `29.97` and the like are allowed.
    #[must_use]
    pub fn fps(mut self, fps: impl Into<f64>) -> Sketch {
        self.fps = fps.into();
        self
    }

    /// Length of the movie in seconds. Without it the sketch has no end, and an export must be told one.
    #[must_use]
    pub fn duration(mut self, seconds: f64) -> Sketch {
        self.duration = Some(seconds);
        self
    }

    /// What [`rand`](macroquad::rand) starts from at each play.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Sketch {
        self.seed = seed;
        self
    }

    /// Gives it the whole keyboard: the keys of the sandbox (R, S, Space, the arrows …) then need Ctrl.
    #[must_use]
    pub fn keyboard(mut self) -> Sketch {
        self.keyboard = true;
        self
    }

    /// One line that says what you will see, for lists.
    #[must_use]
    pub fn about(mut self, line: impl Into<String>) -> Sketch {
        self.about = line.into();
        self
    }

    /// Takes [`about`](Self::about) from the first `//!` line of the sketch's source.
    #[must_use]
    pub fn about_from_source(self, source: &str) -> Sketch {
        let line = source.lines().find_map(|line| line.strip_prefix("//!"));
        self.about(line.unwrap_or_default().trim())
    }

    /// The name it is called by on the command line, and that its movies get.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// One line that says what you will see; empty if nothing was said.
    pub fn about_line(&self) -> &str {
        &self.about
    }

    /// Whether it asked for the whole keyboard.
    pub(crate) fn has_keyboard(&self) -> bool {
        self.keyboard
    }

    /// Whether it has its own window.
    pub(crate) fn is_program(&self) -> bool {
        self.window.is_some()
    }

    /// The window that it asks for; miniquad's own choice for a sketch that asks for none.
    pub(crate) fn window_conf(&self) -> Conf {
        self.window
            .as_ref()
            .map_or_else(Conf::default, |window| window())
    }

    /// The settings beside the drawing.
    pub(crate) fn settings(&self) -> Settings {
        // A program does not begin again after its movie.
        let (duration, length) = match self.is_program() {
            true => (None, Some(self.duration.unwrap_or(PROGRAM_LENGTH))),
            false => (self.duration, None),
        };
        Settings {
            size: (self.width, self.height),
            scale: 1.0,
            fps: self.fps,
            duration,
            from: 0.0,
            length,
            seed: self.seed,
            alpha: false,
            sampling: Sampling::default(),
        }
    }

    pub(crate) fn start(&self) -> Play {
        (self.start)()
    }
}

impl std::fmt::Debug for Sketch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sketch")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// A list of sketches from one.
impl From<Sketch> for Vec<Sketch> {
    fn from(sketch: Sketch) -> Self {
        vec![sketch]
    }
}

/// Declares the modules of a folder of sketches and `pub fn all() -> Vec<Sketch>` over them: a new sketch is
/// one file and one word in this list. Each file has a `pub fn sketch() -> Sketch`, and its first `//!` line
/// is what lists say of it.
#[macro_export]
macro_rules! sketches {
    ($($name:ident),+ $(,)?) => {
        $(mod $name;)+

        /// Every sketch of this folder, in the order of the list.
        pub fn all() -> Vec<$crate::Sketch> {
            vec![$($name::sketch().about_from_source(include_str!(concat!(stringify!($name), ".rs")))),+]
        }
    };
}

/// Settings of one play, from the sketch and the command line, not yet checked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Settings {
    pub size: (u32, u32),
    pub scale: f64,
    pub fps: f64,
    pub duration: Option<f64>,
    pub from: f64,
    /// Seconds of the movie, if it is another length than the sketch's.
    pub length: Option<f64>,
    pub seed: u64,
    pub alpha: bool,
    pub sampling: Sampling,
}

impl Settings {
    /// Checks every setting once; a [`Plan`] is a possible movie.
    pub fn check(self) -> Result<Plan, Error> {
        let size = Size::new(self.size.0, self.size.1)?;
        let pixels = size.scaled(self.scale)?;
        let supersample = self.sampling.supersample;
        let canvas = pixels.scaled(supersample.into());
        check_fps(self.fps)?;
        if !(self.from >= 0.0 && self.from.is_finite()) {
            return Err(Error::From(self.from));
        }
        let frames = self
            .length
            .or(self.duration)
            .map(|duration| frame_count(self.fps, duration))
            .transpose()?;
        Ok(Plan {
            size,
            pixels,
            canvas: canvas.map_err(|_| Error::Canvas {
                size: pixels,
                supersample,
            })?,
            scale: self.scale,
            fps: self.fps,
            duration: self.duration,
            first: (self.from * self.fps).round() as u64,
            frames,
            seed: self.seed,
            alpha: self.alpha,
            sampling: self.sampling,
        })
    }
}

/// How a sketch is to be played: checked settings.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plan {
    /// The canvas as the sketch sees it.
    pub size: Size,
    /// The pixels of the movie.
    pub pixels: Size,
    /// The pixels that the canvas really has: more than the movie where they are supersampled.
    pub canvas: Size,
    /// Pixels of the movie on one unit of the canvas.
    pub scale: f64,
    pub fps: f64,
    /// Seconds; `None` for a sketch without an end.
    pub duration: Option<f64>,
    /// Index of the first frame of the movie.
    pub first: u64,
    /// Number of frames of the movie.
    pub frames: Option<u64>,
    pub seed: u64,
    /// Each frame begins clear instead of black, and keeps its transparency.
    pub alpha: bool,
    /// How many samples make one picture.
    pub sampling: Sampling,
}

/// The same number, if a movie can have so many frames a second.
pub(crate) fn check_fps(fps: f64) -> Result<f64, Error> {
    if fps > 0.0 && fps <= MAX_FPS {
        Ok(fps)
    } else {
        Err(Error::Fps(fps))
    }
}

/// How many frames `duration` seconds have, to the nearest whole one.
pub(crate) fn frame_count(fps: f64, duration: f64) -> Result<u64, Error> {
    let frames = (fps * duration).round();
    if frames >= 1.0 && frames.is_finite() {
        Ok(frames as u64)
    } else {
        Err(Error::Duration(duration))
    }
}

/// The sketch of that name, or an error with the nearest one.
pub(crate) fn find<'a>(sketches: &'a [Sketch], name: &str) -> Result<&'a Sketch, Error> {
    sketches
        .iter()
        .find(|sketch| sketch.name == name)
        .ok_or_else(|| Error::UnknownSketch {
            name: name.to_owned(),
            suggestion: nearest(sketches, name),
            known: names(sketches),
        })
}

pub(crate) fn names(sketches: &[Sketch]) -> Vec<String> {
    sketches.iter().map(|sketch| sketch.name.clone()).collect()
}

/// A name is near when at least this much of it is right (Jaro-Winkler, 0 to 1).
const NEAR: f64 = 0.7;

fn nearest(sketches: &[Sketch], name: &str) -> Option<String> {
    let name = name.to_lowercase();
    sketches
        .iter()
        .map(|sketch| {
            (
                strsim::jaro_winkler(&sketch.name.to_lowercase(), &name),
                sketch,
            )
        })
        .filter(|(likeness, _)| *likeness >= NEAR)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, sketch)| sketch.name.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sketch(name: &str) -> Sketch {
        Sketch::new(name, || async {})
    }

    #[test]
    fn a_plan_counts_fps_times_duration_frames() {
        let frames = |fps: f64, seconds: f64| {
            sketch("s")
                .fps(fps)
                .duration(seconds)
                .settings()
                .check()
                .unwrap()
                .frames
        };
        assert_eq!(frames(20.0, 5.0), Some(100));
        assert_eq!(frames(30000.0 / 1001.0, 10.0), Some(300));
        assert_eq!(frames(24.0, 0.04), Some(1));
    }

    #[test]
    fn a_program_without_a_seed_gets_the_numbers_that_it_gets_under_macroquad() {
        let unseeded = macroquad::rand::RandGenerator::new();
        let seeded = macroquad::rand::RandGenerator::new();
        seeded.srand(UNSEEDED);
        for _ in 0..5 {
            assert_eq!(seeded.rand(), unseeded.rand());
        }
    }

    #[test]
    fn impossible_settings_are_refused() {
        let refused = |sketch: Sketch| sketch.settings().check().unwrap_err();
        assert!(matches!(
            refused(sketch("s").size(0, 480)),
            Error::Size { .. }
        ));
        assert!(matches!(refused(sketch("s").fps(0)), Error::Fps(_)));
        assert!(matches!(refused(sketch("s").fps(f64::NAN)), Error::Fps(_)));
        assert!(matches!(
            refused(sketch("s").fps(f64::INFINITY)),
            Error::Fps(_)
        ));
        assert!(matches!(
            refused(sketch("s").duration(-1.0)),
            Error::Duration(_)
        ));
        assert!(matches!(
            refused(sketch("s").duration(0.0)),
            Error::Duration(_)
        ));
        assert!(matches!(
            refused(sketch("s").duration(f64::INFINITY)),
            Error::Duration(_)
        ));
    }

    #[test]
    fn an_unknown_name_gets_the_nearest_one() {
        let all = [sketch("pulse"), sketch("noise")];
        assert_eq!(find(&all, "noise").unwrap().name(), "noise");
        assert!(
            find(&all, "puls")
                .unwrap_err()
                .to_string()
                .contains("did you mean 'pulse'?")
        );
        assert!(
            find(&all, "Noisy")
                .unwrap_err()
                .to_string()
                .contains("'noise'")
        );
        assert!(
            find(&all, "xyz")
                .unwrap_err()
                .to_string()
                .contains("pulse, noise")
        );
    }

    #[test]
    fn what_a_list_says_is_the_first_doc_line() {
        let source = "//! A circle.\n//! More.\nuse kinora::prelude::*;";
        assert_eq!(
            sketch("s").about_from_source(source).about_line(),
            "A circle."
        );
    }
}
