//! Whatever `kinora::main` may be told of a window compiles, and so does whatever the function may be: this is a program
//! in each of these forms. What becomes of them is tested beside the attribute and with the programs.

// A form that somebody may write, though there is a shorter one.
#![allow(clippy::redundant_closure, unused_braces)]

/// An engine that hands kinora on to its games.
mod engine {
    pub use kinora as film;
}

use kinora::prelude::*;

const TITLE: &str = "Pong";
const FUNCTION: fn() -> Conf = conf;

static WINDOW: fn() -> kinora::conf::Conf = || kinora::conf::Conf {
    miniquad_conf: conf(),
    ..Default::default()
};

fn conf() -> Conf {
    sized(400, 300)
}

fn sized(window_width: i32, window_height: i32) -> Conf {
    Conf {
        window_width,
        window_height,
        ..Default::default()
    }
}

/// What a program's own kind of settings becomes.
struct Settings;

impl From<Settings> for kinora::conf::Conf {
    fn from(_: Settings) -> Self {
        conf().into()
    }
}

macro_rules! programs {
    ($($name:ident: $(#[$attribute:meta])+ $(-> $result:ty = $value:expr)?;)+) => {
        $(mod $name {
            #[allow(unused_imports)]
            use super::*;

            $(#[$attribute])+
            pub async fn main() $(-> $result)? {
                next_frame().await;
                $($value)?
            }
        })+

        /// That they compile is what is tested.
        #[test]
        fn all_of_them_are_programs() {
            let programs: &[fn()] = &[$($name::main),+];
            assert_eq!(programs.len(), [$(stringify!($name)),+].len());
        }
    };
}

programs! {
    nothing: #[kinora::main];
    title: #[kinora::main("Pong")];
    raw_title: #[kinora::main(r"Pong")];
    named_title: #[kinora::main(TITLE)];
    joined_title: #[kinora::main(concat!("Pong ", env!("CARGO_PKG_VERSION")))];
    made_title: #[kinora::main(format!("{TITLE} {}", 2), fps = 30)];
    function: #[kinora::main(conf)];
    path: #[kinora::main(super::conf, duration = 12.5)];
    constant_function: #[kinora::main(FUNCTION)];
    macroquads_function: #[kinora::main(WINDOW)];
    call: #[kinora::main(conf())];
    call_with_arguments: #[kinora::main(sized(400, 300), seed = 7)];
    value: #[kinora::main(Conf { window_width: 400, ..Default::default() }, fps = 29.97)];
    default_value: #[kinora::main(Conf::default())];
    block: #[kinora::main({ conf() })];
    closure: #[kinora::main(|| conf(), fps = 30, duration = 20, seed = 7)];
    closure_of_a_value: #[kinora::main(|| Conf { window_width: 400, ..conf() })];
    choice: #[kinora::main(if cfg!(debug_assertions) { conf() } else { sized(800, 600) })];
    own_settings: #[kinora::main(Settings)];
    renamed: #[kinora::main("Pong")] #[kinora(crate_rename = "super::engine::film")];
    renamed_as_in_macroquad: #[kinora::main("Pong")] #[macroquad(crate_rename = "kinora")];
    attributes: #[kinora::main("Pong")] #[allow(clippy::unused_async)] #[doc = "A game."];
    result: #[kinora::main("Pong")] -> Result<(), String> = Ok(());
    valued_result: #[kinora::main("Pong")] -> Result<u32, std::io::Error> = Ok(3);
    boxed_result: #[kinora::main("Pong")] -> Result<(), Box<dyn std::error::Error>> = Ok(());
}
