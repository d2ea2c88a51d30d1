//! Fireflies are nodes of a scene: each flies to its place over a meadow and glows there.
use macroquad::experimental::collections::storage;
use macroquad::experimental::scene::{self, Node, RefMut};
use macroquad::prelude::*;

struct Night {
    sky: Color,
    glow: f32,
}

struct Meadow;

impl Node for Meadow {
    fn draw(_node: RefMut<Self>) {
        clear_background(storage::get::<Night>().sky);
        for i in 0..40 {
            let x = i as f32 * 17.0 - 10.0;
            let tall = 60.0 + (i * 37 % 50) as f32;
            let foot = vec2(x, 480.0);
            draw_triangle(
                foot,
                foot + vec2(24.0, 0.0),
                foot + vec2(14.0, -tall),
                DARKGREEN,
            );
        }
    }
}

struct Firefly {
    from: Vec2,
    home: Vec2,
    at: Vec2,
    time: f32,
}

impl Node for Firefly {
    fn ready(mut node: RefMut<Self>) {
        node.at = node.from;
    }

    fn update(mut node: RefMut<Self>) {
        node.time = (node.time + get_frame_time()).min(0.6);
        let ease = (node.time / 0.6 * std::f32::consts::FRAC_PI_2).sin();
        node.at = node.from.lerp(node.home, ease);
    }

    fn draw(node: RefMut<Self>) {
        let glow = storage::get::<Night>().glow;
        draw_circle(
            node.at.x,
            node.at.y,
            18.0 * glow,
            Color::new(1.0, 1.0, 0.5, 0.2),
        );
        draw_circle(
            node.at.x,
            node.at.y,
            7.0 * glow,
            Color::new(1.0, 1.0, 0.6, 1.0),
        );
    }
}

fn window_conf() -> Conf {
    Conf {
        window_title: "Fireflies".to_owned(),
        window_width: 640,
        window_height: 480,
        ..Default::default()
    }
}

#[macroquad::main(window_conf)]
async fn main() {
    rand::srand(7);
    storage::store(Night {
        sky: Color::from_rgba(18, 22, 54, 255),
        glow: 0.2,
    });
    scene::set_camera(
        0,
        Some(Camera2D {
            target: vec2(320.0, 240.0),
            zoom: vec2(2.0 / 640.0, 2.0 / 480.0),
            ..Default::default()
        }),
    );
    scene::add_node(Meadow);
    for _ in 0..16 {
        scene::add_node(Firefly {
            from: vec2(rand::gen_range(0.0, 640.0), 470.0),
            home: vec2(rand::gen_range(40.0, 600.0), rand::gen_range(60.0, 360.0)),
            at: Vec2::ZERO,
            time: 0.0,
        });
    }
    loop {
        let mut night = storage::get_mut::<Night>();
        night.glow = (night.glow + get_frame_time() * 2.0).min(1.0);
        drop(night);
        if is_key_pressed(KeyCode::Backspace) {
            scene::find_nodes_by_type::<Firefly>()
                .take(1)
                .for_each(|firefly| firefly.delete());
        }
        next_frame().await
    }
}
