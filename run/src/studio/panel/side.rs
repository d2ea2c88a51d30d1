//! The panel at the right: record, parameters, seed, sketches.

use std::hash::{BuildHasher, RandomState};

use egui::{
    Align, Align2, Button, ComboBox, Context, DragValue, Id, Label, Layout, Order, Response,
    RichText, ScrollArea, Sense, SidePanel, TextEdit, Ui, UiBuilder, vec2,
};
use kinora_movie::recorder::Policy;

use super::{Facts, knobs, look};
use crate::studio::keep::LENGTHS;
use crate::studio::keys::Wish;
use crate::studio::recordings::Status;
use kinora_core::sketch::Sketch;

/// Formats of recordings to choose from.
const FORMATS: [&str; 7] = ["mp4", "webm", "mkv", "mov", "gif", "webp", "apng"];

/// Frame rates to choose from, besides the sketch's own.
const RATES: [f64; 8] = [10.0, 15.0, 20.0, 24.0, 25.0, 30.0, 50.0, 60.0];

/// Most of the room that parameters take; more of them scroll.
const KNOBS_HEIGHT: f32 = 0.45;

/// A panel less high than this scrolls as a whole, in points: its parts would be too small to be used.
const SHORT: f32 = 420.0;

/// After so many frames egui knows how high everything is.
const LAID_OUT: u32 = 3;

/// A die has so many sides: a seed that people can remember and type.
const SEEDS: u64 = 1_000_000;

/// The state of the list of sketches.
#[derive(Default)]
pub struct List {
    filter: String,
    /// The sketch that was current when it was last shown, and for how many frames it has been.
    seen: (usize, u32),
}

/// Beside the canvas.
pub fn beside(egui: &Context, facts: &mut Facts, list: &mut List, wishes: &mut Vec<Wish>) {
    SidePanel::right("panel")
        .exact_width(super::WIDTH)
        .resizable(false)
        .show(egui, |ui| show(ui, facts, list, wishes));
}

/// Over the right part of the canvas.
pub fn over(egui: &Context, facts: &mut Facts, list: &mut List, wishes: &mut Vec<Wish>) {
    let room = egui.available_rect();
    let frame = egui::Frame::side_top_panel(&egui.style());
    let size = vec2(super::WIDTH.min(room.width()), room.height());
    egui::Area::new(Id::new("panel over the canvas"))
        .order(Order::Middle)
        .pivot(Align2::RIGHT_TOP)
        .fixed_pos(room.right_top())
        .show(egui, |ui| {
            frame.show(ui, |ui| {
                let size = size - frame.total_margin().sum();
                ui.set_min_size(size);
                ui.set_max_size(size);
                show(ui, facts, list, wishes);
            });
        });
}

fn show(ui: &mut Ui, facts: &mut Facts, list: &mut List, wishes: &mut Vec<Wish>) {
    if ui.available_height() < SHORT {
        ScrollArea::vertical()
            .id_salt("panel")
            .auto_shrink(false)
            .show(ui, |ui| parts(ui, facts, list, false, wishes));
    } else {
        parts(ui, facts, list, true, wishes);
    }
}

/// All there is. Long parts scroll, if the whole does not.
fn parts(ui: &mut Ui, facts: &mut Facts, list: &mut List, scroll: bool, wishes: &mut Vec<Wish>) {
    ui.add_space(6.0);
    record(ui, facts, wishes);
    ui.separator();
    if !facts.parameters.is_empty() {
        let most = scroll.then(|| ui.available_height() * KNOBS_HEIGHT);
        knobs::show(ui, facts.parameters, most, wishes);
        ui.separator();
    }
    ui.horizontal(|ui| {
        seed(ui, facts.plan.seed, wishes);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            keep(ui, facts.keeps, wishes);
        });
    });
    if facts.sketches.len() > 1 {
        ui.separator();
        sketches(ui, facts, list, scroll, wishes);
    }
}

fn record(ui: &mut Ui, facts: &Facts, wishes: &mut Vec<Wish>) {
    let wide = vec2(ui.available_width(), 34.0);
    let (text, hint) = match &facts.status {
        Some(status) => (
            format!("⏹ Stop   {}", clock(status.length.as_secs_f64())),
            "R",
        ),
        None => (
            "⏺ Record".into(),
            "R: in real time; Shift+R: every frame of the sketch",
        ),
    };
    let button = Button::new(RichText::new(text).size(16.0).strong()).fill(look::RED);
    if ui.add_sized(wide, button).on_hover_text(hint).clicked() {
        wishes.push(Wish::record());
    }
    ui.label(match &facts.status {
        Some(status) => counts(status),
        None if facts.keeping.is_some() => {
            let part = 100.0 * facts.keeping.unwrap_or_default();
            RichText::new(format!("keeping what just happened … {part:.0} %")).color(look::QUIET)
        }
        None if facts.is_saving => RichText::new("saving …").color(look::QUIET),
        None => RichText::new("of the canvas, without this panel").color(look::QUIET),
    });
    ui.horizontal(|ui| {
        ui.add_enabled_ui(facts.status.is_none(), |ui| {
            format(ui, facts.extension, wishes);
            rate(ui, facts, wishes);
        });
        let still = ui.button("📷 Still").on_hover_text("S: a PNG");
        if still.clicked() {
            wishes.push(Wish::Still);
        }
    });
}

fn counts(status: &Status) -> RichText {
    let Status {
        policy,
        frames,
        queued,
        room,
        dropped,
        ..
    } = status;
    match policy {
        Policy::Live => RichText::new(format!(
            "{frames} frames · queue {queued}/{room} · {dropped} dropped"
        )),
        Policy::Locked => RichText::new(format!("{frames} frames, every one of the sketch")),
    }
}

fn format(ui: &mut Ui, extension: &str, wishes: &mut Vec<Wish>) {
    ComboBox::from_id_salt("format")
        .width(64.0)
        .selected_text(extension)
        .show_ui(ui, |ui| {
            for format in FORMATS {
                if ui.selectable_label(format == extension, format).clicked() {
                    wishes.push(Wish::Format(format));
                }
            }
        });
}

fn rate(ui: &mut Ui, facts: &Facts, wishes: &mut Vec<Wish>) {
    let own = facts.sketches[facts.current].settings().fps;
    let rates = RATES.iter().copied().filter(|&rate| rate != own);
    ComboBox::from_id_salt("fps")
        .width(72.0)
        .selected_text(format!("{} fps", short(facts.plan.fps)))
        .show_ui(ui, |ui| {
            for rate in std::iter::once(own).chain(rates) {
                let label = format!("{} fps", short(rate));
                if ui.selectable_label(rate == facts.plan.fps, label).clicked() {
                    wishes.push(Wish::Fps(rate));
                }
            }
        });
}

fn seed(ui: &mut Ui, mut seed: u64, wishes: &mut Vec<Wish>) {
    ui.label("seed");
    let field = DragValue::new(&mut seed).update_while_editing(false);
    if ui.add(field).on_hover_text("N: the next one").changed() {
        wishes.push(Wish::Seed(seed));
    }
    if ui.button("🎲").on_hover_text("any seed").clicked() {
        // The standard library's hasher is seeded by the system, and leaves the sketch's own numbers alone.
        wishes.push(Wish::Seed(RandomState::new().hash_one(seed) % SEEDS));
    }
}

/// From the right: how much, and the button.
fn keep(ui: &mut Ui, length: Option<u32>, wishes: &mut Vec<Wish>) {
    let words = |length: Option<u32>| match length {
        Some(seconds) => format!("{seconds} s"),
        None => "all".into(),
    };
    ComboBox::from_id_salt("keep")
        .width(56.0)
        .selected_text(words(length))
        .show_ui(ui, |ui| {
            for choice in LENGTHS {
                if ui
                    .selectable_label(choice == length, words(choice))
                    .clicked()
                {
                    wishes.push(Wish::KeepLength(choice));
                }
            }
        });
    let button = ui.button("⏪ Keep");
    if button
        .on_hover_text("K: a movie of what just happened")
        .clicked()
    {
        wishes.push(Wish::Keep);
    }
}

fn sketches(ui: &mut Ui, facts: &Facts, list: &mut List, scroll: bool, wishes: &mut Vec<Wish>) {
    // A sketch chosen by a key is to be seen in the list.
    if list.seen.0 != facts.current {
        list.seen = (facts.current, 0);
    }
    list.seen.1 += 1;
    let is_new = list.seen.1 <= LAID_OUT;
    let field = TextEdit::singleline(&mut list.filter).hint_text("filter sketches");
    ui.add(field.desired_width(f32::INFINITY));
    let wanted = list.filter.to_lowercase();
    let mut entries = |ui: &mut Ui| {
        let mut found = facts.sketches.iter().enumerate().filter(|(_, sketch)| {
            let has = |text: &str| text.to_lowercase().contains(&wanted);
            has(sketch.name()) || has(sketch.about_line())
        });
        let mut any = false;
        for (index, sketch) in &mut found {
            any = true;
            let is_current = index == facts.current;
            let entry = entry(ui, sketch, is_current);
            if entry.clicked() {
                wishes.push(Wish::Choose(index));
            }
            // Not the whole panel: its record button would go out of sight.
            if is_current && is_new && scroll {
                entry.scroll_to_me(None);
            }
        }
        if !any {
            ui.label(RichText::new("no sketch has that in it").color(look::QUIET));
        }
    };
    match scroll {
        true => {
            ScrollArea::vertical()
                .auto_shrink(false)
                .show(ui, |ui| entries(ui));
        }
        false => entries(ui),
    }
}

/// One sketch of the list.
fn entry(ui: &mut Ui, sketch: &Sketch, is_current: bool) -> Response {
    let card = UiBuilder::new()
        .id_salt(sketch.name())
        .sense(Sense::click());
    ui.scope_builder(card, |ui| {
        let response = ui.response();
        let fill = match (is_current, response.hovered()) {
            (true, _) => ui.visuals().selection.bg_fill,
            (false, true) => ui.visuals().widgets.hovered.weak_bg_fill,
            (false, false) => ui.visuals().panel_fill,
        };
        let frame = egui::Frame::new()
            .fill(fill)
            .corner_radius(4)
            .inner_margin(6);
        frame.show(ui, |ui| {
            ui.with_layout(Layout::top_down_justified(Align::LEFT), |ui| {
                ui.spacing_mut().item_spacing.y = 1.0;
                let name = Label::new(RichText::new(sketch.name()).strong());
                ui.add(name.selectable(false));
                if !sketch.about_line().is_empty() {
                    let about = RichText::new(sketch.about_line()).small();
                    ui.add(Label::new(about).selectable(false).wrap());
                }
            });
        });
    })
    .response
}

/// `01:02.5`
pub fn clock(seconds: f64) -> String {
    let (minutes, seconds) = ((seconds / 60.0).floor(), seconds % 60.0);
    format!("{minutes:02}:{seconds:04.1}")
}

/// `29.97`, `60`
fn short(rate: f64) -> String {
    let text = format!("{rate:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_rates_are_short() {
        assert_eq!(clock(3.25), "00:03.2");
        assert_eq!(clock(75.0), "01:15.0");
        assert_eq!(short(60.0), "60");
        assert_eq!(short(30000.0 / 1001.0), "29.97");
    }
}
