//! Filters, compared with plain code, and shaders.

mod common;

use std::collections::HashMap;
use std::f64::consts::SQRT_2;
use std::time::{Duration, Instant};

use common::sandbox::Sandbox;
use common::stills::*;
use common::*;
use image::RgbaImage;
use kinora::rand::RandGenerator;

/// The most that a filter may be off, of 255.
const OFF: f64 = 2.0;

/// Colours premultiplied, 0 to 1, from the top left.
struct Plain {
    width: usize,
    height: usize,
    pixels: Vec<[f64; 4]>,
}

impl Plain {
    fn of(picture: &RgbaImage) -> Plain {
        let pixels = picture.pixels().map(|pixel| {
            let [r, g, b, a] = pixel.0.map(|part| f64::from(part) / 255.0);
            [r * a, g * a, b * a, a]
        });
        Plain {
            width: picture.width() as usize,
            height: picture.height() as usize,
            pixels: pixels.collect(),
        }
    }

    fn at(&self, x: i64, y: i64) -> [f64; 4] {
        let x = x.clamp(0, self.width as i64 - 1) as usize;
        let y = y.clamp(0, self.height as i64 - 1) as usize;
        self.pixels[y * self.width + x]
    }

    fn mirrored(&self, x: i64, y: i64) -> [f64; 4] {
        let turned = |at: i64, length: usize| {
            let at = at.rem_euclid(2 * length as i64);
            at.min(2 * length as i64 - 1 - at)
        };
        self.at(turned(x, self.width), turned(y, self.height))
    }

    /// Between pixels, whose middles are at halves.
    fn between(&self, x: f64, y: f64) -> [f64; 4] {
        let (x, y) = (x - 0.5, y - 0.5);
        let (left, top) = (x.floor(), y.floor());
        let mix = |a: [f64; 4], b: [f64; 4], t: f64| {
            std::array::from_fn(|part| a[part] + (b[part] - a[part]) * t)
        };
        let (i, j) = (left as i64, top as i64);
        let upper = mix(self.at(i, j), self.at(i + 1, j), x - left);
        let lower = mix(self.at(i, j + 1), self.at(i + 1, j + 1), x - left);
        mix(upper, lower, y - top)
    }

    fn map(&self, change: impl Fn(usize, usize, [f64; 4]) -> [f64; 4]) -> Plain {
        let places = (0..self.height).flat_map(|y| (0..self.width).map(move |x| (x, y)));
        Plain {
            pixels: places
                .map(|(x, y)| change(x, y, self.pixels[y * self.width + x]))
                .collect(),
            ..*self
        }
    }

    /// By the sum itself.
    fn blurred(&self, deviation: f64) -> Plain {
        let reach = (4.0 * deviation).ceil() as i64;
        let weight = |far: i64| (-0.5 * (far as f64 / deviation).powi(2)).exp();
        let total: f64 = (-reach..=reach).map(weight).sum();
        let along = |from: &Plain, dx: i64, dy: i64| {
            from.map(|x, y, _| {
                let mut sum = [0.0; 4];
                for far in -reach..=reach {
                    let pixel = from.mirrored(x as i64 + far * dx, y as i64 + far * dy);
                    for (sum, part) in sum.iter_mut().zip(pixel) {
                        *sum += part * weight(far) / total;
                    }
                }
                sum
            })
        };
        along(&along(self, 1, 0), 0, 1)
    }
}

fn straight(pixel: [f64; 4]) -> [f64; 3] {
    let [r, g, b, a] = pixel;
    [r, g, b].map(|part| if a > 0.0 { part / a } else { 0.0 })
}

fn luma([r, g, b]: [f64; 3]) -> f64 {
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

fn clamped(pixel: [f64; 4]) -> [f64; 4] {
    pixel.map(|part| part.clamp(0.0, 1.0))
}

/// What a filter makes of a picture with `density` pixels a unit.
fn plainly(name: &str, from: &Plain, map: &Plain, hole: &Plain, density: f64) -> Plain {
    let size = (from.width as f64, from.height as f64);
    let each = |change: &dyn Fn([f64; 3]) -> [f64; 3]| {
        from.map(|_, _, pixel| {
            let [r, g, b] = change(straight(pixel)).map(|part| part * pixel[3]);
            [r, g, b, pixel[3]]
        })
    };
    match name {
        "blur" => from.blurred(1.7 * density),
        "middle" => from.blurred(3.6 * density),
        "wide" => from.blurred(9.0 * density),
        "bloom" => {
            let bright = from.map(|_, _, pixel| {
                let [r, g, b] = straight(pixel).map(|part| (part - 0.6).max(0.0) / 0.4);
                let all = [r, g, b, r.max(g).max(b)];
                all.map(|part| part * pixel[3])
            });
            let glow = bright.blurred(5.0 * density);
            from.map(|x, y, pixel| {
                let glow = clamped(glow.pixels[y * from.width + x].map(|part| part * 0.8));
                std::array::from_fn(|part| glow[part] + pixel[part] * (1.0 - glow[part]))
            })
        }
        "grain" => {
            let numbers = RandGenerator::new();
            numbers.srand(1);
            let grains: Vec<f64> = (0..256 * 256)
                .map(|_| {
                    let bytes = numbers.rand().to_le_bytes();
                    f64::from(bytes.map(u32::from).iter().sum::<u32>() / 4) / 255.0
                })
                .collect();
            from.map(|x, y, pixel| {
                let unit = |at: usize| ((at as f64 + 0.5) / density) as usize;
                let noise = grains[unit(y) % 256 * 256 + unit(x) % 256] - 0.5;
                let [r, g, b] = [0, 1, 2]
                    .map(|part: usize| (pixel[part] + noise * 0.5 * pixel[3]).clamp(0.0, pixel[3]));
                [r, g, b, pixel[3]]
            })
        }
        "vignette" => from.map(|x, y, [r, g, b, a]| {
            let off = |at: usize, length: f64| (at as f64 + 0.5) / length - 0.5;
            let far = off(x, size.0).hypot(off(y, size.1)) * SQRT_2;
            let t = ((far - 0.3) / 0.7).clamp(0.0, 1.0);
            let light = 1.0 - 0.7 * t * t * (3.0 - 2.0 * t);
            [r * light, g * light, b * light, a]
        }),
        "pixelate" | "squares" | "whole" => {
            let units = match name {
                "pixelate" => 8.0,
                "squares" => 71.0,
                _ => size.0.max(size.1),
            };
            let side = (units * density) as usize;
            let mut means: HashMap<(usize, usize), [f64; 4]> = HashMap::new();
            for y in 0..from.height {
                for x in 0..from.width {
                    let (left, top) = (x / side * side, y / side * side);
                    let columns = (left + side).min(from.width) - left;
                    let rows = (top + side).min(from.height) - top;
                    let mean = means.entry((left, top)).or_default();
                    for (sum, part) in mean.iter_mut().zip(from.pixels[y * from.width + x]) {
                        *sum += part / (columns * rows) as f64;
                    }
                }
            }
            from.map(|x, y, _| means[&(x / side * side, y / side * side)])
        }
        "posterize" => each(&|color| color.map(|part| (part * 3.0 + 0.5).floor() / 3.0)),
        "threshold" => each(&|color| [f64::from(u8::from(luma(color) >= 0.45)); 3]),
        "gray" => each(&|color| [luma(color); 3]),
        "invert" => each(&|color| color.map(|part| 1.0 - part)),
        "displace" => from.map(|x, y, _| {
            let by = map.pixels[y * from.width + x];
            let moved = |part: f64| (part - 0.5) * 6.0 * density;
            let place = (x as f64 + 0.5 + moved(by[0]), y as f64 + 0.5 + moved(by[1]));
            from.between(place.0, place.1)
        }),
        "aberration" => from.map(|x, y, _| {
            let (x, y) = (x as f64 + 0.5, y as f64 + 0.5);
            let far = 4.0 * density / (size.0.hypot(size.1) / 2.0);
            let (dx, dy) = ((x - size.0 / 2.0) * far, (y - size.1 / 2.0) * far);
            let red = from.between(x - dx, y - dy);
            let green = from.between(x, y);
            let blue = from.between(x + dx, y + dy);
            [red[0], green[1], blue[2], red[3].max(green[3]).max(blue[3])]
        }),
        "mask" => from.map(|x, y, pixel| {
            let kept = hole.pixels[y * from.width + x][3];
            pixel.map(|part| part * kept)
        }),
        "shader" => from.map(|x, y, _| {
            let [r, g, b, a] = from.at((from.width - 1 - x) as i64, y as i64);
            [b, g, r, a]
        }),
        other => panic!("{other}"),
    }
}

const FILTERS: [&str; 17] = [
    "blur",
    "middle",
    "wide",
    "bloom",
    "grain",
    "vignette",
    "pixelate",
    "squares",
    "whole",
    "posterize",
    "threshold",
    "gray",
    "invert",
    "displace",
    "aberration",
    "mask",
    "shader",
];

/// Every filter on a card, compared with plain code.
fn compare(card: &str, args: &str, density: f64, is_clear: bool) {
    // A file of straight colours is rounded itself.
    let most = if is_clear { OFF + 0.5 } else { OFF };
    let shown = |name: &str| Plain::of(&still(&format!("{card} --set filter={name} {args}")));
    let from = shown("none");
    let map = Plain::of(&still(&format!("filtered --set filter=map {args}")));
    // As the card draws it.
    let hole = from.map(|x, y, _| {
        let (x, y) = (x as f64 / density, y as f64 / density);
        let is_half = (80.0..120.0).contains(&x) && (30.0..70.0).contains(&y);
        match (x < 80.0, is_half) {
            (true, _) => [1.0, 0.0, 0.0, 1.0],
            (_, true) => [0.0, 0.0, 0.5, 0.5],
            _ => [0.0; 4],
        }
    });
    let mut poor = vec![];
    for name in FILTERS {
        let got = shown(name);
        let wanted = plainly(name, &from, &map, &hole, density);
        // Alpha of a canvas that keeps none means nothing.
        let count = if is_clear { 4 } else { 3 };
        let pairs = got.pixels.iter().zip(&wanted.pixels).zip(&from.pixels);
        // Either side is right where nothing but rounding decides.
        let is_sure =
            |before: [f64; 4]| name != "threshold" || (luma(straight(before)) - 0.45).abs() > 0.02;
        let far: Vec<f64> = pairs
            .filter(|(_, before)| is_sure(**before))
            .flat_map(|((a, b), _)| (0..count).map(|part| (a[part] - b[part]).abs() * 255.0))
            .collect();
        let worst = far.iter().copied().fold(0.0, f64::max);
        if worst > most {
            let many = far.iter().filter(|far| **far > most).count();
            poor.push(format!("{name}: {worst:.2}, {many} of {}", far.len()));
        }
    }
    assert!(poor.is_empty(), "{card} {args}: {poor:#?}");
}

#[test]
fn filters_of_the_canvas_are_what_plain_code_makes() {
    compare("filtered", "", 1.0, false);
}

#[test]
fn filters_are_the_same_with_alpha() {
    compare("filtered", "--alpha", 1.0, true);
}

#[test]
fn filters_have_their_lengths_in_units() {
    compare("filtered", "--scale 2", 2.0, false);
}

#[test]
fn filters_of_a_layer_are_what_plain_code_makes() {
    compare("leaf", "--alpha", 1.0, true);
}

/// A finer canvas is filtered as finely: the mean of it is near to what is made at once.
#[test]
fn filters_are_the_same_on_a_finer_canvas() {
    for name in [
        "blur",
        "wide",
        "bloom",
        "vignette",
        "pixelate",
        "aberration",
    ] {
        let card = |args: &str| still(&format!("filtered --set filter={name} {args}"));
        let (_, mean) = off(&card(""), &card("--supersample 2"));
        assert!(mean < 1.0, "{name}: {mean}");
    }
}

/// Where the canvas has as many pixels in the window as it has itself, it is not mixed to be shown, but is to be filtered.
#[test]
fn filters_are_the_same_in_a_window_of_the_canvass_own_size() {
    for filter in ["blur", "bloom", "displace", "shader"] {
        in_a_window(filter);
    }
}

fn in_a_window(filter: &str) {
    let args = &format!("filtered --size 480x560 --set filter={filter}");
    let exported = still(args);
    let sandbox = Sandbox::open(|place| place.example("toolbox", &format!("run {args}")));
    // Where there are no notices over it.
    let off = || {
        let screen = sandbox.screen();
        let places = (0..160).flat_map(|x| (0..120).map(move |y| (x, y)));
        let off = places.map(|(x, y)| {
            let (shown, wanted) = (screen.at(x, y), exported.get_pixel(x as u32, y as u32).0);
            let parts = shown.iter().zip(wanted);
            parts.map(|(shown, it)| shown.abs_diff(it)).max().unwrap()
        });
        off.max().unwrap()
    };
    until("the window shows what an export has", || off() <= 2);
    // A later frame, too: the first is drawn before anything is shown. Time goes on while the play does.
    let again = Instant::now() + Duration::from_millis(500);
    while Instant::now() < again {
        assert!(off() <= 2, "a later frame is another: {}", off());
    }
    sandbox.leave();
}

#[test]
fn a_shader_of_ones_own_is_told_the_clock_and_the_parameters() {
    let pixel = still("told --at 1 --set how-much=0.5").get_pixel(50, 50).0;
    let wanted = [0.5, 0.25 + 0.5 / 8.0, 0.75 * 0.8].map(|part| (part * 255.0f64).round());
    for (got, wanted) in pixel.iter().zip(wanted) {
        assert!(
            (f64::from(*got) - wanted).abs() <= 1.0,
            "{pixel:?} {wanted}"
        );
    }
}

#[test]
fn a_shader_is_told_lists_vectors_and_colours() {
    let card = still("listed");
    let wanted = [
        ((20, 60), [51, 102, 153]),
        ((60, 60), [0, 255, 51]),
        ((100, 60), [26, 51, 102]),
        ((140, 60), [153, 51, 102]),
    ];
    assert_has(&card, &wanted);
}

#[test]
fn more_shaders_than_are_kept_do_what_they_say() {
    let wanted = [
        ((80, 60), [0, 102, 153]),
        ((0, 5), [255; 3]),
        ((99, 5), [0, 102, 153]),
    ];
    assert_has(&still("many --at 0.3"), &wanted);
}

#[test]
fn a_shader_that_does_not_compile_is_told_so() {
    let place = Place::new();
    let (code, words) = fail(place.example("toolbox", "still broken -o a.png"));
    assert_eq!(code, 1);
    assert!(
        words.contains("shader of a filter does not compile"),
        "{words}"
    );
    assert!(words.contains("nothing"), "{words}");
    assert_eq!(place.listing(), [""; 0]);
}
