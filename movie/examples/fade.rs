//! What moviepy's one-liner is used for: a movie as a function of time, from black to white in 2 s.
//!
//!     cargo run --release --example fade

use kinora_movie::{Clip, VideoWriter, gray, solid};

fn main() -> Result<(), kinora_movie::MovieError> {
    let report = Clip::new(2.0, |t| solid(640, 480, gray(t / 2.0)))
        .fps(24.0)
        .options(VideoWriter::options().overwrite(true))
        .write("fade.mp4")?;
    println!("{report}");
    Ok(())
}
