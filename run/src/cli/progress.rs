//! What an export says on the way.

use std::time::Duration;

use kinora_movie::encode::SAY_AFTER;
pub use kinora_movie::progress::bar;

use kinora_core::platform::say;

/// Says what an export waits for.
pub fn waits(give_up: Duration) {
    let most = give_up.as_secs();
    say::note(&format_args!(
        "waiting for ffmpeg, which has done nothing for {} s, up to {most} s: is the disk asleep, or the network away?",
        SAY_AFTER.as_secs(),
    ));
}
