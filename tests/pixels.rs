//! The library for programs that only have pixels: no window, no OpenGL, no display.

mod common;

use std::fs;

use common::*;
use image::{Rgb, RgbImage, RgbaImage};
use kinora::{Clip, Codec, MovieError, Pixels, Preset, VideoReader, VideoWriter, gray, solid};

fn noise(bytes: usize, seed: u64) -> Vec<u8> {
    let mut state = seed * 2 + 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state as u8
    };
    (0..bytes).map(|_| next()).collect()
}

#[test]
fn pixels_come_back_as_they_went_in() {
    let place = Place::new();
    let path = place.file("noise.mkv");
    let frames: Vec<Vec<u8>> = (0..20).map(|index| noise(64 * 48 * 3, index)).collect();
    let mut movie = VideoWriter::options()
        .codec(Codec::Ffv1)
        .create(&path, 64, 48, 20.0)
        .unwrap();
    for (index, frame) in frames.iter().enumerate() {
        let bgr: Vec<u8> = frame
            .chunks(3)
            .flat_map(|rgb| [rgb[2], rgb[1], rgb[0]])
            .collect();
        let rgba: Vec<u8> = frame
            .chunks(3)
            .flat_map(|rgb| [rgb[0], rgb[1], rgb[2], 255])
            .collect();
        match index % 4 {
            0 => movie.write(Pixels::Rgb(frame)),
            1 => movie.write(Pixels::Bgr(&bgr)),
            2 => movie.write(Pixels::Rgba(&rgba)),
            _ => movie.write(RgbImage::from_raw(64, 48, frame.clone()).unwrap()),
        }
        .unwrap();
    }
    assert_eq!(movie.frames(), 20);
    let report = movie.finish().unwrap();
    assert_eq!((report.frames, report.width, report.height), (20, 64, 48));
    assert_eq!(report.path, path);
    assert_eq!(report.bytes, fs::metadata(&path).unwrap().len());

    let reader = VideoReader::open(&path).unwrap();
    assert_eq!((reader.size().width(), reader.size().height()), (64, 48));
    assert_eq!(reader.fps(), 20.0);
    let read: Vec<RgbImage> = reader.map(Result::unwrap).collect();
    assert_eq!(read.len(), 20);
    for (read, wrote) in read.iter().zip(&frames) {
        assert!(read.as_raw() == wrote);
    }
}

#[test]
fn a_movie_for_everybody_has_the_right_colours() {
    let place = Place::new();
    let path = place.file("green.mp4");
    let mut movie = VideoWriter::create(&path, 101, 51, 30.0).unwrap();
    let green = RgbaImage::from_pixel(101, 51, image::Rgba([0, 255, 0, 255]));
    for _ in 0..10 {
        movie.write(&green).unwrap();
    }
    let report = movie.finish().unwrap();
    assert_eq!(
        (report.width, report.height),
        (102, 52),
        "H.264 needs even sides"
    );
    for frame in VideoReader::open(&path).unwrap() {
        let frame = frame.unwrap();
        assert_near(frame.get_pixel(50, 25).0, [0, 255, 0], 3);
    }
}

#[test]
fn a_wrong_size_is_an_error_with_both_sizes_and_the_movie_goes_on() {
    let place = Place::new();
    let path = place.file("movie.mp4");
    let mut movie = VideoWriter::create(&path, 64, 48, 20.0).unwrap();
    movie.write(Pixels::Gray(&[9; 64 * 48])).unwrap();
    let error = movie.write(Pixels::Rgb(&[0; 64 * 48])).unwrap_err();
    assert!(
        matches!(
            error,
            MovieError::PixelCount {
                expected: 9216,
                got: 3072,
                ..
            }
        ),
        "{error}"
    );
    let error = movie.write(RgbImage::new(48, 64)).unwrap_err().to_string();
    assert!(
        error.contains("48×64") && error.contains("64×48"),
        "{error}"
    );
    movie.write(Pixels::Gray(&[99; 64 * 48])).unwrap();
    assert_eq!(movie.finish().unwrap().frames, 2);
}

#[test]
fn an_unfinished_movie_leaves_nothing() {
    let place = Place::new();
    let mut movie = VideoWriter::create(place.file("movie.mp4"), 64, 48, 20.0).unwrap();
    movie.write(Pixels::Gray(&[9; 64 * 48])).unwrap();
    drop(movie);
    assert!(place.listing().is_empty(), "{:?}", place.listing());
    let movie = VideoWriter::create(place.file("movie.mp4"), 64, 48, 20.0).unwrap();
    assert!(matches!(movie.finish(), Err(MovieError::NoPictures(_))));
    assert!(place.listing().is_empty(), "{:?}", place.listing());
}

#[test]
fn what_cannot_be_written_is_refused_at_once() {
    let place = Place::new();
    let create = |name: &str, width, height, fps| {
        VideoWriter::create(place.file(name), width, height, fps)
            .map(|_| ())
            .unwrap_err()
    };
    assert!(matches!(
        create("a.mp4", 0, 48, 20.0),
        MovieError::Size { .. }
    ));
    assert!(matches!(create("a.mp4", 64, 48, 0.0), MovieError::Fps(_)));
    assert!(matches!(
        create("a.mp4", 64, 48, f64::NAN),
        MovieError::Fps(_)
    ));
    assert!(matches!(
        create("a.xyz", 64, 48, 20.0),
        MovieError::UnknownFormat { .. }
    ));
    assert!(matches!(
        create("no/a.mp4", 64, 48, 20.0),
        MovieError::NoFolder(_)
    ));
    fs::write(place.file("there.mp4"), "mine").unwrap();
    assert!(matches!(
        create("there.mp4", 64, 48, 20.0),
        MovieError::Exists(_)
    ));
    VideoWriter::options()
        .overwrite(true)
        .preset(Preset::Ultrafast)
        .create(place.file("there.mp4"), 64, 48, 20.0)
        .unwrap();
    assert_eq!(
        fs::read(place.file("there.mp4")).unwrap(),
        b"mine",
        "not before it is whole"
    );
    let error = VideoWriter::options()
        .alpha(true)
        .create(place.file("a.mp4"), 64, 48, 20.0)
        .unwrap_err();
    assert!(matches!(error, MovieError::Encoding(_)), "{error}");
    assert_eq!(place.listing(), ["there.mp4"]);
}

#[test]
fn straight_alpha_is_kept() {
    let place = Place::new();
    let path = place.file("glass.apng");
    let mut movie = VideoWriter::options()
        .alpha(true)
        .create(&path, 4, 2, 10.0)
        .unwrap();
    for index in 0..2 {
        let image = RgbaImage::from_pixel(4, 2, image::Rgba([200, 100, 50 + index, 77]));
        movie.write(&image).unwrap();
    }
    movie.finish().unwrap();
    let reader = image::ImageReader::open(&path)
        .unwrap()
        .with_guessed_format()
        .unwrap();
    assert_eq!(
        reader.decode().unwrap().to_rgba8().get_pixel(1, 1).0,
        [200, 100, 50, 77]
    );
}

#[test]
fn a_clip_is_a_function_of_time() {
    let place = Place::new();
    let path = place.file("fade.mp4");
    let (sender, made) = std::sync::mpsc::channel();
    let report = Clip::new(2.0, |t| solid(640, 480, gray(t / 2.0)))
        .fps(24.0)
        .progress(move |frames| sender.send(frames).unwrap())
        .write(&path)
        .unwrap();
    assert_eq!(report.frames, 48);
    assert_eq!(
        made.iter().collect::<Vec<_>>(),
        (1..=48).collect::<Vec<_>>()
    );
    for (index, frame) in VideoReader::open(&path).unwrap().enumerate() {
        let value = (index as f64 / 48.0 * 255.0).round() as u8;
        assert_near(frame.unwrap().get_pixel(320, 240).0, [value; 3], 3);
    }
    let error = Clip::new(0.0, |_| solid(2, 2, [0; 3]))
        .write(place.file("no.mp4"))
        .unwrap_err();
    assert!(matches!(error, MovieError::Duration(_)), "{error}");
    let mut turn = 0;
    let grows = |_| {
        turn += 2;
        solid(turn, 2, [0; 3])
    };
    let error = Clip::new(1.0, grows)
        .write(place.file("grows.mp4"))
        .unwrap_err();
    assert!(matches!(error, MovieError::PictureSize { .. }), "{error}");
    assert_eq!(place.listing(), ["fade.mp4"]);
}

#[test]
fn a_reader_says_what_it_cannot_read() {
    let place = Place::new();
    let open = |name: &str| VideoReader::open(place.file(name)).map(|_| ()).unwrap_err();
    assert!(matches!(open("nothing.mp4"), MovieError::NoFile(_)));
    fs::write(place.file("text.mp4"), "no movie").unwrap();
    let error = open("text.mp4");
    assert!(matches!(error, MovieError::Unreadable { .. }));
    assert!(error.to_string().contains("Invalid data"), "{error}");

    // Left in the middle, it ends its ffmpeg.
    let path = place.file("long.mp4");
    Clip::new(20.0, |t| {
        RgbImage::from_pixel(320, 240, Rgb([(t * 10.0) as u8; 3]))
    })
    .write(&path)
    .unwrap();
    let mut reader = VideoReader::open(&path).unwrap();
    assert!(reader.next().unwrap().is_ok());
    drop(reader);
    assert_eq!(VideoReader::open(&path).unwrap().count(), 600);
}

#[test]
fn arrays_are_pictures() {
    use ndarray::{Array2, Array3};
    let place = Place::new();
    let path = place.file("array.mkv");
    let mut movie = VideoWriter::options()
        .codec(Codec::Ffv1)
        .create(&path, 100, 50, 20.0)
        .unwrap();
    movie
        .write(Array2::from_shape_fn((50, 100), |(y, x)| (y + x) as u8))
        .unwrap();
    movie
        .write(Array3::from_shape_fn((50, 100, 3), |(y, _, c)| {
            (y * (c + 1)) as u8
        }))
        .unwrap();
    assert!(movie.write(Array3::zeros((100, 50, 3))).is_err());
    movie.finish().unwrap();
    let read: Vec<RgbImage> = VideoReader::open(&path)
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!(read[0].get_pixel(70, 20).0, [90; 3]);
    assert_eq!(read[1].get_pixel(70, 20).0, [20, 40, 60]);
}
