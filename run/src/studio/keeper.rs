//! Writes what is being played beside a recording, on a thread of its own: should the window be killed, it is there.

use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use kinora_core::stage::take::Take;

use kinora_movie::recorder::Retold;

use crate::make::recipe::Recipe;

/// How often the take of a running recording is written.
const EVERY: Duration = Duration::from_millis(500);

/// The part of the time that goes into writing, at most: a take of hours is written less often.
const SHARE: u32 = 4;

/// The thread, while it writes.
#[derive(Default)]
pub struct Keeper {
    thread: Option<JoinHandle<()>>,
    /// When it last began to, and how long that took.
    began: Option<Instant>,
    taken: Arc<Mutex<Duration>>,
}

impl Keeper {
    /// Whether it is time to write again.
    pub fn is_due(&self) -> bool {
        let is_busy = self.thread.as_ref().is_some_and(|it| !it.is_finished());
        let taken = *self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let pause = EVERY.max(taken * SHARE);
        !is_busy && self.began.is_none_or(|began| began.elapsed() >= pause)
    }

    /// Writes that into `path`, whole or not at all; nothing is there if there is no take. The movie gets it too, should
    /// nobody say more.
    pub fn keep(&mut self, path: PathBuf, retold: Retold, recipe: Recipe, take: Option<Take>) {
        let began = Instant::now();
        self.began = Some(began);
        let taken = self.taken.clone();
        let write = move || {
            let recipe = Recipe {
                length: take.as_ref().map(Take::seconds),
                ..recipe
            };
            let recipe = recipe.with_take(take.as_ref());
            retold.tell(recipe.to_ffmetadata());
            if take.is_none() {
                let _ = fs::remove_file(path);
                return;
            }
            let new = path.with_extension("take.new");
            // A take that cannot be kept is none of the recording's troubles, whose own disk it is.
            if fs::write(&new, recipe.to_json())
                .and_then(|()| fs::rename(&new, &path))
                .is_err()
            {
                let _ = fs::remove_file(new);
            }
            *taken.lock().unwrap_or_else(PoisonError::into_inner) = began.elapsed();
        };
        let named = thread::Builder::new().name("kinora-take".into());
        self.thread = named.spawn(write).ok();
    }

    /// Waits until nothing is being written.
    pub fn settle(self) {
        if let Some(thread) = self.thread {
            let _ = thread.join();
        }
    }
}
