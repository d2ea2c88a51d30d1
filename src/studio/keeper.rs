//! Writes what is being played beside a recording, on a thread of its own: should the window be killed, it is there.

use std::fs;
use std::path::PathBuf;
use std::thread::{self, JoinHandle};

use kinora_core::stage::take::Take;

use kinora_movie::recorder::Retold;

use crate::make::recipe::Recipe;

/// The thread, while it writes.
#[derive(Default)]
pub struct Keeper(Option<JoinHandle<()>>);

impl Keeper {
    /// Writes that into `path`, whole or not at all, unless it is still busy with the one before.
    /// The movie gets it too, should nobody say more.
    pub fn keep(&mut self, path: PathBuf, retold: Retold, recipe: Recipe, take: Take) {
        if self.0.as_ref().is_some_and(|thread| !thread.is_finished()) {
            return;
        }
        let write = move || {
            let recipe = Recipe {
                length: Some(take.seconds()),
                ..recipe
            };
            let recipe = recipe.with_take(Some(&take));
            retold.tell(recipe.to_ffmetadata());
            let new = path.with_extension("take.new");
            // A take that cannot be kept is none of the recording's troubles, whose own disk it is.
            if fs::write(&new, recipe.to_json())
                .and_then(|()| fs::rename(&new, &path))
                .is_err()
            {
                let _ = fs::remove_file(new);
            }
        };
        let named = thread::Builder::new().name("kinora-take".into());
        self.0 = named.spawn(write).ok();
    }

    /// Waits until nothing is being written.
    pub fn settle(self) {
        if let Some(thread) = self.0 {
            let _ = thread.join();
        }
    }
}
