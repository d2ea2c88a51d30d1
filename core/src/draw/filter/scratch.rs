//! Pictures that filters work with, kept from frame to frame.

use std::cell::RefCell;

use macroquad::texture::{RenderTarget, render_target};

use crate::stage::ground::Ground;
use crate::stage::now::frames_played;

/// One of them.
struct Kept {
    target: RenderTarget,
    pixels: (u32, u32),
    /// Which of those of its size.
    number: usize,
    /// When it was asked for last.
    frame: u64,
}

thread_local! {
    static KEPT: RefCell<Vec<Kept>> = const { RefCell::new(vec![]) };
}

/// The picture of that size and number; what is on it is not known. Those that the last frame did not need are gone.
pub(super) fn picture(pixels: (u32, u32), number: usize) -> Ground {
    KEPT.with_borrow_mut(|kept| {
        let now = frames_played();
        kept.retain(|it| now.wrapping_sub(it.frame) <= 1);
        let known = kept
            .iter()
            .position(|it| (it.pixels, it.number) == (pixels, number));
        let place = known.unwrap_or_else(|| {
            kept.push(Kept {
                target: render_target(pixels.0, pixels.1),
                pixels,
                number,
                frame: now,
            });
            kept.len() - 1
        });
        kept[place].frame = now;
        Ground::of(kept[place].target.render_pass.raw_miniquad_id(), 1.0)
    })
}
