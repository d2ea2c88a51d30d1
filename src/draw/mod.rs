//! Smooth shapes under macroquad's names.

mod circle;

pub use circle::draw_circle;
