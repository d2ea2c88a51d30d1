//! Coroutines tell a short story: one writes lines, one carries a lantern, one blinks until it is stopped.
use macroquad::experimental::coroutines::{start_coroutine, stop_coroutine, wait_seconds};
use macroquad::prelude::*;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

const LINES: [&str; 4] = [
    "Once there was a loop",
    "that had no end.",
    "It carried a lantern",
    "from left to right.",
];

#[macroquad::main("Story")]
async fn main() {
    let written = Arc::new(Mutex::new(Vec::new()));
    let steps = Arc::new(AtomicU32::new(0));

    let lines = written.clone();
    let writer = start_coroutine(async move {
        for line in LINES {
            wait_seconds(0.12).await;
            lines.lock().unwrap().push(line.to_string());
        }
        "The end."
    });

    // This one draws by itself, in every frame, after the main loop.
    let counter = steps.clone();
    start_coroutine(async move {
        let mut x: f32 = 120.0;
        loop {
            draw_circle(x, 440.0, 46.0, Color::new(1.0, 0.8, 0.3, 0.25));
            draw_circle(x, 440.0, 16.0, GOLD);
            draw_rectangle(x - 4.0, 380.0, 8.0, 44.0, BROWN);
            next_frame().await;
            x = (x + 1100.0 * get_frame_time()).min(680.0);
            counter.store((x / 40.0) as u32, Ordering::Relaxed);
        }
    });

    let cursor = start_coroutine(async {
        loop {
            draw_rectangle(60.0, 300.0, 16.0, 28.0, WHITE);
            next_frame().await;
            next_frame().await;
        }
    });

    let mut end = None;
    loop {
        clear_background(Color::from_rgba(28, 24, 44, 255));
        draw_rectangle(0.0, 486.0, 800.0, 114.0, Color::from_rgba(52, 44, 40, 255));
        for (i, line) in written.lock().unwrap().iter().enumerate() {
            draw_text(line, 60.0, 90.0 + i as f32 * 50.0, 44.0, BEIGE);
        }
        if writer.is_done() && end.is_none() {
            end = writer.retrieve();
            stop_coroutine(cursor);
        }
        if let Some(end) = end {
            draw_text(end, 60.0, 326.0, 44.0, ORANGE);
        }
        for i in 0..steps.load(Ordering::Relaxed) {
            draw_ellipse(20.0 + i as f32 * 40.0, 520.0, 10.0, 5.0, 0.0, DARKBROWN);
        }
        next_frame().await
    }
}
