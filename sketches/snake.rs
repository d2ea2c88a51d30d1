//! A snake that hunts apples by itself, until you press an arrow key and play.
use std::cmp::Reverse;
use std::collections::VecDeque;

use kinora::prelude::*;

pub fn sketch() -> Sketch {
    Sketch::new("snake", snake)
        .size(640, 640)
        .fps(60)
        .duration(15.0)
        .seed(8)
        .keyboard()
}

const SIDE: usize = 15;
const ARROWS: [(KeyCode, IVec2); 4] = [
    (KeyCode::Right, IVec2::X),
    (KeyCode::Down, IVec2::Y),
    (KeyCode::Left, IVec2::NEG_X),
    (KeyCode::Up, IVec2::NEG_Y),
];

async fn snake() {
    let mut game = Game::new();
    let mut turns = VecDeque::new();
    let mut passed = 0.0;
    let mut by_hand_until = 0.0;
    loop {
        for (key, way) in ARROWS {
            if is_key_pressed(key) {
                by_hand_until = get_time() + 10.0;
                turns.push_back(way);
            }
        }
        passed += get_frame_time() * slider("speed", 9.0, 2.0..=20.0);
        while passed >= 1.0 {
            passed -= 1.0;
            let way = if get_time() < by_hand_until {
                let turn = turns.pop_front().filter(|&turn| turn != -game.way);
                turn.unwrap_or(game.way)
            } else {
                game.best_way()
            };
            if !game.step(way) {
                game = Game::new();
                turns.clear();
            }
        }
        game.draw(passed);
        next_frame().await
    }
}

struct Game {
    /// Where its parts are, the head first; the last is the place that the tail is leaving.
    body: VecDeque<IVec2>,
    way: IVec2,
    apple: IVec2,
}

impl Game {
    fn new() -> Game {
        Game {
            body: (2..=7).rev().map(|x| ivec2(x, 7)).collect(),
            way: IVec2::X,
            apple: ivec2(10, 3),
        }
    }

    /// Which places it can go to: the end of the tail moves out of the way.
    fn free(&self) -> Grid<bool> {
        let solid = self.body.len() - 2;
        let is_free = |at: IVec2| self.body.range(..solid).all(|&part| part != at);
        Grid::from_fn(SIDE, SIDE, is_free)
    }

    /// Goes on by one place, if it can.
    fn step(&mut self, way: IVec2) -> bool {
        let head = self.body[0] + way;
        if self.free().get(head) != Some(&true) {
            return false;
        }
        self.way = way;
        self.body.push_front(head);
        self.body.pop_back();
        if head == self.apple {
            self.body.extend(self.body.back().copied());
            let places = self.free().places();
            let free: Vec<IVec2> = places.filter(|at| !self.body.contains(at)).collect();
            self.apple = *pick(&free).unwrap_or(&head);
        }
        true
    }

    /// The shortest way to the apple of those that leave room for the whole snake.
    fn best_way(&self) -> IVec2 {
        let worth = |&way: &IVec2| {
            let (reached, far) = self.reach(self.body[0] + way);
            (reached.min(self.body.len()), Reverse(far))
        };
        let ways = ARROWS.into_iter().map(|(_, way)| way);
        ways.max_by_key(worth).unwrap_or(self.way)
    }

    /// How many places can be reached from `start`, and in how many steps the apple.
    fn reach(&self, start: IVec2) -> (usize, usize) {
        let mut free = self.free();
        let mut next = VecDeque::from([(start, 0)]);
        let (mut reached, mut apple) = (0, usize::MAX);
        while let Some((at, far)) = next.pop_front() {
            if free.get(at) == Some(&true) {
                free[at] = false;
                reached += 1;
                apple = if at == self.apple { far } else { apple };
                next.extend(ARROWS.map(|(_, way)| (at + way, far + 1)));
            }
        }
        (reached, apple)
    }

    /// Draws it `part` of the way to its next step, a place one unit wide.
    fn draw(&self, part: f32) {
        clear_background(Color::from_hex(0xf3ecdc));
        let first = Grid::squares(SIDE + 2, SIDE + 2, canvas_rect())[IVec2::ONE];
        translate(first.center().x, first.center().y);
        scale(first.w, first.w);
        let disc = |at: Vec2, r: f32, hex| draw_circle(at.x, at.y, r, Color::from_hex(hex));
        for place in self.free().places() {
            disc(place.as_vec2(), 0.06, 0xd8ccb4);
        }
        disc(self.apple.as_vec2(), 0.34, 0xe2543e);
        let mut points: Vec<Vec2> = self.body.iter().map(IVec2::as_vec2).collect();
        let end = points.len() - 1;
        points[0] = points[1].lerp(points[0], part);
        points[end] = points[end].lerp(points[end - 1], part);
        let round = |width: f32| Stroke::new(width).cap(Cap::Round).join(Join::Round);
        let skin = color("snake", Color::from_hex(0x2a6f6b));
        draw_polyline(&points, &round(0.72), skin);
        let spots = color("spots", Color::from_hex(0xf3c969));
        draw_polyline(&points, &round(0.2).dashes(&[0.0, 0.5]), spots);
        for side in [-0.2, 0.2] {
            let way = self.way.as_vec2();
            disc(points[0] + way * 0.1 + way.perp() * side, 0.12, 0xffffff);
        }
    }
}
