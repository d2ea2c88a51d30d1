//! The line below the canvas: time, and where it goes.

use egui::{Align, ComboBox, Context, Layout, Slider, TopBottomPanel, Ui};

use super::Facts;
use crate::studio::keys::Wish;
use crate::studio::transport::SPEEDS;

/// Width of the text at the right end, in points.
const TEXT: f32 = 150.0;

pub fn show(egui: &Context, facts: &Facts, wishes: &mut Vec<Wish>) {
    TopBottomPanel::bottom("timeline")
        .exact_height(super::HEIGHT)
        .show(egui, |ui| {
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                buttons(ui, facts, wishes);
                speed(ui, facts.transport.speed(), wishes);
                line(ui, facts, wishes);
            });
        });
}

fn buttons(ui: &mut Ui, facts: &Facts, wishes: &mut Vec<Wish>) {
    let (pause, pause_hint) = match facts.transport.is_paused() {
        true => ("▶", "Space: go on"),
        false => ("⏸", "Space: pause"),
    };
    let buttons = [
        ("⏮", "Home: from the beginning", Wish::Restart),
        ("⏴", "⬅: one frame back", Wish::Step(-1)),
        (pause, pause_hint, Wish::Pause),
        ("⏵", "➡: one frame on", Wish::Step(1)),
    ];
    for (sign, hint, wish) in buttons {
        if ui.button(sign).on_hover_text(hint).clicked() {
            wishes.push(wish);
        }
    }
}

fn speed(ui: &mut Ui, current: f64, wishes: &mut Vec<Wish>) {
    ComboBox::from_id_salt("speed")
        .width(48.0)
        .selected_text(times(current))
        .show_ui(ui, |ui| {
            for speed in SPEEDS {
                if ui
                    .selectable_label(speed == current, times(speed))
                    .clicked()
                {
                    wishes.push(Wish::Speed(speed));
                }
            }
        });
}

/// `×¼`, `×2`
fn times(speed: f64) -> String {
    match speed {
        0.25 => "×¼".into(),
        0.5 => "×½".into(),
        whole => format!("×{whole}"),
    }
}

fn line(ui: &mut Ui, facts: &Facts, wishes: &mut Vec<Wish>) {
    let mut time = facts.transport.time();
    let fps = facts.plan.fps;
    let frame = (time * fps + 1e-6).floor();
    let Some(duration) = facts.plan.duration else {
        ui.label(format!("{time:.2} s · frame {frame}"));
        return;
    };
    // The last frame begins one before the end.
    let last = (duration - 1.0 / fps).max(0.0);
    ui.spacing_mut().slider_width = (ui.available_width() - TEXT).max(40.0);
    let slider = Slider::new(&mut time, 0.0..=last)
        .show_value(false)
        .trailing_fill(true);
    if ui.add(slider).changed() {
        wishes.push(Wish::Seek((time * fps).round() / fps));
    }
    ui.label(format!("{time:.2} / {duration:.2} s · {frame}"));
}
