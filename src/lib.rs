//! kinora is a sandbox for drawing in code and keeping the result as a movie.
//!
//! A sketch is an async function that draws shapes in a macroquad loop, with the settings of its movie beside it:
//!
//! ```no_run
//! use kinora::prelude::*;
//!
//! fn main() {
//!     kinora::run(Sketch::new("pulse", pulse).size(640, 480).fps(20).duration(5.0))
//! }
//!
//! async fn pulse() {
//!     loop {
//!         clear_background(WHITE);
//!         let radius = 220.0 + 20.0 * (get_time() as f32 * TAU).sin();
//!         draw_circle(screen_width() / 2.0, screen_height() / 2.0, radius, Color::from_hex(0x00ff00));
//!         next_frame().await
//!     }
//! }
//! ```
//!
//! The program has the whole command line of kinora: without arguments it opens the window, where R records;
//! `export` makes the movie with no window.
//!
//! # macroquad programs
//!
//! The modules of macroquad are here under their names, and [`macro@main`] takes what macroquad's takes: a program that
//! names `kinora` where it named `macroquad` runs as before, Ctrl+R records it, and it has the same command line.
//!
//! ```no_run
//! use kinora::prelude::*;
//!
//! #[kinora::main("Pong", duration = 20)]
//! async fn main() -> Result<(), kinora::Error> {
//!     let field = load_texture("field.png").await?;
//!     loop {
//!         draw_texture(&field, 0.0, 0.0, WHITE);
//!         next_frame().await
//!     }
//! }
//! ```
//!
//! # Pixels without a window
//!
//! A program that draws by itself gives its pictures to a [`VideoWriter`], or a function of time to a [`Clip`], and
//! (with the feature `image`) reads movies with a `VideoReader`. None of them needs a window, OpenGL or a display, and all
//! are in a crate of their own, `kinora-movie`.
//!
//! # The way a frame travels
//!
//! sketch → stage → canvas → movie. One direction; what comes back is a spent buffer and, at the end, one [`Report`]. The
//! modules of the crate `kinora-core` are in that order, and the crate `kinora-movie` is the way from pixels to a file:
//! channel → encoder thread → ffmpeg. The crate `kinora-run` is what is made of it: runs without a window, the window, the
//! command line. Here are the names. In an export a picture is copied once on this way: the canvas converts it, strip by strip,
//! while it reads it back. In a live recording the encoder thread converts. Where a picture is the mean of many samples,
//! the canvas sums up their light first.

pub mod sketch;

mod names;

#[cfg(feature = "live")]
extern crate kinora_dylib as _;

#[doc(inline)]
pub use kinora_core::draw;
#[cfg(feature = "plot")]
#[doc(inline)]
pub use kinora_core::draw::plot;
pub use kinora_core::sketches;
#[doc(inline)]
pub use kinora_core::{KinoraError, PartsError};
pub use kinora_macros::{book, main};
pub use kinora_movie::{
    AsPicture, Chroma, Clip, Codec, EncoderChoice, MovieError, Pixels, Preset, Report, Size,
    VideoWriter, WriterOptions, frame, gray,
};
#[cfg(feature = "image")]
pub use kinora_movie::{VideoReader, solid};
#[doc(inline)]
pub use kinora_run::run;
pub use macroquad::Error;
/// Types of the toolbox that are seldom named: what [`push`](prelude::push) returns, and what its functions take.
pub mod toolbox {
    pub use kinora_core::draw::Uniform;
    pub use kinora_core::stage::transform::Pushed;
    pub use kinora_core::tools::motion::Between;
    pub use kinora_core::tools::noise::Place;
}

pub use names::*;
pub use sketch::Sketch;

/// Says which sketches the library of a crate has, a [`Sketch`] or a list of them, so that the tool `kinora` can open it
/// live: where its source changes, the window goes on with the new code. Stands once in a crate; [`book!`](book) and
/// [`macro@main`] have it in them. In all other builds it is nothing.
///
/// ```
/// use kinora::prelude::*;
///
/// pub fn sketch() -> Sketch {
///     Sketch::new("orbit", orbit)
/// }
///
/// kinora::live!(sketch());
/// # async fn orbit() {}
/// # fn main() {}
/// ```
#[macro_export]
macro_rules! live {
    ($sketches:expr) => {
        $crate::exported!($sketches);
    };
}

#[cfg(feature = "live")]
#[doc(hidden)]
#[macro_export]
macro_rules! exported {
    ($sketches:expr) => {
        // SAFETY: a crate that said it twice would not be linked.
        #[unsafe(no_mangle)]
        fn kinora_sketches() -> ::std::vec::Vec<$crate::Sketch> {
            ::core::convert::Into::into($sketches)
        }
    };
}

#[cfg(not(feature = "live"))]
#[doc(hidden)]
#[macro_export]
macro_rules! exported {
    ($sketches:expr) => {};
}
