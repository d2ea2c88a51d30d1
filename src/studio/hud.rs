//! What the window says on top of the canvas. It is drawn on the window, so that no recording has it.

use std::time::{Duration, Instant};

use macroquad::color::{Color, WHITE};
use macroquad::math::Rect;
use macroquad::shapes::draw_rectangle;
use macroquad::text::{draw_text, measure_text};
use macroquad::window::{screen_height, screen_width};

use super::take::{Status, Take};
use crate::Error;
use crate::draw::draw_circle;
use crate::recorder::Report;

const TEXT: f32 = 16.0;
const MARGIN: f32 = 10.0;
const PADDING: f32 = 8.0;
const BACKGROUND: Color = Color::new(0.0, 0.0, 0.0, 0.72);
const RED: Color = Color::new(0.95, 0.2, 0.2, 1.0);

/// How long a notice stays.
const NOTICE: Duration = Duration::from_secs(6);

/// A line at the bottom of the window that goes by itself.
pub struct Notice {
    text: String,
    until: Option<Instant>,
}

impl Notice {
    /// Nothing to say.
    pub fn none() -> Notice {
        Notice {
            text: String::new(),
            until: Some(Instant::now()),
        }
    }

    /// What somebody who opens the sandbox for the first time must know.
    pub fn welcome() -> Notice {
        Notice::new("R records    Shift+R records every frame    Esc leaves".into())
    }

    /// A recording's outcome, which is printed too. What went wrong stays until something else is to be said.
    pub fn of(outcome: Result<Report, Error>) -> Notice {
        match outcome {
            Ok(report) => {
                println!("{report}");
                Notice::new(format!("saved {}", report.path.display()))
            }
            Err(error) => {
                eprintln!("error: {error}");
                Notice {
                    text: error.to_string(),
                    until: None,
                }
            }
        }
    }

    fn new(text: String) -> Notice {
        Notice {
            text,
            until: Some(Instant::now() + NOTICE),
        }
    }

    fn is_shown(&self) -> bool {
        self.until.is_none_or(|until| Instant::now() < until)
    }
}

/// Draws recording state and notice.
pub fn draw(take: &Take, notice: &Notice) {
    if let Some(status) = take.status() {
        let line = recording_line(&status, take.is_locked());
        let dot = TEXT;
        let area = boxed(Rect::new(MARGIN, MARGIN, dot + width(&line), TEXT));
        draw_circle(area.x + TEXT / 2.0 - 2.0, area.y + TEXT / 2.0, 5.5, RED);
        say(&line, area.x + dot, area.y);
    } else if take.is_saving() {
        let line = "saving ...";
        let area = boxed(Rect::new(MARGIN, MARGIN, width(line), TEXT));
        say(line, area.x, area.y);
    }
    if notice.is_shown() {
        draw_lines(&wrap(
            &notice.text,
            screen_width() - 2.0 * (MARGIN + PADDING),
        ));
    }
}

fn draw_lines(lines: &[String]) {
    let widest = lines.iter().map(|line| width(line)).fold(0.0, f32::max);
    let height = TEXT * lines.len() as f32;
    let top = screen_height() - MARGIN - 2.0 * PADDING - height;
    let area = boxed(Rect::new(MARGIN, top, widest, height));
    for (index, line) in lines.iter().enumerate() {
        say(line, area.x, area.y + TEXT * index as f32);
    }
}

fn recording_line(status: &Status, locked: bool) -> String {
    let seconds = status.length.as_secs_f64();
    let (minutes, seconds) = ((seconds / 60.0).floor(), seconds % 60.0);
    match locked {
        true => format!("{minutes:02}:{seconds:04.1}  every frame"),
        false => format!("{minutes:02}:{seconds:04.1}  {} dropped", status.dropped),
    }
}

/// Splits at spaces into lines that are at most `room` wide, as far as words allow.
fn wrap(text: &str, room: f32) -> Vec<String> {
    let mut lines: Vec<String> = vec![];
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if width(&format!("{line} {word}")) <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// A dark box around `content`, whose place inside it is returned.
fn boxed(content: Rect) -> Rect {
    let Rect { x, y, w, h } = content;
    draw_rectangle(x, y, w + 2.0 * PADDING, h + 2.0 * PADDING, BACKGROUND);
    Rect::new(x + PADDING, y + PADDING, w, h)
}

fn say(text: &str, x: f32, top: f32) {
    draw_text(text, x, top + TEXT * 0.75, TEXT, WHITE);
}

fn width(text: &str) -> f32 {
    measure_text(text, None, TEXT as u16, 1.0).width
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elapsed_time_is_minutes_and_seconds() {
        let line = |seconds, locked| {
            recording_line(
                &Status {
                    length: Duration::from_secs_f64(seconds),
                    dropped: 3,
                },
                locked,
            )
        };
        assert_eq!(line(3.25, false), "00:03.2  3 dropped");
        assert_eq!(line(75.0, true), "01:15.0  every frame");
    }
}
