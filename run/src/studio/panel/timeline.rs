//! The line below the canvas: time, and where it goes.

use egui::{Align, Button, ComboBox, Context, Layout, Slider, TopBottomPanel, Ui};

use super::{Facts, look};
use crate::studio::keys::Wish;
use crate::studio::transport::SPEEDS;

/// Width of a button, with the space beside it, in points.
const BUTTON: f32 = 25.0;

/// Width of the choice of speeds, likewise.
const SPEED: f32 = 54.0;

/// Least width of the line itself, and its edges.
const LINE: f32 = 82.0;

/// How much is said of the time at the right end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Text {
    /// Time, duration and frame.
    Long,
    /// The time.
    Short,
    None,
}

impl Text {
    /// In points.
    fn width(self) -> f32 {
        match self {
            Text::Long => 150.0,
            Text::Short => 62.0,
            Text::None => 0.0,
        }
    }
}

/// What there is room for, besides the line and the button that pauses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Parts {
    restart: bool,
    steps: bool,
    speed: bool,
    text: Text,
}

impl Parts {
    /// What a bar of that width has, `beside` of which is for something else: all, or without what is needed least.
    fn of_width(width: f32, beside: f32) -> Parts {
        let all = |text| Parts {
            restart: true,
            steps: true,
            speed: true,
            text,
        };
        let short = all(Text::Short);
        let without_speed = Parts {
            speed: false,
            ..short
        };
        let without_steps = Parts {
            steps: false,
            ..without_speed
        };
        let line = Parts {
            text: Text::None,
            ..without_steps
        };
        [all(Text::Long), short, without_speed, without_steps, line]
            .into_iter()
            .find(|parts| parts.width() <= width - beside)
            .unwrap_or(Parts {
                restart: false,
                ..line
            })
    }

    fn width(self) -> f32 {
        let buttons = 1.0 + f32::from(u8::from(self.restart) + 2 * u8::from(self.steps));
        let speed = if self.speed { SPEED } else { 0.0 };
        LINE + buttons * BUTTON + speed + self.text.width()
    }
}

/// Below the canvas. Where the panel is folded away, with a button for that, and one that records.
pub fn show(egui: &Context, facts: &Facts, fold: Option<&mut bool>, wishes: &mut Vec<Wish>) {
    TopBottomPanel::bottom("timeline")
        .exact_height(super::HEIGHT)
        .show(egui, |ui| {
            let beside = if fold.is_some() { 2.0 * BUTTON } else { 0.0 };
            let parts = Parts::of_width(egui.available_rect().width(), beside);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if let Some(is_unfolded) = fold {
                    fold_button(ui, is_unfolded);
                    record(ui, facts, wishes);
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    buttons(ui, facts, parts, wishes);
                    if parts.speed {
                        speed(ui, facts.transport.speed(), wishes);
                    }
                    line(ui, facts, parts.text, wishes);
                });
            });
        });
}

fn fold_button(ui: &mut Ui, is_unfolded: &mut bool) {
    let button = Button::new("☰").selected(*is_unfolded);
    if ui.add(button).on_hover_text("the panel").clicked() {
        *is_unfolded = !*is_unfolded;
    }
}

fn record(ui: &mut Ui, facts: &Facts, wishes: &mut Vec<Wish>) {
    let (sign, hint) = match facts.status {
        Some(_) => ("⏹", "R: stop"),
        None => ("⏺", "R: record; Shift+R: every frame of the sketch"),
    };
    let button = Button::new(sign).fill(look::RED);
    if ui.add(button).on_hover_text(hint).clicked() {
        wishes.push(Wish::record());
    }
}

fn buttons(ui: &mut Ui, facts: &Facts, parts: Parts, wishes: &mut Vec<Wish>) {
    let (pause, pause_hint) = match facts.transport.is_paused() {
        true => ("▶", "Space: go on"),
        false => ("⏸", "Space: pause"),
    };
    let buttons = [
        (
            parts.restart,
            "⏮",
            "Home: from the beginning",
            Wish::Restart,
        ),
        (parts.steps, "⏴", "⬅: one frame back", Wish::Step(-1)),
        (true, pause, pause_hint, Wish::Pause),
        (parts.steps, "⏵", "➡: one frame on", Wish::Step(1)),
    ];
    for (_, sign, hint, wish) in buttons.into_iter().filter(|(is_there, ..)| *is_there) {
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

fn line(ui: &mut Ui, facts: &Facts, text: Text, wishes: &mut Vec<Wish>) {
    let mut time = facts.transport.time();
    let fps = facts.plan.fps;
    let frame = (time * fps + 1e-6).floor();
    let Some(duration) = facts.plan.duration else {
        // Without a line there is room for more.
        match ui.available_width() >= Text::Long.width() {
            true => ui.label(format!("{time:.2} s · frame {frame}")),
            false => ui.label(format!("{time:.2} s")),
        };
        return;
    };
    // The last frame begins one before the end.
    let last = (duration - 1.0 / fps).max(0.0);
    ui.spacing_mut().slider_width = (ui.available_width() - text.width()).max(40.0);
    let slider = Slider::new(&mut time, 0.0..=last)
        .show_value(false)
        .trailing_fill(true);
    if ui.add(slider).changed() {
        wishes.push(Wish::Seek((time * fps).round() / fps));
    }
    match text {
        Text::Long => {
            ui.label(format!("{time:.2} / {duration:.2} s · {frame}"));
        }
        Text::Short => {
            ui.label(format!("{time:.2} s"));
        }
        Text::None => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_narrow_bar_has_what_is_needed_most() {
        let of = |width| Parts::of_width(width, 0.0);
        assert_eq!(of(480.0).text, Text::Long);
        assert_eq!((of(340.0).text, of(340.0).speed), (Text::Short, true));
        assert_eq!((of(270.0).speed, of(270.0).steps), (false, true));
        assert_eq!((of(200.0).steps, of(200.0).text), (false, Text::Short));
        let least = of(0.0);
        assert_eq!((least.restart, least.text), (false, Text::None));
        // The narrower, the less; and what there is has room.
        for width in 110..600 {
            let parts = of(width as f32);
            assert!(parts.width() <= width as f32, "{width}: {parts:?}");
            assert!(parts.width() >= of(width as f32 - 1.0).width());
        }
        assert_eq!(Parts::of_width(450.0, 50.0), of(400.0));
    }
}
