//! Lines of 3D, whose pipeline takes no material: under a camera without depth, where they are drawn between smooth
//! lines, macroquad has its own material again first.

use macroquad::color::Color;
use macroquad::math::{Quat, Vec3};
use macroquad::models::{self, DrawCylinderParams, DrawSphereParams};
use macroquad::texture::Texture2D;

use super::material::leave_bars;

macro_rules! wires {
    ($($name:ident($($parameter:ident: $type:ty),*);)*) => {$(
        /// As macroquad's.
        #[allow(clippy::too_many_arguments)]
        pub fn $name($($parameter: $type),*) {
            leave_bars();
            models::$name($($parameter),*);
        }
    )*};
}

wires! {
    draw_line_3d(start: Vec3, end: Vec3, color: Color);
    draw_grid(slices: u32, spacing: f32, axes_color: Color, other_color: Color);
    draw_grid_ex(
        slices: u32, spacing: f32, axes_color: Color, other_color: Color, center: Vec3, rotation: Quat
    );
    draw_cube_wires(position: Vec3, size: Vec3, color: Color);
    draw_sphere_wires(center: Vec3, radius: f32, texture: Option<&Texture2D>, color: Color);
    draw_sphere_ex(
        center: Vec3, radius: f32, texture: Option<&Texture2D>, color: Color, params: DrawSphereParams
    );
    draw_cylinder_wires(
        position: Vec3, radius_top: f32, radius_bottom: f32, height: f32, texture: Option<&Texture2D>,
        color: Color
    );
    draw_cylinder_ex(
        position: Vec3, radius_top: f32, radius_bottom: f32, height: f32, texture: Option<&Texture2D>,
        color: Color, params: DrawCylinderParams
    );
}
