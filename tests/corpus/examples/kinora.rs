//! Runs the program of the corpus that this file is called by (through a link such as
//! `pong -> corpus-kinora`); under its own name it lists the programs.

// The programs are as people write them.
#![allow(clippy::all)]

include!(concat!(env!("OUT_DIR"), "/kinora.rs"));

fn main() {
    let called = std::env::args_os().next().unwrap_or_default();
    let name = std::path::Path::new(&called).file_stem();
    match PROGRAMS
        .iter()
        .find(|program| name == Some(program.0.as_ref()))
    {
        Some((_, run)) => run(),
        None => PROGRAMS.iter().for_each(|(name, _)| println!("{name}")),
    }
}
