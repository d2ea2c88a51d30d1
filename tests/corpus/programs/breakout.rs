//! A ball knocks bricks out of a coloured wall and then pauses in flight.
use macroquad::prelude::*;

struct Brick {
    rect: Rect,
    color: Color,
    alive: bool,
}

fn wall() -> Vec<Brick> {
    let colors = [RED, ORANGE, YELLOW, GREEN, SKYBLUE, PURPLE];
    let mut bricks = vec![];
    for (row, color) in colors.iter().enumerate() {
        for column in 0..10 {
            bricks.push(Brick {
                rect: Rect::new(
                    column as f32 * 80.0 + 4.0,
                    row as f32 * 28.0 + 50.0,
                    72.0,
                    20.0,
                ),
                color: *color,
                alive: true,
            });
        }
    }
    bricks
}

#[macroquad::main("Breakout")]
async fn main() {
    let mut bricks = wall();
    let mut ball = Circle::new(300.0, 260.0, 10.0);
    let mut speed = vec2(4.0, -6.0);
    let mut paddle = Rect::new(340.0, 550.0, 120.0, 16.0);
    let mut frame = 0;
    let mut score = 0;
    let mut paused = false;

    loop {
        if is_key_pressed(KeyCode::P) {
            paused = !paused;
            frame = 0;
        }
        if is_mouse_button_down(MouseButton::Left) {
            paddle.x = mouse_position().0 - paddle.w / 2.0;
        }
        if !paused {
            frame += 1;
            paused = frame == 45;
            // Eight small steps, so that nothing flies through a brick.
            for _ in 0..8 {
                ball.x += speed.x;
                ball.y += speed.y;
                if ball.x < ball.r || ball.x > 800.0 - ball.r {
                    speed.x = -speed.x;
                }
                if ball.y < ball.r || (speed.y > 0.0 && ball.overlaps_rect(&paddle)) {
                    speed.y = -speed.y;
                }
                if let Some(brick) = bricks
                    .iter_mut()
                    .find(|b| b.alive && ball.overlaps_rect(&b.rect))
                {
                    brick.alive = false;
                    score += 50;
                    let sideways = ball.x < brick.rect.left() || ball.x > brick.rect.right();
                    if sideways {
                        speed.x = -speed.x;
                    } else {
                        speed.y = -speed.y;
                    }
                }
                paddle.x += (ball.x - paddle.w / 2.0 - paddle.x).clamp(-5.0, 5.0);
                paddle.x = paddle.x.clamp(0.0, 800.0 - paddle.w);
            }
        }

        clear_background(Color::from_hex(0x1b1b2f));
        for brick in bricks.iter().filter(|brick| brick.alive) {
            let Rect { x, y, w, h } = brick.rect;
            draw_rectangle(x, y, w, h, brick.color);
            draw_rectangle(x, y + h - 4.0, w, 4.0, Color::new(0.0, 0.0, 0.0, 0.3));
        }
        draw_rectangle(paddle.x, paddle.y, paddle.w, paddle.h, WHITE);
        draw_circle(ball.x, ball.y, ball.r, YELLOW);
        draw_text(format!("score {score:04}"), 10.0, 30.0, 30.0, WHITE);
        if paused {
            draw_text("paused", 700.0, 30.0, 30.0, GRAY);
        }
        next_frame().await
    }
}
