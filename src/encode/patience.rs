//! How long to wait for a child that may never come.

use std::time::{Duration, Instant};

/// A child that neither takes what is offered nor uses the processor for so long has stopped for good. An encoder
/// may think for minutes over one picture; it then uses the processor.
const STALLED: Duration = Duration::from_secs(8);

/// Where the use of the processor cannot be seen.
const STALLED_UNSEEN: Duration = Duration::from_secs(60);

/// Watches a child while somebody waits for it.
pub struct Patience {
    process: u32,
    last_sign: Instant,
    processor: Option<u64>,
}

impl Patience {
    /// For the child with this process id.
    pub fn new(process: u32) -> Patience {
        Patience {
            process,
            last_sign: Instant::now(),
            processor: processor_ticks(process),
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
            Some(_) => STALLED,
            None => STALLED_UNSEEN,
        };
        self.last_sign.elapsed() > most
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
        assert!(!Patience::new(me).is_over());
    }
}
