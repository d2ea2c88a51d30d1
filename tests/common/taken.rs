//! Takes that no window has made.

use std::time::Duration;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use kinora_core::stage::Moment;
use kinora_core::stage::parameters::Values;
use kinora_core::stage::take::{Frame, Play, Resized, Start, Take};
use kinora_movie::frame::Size;
use serde_json::json;

/// A take of those frames, all of which its movie shows.
pub fn take(
    (width, height): (u32, u32),
    fps: f64,
    frames: impl IntoIterator<Item = Frame>,
) -> Take {
    let mut play = Play::new(Start {
        seed: 0,
        fps,
        canvas: Resized {
            size: Size::new(width, height).unwrap(),
            density: 1.0,
        },
        epoch: Duration::from_secs(1_790_000_000),
        parameters: Values::new(),
    });
    for frame in frames {
        play.push(&frame);
    }
    Take {
        plays: vec![play],
        begins: 0,
        lead: Duration::ZERO,
        length: Duration::ZERO,
    }
}

/// The text of a file with that take of a sketch.
pub fn text(sketch: &str, take: &Take) -> String {
    let start = take.plays[0].start();
    let size = start.canvas.size;
    let recipe = json!({
        "kinora": "0.1.0", "sketch": sketch, "seed": 0, "width": size.width(), "height": size.height(), "scale": 1.0,
        "fps": start.fps, "time": 0.0, "length": take.seconds(), "take": BASE64_STANDARD.encode(take.to_bytes()),
    });
    recipe.to_string()
}

/// Frame `index` of a movie, in which nobody does anything.
pub fn frame(index: u64, fps: f64) -> Frame {
    Frame {
        moment: Moment::of_frame(index, fps),
        passed: Duration::from_secs_f64(1.0 / fps),
        ..Frame::default()
    }
}
