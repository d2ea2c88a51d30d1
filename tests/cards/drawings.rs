//! The program of the drawing tests.

// The tests ask for the rest of it.
#[allow(dead_code)]
mod cases;
mod charts;
mod each;

use cases::{SIDE, ZIGZAG, cases, star};
use charts::charts;
use kinora::prelude::*;

fn main() {
    let frames = cases().len() as f64;
    kinora::run(vec![
        Sketch::new("cases", each::all)
            .size(SIDE, SIDE)
            .fps(1)
            .duration(frames),
        Sketch::new("paths", paths).size(640, 480).duration(1.0),
        Sketch::new("traces", traces).size(320, 240).duration(1.0),
        Sketch::new("veils", veils).size(160, 120).duration(1.0),
        Sketch::new("blends", blends).size(80, 20).duration(1.0),
        Sketch::new("ramps", ramps).size(256, 96).duration(1.0),
        Sketch::new("words", words).size(320, 160).duration(1.0),
        Sketch::new("album", album)
            .size(64, 32)
            .fps(10)
            .duration(60.0),
        Sketch::new("crowd", crowd).size(200, 200).duration(1.0),
        Sketch::new("shader", shader).size(96, 64).duration(1.0),
        Sketch::new("desktop", desktop).size(16, 16).duration(1.0),
        Sketch::new("solids", solids).size(96, 64).duration(1.0),
        Sketch::new("paper", paper)
            .size(64, 32)
            .fps(10)
            .duration(0.3),
        Sketch::new("grounds", grounds)
            .size(40, 30)
            .fps(10)
            .duration(20.0),
        Sketch::new("glances", glances)
            .size(40, 30)
            .fps(1)
            .duration(3.0),
        Sketch::new("charts", charts).size(640, 480).duration(1.0),
        Sketch::new("letters", letters).size(640, 480).duration(1.0),
    ])
}

/// One of nearly everything, in that color.
fn draw_everything(color: Color) {
    draw_circle(30.3, 30.6, 5.0, color);
    draw_circle(60.3, 30.6, 20.0, color);
    draw_circle_lines(100.2, 30.1, 15.0, 3.0, color);
    draw_ellipse(150.7, 30.2, 25.0, 9.0, 30.0, color);
    draw_ellipse_lines(210.7, 30.2, 25.0, 9.0, 30.0, 2.0, color);
    draw_arc(270.1, 30.4, 20, 15.0, 20.0, 6.0, 200.0, color);
    draw_line(10.3, 70.2, 70.8, 90.1, 1.5, color);
    draw_rectangle(80.4, 70.7, 30.3, 20.2, color);
    draw_rectangle_lines(130.4, 70.7, 30.3, 20.2, 3.0, color);
    draw_rounded_rectangle(180.2, 70.4, 40.0, 25.0, 8.0, color);
    draw_rounded_rectangle_lines(240.2, 70.4, 40.0, 25.0, 8.0, 2.5, color);
    draw_triangle(
        vec2(10.0, 150.0),
        vec2(50.0, 120.0),
        vec2(70.0, 160.0),
        color,
    );
    draw_triangle_lines(
        vec2(80.0, 150.0),
        vec2(120.0, 120.0),
        vec2(140.0, 160.0),
        3.0,
        color,
    );
    draw_poly(170.3, 140.4, 7, 20.0, 10.0, color);
    draw_poly_lines(220.3, 140.4, 5, 20.0, 10.0, 3.0, color);
    draw_hexagon(280.3, 140.4, 20.0, 3.0, true, color, color);
    draw_polyline(
        &ZIGZAG.map(|(x, y)| vec2(x as f32, y as f32 / 2.0 + 150.0)),
        &Stroke::new(5.0)
            .join(Join::Round)
            .cap(Cap::Round)
            .dashes(&[9.0, 7.0]),
        color,
    );
    let star: Vec<_> = star((190.0, 200.0), 30.0)
        .into_iter()
        .map(|(x, y)| vec2(x as f32, y as f32))
        .collect();
    draw_path(&Path::polygon(&star).even_odd(), color);
    Text::new("trace").size(30.0).draw(230.3, 210.7, color);
    draw_text("trace", 230.3, 235.0, 20.0, color);
}

/// Backgrounds whose values grow by a tenth of 1/255 and more, over what was drawn before; in every other frame, that is on
/// the canvas already.
async fn grounds() {
    loop {
        let share = frame_index() as f32 / 199.0;
        clear_background(PURPLE);
        draw_circle(20.0, 15.0, 12.0, YELLOW);
        if frame_index().is_multiple_of(2) {
            set_default_camera();
        }
        clear_background(Color::new(share, 1.0 - share, share / 10.0, 1.0));
        draw_rectangle(0.0, 0.0, 4.0, 3.0, WHITE);
        next_frame().await
    }
}

/// Nothing at all; a background, and a pixel of what a program sees of it; a background seen beside a picture that was
/// drawn elsewhere after it.
async fn glances() {
    next_frame().await;
    clear_background(ORANGE);
    let seen = get_screen_data().get_pixel(20, 15);
    draw_rectangle(0.0, 0.0, 1.0, 1.0, seen);
    clear_background(SKYBLUE);
    draw_rectangle(0.0, 0.0, 1.0, 1.0, seen);
    next_frame().await;
    let elsewhere = render_target(4, 3);
    clear_background(ORANGE);
    set_camera(&Camera2D {
        render_target: Some(elsewhere.clone()),
        ..Camera2D::from_display_rect(Rect::new(0.0, 0.0, 4.0, 3.0))
    });
    clear_background(SKYBLUE);
    set_default_camera();
    draw_texture(&elsewhere.texture, 0.0, 0.0, WHITE);
    next_frame().await;
}

const PLUM: u32 = 0x8040a0;

/// Everything in the color of the background, opaque and half clear.
async fn traces() {
    loop {
        clear_background(Color::from_hex(PLUM));
        draw_everything(Color::from_hex(PLUM));
        next_frame().await
    }
}

/// Shapes on nothing.
async fn veils() {
    loop {
        let veil = Color::from_hex(PLUM).with_alpha(0.5);
        draw_circle(40.2, 40.3, 30.0, veil);
        draw_circle(100.6, 40.3, 8.0, veil);
        draw_rectangle(20.4, 80.3, 60.2, 20.2, veil);
        draw_path(&Path::circle(vec2(120.3, 90.1), 20.0), veil);
        next_frame().await
    }
}

/// Each mode on its own fifth: what is there, then the four of them.
async fn blends() {
    let modes = [Blend::Normal, Blend::Add, Blend::Multiply, Blend::Screen];
    loop {
        clear_background(Color::from_rgba(100, 150, 200, 255));
        for (index, mode) in modes.into_iter().enumerate() {
            set_blend(mode);
            let x = 16.0 * (index + 1) as f32;
            draw_rectangle(x, 0.0, 16.0, 10.0, Color::from_rgba(200, 100, 50, 255));
            draw_rectangle(x, 10.0, 16.0, 10.0, Color::from_rgba(200, 100, 50, 102));
        }
        set_blend(Blend::Normal);
        next_frame().await
    }
}

/// A linear gradient over a radial one.
async fn ramps() {
    loop {
        clear_background(BLACK);
        let across = Gradient::linear(Vec2::ZERO, vec2(256.0, 0.0), &[(0.0, BLACK), (1.0, WHITE)]);
        draw_path(&Path::rectangle(0.0, 0.0, 256.0, 32.0), &across);
        let around = Gradient::radial(vec2(128.0, 64.0), 128.0, &[(0.0, WHITE), (1.0, BLACK)]);
        draw_path(&Path::rectangle(0.0, 32.0, 256.0, 64.0), around);
        next_frame().await
    }
}

async fn words() {
    loop {
        clear_background(WHITE);
        let mono = Typeface::monospace();
        Text::new("Sharp at 13.3 units")
            .size(13.3)
            .draw(10.3, 20.4, BLACK);
        Text::new("monospace, 20")
            .typeface(&mono)
            .size(20.0)
            .draw(10.6, 50.7, BLACK);
        Text::new("Large").size(66.0).draw(10.2, 110.3, BLACK);
        Text::new("wrapped in the middle")
            .size(12.0)
            .wrap(90.0)
            .align(Align::Center)
            .baseline(Baseline::Middle)
            .draw(250.0, 100.0, BLACK);
        next_frame().await
    }
}

/// Two pictures in each frame, others in the next: the number of the frame, and its half.
async fn album() {
    let picture = |gray: u64| vec![gray as u8; 512 * 512];
    loop {
        let left = Rect::new(0.0, 0.0, 32.0, 32.0);
        let frame = frame_index() % 256;
        draw_pixels(
            Pixels::Gray(&picture(frame)),
            512,
            512,
            left,
            FilterMode::Nearest,
        );
        let right = Rect::new(32.0, 0.0, 32.0, 32.0);
        draw_pixels(
            Pixels::Gray(&picture(frame / 2)),
            512,
            512,
            right,
            FilterMode::Nearest,
        );
        next_frame().await
    }
}

/// More corners than macroquad takes at once: a gear of 20,000 teeth, and a line as long.
async fn crowd() {
    let at = |index: u32, radius: f32| {
        vec2(100.0, 100.0) + Vec2::from_angle(index as f32 / 20_000.0 * TAU) * radius
    };
    let gear: Vec<_> = (0..20_000)
        .map(|index| at(index, 60.0 + (index % 2) as f32))
        .collect();
    let line: Vec<_> = (0..20_000).map(|index| at(index, 80.0)).collect();
    loop {
        clear_background(BLACK);
        draw_polygon(&gear, WHITE);
        draw_polyline(&line, &Stroke::new(6.0), WHITE);
        next_frame().await
    }
}

/// A material in the language of desktop OpenGL, which OpenGL ES does not know.
async fn desktop() {
    let source = ShaderSource::Glsl {
        vertex: "#version 130
            in vec3 position;
            uniform mat4 Model;
            uniform mat4 Projection;
            void main() { gl_Position = Projection * Model * vec4(position, 1); }",
        fragment: "#version 130
            out vec4 result;
            void main() { result = vec4(0, 1, 0, 1); }",
    };
    let material = load_material(source, MaterialParams::default()).unwrap();
    loop {
        clear_background(BLACK);
        gl_use_material(&material);
        draw_rectangle(0.0, 0.0, screen_width(), screen_height(), WHITE);
        gl_use_default_material();
        next_frame().await
    }
}

/// A material of the sketch's own gets the places that macroquad gives: over a rectangle from 0 to 1.
async fn shader() {
    let source = ShaderSource::Glsl {
        vertex: "#version 100
            attribute vec3 position; attribute vec2 texcoord; attribute vec4 color0;
            varying lowp vec2 uv; varying lowp vec4 color;
            uniform mat4 Model; uniform mat4 Projection;
            void main() { gl_Position = Projection * Model * vec4(position, 1);
                uv = texcoord; color = color0 / 255.0; }",
        fragment: "#version 100
            varying lowp vec2 uv; varying lowp vec4 color;
            void main() { gl_FragColor = vec4(uv, 0, color.a); }",
    };
    let params = MaterialParams {
        pipeline_params: PipelineParams {
            color_blend: Some(miniquad::BlendState::new(
                miniquad::Equation::Add,
                miniquad::BlendFactor::Value(miniquad::BlendValue::SourceAlpha),
                miniquad::BlendFactor::OneMinusValue(miniquad::BlendValue::SourceAlpha),
            )),
            ..PipelineParams::default()
        },
        ..MaterialParams::default()
    };
    let Ok(material) = load_material(source, params) else {
        return;
    };
    loop {
        clear_background(BLUE);
        gl_use_material(&material);
        draw_rectangle(0.0, 0.0, 48.0, 64.0, WHITE);
        draw_rectangle(48.5, 10.5, 40.0, 40.0, WHITE);
        gl_use_default_material();
        draw_rectangle(90.0, 0.0, 6.0, 64.0, WHITE);
        next_frame().await
    }
}

/// Shapes under a camera with depth: a near one over a far one that is drawn later.
async fn solids() {
    loop {
        clear_background(BLACK);
        set_camera(&Camera3D {
            position: vec3(0.0, 0.0, 10.0),
            up: Vec3::Y,
            target: Vec3::ZERO,
            ..Camera3D::default()
        });
        draw_circle(0.0, 0.0, 3.0, RED);
        draw_cube(vec3(0.0, 0.0, -4.0), vec3(20.0, 2.0, 0.1), None, GREEN);
        next_frame().await
    }
}

/// Half clear black on white: at the left on a target of its own, at the right on the canvas.
async fn paper() {
    let target = render_target(32, 32);
    let onto_target = Camera2D {
        render_target: Some(target.clone()),
        ..Camera2D::from_display_rect(Rect::new(0.0, 0.0, 32.0, 32.0))
    };
    let shade = BLACK.with_alpha(0.5);
    loop {
        set_camera(&onto_target);
        clear_background(WHITE);
        draw_rectangle(4.0, 4.0, 24.0, 24.0, shade);
        set_default_camera();
        clear_background(RED);
        draw_texture(&target.texture, 0.0, 0.0, WHITE);
        draw_rectangle(32.0, 0.0, 32.0, 32.0, WHITE);
        draw_rectangle(36.0, 4.0, 24.0, 24.0, shade);
        next_frame().await
    }
}

/// Strokes, paths, gradients and blend modes, to be looked at.
async fn paths() {
    let zigzag = |y: f32| {
        [
            vec2(20.0, y),
            vec2(70.0, y - 40.0),
            vec2(90.0, y),
            vec2(160.0, y - 20.0),
        ]
    };
    loop {
        clear_background(Color::from_hex(0xf4f1ea));
        let ink = Color::from_hex(0x22577a);
        for (index, join) in [Join::Miter, Join::Round, Join::Bevel]
            .into_iter()
            .enumerate()
        {
            let cap = [Cap::Butt, Cap::Round, Cap::Square][index];
            let y = 60.0 + 70.0 * index as f32;
            draw_polyline(
                &zigzag(y),
                &Stroke::new(16.0).join(join).cap(cap),
                ink.with_alpha(0.6),
            );
            draw_polyline(&zigzag(y), &Stroke::new(1.0), RED);
        }
        let star: Vec<_> = (0..5)
            .map(|index| {
                vec2(250.0, 80.0) + Vec2::from_angle(index as f32 * TAU * 0.4 - PI / 2.0) * 60.0
            })
            .collect();
        draw_path(&Path::polygon(&star), ink);
        let moved = Path::polygon(&star).transformed(Affine2::from_translation(vec2(130.0, 0.0)));
        draw_path(
            &moved.clone().even_odd(),
            Color::from_hex(0xc1121f).with_alpha(0.7),
        );
        draw_path_lines(&moved, &Stroke::new(2.0).join(Join::Round), BLACK);
        let ring = Path::circle(vec2(520.0, 80.0), 60.0)
            .and(&Path::circle(vec2(530.0, 90.0), 30.0))
            .even_odd();
        let sun = Gradient::radial(
            vec2(500.0, 60.0),
            90.0,
            &[(0.0, YELLOW), (0.5, ORANGE), (1.0, PURPLE)],
        );
        draw_path(&ring, &sun);
        let heart =
            Path::from_svg("M 50 30 C 50 0 0 0 0 30 S 50 80 50 100 S 100 60 100 30 S 50 0 50 30 Z");
        if let Ok(heart) = heart {
            let heart = heart.transformed(Affine2::from_translation(vec2(200.0, 170.0)));
            draw_path(
                &heart,
                Gradient::linear(
                    vec2(200.0, 170.0),
                    vec2(300.0, 270.0),
                    &[(0.0, PINK), (1.0, MAROON)],
                ),
            );
            draw_path_lines(&heart, &Stroke::new(4.0).dashes(&[10.0, 6.0]), BLACK);
        }
        let dots = Stroke::new(6.0).cap(Cap::Round).dashes(&[0.0, 12.0]);
        draw_path_lines(&Path::circle(vec2(390.0, 220.0), 50.0), &dots, ink);
        let soft = Path::smooth(
            &[
                vec2(470.0, 260.0),
                vec2(500.0, 180.0),
                vec2(560.0, 280.0),
                vec2(610.0, 190.0),
            ],
            false,
        );
        draw_path_lines(
            &soft,
            &Stroke::new(9.0).cap(Cap::Round),
            ink.with_alpha(0.5),
        );
        draw_path(
            &Path::rounded_rectangle(20.0, 290.0, 600.0, 170.0, 30.0),
            Gradient::linear(
                vec2(20.0, 0.0),
                vec2(620.0, 0.0),
                &[(0.0, BLACK), (0.5, SKYBLUE), (1.0, WHITE)],
            ),
        );
        for (index, blend) in [Blend::Normal, Blend::Add, Blend::Multiply, Blend::Screen]
            .into_iter()
            .enumerate()
        {
            set_blend(blend);
            let x = 100.0 + 140.0 * index as f32;
            for (dx, dy, hex) in [
                (-22.0, 15.0, 0xff4040),
                (22.0, 15.0, 0x40ff40),
                (0.0, -22.0, 0x4060ff),
            ] {
                draw_circle(
                    x + dx,
                    375.0 + dy,
                    40.0,
                    Color::from_hex(hex).with_alpha(0.8),
                );
            }
        }
        set_blend(Blend::Normal);
        next_frame().await
    }
}

/// Text and pictures, to be looked at.
async fn letters() {
    let words =
        "Frames never become image files: each one goes over a channel to an encoder thread.";
    let mut pixels = vec![0; 16 * 16 * 3];
    loop {
        clear_background(Color::from_hex(0xf4f1ea));
        for (index, size) in [9.0, 12.0, 16.0, 22.0, 30.0, 42.0].into_iter().enumerate() {
            let y = [30.0, 45.0, 65.0, 90.0, 125.0, 170.0][index];
            Text::new("Sharp at any size, Größe")
                .size(size)
                .draw(20.3, y + 0.4, BLACK);
        }
        let mono = Typeface::monospace();
        Text::new("kinora").typeface(&mono).size(120.0).fill(
            20.0,
            290.0,
            Gradient::linear(
                vec2(20.0, 0.0),
                vec2(400.0, 0.0),
                &[(0.0, RED), (1.0, BLUE)],
            ),
        );
        let block = Text::new(words)
            .size(15.0)
            .wrap(180.0)
            .align(Align::Center)
            .baseline(Baseline::Top);
        let bounds = block.bounds(520.0, 20.0);
        draw_rectangle_lines(bounds.x, bounds.y, bounds.w, bounds.h, 2.0, RED);
        block.draw(520.0, 20.0, DARKBLUE);
        draw_text("macroquad's own text", 20.0, 330.0, 32.0, BLACK);
        for (index, pixel) in pixels.chunks_exact_mut(3).enumerate() {
            pixel.copy_from_slice(&[(index % 16 * 16) as u8, (index / 16 * 16) as u8, 128]);
        }
        for (index, filter) in [FilterMode::Nearest, FilterMode::Linear]
            .into_iter()
            .enumerate()
        {
            let dest = Rect::new(20.0 + 130.0 * index as f32, 350.0, 110.0, 110.0);
            draw_pixels(Pixels::Rgb(&pixels), 16, 16, dest, filter);
        }
        let turned = Text::new("turned").size(26.0).path(0.0, 0.0);
        let place = Affine2::from_angle_translation(-0.4, vec2(350.0, 440.0));
        draw_path(&turned.transformed(place), BLACK);
        next_frame().await
    }
}
