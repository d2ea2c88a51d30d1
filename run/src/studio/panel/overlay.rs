//! What lies over the canvas for a while: notices, the reason why a sketch cannot go on, the list of keys.

use egui::{
    Align2, Color32, Context, Grid, Label, LayerId, Pos2, ProgressBar, RichText, ScrollArea, Sense,
    Shape, Stroke, vec2,
};

use super::side::clock;
use super::{floating, look};
use crate::studio::keys::{BINDINGS, Wish};
use crate::studio::notice::{Kind, Notices};
use crate::studio::recordings::Status;

/// Distance from the edges, in points.
const MARGIN: f32 = 10.0;

const PALE_RED: Color32 = Color32::from_rgb(255, 140, 135);

/// Notices at the lower left, the newest at the bottom. Where all else is hidden, only errors are said.
pub fn notices(egui: &Context, notices: &mut Notices, only_errors: bool) {
    let room = egui.available_rect();
    let mut dismissed = None;
    let shown = notices.shown();
    let is_shown = |kind: &Kind| !only_errors || *kind == Kind::Error;
    if !shown.iter().any(|notice| is_shown(&notice.kind)) {
        return;
    }
    floating("notices")
        .pivot(Align2::LEFT_BOTTOM)
        .fixed_pos(room.left_bottom() + vec2(MARGIN, -MARGIN))
        .show(egui, |ui| {
            ui.set_max_width((room.width() - 2.0 * MARGIN).clamp(120.0, 560.0));
            for (index, notice) in shown.iter().enumerate() {
                if !is_shown(&notice.kind) {
                    continue;
                }
                let card = look::card().show(ui, |ui| match &notice.kind {
                    Kind::Hint => {
                        ui.label(&notice.text);
                    }
                    Kind::Saved(_) => {
                        ui.label(RichText::new(&notice.text).strong());
                        ui.label(RichText::new("click to copy the path").color(look::QUIET));
                    }
                    Kind::Error => {
                        ui.label(RichText::new(&notice.text).color(PALE_RED));
                        ui.label(RichText::new("click to dismiss").color(look::QUIET));
                    }
                });
                let clicked = card.response.interact(Sense::click()).clicked();
                match &notice.kind {
                    _ if !clicked => {}
                    Kind::Saved(path) => {
                        egui.copy_text(path.display().to_string());
                        dismissed = Some(index);
                    }
                    Kind::Error | Kind::Hint => dismissed = Some(index),
                }
            }
        });
    if let Some(index) = dismissed {
        let copied = matches!(notices.shown()[index].kind, Kind::Saved(_));
        notices.dismiss(index);
        if copied {
            notices.hint("the path is in the clipboard");
        }
    }
}

/// The mouse of what is played again, over the canvas: an arrow as mice have it, small and half clear.
pub fn pointer(egui: &Context, tip: Pos2) {
    const ARROW: [(f32, f32); 7] = [
        (0.0, 0.0),
        (0.0, 13.0),
        (3.0, 10.2),
        (5.2, 15.0),
        (7.4, 14.0),
        (5.3, 9.4),
        (9.4, 9.2),
    ];
    let room = egui.available_rect();
    if !room.contains(tip) {
        return;
    }
    let corners = ARROW.map(|(x, y)| tip + vec2(x, y)).to_vec();
    let painter = egui.layer_painter(LayerId::background());
    let rim = Stroke::new(1.2, Color32::from_black_alpha(200));
    // The arrow is not convex: two parts fill it, and a line goes round it.
    let part = |corners: &[usize], all: &[Pos2]| {
        let corners = corners.iter().map(|&corner| all[corner]).collect();
        Shape::convex_polygon(corners, Color32::from_white_alpha(200), Stroke::NONE)
    };
    painter.add(part(&[0, 1, 2, 5, 6], &corners));
    painter.add(part(&[2, 3, 4, 5], &corners));
    painter.add(Shape::closed_line(corners, rim));
}

/// At the upper right, how long the recording is, where nothing else says that there is one.
pub fn recording(egui: &Context, status: &Status) {
    let room = egui.available_rect();
    floating("recording")
        .pivot(Align2::RIGHT_TOP)
        .fixed_pos(room.right_top() + vec2(-MARGIN, MARGIN))
        .interactable(false)
        .show(egui, |ui| {
            look::card().show(ui, |ui| {
                ui.horizontal(|ui| {
                    ui.label(RichText::new("⏺").color(look::RED));
                    ui.label(clock(status.length.as_secs_f64()));
                    if status.dropped > 0 {
                        let dropped = format!("{} dropped", status.dropped);
                        ui.label(RichText::new(dropped).color(look::QUIET));
                    }
                });
            });
        });
}

/// In the middle, where the picture would be.
pub fn broken(egui: &Context, reason: &str, wishes: &mut Vec<Wish>) {
    let room = egui.available_rect();
    floating("broken")
        .pivot(Align2::CENTER_CENTER)
        .fixed_pos(room.center())
        .show(egui, |ui| {
            look::card().show(ui, |ui| {
                ui.set_max_width((room.width() - 4.0 * MARGIN).clamp(120.0, 480.0));
                ui.label(RichText::new(reason).color(PALE_RED));
                ui.label(match cfg!(feature = "live") {
                    true => "Change its source, choose another sketch, or start this one again:",
                    false => "Choose another sketch, or start this one again:",
                });
                if ui.button("⏮ Start again").clicked() {
                    wishes.push(Wish::Restart);
                }
            });
        });
}

/// In the middle, how far it is to that moment.
pub fn way(egui: &Context, part: f64, time: f64, wishes: &mut Vec<Wish>) {
    let room = egui.available_rect();
    floating("way")
        .pivot(Align2::CENTER_CENTER)
        .fixed_pos(room.center())
        .show(egui, |ui| {
            look::card().show(ui, |ui| {
                ui.set_max_width((room.width() - 4.0 * MARGIN).clamp(120.0, 260.0));
                ui.label(format!("playing up to {}", clock(time)));
                ui.add(ProgressBar::new(part as f32).desired_height(6.0));
                if ui.button("⏮ Start anew").clicked() {
                    wishes.push(Wish::Restart);
                }
            });
        });
}

/// Width of the labels of keys in the list, with the space beside them, in points.
const LABELS: f32 = 88.0;

/// What the list of keys needs around its rows: its edges and the button below, in points.
const AROUND: egui::Vec2 = vec2(24.0, 48.0);

/// Every key and what it does. In a small window the list scrolls.
pub fn keys(egui: &Context, needs_control: bool, wishes: &mut Vec<Wish>) {
    let room = egui.screen_rect();
    floating("keys")
        .pivot(Align2::CENTER_CENTER)
        .fixed_pos(room.center())
        .show(egui, |ui| {
            look::sheet().show(ui, |ui| {
                let most = room.size() - vec2(2.0 * MARGIN, 2.0 * MARGIN) - AROUND;
                ui.set_max_width(most.x.min(680.0));
                let mut height = most.y;
                if needs_control {
                    let before = ui.cursor().top();
                    ui.label("This sketch has the keyboard: hold Ctrl for these.");
                    ui.separator();
                    height -= ui.cursor().top() - before;
                }
                let rows = ScrollArea::vertical().max_height(height.max(40.0));
                rows.show(ui, |ui| {
                    Grid::new("keys")
                        .num_columns(2)
                        .striped(true)
                        .max_col_width(ui.available_width() - LABELS)
                        .show(ui, |ui| {
                            for binding in BINDINGS {
                                ui.label(RichText::new(look::in_font(binding.label)).strong());
                                ui.add(Label::new(binding.does).wrap());
                                ui.end_row();
                            }
                        });
                });
                if ui.button("Close").clicked() {
                    wishes.push(Wish::Keys);
                }
            });
        });
}
