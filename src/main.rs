//! The tool: the sandbox with the sketches that come with it, and what opens the sketches of others live.

#[path = "../sketches/mod.rs"]
mod sketches;
mod tool;

fn main() {
    tool::run(&sketches::all())
}
