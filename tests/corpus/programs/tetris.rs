//! A clumsy machine stacks falling pieces until its time is up.
use macroquad::prelude::*;
use macroquad::rand::gen_range;

const W: usize = 10;
const H: usize = 18;
const SIZE: f32 = 24.0;

const PIECES: [[(i32, i32); 4]; 7] = [
    [(0, 0), (1, 0), (2, 0), (3, 0)],
    [(0, 0), (1, 0), (0, 1), (1, 1)],
    [(0, 0), (1, 0), (2, 0), (1, 1)],
    [(0, 0), (1, 0), (2, 0), (2, 1)],
    [(0, 0), (1, 0), (2, 0), (0, 1)],
    [(1, 0), (2, 0), (0, 1), (1, 1)],
    [(0, 0), (1, 0), (1, 1), (2, 1)],
];
const COLORS: [Color; 7] = [SKYBLUE, YELLOW, VIOLET, ORANGE, BLUE, GREEN, RED];

type Board = [[Option<Color>; W]; H];

fn fits(board: &Board, piece: usize, x: i32, y: i32) -> bool {
    PIECES[piece].iter().all(|(dx, dy)| {
        let (x, y) = (x + dx, y + dy);
        (0..W as i32).contains(&x)
            && (0..H as i32).contains(&y)
            && board[y as usize][x as usize].is_none()
    })
}

/// The column where the piece falls deepest.
fn best_column(board: &Board, piece: usize) -> i32 {
    let depth = |x: i32| {
        (0..H as i32)
            .take_while(|y| fits(board, piece, x, *y))
            .count()
    };
    let first = gen_range(0, W as i32);
    (0..W as i32)
        .map(|i| (first + i) % W as i32)
        .max_by_key(|x| depth(*x))
        .unwrap_or(0)
}

fn clear_rows(board: &mut Board) -> u32 {
    let kept: Vec<_> = board
        .iter()
        .copied()
        .filter(|row| row.iter().any(|cell| cell.is_none()))
        .collect();
    let cleared = H - kept.len();
    *board = [[None; W]; H];
    board[cleared..].copy_from_slice(&kept);
    cleared as u32
}

fn block(x: i32, y: i32, color: Color) {
    let (px, py) = (30.0 + x as f32 * SIZE, 24.0 + y as f32 * SIZE);
    draw_rectangle(px + 1.0, py + 1.0, SIZE - 2.0, SIZE - 2.0, color);
    draw_rectangle(
        px + 1.0,
        py + SIZE - 6.0,
        SIZE - 2.0,
        5.0,
        Color::new(0.0, 0.0, 0.0, 0.25),
    );
}

fn window_conf() -> Conf {
    Conf {
        window_title: "Tetris".to_owned(),
        window_width: 420,
        window_height: 480,
        ..Default::default()
    }
}

#[macroquad::main(window_conf)]
async fn main() {
    rand::srand(7);
    let mut board: Board = [[None; W]; H];
    let mut next = gen_range(0, 7) as usize;
    let mut falling: Option<(usize, i32, i32)> = None;
    let (mut frame, mut lines, mut pieces) = (0, 0, 0);

    loop {
        // Six rows a frame, for forty-eight frames.
        if frame < 48 {
            frame += 1;
            for _ in 0..6 {
                falling = match falling {
                    None => {
                        let piece = std::mem::replace(&mut next, gen_range(0, 7) as usize);
                        pieces += 1;
                        Some((piece, best_column(&board, piece), 0))
                    }
                    Some((piece, x, y)) if fits(&board, piece, x, y + 1) => Some((piece, x, y + 1)),
                    Some((piece, x, y)) => {
                        for (dx, dy) in PIECES[piece] {
                            board[(y + dy) as usize][(x + dx) as usize] = Some(COLORS[piece]);
                        }
                        lines += clear_rows(&mut board);
                        None
                    }
                };
            }
        }

        clear_background(Color::from_rgba(40, 44, 60, 255));
        draw_rectangle(
            30.0,
            24.0,
            W as f32 * SIZE,
            H as f32 * SIZE,
            Color::from_rgba(22, 24, 34, 255),
        );
        for (y, row) in board.iter().enumerate() {
            for (x, cell) in row.iter().enumerate() {
                if let Some(color) = cell {
                    block(x as i32, y as i32, *color);
                }
            }
        }
        if let Some((piece, x, y)) = falling {
            PIECES[piece]
                .iter()
                .for_each(|(dx, dy)| block(x + dx, y + dy, COLORS[piece]));
        }
        draw_text("next", 300.0, 50.0, 28.0, WHITE);
        PIECES[next]
            .iter()
            .for_each(|(dx, dy)| block(11 + dx, 2 + dy, COLORS[next]));
        draw_text(&format!("lines {lines}"), 300.0, 180.0, 28.0, LIGHTGRAY);
        draw_text(&format!("pieces {pieces}"), 300.0, 214.0, 28.0, LIGHTGRAY);
        next_frame().await
    }
}
