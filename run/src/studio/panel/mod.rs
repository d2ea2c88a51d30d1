//! What the window has beside the canvas: the panel, the time line, notices and the list of keys. It is drawn on the
//! window, so that no recording has it.

#[cfg(feature = "live")]
mod compiler;
mod gui;
mod knobs;
mod look;
mod overlay;
mod painter;
mod side;
mod timeline;

use std::time::{Duration, Instant};

use egui::{Context, Id, Order, TextEdit, pos2};
use macroquad::miniquad::window::{dpi_scale, set_mouse_cursor, show_mouse};

use super::keys::Wish;
use super::notice::Notices;
use super::recordings::Status;
use super::transport::Transport;
use super::view::Room;
use gui::Gui;
use kinora_core::sketch::{Plan, Sketch};
use kinora_core::stage::{Cursor, Parameters};
use side::List;

/// Width of the panel in points.
pub const WIDTH: f32 = 280.0;

/// Height of the time line in points.
pub const HEIGHT: f32 = 40.0;

/// In a window narrower than this, in points, the panel is folded away: the canvas would have less room than it.
const NARROW: f32 = 2.0 * WIDTH;

/// How long nothing is laid out where there is nothing to show.
const NAP: Duration = Duration::from_millis(250);

/// What the panel shows.
pub struct Facts<'a> {
    pub sketches: &'a [Sketch],
    pub current: usize,
    pub plan: &'a Plan,
    pub transport: &'a Transport,
    /// Of the recording that runs.
    pub status: Option<Status>,
    pub is_saving: bool,
    /// How much of what just happened is a movie, 0 to 1, if it is being made one.
    pub keeping: Option<f64>,
    /// How many seconds of it are kept; `None` for all.
    pub keeps: Option<u32>,
    pub extension: &'a str,
    pub parameters: &'a mut Parameters,
    pub notices: &'a mut Notices,
    /// Why the sketch cannot go on.
    pub broken: Option<&'a str>,
    /// How far the sketch is on its way to a moment, 0 to 1, if that takes long.
    pub way: Option<f64>,
    /// What is said of the last build.
    #[cfg(feature = "live")]
    pub build: &'a super::live::Build,
    /// How the mouse looks over the canvas.
    pub cursor: Cursor,
    /// Where it was in what is played again: x, y from the top left corner of the window, in pixels.
    pub pointer: Option<(f32, f32)>,
}

/// The state of the panel itself.
#[derive(Default)]
pub struct Panel {
    /// From the first frame on.
    gui: Option<Gui>,
    list: List,
    pub is_hidden: bool,
    pub shows_keys: bool,
    /// The window has no room for the panel beside the canvas.
    is_narrow: bool,
    /// There it lies over the canvas.
    is_unfolded: bool,
    has_keyboard: bool,
    has_mouse: bool,
    /// A button of the mouse is down.
    is_held: bool,
    is_dragging: bool,
    /// What it leaves for the canvas; `None` before it was first laid out.
    room: Option<Room>,
    /// When it last looked whether there is something to show, while there is nothing.
    rests_since: Option<Instant>,
}

impl Panel {
    /// One that is seen, or hidden.
    pub fn new(is_hidden: bool) -> Panel {
        Panel {
            is_hidden,
            ..Panel::default()
        }
    }

    /// Lays it out, and returns what the user asked for with it. [`draw`](Self::draw) draws it.
    pub fn show(&mut self, facts: &mut Facts) -> Vec<Wish> {
        let mut wishes = vec![];
        if self.rests(facts) {
            self.room = None;
            return wishes;
        }
        let mut gui = self.gui.take().unwrap_or_else(Gui::new);
        gui.lay_out(|egui| {
            // egui may lay out a frame twice.
            wishes.clear();
            look::apply(egui, dpi_scale());
            self.is_narrow = egui.screen_rect().width() < NARROW;
            if !self.is_hidden && !self.is_narrow {
                side::beside(egui, facts, &mut self.list, &mut wishes);
                timeline::show(egui, facts, None, &mut wishes);
            } else if !self.is_hidden {
                let fold = Some(&mut self.is_unfolded);
                timeline::show(egui, facts, fold, &mut wishes);
                if self.is_unfolded {
                    side::over(egui, facts, &mut self.list, &mut wishes);
                }
            }
            self.room = Some(room(egui));
            if let Some((x, y)) = facts.pointer {
                overlay::pointer(egui, pos2(x, y) / egui.pixels_per_point());
            }
            if let Some(way) = facts.way {
                overlay::way(egui, way, facts.transport.time(), &mut wishes);
            }
            #[cfg(feature = "live")]
            compiler::show(egui, facts.build);
            if let Some(reason) = facts.broken {
                overlay::broken(egui, reason, &mut wishes);
            }
            let is_program = facts.sketches[facts.current].is_program();
            let shows_length = match self.is_hidden {
                true => is_program,
                false => self.is_narrow && !self.is_unfolded,
            };
            if shows_length && let Some(status) = &facts.status {
                overlay::recording(egui, status);
            }
            let only_errors = self.is_hidden && !is_program || self.shows_keys;
            overlay::notices(egui, facts.notices, only_errors);
            if self.shows_keys {
                overlay::keys(
                    egui,
                    facts.sketches[facts.current].has_keyboard(),
                    &mut wishes,
                );
            }
            self.has_keyboard =
                keeps_keyboard(egui) || egui.memory(|memory| memory.any_popup_open());
            // Whoever is under the mouse when a button goes down has it until the button is up again. The mouse may
            // have come and gone down within one frame.
            let was_held = self.is_held;
            let goes_down = egui.input(|input| {
                self.is_held = input.pointer.any_down();
                input.pointer.any_pressed() && (!was_held || input.pointer.any_released())
            });
            if !self.is_held || goes_down {
                self.has_mouse = egui.is_pointer_over_area();
            }
            self.is_dragging = egui.is_using_pointer();
        });
        self.gui = Some(gui);
        if !self.has_mouse {
            // egui has just shown its own, wherever the mouse is.
            set_mouse_cursor(facts.cursor.icon);
            show_mouse(facts.cursor.is_shown);
        }
        wishes
    }

    /// Whether there is nothing to show over a program's window. Laying out nothing costs time too, so it is done now
    /// and then only: egui then hears of the mouse and keys that it has missed.
    fn rests(&mut self, facts: &mut Facts) -> bool {
        let is_quiet = facts.sketches[facts.current].is_program()
            && self.is_hidden
            && !self.shows_keys
            && facts.status.is_none()
            && facts.broken.is_none()
            && facts.way.is_none()
            && !has_build(facts)
            && facts.notices.shown().is_empty();
        let rests = is_quiet && self.rests_since.is_some_and(|since| since.elapsed() < NAP);
        if !rests {
            self.rests_since = is_quiet.then(Instant::now);
        }
        rests
    }

    /// Draws what was laid out over the window.
    pub fn draw(&mut self) {
        if let Some(gui) = &mut self.gui {
            gui.draw();
        }
    }

    /// Folds the panel away that lies over the canvas; whether it did.
    pub fn fold(&mut self) -> bool {
        let lies_over = self.is_narrow && !self.is_hidden;
        lies_over && std::mem::take(&mut self.is_unfolded)
    }

    /// The part of the window that is left for the canvas.
    pub fn room(&self) -> Room {
        self.room.unwrap_or_else(Room::window)
    }

    /// Whether the keyboard is its own: somebody types into it, or has one of its lists open.
    pub fn has_keyboard(&self) -> bool {
        self.has_keyboard
    }

    /// Whether the mouse is its own.
    pub fn has_mouse(&self) -> bool {
        self.has_mouse
    }

    /// Whether something in it is held with the mouse.
    pub fn is_dragging(&self) -> bool {
        self.is_dragging
    }
}

/// Whether there is something to say of a build.
#[cfg(feature = "live")]
fn has_build(facts: &Facts) -> bool {
    facts.build.is_shown()
}

#[cfg(not(feature = "live"))]
fn has_build(_: &Facts) -> bool {
    false
}

/// What is left in the middle, in pixels.
fn room(egui: &Context) -> Room {
    let left = egui.available_rect() * egui.pixels_per_point();
    Room {
        x: left.min.x,
        y: left.min.y,
        width: left.width().max(1.0),
        height: left.height().max(1.0),
    }
}

/// Whether a text field has the keyboard. Nothing else may have it: Tab and Space are the sandbox's.
fn keeps_keyboard(egui: &Context) -> bool {
    let Some(focused) = egui.memory(|memory| memory.focused()) else {
        return false;
    };
    let is_text = TextEdit::load_state(egui, focused).is_some();
    if !is_text {
        egui.memory_mut(|memory| memory.surrender_focus(focused));
    }
    is_text
}

/// An area over everything else.
fn floating(name: &'static str) -> egui::Area {
    egui::Area::new(Id::new(name)).order(Order::Foreground)
}
