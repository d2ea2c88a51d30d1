//! A traffic light goes through its states until it is green and the car may drive.
use macroquad::experimental::coroutines::{start_coroutine, wait_seconds, Coroutine};
use macroquad::experimental::scene::{self, Handle, Node, RefMut};
use macroquad::experimental::state_machine::{State, StateMachine};
use macroquad::prelude::*;

const DARK: usize = 0;
const STOP: usize = 1;
const READY: usize = 2;
const GO: usize = 3;

struct Crossing {
    machine: StateMachine<Crossing>,
    car: f32,
}

impl Crossing {
    fn new() -> Crossing {
        let mut machine = StateMachine::new();
        machine.add_state(DARK, State::new());
        machine.add_state(
            STOP,
            State::new()
                .coroutine(|node: &mut RefMut<Crossing>| Crossing::after(node.handle(), READY)),
        );
        machine.add_state(
            READY,
            State::new()
                .coroutine(|node: &mut RefMut<Crossing>| Crossing::after(node.handle(), GO)),
        );
        machine.add_state(
            GO,
            State::new().update(|node: &mut RefMut<Crossing>, dt| {
                node.car = (node.car + 1400.0 * dt).min(420.0)
            }),
        );
        machine.set_state(STOP);
        Crossing { machine, car: 40.0 }
    }

    fn after(handle: Handle<Crossing>, state: usize) -> Coroutine {
        start_coroutine(async move {
            wait_seconds(0.15).await;
            scene::get_node(handle).machine.set_state(state);
        })
    }
}

impl Node for Crossing {
    fn update(node: RefMut<Self>) {
        StateMachine::update_detached(node, |node| &mut node.machine);
    }

    fn draw(node: RefMut<Self>) {
        let state = node.machine.state();
        draw_rectangle(0.0, 260.0, 640.0, 120.0, DARKGRAY);
        for i in 0..6 {
            draw_rectangle(230.0 + i as f32 * 16.0, 262.0, 8.0, 116.0, LIGHTGRAY);
        }
        draw_rectangle(352.0, 120.0, 12.0, 140.0, GRAY);
        draw_rectangle(330.0, 30.0, 56.0, 140.0, BLACK);
        let lamp = |on: bool, color: Color| {
            if on {
                color
            } else {
                Color::from_rgba(50, 50, 50, 255)
            }
        };
        draw_circle(
            358.0,
            54.0,
            18.0,
            lamp(state == STOP || state == READY, RED),
        );
        draw_circle(358.0, 100.0, 18.0, lamp(state == READY, YELLOW));
        draw_circle(358.0, 146.0, 18.0, lamp(state == GO, GREEN));
        draw_rectangle(node.car, 290.0, 130.0, 40.0, BLUE);
        draw_rectangle(node.car + 24.0, 266.0, 70.0, 26.0, SKYBLUE);
        draw_circle(node.car + 28.0, 332.0, 15.0, BLACK);
        draw_circle(node.car + 102.0, 332.0, 15.0, BLACK);
    }
}

fn window_conf() -> Conf {
    Conf {
        window_title: "Traffic".to_owned(),
        window_width: 640,
        window_height: 400,
        ..Default::default()
    }
}

#[macroquad::main(window_conf)]
async fn main() {
    let mut camera = Camera2D::from_display_rect(Rect::new(0.0, 400.0, 640.0, -400.0));
    camera.rotation = 0.0;
    scene::set_camera(0, Some(camera));
    scene::add_node(Crossing::new());
    loop {
        clear_background(Color::from_rgba(150, 190, 120, 255));
        draw_rectangle(0.0, 0.0, 640.0, 200.0, Color::from_rgba(176, 214, 240, 255));
        next_frame().await
    }
}
