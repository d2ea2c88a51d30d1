//! What `imageio.get_writer` is used for: 100 pictures of 100×100 at 20 frames a second, each computed as an array.
//!
//!     cargo run --release --example wave

use std::f64::consts::TAU;

use image::{GrayImage, Luma};
use kinora_movie::VideoWriter;

fn main() -> Result<(), kinora_movie::MovieError> {
    let mut movie = VideoWriter::options()
        .overwrite(true)
        .create("wave.mp4", 100, 100, 20.0)?;
    for index in 0..100 {
        let phase = f64::from(index) / 100.0 * TAU;
        let image = GrayImage::from_fn(100, 100, |x, y| {
            let distance = f64::from(x).hypot(f64::from(y)) / 8.0;
            Luma([(127.5 + 127.5 * (distance - 5.0 * phase).sin()) as u8])
        });
        movie.write(&image)?;
    }
    println!("{}", movie.finish()?);
    Ok(())
}
