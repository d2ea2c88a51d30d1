//! Everything a sketch needs: macroquad's prelude, with kinora's versions of the names that a recording depends on.

pub use std::f32::consts::{PI, TAU};

pub use macroquad::prelude::*;

pub use crate::experimental::{coroutines, scene};
pub use crate::input::utils;
pub use crate::miniquad;
pub use kinora_core::draw::{
    Align, Baseline, Cap, Fill, Filter, Gradient, Join, Layer, Path, Stroke, Text, Typeface,
    draw_arc, draw_circle, draw_circle_lines, draw_ellipse, draw_ellipse_lines, draw_fps,
    draw_hexagon, draw_line, draw_multiline_text, draw_multiline_text_ex, draw_path,
    draw_path_lines, draw_picture, draw_pixels, draw_poly, draw_poly_lines, draw_polygon,
    draw_polyline, draw_rectangle, draw_rectangle_ex, draw_rectangle_lines,
    draw_rectangle_lines_ex, draw_rounded_rectangle, draw_rounded_rectangle_lines, draw_text,
    draw_text_ex, draw_texture, draw_texture_ex, draw_triangle, draw_triangle_lines, filter,
    with_clip,
};
pub use kinora_core::stage::transform::{
    apply_transform, from_local, push, reset_transform, rotate, scale, shear, to_local, transform,
    translate, with_transform,
};
pub use kinora_core::tools::names::*;
// Named one by one: a name given so takes the place of macroquad's of the same name.
pub use crate::{Pixels, Sketch};
pub use kinora_core::stage::names::{
    Blend, Camera, button, canvas_rect, canvas_size, choice, clear_background, clear_input_queue,
    color, draw_cube_wires, draw_cylinder_ex, draw_cylinder_wires, draw_grid, draw_grid_ex,
    draw_line_3d, draw_sphere_ex, draw_sphere_wires, frame_index, get_char_pressed, get_fps,
    get_frame_time, get_keys_down, get_keys_pressed, get_keys_released, get_last_key_pressed,
    get_screen_data, get_time, gl_use_default_material, gl_use_material, is_any_key_down,
    is_key_down, is_key_pressed, is_key_released, is_mouse_button_down, is_mouse_button_pressed,
    is_mouse_button_released, is_quit_requested, mouse_delta_position, mouse_position,
    mouse_position_local, mouse_wheel, playhead, pop_camera_state, prevent_quit, push_camera_state,
    request_new_screen_size, screen_dpi_scale, screen_height, screen_width, set_blend, set_camera,
    set_cursor_grab, set_default_camera, set_fullscreen, show_mouse, slider, text, toggle, touches,
    touches_local,
};

/// None of the toolbox's names is one of macroquad's: it would be two things here, and not be compiled.
#[cfg(test)]
#[allow(unused_imports, reason = "they are only named")]
mod tests {
    mod both {
        pub use drawn::*;
        pub use kinora_core::stage::transform::*;
        pub use kinora_core::tools::names::*;
        pub use macroquad::prelude::*;

        mod drawn {
            pub use kinora_core::draw::{Filter, Layer, filter, with_clip};
            pub use kinora_core::stage::names::{canvas_rect, canvas_size};
        }
    }

    use both::{
        ColorMap, Ease, Filter, Grid, Keyframes, Layer, Noise, Palette, Pushed, Spring,
        apply_transform, canvas_rect, canvas_size, css_color, filter, from_local, hsb, hsl,
        in_circle, inset, lerp, lerp_color, map, noise, norm, oklch, on_circle, pick,
        pick_weighted, ping_pong, poisson_discs, push, random_gaussian, reset_transform, rotate,
        scale, shear, shuffle, smoothstep, swing, to_hsb, to_hsl, to_local, to_oklch, transform,
        translate, with_clip, with_transform,
    };
}
