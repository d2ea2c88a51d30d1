//! Sketches that the tests look at: each paints something a decoded movie can be asked for.

use kinora::prelude::*;

fn main() {
    kinora::run(vec![
        Sketch::new("quarters", quarters)
            .size(64, 48)
            .fps(10)
            .duration(0.3),
        Sketch::new("camera", camera)
            .size(64, 48)
            .fps(10)
            .duration(0.3),
        Sketch::new("depth", depth)
            .size(96, 48)
            .fps(10)
            .duration(0.3),
        Sketch::new("target", target)
            .size(64, 48)
            .fps(10)
            .duration(0.3),
        Sketch::new("counter", counter)
            .size(128, 32)
            .fps(30)
            .duration(1.0),
        Sketch::new("names", names)
            .size(64, 48)
            .fps(10)
            .duration(1.0),
        Sketch::new("panics", panics)
            .size(640, 480)
            .fps(10)
            .duration(5.0),
        Sketch::new("stuck", stuck)
            .size(64, 48)
            .fps(10)
            .duration(5.0),
        Sketch::new("timely", timely)
            .size(64, 48)
            .fps(10)
            .duration(2.0)
            .stateless(),
        Sketch::new("prints", prints)
            .size(64, 48)
            .fps(10)
            .duration(1.0),
        Sketch::new("ends", ends).size(64, 48).fps(10).duration(1.0),
        Sketch::new("returns", || async {})
            .size(64, 48)
            .fps(10)
            .duration(1.0),
        Sketch::new("endless", quarters).size(64, 48).fps(10),
        Sketch::new("clock", clock)
            .size(320, 80)
            .fps(20)
            .duration(5.0),
        Sketch::new("seeded", seeded)
            .size(320, 80)
            .fps(20)
            .duration(5.0),
        Sketch::new("trail", trail)
            .size(64, 48)
            .fps(10)
            .duration(1.0),
        Sketch::new("edge", edge)
            .size(320, 24)
            .fps(10)
            .duration(0.4),
        Sketch::new("typist", typist).size(320, 80).keyboard(),
        Sketch::new("mouse", mouse).size(256, 128),
        Sketch::new("knobs", knobs)
            .size(96, 48)
            .fps(10)
            .duration(30.0)
            .about("One parameter of each kind."),
        Sketch::new("clash", clash)
            .size(64, 48)
            .fps(10)
            .duration(0.3),
        Sketch::new("shapes", shapes).size(1280, 720).fps(60),
        Sketch::new("chart", chart)
            .size(192, 128)
            .fps(10)
            .duration(0.3),
        Sketch::new("glass", glass)
            .size(96, 64)
            .fps(10)
            .duration(0.3),
        Sketch::new("unequal", unequal).size(64, 48).fps(30),
        Sketch::new("fingers", fingers).size(320, 80).fps(10),
    ])
}

/// How many fingers touch the canvas, and the place of the first across it.
async fn fingers() {
    loop {
        let fingers = touches();
        let across = fingers.first().map_or(0, |touch| touch.position.x as u64);
        draw_bars((fingers.len() as u64) << 12 | across & 0xfff);
        next_frame().await
    }
}

/// Another picture in each process, which says much.
async fn unequal() {
    use std::hash::{BuildHasher, RandomState};
    let hasher = RandomState::new();
    for frame in 0u32.. {
        println!("{frame}");
        clear_background(Color::from_hex(hasher.hash_one(frame) as u32 >> 8));
        next_frame().await
    }
}

/// Red, green / blue, white: no two flips of it are alike.
fn draw_quarters(width: f32, height: f32) {
    let (w, h) = (width / 2.0, height / 2.0);
    draw_rectangle(0.0, 0.0, w, h, Color::from_hex(0xff0000));
    draw_rectangle(w, 0.0, w, h, Color::from_hex(0x00ff00));
    draw_rectangle(0.0, h, w, h, Color::from_hex(0x0000ff));
    draw_rectangle(w, h, w, h, WHITE);
}

async fn quarters() {
    loop {
        draw_quarters(screen_width(), screen_height());
        next_frame().await
    }
}

/// The same picture through a camera and in units of its own, set once before the loop.
async fn camera() {
    set_camera(&Camera2D::from_display_rect(Rect::new(0.0, 2.0, 2.0, -2.0)));
    loop {
        clear_background(BLACK);
        draw_quarters(2.0, 2.0);
        next_frame().await
    }
}

/// A near red cube before a far green one, whichever is drawn first: left half and right half.
async fn depth() {
    loop {
        clear_background(BLACK);
        for (x, near_first) in [(-2.0, true), (2.0, false)] {
            set_camera(&Camera3D {
                position: vec3(x, -10.0, 0.0),
                target: vec3(x, 0.0, 0.0),
                viewport: Some((if near_first { 0 } else { 48 }, 0, 48, 48)),
                aspect: Some(1.0),
                ..Camera3D::default()
            });
            let near = || draw_cube(vec3(x, -2.0, 0.0), vec3(1.0, 1.0, 1.0), None, RED);
            let far = || draw_cube(vec3(x, 2.0, 0.0), vec3(4.0, 1.0, 4.0), None, GREEN);
            if near_first {
                near();
                far();
            } else {
                far();
                near();
            }
        }
        set_default_camera();
        next_frame().await
    }
}

/// The same picture by way of a render target of the sketch's own.
async fn target() {
    let target = render_target(64, 48);
    target.texture.set_filter(FilterMode::Nearest);
    loop {
        set_camera(&Camera2D {
            render_target: Some(target.clone()),
            ..Camera2D::from_display_rect(Rect::new(0.0, 0.0, 64.0, 48.0))
        });
        draw_quarters(64.0, 48.0);
        set_default_camera();
        clear_background(BLACK);
        let whole = DrawTextureParams {
            flip_y: true,
            ..Default::default()
        };
        draw_texture_ex(&target.texture, 0.0, 0.0, WHITE, whole);
        next_frame().await
    }
}

/// A number in 16 bars, the highest bit first: white is 1.
fn draw_bars(number: u64) {
    let bar = screen_width() / 16.0;
    for bit in 0..16 {
        let is_set = number >> (15 - bit) & 1 == 1;
        let shade = if is_set { WHITE } else { BLACK };
        draw_rectangle(bar * bit as f32, 0.0, bar, screen_height(), shade);
    }
}

/// The frame's number.
async fn counter() {
    loop {
        draw_bars(frame_index());
        next_frame().await
    }
}

/// The milliseconds that have passed: whole ones, so that a time just before a frame of the movie is not shown as it.
async fn clock() {
    loop {
        draw_bars((get_time() * 1000.0 + 1e-3).floor() as u64);
        next_frame().await
    }
}

/// A number drawn from the seed, and how many frames this play has had, undrawn ones included: 256 times the one plus
/// the other.
async fn seeded() {
    let drawn = rand::gen_range(0u64, 256);
    let mut frames = 0;
    loop {
        draw_bars(drawn << 8 | frames & 0xff);
        frames += 1;
        next_frame().await
    }
}

/// A white square each frame, kept in a target of its own that is never cleared.
async fn trail() {
    let target = render_target(64, 48);
    target.texture.set_filter(FilterMode::Nearest);
    loop {
        set_camera(&Camera2D {
            render_target: Some(target.clone()),
            ..Camera2D::from_display_rect(Rect::new(0.0, 0.0, 64.0, 48.0))
        });
        draw_rectangle(frame_index() as f32 * 4.0, 8.0, 3.0, 4.0, WHITE);
        set_default_camera();
        clear_background(BLACK);
        let whole = DrawTextureParams {
            flip_y: true,
            ..Default::default()
        };
        draw_texture_ex(&target.texture, 0.0, 0.0, WHITE, whole);
        next_frame().await
    }
}

/// A white rectangle over black, from the left, between the rows 8 and 16: its edge goes right by 800 pixels a second.
async fn edge() {
    loop {
        draw_rectangle(0.0, 8.0, 800.0 * get_time() as f32, 8.0, WHITE);
        next_frame().await
    }
}

/// How often R was pressed, Q was typed, and the mouse.
async fn typist() {
    let (mut pressed, mut typed) = (0, 0);
    loop {
        pressed += u64::from(is_key_pressed(KeyCode::R));
        while let Some(char) = get_char_pressed() {
            typed += u64::from(char == 'q');
        }
        draw_bars(pressed << 8 | typed);
        next_frame().await
    }
}

/// Where the mouse is: 256 times x plus y, and black while the left button is not held.
async fn mouse() {
    loop {
        let (x, y) = mouse_position();
        let held = is_mouse_button_down(MouseButton::Left);
        draw_bars(if held {
            (x as u64) << 8 | y as u64 & 0xff
        } else {
            0
        });
        next_frame().await
    }
}

/// One parameter of each kind, side by side: a grey of 0 to 255, a count of white rows, black or white, a colour, one of
/// two shades, and how often the button was pressed.
async fn knobs() {
    let mut pressed = 0;
    loop {
        let (width, height) = (screen_width() / 6.0, screen_height());
        let column = |index: i32, shade: Color| {
            draw_rectangle(width * index as f32, 0.0, width, height, shade);
        };
        let grey = slider("grey", 0.0, 0.0..=1.0);
        column(0, Color::new(grey, grey, grey, 1.0));
        for row in 0..slider("rows", 1, 0..=8) {
            draw_rectangle(width, row as f32 * height / 8.0, width, height / 8.0, WHITE);
        }
        column(2, if toggle("light", true) { WHITE } else { BLACK });
        column(3, color("paint", Color::from_hex(0xff8000)));
        column(
            4,
            match choice("shade", &["dark", "bright"]) {
                "bright" => WHITE,
                _ => BLACK,
            },
        );
        pressed += u8::from(button("press"));
        column(5, Color::from_rgba(pressed * 50, 0, 0, 255));
        next_frame().await
    }
}

/// Two parameters with one name.
async fn clash() {
    loop {
        slider("twice", 1.0, 0.0..=2.0);
        toggle("twice", true);
        next_frame().await
    }
}

/// 200 circles that move. How many frames a second it reaches goes to stderr, every second.
async fn shapes() {
    let (mut began, mut frames) = (std::time::Instant::now(), 0);
    loop {
        clear_background(BLACK);
        for index in 0..200 {
            let phase = get_time() as f32 + index as f32;
            let (x, y) = (
                (phase * 0.7).sin() * 0.45 + 0.5,
                (phase * 1.1).cos() * 0.45 + 0.5,
            );
            let shade = Color::from_rgba(index as u8, 255 - index as u8, 128, 255);
            draw_circle(x * screen_width(), y * screen_height(), 24.0, shade);
        }
        frames += 1;
        if began.elapsed().as_secs() >= 1 {
            eprintln!(
                "{:.1} fps",
                f64::from(frames) / began.elapsed().as_secs_f64()
            );
            (began, frames) = (std::time::Instant::now(), 0);
        }
        next_frame().await
    }
}

/// White while every name says what it must in an export, else black.
async fn names() {
    let mut index = 0;
    loop {
        let right = get_time() == index as f64 / 10.0
            && get_frame_time() == 0.1
            && get_fps() == 10
            && frame_index() == index
            && (playhead() - index as f32 / 10.0).abs() < 1e-6
            && (screen_width(), screen_height()) == (64.0, 48.0)
            && mouse_position() == (0.0, 0.0)
            && !is_any_key_down()
            && !is_mouse_button_down(MouseButton::Left);
        clear_background(if right { WHITE } else { BLACK });
        index += 1;
        next_frame().await
    }
}

async fn panics() {
    while get_time() < 2.0 {
        draw_quarters(screen_width(), screen_height());
        next_frame().await
    }
    panic!("the card is torn");
}

/// Its third frame does not end; a file says that it has begun.
async fn stuck() {
    quarters_for(2).await;
    std::fs::write("stuck", "").unwrap();
    loop {
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
}

/// A grey that says the time; it writes down each frame that it is asked for, where somebody wants to know.
async fn timely() {
    loop {
        let light = (get_time() / 2.0) as f32;
        clear_background(Color::new(light, light, light, 1.0));
        if let Ok(asked) = std::fs::read_to_string("asked") {
            std::fs::write("asked", format!("{asked}{} ", frame_index())).unwrap();
        }
        next_frame().await
    }
}

/// Prints lines, halves of lines, and what looks like words of kinora's own.
async fn prints() {
    println!("hello");
    loop {
        print!("\r{} \"free\"", frame_index());
        eprintln!("error: none");
        draw_quarters(screen_width(), screen_height());
        next_frame().await
    }
}

async fn ends() {
    quarters_for(5).await;
}

async fn quarters_for(frames: u32) {
    for _ in 0..frames {
        draw_quarters(screen_width(), screen_height());
        next_frame().await
    }
}

/// 24 flat patches, 6 in a row: primaries and their mixtures, greys, skin, dark, saturated and pale colours.
const CHART: [u32; 24] = [
    0xff0000, 0x00ff00, 0x0000ff, 0x00ffff, 0xff00ff, 0xffff00, //
    0x000000, 0x333333, 0x808080, 0xb4b4b4, 0xebebeb, 0xffffff, //
    0x735244, 0xc29682, 0xffdbac, 0x8d5524, 0xe0ac69, 0x3b2219, //
    0x101020, 0x1b3a2f, 0xff7f00, 0x7f00ff, 0xadd8e6, 0xf5c6da,
];

/// The same patches in every frame but for a small square that moves, so that no frame is like another.
async fn chart() {
    loop {
        let (width, height) = (screen_width() / 6.0, screen_height() / 4.0);
        for (index, hex) in CHART.into_iter().enumerate() {
            let (x, y) = ((index % 6) as f32 * width, (index / 6) as f32 * height);
            draw_rectangle(x, y, width, height, Color::from_hex(hex));
        }
        draw_rectangle(frame_index() as f32 * 4.0, 0.0, 4.0, 4.0, WHITE);
        next_frame().await
    }
}

/// Left: orange at half its strength over nothing. Right: the same over opaque blue. Below, twice the same over
/// nothing. The rest is clear. A corner moves.
async fn glass() {
    let orange = Color::from_rgba(255, 127, 0, 128);
    loop {
        draw_rectangle(48.0, 0.0, 48.0, 32.0, BLUE);
        draw_rectangle(8.0, 8.0, 24.0, 16.0, orange);
        draw_rectangle(56.0, 8.0, 24.0, 16.0, orange);
        draw_rectangle(8.0, 40.0, 24.0, 16.0, orange);
        draw_rectangle(8.0, 40.0, 24.0, 16.0, orange);
        draw_rectangle(frame_index() as f32 * 4.0, 60.0, 4.0, 4.0, WHITE);
        next_frame().await
    }
}
