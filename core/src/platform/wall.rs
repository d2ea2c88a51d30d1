//! The clock on the wall, as the code of a sketch reads it.
//!
//! macroquad has its own idea of time: `_Time` in materials, `get_frame_time()` of crates that are built on it, the
//! waiting of coroutines. All of it comes from [`SystemTime::now`](std::time::SystemTime::now), and so does
//! `miniquad::date::now()`, from which programs like to seed their random numbers. A program whose movie is to be the
//! same on every run must not see the time of day there, but the time of its frame.
//!
//! On Linux the standard library asks the C library's `clock_gettime`. A function of that name in the program itself
//! goes before the library's, which is how the dynamic linker works (symbol interposition, see ld.so(8)); the one here
//! answers with the library's answer, but for one clock, `CLOCK_REALTIME`, on one thread, the one that draws, and only
//! between [`stop_at`] and [`go_on`]. [`Instant`](std::time::Instant) is another clock and always goes on. Elsewhere
//! the clock on the wall cannot be stopped.

use std::time::{Duration, SystemTime};

/// Whether [`stop_at`] has any effect.
pub const CAN_STOP: bool = cfg!(all(
    target_os = "linux",
    target_env = "gnu",
    target_pointer_width = "64"
));

/// From now on the clock of this thread stands, so long after the first second of 1970.
pub fn stop_at(since_epoch: Duration) {
    system::show(Some(since_epoch));
}

/// What it shows, since 1970.
pub fn now() -> Duration {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    now.unwrap_or_default()
}

/// The clock of this thread is right again.
pub fn go_on() {
    system::show(None);
}

#[cfg(all(target_os = "linux", target_env = "gnu", target_pointer_width = "64"))]
mod system {
    use std::cell::Cell;
    use std::ffi::c_void;
    use std::mem::transmute;
    use std::ptr::null_mut;
    use std::sync::atomic::{AtomicPtr, Ordering};
    use std::time::Duration;

    use libc::{CLOCK_REALTIME, RTLD_NEXT, SYS_clock_gettime, c_int, clockid_t, timespec};

    thread_local! {
        /// It has nothing to drop, so that it can be read as long as there is a thread.
        static SHOWN: Cell<Option<Duration>> = const { Cell::new(None) };
    }

    pub fn show(time: Option<Duration>) {
        SHOWN.set(time);
    }

    type ClockGettime = unsafe extern "C" fn(clockid_t, *mut timespec) -> c_int;

    /// In place of the C library's.
    ///
    /// # Safety
    /// `time` is null or can be written to, as clock_gettime(2) asks for.
    // SAFETY: it does what clock_gettime(2) promises for every clock, and CLOCK_REALTIME is one that may be set.
    #[unsafe(no_mangle)]
    pub unsafe extern "C" fn clock_gettime(clock: clockid_t, time: *mut timespec) -> c_int {
        match SHOWN.get() {
            Some(shown) if clock == CLOCK_REALTIME && !time.is_null() => {
                let shown = timespec {
                    tv_sec: shown.as_secs().cast_signed(),
                    tv_nsec: shown.subsec_nanos().into(),
                };
                // SAFETY: the caller says that it can be written to.
                unsafe { time.write(shown) };
                0
            }
            // SAFETY: the caller's promise is the one that the library asks for.
            _ => unsafe { library()(clock, time) },
        }
    }

    /// The C library's function.
    fn library() -> ClockGettime {
        static FOUND: AtomicPtr<c_void> = AtomicPtr::new(null_mut());
        let mut found = FOUND.load(Ordering::Relaxed);
        if found.is_null() {
            // Whoever looks it up may ask for the time himself.
            FOUND.store(by_system_call as *mut c_void, Ordering::Relaxed);
            // SAFETY: the name is a C string.
            found = unsafe { libc::dlsym(RTLD_NEXT, c"clock_gettime".as_ptr()) };
            if found.is_null() {
                found = by_system_call as *mut c_void;
            }
            FOUND.store(found, Ordering::Relaxed);
        }
        // SAFETY: it is one of two functions of that type.
        unsafe { transmute::<*mut c_void, ClockGettime>(found) }
    }

    /// For programs without a dynamic linker.
    unsafe extern "C" fn by_system_call(clock: clockid_t, time: *mut timespec) -> c_int {
        // SAFETY: the caller's promise is the one that the kernel asks for.
        unsafe { libc::syscall(SYS_clock_gettime, clock, time) as c_int }
    }
}

#[cfg(not(all(target_os = "linux", target_env = "gnu", target_pointer_width = "64")))]
mod system {
    pub fn show(_: Option<std::time::Duration>) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread;
    use std::time::Instant;

    #[test]
    fn the_clock_stands_on_one_thread_and_no_other_clock_does() {
        let begin = now();
        let instant = Instant::now();
        stop_at(Duration::from_millis(1500));
        let shown = now();
        let elsewhere = thread::spawn(now).join().unwrap();
        let is_later = Instant::now() > instant;
        go_on();
        if CAN_STOP {
            assert_eq!(shown, Duration::from_millis(1500));
        }
        assert!(elsewhere >= begin && now() >= elsewhere && is_later);
    }
}
