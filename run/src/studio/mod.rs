//! The interactive window: a sketch that plays, keys and a panel that change, stop and record it. It knows
//! nothing of how arguments are written, nor of what ffmpeg is told.

mod ear;
mod ending;
mod grid;
mod input;
mod keep;
mod keeper;
mod keys;
#[cfg(feature = "live")]
mod live;
mod memory;
mod notice;
mod opening;
mod options;
mod panel;
mod place;
mod player;
mod rate;
mod recordings;
mod stills;
mod transport;
mod view;
mod wishes;

use std::collections::BTreeMap;
use std::time::Instant;

use macroquad::input::{is_quit_requested, prevent_quit};
use macroquad::miniquad::window::screen_size;
use macroquad::window::next_frame;

use crate::KinoraError;
use crate::make::script;
use ear::Owner;
use grid::{Grid, Passed};
use input::Senses;
use keep::Keeps;
use keys::{Keyboard, Wish};
use kinora_core::canvas::{Capture, Screen, clear_window, framebuffer, native};
use kinora_core::platform::{display, interrupt, say, wall};
use kinora_core::sketch::{self, Plan, Sketch};
use kinora_core::sound;
use kinora_core::stage::{Input, Onto, Shared};
use memory::Memory;
use notice::Notices;
pub use options::Options;
use options::remembered;
use panel::{Facts, Panel};
use player::{Played, Player};
use rate::Rate;
use recordings::Recordings;
use stills::Stills;
use view::Zoom;

/// Opens the window on the sketch `name` of the list, and returns when it is closed and every recording is a file.
pub fn run(sketches: &[Sketch], name: &str, mut options: Options) -> Result<(), KinoraError> {
    let current = sketches
        .iter()
        .position(|sketch| sketch.name() == name)
        .ok_or_else(|| KinoraError::NoSketchNamed {
            known: sketch::names(sketches),
        })?;
    let alpha = options.encoding.alpha;
    let plan = plan(&sketches[current], alpha)?;
    let recordings = Recordings::new(options.encoding, &options.format);
    recordings.check(&plan)?;
    let display = display::find()?;
    let conf = match sketches[current].is_program() {
        true => opening::own_window(&sketches[current], &plan, display.backend()),
        false => opening::window(sketches, &plan, display.backend()).into(),
    };
    let sketches = sketches.to_vec();
    // macroquad measures its first frame from here on.
    wall::stop_at(match &options.take {
        Some(take) => script::epoch(take),
        None => wall::now(),
    });
    let (outcome, keeps) = native::open(conf, async move {
        let mut asked = std::mem::take(&mut options.asked);
        #[cfg(feature = "live")]
        let rebuilt = live::Rebuilt::start(&sketches[current], options.own, &mut asked);
        let parameters = std::mem::take(&mut asked);
        let mut studio = Studio::new(sketches, current, plan, recordings, parameters);
        #[cfg(feature = "live")]
        {
            studio.rebuilt = rebuilt;
        }
        if let Some(take) = options.take {
            if let Some(play) = take.plays.first() {
                let begins_with = play.start().parameters.clone();
                studio.parameters.borrow_mut().remember(begins_with);
            }
            studio.player.load(take);
        }
        Ok(studio.run().await)
    })?;
    ending::wait(keeps);
    outcome
}

fn plan(sketch: &Sketch, alpha: bool) -> Result<Plan, KinoraError> {
    let mut settings = sketch.settings();
    settings.alpha = alpha;
    settings.check()
}

struct Studio {
    sketches: Vec<Sketch>,
    current: usize,
    plan: Plan,
    parameters: Shared,
    /// Somebody has changed one of them in the panel.
    is_changed: bool,
    memory: Memory,
    player: Player,
    recordings: Recordings,
    stills: Stills,
    keeps: Keeps,
    capture: Capture,
    notices: Notices,
    panel: Panel,
    senses: Senses,
    rate: Rate,
    grid: Grid,
    zoom: Zoom,
    is_full_screen: bool,
    is_left: bool,
    /// Where the last frame was drawn.
    onto: Onto,
    /// What was asked for while frames went to the window.
    waiting: Vec<Wish>,
    /// What is built anew meanwhile.
    #[cfg(feature = "live")]
    rebuilt: live::Rebuilt,
}

impl Studio {
    /// In an open window.
    fn new(
        sketches: Vec<Sketch>,
        current: usize,
        plan: Plan,
        recordings: Recordings,
        asked: BTreeMap<String, String>,
    ) -> Studio {
        let mut notices = Notices::default();
        let (memory, parameters) = remembered(&sketches[current], asked, &mut notices);
        let is_program = sketches[current].is_program();
        notices.hint(match is_program {
            true => "Ctrl+R records · Ctrl+F1 lists the keys",
            false => "F1 lists the keys · Tab hides everything but the canvas",
        });
        Studio {
            player: Player::new(&sketches[current], &plan, parameters.clone()),
            rate: Rate::new(plan.fps),
            grid: Grid::new(plan.fps),
            sketches,
            current,
            plan,
            parameters,
            is_changed: false,
            memory,
            recordings,
            stills: Stills::default(),
            keeps: Keeps::default(),
            capture: Capture::new(),
            notices,
            panel: Panel::new(is_program),
            senses: Senses::default(),
            zoom: Zoom::Fit,
            is_full_screen: false,
            is_left: false,
            onto: Onto::Canvas,
            waiting: vec![],
            #[cfg(feature = "live")]
            rebuilt: live::Rebuilt::default(),
        }
    }

    /// Until it is closed. Whether it had to be, and what is still being kept.
    async fn run(mut self) -> (Result<(), KinoraError>, Keeps) {
        prevent_quit();
        if !self.sketch().is_program() {
            opening::adapt_to_dpi(&self.plan);
        }
        let mut screen = Screen::new();
        let mut last = Instant::now();
        let mut outcome = Ok(());
        while outcome.is_ok() {
            let now = Instant::now();
            let passed = self.grid.count(now.duration_since(last));
            last = now;
            self.recordings.go_on(passed.time);

            #[cfg(feature = "live")]
            self.hear();
            let keyboard = self.keyboard();
            let mut wishes = self.show_panel();
            wishes.extend(keyboard.wishes());
            let is_asked = is_quit_requested() && self.player.asked().prevents_quit;
            if is_quit_requested() && !is_asked || interrupt::asked() || self.player.asked().quits {
                wishes.push(Wish::Quit);
            }
            self.fulfil_all(wishes);
            if self.is_left {
                break;
            }
            self.follow_window();

            let shown_before = self.onto;
            self.onto = self.next_place();
            if shown_before == Onto::Canvas && self.onto == Onto::Window {
                // macroquad's own clearing was left out.
                clear_window();
            }
            // What macroquad adds to a frame is there when the window's frame has ended, and is shown with the next.
            let is_late = shown_before == Onto::Canvas && self.player.has_overlay();
            if is_late {
                self.show(&mut screen);
            }
            sound::keep();
            sound::listen(self.is_heard());
            let played = self.play(passed, keyboard, is_asked);
            self.recordings.hear(sound::take());
            if self.is_left {
                break;
            }
            if !is_late {
                self.show(&mut screen);
            }
            self.panel.draw();
            framebuffer::spare_window(self.onto == Onto::Canvas);
            next_frame().await;
            framebuffer::spare_window(false);
            self.player.settle();
            wall::go_on();
            match played {
                // On software GL the window has waited for the canvas by now: reading it is a plain copy.
                Ok(true) => {
                    self.keep();
                    if self.onto == Onto::Canvas {
                        self.player.look();
                    }
                }
                Ok(false) => {}
                Err(error) => outcome = Err(error),
            }
            self.collect();
            // The pace of a program is its own, as long as nobody records it.
            if !self.sketch().is_program() || self.recordings.is_recording() {
                self.rate.wait(self.recordings.is_locked());
            }
        }
        (outcome, self.leave())
    }

    /// Whether the sketch's time goes as on the wall.
    fn is_heard(&self) -> bool {
        let transport = &self.player.transport;
        let is_as_on_wall = transport.is_running() && transport.speed() == 1.0;
        is_as_on_wall && self.player.has_stage() && !self.recordings.is_locked()
    }

    fn sketch(&self) -> &Sketch {
        &self.sketches[self.current]
    }

    /// Whether it ends with the program that it shows: not where the next change of its source may mend that.
    fn is_one_with_its_program(&self) -> bool {
        #[cfg(feature = "live")]
        if self.rebuilt.is_live() {
            return false;
        }
        self.sketch().is_program()
    }

    fn keyboard(&self) -> Keyboard {
        match self.panel.has_keyboard() {
            true => Keyboard::Panel,
            false if self.sketch().has_keyboard() => Keyboard::Sketch,
            false => Keyboard::Sandbox,
        }
    }

    fn show_panel(&mut self) -> Vec<Wish> {
        let pointer = self.player.pointer().map(|mouse| {
            let window_height = screen_size().1;
            self.area()
                .to_window(self.plan.size, window_height, mouse.into())
        });
        self.panel.show(&mut Facts {
            pointer,
            sketches: &self.sketches,
            current: self.current,
            plan: &self.plan,
            transport: &self.player.transport,
            status: self.recordings.status(),
            is_saving: self.recordings.is_saving(),
            keeping: self.keeps.progress(),
            keeps: self.keeps.length,
            extension: self.recordings.extension(),
            parameters: &mut self.parameters.borrow_mut(),
            notices: &mut self.notices,
            broken: self.player.broken(),
            way: self.player.way(),
            #[cfg(feature = "live")]
            build: self.rebuilt.build(),
            cursor: self.player.asked().cursor,
        })
    }

    /// Takes the sketch as far as this frame of the window goes; whether what is on the canvas then is for the recording.
    ///
    /// # Errors
    /// Why a program has ended. The failure of a sketch is said, and the window stays.
    fn play(
        &mut self,
        passed: Passed,
        keyboard: Keyboard,
        is_asked: bool,
    ) -> Result<bool, KinoraError> {
        let (locked, area) = (self.recordings.is_locked(), self.area());
        let owner = Owner {
            keyboard,
            panel_has_mouse: self.panel.has_mouse(),
        };
        self.senses.ear.listen();
        let input = || Input {
            is_quit_requested: is_asked,
            ..self.senses.input(owner, &self.plan, area)
        };
        let (player, plan) = (&mut self.player, &self.plan);
        let is_swapping = player.is_swapping();
        let played = match player.play(passed, plan, locked, input, self.onto) {
            Ok(Played::Ended) if self.sketch().is_program() && !is_swapping => {
                self.is_left = true;
                Played::Ended
            }
            Ok(Played::Ended) => {
                self.player.restart();
                Played::Ended
            }
            Ok(played) => played,
            Err(KinoraError::NoFrames(_)) if self.is_one_with_its_program() => {
                self.is_left = true;
                Played::Ended
            }
            Err(error) => {
                // The movie up to here is finished.
                self.stop_recording();
                if self.is_one_with_its_program() {
                    return Err(error);
                }
                say::error(&error);
                Played::Ended
            }
        };
        self.senses.ear.keep_back();
        Ok(match played {
            Played::Drawn => true,
            // A live recording goes on where time stands; of a locked one, every frame is a new one.
            Played::Held => !locked,
            // Nothing was drawn on a canvas that had been cleared.
            Played::Ended => false,
        })
    }

    /// Ends the running recording, which from here on knows what was played.
    fn stop_recording(&mut self) {
        if self.recordings.is_locked() {
            // Its last frame is heard for as long as it is seen.
            sound::go_on(self.player.transport.shown_time() + 1.0 / self.plan.fps);
            self.recordings.hear(sound::take());
        }
        self.recordings.stop(self.player.tape());
    }

    /// So many frames a second from here on.
    fn set_pace(&mut self) {
        let fps = self.plan.fps;
        (self.rate, self.grid) = (Rate::new(fps), Grid::new(fps));
    }

    /// Offers the picture on the canvas to the running recording.
    fn keep(&mut self) {
        self.recordings.keep_take(self.player.tape());
        if let Some(canvas) = self.player.canvas() {
            let capture = &mut self.capture;
            let shown = self.player.shown_for();
            self.recordings.offer(shown, |converter, frame| {
                capture.read(canvas, converter, frame);
            });
        }
    }

    /// What was set by name only, for this run, is not remembered.
    fn remember(&mut self) {
        if !std::mem::take(&mut self.is_changed) {
            return;
        }
        let values = self.parameters.borrow().to_remember();
        if let Err(error) = self.memory.keep(values) {
            self.notices.error(&error);
        }
    }
}
