//! A block runs, jumps over a gap of water and lands on a lift below the flag.
use macroquad::prelude::*;
use macroquad_platformer::{Actor, Solid, Tile, World};

const TILE: f32 = 20.0;
const LEVEL: [&str; 12] = [
    "........................",
    "........................",
    "........................",
    "........................",
    "........................",
    "........................",
    ".................#####..",
    "............--..........",
    "........................",
    "####....####......######",
    "####....####......######",
    "####~~~~####~~~~~~######",
];

struct Player {
    body: Actor,
    speed: Vec2,
}

fn tiles() -> Vec<Tile> {
    let tile = |c| match c {
        '#' => Tile::Solid,
        '-' => Tile::JumpThrough,
        _ => Tile::Empty,
    };
    LEVEL.iter().flat_map(|row| row.chars().map(tile)).collect()
}

fn draw_level() {
    for (y, row) in LEVEL.iter().enumerate() {
        for (x, c) in row.chars().enumerate() {
            let (x, y) = (x as f32 * TILE, y as f32 * TILE);
            match c {
                '#' => draw_rectangle(x, y, TILE, TILE, Color::from_rgba(92, 70, 60, 255)),
                '-' => draw_rectangle(x, y, TILE, 6.0, ORANGE),
                '~' => draw_rectangle(x, y + 6.0, TILE, TILE - 6.0, BLUE),
                _ => {}
            }
        }
    }
}

fn window_conf() -> Conf {
    Conf {
        window_title: "Platformer".to_owned(),
        window_width: 480,
        window_height: 240,
        ..Default::default()
    }
}

#[macroquad::main(window_conf)]
async fn main() {
    let mut world = World::new();
    world.add_static_tiled_layer(tiles(), TILE, TILE, 24, 1);
    let lift: Solid = world.add_solid(vec2(280.0, 210.0), 60, 12);
    let mut player = Player {
        body: world.add_actor(vec2(30.0, 150.0), 16, 20),
        speed: Vec2::ZERO,
    };
    let mut frame = 0;

    loop {
        frame += 1;
        let pos = world.actor_pos(player.body);
        let grounded = world.collide_check(player.body, pos + vec2(0.0, 1.0));
        let demo = frame < 45;
        let right = is_key_down(KeyCode::Right) || (demo && pos.x < 310.0);
        let jump = is_key_pressed(KeyCode::Space)
            || (demo && (pos.x > 60.0 && pos.x < 75.0 || pos.x > 210.0 && pos.x < 240.0));
        player.speed.x = if right { 9.0 } else { 0.0 };
        if grounded {
            player.speed.y = if jump { -11.0 } else { 0.0 };
        } else {
            player.speed.y = (player.speed.y + 1.4).min(14.0);
        }
        world.move_h(player.body, player.speed.x);
        if !world.move_v(player.body, player.speed.y) {
            player.speed.y = 0.0;
        }
        if world.solid_pos(lift).y > 150.0 {
            world.solid_move(lift, 0.0, -2.0);
        }

        clear_background(Color::from_rgba(150, 206, 236, 255));
        draw_circle(420.0, 40.0, 22.0, YELLOW);
        draw_level();
        let at = world.solid_pos(lift);
        draw_rectangle(at.x, at.y, 60.0, 12.0, GRAY);
        draw_rectangle(424.0, 80.0, 4.0, 40.0, DARKGRAY);
        draw_triangle(vec2(428.0, 80.0), vec2(428.0, 98.0), vec2(450.0, 89.0), RED);
        let at = world.actor_pos(player.body);
        draw_rectangle(at.x, at.y, 16.0, 20.0, PURPLE);
        draw_rectangle(at.x + 8.0, at.y + 4.0, 6.0, 5.0, WHITE);
        next_frame().await
    }
}
