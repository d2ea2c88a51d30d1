//! What a process and its children take of the processor, and what memory is left.

use std::time::Duration;

/// Time of all cores that this process and those that it has started have taken so far. `None` where the system does not
/// say.
pub fn taken() -> Option<Duration> {
    system::taken()
}

/// Memory that can still be had, in bytes. `None` where the system does not say.
pub fn free_memory() -> Option<u64> {
    system::free_memory()
}

/// The most memory that the processes have had that this one has started and that live, in bytes; 0 where the system does
/// not say.
pub fn memory_of_children() -> u64 {
    system::memory_of_children()
}

#[cfg(target_os = "linux")]
mod system {
    use std::fs;
    use std::time::Duration;

    pub fn taken() -> Option<Duration> {
        let children = children();
        let own = std::iter::once("self");
        let ticks = own
            .chain(children.iter().map(String::as_str))
            .filter_map(ticks)
            .sum::<u64>();
        // Ticks have had this length for programs on every Linux since 2.6 (time(7), USER_HZ).
        Some(Duration::from_millis(ticks * 10))
    }

    fn children() -> Vec<String> {
        let tasks = fs::read_dir("/proc/self/task").into_iter().flatten();
        let tasks = tasks.flatten().map(|task| task.path().join("children"));
        let lines = tasks.filter_map(|children| fs::read_to_string(children).ok());
        let words = |line: String| {
            line.split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        lines.flat_map(words).collect()
    }

    pub fn memory_of_children() -> u64 {
        let files = children()
            .into_iter()
            .map(|child| format!("/proc/{child}/status"));
        files
            .filter_map(|file| kilobytes(&file, "VmHWM:"))
            .sum::<u64>()
            * 1024
    }

    /// The number of that line.
    fn kilobytes(file: &str, name: &str) -> Option<u64> {
        let text = fs::read_to_string(file).ok()?;
        let line = text.lines().find_map(|line| line.strip_prefix(name))?;
        line.split_whitespace().next()?.parse().ok()
    }

    /// Of one process: fields 14 and 15 of its line (proc_pid_stat(5)), the second of which may have spaces in it.
    fn ticks(process: &str) -> Option<u64> {
        let line = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
        let mut fields = line.rsplit_once(')')?.1.split_whitespace().skip(11);
        let mut next = || fields.next()?.parse::<u64>().ok();
        Some(next()? + next()?)
    }

    pub fn free_memory() -> Option<u64> {
        let free = kilobytes("/proc/meminfo", "MemAvailable:")? * 1024;
        // A container may have less (cgroups(7), version 2).
        let of_group = |name| -> Option<u64> {
            let text = fs::read_to_string(format!("/sys/fs/cgroup/memory.{name}")).ok()?;
            text.trim().parse().ok()
        };
        Some(match (of_group("max"), of_group("current")) {
            (Some(most), Some(taken)) => free.min(most.saturating_sub(taken)),
            _ => free,
        })
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    use std::time::Duration;

    pub fn taken() -> Option<Duration> {
        None
    }

    pub fn free_memory() -> Option<u64> {
        None
    }

    pub fn memory_of_children() -> u64 {
        0
    }
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use std::time::{Duration, Instant};

    #[test]
    fn work_takes_time_of_the_processor() {
        let before = super::taken().unwrap();
        let until = Instant::now() + Duration::from_secs(10);
        // Busy until it shows.
        while super::taken().unwrap() < before + Duration::from_millis(30) {
            assert!(Instant::now() < until);
        }
        assert!(super::free_memory().unwrap() > 1 << 20);
    }
}
