//! The interactive window: a sketch that plays, and keys that record it.

mod hud;
mod input;
mod rate;
mod take;

use std::time::{Duration, Instant};

use macroquad::input::{KeyCode, is_key_down, is_key_pressed, is_quit_requested, prevent_quit};
use macroquad::miniquad::conf::Platform;
use macroquad::window::{Conf, next_frame, screen_height, screen_width};

use crate::canvas::{Area, Screen};
use crate::capture::Capture;
use crate::encode::Encoding;
use crate::recorder::Policy;
use crate::sketch::{Plan, Sketch};
use crate::stage::{Moment, Stage, Step};
use crate::{Error, display, interrupt, window};
use hud::Notice;
use input::Mouse;
use rate::Rate;
use take::Take;

/// A window no larger than this is opened; a larger canvas is shown smaller. It leaves room for panels and title on
/// a full HD screen.
const LARGEST_WINDOW: (f32, f32) = (1600.0, 900.0);

/// Opens the window on `sketch` and returns when it is closed and every recording is a file: with the extension
/// `format`, encoded as `encoding` says.
pub fn run(sketch: &Sketch, encoding: Encoding, format: &str) -> Result<(), Error> {
    let mut settings = sketch.settings();
    settings.alpha = encoding.alpha;
    let plan = settings.check()?;
    let take = Take::new(sketch.name(), &plan, encoding, format)?;
    let display = display::find()?;
    let (width, height) = window_size(&plan);
    let conf = Conf {
        window_title: format!("{} · kinora", sketch.name()),
        window_width: width,
        window_height: height,
        platform: Platform {
            linux_backend: display.backend(),
            linux_wm_class: "kinora",
            ..Platform::default()
        },
        ..Conf::default()
    };
    window::open(conf, Studio::new(sketch.clone(), plan, take).run())
}

fn window_size(plan: &Plan) -> (i32, i32) {
    let (width, height) = (plan.size.width() as f32, plan.size.height() as f32);
    let scale = (LARGEST_WINDOW.0 / width)
        .min(LARGEST_WINDOW.1 / height)
        .min(1.0);
    (
        (width * scale).round().max(1.0) as i32,
        (height * scale).round().max(1.0) as i32,
    )
}

/// What a key asks of the sandbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wish {
    Record(Policy),
    Leave,
}

struct Studio {
    sketch: Sketch,
    plan: Plan,
    moment: Moment,
    /// The next frame is the first of a new play.
    restart: bool,
    take: Take,
    notice: Notice,
}

impl Studio {
    fn new(sketch: Sketch, plan: Plan, take: Take) -> Studio {
        Studio {
            take,
            sketch,
            plan,
            moment: Moment::default(),
            restart: false,
            notice: Notice::welcome(),
        }
    }

    async fn run(mut self) -> Result<(), Error> {
        prevent_quit();
        let mut stage = Some(Stage::new(&self.sketch, &self.plan));
        let mut screen = Screen::new();
        let mut capture = Capture::new();
        let mut mouse = Mouse::default();
        let mut rate = Rate::new(self.plan.fps);
        let mut last = Instant::now();
        loop {
            match wish() {
                Some(Wish::Leave) => break,
                Some(Wish::Record(policy)) => self.record(policy),
                None => {}
            }

            let now = Instant::now();
            if let Some(playing) = &mut stage {
                let area = Area::fit(self.plan.size, screen_width(), screen_height());
                let input = mouse.input(self.plan.size, area, screen_height());
                match playing.step(self.moment, input) {
                    Ok(Step::Drawn) => self.keep(playing, &mut capture),
                    Ok(Step::Ended) if self.moment.index == 0 => {
                        self.fail(&mut stage, Error::NoFrames(self.sketch.name().into()));
                    }
                    Ok(Step::Ended) => {
                        // One stage at a time: the old one goes first.
                        drop(stage.take());
                        stage = Some(Stage::new(&self.sketch, &self.plan));
                        self.restart = true;
                    }
                    Err(error) => self.fail(&mut stage, error),
                }
            }
            if let Some(playing) = &stage {
                screen.show(
                    playing.canvas(),
                    Area::fit(self.plan.size, screen_width(), screen_height()),
                );
            }
            if let Some(outcome) = self.take.saved() {
                self.notice = Notice::of(outcome);
            }
            hud::draw(&self.take, &self.notice);

            next_frame().await;
            rate.wait(self.take.is_locked());
            self.advance(now.duration_since(last));
            last = now;
        }
        // The sketch is ended before its movie, so that nothing is drawn any more while the file is written.
        drop(stage);
        self.take.stop();
        while let Some(outcome) = self.take.wait() {
            Notice::of(outcome);
        }
        Ok(())
    }

    fn record(&mut self, policy: Policy) {
        if self.take.is_recording() {
            self.take.stop();
        } else {
            self.notice = match self.take.start(policy) {
                Ok(()) => Notice::none(),
                Err(error) => Notice::of(Err(error)),
            };
        }
    }

    /// Offers the picture on the canvas to the running recording.
    fn keep(&mut self, stage: &Stage, capture: &mut Capture) {
        self.take.offer(|converter, frame| {
            capture.read(stage.canvas(), converter, frame);
        });
    }

    /// The sketch cannot go on. The movie up to here is finished, and the window stays to say why.
    fn fail(&mut self, stage: &mut Option<Stage>, error: Error) {
        drop(stage.take());
        self.take.stop();
        self.notice = Notice::of(Err(error));
    }

    /// A locked recording moves the sketch by one frame of the movie, whatever time it took.
    fn advance(&mut self, taken: Duration) {
        if std::mem::take(&mut self.restart) {
            self.moment = Moment::default();
            return;
        }
        let step = if self.take.is_locked() {
            1.0 / self.plan.fps
        } else {
            taken.as_secs_f64()
        };
        self.moment = Moment {
            index: self.moment.index + 1,
            time: self.moment.time + step,
            frame_time: step,
        };
    }
}

fn wish() -> Option<Wish> {
    if is_quit_requested() || interrupt::asked() || is_key_pressed(KeyCode::Escape) {
        return Some(Wish::Leave);
    }
    // Pressed and released again within one frame, it is no longer down.
    let held = |key| is_key_down(key) || is_key_pressed(key);
    let shift = held(KeyCode::LeftShift) || held(KeyCode::RightShift);
    let policy = if shift { Policy::Locked } else { Policy::Live };
    is_key_pressed(KeyCode::R).then_some(Wish::Record(policy))
}
