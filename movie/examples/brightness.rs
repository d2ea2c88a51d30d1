//! What `imageio.get_reader` and `cv2.VideoCapture` are used for: every picture of a movie, and a number for each.
//!
//!     cargo run --release --example brightness -- MOVIE

use kinora_movie::VideoReader;

fn main() -> Result<(), kinora_movie::MovieError> {
    let path = std::env::args().nth(1).unwrap_or("fade.mp4".into());
    let movie = VideoReader::open(path)?;
    let fps = movie.fps();
    for (index, frame) in movie.enumerate() {
        let frame = frame?;
        let sum: u64 = frame.iter().map(|&channel| u64::from(channel)).sum();
        let mean = sum as f64 / frame.len() as f64;
        println!("{:8.3} s  {mean:6.2}", index as f64 / fps);
    }
    Ok(())
}
