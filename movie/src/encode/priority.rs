//! Who goes first where there are fewer cores than work.

use std::process::Command;

/// The priority of what encodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Priority {
    /// That of drawing: both are waited for.
    AsDrawing,
    /// Behind the sketch, which somebody watches.
    BehindDrawing,
}

/// How far behind drawing an encoder stands, in steps of `nice`. Measured with a sketch and an encoder that together
/// want more than two cores (`cargo bench --bench live`): 6 steps kept 91 to 93 % of the sketch's frame rate, where none
/// kept 82 to 84 %, and made a movie with fewer repeated frames; with 10 the first frames were dropped, with 15 a third
/// of them.
#[cfg(unix)]
const STEPS_BACK: i32 = 6;

impl Priority {
    /// Has the child that `command` starts run with it.
    pub fn give_to(self, command: &mut Command) {
        #[cfg(unix)]
        if self == Priority::BehindDrawing {
            // SAFETY: between fork and exec only system calls are made: they neither allocate nor lock.
            unsafe {
                std::os::unix::process::CommandExt::pre_exec(command, || {
                    // A system that forbids it encodes at the usual one.
                    let _ = rustix::process::nice(STEPS_BACK);
                    Ok(())
                });
            }
        }
        #[cfg(not(unix))]
        let _ = command;
    }

    /// Has this thread run with it. Behind drawing, it gets as much of the processor as before, but never interrupts
    /// another thread in order to begin: on two busy cores, handing it a frame of 4K stopped the drawing thread for 3 ms,
    /// one frame in ten or more.
    pub fn take(self) {
        #[cfg(target_os = "linux")]
        if self == Priority::BehindDrawing {
            // SAFETY: all zeros are a `sched_param`, and the one that the policy needs; 0 is this thread.
            unsafe {
                let parameters: libc::sched_param = std::mem::zeroed();
                // A system that forbids it interrupts.
                libc::sched_setscheduler(0, libc::SCHED_BATCH, &raw const parameters);
            }
        }
    }
}

/// How far behind its encoder the drawing of an export stands. Together with frames in store for when it gets no turn,
/// 5 steps made exports of 1080p on two cores 2 to 6 % shorter; without the store, up to 4 %. With 10 and more they were as
/// long as with 5, and beside other work a thread so far behind hardly gets a turn.
#[cfg(target_os = "linux")]
const DRAWING_STEPS_BACK: i32 = 5;

/// While it lives, this thread draws with what its encoder leaves of the processor. An encoder of several threads cannot
/// keep all cores busy at all times: that is when an export draws ahead, instead of interrupting.
pub struct BehindEncoder(());

impl BehindEncoder {
    /// For this thread. What it starts from here on stands where it does.
    pub fn step() -> BehindEncoder {
        #[cfg(target_os = "linux")]
        let _ = rustix::process::nice(DRAWING_STEPS_BACK);
        BehindEncoder(())
    }
}

impl Drop for BehindEncoder {
    fn drop(&mut self) {
        // An ordinary user may not go forward again: then the rest of the program stays behind.
        #[cfg(target_os = "linux")]
        let _ = rustix::process::nice(-DRAWING_STEPS_BACK);
    }
}
