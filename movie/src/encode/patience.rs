//! How long to wait for a child that may never come.

use std::time::{Duration, Instant};

/// How long a child is waited for that neither takes what is offered nor uses the processor. An encoder may think for
/// minutes over one picture; it then uses the processor.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// After this it has stopped for good.
    give_up: Duration,
    /// Called once, when it has done nothing for [`SAY_AFTER`], with the time after which it is given up.
    say: Option<fn(Duration)>,
}

/// After how long it is said what is waited for.
pub const SAY_AFTER: Duration = Duration::from_secs(10);

/// The least time where the use of the processor cannot be seen.
const UNSEEN: Duration = Duration::from_secs(60);

impl Bounds {
    /// Somebody watches: what is recorded meanwhile is lost.
    pub const LIVE: Bounds = Bounds {
        give_up: Duration::from_secs(8),
        say: None,
    };

    /// Nobody loses anything: a disk may wake up, a network share may come back.
    pub fn patient(say: Option<fn(Duration)>) -> Bounds {
        Bounds {
            give_up: Duration::from_secs(120),
            say,
        }
    }

    /// After how long it is given up.
    pub fn give_up(self) -> Duration {
        self.give_up
    }
}

/// Watches a child while somebody waits for it.
pub struct Patience {
    process: u32,
    bounds: Bounds,
    last_sign: Instant,
    processor: Option<u64>,
    has_said: bool,
}

impl Patience {
    /// For the child with this process id.
    pub fn new(process: u32, bounds: Bounds) -> Patience {
        Patience {
            process,
            bounds,
            last_sign: Instant::now(),
            processor: processor_ticks(process),
            has_said: false,
        }
    }

    /// The child did something, or is waited for only from now on.
    pub fn sign(&mut self) {
        self.last_sign = Instant::now();
    }

    /// Whether to give up. Ask it again and again while waiting.
    pub fn is_over(&mut self) -> bool {
        let ticks = processor_ticks(self.process);
        if ticks != self.processor {
            self.processor = ticks;
            self.sign();
        }
        let most = match ticks {
            Some(_) => self.bounds.give_up,
            None => self.bounds.give_up.max(UNSEEN),
        };
        let idle = self.last_sign.elapsed();
        if let Some(say) = self.bounds.say
            && idle > SAY_AFTER
            && !std::mem::replace(&mut self.has_said, true)
        {
            say(most);
        }
        idle > most
    }
}

/// Time that the process has spent on a processor, in the system's clock ticks: utime and stime, the 14th and 15th
/// field of `/proc/PID/stat` (proc(5)).
#[cfg(target_os = "linux")]
fn processor_ticks(process: u32) -> Option<u64> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The second field, the name in brackets, may hold anything.
    let (_, rest) = stat.rsplit_once(')')?;
    let mut fields = rest.split_whitespace().skip(11);
    let user: u64 = fields.next()?.parse().ok()?;
    let system: u64 = fields.next()?.parse().ok()?;
    Some(user + system)
}

#[cfg(not(target_os = "linux"))]
fn processor_ticks(_: u32) -> Option<u64> {
    None
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn work_is_seen() {
        let me = std::process::id();
        let before = processor_ticks(me).unwrap();
        while processor_ticks(me).unwrap() == before {
            std::hint::black_box((0..100_000u64).sum::<u64>());
        }
        assert!(!Patience::new(me, Bounds::LIVE).is_over());
    }

    #[test]
    fn a_child_that_does_nothing_is_given_up_in_its_time() {
        let mut child = std::process::Command::new("sleep")
            .arg("100")
            .spawn()
            .unwrap();
        let bounds = Bounds {
            give_up: Duration::from_millis(300),
            say: None,
        };
        let mut patience = Patience::new(child.id(), bounds);
        let began = Instant::now();
        while !patience.is_over() {
            std::thread::sleep(Duration::from_millis(5));
            assert!(began.elapsed() < Duration::from_secs(20));
        }
        assert!(began.elapsed() >= bounds.give_up);
        child.kill().unwrap();
        child.wait().unwrap();
    }
}
