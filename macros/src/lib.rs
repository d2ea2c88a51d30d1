//! The macros of kinora that read more than Rust's own can: the attribute that makes a recordable program of a macroquad
//! one, and the list of a sketchbook. Use them as `kinora::main` and `kinora::book`.

mod book;
mod kinora;
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

/// The sketches of a folder beside Cargo.toml: each of its `.rs` files becomes a module, and `pub fn sketches() ->
/// Vec<Sketch>` has the sketch of each, in the order of the files' names. So a new file is in the list without being named
/// anywhere. The tool `kinora` opens such a library live.
///
/// ```ignore
/// kinora::book!("sketches");
/// ```
///
/// It may also be the one file that there is. Each file has a `pub fn sketch() -> Sketch`, and its first `//!` line is what
/// lists say of it. Files whose names begin with `_` or `.`, `mod.rs`, and folders are left out.
///
/// cargo does not see that a file is new unless a `build.rs` says which folder it is in:
///
/// ```ignore
/// fn main() {
///     println!("cargo::rerun-if-changed=sketches");
/// }
/// ```
#[proc_macro]
pub fn book(folder: TokenStream) -> TokenStream {
    book::expand(folder.into())
        .unwrap_or_else(|error| error.into_compile_error())
        .into()
}
