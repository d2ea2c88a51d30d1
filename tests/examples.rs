//! The examples do what they say.

mod common;

use common::*;

#[test]
fn the_examples_write_their_movies() {
    let place = Place::new();
    for (name, size, frames, rate) in [
        ("noise", (640, 480), 100, "20/1"),
        ("wave", (100, 100), 100, "20/1"),
        ("fade", (640, 480), 48, "24/1"),
    ] {
        let said = stdout(&succeed(place.example(name, "")));
        assert!(said.contains(&format!("{frames} frames")), "{said}");
        let probe = probe(&place.file(&format!("{name}.mp4")));
        let stream = &probe["streams"][0];
        assert_eq!(
            (stream["width"].as_u64(), stream["height"].as_u64()),
            (Some(size.0), Some(size.1))
        );
        assert_eq!(stream["nb_read_frames"], frames.to_string());
        assert_eq!(stream["r_frame_rate"], rate);
    }
    // From black to white in two seconds, as the example that reads it sees it.
    let said = stdout(&succeed(place.example("brightness", "fade.mp4")));
    let means: Vec<f64> = said
        .lines()
        .map(|line| line.split_whitespace().last().unwrap().parse().unwrap())
        .collect();
    assert_eq!(means.len(), 48);
    assert!(means.is_sorted(), "{said}");
    assert!(
        means[0] <= 1.0 && (means[24] - 127.5).abs() <= 3.0 && means[47] >= 245.0,
        "{said}"
    );
}
