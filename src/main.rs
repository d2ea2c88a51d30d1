//! The sandbox with the sketches that come with it.

#[path = "../sketches/mod.rs"]
mod sketches;

fn main() {
    kinora::run(sketches::all())
}
