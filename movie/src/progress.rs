//! The progress bar: on stderr, and only on a terminal.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Called with the number of frames made, it moves the bar to there; dropped, it removes the bar.
pub fn bar(frames: u64, fps: f64) -> Box<dyn FnMut(u64)> {
    // Hidden by itself where stderr is no terminal.
    let target = ProgressDrawTarget::stderr_with_hz(10);
    let style = ProgressStyle::with_template(
        "{bar:32.green/black.bright} {pos}/{len} frames · {per_sec} · {msg} · {eta} left",
    )
    .expect("the template is well formed");
    let bar = Bar(ProgressBar::with_draw_target(Some(frames), target).with_style(style));
    bar.0.enable_steady_tick(Duration::from_millis(200));
    Box::new(move |made| {
        let Bar(bar) = &bar;
        bar.set_message(format!("{:.1} s of movie", made as f64 / fps));
        bar.set_position(made);
    })
}

struct Bar(ProgressBar);

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
