//! A snake eats an apple on its way straight into the wall.
use macroquad::prelude::*;
use std::collections::VecDeque;

const CELL: f32 = 24.0;
const COLUMNS: i32 = 20;
const ROWS: i32 = 15;

type Point = (i32, i32);

fn window_conf() -> Conf {
    Conf {
        window_title: "Snake".to_string(),
        window_width: COLUMNS * CELL as i32,
        window_height: ROWS * CELL as i32,
        ..Default::default()
    }
}

fn square((x, y): Point, inset: f32, color: Color) {
    let size = CELL - 2.0 * inset;
    draw_rectangle(
        x as f32 * CELL + inset,
        y as f32 * CELL + inset,
        size,
        size,
        color,
    );
}

fn direction(current: Point) -> Point {
    match get_last_key_pressed() {
        Some(KeyCode::Up) if current.1 == 0 => (0, -1),
        Some(KeyCode::Down) if current.1 == 0 => (0, 1),
        Some(KeyCode::Left) if current.0 == 0 => (-1, 0),
        Some(KeyCode::Right) if current.0 == 0 => (1, 0),
        _ => current,
    }
}

#[macroquad::main(window_conf)]
async fn main() {
    rand::srand(7);
    let mut body: VecDeque<Point> = (0..6).map(|i| (9 - i, 8)).collect();
    let mut heading = (1, 0);
    let mut apple = (13, 8);
    let mut eaten = 0;
    let mut frame = 0;
    let mut dead = false;

    loop {
        heading = direction(heading);
        frame += 1;
        if !dead && frame % 3 == 0 {
            let head = (body[0].0 + heading.0, body[0].1 + heading.1);
            if !(0..COLUMNS).contains(&head.0)
                || !(0..ROWS).contains(&head.1)
                || body.contains(&head)
            {
                dead = true;
            } else {
                body.push_front(head);
                if head == apple {
                    eaten += 1;
                    apple = (rand::gen_range(1, COLUMNS - 1), rand::gen_range(1, 6));
                } else {
                    body.pop_back();
                }
            }
        }

        clear_background(Color::new(0.13, 0.2, 0.13, 1.0));
        for y in 0..ROWS {
            for x in (y % 2..COLUMNS).step_by(2) {
                square((x, y), 0.0, Color::new(0.15, 0.23, 0.15, 1.0));
            }
        }
        square(apple, 4.0, RED);
        square(apple, 8.0, PINK);
        for (i, point) in body.iter().enumerate() {
            let fade = i as f32 / body.len() as f32;
            square(
                *point,
                1.0,
                Color::new(0.5 - fade * 0.3, 0.9 - fade * 0.3, 0.3, 1.0),
            );
        }
        let (x, y) = (body[0].0 as f32 * CELL, body[0].1 as f32 * CELL);
        draw_circle(x + 16.0, y + 7.0, 3.0, BLACK);
        draw_circle(x + 16.0, y + 17.0, 3.0, BLACK);
        draw_text(format!("apples: {eaten}"), 10.0, 22.0, 24.0, WHITE);
        if dead {
            draw_rectangle(120.0, 230.0, 240.0, 60.0, Color::new(0.0, 0.0, 0.0, 0.7));
            draw_text("GAME OVER", 152.0, 270.0, 40.0, GOLD);
        }
        next_frame().await;
    }
}
