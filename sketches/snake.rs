//! A snake that hunts apples by itself, until you press an arrow key and play.
use std::cmp::Reverse;
use std::collections::{HashMap, VecDeque};

use kinora::prelude::{rand::ChooseRandom, *};

pub fn sketch() -> Sketch {
    Sketch::new("snake", snake)
        .size(640, 640)
        .fps(60)
        .duration(15.0)
        .seed(8)
        .keyboard()
}

const SIDE: i32 = 15;
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

fn places() -> impl Iterator<Item = IVec2> {
    (0..SIDE * SIDE).map(|index| ivec2(index % SIDE, index / SIDE))
}

struct Game {
    /// Where its parts are, the head first; the last is the place that the tail is leaving.
    body: VecDeque<IVec2>,
    way: IVec2,
    apple: IVec2,
}

impl Game {
    fn new() -> Game {
        let body = (0..6).map(|part| ivec2(SIDE / 2 - part, SIDE / 2));
        Game {
            body: body.collect(),
            way: IVec2::X,
            apple: ivec2(SIDE * 2 / 3, SIDE / 4),
        }
    }

    /// Whether it can go there: the end of the tail moves out of the way.
    fn is_free(&self, at: IVec2) -> bool {
        let mut occupied = self.body.iter().take(self.body.len() - 2);
        at == at.clamp(IVec2::ZERO, IVec2::splat(SIDE - 1)) && occupied.all(|&part| part != at)
    }

    /// Goes on by one place, if it can.
    fn step(&mut self, way: IVec2) -> bool {
        let head = self.body[0] + way;
        if !self.is_free(head) {
            return false;
        }
        self.way = way;
        self.body.push_front(head);
        self.body.pop_back();
        if head == self.apple {
            self.body.extend(self.body.back().copied());
            let free: Vec<IVec2> = places().filter(|at| !self.body.contains(at)).collect();
            self.apple = *free.choose().unwrap_or(&head);
        }
        true
    }

    /// The shortest way to the apple of those that leave room for the whole snake.
    fn best_way(&self) -> IVec2 {
        let worth = |&way: &IVec2| {
            let steps = self.steps_from(self.body[0] + way);
            let far = steps.get(&self.apple).copied().unwrap_or(i32::MAX);
            (steps.len().min(self.body.len()), Reverse(far))
        };
        let ways = ARROWS.into_iter().map(|(_, way)| way);
        ways.max_by_key(worth).unwrap_or(self.way)
    }

    /// How far each place is that can be reached from `start`.
    fn steps_from(&self, start: IVec2) -> HashMap<IVec2, i32> {
        let mut steps = HashMap::new();
        let mut next = VecDeque::from([(start, 0)]);
        while let Some((at, far)) = next.pop_front() {
            if self.is_free(at) && !steps.contains_key(&at) {
                steps.insert(at, far);
                next.extend(ARROWS.map(|(_, way)| (at + way, far + 1)));
            }
        }
        steps
    }

    /// Draws it `part` of the way to its next step.
    fn draw(&self, part: f32) {
        clear_background(Color::from_hex(0xf3ecdc));
        let canvas = vec2(screen_width(), screen_height());
        let size = canvas.min_element() / (SIDE as f32 + 2.0);
        let middle = |at: IVec2| canvas / 2.0 + (at - SIDE / 2).as_vec2() * size;
        let disc = |at: Vec2, r: f32, hex| draw_circle(at.x, at.y, r * size, Color::from_hex(hex));
        places().for_each(|at| disc(middle(at), 0.06, 0xd8ccb4));

        let apple = middle(self.apple);
        disc(apple, 0.34, 0xe2543e);
        let mut points: Vec<Vec2> = self.body.iter().map(|&at| middle(at)).collect();
        let end = points.len() - 1;
        points[0] = points[1].lerp(points[0], part);
        points[end] = points[end].lerp(points[end - 1], part);
        let skin = color("snake", Color::from_hex(0x2a6f6b));
        let round = |width: f32| Stroke::new(width * size).cap(Cap::Round).join(Join::Round);
        draw_polyline(&points, &round(0.72), skin);
        let spots = round(0.2).dashes(&[0.0, size * 0.5]);
        draw_polyline(&points, &spots, color("spots", Color::from_hex(0xf3c969)));
        for side in [-1.0, 1.0] {
            let way = self.way.as_vec2() * size;
            let eye = points[0] + way * 0.1 + way.perp() * 0.2 * side;
            disc(eye, 0.12, 0xffffff);
        }
    }
}
