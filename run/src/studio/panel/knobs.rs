//! The sketch's parameters, in the order in which it asked for them.

use egui::{Align, ComboBox, Layout, RichText, ScrollArea, Slider, TextEdit, Ui};
use macroquad::color::Color;

use crate::studio::keys::Wish;
use kinora_core::stage::Parameters;
use kinora_core::stage::parameters::{Kind, Parameter, Precision, Text, Value};

/// Shows them, `most` points high if that is said; what is changed is changed at once.
pub fn show(ui: &mut Ui, parameters: &mut Parameters, most: Option<f32>, wishes: &mut Vec<Wish>) {
    let mut knobs = |ui: &mut Ui| {
        for parameter in parameters.iter_mut() {
            let changed = ui.push_id(parameter.name().to_owned(), |ui| knob(ui, parameter));
            if changed.inner {
                wishes.push(Wish::Redraw);
            }
        }
    };
    match most {
        Some(most) => {
            ScrollArea::vertical()
                .id_salt("parameters")
                .max_height(most)
                .auto_shrink([false, true])
                .show(ui, |ui| knobs(ui));
        }
        None => knobs(ui),
    }
    let reset = ui.add_enabled_ui(parameters.is_changed(), |ui| ui.button("⟲ reset all"));
    if reset.inner.clicked() {
        parameters.reset();
        wishes.push(Wish::Redraw);
    }
}

/// One of them; whether it was changed.
fn knob(ui: &mut Ui, parameter: &mut Parameter) -> bool {
    let name = parameter.name().to_owned();
    let is_changed = parameter.is_changed();
    let mut reset = false;
    let row = ui.horizontal(|ui| {
        let changed = match parameter.parts() {
            (Kind::Number { .. }, _) => {
                ui.label(&name);
                false
            }
            (_, Value::Toggle(on)) => ui.checkbox(on, &name).changed(),
            (_, Value::Color(color)) => paint(ui, &name, color),
            (Kind::Choice { options }, Value::Choice(index)) => choice(ui, &name, options, index),
            (_, Value::Text(text)) => write(ui, &name, text),
            (_, Value::Button(pressed)) => {
                // Nothing to draw anew: it waits for the next frame of the sketch.
                *pressed |= ui.button(&name).clicked();
                false
            }
            _ => false,
        };
        if is_changed {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let back = ui.small_button("⟲").on_hover_text(format!("reset {name}"));
                reset = back.clicked();
            });
        }
        changed
    });
    let mut changed = row.inner;
    if let (
        kind @ &Kind::Number {
            low,
            high,
            precision,
            ..
        },
        value,
    ) = parameter.parts()
        && let Value::Number(mut number) = *value
    {
        ui.spacing_mut().slider_width = ui.available_width() - 56.0;
        let slider = Slider::new(&mut number, low..=high);
        let slider = match precision {
            Precision::Whole => slider.integer(),
            _ => slider.max_decimals(4),
        };
        // An id of its own: that of the widget before it comes and goes with its reset, in the middle of a drag.
        if ui.push_id("slider", |ui| ui.add(slider)).inner.changed() {
            *value = kind.nearest(Value::Number(number));
            changed = true;
        }
    }
    if reset {
        parameter.reset();
    }
    changed || reset
}

fn paint(ui: &mut Ui, name: &str, color: &mut Color) -> bool {
    let mut rgba: [u8; 4] = (*color).into();
    let changed = ui.color_edit_button_srgba_unmultiplied(&mut rgba).changed();
    ui.label(RichText::new(name));
    if changed {
        *color = Color::from(rgba);
    }
    changed
}

/// Room beside a field for what resets it, whether it is there or not.
const RESET: f32 = 32.0;

fn write(ui: &mut Ui, name: &str, text: &mut Text) -> bool {
    let mut written = text.as_str().to_owned();
    ui.label(name);
    // A word in the middle of being written is none: it counts when Enter is pressed, or the cursor goes away.
    let id = ui.id().with("written");
    if let Some(begun) = ui.data(|data| data.get_temp::<String>(id)) {
        written = begun;
    }
    let width = ui.available_width() - RESET;
    let field = ui.add(TextEdit::singleline(&mut written).desired_width(width));
    if field.lost_focus() {
        ui.data_mut(|data| data.remove::<String>(id));
        let is_other = written != text.as_str();
        *text = Text::new(&written);
        return is_other;
    }
    if field.has_focus() {
        ui.data_mut(|data| data.insert_temp(id, written));
    }
    false
}

fn choice(ui: &mut Ui, name: &str, options: &[&str], index: &mut usize) -> bool {
    let before = *index;
    ui.label(name);
    ComboBox::from_id_salt(name).show_index(ui, index, options.len(), |index| options[index]);
    *index != before
}
