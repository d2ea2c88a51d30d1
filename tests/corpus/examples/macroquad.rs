//! The programs of the corpus, as they are.

// They are as people write them.
#![allow(clippy::all)]

#[path = "../dispatch.rs"]
mod dispatch;

include!(concat!(env!("OUT_DIR"), "/macroquad.rs"));

fn main() {
    dispatch::run(PROGRAMS);
}
