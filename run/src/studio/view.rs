//! Which part of the window shows the canvas.

use kinora_movie::frame::Size;
use macroquad::miniquad::window::screen_size;

use kinora_core::canvas::Area;

/// How large the canvas is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zoom {
    /// As large as it fits, in its own proportions.
    Fit,
    /// So many pixels of the window for each unit of the canvas.
    Times(u32),
}

/// A rectangle of the window, in its pixels, from its top left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Room {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
}

impl Room {
    /// All of the window.
    pub fn window() -> Room {
        let (width, height) = screen_size();
        Room {
            x: 0.0,
            y: 0.0,
            width,
            height,
        }
    }

    /// The middle of it, for the canvas. At a fixed zoom it may be larger than the room.
    pub fn area(self, canvas: Size, zoom: Zoom, window_height: f32) -> Area {
        let (canvas_width, canvas_height) = (canvas.width() as f32, canvas.height() as f32);
        let scale = match zoom {
            Zoom::Fit => (self.width / canvas_width).min(self.height / canvas_height),
            Zoom::Times(times) => times as f32,
        };
        let side = |side: f32| (side * scale).round().max(1.0);
        let (width, height) = (side(canvas_width), side(canvas_height));
        let middle = |outer: f32, inner: f32| ((outer - inner) / 2.0).floor();
        let top = self.y + middle(self.height, height);
        Area {
            x: (self.x + middle(self.width, width)) as i32,
            y: (window_height - top - height) as i32,
            width: width as i32,
            height: height as i32,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(width: f32, height: f32, zoom: Zoom) -> Area {
        let room = Room {
            x: 0.0,
            y: 0.0,
            width,
            height,
        };
        // Below the room, 40 pixels of something else.
        room.area(Size::new(640, 480).unwrap(), zoom, height + 40.0)
    }

    fn at(x: i32, y: i32, width: i32, height: i32) -> Area {
        Area {
            x,
            y,
            width,
            height,
        }
    }

    #[test]
    fn the_canvas_fits_into_the_middle_of_any_room() {
        assert_eq!(area(640.0, 480.0, Zoom::Fit), at(0, 40, 640, 480));
        assert_eq!(area(1000.0, 480.0, Zoom::Fit), at(180, 40, 640, 480));
        assert_eq!(area(320.0, 400.0, Zoom::Fit), at(0, 120, 320, 240));
    }

    #[test]
    fn a_fixed_zoom_may_reach_beyond_the_room() {
        let whole = area(1000.0, 500.0, Zoom::Times(1));
        assert_eq!(whole, at(180, 50, 640, 480));
        let twice = area(640.0, 480.0, Zoom::Times(2));
        assert_eq!(twice, at(-320, -200, 1280, 960));
    }
}
