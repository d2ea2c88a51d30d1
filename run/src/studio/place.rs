//! Where a frame of the sketch goes: onto its canvas, which is then shown; or, of a program that plays as it would without
//! kinora, straight on the window.

use macroquad::miniquad::window::{dpi_scale, screen_size};

use super::Studio;
use super::view::Zoom;
use kinora_core::canvas::{Area, Screen};
use kinora_core::stage::Onto;

impl Studio {
    /// Where the next frame is drawn: straight on its window, if a program plays as it would without kinora.
    pub(super) fn next_place(&self) -> Onto {
        let is_alone = self.panel.is_hidden && self.zoom == Zoom::Fit && self.waiting.is_empty();
        let is_free = self.player.transport.is_running() && !self.recordings.is_recording();
        let is_free = is_free && !self.player.asked().needs_canvas;
        let (width, height) = screen_size();
        let canvas = (self.plan.canvas.width(), self.plan.canvas.height());
        let fits = (width as u32, height as u32) == canvas;
        #[cfg(feature = "live")]
        let is_alone = is_alone && !self.rebuilt.waits();
        match self.sketch().is_program() && is_alone && is_free && fits {
            true => Onto::Window,
            false => Onto::Canvas,
        }
    }

    /// Makes the canvas of a program as large as its window, but not while it is recorded or its picture is kept.
    pub(super) fn follow_window(&mut self) {
        let is_free = self.player.transport.is_running() && !self.recordings.is_recording();
        if self.sketch().is_program() && is_free && self.plan.follow(screen_size(), dpi_scale()) {
            self.player.resize(&self.plan);
        }
    }

    /// Shows the canvas in the window, unless the frame is there already.
    pub(super) fn show(&self, screen: &mut Screen) {
        match self.player.canvas() {
            Some(_) if self.onto == Onto::Window => {}
            Some(canvas) => screen.show(canvas, self.area()),
            None => screen.clear(),
        }
    }

    /// Where the canvas is shown.
    pub(super) fn area(&self) -> Area {
        let room = self.panel.room();
        room.area(self.plan.size, self.zoom, screen_size().1)
    }
}
