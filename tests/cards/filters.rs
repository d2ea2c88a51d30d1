//! Cards of filters and shaders.

use kinora::prelude::*;

/// What the filters are tried on: colours, edges, fine lines, and with `--alpha` something that shines through.
pub fn motif() {
    let colors = [ORANGE, SKYBLUE, PINK, LIME, PURPLE, WHITE];
    for (index, color) in colors.into_iter().enumerate() {
        let x = 12.0 + 26.0 * index as f32;
        draw_circle(x, 40.0 + 11.0 * (index % 3) as f32, 13.0, color);
        draw_line(x, 90.0, x + 14.0, 118.0, 1.5, color);
    }
    draw_rectangle(20.0, 20.0, 90.0, 60.0, Color::new(0.2, 0.3, 0.9, 0.5));
    draw_rectangle(100.0, 8.0, 40.0, 14.0, WHITE);
}

/// Red grows to the right, green downward.
fn map() -> Layer {
    let map = Layer::new();
    map.paint(|| {
        for x in 0..16 {
            for y in 0..12 {
                let color = Color::new(x as f32 / 15.0, y as f32 / 11.0, 0.0, 1.0);
                draw_rectangle(x as f32 * 10.0, y as f32 * 10.0, 10.0, 10.0, color);
            }
        }
    });
    map
}

/// Half of it is there, a part half.
fn hole() -> Layer {
    let hole = Layer::new();
    hole.paint(|| {
        draw_rectangle(0.0, 0.0, 80.0, 120.0, RED);
        draw_rectangle(80.0, 30.0, 40.0, 40.0, Color::new(0.0, 0.0, 1.0, 0.5));
    });
    hole
}

/// The filter of that name, if it is one.
fn chosen(name: &str, map: &Layer, hole: &Layer) -> Option<Filter> {
    Some(match name {
        "blur" => Filter::blur(1.7),
        "middle" => Filter::blur(3.6),
        "wide" => Filter::blur(9.0),
        "bloom" => Filter::bloom(0.6, 5.0, 0.8),
        "grain" => Filter::grain(0.5),
        "vignette" => Filter::vignette(0.7),
        "pixelate" => Filter::pixelate(8.0),
        "squares" => Filter::pixelate(71.0),
        "whole" => Filter::pixelate(f32::INFINITY),
        "posterize" => Filter::posterize(4),
        "threshold" => Filter::threshold(0.45),
        "gray" => Filter::gray(),
        "invert" => Filter::invert(),
        // Not far: llvmpipe reads a texture to 4 in 10,000, which of a long way is a part of a pixel.
        "displace" => Filter::displace(map, 6.0),
        "aberration" => Filter::chromatic_aberration(4.0),
        "mask" => Filter::mask(hole),
        "shader" => {
            Filter::shader("gl_FragColor = texture2D(canvas, vec2(1.0 - uv.x, uv.y)).bgra;")
        }
        _ => return None,
    })
}

pub async fn filtered() {
    let (map, hole) = (map(), hole());
    loop {
        let name = text("filter", "none");
        match name {
            "map" => map.draw(),
            _ => motif(),
        }
        if let Some(chosen) = chosen(name, &map, &hole) {
            filter(&chosen);
        }
        next_frame().await
    }
}

/// The same on a layer.
pub async fn leaf() {
    let (map, hole) = (map(), hole());
    loop {
        let leaf = Layer::new();
        leaf.paint(motif);
        if let Some(filter) = chosen(text("filter", "none"), &map, &hole) {
            leaf.filter(&filter);
        }
        leaf.draw();
        next_frame().await
    }
}

/// A shader says what it was told.
pub async fn told() {
    loop {
        let amount = slider("how-much", 0.25, 0.0..=1.0);
        let _ = color("tint", Color::new(0.0, 0.0, 0.75, 1.0));
        let shader =
            "gl_FragColor = vec4(how_much, time / 4.0 + playhead / 8.0, tint.b * own, 1.0);";
        filter(&Filter::shader(shader).set("own", 0.8));
        draw_circle(0.0, 0.0, amount, RED);
        next_frame().await
    }
}

pub async fn broken() {
    loop {
        filter(&Filter::shader("gl_FragColor = nothing;"));
        next_frame().await
    }
}

/// Columns of a shader that has a function of its own and is told lists, vectors and colours; and at the right one that
/// reads nothing but the layer that it changes.
pub async fn listed() {
    let own = Layer::new();
    loop {
        let listed = Filter::shader(
            "vec3 weak(vec3 color) { return color * strength; }
            void main() {
                vec4 first = vec4(numbers[1], numbers[2], places[1].y, 1.0);
                vec4 last = uv.x < 0.5 ? colors[1] : vec4(weak(point), 1.0);
                gl_FragColor = uv.x < 0.25 ? first : last;
            }",
        );
        let listed = listed
            .set("numbers", [0.0, 0.2, 0.4])
            .set("places", vec![Vec2::ZERO, vec2(0.0, 0.6)])
            .set("colors", [RED, Color::new(0.0, 1.0, 0.2, 1.0)])
            .set("point", vec3(0.2, 0.4, 0.8))
            .set("strength", 0.5);
        filter(&listed);
        own.clear(Color::new(0.2, 0.4, 0.6, 1.0));
        let turned = Filter::shader("gl_FragColor = texture2D(own, uv).brga;");
        own.filter(&turned.layer("own", &own));
        own.draw_in(Rect::new(120.0, 0.0, 40.0, 120.0), WHITE);
        next_frame().await
    }
}

/// More shaders than are kept, the first of them again at the end.
pub async fn many() {
    loop {
        // As wide as it can be.
        filter(&Filter::blur(f32::INFINITY));
        for red in (0..100).chain([0]) {
            let source = format!("gl_FragColor = vec4({red}.0 / 255.0, 0.4, 0.6, 1.0);");
            filter(&Filter::shader(&source));
            draw_rectangle(red as f32, 0.0, 1.0, 10.0, WHITE);
        }
        next_frame().await
    }
}
