//! What a sketch is: a name, a size, a frame rate, a duration, a seed, and how to start it. It knows nothing of
//! windows and files.

mod plan;
pub mod program;
pub mod sampling;

use std::fmt::Debug;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

pub use kinora_movie::{MAX_FPS, MIN_FPS};
use macroquad::conf::Conf;

use crate::KinoraError;
pub use crate::sketch::sampling::Sampling;
pub use plan::{Plan, Settings};
pub use program::{Window, window};

/// A sketch that is playing: polled once a frame. What it ends with, if it fails, is for people.
pub type Play = Pin<Box<dyn Future<Output = Result<(), String>>>>;

/// What the async function of a sketch may return: nothing, or a `Result` whose error ends the program with exit
/// code 1. What a `Result` has if all went well is dropped.
pub trait Outcome {
    /// The error, in words.
    fn into_result(self) -> Result<(), String>;
}

impl Outcome for () {
    fn into_result(self) -> Result<(), String> {
        Ok(())
    }
}

impl<T, E: Debug> Outcome for Result<T, E> {
    fn into_result(self) -> Result<(), String> {
        self.map(drop).map_err(|error| format!("{error:?}"))
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
    stateless: bool,
    /// The parameter that names a sound file as long as its movie.
    sound: Option<String>,
    /// The window that a program asks for.
    window: Option<Rc<dyn Fn() -> Conf>>,
    start: Rc<dyn Fn() -> Play>,
}

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
            stateless: false,
            sound: None,
            window: None,
            start: Rc::new(start),
        }
    }

    /// The canvas in pixels, each side 1 to 16384.
    #[must_use]
    pub fn size(mut self, width: u32, height: u32) -> Sketch {
        (self.width, self.height) = (width, height);
        self
    }

    /// Frames a second of the movie, 0.01 to 1000; `29.97` and the like are allowed.
    #[must_use]
    pub fn fps(mut self, fps: impl Into<f64>) -> Sketch {
        self.fps = fps.into();
        self
    }

    /// Length of the movie in seconds. Without it the sketch has no end, and an export must be told one.
    #[must_use]
    pub fn duration(mut self, seconds: impl Into<f64>) -> Sketch {
        self.duration = Some(seconds.into());
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

    /// Says that a picture of it depends on its time and its parameters alone: not on the frames before it, on the frame
    /// time, or on what somebody does. What was played in the window can then be exported with motion blur too, for which
    /// it is drawn at moments that nobody has seen.
    ///
    /// ```
    /// # use kinora::prelude::*;
    /// let sketch = Sketch::new("sun", sun).stateless();
    ///
    /// async fn sun() {
    ///     loop {
    ///         clear_background(BLACK);
    ///         let height = 240.0 + 200.0 * (get_time() as f32).cos();
    ///         draw_circle(320.0, height, 40.0, GOLD);
    ///         next_frame().await
    ///     }
    /// }
    /// ```
    #[must_use]
    pub fn stateless(mut self) -> Sketch {
        self.stateless = true;
        self
    }

    /// Its movie is as long as the sound file that the [text](crate::stage::parameters::names::text) parameter of that name says,
    /// where one is said with `--set`: a music video.
    ///
    /// ```
    /// # use kinora::prelude::*;
    /// let sketch = Sketch::new("spectrum", spectrum).duration(10.0).duration_of_sound("file");
    /// # async fn spectrum() {}
    /// ```
    #[must_use]
    pub fn duration_of_sound(mut self, parameter: impl Into<String>) -> Sketch {
        self.sound = Some(parameter.into());
        self
    }

    /// The same, if it is so: the parameter.
    #[doc(hidden)]
    pub fn sound_parameter(&self) -> Option<&str> {
        self.sound.as_deref()
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
    #[doc(hidden)]
    pub fn has_keyboard(&self) -> bool {
        self.keyboard
    }

    /// Whether its pictures depend on time and parameters alone.
    #[doc(hidden)]
    pub fn is_stateless(&self) -> bool {
        self.stateless
    }

    /// The settings beside the drawing.
    #[doc(hidden)]
    pub fn settings(&self) -> Settings {
        let (duration, length) = match self.is_program() {
            true => (None, Some(self.program_length())),
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

    /// Plays it from its beginning.
    #[doc(hidden)]
    pub fn start(&self) -> Play {
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

/// The sketch of that name, or an error with the nearest one.
pub fn find<'a>(sketches: &'a [Sketch], name: &str) -> Result<&'a Sketch, KinoraError> {
    sketches
        .iter()
        .find(|sketch| sketch.name == name)
        .ok_or_else(|| KinoraError::UnknownSketch {
            name: name.to_owned(),
            suggestion: nearest(sketches, name),
            known: names(sketches),
        })
}

/// The names of sketches, in the order of the list.
pub fn names(sketches: &[Sketch]) -> Vec<String> {
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
