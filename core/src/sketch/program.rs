//! A sketch that is a whole macroquad program, with a window of its own.

use std::cell::Cell;
use std::path::PathBuf;
use std::rc::Rc;

use macroquad::conf::Conf;
use macroquad::miniquad;

use super::{Outcome, Sketch};

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

/// What the program was started as: a sketch's own crate has its own name.
pub fn name() -> String {
    let path = std::env::args_os()
        .next()
        .map(PathBuf::from)
        .unwrap_or_default();
    path.file_stem().map_or_else(
        || "kinora".into(),
        |stem| stem.to_string_lossy().into_owned(),
    )
}

impl Sketch {
    /// A program that has its own window, the one that `window` describes: what
    /// `#[kinora::main]` makes of a macroquad program. It is called what its executable is called,
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
        let conf: Conf = window().into();
        let side = |side: i32| u32::try_from(side).unwrap_or_default();
        let (width, height) = (
            side(conf.miniquad_conf.window_width),
            side(conf.miniquad_conf.window_height),
        );
        // The first answer is for the window that opens: a function that reads a file or says something does so once.
        let first = Cell::new(Some(conf));
        let window = move || first.take().unwrap_or_else(|| window().into());
        Sketch {
            window: Some(Rc::new(window)),
            seed: UNSEEDED,
            ..Sketch::new(name(), start).size(width, height).keyboard()
        }
    }

    /// Whether it has its own window.
    #[doc(hidden)]
    pub fn is_program(&self) -> bool {
        self.window.is_some()
    }

    /// The window that it asks for; miniquad's own choice for a sketch that asks for none.
    #[doc(hidden)]
    pub fn window_conf(&self) -> Conf {
        self.window
            .as_ref()
            .map_or_else(Conf::default, |window| window())
    }

    /// Seconds of its movie. A program does not begin again after it.
    pub(super) fn program_length(&self) -> f64 {
        self.duration.unwrap_or(PROGRAM_LENGTH)
    }
}

/// What `#[kinora::main]` may be given as the window of a program: its title; a `Conf`, macroquad's
/// or miniquad's, or what becomes one; a function or a closure that returns such a thing. `Kind` tells these apart, and
/// follows from the type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not describe a window",
    label = "give a title, a `Conf`, or a function without arguments that returns a `Conf`"
)]
pub trait Window<Kind> {
    /// The window.
    fn describe(self) -> Conf;
}

/// The kind of a title.
pub enum Titled {}

/// The kind of a `Conf`.
pub enum Described {}

/// The kind of a function.
pub struct Returned<C>(std::marker::PhantomData<C>);

impl Window<Titled> for &str {
    fn describe(self) -> Conf {
        self.to_owned().describe()
    }
}

impl Window<Titled> for String {
    fn describe(self) -> Conf {
        let titled = miniquad::conf::Conf {
            window_title: self,
            ..miniquad::conf::Conf::default()
        };
        titled.into()
    }
}

impl<C: Into<Conf>> Window<Described> for C {
    fn describe(self) -> Conf {
        self.into()
    }
}

impl<F: Fn() -> C, C: Into<Conf>> Window<Returned<C>> for F {
    fn describe(self) -> Conf {
        self().into()
    }
}

/// The window that is described, for [`Sketch::program`].
pub fn window<Kind>(described: impl Window<Kind>) -> Conf {
    described.describe()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn conf() -> miniquad::conf::Conf {
        miniquad::conf::Conf {
            window_title: "Pong".into(),
            ..Default::default()
        }
    }

    #[test]
    fn a_window_is_described_by_a_title_a_conf_or_a_function() {
        const FUNCTION: fn() -> miniquad::conf::Conf = conf;
        let macroquads = || Conf::from(conf());
        let same = [
            window("Pong"),
            window(concat!("Po", "ng")),
            window(String::from("Pong")),
            window(conf()),
            window(macroquads()),
            window(conf),
            window(FUNCTION),
            window(macroquads),
            window(|| miniquad::conf::Conf {
                window_title: "Pong".into(),
                ..Default::default()
            }),
        ];
        for conf in same {
            assert_eq!(conf.miniquad_conf.window_title, "Pong");
            assert_eq!(conf.miniquad_conf.window_width, 800);
        }
    }

    #[test]
    fn a_program_is_asked_for_its_window_once_for_each_that_opens() {
        let asked = Rc::new(Cell::new(0));
        let counted = asked.clone();
        let window = move || {
            counted.set(counted.get() + 1);
            conf()
        };
        let program = Sketch::program(window, || async {});
        assert_eq!(
            program.clone().window_conf().miniquad_conf.window_title,
            "Pong"
        );
        assert_eq!(asked.get(), 1);
        program.window_conf();
        assert_eq!(asked.get(), 2);
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
}
