//! What the compiler says, over the canvas: the old sketch goes on behind it.

use egui::text::{LayoutJob, TextFormat};
use egui::{Align2, Color32, Context, FontId, Label, RichText, ScrollArea, vec2};

use super::{floating, look};
use crate::studio::live::Build;

/// Distance from the edges, in points.
const MARGIN: f32 = 10.0;

/// Height of the letters, in points.
const LETTERS: f32 = 12.0;

const RED: Color32 = Color32::from_rgb(255, 115, 110);
const YELLOW: Color32 = Color32::from_rgb(235, 200, 90);
const BLUE: Color32 = Color32::from_rgb(120, 170, 255);
const GREEN: Color32 = Color32::from_rgb(120, 210, 140);
const WHITE: Color32 = Color32::from_gray(235);

/// At the upper left: that it does not compile, and why; or that it takes a while; or that there are warnings.
pub fn show(egui: &Context, build: &Build) {
    if !build.is_shown() {
        return;
    }
    let room = egui.available_rect();
    floating("compiler")
        .pivot(Align2::LEFT_TOP)
        .fixed_pos(room.left_top() + vec2(MARGIN, MARGIN))
        .show(egui, |ui| {
            look::card().show(ui, |ui| {
                ui.set_max_width((room.width() - 4.0 * MARGIN - 4.0).clamp(120.0, 760.0));
                let height = (room.height() - 8.0 * MARGIN).max(60.0);
                match build.errors.as_slice() {
                    [] if build.is_long() => drop(ui.label(quiet("compiling…"))),
                    [] => drop(ui.label(quiet(&count(build.warnings, "warning")))),
                    errors => {
                        let title = match build.is_long() {
                            true => "compiling…".to_owned(),
                            false if build.is_first => count(errors.len(), "error"),
                            false => format!(
                                "{} · the sketch goes on as it was",
                                count(errors.len(), "error")
                            ),
                        };
                        ui.label(quiet(&title));
                        ScrollArea::both().max_height(height).show(ui, |ui| {
                            for error in errors {
                                ui.add(Label::new(colored(error)).extend());
                            }
                        });
                    }
                }
            });
        });
}

fn count(number: usize, what: &str) -> String {
    match number {
        1 => format!("1 {what}"),
        number => format!("{number} {what}s"),
    }
}

fn quiet(text: &str) -> RichText {
    RichText::new(text).color(look::QUIET)
}

/// What rustc says, in the colours that it has on a terminal.
fn colored(text: &str) -> LayoutJob {
    let mut job = LayoutJob::default();
    let mut add = |text: &str, color| {
        job.append(
            text,
            0.0,
            TextFormat::simple(FontId::monospace(LETTERS), color),
        );
    };
    for line in text.trim_end().lines() {
        for (part, color) in parts(line) {
            add(part, color);
        }
        add("\n", WHITE);
    }
    job
}

/// The parts of a line of rustc's, each in its colour.
fn parts(line: &str) -> Vec<(&str, Color32)> {
    for (beginning, color) in [
        ("error", RED),
        ("warning", YELLOW),
        ("help", GREEN),
        ("note", GREEN),
    ] {
        if line.starts_with(beginning)
            && let Some(end) = line.find(": ")
        {
            return vec![(&line[..end], color), (&line[end..], WHITE)];
        }
    }
    if line.trim_start().starts_with("-->") || line.trim_start().starts_with(":::") {
        return vec![(line, BLUE)];
    }
    // "12 |     let x = y;", "   |             ^ not found", "   = help: …", "12 +  let …"
    let edge = line.find(['|', '=', '+', '-', '~']);
    let is_edge = |at: &usize| line[..*at].trim().chars().all(|char| char.is_ascii_digit());
    match edge.filter(is_edge) {
        Some(at) => {
            let (number, rest) = line.split_at(at + 1);
            let marks = rest.trim_start();
            let color = match marks.chars().next() {
                Some('^') => RED,
                Some('-') if !marks.starts_with("->") => BLUE,
                Some('+' | '~') => GREEN,
                _ if line.as_bytes()[at] == b'+' => GREEN,
                _ if line.as_bytes()[at] == b'-' => RED,
                _ => WHITE,
            };
            vec![(number, BLUE), (rest, color)]
        }
        None => vec![(line, WHITE)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_rustc_says_has_its_colours() {
        let said = [
            ("error[E0425]: cannot find value `y`", vec![RED, WHITE]),
            ("  --> sketches/a.rs:3:5", vec![BLUE]),
            ("3 |     let x = y;", vec![BLUE, WHITE]),
            ("  |             ^ not found", vec![BLUE, RED]),
            ("  = help: consider", vec![BLUE, WHITE]),
            ("help: a local variable", vec![GREEN, WHITE]),
            ("3 +     let x = z;", vec![BLUE, GREEN]),
            ("3 -     let x = y;", vec![BLUE, RED]),
            ("the rest", vec![WHITE]),
            ("", vec![WHITE]),
        ];
        for (line, wanted) in said {
            let parts = parts(line);
            let colors: Vec<_> = parts.iter().map(|(_, color)| *color).collect();
            assert_eq!(colors, wanted, "{line}");
            assert_eq!(
                parts.iter().map(|(part, _)| *part).collect::<String>(),
                line
            );
        }
    }
}
