//! What `cv2.VideoWriter` is used for: 100 frames of 640×480 random noise at 20 frames a second, written one by one.
//!
//!     cargo run --release --example noise

use kinora_movie::{Pixels, VideoWriter};

fn main() -> Result<(), kinora_movie::MovieError> {
    let mut movie = VideoWriter::options()
        .overwrite(true)
        .create("noise.mp4", 640, 480, 20.0)?;
    let mut random = 1;
    let mut frame = vec![0; 640 * 480 * 3];
    for _ in 0..100 {
        frame.fill_with(|| xorshift(&mut random));
        // Blue, green, red: the order of OpenCV.
        movie.write(Pixels::Bgr(&frame))?;
    }
    println!("{}", movie.finish()?);
    Ok(())
}

/// Marsaglia's 64-bit xorshift (Journal of Statistical Software 8, 2003).
fn xorshift(state: &mut u64) -> u8 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    *state as u8
}
