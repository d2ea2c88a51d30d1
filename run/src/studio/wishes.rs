//! What somebody wants, by key or in the panel, done.

use std::collections::BTreeMap;

use kinora_movie::recorder::Policy;
use macroquad::window::set_fullscreen;

use super::keys::Wish;
use super::{Studio, plan, remembered};
use crate::KinoraError;
use crate::make::recipe::Recipe;
use crate::make::still;
use kinora_core::stage::Onto;
use kinora_core::stage::take::Tape;

impl Studio {
    /// Does what was asked for; one frame later, if the last one went to the window, where nobody can read it or show it
    /// again. What is of the picture waits until that is the one that somebody has gone to.
    pub(super) fn fulfil_all(&mut self, wishes: Vec<Wish>) {
        self.waiting.extend(wishes);
        if self.onto == Onto::Canvas {
            for wish in std::mem::take(&mut self.waiting) {
                match is_of_picture(&wish) && self.player.transport.is_on_its_way() {
                    true => self.waiting.push(wish),
                    false => self.fulfil(wish),
                }
            }
        }
    }

    fn fulfil(&mut self, wish: Wish) {
        match wish {
            Wish::Record(policy) => self.record(policy),
            Wish::Still => self.keep_still(),
            Wish::Keep => self.keep_the_last(),
            Wish::KeepLength(length) => self.keeps.length = length,
            Wish::Pause => self.player.transport.pause(),
            Wish::Step(frames) => {
                let is_recorded = self.player.is_recorded();
                self.player
                    .transport
                    .step(frames, self.plan.fps, is_recorded);
            }
            Wish::Seek(time) => self.player.transport.seek(time, self.plan.fps),
            Wish::Restart => self.restart(),
            Wish::Speed(speed) => self.player.transport.set_speed(speed),
            Wish::NextSeed => self.set_seed(self.plan.seed.wrapping_add(1)),
            Wish::Seed(seed) => self.set_seed(seed),
            Wish::Redraw => {
                self.is_changed = true;
                self.player.amend();
                self.player.transport.refresh(self.plan.fps);
            }
            Wish::Fps(fps) => self.set_fps(fps),
            Wish::Format(extension) => self.recordings.set_extension(extension, &self.plan),
            Wish::FullScreen => {
                self.is_full_screen = !self.is_full_screen;
                set_fullscreen(self.is_full_screen);
            }
            Wish::Zoom(zoom) => self.zoom = zoom,
            Wish::Turn(by) => {
                let count = self.sketches.len() as i32;
                self.choose((self.current as i32 + by).rem_euclid(count) as usize);
            }
            Wish::Choose(index) => self.choose(index),
            Wish::Keys => self.panel.shows_keys = !self.panel.shows_keys,
            Wish::Hide => self.panel.is_hidden = !self.panel.is_hidden,
            Wish::Leave if self.panel.shows_keys => self.panel.shows_keys = false,
            Wish::Leave => self.is_left = !self.panel.fold(),
            Wish::Quit => self.is_left = true,
        }
    }

    fn record(&mut self, policy: Policy) {
        if self.recordings.is_recording() {
            self.stop_recording();
        } else if self.player.has_stage() {
            self.notices.clear();
            let recipe = self.recipe();
            let mark = self.player.mark(policy == Policy::Live);
            if let Err(error) = self.recordings.start(policy, &self.plan, recipe, mark) {
                self.notices.error(&error);
            }
        }
    }

    fn keep_still(&mut self) {
        if let Some(canvas) = self.player.canvas() {
            let picture = still::picture(canvas, &mut self.capture);
            let take = self.player.tape().and_then(Tape::now);
            let recipe = self.recipe();
            if let Err(error) = self.stills.write(picture, recipe, take) {
                self.notices.error(&error);
            }
        }
    }

    /// Makes a movie of what just happened.
    fn keep_the_last(&mut self) {
        let recipe = self.recipe();
        let (extension, encoding) = (self.recordings.extension(), self.recordings.encoding());
        let started = match self.player.tape() {
            Some(tape) => self.keeps.start(recipe, tape.clone(), extension, encoding),
            None => Err(KinoraError::NothingPlayed),
        };
        match started {
            Ok(()) => self
                .notices
                .hint("what just happened is being made a movie"),
            Err(error) => self.notices.error(&error),
        }
    }

    /// Of what is on the canvas.
    fn recipe(&self) -> Recipe {
        let parameters = self.parameters.borrow();
        let name = self.sketch().name();
        let time = self.player.transport.shown_time();
        Recipe::new(name, &self.plan, &parameters, time)
    }

    /// Starts the sketch anew, also one that has failed.
    fn restart(&mut self) {
        match self.player.has_stage() {
            true => self.player.restart(),
            false => self.set_scene(),
        }
    }

    pub(super) fn set_seed(&mut self, seed: u64) {
        self.plan.seed = seed;
        self.player.set_seed(seed);
        self.restart();
    }

    fn set_fps(&mut self, fps: f64) {
        if !self.recordings.is_recording() {
            self.plan.fps = fps;
            self.player.set_fps(fps);
            self.set_pace();
        }
    }

    /// Plays another sketch. A recording ends with the sketch that it is of.
    fn choose(&mut self, index: usize) {
        if index == self.current {
            return;
        }
        match plan(&self.sketches[index], self.plan.alpha) {
            Ok(plan) => {
                self.stop_recording();
                self.remember();
                self.current = index;
                self.plan = plan;
                let asked = BTreeMap::new();
                (self.memory, self.parameters) =
                    remembered(&self.sketches[index], asked, &mut self.notices);
                self.set_pace();
                self.set_scene();
            }
            Err(error) => self.notices.error(&error),
        }
    }

    /// A stage for the current sketch.
    pub(super) fn set_scene(&mut self) {
        let parameters = self.parameters.clone();
        self.player
            .set_scene(&self.sketches[self.current], &self.plan, parameters);
    }
}

/// Whether it depends on what is shown.
fn is_of_picture(wish: &Wish) -> bool {
    matches!(wish, Wish::Record(_) | Wish::Still | Wish::Keep)
}
