//! What docs/from-p5.md says to write here for what is written elsewhere: it compiles. Nothing of it is run, because there
//! is no window.

#![allow(
    unused,
    clippy::all,
    reason = "these are the words of the tables, one after the other"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path as FilePath;

use kinora::audio::{Playback, Sound, Tone, Voice, load_sound, midi_to_hertz};
use kinora::prelude::*;

/// Fewer rows than this are not all of p5's functions.
const LEAST_ROWS: usize = 250;

/// The sketch that stands beside p5's.
mod wheel {
    use kinora::prelude::*;

    pub fn sketch() -> Sketch {
        Sketch::new("wheel", wheel).size(640, 480).fps(30)
    }

    async fn wheel() {
        let mut angle = 0.0;
        loop {
            clear_background(Color::from_hex(0x141414));
            let orange = Color::from_rgba(255, 160, 40, 255);
            let pushed = push();
            translate(screen_width() / 2.0, screen_height() / 2.0);
            rotate(angle);
            for _ in 0..12 {
                rotate(TAU / 12.0);
                draw_rectangle(100.0, -5.0, 60.0, 10.0, orange);
            }
            drop(pushed);
            let (x, y) = mouse_position();
            draw_circle(x, y, 15.0, orange);
            angle += 0.02;
            next_frame().await
        }
    }
}

/// A value of any kind, where nobody will ask for it.
fn any<T>() -> T {
    unreachable!("nothing of this is run")
}

async fn orbit() {}

fn primitives() {
    let [x, y, w, h, side, radius, diameter, weight]: [f32; 8] = any();
    let [x1, y1, x2, y2, start, stop]: [f32; 6] = any();
    let [a, b, c, d, center, size]: [Vec2; 6] = any();
    let (color, stroke): (Color, Stroke) = any();
    draw_path(
        &Path::new()
            .move_to(center)
            .arc(center, size / 2.0, start, stop - start)
            .close(),
        color,
    );
    draw_path_lines(
        &Path::new().arc(center, size / 2.0, start, stop - start),
        &stroke,
        color,
    );
    draw_path(
        &Path::new()
            .arc(center, size / 2.0, start, stop - start)
            .close(),
        color,
    );
    draw_circle(x, y, diameter / 2.0, color);
    draw_circle_lines(x, y, (diameter - weight) / 2.0, weight, color);
    draw_ellipse(x, y, w / 2.0, h / 2.0, 0.0, color);
    draw_ellipse_lines(x, y, w / 2.0, h / 2.0, 0.0, weight, color);
    draw_line(x1, y1, x2, y2, weight, color);
    draw_circle(x, y, weight / 2.0, color);
    draw_polygon(&[a, b, c, d], color);
    draw_path_lines(&Path::polygon(&[a, b, c, d]), &stroke, color);
    draw_rectangle(x, y, w, h, color);
    draw_path_lines(&Path::rectangle(x, y, w, h), &stroke, color);
    draw_rectangle_lines_ex(
        x,
        y,
        w,
        h,
        weight,
        DrawRectangleParams {
            color,
            ..Default::default()
        },
    );
    draw_rounded_rectangle(x, y, w, h, radius, color);
    draw_rectangle(x, y, side, side, color);
    draw_triangle(a, b, c, color);
    draw_triangle_lines(a, b, c, weight, color);
}

fn attributes() {
    let [x, y, w, h, weight]: [f32; 5] = any();
    let (color, texture): (Color, Texture2D) = any();
    texture.set_filter(FilterMode::Nearest);
    draw_rectangle(x - w / 2.0, y - h / 2.0, w, h, color);
    Stroke::new(weight).cap(Cap::Round);
    Stroke::new(weight).join(Join::Round);
    Stroke::new(weight);
}

fn curves() {
    let t: f32 = any();
    let [a, b, c, d]: [Vec2; 4] = any();
    let (points, color, stroke): (Vec<Vec2>, Color, Stroke) = any();
    draw_path_lines(&Path::new().move_to(a).cubic_to(b, c, d), &stroke, color);
    Path::new().move_to(a).cubic_to(b, c, d).at(t);
    let [ab, bc, cd] = [lerp(a, b, t), lerp(b, c, t), lerp(c, d, t)];
    lerp(lerp(ab, bc, t), lerp(bc, cd, t), t);
    3.0 * (lerp(bc, cd, t) - lerp(ab, bc, t));
    draw_path_lines(&Path::smooth(&points, false), &stroke, color);
    Path::smooth(&points, false).at(t);
    b + (c - a) / 6.0;
    c - (d - b) / 6.0;
}

fn vertices() {
    let [x, y, z, u, v]: [f32; 5] = any();
    let [b, c, d]: [Vec2; 3] = any();
    let (color, stroke, mut vertex): (Color, Stroke, Vertex) = any();
    let (mut vertices, indices): (Vec<Vertex>, Vec<u16>) = any();
    let mut points = vec![];
    let path = Path::new();
    draw_mesh(&Mesh {
        vertices,
        indices,
        texture: None,
    });
    points.push(vec2(x, y));
    let path: Path = any();
    path.line_to(vec2(x, y));
    let mut vertices: Vec<Vertex> = any();
    vertices.push(Vertex::new(x, y, 0.0, u, v, color));
    let path: Path = any();
    path.cubic_to(b, c, d);
    let path: Path = any();
    path.quad_to(b, c);
    points.push(b);
    Path::smooth(&points, true);
    let path: Path = any();
    path.move_to(vec2(x, y));
    let path: Path = any();
    path.close().even_odd();
    draw_polyline(&points, &stroke, color);
    draw_polygon(&points, color);
    draw_path_lines(&Path::polygon(&points), &stroke, color);
    let path: Path = any();
    draw_path(&path, color);
    vertex.normal = vec4(x, y, z, 0.0);
}

async fn solids() -> Result<(), kinora::KinoraError> {
    let [x, y, w, h, r, angle]: [f32; 6] = any();
    let [center, size, eye]: [Vec3; 3] = any();
    let (color, texture, mut camera, material): (Color, Texture2D, Camera3D, Material) = any();
    let (vertices, indices): (Vec<Vertex>, Vec<u16>) = any();
    let [vertex, fragment]: [&str; 2] = any();
    set_camera(&Camera3D {
        position: eye,
        target: center,
        up: Vec3::Y,
        ..Default::default()
    });
    set_default_camera();
    draw_cube(center, size, None, color);
    draw_cube_wires(center, size, color);
    draw_cylinder(center, 0.0, r, h, None, color);
    draw_cylinder(center, r, r, h, None, color);
    draw_plane(center, vec2(w, h) / 2.0, None, color);
    draw_sphere(center, r, None, color);
    let mesh = Mesh {
        vertices,
        indices,
        texture: None,
    };
    draw_mesh(&mesh);
    set_camera(&camera);
    camera.position = eye;
    camera.fovy = angle;
    camera.projection = Projection::Orthographics;
    draw_grid(10, 1.0, GRAY, DARKGRAY);
    draw_cube(center, size, Some(&texture), WHITE);
    load_material(
        ShaderSource::Glsl { vertex, fragment },
        MaterialParams::default(),
    )?;
    material.set_uniform("speed", 0.5_f32);
    gl_use_material(&material);
    gl_use_default_material();
    Filter::shader("gl_FragColor = texture2D(canvas, uv).bgra;");
    Ok(())
}

fn reading_colors() {
    let t: f32 = any();
    let [mut color, from, to]: [Color; 3] = any();
    color.a;
    color.b;
    to_hsb(color)[2];
    Color::new(1.0, 0.6, 0.0, 1.0);
    Color::from_rgba(255, 153, 0, 255);
    Color::from_hex(0xff9900);
    hsl(36.0, 1.0, 0.5);
    hsb(36.0, 1.0, 1.0);
    oklch(0.75, 0.17, 65.0);
    css_color("tomato");
    ORANGE;
    color.g;
    to_hsl(color)[0];
    to_oklch(color)[2];
    lerp_color(from, to, t);
    to_hsl(color)[2];
    to_oklch(color)[0];
    Palette::new([from, RED, to]).at(t);
    color.r;
    to_hsl(color)[1];
    to_hsb(color)[1];
    color.with_alpha(0.5);
    color.b = 0.5;
    color.g = 0.5;
    color.r = 0.5;
    format!("{color:?}");
}

fn setting_colors() {
    let [x, y, w, h, r]: [f32; 5] = any();
    let [hue, saturation, lightness, brightness]: [f32; 4] = any();
    let [a, b, center]: [Vec2; 3] = any();
    let (color, stroke, hole): (Color, Stroke, Path) = any();
    let (texture, layer, shape): (Texture2D, Layer, Layer) = any();
    clear_background(color);
    draw_texture_ex(
        &texture,
        0.0,
        0.0,
        WHITE,
        DrawTextureParams {
            dest_size: Some(canvas_size()),
            ..Default::default()
        },
    );
    layer.fade(0.1);
    layer.paint(|| draw_circle(x, y, r, color));
    let path = Path::circle(center, r);
    path.and(&Path::rectangle(x, y, w, h));
    let path: Path = any();
    with_clip(&path, || draw_circle(x, y, r, color));
    layer.filter(&Filter::mask(&shape));
    with_clip(
        &Path::rectangle(0.0, 0.0, screen_width(), screen_height())
            .and(&path)
            .even_odd(),
        || draw_circle(x, y, r, color),
    );
    clear_background(BLANK);
    layer.clear(BLANK);
    hsl(hue, saturation, lightness);
    hsb(hue, saturation, brightness);
    layer.paint(|| {
        set_blend(Blend::Erase);
        draw_circle(x, y, r, WHITE)
    });
    draw_path(&path.and(&hole).even_odd(), color);
    set_blend(Blend::Normal);
    Gradient::linear(a, b, &[(0.0, RED), (1.0, BLUE)]);
    let path: Path = any();
    draw_path_lines(&path, &stroke, color);
}

async fn typography() -> Result<(), kinora::KinoraError> {
    let (x, y, color, text): (f32, f32, Color, Text) = any();
    let font = Typeface::from_bytes(load_file("font.ttf").await?)?;
    Text::new("word")
        .align(Align::Center)
        .baseline(Baseline::Middle);
    y - text.bounds(x, y).y;
    text.bounds(x, y).bottom() - y;
    Text::new("two\nlines").line_height(1.5);
    Text::new("word").size(32.0);
    text.bounds(x, y).w;
    Text::new("many words").wrap(200.0);
    Text::new("word").draw(x, y, color);
    draw_text("word", x, y, 32.0, color);
    Text::new("word").typeface(&font);
    text.path(x, y).bounds();
    text.bounds(x, y);
    text.path(x, y).points(10.0);
    Ok(())
}

fn making_pictures() {
    Image::gen_image_color(100, 100, BLANK);
    get_screen_data().export_png("canvas.png");
}

async fn showing_pictures() -> Result<(), kinora::KinoraError> {
    let [x, y, w, h]: [f32; 4] = any();
    let (color, texture, part): (Color, Texture2D, Rect) = any();
    draw_texture(&texture, x, y, WHITE);
    draw_texture_ex(
        &texture,
        x,
        y,
        WHITE,
        DrawTextureParams {
            dest_size: Some(vec2(w, h)),
            ..Default::default()
        },
    );
    draw_texture_ex(
        &texture,
        x,
        y,
        WHITE,
        DrawTextureParams {
            source: Some(part),
            ..Default::default()
        },
    );
    draw_texture(
        &texture,
        x - texture.width() / 2.0,
        y - texture.height() / 2.0,
        WHITE,
    );
    load_texture("cat.png").await?;
    load_image("cat.png").await?;
    WHITE;
    draw_texture(&texture, x, y, color);
    Ok(())
}

fn pixels() {
    let points: Vec<Vec2> = any();
    let (to, part, source): (Rect, Rect, &str) = any();
    let (column, row, color): (u32, u32, Color) = any();
    let (texture, image, layer): (Texture2D, Image, Layer) = any();
    set_blend(Blend::Multiply);
    draw_texture_ex(
        &texture,
        to.x,
        to.y,
        WHITE,
        DrawTextureParams {
            source: Some(part),
            dest_size: Some(to.size()),
            ..Default::default()
        },
    );
    filter(&Filter::blur(4.0));
    filter(&Filter::gray());
    filter(&Filter::invert());
    filter(&Filter::shader(
        "gl_FragColor = vec4(texture2D(canvas, uv).rgb, 1.0);",
    ));
    filter(&Filter::posterize(4));
    filter(&Filter::threshold(0.5));
    filter(
        &Filter::shader(source)
            .set("speed", 0.5)
            .set("places", &points),
    );
    image.get_pixel(column, row);
    image.sub_image(part);
    get_screen_data();
    let mut image = layer.image();
    image.get_image_data();
    image.get_image_data_mut();
    image.set_pixel(column, row, color);
    texture.update(&image);
    draw_pixels(
        Pixels::Rgba(&image.bytes),
        100,
        100,
        part,
        FilterMode::Nearest,
    );
}

fn pictures() {
    let (texture, mut image, other, part): (Texture2D, Image, Image, Rect) = any();
    let (layer, shape): (Layer, Layer) = any();
    texture.width();
    image.width();
    texture.height();
    image.height();
    let copy = image.clone();
    image.sub_image(part);
    image.overlay(&other);
    layer.filter(&Filter::gray());
    layer.filter(&Filter::mask(&shape));
    image.export_png("cat.png");
}

fn transforms() {
    let [x, y, angle]: [f32; 3] = any();
    let [a, b, c, d, e, f]: [f32; 6] = any();
    apply_transform(Affine2::from_cols_array(&[a, b, c, d, e, f]));
    reset_transform();
    rotate(angle);
    scale(2.0, 2.0);
    shear(angle.tan(), 0.0);
    shear(0.0, angle.tan());
    translate(x, y);
    let pushed = push();
    with_transform(|| rotate(angle));
    drop(pushed);
}

fn calculation() {
    let [x, y, a, b, t, low, high]: [f32; 7] = any();
    let [x1, y1, x2, y2]: [f32; 4] = any();
    let numbers: Vec<f32> = any();
    x.abs();
    x.ceil();
    x.clamp(low, high);
    vec2(x1, y1).distance(vec2(x2, y2));
    x.exp();
    x.floor();
    x.rem_euclid(1.0);
    lerp(a, b, t);
    x.ln();
    vec2(x, y).length();
    map(x, (0.0, 1.0), (low, high));
    map(x.clamp(0.0, 1.0), (0.0, 1.0), (low, high));
    a.max(b);
    numbers.iter().copied().fold(f32::MIN, f32::max);
    a.min(b);
    numbers.iter().copied().fold(f32::MAX, f32::min);
    norm(x, low, high);
    x.powf(a);
    x.powi(3);
    x.round();
    x * x;
    x.sqrt();
}

fn noises() {
    let [x, y, z]: [f32; 3] = any();
    noise(x);
    noise([x, y]);
    noise([x, y, z]);
    Noise::perlin().octaves(4).gain(0.5).at([x, y]);
    Noise::perlin().seed(7).at([x, y]);
}

fn chance() {
    let [low, high, mean, deviation]: [f32; 4] = any();
    let points: Vec<Vec2> = any();
    rand::gen_range(0.0, 1.0);
    rand::gen_range(low, high);
    pick(&points);
    random_gaussian(mean, deviation);
    rand::srand(7);
}

fn trigonometry() {
    let [x, y, angle]: [f32; 3] = any();
    x.acos();
    x.asin();
    x.atan();
    y.atan2(x);
    angle.cos();
    angle.to_degrees();
    angle.to_radians();
    angle.sin();
    angle.tan();
    PI;
    TAU;
    PI / 2.0;
    PI / 4.0;
}

fn vectors() {
    let [x, y, z, t, angle, length, theta, phi]: [f32; 8] = any();
    let [mut v, u, n]: [Vec2; 3] = any();
    let [p, q]: [Vec3; 2] = any();
    vec2(x, y);
    vec3(x, y, z);
    v + u;
    v += u;
    v.angle_between(u);
    v.to_array();
    let copy = v;
    p.cross(q);
    v.perp_dot(u);
    v.distance(u);
    v / 2.0;
    v /= 2.0;
    v.dot(u);
    v == u;
    Vec2::from_angle(angle);
    Vec2::from_angle(angle) * length;
    vec3(
        theta.sin() * phi.sin(),
        -theta.cos(),
        theta.sin() * phi.cos(),
    );
    v[0];
    v.to_angle();
    v.lerp(u, t);
    lerp(v, u, t);
    v.clamp_length_max(5.0);
    v.length();
    v.length_squared();
    v * 2.0;
    v *= 2.0;
    v.normalize_or_zero();
    on_circle(1.0);
    in_circle(1.0);
    vec3(
        random_gaussian(0.0, 1.0),
        random_gaussian(0.0, 1.0),
        random_gaussian(0.0, 1.0),
    )
    .normalize();
    v - 2.0 * v.dot(n) * n;
    v % u;
    Vec2::from_angle(angle).rotate(v);
    v = vec2(x, y);
    Vec2::from_angle(angle) * v.length();
    v.normalize_or_zero() * 5.0;
    v[0] = x;
    Vec2::from_angle(v.angle_between(u) * t).rotate(v);
    v - u;
    v -= u;
    v.to_string();
    v.x;
    v.y;
    p.z;
}

fn keyboard() {
    let mut word: String = any();
    get_char_pressed();
    get_last_key_pressed();
    is_key_down(KeyCode::Left);
    is_any_key_down();
    is_key_pressed(KeyCode::Space);
    get_last_key_pressed().is_some();
    is_key_released(KeyCode::Space);
    !get_keys_released().is_empty();
    while let Some(letter) = get_char_pressed() {
        word.push(letter);
    }
}

fn mouse() {
    mouse_position().0;
    mouse_position().1;
    let at = Vec2::from(mouse_position());
    mouse_position().0 + mouse_delta_position().x * screen_width() / 2.0;
    mouse_position().1 + mouse_delta_position().y * screen_height() / 2.0;
    -mouse_delta_position().x * screen_width() / 2.0;
    -mouse_delta_position().y * screen_height() / 2.0;
    is_mouse_button_down(MouseButton::Left);
    is_mouse_button_down(MouseButton::Right);
    is_mouse_button_down(MouseButton::Middle);
    is_mouse_button_pressed(MouseButton::Left);
    is_mouse_button_released(MouseButton::Left);
    get_time();
    mouse_delta_position() != Vec2::ZERO;
    is_mouse_button_down(MouseButton::Left) && mouse_delta_position() != Vec2::ZERO;
    mouse_wheel().1;
    set_cursor_grab(true);
    show_mouse(false);
    set_cursor_grab(false);
}

fn fingers() {
    let touch: Touch = any();
    touches();
    touch.id;
    touch.position;
    touches()
        .iter()
        .any(|touch| touch.phase == TouchPhase::Started);
    touches()
        .iter()
        .any(|touch| touch.phase == TouchPhase::Moved);
    touches()
        .iter()
        .any(|touch| touch.phase == TouchPhase::Ended);
}

fn time_and_date() {
    miniquad::date::now();
    (miniquad::date::now() / 3600.0) as u64 % 24;
    1000.0 * get_time();
    (miniquad::date::now() / 60.0) as u64 % 60;
    miniquad::date::now() as u64 % 60;
    1000.0 * get_frame_time();
    frame_index();
    Sketch::new("orbit", orbit).fps(30);
    get_fps();
}

async fn environment() -> Result<(), kinora::KinoraError> {
    let x: f32 = any();
    next_frame().await;
    load_texture("cat.png").await?;
    miniquad::window::quit();
    screen_width();
    screen_height();
    screen_dpi_scale();
    set_fullscreen(true);
    miniquad::window::set_mouse_cursor(miniquad::CursorIcon::Crosshair);
    show_mouse(true);
    show_mouse(false);
    println!("{x}");
    Ok(())
}

fn shown_otherwise() {
    let [x, y, w, h, angle]: [f32; 5] = any();
    let [a, b]: [Vec2; 2] = any();
    let (part, color, palette): (Rect, Color, Palette) = any();
    let (stroke, gradient, text): (Stroke, Gradient, Text) = any();
    let (filter, mut camera, layer): (Filter, Camera3D, Layer) = any();
    let [center, size]: [Vec3; 2] = any();
    draw_path(&Path::ellipse(part.center(), part.size() / 2.0), color);
    draw_rectangle_ex(
        x,
        y,
        w,
        h,
        DrawRectangleParams {
            offset: vec2(0.5, 0.5),
            rotation: angle,
            color,
        },
    );
    filter.set("speed", 0.5);
    Text::new("word").fill(x, y, gradient);
    Filter::shader(
        "vec2 x = vec2(1.0 / size.x, 0.0), y = vec2(0.0, 1.0 / size.y); gl_FragColor = max(texture2D(canvas, uv), max(max(texture2D(canvas, uv + x), texture2D(canvas, uv - x)), max(texture2D(canvas, uv + y), texture2D(canvas, uv - y))));",
    );
    Filter::shader("vec4 c = texture2D(canvas, uv), a = texture2D(above, uv); gl_FragColor = vec4(c.rgb * (1.0 - a.a) + min(a.rgb, c.rgb * a.a), 1.0);").layer("above", &layer);
    let cells = Grid::from_fn(100, 100, |at| noise(at.as_vec2() / 20.0));
    cells
        .map(|_, &n| ColorMap::Viridis.at(n))
        .draw(part, FilterMode::Linear);
    from_local(vec2(x, y));
    to_local(vec2(x, y));
    stroke.dash_offset(3.0);
    Gradient::linear(a, b, &palette.stops());
    camera.fovy = h;
    layer.paint(|| {
        set_camera(&camera);
        draw_cube(center, size, None, color)
    });
}

fn rendering() {
    let [x, y, w, h, r, weight]: [f32; 6] = any();
    let (a, b, color, part): (Vec2, Vec2, Color, Rect) = any();
    let (path, points): (Path, Vec<Vec2>) = any();
    Sketch::new("orbit", orbit).size(640, 480);
    let layer = Layer::sized(w, h);
    layer.paint(|| draw_circle(x, y, r, color));
    layer.draw_in(Rect::new(x, y, w, h), WHITE);
    let layer = Layer::new();
    set_blend(Blend::Normal);
    set_blend(Blend::Add);
    set_blend(Blend::Multiply);
    set_blend(Blend::Screen);
    set_blend(Blend::Erase);
    Stroke::new(weight).dashes(&[12.0, 9.0]);
    Gradient::linear(a, b, &[(0.0, RED), (1.0, BLUE)]);
    Gradient::radial(a, r, &[(0.0, WHITE), (1.0, BLACK)]);
    layer.draw_with(Blend::Normal, 0.5);
    layer.filter(&Filter::blur(8.0));
    with_clip(&path, || draw_circle(x, y, r, color));
    path.contains(a);
    Path::polygon(&points).contains(a);
    part.contains(a);
}

fn parameters() {
    slider("radius", 220.0, 0.0..=400.0);
    slider("petals", 12, 3..=60);
    toggle("filled", true);
    choice("shape", &["circle", "square"]);
    color("paint", ORANGE);
    text("caption", "hello");
    button("again");
    text("file", "song.ogg");
    get_dropped_files();
}

async fn sounds() -> Result<(), kinora::KinoraError> {
    let (sound, voice): (Sound, Voice) = any();
    let [kick, snare]: [Tone; 2] = any();
    load_sound("song.ogg").await?;
    let voice = sound.play(Playback::new());
    sound.play(Playback::new().looped());
    sound.play(Playback::new().from(12.0));
    voice.stop();
    voice.fade_out(0.5);
    voice.set_volume(0.5);
    voice.set_pan(-0.3);
    voice.set_rate(1.5);
    voice.is_playing();
    voice.position();
    sound.seconds();
    sound.level(get_time());
    sound.spectrum(get_time(), 32);
    sound.samples();
    sound.beats();
    Tone::sine(440.0);
    Tone::triangle(440.0);
    Tone::square(440.0);
    Tone::sawtooth(440.0);
    midi_to_hertz(69.0);
    Sound::mix([(0.0, kick), (0.5, snare)]);
    Tone::noise(7);
    Tone::sine(440.0)
        .attack(0.01)
        .decay(0.1)
        .sustain(0.5)
        .release(0.3)
        .sound();
    Ok(())
}

async fn data() -> Result<(), kinora::KinoraError> {
    let (x, number, line): (f32, u32, &str) = any();
    let (mut numbers, others, words): (Vec<f32>, Vec<f32>, Vec<String>) = any();
    numbers.push(x);
    numbers.extend(&others);
    numbers.reverse();
    shuffle(&mut numbers);
    numbers.sort_by(f32::total_cmp);
    numbers.pop();
    numbers.insert(1, x);
    &numbers[1..3];
    words.join(" ");
    line.split(',');
    line.trim();
    format!("{x:08.3}");
    x.to_string();
    x as i32;
    line.parse::<f32>();
    format!("{number:x}");
    u32::from_str_radix(line, 16);
    load_string("words.txt").await?;
    load_file("data.bin").await?;
    std::fs::write("words.txt", line);
    Ok(())
}

async fn processing() -> Result<(), kinora::KinoraError> {
    let [x, y, z, w, h, r, hue, saturation, brightness]: [f32; 9] = any();
    let (a, v, u, center, work): (Vec2, Vec2, Vec2, Vec3, fn()) = any();
    let (numbers, color, shape, points): (Vec<f32>, Color, Layer, Vec<Vec2>) = any();
    let [d, source, vertex, fragment]: [&str; 4] = any();
    let layer: Layer = any();
    let font = Typeface::from_bytes(load_file("font.ttf").await?)?;
    Sketch::new("orbit", orbit).size(640, 480);
    set_fullscreen(true);
    screen_width() * screen_dpi_scale();
    get_fps();
    std::thread::spawn(work);
    miniquad::window::quit();
    println!("{x}");
    println!("{numbers:?}");
    Color::from_hex(0xff9900);
    css_color("#ff9900");
    <[u8; 4]>::from(color);
    to_hsb(color)[1];
    hsb(hue, saturation / 100.0, brightness / 100.0);
    vec2(x, y);
    vec3(x, y, z);
    v + u;
    load_texture("cat.png").await?;
    load_image("cat.png").await?;
    layer.filter(&Filter::mask(&shape));
    let layer = Layer::sized(w, h);
    layer.paint(|| draw_circle(x, y, r, color));
    layer.draw_in(Rect::new(x, y, w, h), WHITE);
    with_clip(&Path::rectangle(x, y, w, h), || draw_circle(x, y, r, color));
    draw_path(&Text::new("word").path(x, y), color);
    let star = Path::polygon(&points);
    draw_path(
        &star.transformed(Affine2::from_translation(vec2(x, y))),
        color,
    );
    star.contains(a);
    star.bounds().w;
    star.bounds().h;
    Path::from_svg(d)?;
    draw_sphere_ex(
        center,
        r,
        None,
        color,
        DrawSphereParams {
            rings: 32,
            slices: 32,
            ..Default::default()
        },
    );
    load_material(
        ShaderSource::Glsl { vertex, fragment },
        MaterialParams::default(),
    )?;
    filter(&Filter::shader(source));
    is_any_key_down();
    is_key_down(KeyCode::Up);
    is_mouse_button_down(MouseButton::Left);
    let mut list: Vec<f32> = vec![];
    let mut dict: BTreeMap<String, f32> = BTreeMap::new();
    text("file", "");
    slider("radius", 220.0, 0.0..=400.0);
    Ok(())
}

fn pygame_drawing() {
    let [x, y, x1, y1, x2, y2]: [f32; 6] = any();
    let [width, radius, start, stop]: [f32; 4] = any();
    let (points, color, stroke, rect): (Vec<Vec2>, Color, Stroke, Rect) = any();
    let [a, b, c, d]: [Vec2; 4] = any();
    draw_rectangle(rect.x, rect.y, rect.w, rect.h, color);
    draw_rectangle_lines_ex(
        rect.x,
        rect.y,
        rect.w,
        rect.h,
        width,
        DrawRectangleParams {
            color,
            ..Default::default()
        },
    );
    draw_rounded_rectangle(rect.x, rect.y, rect.w, rect.h, radius, color);
    draw_polygon(&points, color);
    draw_circle(x, y, radius, color);
    draw_circle_lines(x, y, radius - width, width, color);
    draw_path(&Path::ellipse(rect.center(), rect.size() / 2.0), color);
    draw_path_lines(
        &Path::new().arc(rect.center(), rect.size() / 2.0, -start, start - stop),
        &stroke,
        color,
    );
    draw_line(x1, y1, x2, y2, width, color);
    draw_polyline(&points, &stroke, color);
    draw_path_lines(&Path::polygon(&points), &stroke, color);
    draw_line(x1, y1, x2, y2, 1.0, color);
    draw_polyline(&points, &Stroke::new(1.0), color);
    draw_path_lines(&Path::new().move_to(a).cubic_to(b, c, d), &stroke, color);
}

async fn pygame_surfaces() -> Result<(), kinora::KinoraError> {
    let [x, y, w, h, angle]: [f32; 5] = any();
    let (column, row, color, rect): (u32, u32, Color, Rect) = any();
    let (texture, mut image, shape, bytes): (Texture2D, Image, Layer, Vec<u8>) = any();
    let (a, path): (Vec2, Path) = any();
    let layer = Layer::sized(w, h);
    layer.clear(color);
    clear_background(color);
    layer.draw_in(Rect::new(x, y, w, h), WHITE);
    draw_texture(&texture, x, y, WHITE);
    draw_texture_ex(
        &texture,
        x,
        y,
        WHITE,
        DrawTextureParams {
            source: Some(rect),
            ..Default::default()
        },
    );
    layer.draw_with(Blend::Add, 1.0);
    layer.draw_with(Blend::Normal, 0.5);
    let clip = Path::rectangle(rect.x, rect.y, rect.w, rect.h);
    with_clip(&clip, || layer.draw());
    image.get_pixel(column, row);
    image.set_pixel(column, row, color);
    layer.size();
    texture.size();
    image.sub_image(rect);
    draw_pixels(Pixels::Rgb(&bytes), 100, 100, rect, FilterMode::Nearest);
    load_texture("cat.png").await?;
    draw_texture_ex(
        &texture,
        x,
        y,
        WHITE,
        DrawTextureParams {
            rotation: angle,
            ..Default::default()
        },
    );
    draw_texture_ex(
        &texture,
        x,
        y,
        WHITE,
        DrawTextureParams {
            dest_size: Some(vec2(w, h)),
            ..Default::default()
        },
    );
    draw_texture_ex(
        &texture,
        x,
        y,
        WHITE,
        DrawTextureParams {
            flip_x: true,
            ..Default::default()
        },
    );
    layer.filter(&Filter::blur(4.0));
    layer.filter(&Filter::mask(&shape));
    path.contains(a);
    Ok(())
}

async fn pygame_rest() -> Result<(), kinora::KinoraError> {
    let [x, y, w, h, t]: [f32; 5] = any();
    let (a, b, color, text): (Vec2, Vec2, Color, Text) = any();
    let (from, to, rect, other): (Color, Color, Rect, Rect) = any();
    let (sound, voice): (Sound, Voice) = any();
    let font = Typeface::from_bytes(load_file("font.ttf").await?)?;
    Sketch::new("orbit", orbit).size(640, 480);
    next_frame().await;
    set_fullscreen(true);
    Sketch::new("orbit", orbit).fps(30);
    get_frame_time();
    get_fps();
    1000.0 * get_time();
    get_time();
    mouse_position();
    mouse_delta_position() * canvas_size() / -2.0;
    is_mouse_button_down(MouseButton::Left);
    show_mouse(false);
    is_key_down(KeyCode::Left);
    is_key_pressed(KeyCode::Space);
    is_key_released(KeyCode::Space);
    get_char_pressed();
    is_mouse_button_pressed(MouseButton::Left);
    is_mouse_button_released(MouseButton::Left);
    mouse_delta_position() != Vec2::ZERO;
    mouse_wheel();
    touches();
    prevent_quit();
    is_quit_requested();
    Text::new("word")
        .typeface(&font)
        .size(32.0)
        .draw(x, y, color);
    text.bounds(0.0, 0.0).size();
    load_sound("hit.ogg").await?;
    let voice = sound.play(Playback::new());
    voice.stop();
    voice.fade_out(0.5);
    voice.set_volume(0.5);
    sound.play(Playback::new().looped());
    Rect::new(x, y, w, h);
    rect.contains(a);
    rect.overlaps(&other);
    rect.intersect(other);
    rect.combine_with(other);
    rect.offset(a);
    vec2(x, y);
    a.move_towards(b, 5.0);
    css_color("tomato");
    hsb(36.0, 1.0, 1.0);
    to_hsb(color);
    hsl(36.0, 1.0, 0.5);
    to_hsl(color);
    lerp_color(from, to, t);
    Ok(())
}

#[test]
fn the_code_of_every_row_is_compiled_here() {
    let _ = primitives;
    let _ = attributes;
    let _ = curves;
    let _ = vertices;
    let _ = solids;
    let _ = reading_colors;
    let _ = setting_colors;
    let _ = typography;
    let _ = making_pictures;
    let _ = showing_pictures;
    let _ = pixels;
    let _ = pictures;
    let _ = transforms;
    let _ = calculation;
    let _ = noises;
    let _ = chance;
    let _ = trigonometry;
    let _ = vectors;
    let _ = keyboard;
    let _ = mouse;
    let _ = fingers;
    let _ = time_and_date;
    let _ = environment;
    let _ = rendering;
    let _ = shown_otherwise;
    let _ = parameters;
    let _ = sounds;
    let _ = data;
    let _ = processing;
    let _ = pygame_drawing;
    let _ = pygame_surfaces;
    let _ = pygame_rest;
    let _ = wheel::sketch;

    let page = FilePath::new(env!("CARGO_MANIFEST_DIR")).join("docs/from-p5.md");
    let page = fs::read_to_string(page).unwrap();
    let here = plain(include_str!("elsewhere.rs"));
    let rows = rows(&page);
    assert!(rows.len() > LEAST_ROWS, "{}", rows.len());
    let mut missing = vec![];
    for row in &rows {
        let [name, answer] = &row[..] else {
            panic!("a row of two columns: {row:?}");
        };
        assert!(!name.is_empty() && !answer.is_empty(), "{row:?}");
        assert!(answer.matches('`').count() % 2 == 0, "{row:?}");
        let code = answer.split('`').skip(1).step_by(2);
        missing.extend(
            code.filter(|code| !here.contains(&plain(code)))
                .map(String::from),
        );
    }
    let sketches = page.split("```rust\n").skip(1);
    let sketches = sketches.map(|rest| rest.split("```").next().unwrap());
    missing.extend(
        sketches
            .filter(|code| !here.contains(&plain(code)))
            .map(String::from),
    );
    assert!(
        missing.is_empty(),
        "not compiled here:\n{}",
        missing.join("\n")
    );
}

/// The cells of each row of each table, but for the heads.
fn rows(page: &str) -> Vec<Vec<String>> {
    let lines: Vec<_> = page.lines().collect();
    let is_rule = |line: &str| line.starts_with("|---");
    let rows = lines.iter().enumerate().filter(|(index, line)| {
        let is_head = lines.get(index + 1).is_some_and(|next| is_rule(next));
        line.starts_with('|') && !is_rule(line) && !is_head
    });
    rows.map(|(_, line)| {
        // A bar of a closure is written with a backslash.
        let cells = line.trim_matches('|').replace(r"\|", "\u{1}");
        let cells = cells.split('|').map(|cell| cell.replace('\u{1}', "|"));
        cells.map(|cell| cell.trim().to_owned()).collect()
    })
    .collect()
}

/// Code without what rustfmt may change: whitespace, and commas at the end of what is broken into lines; and without the
/// semicolon at its end.
fn plain(code: &str) -> String {
    let code: String = code.split_whitespace().collect();
    let code = code
        .replace(",)", ")")
        .replace(",]", "]")
        .replace(",}", "}");
    code.trim_end_matches(';').to_owned()
}
