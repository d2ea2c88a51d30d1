//! The attribute of kinora that makes a recordable program of a macroquad one. Use it as `kinora::main`.

mod program;

use proc_macro::TokenStream;

/// Makes the `main` of a macroquad program, an async function, one that kinora runs: without arguments it opens the
/// window, where Ctrl+R records; `export`, `still` and the other commands work without one.
///
/// It takes what `macroquad::main` takes, the title of the window or a function that returns a `Conf`; other expressions
/// that are one of these, or a `Conf`; and settings of the movie after it. All may be left out:
///
/// ```ignore
/// #[kinora::main("Pong")]
/// #[kinora::main(window_conf)]
/// #[kinora::main(settings::window(800, 600))]
/// #[kinora::main(Conf { sample_count: 4, ..Default::default() })]
/// #[kinora::main("Pong", fps = 30, duration = 12.5, seed = 7)]
/// #[kinora::main]
/// async fn main() {
///     loop {
///         clear_background(BLACK);
///         next_frame().await
///     }
/// }
/// ```
///
/// The expression is evaluated when the program starts, once. `fps` is frames a second of the movie, 60 if nothing is
/// said, `duration` its length in seconds, 10 if nothing is said, `seed` what the random numbers start from. The function
/// may return a `Result<T, E>` with an `E` that has `Debug`: an error is printed, and the exit code is 1.
///
/// A crate may have kinora under another name, which is read from its Cargo.toml, or said below the attribute, as with
/// macroquad: `#[kinora(crate_rename = "name")]`, or `"::engine::name"` for one that another crate hands on.
#[proc_macro_attribute]
pub fn main(arguments: TokenStream, function: TokenStream) -> TokenStream {
    program::expand(arguments.into(), function.into())
        .unwrap_or_else(|error| error.into_compile_error())
        .into()
}
