//! The recordings that run, for an end of the process that passes by their owners: `std::process::exit` in the code of a
//! sketch, a display that goes away, a second Ctrl+C.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, bounded};

use super::Message;
use super::encoding::Made;
use super::soundtrack::Samples;
use crate::MovieError;
use crate::encode::Killer;

/// How long an encoder may take to finish its file when the process ends.
const PATIENCE: Duration = Duration::from_secs(120);

static RUNNING: Mutex<Vec<Running>> = Mutex::new(vec![]);

struct Running {
    number: u64,
    messages: Sender<Message>,
    killer: Killer,
    sound: Option<Samples>,
    ended: Receiver<Result<PathBuf, String>>,
}

/// An encoder that runs, for as long as this lives on its thread.
pub struct Registered {
    number: u64,
    told: Sender<Result<PathBuf, String>>,
}

/// Notes that an encoder runs.
pub(super) fn register(messages: Sender<Message>, killer: Killer) -> Registered {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let (told, ended) = bounded(1);
    lock().push(Running {
        number,
        messages,
        killer,
        sound: None,
        ended,
    });
    Registered { number, told }
}

impl Registered {
    /// Notes where its sound is sent.
    pub(super) fn hears(&self, sound: Samples) {
        let mut all = lock();
        let running = all.iter_mut().find(|running| running.number == self.number);
        if let Some(running) = running {
            running.sound = Some(sound);
        }
    }

    /// Notes what became of it.
    pub(super) fn ended(&self, made: &Result<Made, MovieError>) {
        let outcome = match made {
            Ok(made) => Ok(made.path.clone()),
            Err(error) => Err(error.to_string()),
        };
        let _ = self.told.try_send(outcome);
    }
}

impl Drop for Registered {
    fn drop(&mut self) {
        lock().retain(|running| running.number != self.number);
    }
}

/// Ends every recording where it is, and waits for its file. What became of each: the file, or what went wrong.
pub fn finish_all() -> Vec<Result<PathBuf, String>> {
    let all = std::mem::take(&mut *lock());
    all.into_iter()
        .filter_map(|running| {
            if let Some(sound) = running.sound {
                // Where it is. ffmpeg reads the last frames only when it knows that there is no more.
                sound.end(0);
            }
            let _ = running.messages.send_timeout(Message::End, PATIENCE);
            running.ended.recv_timeout(PATIENCE).ok()
        })
        .collect()
}

/// Kills every encoder: nobody wants its file.
pub fn cancel_all() {
    for running in std::mem::take(&mut *lock()) {
        running.killer.kill();
    }
}

fn lock() -> MutexGuard<'static, Vec<Running>> {
    RUNNING.lock().unwrap_or_else(PoisonError::into_inner)
}
