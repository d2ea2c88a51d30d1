//! Two paddles play a rally until the slower one misses and the score goes up.
use macroquad::prelude::*;

const PADDLE: Vec2 = Vec2::new(12.0, 70.0);
const BALL: f32 = 9.0;

struct Game {
    ball: Vec2,
    speed: Vec2,
    left: f32,
    right: f32,
    score: (u32, u32),
    served: bool,
}

impl Game {
    fn new() -> Game {
        Game {
            ball: vec2(240.0, 160.0),
            speed: vec2(19.0, 6.0),
            left: 236.0,
            right: 160.0,
            score: (4, 6),
            served: true,
        }
    }

    fn update(&mut self) {
        if is_key_pressed(KeyCode::Space) {
            self.served = true;
        }
        if !self.served {
            return;
        }
        if is_key_down(KeyCode::W) {
            self.left -= 8.0;
        } else if is_key_down(KeyCode::S) {
            self.left += 8.0;
        } else {
            self.left += (self.ball.y - self.left).clamp(-0.5, 0.5);
        }
        self.right += (self.ball.y - self.right).clamp(-9.0, 9.0);
        self.ball += self.speed;
        if self.ball.y < BALL || self.ball.y > 320.0 - BALL {
            self.speed.y = -self.speed.y;
            self.ball.y = self.ball.y.clamp(BALL, 320.0 - BALL);
        }
        let hits = |y: f32| (self.ball.y - y).abs() < PADDLE.y / 2.0 + BALL;
        if self.speed.x > 0.0 && self.ball.x > 440.0 && hits(self.right) {
            self.speed.x = -self.speed.x;
            self.speed.y += (self.ball.y - self.right) * 0.1 - 9.0;
        }
        if self.speed.x < 0.0 && self.ball.x < 40.0 && hits(self.left) {
            self.speed.x = -self.speed.x;
        }
        if self.ball.x < -BALL {
            self.score.1 += 1;
            self.serve();
        } else if self.ball.x > 480.0 + BALL {
            self.score.0 += 1;
            self.serve();
        }
    }

    fn serve(&mut self) {
        self.ball = vec2(240.0, 160.0);
        self.served = false;
    }

    fn draw(&self) {
        clear_background(Color::from_rgba(18, 24, 38, 255));
        for i in 0..8 {
            draw_rectangle(238.0, i as f32 * 42.0 + 3.0, 4.0, 20.0, DARKGRAY);
        }
        let text = format!("{}   {}", self.score.0, self.score.1);
        let size = measure_text(&text, None, 64, 1.0);
        draw_text(&text, 240.0 - size.width / 2.0, 60.0, 64.0, GRAY);
        draw_rectangle(
            20.0,
            self.left - PADDLE.y / 2.0,
            PADDLE.x,
            PADDLE.y,
            SKYBLUE,
        );
        draw_rectangle(
            448.0,
            self.right - PADDLE.y / 2.0,
            PADDLE.x,
            PADDLE.y,
            ORANGE,
        );
        draw_circle(self.ball.x, self.ball.y, BALL, WHITE);
        if !self.served {
            draw_text("press space to serve", 158.0, 290.0, 20.0, LIGHTGRAY);
        }
    }
}

fn window_conf() -> Conf {
    Conf {
        window_title: "Pong".to_owned(),
        window_width: 480,
        window_height: 320,
        window_resizable: false,
        ..Default::default()
    }
}

#[macroquad::main(window_conf)]
async fn main() {
    let mut game = Game::new();
    loop {
        game.update();
        game.draw();
        next_frame().await
    }
}
