//! A process that lets all others go first.

/// How far back it stands, in steps of `nice`.
#[cfg(unix)]
const STEPS: i32 = 15;

/// From now on this process, and those it starts, have what others leave of the processor.
pub fn stand_back() {
    #[cfg(unix)]
    // SAFETY: it only changes a number of this process.
    let _ = unsafe { libc::nice(STEPS) };
}
