//! Time and screen, as a sketch sees them.

use macroquad::math::{Rect, Vec2, vec2};

use super::now::{moment, scene};

/// Seconds since the sketch began: by the clock in a window, exactly frame / fps in a locked recording or an
/// export. The same value for a whole frame.
///
/// With `--motion-blur N` a frame is played N times, as sub-frames: number j of frame n is at
/// (n + (j + 0.5) / N · shutter / 360°) / fps. A sketch whose state goes on by one step for each `next_frame()`, and not
/// by [`get_frame_time`], goes N times as fast then.
pub fn get_time() -> f64 {
    moment().time
}

/// Seconds between the frame before and this one; exactly 1 / fps in a locked recording or an export. With
/// `--motion-blur`, seconds between the sub-frame before and this one; those of a frame add up to 1 / fps.
pub fn get_frame_time() -> f32 {
    moment().frame_time as f32
}

/// Frames a second, from the time of the last frame.
pub fn get_fps() -> i32 {
    let seconds = moment().frame_time;
    if seconds > 0.0 {
        (1.0 / seconds).round() as i32
    } else {
        0
    }
}

/// Frames since the sketch began; 0 for the first. The sub-frames of `--motion-blur` are all of one frame.
pub fn frame_index() -> u64 {
    moment().index
}

/// How far the sketch is: from 0 up to, not including, 1 over its duration, then from 0 again. Always 0 for a
/// sketch without a duration.
pub fn playhead() -> f32 {
    match scene(|scene| scene.duration) {
        Some(Some(duration)) => (moment().time / duration).fract() as f32,
        _ => 0.0,
    }
}

/// Width of the canvas, whatever the size of the window.
pub fn screen_width() -> f32 {
    scene(|scene| scene.size.width() as f32).unwrap_or_else(macroquad::window::screen_width)
}

/// Height of the canvas, whatever the size of the window.
pub fn screen_height() -> f32 {
    scene(|scene| scene.size.height() as f32).unwrap_or_else(macroquad::window::screen_height)
}

/// Width and height of the canvas.
pub fn canvas_size() -> Vec2 {
    vec2(screen_width(), screen_height())
}

/// All of the canvas, from its top left corner on.
pub fn canvas_rect() -> Rect {
    Rect::new(0.0, 0.0, screen_width(), screen_height())
}

/// Pixels of the canvas on one unit of [`screen_width`]: what `--scale` asked for, else 1, times what `--supersample`
/// asked for.
pub fn screen_dpi_scale() -> f32 {
    scene(|scene| scene.pixels.width() as f32 / scene.size.width() as f32).unwrap_or(1.0)
}
