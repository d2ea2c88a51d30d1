//! The programs of the corpus, with kinora in macroquad's place.

// They are as people write them.
#![allow(clippy::all)]

#[path = "../dispatch.rs"]
mod dispatch;

include!(concat!(env!("OUT_DIR"), "/kinora.rs"));

fn main() {
    dispatch::run(PROGRAMS);
}
