//! Smooth shapes: macroquad's under its own names, and what is new beside them. They know the camera that is set, and
//! nothing of recording.
//!
//! Edges are anti-aliased in the geometry: a rim in which the colour fades out as a texture says, that has the part of
//! a pixel that is covered by the distance and slant of the edge. Lengths are in units of the
//! camera that is set, and a rim is a pixel wide under any camera and scale. Under a camera with depth, edges are
//! hard. Colours are sRGB and their alpha is straight, as macroquad's are.

mod clip;
mod edges;
mod fill;
mod filter;
mod gradient;
mod hairline;
mod ink;
mod large;
mod layer;
mod measure;
mod outline;
mod path;
mod picture;
#[cfg(feature = "plot")]
pub mod plot;
mod round;
pub mod sheet;
mod sides;
mod solid;
mod straight;
mod strip;
mod stroke;
mod text;
mod texture;

pub use clip::with_clip;
#[doc(hidden)]
pub use edges::prepare;
pub use fill::{draw_path, draw_polygon};
pub use filter::{Filter, Uniform, filter};
pub use gradient::{Fill, Gradient};
pub use layer::Layer;
pub use outline::{draw_path_lines, draw_polyline};
pub use path::Path;
pub use picture::{draw_picture, draw_pixels};
pub use round::{draw_arc, draw_circle, draw_circle_lines, draw_ellipse, draw_ellipse_lines};
pub use straight::{
    draw_hexagon, draw_line, draw_poly, draw_poly_lines, draw_rectangle, draw_rectangle_ex,
    draw_rectangle_lines, draw_rectangle_lines_ex, draw_rounded_rectangle,
    draw_rounded_rectangle_lines, draw_triangle, draw_triangle_lines,
};
pub use stroke::{Cap, Join, Stroke};
pub use text::{
    Align, Baseline, Text, Typeface, draw_fps, draw_multiline_text, draw_multiline_text_ex,
    draw_text, draw_text_ex,
};
pub use texture::{draw_texture, draw_texture_ex};
