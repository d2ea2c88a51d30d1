//! Stills as shapes, drawn by another program and compared with the canvas.

mod common;

use std::fs;

use common::*;
use image::RgbaImage;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

/// The most that the two may be apart on average, of 255.
const OFF: f64 = 3.0;

/// What resvg makes of a document, straight.
fn drawn(document: &str) -> RgbaImage {
    let tree = Tree::from_str(document, &Options::default()).unwrap();
    let size = tree.size().to_int_size();
    let mut pixmap = Pixmap::new(size.width(), size.height()).unwrap();
    resvg::render(&tree, Transform::default(), &mut pixmap.as_mut());
    let pixels = pixmap.pixels().iter().map(|pixel| pixel.demultiply());
    let bytes = pixels.flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue(), pixel.alpha()]);
    RgbaImage::from_raw(size.width(), size.height(), bytes.collect()).unwrap()
}

/// The mean of what two pictures are apart, premultiplied.
fn off(a: &RgbaImage, b: &RgbaImage) -> f64 {
    assert_eq!(a.dimensions(), b.dimensions());
    let premultiplied = |pixel: &image::Rgba<u8>| {
        let [r, g, b, a] = pixel.0.map(f64::from);
        [r * a / 255.0, g * a / 255.0, b * a / 255.0]
    };
    let pairs = a.pixels().zip(b.pixels());
    let sum: f64 = pairs
        .map(|(a, b)| {
            let (a, b) = (premultiplied(a), premultiplied(b));
            (0..3).map(|part| (a[part] - b[part]).abs()).sum::<f64>() / 3.0
        })
        .sum();
    sum / f64::from(a.width() * a.height())
}

/// A picture with nothing on its ground.
fn blank(picture: &RgbaImage) -> RgbaImage {
    RgbaImage::from_pixel(picture.width(), picture.height(), *picture.get_pixel(0, 0))
}

/// Of the pixels, a part `far_off` may be more than 96 off.
fn compare(
    place: &Place,
    still: impl Fn(&str) -> std::process::Command,
    name: &str,
    far_off: f64,
) -> f64 {
    succeed(still("a.png --force -q"));
    succeed(still("a.svg --force -q"));
    let canvas = image::open(place.file("a.png")).unwrap().into_rgba8();
    let document = fs::read_to_string(place.file("a.svg")).unwrap();
    assert!(document.contains("<title>"), "{name}");
    let (drawn, blank) = (drawn(&document), blank(&canvas));
    let (off, nothing) = (off(&canvas, &drawn), off(&canvas, &blank));
    assert!(
        off <= OFF && off <= 0.2 * nothing,
        "{name}: {off} of {nothing}"
    );
    let far = canvas.pixels().zip(drawn.pixels()).filter(|(a, b)| {
        let parts = a.0.iter().zip(b.0);
        parts.map(|(a, b)| a.abs_diff(b)).max() > Some(96)
    });
    let far = far.count() as f64 / f64::from(canvas.width() * canvas.height());
    assert!(far <= far_off, "{name}: {far}");
    off
}

#[test]
fn every_kind_of_shape_is_where_the_canvas_has_it() {
    for args in ["", "--scale 3", "--alpha"] {
        let place = Place::new();
        let still =
            |file: &str| place.example("toolbox", &format!("still shapes {args} -o {file}"));
        let off = compare(&place, still, args, 0.002);
        assert!(off < 1.0, "{args}: {off}");
        let document = fs::read_to_string(place.file("a.svg")).unwrap();
        // What was covered by the ground is gone; the texture, the layer and macroquad's text are pictures.
        assert!(!document.contains("#e62937\"/>\n<rect"), "{document}");
        assert_eq!(document.matches("<image").count(), 3, "{document}");
        assert_eq!(document.matches("Gradient id").count(), 0);
    }
}

#[test]
fn ten_sketches_look_as_on_the_canvas() {
    let sketches = [
        ("pulse", 0.3),
        ("lissajous", 2.0),
        ("pendulum", 3.0),
        ("epicycles", 3.0),
        ("truchet", 2.0),
        ("tree", 5.0),
        ("kinetic", 1.0),
        ("sorting", 3.0),
        ("life", 2.0),
        ("boids", 2.0),
        ("overture", 3.0),
        ("plotter", 1.0),
    ];
    for (sketch, at) in sketches {
        let place = Place::new();
        let still = |file: &str| place.kinora(&format!("still {sketch} --at {at} -o {file}"));
        // A joint of thin lines that does not close is a few pixels.
        compare(&place, still, sketch, 0.0001);
    }
}

#[test]
fn a_page_of_shapes_is_a_pdf() {
    let place = Place::new();
    succeed(place.example("toolbox", "still shapes -o a.pdf -q"));
    let bytes = fs::read(place.file("a.pdf")).unwrap();
    assert!(bytes.starts_with(b"%PDF-"));
    // A unit is a point.
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.contains("/MediaBox [0 0 160 120]"), "no such page");
}

#[test]
fn a_picture_of_vectors_is_made_again_from_its_recipe() {
    let place = Place::new();
    let args = "still plotter --at 1 --seed 9 --set lines=20 --scale 2";
    succeed(place.kinora(&format!("{args} -o a.svg -q")));
    succeed(place.kinora("still --like a.svg -o b.svg -q"));
    let read = |name| fs::read_to_string(place.file(name)).unwrap();
    assert_eq!(read("a.svg"), read("b.svg"));
    fs::rename(place.file("a.svg"), place.file("A.SVG")).unwrap();
    succeed(place.kinora("still --like A.SVG -o c.png -q"));
    let size = image::image_dimensions(place.file("c.png")).unwrap();
    assert_eq!(size, (1440, 1440));
    fs::write(place.file("plain.svg"), "<svg></svg>").unwrap();
    let (code, said) = fail(place.kinora("still --like plain.svg -o d.png"));
    assert!(
        code == 1 && said.contains("'plain.svg' carries no recipe"),
        "{said}"
    );
}

/// One sentence that names what it is and the remedy, and no file.
#[test]
fn what_has_no_shapes_is_refused_by_name() {
    let place = Place::new();
    for (args, words) in [
        ("refused --set what=filter", "a filter"),
        ("refused --set what=add", "Blend::Add"),
        ("refused --set what=erase", "Blend::Erase"),
        ("refused --set what=material", "a material"),
        ("refused --set what=viewport", "a camera with a viewport"),
        ("refused --set what=mesh", "a mesh"),
        ("solid", "a camera with depth"),
        ("shapes --motion-blur 4", "--motion-blur"),
    ] {
        let (code, said) = fail(place.example("toolbox", &format!("still {args} -o a.svg")));
        assert!(code == 1 || code == 2, "{args}: {code}");
        assert!(
            said.contains(words) && said.contains(".png"),
            "{args}: {said}"
        );
        assert_eq!(place.listing(), [""; 0], "{args}");
    }
    let (code, said) = fail(place.example("toolbox", "still shapes -o a.jpg"));
    assert_eq!(code, 2);
    assert!(said.contains(".svg"), "{said}");
    for what in ["none", "fps"] {
        let args = format!("still refused --set what={what} -o {what}.svg -q");
        succeed(place.example("toolbox", &args));
    }
}
