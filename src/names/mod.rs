//! macroquad's modules under macroquad's names, each with kinora's version of what a recording depends on. There is
//! nothing here but names.
//!
//! A name given one by one takes the place of the one of the same name that a glob brings.

pub mod prelude;

pub use macroquad::{color, color_u8, conf, hash, logging, math, telemetry};

/// Cameras that end on the canvas.
pub mod camera {
    pub use kinora_core::stage::names::{
        Camera, pop_camera_state, push_camera_state, set_camera, set_default_camera,
    };
    pub use macroquad::camera::*;
}

/// Sound. Movies have it; it is heard in the window, too, with kinora's feature `audio`.
pub mod audio {
    pub use kinora_core::sound::names::*;
    pub use kinora_core::sound::{Playback, Sound, Tone, Voice, midi_to_hertz};
}

/// Files, loaded from the folder that the program runs in.
pub mod file {
    pub use macroquad::file::*;
}

/// Keys, mouse and touch, as the sketch is told of them.
pub mod input {
    pub use kinora_core::stage::names::{
        clear_input_queue, get_char_pressed, get_keys_down, get_keys_pressed, get_keys_released,
        get_last_key_pressed, is_any_key_down, is_key_down, is_key_pressed, is_key_released,
        is_mouse_button_down, is_mouse_button_pressed, is_mouse_button_released, is_quit_requested,
        mouse_delta_position, mouse_position, mouse_position_local, mouse_wheel, prevent_quit,
        set_cursor_grab, show_mouse, touches, touches_local,
    };
    pub use macroquad::input::*;

    /// Events one by one: those of the sketch, with places on the canvas.
    pub mod utils {
        pub use kinora_core::stage::names::{register_input_subscriber, repeat_all_miniquad_input};
    }
}

/// Materials.
pub mod material {
    pub use kinora_core::stage::names::{gl_use_default_material, gl_use_material};
    pub use macroquad::material::*;
}

/// Solids, and lines of 3D.
pub mod models {
    pub use kinora_core::stage::names::{
        draw_cube_wires, draw_cylinder_ex, draw_cylinder_wires, draw_grid, draw_grid_ex,
        draw_line_3d, draw_sphere_ex, draw_sphere_wires,
    };
    pub use macroquad::models::*;
}

/// Random numbers, which begin with the sketch's seed.
pub mod rand {
    pub use macroquad::rand::*;
}

/// Smooth shapes.
pub mod shapes {
    pub use kinora_core::draw::{
        draw_arc, draw_circle, draw_circle_lines, draw_ellipse, draw_ellipse_lines, draw_hexagon,
        draw_line, draw_poly, draw_poly_lines, draw_rectangle, draw_rectangle_ex,
        draw_rectangle_lines, draw_rectangle_lines_ex, draw_triangle, draw_triangle_lines,
    };
    pub use macroquad::shapes::*;
}

/// Text, with as many pixels as it is shown with.
pub mod text {
    pub use kinora_core::draw::{
        draw_multiline_text, draw_multiline_text_ex, draw_text, draw_text_ex,
    };
    pub use macroquad::text::*;
}

/// Textures, pictures and render targets.
pub mod texture {
    pub use kinora_core::draw::{draw_texture, draw_texture_ex};
    pub use kinora_core::stage::names::get_screen_data;
    pub use macroquad::texture::*;
}

/// The sketch's clock.
pub mod time {
    pub use kinora_core::draw::draw_fps;
    pub use kinora_core::stage::names::{get_fps, get_frame_time, get_time};
}

/// macroquad's UI, which comes onto the canvas at the end of each frame.
pub mod ui {
    pub use macroquad::ui::*;
}

/// The canvas, as if it were the window.
pub mod window {
    pub use super::miniquad;
    pub use kinora_core::stage::names::{
        clear_background, request_new_screen_size, screen_dpi_scale, screen_height, screen_width,
        set_fullscreen,
    };
    pub use macroquad::window::*;
}

/// What macroquad is built on.
pub mod miniquad {
    pub use macroquad::miniquad::*;

    /// The clock that programs seed random numbers from.
    pub mod date {
        pub use macroquad::miniquad::date::*;
    }

    /// The canvas, as if it were the window.
    pub mod window {
        pub use kinora_core::stage::names::{
            order_quit, quit, request_quit, screen_size, set_fullscreen, set_mouse_cursor,
            set_window_size, show_mouse,
        };
        pub use macroquad::miniquad::window::*;
    }
}

/// Coroutines, animations, nodes.
pub mod experimental {
    pub use macroquad::experimental::{animation, camera, collections, coroutines, state_machine};

    /// Nodes, which draw on the canvas at the end of each frame.
    pub mod scene {
        pub use kinora_core::stage::scenes::set_camera;
        pub use macroquad::experimental::scene::*;
    }
}
